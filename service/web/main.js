// The page: what is asked, where, and what has been said.

import { ask, forget, get } from "./api.js";
import { Turn } from "./answer.js";
import { byId, h } from "./dom.js";
import { showFigures } from "./figures.js";
import { showLibrary } from "./library.js";
import { closeReader, isOpen, openReader } from "./reader.js";
import { current, fillWords, say, toggleLanguage } from "./words.js";

const question = byId("question");
const form = byId("ask");
const thread = byId("thread");
const turns = [];
const scope = { places: [], years: [], reports: [] };
let working = null;

function open(passage, passages, from) {
  for (const lit of document.querySelectorAll(".is-open")) lit.classList.remove("is-open");
  from?.classList.add("is-open");
  openReader(passage, passages, from);
}

function link(query) {
  const address = new URL("/", location.href);
  for (const [name, value] of Object.entries(query)) address.searchParams.set(name, value);
  return address.href;
}

function history() {
  const said = turns.filter((turn) => turn.response);
  return said.slice(-20).flatMap((turn) => [
    { role: "user", content: turn.response.question },
    { role: "assistant", content: turn.response.answer },
  ]);
}

async function submit(text) {
  const words = text.trim();
  if (!words || working) return;
  const request = { question: words, history: history(), scope: structuredClone(scope), debug: true };
  const turn = new Turn(words, { open, link, retry: () => run(turn, request) });
  turns.push(turn);
  thread.append(turn.node);
  question.value = "";
  grow();
  await run(turn, request);
}

async function run(turn, request) {
  const control = (working = new AbortController());
  document.body.classList.add("has-turns", "is-working");
  label();
  show(turn.node);
  try {
    await ask(
      request,
      {
        citations: (data) => turn.found(data.citations),
        delta: (data) => turn.add(data.text),
        done: (response) => {
          turn.finish(response);
          announce(response);
          share(response);
        },
      },
      control.signal,
    );
  } catch (error) {
    if (control.signal.aborted) turn.stop();
    else if (["unauthorized", "forbidden"].includes(error.kind)) turn.wantKey(keep);
    else turn.fail(error instanceof TypeError ? say("offline") : error.message);
  } finally {
    working = null;
    document.body.classList.remove("is-working");
    label();
    show(turn.node);
  }
}

function keep(value) {
  localStorage.setItem("key", value);
  forget();
  dress();
}

function announce(response) {
  const live = byId("live");
  live.textContent = response.answered
    ? `${say("answerReady", { count: response.citations.length })} ${response.answer}`
    : say("refusalReady", { message: response.refusal.message });
}

function share(response) {
  const query = new URLSearchParams({ q: response.standalone_question });
  for (const place of scope.places) query.append("place", place);
  for (const year of scope.years) query.append("year", year);
  for (const report of scope.reports) query.append("only", report);
  window.history.replaceState(null, "", `/?${query}`);
}

function show(node) {
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  node.scrollIntoView({ block: turns.length > 1 ? "start" : "nearest", behavior: calm ? "instant" : "smooth" });
}

function label() {
  const send = byId("send");
  send.dataset.label = working ? "stop" : "send";
  question.dataset.placeholder = turns.length ? "placeholderNext" : "placeholder";
  fillWords(form);
}

function grow() {
  question.style.height = "auto";
  question.style.height = `${Math.min(question.scrollHeight, 180)}px`;
}

function view(name) {
  for (const other of ["ask", "figures", "library"]) {
    byId(`view-${other}`).hidden = other !== name;
    if (other === name) byId(`tab-${other}`).setAttribute("aria-current", "page");
    else byId(`tab-${other}`).removeAttribute("aria-current");
  }
  if (name === "library") showLibrary({ read, askAbout, changed: dress });
  if (name === "figures") showFigures(open);
}

function read(report) {
  openReader({ report_id: report.id, title: report.title, place: report.place, year: report.year, section: [], start: 0, end: 0 });
}

function askAbout(report) {
  scope.reports = [report.id];
  drawScope(report.title);
  view("ask");
  question.focus();
}

