// A small chart of figures that can be compared: one indicator and unit over periods (a line) or places (bars).

import { s } from "./dom.js";
import { formatNumber } from "./text.js";
import { say } from "./words.js";

const WIDTH = 560;
const HEIGHT = 220;
const PAD = { left: 16, right: 16, top: 34, bottom: 34 };

// Returns the series worth drawing, or null.
export function findSeries(figures) {
  const groups = new Map();
  for (const figure of figures) {
    const name = `${figure.indicator}\u0000${figure.unit}`;
    groups.set(name, [...(groups.get(name) ?? []), figure]);
  }
  const best = [...groups.values()].sort((a, b) => b.length - a.length)[0] ?? [];
  const periods = new Set(best.map((figure) => figure.period));
  const places = new Set(best.map((figure) => figure.place));
  if (places.size === 1 && periods.size >= 2 && periods.size === best.length && !periods.has("")) {
    const points = [...best].sort((a, b) => a.period.localeCompare(b.period));
    const single = points.every((figure) => /^\d{4}$/.test(figure.period));
    return { points, label: (figure) => figure.period, line: single && points.length >= 3 };
  }
  if (places.size >= 2 && places.size === best.length) {
    return { points: [...best].sort((a, b) => b.value - a.value), label: (figure) => figure.place, line: false };
  }
  return null;
}

export function drawChart(series, open) {
  const { points } = series;
  const top = Math.max(...points.map((figure) => figure.value), 0);
  const low = Math.min(...points.map((figure) => figure.value), 0);
  const step = (WIDTH - PAD.left - PAD.right) / points.length;
  const x = (index) => PAD.left + step * (index + 0.5);
  const y = (value) => PAD.top + ((top - value) / (top - low || 1)) * (HEIGHT - PAD.top - PAD.bottom);
  const title = say("chartOver", points[0]);
  const marks = points.map((figure, index) => {
    const width = Math.min(56, step * 0.56);
    const shape = series.line
      ? s("circle", { cx: x(index), cy: y(figure.value), r: 5, class: figure.status === "target" ? "dot planned" : "dot" })
      : s("rect", {
          x: x(index) - width / 2,
          y: Math.min(y(figure.value), y(0)),
          width,
          height: Math.max(2, Math.abs(y(figure.value) - y(0))),
          rx: 3,
          class: figure.status === "target" ? "bar planned" : "bar",
        });
    const name = `${series.label(figure)} ${formatNumber(figure.value)}${figure.unit} ${say(`status_${figure.status}`)}`;
    return s(
      "a",
      {
        href: "#",
        class: "point",
        "aria-label": `${name}, ${say("openQuote", { number: figure.citation })}`,
        onclick: (event) => {
          event.preventDefault();
          open(figure.citation, event.currentTarget);
        },
      },
      s("rect", { x: x(index) - step / 2, y: 0, width: step, height: HEIGHT, class: "target" }),
      shape,
      s("text", { x: x(index), y: Math.min(y(figure.value), y(0)) - 9, class: "amount" }, formatNumber(figure.value)),
      s("text", { x: x(index), y: HEIGHT - 10, class: "tick" }, series.label(figure)),
    );
  });
  const path = points.map((figure, index) => `${index ? "L" : "M"}${x(index)} ${y(figure.value)}`).join("");
  return s(
    "svg",
    { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, class: "chart", role: "group", "aria-label": title },
    s("text", { x: PAD.left, y: 14, class: "caption" }, title),
    s("path", { d: `M${PAD.left} ${y(0)}H${WIDTH - PAD.right}`, class: "axis" }),
    series.line ? s("path", { d: path, class: "line" }) : null,
    marks,
  );
}
