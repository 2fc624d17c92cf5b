// Every number of the library as a table: searched, drawn where it can be compared, downloaded.

import { get, key } from "./api.js";
import { drawChart, findSeries } from "./chart.js";
import { byId, h } from "./dom.js";
import { formatNumber, where } from "./text.js";
import { say } from "./words.js";

const MOST = 200;
let asked = 0;

export function showFigures(open) {
  const form = byId("figure-form");
  form.onsubmit = (event) => {
    event.preventDefault();
    find(open);
  };
  byId("figure-status").onchange = () => find(open);
  byId("figure-csv").onclick = save;
  find(open);
}

function query(extra) {
  const words = new URLSearchParams(extra);
  const indicator = byId("figure-query").value.trim();
  const years = byId("figure-years").value.trim();
  if (indicator) words.set("q", indicator.slice(0, 200));
  if (/^(19|20)\d\d((\.\.|-|–|~)(19|20)\d\d)?$/.test(years)) words.set("year", years);
  if (byId("figure-status").value) words.set("status", byId("figure-status").value);
  return `/figures?${words}`;
}

async function find(open) {
  const turn = (asked += 1);
  const table = byId("figure-table");
  let page;
  try {
    page = await get(query({ page_size: MOST }));
  } catch (error) {
    table.replaceChildren(h("p", { class: "note failed", role: "alert" }, error.message));
    return;
  }
  if (turn !== asked) return;
  byId("figure-count").textContent = say("figureCount", { shown: page.figures.length, count: formatNumber(page.total) });
  const passages = page.figures.map((figure) => figure.citation);
  const series = findSeries(page.figures.map((figure, index) => ({ ...figure, citation: index + 1 })));
  const show = (index, node) => open(passages[index], [passages[index]], node);
  byId("figure-chart").replaceChildren(
    ...(series ? [h("div", { class: "chart-box" }, drawChart(series, (number, node) => show(number - 1, node)))] : []),
  );
  const heads = ["indicator", "period", "value", "status", "place", "quote"];
  table.replaceChildren(
    h(
      "table",
      {},
      h("thead", {}, h("tr", {}, ...heads.map((name) => h("th", { scope: "col", class: name === "value" ? "amount" : null }, say(name))))),
      h("tbody", {}, ...page.figures.map((figure, index) => row(figure, (node) => show(index, node)))),
    ),
  );
}

function row(figure, show) {
  return h(
    "tr",
    {},
    h("td", {}, figure.indicator),
    h("td", {}, figure.period),
    h("td", { class: "amount" }, figure.quote),
    h("td", {}, say(`status_${figure.status}`)),
    h("td", {}, figure.scope ? `${figure.place} · ${figure.scope}` : figure.place),
    h(
      "td",
      {},
      h("button", { type: "button", class: "plain", "aria-label": `${say("open")}: ${figure.citation.quote}`, title: where(figure.citation), onclick: (event) => show(event.currentTarget) }, say("open")),
    ),
  );
}

async function save() {
  const response = await fetch(query({ page_size: 1000, format: "csv" }), { headers: key() });
  if (!response.ok) return;
  const address = URL.createObjectURL(await response.blob());
  h("a", { href: address, download: "figures.csv" }).click();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}