async function drawScope(title = null) {
  const box = byId("scope");
  const reports = await get("/reports").catch(() => []);
  if (scope.reports.length) {
    const known = title ?? reports.find((report) => report.id === scope.reports[0])?.title ?? scope.reports[0];
    const clear = () => {
      scope.reports = [];
      drawScope();
      question.focus();
    };
    box.replaceChildren(
      h("span", { class: "only" }, say("onlyReport", { title: known }), h("button", { type: "button", class: "tool", "aria-label": say("clearScope"), title: say("clearScope"), onclick: clear }, "✕")),
    );
    return;
  }
  const places = [...new Set(reports.map((report) => report.place).filter(Boolean))].sort();
  const years = [...new Set(reports.map((report) => report.year).filter(Boolean))].sort((a, b) => b - a);
  box.replaceChildren(
    ...(places.length > 1 ? [choice("place", "anyPlace", places, scope.places, (value) => (scope.places = value ? [value] : []))] : []),
    ...(years.length > 1 ? [choice("year", "anyYear", years, scope.years, (value) => (scope.years = value ? [Number(value)] : []))] : []),
  );
}

function choice(name, any, values, chosen, set) {
  const select = h(
    "select",
    { "aria-label": say(name), onchange: (event) => set(event.target.value) },
    h("option", { value: "" }, say(any)),
    ...values.map((value) => h("option", { value, selected: String(chosen[0]) === String(value) }, String(value))),
  );
  return select;
}

async function drawExamples() {
  const box = byId("examples");
  const { questions } = await get(`/examples?language=${current()}&count=4`).catch(() => ({ questions: [] }));
  box.replaceChildren(...questions.map((text) => h("button", { type: "button", class: "example", onclick: () => submit(text) }, text)));
}

function dress() {
  fillWords();
  byId("language").textContent = current() === "zh" ? "EN" : "中文";
  byId("language").lang = current() === "zh" ? "en" : "zh-CN";
  byId("language").setAttribute("aria-label", say("language"));
  label();
  drawScope();
  drawExamples();
  if (!byId("view-library").hidden) showLibrary({ read, askAbout, changed: dress });
  if (!byId("view-figures").hidden) showFigures(open);
}

function theme(value) {
  if (value) document.documentElement.dataset.theme = value;
  const dark = matchMedia("(prefers-color-scheme: dark)").matches;
  return document.documentElement.dataset.theme ?? (dark ? "dark" : "light");
}

byId("language").addEventListener("click", () => {
  toggleLanguage();
  dress();
});
byId("theme").addEventListener("click", () => {
  localStorage.setItem("theme", theme(theme() === "dark" ? "light" : "dark"));
});
byId("tab-ask").addEventListener("click", () => view("ask"));
byId("tab-figures").addEventListener("click", () => view("figures"));
byId("tab-library").addEventListener("click", () => view("library"));
form.addEventListener("submit", (event) => {
  event.preventDefault();
  if (working) working.abort();
  else submit(question.value);
});
question.addEventListener("input", grow);
question.addEventListener("keydown", (event) => {
  // While a Chinese input method is composing, Enter chooses a word.
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing && !working) {
    event.preventDefault();
    submit(question.value);
  }
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && isOpen()) closeReader();
  const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement?.tagName ?? "");
  if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey) {
    event.preventDefault();
    view("ask");
    question.focus();
  }
});

function begin() {
  const query = new URLSearchParams(location.search);
  scope.places = query.getAll("place");
  scope.years = query.getAll("year").map(Number).filter(Number.isInteger);
  scope.reports = query.getAll("only");
  if (localStorage.getItem("theme")) theme(localStorage.getItem("theme"));
  dress();
  if (query.get("report")) {
    const start = Number(query.get("start")) || 0;
    openLinked(query.get("report"), start, Number(query.get("end")) || start);
  }
  if (query.get("q")) submit(query.get("q").slice(0, 2000));
  else if (matchMedia("(min-width: 60rem)").matches) question.focus();
}

async function openLinked(id, start, end) {
  const passage = { report_id: id, start, end, section: null };
  openReader(passage, [passage], question);
}

begin();
