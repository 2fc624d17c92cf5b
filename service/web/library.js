// The reports there are.

import { get } from "./api.js";
import { byId, h } from "./dom.js";
import { formatNumber } from "./text.js";
import { say } from "./words.js";

export async function showLibrary({ read, askAbout }) {
  const list = byId("library");
  const filter = byId("filter");
  let reports;
  try {
    reports = await get("/reports");
  } catch (error) {
    list.replaceChildren(h("li", { class: "note failed", role: "alert" }, error.message));
    return;
  }
  const draw = () => {
    const words = filter.value.toLowerCase().split(/\s+/).filter(Boolean);
    const shown = reports.filter((report) => {
      const text = `${report.place} ${report.year ?? ""} ${report.title} ${report.id}`.toLowerCase();
      return words.every((word) => text.includes(word));
    });
    byId("library-count").textContent = say("libraryCount", { shown: shown.length, count: reports.length });
    list.replaceChildren(...shown.slice(0, 500).map((report) => row(report, read, askAbout)));
  };
  filter.oninput = draw;
  draw();
}

function row(report, read, askAbout) {
  const facts = [report.place, report.year, report.date, say("characters", { count: formatNumber(report.characters) })];
  return h(
    "li",
    { class: "report" },
    h("div", {}, h("h2", {}, report.title), h("p", { class: "quiet" }, facts.filter(Boolean).join(" · "))),
    h(
      "div",
      { class: "actions" },
      h("button", { type: "button", class: "plain", onclick: () => read(report) }, say("read")),
      h("button", { type: "button", class: "plain", onclick: () => askAbout(report) }, say("askAbout")),
    ),
  );
}
