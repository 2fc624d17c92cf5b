import re
from html.parser import HTMLParser

import pytest
from markdown_it import MarkdownIt

from eval.gates import Gate, check_gates
from eval.report import format_score, list_tuning, render_html, render_markdown, summarize_skips
from eval.results import Skipped

VOID = {"meta", "link", "br", "hr", "img", "input"}


class Page(HTMLParser):
    """Collects what a page would fetch and checks that tags close."""

    def __init__(self):
        super().__init__()
        self.fetched, self.open, self.text = [], [], []

    def handle_starttag(self, tag, attributes):
        values = dict(attributes)
        if tag in {"script", "link", "iframe", "img", "object", "embed"}:
            self.fetched.append(tag)
        self.fetched += [values[name] for name in ("src", "srcset", "data", "action") if name in values]
        self.fetched += [
            values[name] for name in ("href", "xlink:href") if name in values and not values[name].startswith("#")
        ]
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attributes):
        self.handle_starttag(tag, attributes)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text.append(data)


@pytest.fixture
def checks(records):
    return check_gates([Gate(metric="right", half="test", min=0.9), Gate(metric="citations_hold", min=1)], records)


@pytest.fixture
def page(results, checks):
    parsed = Page()
    parsed.html = render_html(results, checks)
    parsed.feed(parsed.html)
    parsed.close()
    return parsed


def test_page_is_whole_and_fetches_nothing(page):
    assert page.open == []
    assert page.fetched == []
    assert not re.search(r"url\((?!['\"]?#)|@import", page.html)


def test_page_has_its_pictures_in_the_pages_colours(page):
    assert page.html.count("<svg") == 5
    assert "var(--test)" in page.html
    assert "#01020" not in page.html


def test_page_shows_scores_gates_and_provenance(page, results):
    words = " ".join(page.text)
    assert "33.3 %" in words
    assert "FAILED" in words
    assert results.provenance.machine.python in words
    assert "3 questions on city/某市-2020: not built in; give --reports FILE" in words


@pytest.mark.parametrize("render", [render_html, render_markdown])
def test_test_half_is_never_listed(render, results):
    text = render(results)
    assert "tune-1" in text
    assert "test-" not in text


def test_answers_are_escaped(results):
    wild = [
        record.model_copy(update={"detail": record.detail.model_copy(update={"answer": "<script>x</script>"})})
        if record.detail
        else record
        for record in results.records
    ]
    assert "<script>" not in render_html(results.model_copy(update={"records": tuple(wild)}))


def test_markdown_tables_parse(results, checks):
    html = MarkdownIt("commonmark").enable("table").render(render_markdown(results, checks))
    assert html.count("<table>") >= 6
    assert "<p>|" not in html


def test_report_of_only_other_reports_is_made(results):
    records = tuple(record.model_copy(update={"report": "city/某市-2020"}) for record in results.records)
    assert "other reports" in render_html(results.model_copy(update={"records": records, "scores": ()}))


def test_report_of_nothing_is_made(results):
    empty = results.model_copy(update={"records": (), "scores": ()})
    assert "<svg" in render_html(empty)
    assert render_markdown(empty)


def test_misses_come_first(results):
    rights = [record.right for record in list_tuning(results.records)]
    assert rights == sorted(rights)


def test_score_is_formatted_with_its_unit(results):
    by_name = {score.metric: score for score in results.scores}
    assert re.fullmatch(r"\d+\.\d % \[\d+\.\d, \d+\.\d\]", format_score(by_name["right"]))
    assert re.fullmatch(r"\d+\.\d ms \[\d+\.\d, \d+\.\d\]", format_score(by_name["latency_p50_ms"]))
    assert re.fullmatch(r"\d+ \[\d+, \d+\]", format_score(by_name["answer_chars"]))
    assert format_score(None) == "–"


def test_skips_are_summed_by_reason(results):
    skips = [Skipped(report=f"r{number}", questions=2, why="not built in") for number in range(5)]
    assert summarize_skips(results.model_copy(update={"skipped": tuple(skips)})) == [
        "10 questions on r0, r1, r2 and 2 more: not built in"
    ]
