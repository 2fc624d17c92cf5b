// One turn of the conversation: the question, its answer as it comes, and what proves it.

import { drawChart, findSeries } from "./chart.js";
import { h } from "./dom.js";
import { formatNumber, sharedWords, toCsv, where } from "./text.js";
import { say } from "./words.js";

const MOST_QUOTES = 3;

export class Turn {
  // `open(citation, citations, button)` shows a quote; `link(query)` gives the address to share.
  constructor(question, { open, link, retry }) {
    this.question = question;
    this.open = open;
    this.link = link;
    this.retry = retry;
    this.citations = [];
    this.text = "";
    this.state = h("p", { class: "state" }, h("span", { class: "pulse", "aria-hidden": "true" }), say("thinking"));
    this.body = h("div", { class: "answer" }, this.state);
    this.node = h("article", { class: "turn" }, h("h2", { class: "asked" }, question), this.body);
  }

  found(citations) {
    this.citations = citations;
    if (citations.length && !this.text) this.state.lastChild.replaceWith(say("writing"));
  }

  add(text) {
    this.text += text;
    this.draw(this.write(this.text));
  }

  finish(response) {
    this.response = response;
    this.citations = response.citations;
    this.draw(...(response.answered ? this.answered(response) : this.refused(response)));
    this.node.classList.add(response.answered ? "is-answered" : "is-refused");
  }

  fail(message) {
    this.draw(
      h(
        "div",
        { class: "note failed", role: "alert" },
        h("p", {}, h("strong", {}, say("failed")), " ", message),
        h("button", { type: "button", class: "plain", onclick: this.retry }, say("retry")),
      ),
    );
  }

  // The service wants a key: ask for it, keep it with `keep` and try again.
  wantKey(keep) {
    const input = h("input", { type: "password", required: true, autocomplete: "current-password", "aria-label": say("keyLabel") });
    const save = (event) => {
      event.preventDefault();
      keep(input.value.trim());
      this.retry();
    };
    this.draw(
      h("form", { class: "note failed key", onsubmit: save }, h("p", {}, say("keyNeeded")), input, h("button", { type: "submit", class: "plain" }, say("keySave"))),
    );
    input.focus();
  }

  stop() {
    this.draw(this.text ? this.write(this.text) : null, h("p", { class: "quiet" }, say("stopped")));
  }

  draw(...nodes) {
    this.body.replaceChildren(...nodes.filter(Boolean));
  }

  // The text in lines, each mark a button that opens its quote.
  write(text) {
    const lines = text.split("\n").map((line) => {
      const item = /^\d{1,2}[.、] /.test(line);
      return h("p", { class: item ? "line item" : "line" }, ...this.marked(line));
    });
    if (lines.length === 1) this.raise(lines[0], text);
    return h("div", { class: "text" }, ...lines);
  }

  // A single figure's value stands large above the clause it was found in.
  raise(line, text) {
    const cut = text.match(/^(.{1,80}?)(?:：| — )(?=.{6,})/u);
    if (!cut || !/\d/.test(cut[1]) || /\[\d+\]/.test(cut[1])) return;
    line.replaceChildren(h("strong", { class: "value" }, cut[1]), h("span", { class: "joint" }, text.slice(cut[1].length, cut[0].length)), ...this.marked(text.slice(cut[0].length)));
    line.classList.add("with-value");
  }

  marked(line) {
    return line.split(/(\[\d+\])/).map((piece) => {
      const mark = piece.match(/^\[(\d+)\]$/);
      const citation = mark && this.citations.find((known) => known.number === Number(mark[1]));
      return citation ? this.chip(citation) : piece;
    });
  }

  chip(citation) {
    return h(
      "button",
      {
        type: "button",
        class: "chip",
        title: where(citation),
        "aria-label": say("chip", { number: citation.number }),
        "data-citation": citation.number,
        onclick: (event) => this.open(citation, this.citations, event.currentTarget),
      },
      String(citation.number),
    );
  }

  answered(response) {
    return [
      this.understood(response),
      this.write(response.answer),
      response.computation && this.computed(response.computation),
      this.chart(response.figures),
      this.quotes(say("proof"), response.citations, true),
      response.figures.length > 1 && this.table(response.figures),
      this.why(response),
      this.actions(response),
    ];
  }

  refused(response) {
    const { refusal } = response;
    return [
      this.understood(response),
      h(
        "div",
        { class: "note refusal" },
        h("p", { class: "reason" }, say(`reason_${refusal.reason}`)),
        h("p", { class: "message" }, refusal.message),
      ),
      refusal.nearest.length ? this.quotes(say("nearest"), refusal.nearest, false) : null,
      this.why(response),
      this.actions(response),
    ];
  }

  understood(response) {
    if (response.standalone_question === response.question) return null;
    return h("p", { class: "understood" }, say("understood", { question: response.standalone_question }));
  }

  computed(computation) {
    return h("p", { class: "computed" }, h("span", {}, say("computed")), ` ${computation.expression}`);
  }

  quotes(title, passages, numbered) {
    const rows = passages.map((passage, index) =>
      h(
        "li",
        {},
        h(
          "button",
          {
            type: "button",
            class: "quote",
            "data-quote": passage.number ?? index + 1,
            "aria-label": numbered ? `${say("openQuote", passage)}: ${passage.quote}` : passage.quote,
            onclick: (event) => this.open(passage, passages, event.currentTarget),
          },
          numbered ? h("span", { class: "number", "aria-hidden": "true" }, String(passage.number)) : null,
          h("span", { class: "words" }, h("span", { class: "where" }, where(passage)), h("span", { class: "said" }, passage.quote)),
        ),
      ),
    );
    const most = rows.length > MOST_QUOTES + 1 ? MOST_QUOTES : rows.length;
    const rest = rows.slice(most);
    return h(
      "section",
      { class: "proof" },
      h("h3", {}, title),
      h("ol", { class: "quotes" }, ...rows.slice(0, most)),
      rest.length ? h("details", { class: "more" }, h("summary", {}, say("moreQuotes", { count: rest.length })), h("ol", { class: "quotes" }, ...rest)) : null,
    );
  }

