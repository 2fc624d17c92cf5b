// The report beside the answer, at the quote.

import { get } from "./api.js";
import { byId, h } from "./dom.js";
import { offsetsOf, where } from "./text.js";
import { say } from "./words.js";

const node = byId("reader");
let back = null;
let shown = null;

export function isOpen() {
  return !node.hidden;
}

// Opens a report at a passage (or at its beginning); focus returns to `from` when it is closed.
export async function openReader(passage, passages = [passage], from = document.activeElement) {
  if (node.hidden || from?.closest("#main")) back = from;
  const request = (shown = { passage, passages });
  node.hidden = false;
  // Where the reader covers the page, what lies under it is out of reach.
  byId("main").inert = matchMedia("(max-width: 59.99rem)").matches;
  document.body.classList.add("is-reading");
  if (node.dataset.report !== passage.report_id) node.replaceChildren(frame(passage, passages, h("p", { class: "quiet pad" }, say("loading"))));
  let report;
  try {
    report = await get(`/reports/${encodeURIComponent(passage.report_id)}`);
  } catch (error) {
    node.replaceChildren(frame(passage, passages, h("p", { class: "note failed pad" }, say("readerFailed", { message: error.message }))));
    return;
  }
  if (shown !== request) return;
  node.dataset.report = report.id;
  draw(report, passage, passages);
}

export function closeReader() {
  if (node.hidden) return;
  node.hidden = true;
  byId("main").inert = false;
  node.replaceChildren();
  delete node.dataset.report;
  shown = null;
  document.body.classList.remove("is-reading");
  for (const lit of document.querySelectorAll(".is-open")) lit.classList.remove("is-open");
  if (back?.isConnected) back.focus();
  back = null;
}

function frame(passage, passages, body, report = null) {
  const index = passages.indexOf(passage);
  const step = (by) => openReader(passages[(index + by + passages.length) % passages.length], passages, byId("reader-title"));
  const arrow = (word, by, path) =>
    h("button", { type: "button", class: "tool", "aria-label": say(word), title: say(word), onclick: () => step(by) }, path);
  return h(
    "div",
    { class: "reader-frame" },
    h(
      "header",
      { class: "reader-head" },
      h("h2", { id: "reader-title", tabindex: "-1" }, report?.title ?? passage.title ?? say("reader")),
      h("button", { type: "button", class: "tool close", "aria-label": say("close"), title: say("close"), onclick: closeReader }, "✕"),
      h("p", { class: "path" }, passage.section ? where(passage) : ""),
      report && passage.quote !== undefined ? check(report, passage) : null,
      passages.length > 1
        ? h("div", { class: "stepper" }, arrow("previous", -1, "↑"), h("span", {}, say("of", { number: index + 1, count: passages.length })), arrow("next", 1, "↓"))
        : null,
      report?.url && /^https?:/.test(report.url) ? h("a", { class: "outward", href: report.url, rel: "noreferrer noopener", target: "_blank" }, say("source")) : null,
    ),
    body,
  );
}

function check(report, passage) {
  const at = offsetsOf(report.text);
  const same = report.sha256 === passage.sha256 && report.text.slice(at(passage.start), at(passage.end)) === passage.quote;
  return h("p", { class: same ? "check" : "check wrong" }, same ? say("verified", passage) : say("mismatch"));
}

function draw(report, passage, passages) {
  const at = offsetsOf(report.text);
  const spans = passages
    .filter((known) => known.report_id === report.id && known.end > known.start)
    .map((known) => ({ start: at(known.start), end: at(known.end), own: known === passage }))
    .sort((a, b) => a.start - b.start || b.end - a.end);
  const body = h("div", { class: "paper", lang: "zh-CN", tabindex: "0", role: "region", "aria-label": say("reader") }, ...paragraphs(report.text, spans));
  node.replaceChildren(frame(passage, passages, body, report));
  const mark = body.querySelector("mark.own");
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  mark?.scrollIntoView({ block: "center", behavior: calm ? "instant" : "auto" });
  byId("reader-title").focus({ preventScroll: true });
}

// Each line is a paragraph; what falls into a span is marked, the quote asked for above the others.
function* paragraphs(text, spans) {
  let start = 0;
  for (const line of text.split("\n")) {
    const end = start + line.length;
    if (line.trim()) {
      const pieces = [];
      const edges = new Set([start, end]);
      for (const span of spans) for (const edge of [span.start, span.end]) if (edge > start && edge < end) edges.add(edge);
      const cuts = [...edges].sort((a, b) => a - b);
      for (let index = 0; index + 1 < cuts.length; index += 1) {
        const covering = spans.filter((span) => span.start < cuts[index + 1] && span.end > cuts[index]);
        const piece = text.slice(cuts[index], cuts[index + 1]);
        const own = covering.some((span) => span.own);
        pieces.push(covering.length ? h("mark", { class: own ? "own" : "other" }, piece) : piece);
      }
      yield h("p", { class: /^\s*[一二三四五六七八九十]+、/.test(line) && line.trim().length < 40 ? "head" : null }, ...pieces);
    }
    start = end + 1;
  }
}
