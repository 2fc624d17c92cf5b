"""A tiny report and a service over it that does what a test tells it to."""

import hashlib
from types import SimpleNamespace

import pytest

from eval.datasets import BUILT_IN_REPORT, GoldQuestion
from eval.types import FoundPassage

TEXT = (
    "一、去年工作回顾\n"
    "2020年，地区生产总值达到1711.6亿元，增长4.1%。新增城镇就业5.3万人。\n"
    "建成公园18个、改造小区58个。\n"
    "二、今年工作安排\n"
    "今年主要预期目标是：地区生产总值增长8%以上，新增城镇就业5万人。\n"
)


class FakeService:
    """Cites what it is told to cite; fails when a question holds 'fail'."""

    def __init__(self, report, answers):
        self._report = report
        self._answers = answers
        self.asked = []

    def ask(self, body):
        self.asked.append(body)
        if "fail" in body["question"]:
            raise RuntimeError("out of order")
        return self._answers.get(body["question"], refuse())

    def search(self, query, k, leg):
        lines, start = [], 0
        for line in self._report.text.splitlines(keepends=True):
            lines.append(FoundPassage(self._report.id, start, start + len(line)))
            start += len(line)
        return (lines if leg == "lexical" else lines[::-1])[:k]

    def report(self, report_id):
        assert report_id == self._report.id
        return self._report


def refuse(confidence=0.1, nearest=()):
    return {
        "answered": False,
        "answer": "",
        "citations": [],
        "figures": [],
        "computation": None,
        "refusal": {"reason": "not_in_report", "message": "报告没有说。", "nearest": list(nearest)},
        "confidence": confidence,
        "mode": "extractive",
        "timings_ms": {"retrieve": 1.0},
    }


@pytest.fixture
def report():
    return SimpleNamespace(id=BUILT_IN_REPORT, text=TEXT)


@pytest.fixture
def cite(report):
    def make(quote, /, **changes):
        start = report.text.index(quote)
        citation = {
            "number": 1,
            "report_id": report.id,
            "start": start,
            "end": start + len(quote),
            "quote": quote,
            "sha256": hashlib.sha256(report.text.encode()).hexdigest(),
            "year": 2021,
            "section": ["一、去年工作回顾"],
            "url": None,
        }
        return {**citation, **changes}

    return make


@pytest.fixture
def make_answer(cite):
    def make(text, *quotes, confidence=0.9, **changes):
        body = {
            "answered": True,
            "answer": text,
            "citations": [cite(quote) for quote in quotes],
            "figures": [],
            "computation": None,
            "refusal": None,
            "confidence": confidence,
            "mode": "extractive",
            "timings_ms": {},
        }
        return {**body, **changes}

    return make


@pytest.fixture
def make_refusal():
    return refuse


@pytest.fixture
def make_question():
    def make(question="去年GDP是多少？", **changes):
        fields = {
            "id": "q-1",
            "report": BUILT_IN_REPORT,
            "half": "tune",
            "language": "zh",
            "kind": "fact",
            "question": question,
            "answerable": True,
            "answer": "1711.6亿元",
            "keys": [["1711.6亿元", "1711.6"]],
            "evidence": ["地区生产总值达到1711.6亿元"],
        }
        fields.update(changes)
        if not fields["answerable"]:
            fields |= {"keys": [], "evidence": [], "kind": "refusal", "reason": changes.get("reason", "not_given")}
        return GoldQuestion.model_validate(fields)

    return make


@pytest.fixture
def make_service(report):
    return lambda answers: FakeService(report, answers)


@pytest.fixture
def records(make_question, make_service, make_answer):
    """Two halves: one right answer, one wrong one, one right refusal and one false refusal each."""
    from eval.run import evaluate

    questions = [
        make_question(question, id=f"{half}-{number}", half=half, **changes)
        for half in ("tune", "test")
        for number, (question, changes) in enumerate(
            [
                ("去年GDP是多少？", {}),
                ("去年就业多少？", {"answer": "5.3万人", "keys": [["5.3万"]], "evidence": ["新增城镇就业5.3万人"]}),
                ("去年下雪几天？", {"answerable": False}),
                ("建了几个公园？", {"answer": "18个", "keys": [["18"]], "evidence": ["建成公园18个"]}),
            ]
        )
    ]
    answers = {
        "去年GDP是多少？": make_answer("1711.6亿元[1]", "地区生产总值达到1711.6亿元", confidence=0.95),
        "去年就业多少？": make_answer("5万人[1]", "新增城镇就业5万人", confidence=0.75),
    }
    return evaluate(questions, lambda report_id: make_service(answers)).records


@pytest.fixture
def results(records):
    from datetime import UTC, datetime

    from eval.results import GoldFile, Results, Skipped, describe_run, score_records

    return Results(
        provenance=describe_run(datetime.now(UTC), "0" * 64),
        gold=(GoldFile(name="gold.jsonl", sha256="1" * 64),),
        scores=score_records(records),
        skipped=(Skipped(report="city/某市-2020", questions=3, why="not built in; give --reports FILE"),),
        records=records,
    )