  chart(figures) {
    const series = findSeries(figures);
    if (!series) return null;
    return h("div", { class: "chart-box" }, drawChart(series, (number, node) => this.openNumber(number, node)));
  }

  openNumber(number, node) {
    const citation = this.citations.find((known) => known.number === number);
    if (citation) this.open(citation, this.citations, node);
  }

  table(figures) {
    const heads = ["indicator", "place", "period", "value", "status", "quote"];
    const rows = figures.map((figure) =>
      h(
        "tr",
        {},
        h("td", {}, figure.indicator),
        h("td", {}, figure.place),
        h("td", {}, figure.period),
        h("td", { class: "amount" }, `${formatNumber(figure.value)} ${figure.unit}`),
        h("td", {}, say(`status_${figure.status}`)),
        h("td", {}, ...this.marked(`[${figure.citation}]`)),
      ),
    );
    return h(
      "details",
      { class: "data" },
      h("summary", {}, say("data")),
      h(
        "div",
        { class: "scroll", tabindex: "0", role: "region", "aria-label": say("data") },
        h("table", {}, h("thead", {}, h("tr", {}, ...heads.map((name) => h("th", { scope: "col", class: name === "value" ? "amount" : null }, say(name))))), h("tbody", {}, ...rows)),
      ),
      h("button", { type: "button", class: "plain", onclick: () => this.saveCsv(figures) }, say("csv")),
    );
  }

  saveCsv(figures) {
    const heads = ["indicator", "place", "period", "value", "unit", "status", "quote", "report", "start", "end"];
    const rows = figures.map((figure) => {
      const citation = this.citations.find((known) => known.number === figure.citation);
      return [figure.indicator, figure.place, figure.period, figure.value, figure.unit, figure.status, citation?.quote, citation?.report_id, citation?.start, citation?.end];
    });
    const address = URL.createObjectURL(new Blob([toCsv([heads, ...rows])], { type: "text/csv;charset=utf-8" }));
    h("a", { href: address, download: "askreport.csv" }).click();
    setTimeout(() => URL.revokeObjectURL(address), 1000);
  }

  why(response) {
    const { debug } = response;
    const rows = [];
    const passages = response.answered ? response.citations : (response.refusal?.nearest ?? []);
    if (!passages.length) return null;
    const asked = [response.standalone_question, ...(debug?.question?.indicators ?? [])].join(" ");
    const words = sharedWords(asked, passages.map((passage) => passage.quote).join(" "));
    if (words.length) rows.push([say("whyWords"), h("span", { class: "words-shared" }, ...words.map((word) => h("mark", {}, word)))]);
    const ranks = passages.length && debug?.hits ? rank(debug.hits, passages[0]) : null;
    if (ranks) rows.push([say("whyRanks"), say("whyRanksValue", ranks)]);
    if (response.answered) rows.push([say("whyConfidence"), meter(response.confidence)]);
    rows.push([say("whyMode"), say(response.mode === "generative" ? "modeGenerative" : "modeExtractive")]);
    const time = Object.values(response.timings_ms).reduce((sum, part) => sum + part, 0);
    rows.push([say("whyTime"), `${time < 10 ? time.toFixed(1) : Math.round(time)} ms`]);
    return h(
      "details",
      { class: "why" },
      h("summary", {}, say("why")),
      h("dl", {}, ...rows.map(([name, value]) => h("div", {}, h("dt", {}, name), h("dd", {}, value)))),
    );
  }

  actions(response) {
    const button = (name, done, act) =>
      h("button", {
        type: "button",
        class: "plain",
        onclick: async (event) => {
          const node = event.currentTarget;
          await act();
          node.textContent = say(done);
          setTimeout(() => (node.textContent = say(name)), 1600);
        },
      }, say(name));
    return h(
      "div",
      { class: "actions" },
      button("copy", "copied", () => navigator.clipboard.writeText(this.plain(response))),
      button("share", "shared", () => navigator.clipboard.writeText(this.link({ q: response.standalone_question }))),
    );
  }

  plain(response) {
    const quotes = response.citations.map((c) => {
      const address = this.link({ report: c.report_id, start: c.start, end: c.end });
      return `[${c.number}] ${where(c)}: “${c.quote}” ${address}`;
    });
    return [response.question, "", response.answer, ...(quotes.length ? ["", ...quotes] : [])].join("\n");
  }
}

// Where the passage of a quote stood in each leg of the search.
function rank(hits, passage) {
  const own = hits.filter((hit) => !hit.report_id || hit.report_id === passage.report_id);
  const hit = own.filter((known) => known.start <= passage.start).sort((a, b) => b.start - a.start)[0];
  if (!hit) return null;
  const place = (leg) => 1 + hits.filter((other) => other[leg] > hit[leg]).length;
  return { dense: place("dense"), lexical: place("lexical"), score: place("score") };
}

function meter(value) {
  const percent = `${Math.round(value * 100)}%`;
  return h("span", { class: "confidence" }, h("meter", { min: 0, max: 1, value, "aria-label": say("whyConfidence") }), ` ${percent}`);
}
