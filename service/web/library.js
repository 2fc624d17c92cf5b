// The reports there are.

import { forget, get } from "./api.js";
import { byId, h } from "./dom.js";
import { formatNumber } from "./text.js";
import { say } from "./words.js";

export async function showLibrary(acts) {
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
    list.replaceChildren(...shown.slice(0, 500).map((report) => row(report, acts)));
  };
  filter.oninput = draw;
  byId("manage").ontoggle = draw;
  byId("upload").onchange = (event) => uploadAll(event.target, acts);
  draw();
}

function row(report, acts) {
  const { read, askAbout } = acts;
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
      byId("manage").open ? removal(report, acts) : null,
    ),
  );
}

// Removes at the second click, so that a slip costs nothing.
function removal(report, acts) {
  const button = h("button", { type: "button", class: "plain", onclick: () => act() }, say("remove"));
  let sure = false;
  const act = async () => {
    if (!sure) {
      sure = true;
      button.textContent = say("removeSure");
      return;
    }
    const response = await fetch(`/reports/${encodeURIComponent(report.id)}`, { method: "DELETE", headers: writeKey() });
    const body = response.ok ? null : await response.json().catch(() => ({}));
    note(response.ok ? say("removed", report) : (body.message ?? response.statusText));
    if (response.ok) changed(acts);
  };
  return button;
}

async function uploadAll(input, acts) {
  const files = [...input.files];
  input.value = "";
  for (const file of files) await upload(file);
  changed(acts);
}

// XMLHttpRequest, because fetch does not tell how much has been sent.
function upload(file) {
  const bar = h("progress", { max: 1, value: 0, "aria-label": file.name });
  const line = h("li", {}, `${file.name} `, bar);
  byId("uploads").append(line);
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    const end = (text) => {
      line.textContent = text;
      resolve();
    };
    request.open("POST", "/reports");
    for (const [name, value] of Object.entries(writeKey())) request.setRequestHeader(name, value);
    request.setRequestHeader("content-type", "application/octet-stream");
    request.setRequestHeader("x-file-name", encodeURIComponent(file.name));
    request.upload.onprogress = (event) => (bar.value = event.lengthComputable ? event.loaded / event.total : 0);
    request.onerror = () => end(say("uploadFailed", { name: file.name, message: say("offline") }));
    request.onload = () => {
      let body = {};
      try {
        body = JSON.parse(request.responseText);
      } catch {
        // Not ours: a proxy in between answered.
      }
      const added = request.status < 300;
      end(added ? say("uploadDone", { name: file.name, note: body.note || body.report.title }) : say("uploadFailed", { name: file.name, message: body.message ?? request.statusText }));
    };
    request.send(file);
  });
}

function writeKey() {
  const value = byId("write-key").value.trim();
  return value ? { authorization: `Bearer ${value}` } : {};
}

function note(text) {
  byId("uploads").append(h("li", {}, text));
}

function changed(acts) {
  forget();
  acts.changed();
}
