"""Questions made from what a report says, and what comes of them."""

import json

import pytest

from corpus.library import make_report
from eval.probes import Probe, ask_probes, describe, draw_reports, main, make_probes

TEXT = (
    "阳泉市政府工作报告\n——2022年2月1日在阳泉市第十六届人民代表大会第二次会议上\n各位代表：\n一、2021年工作回顾\n"
    "全市地区生产总值完成820亿元，城镇新增就业3.2万人。开展整治河道“清河”专项行动，整治入河排口17个。\n"
    "实施兴业富民“三比三看”行动。\n二、2022年工作安排\n今年，改造老旧小区27个，森林覆盖率达到48.3%以上。\n"
)
REPORT = make_report(TEXT, "city/阳泉市-2022")


def test_probes_ask_for_numbers_indicators_and_names():
    probes = make_probes(REPORT, 9)
    assert Probe("clauses", "城镇新增就业多少人？", ("3.2万人",)) in probes
    assert Probe("titles", "实施兴业富民什么行动？", ("三比三看",)) in probes
    assert {probe.kind for probe in probes} == {"clauses", "names zh", "names en", "titles"}
    assert all("3.2" not in probe.question for probe in probes)


def test_the_same_report_gives_the_same_probes_and_no_more_than_asked_for():
    assert make_probes(REPORT, 1) == make_probes(REPORT, 1)
    assert len(make_probes(REPORT, 1)) <= 4


def test_an_answer_is_right_that_holds_what_was_asked_for():
    answers = {"a": "3.2万人：城镇新增就业3.2万人[1]", "b": "17个：整治入河排口17个[1]", "c": None}

    def ask(question):
        return {"answered": answers[question] is not None, "answer": answers[question]}

    outcomes = ask_probes("r", [Probe("clauses", name, ("3.2万人", "820亿元")) for name in answers], ask)
    assert [(o.right, o.answered) for o in outcomes] == [(True, True), (False, True), (False, False)]
    (line,) = describe(outcomes)
    assert "1 of 3" in line


@pytest.fixture
def reports_file(tmp_path):
    path = tmp_path / "reports.jsonl"
    row = {"file": "city/阳泉市-2022.txt", "place": "阳泉市", "year": 2022, "text": TEXT + "持续改善民生。" * 1500}
    path.write_text(json.dumps(row, ensure_ascii=False) + "\n", encoding="utf-8")
    return path


def test_reports_without_gold_are_drawn(reports_file):
    assert [report.id for report in draw_reports(reports_file, 5)] == ["city/阳泉市-2022"]


def test_the_numbers_are_printed(reports_file, capsys):
    assert main(["--reports", str(reports_file), "--each", "2", "--misses"]) == 0
    assert "names zh" in capsys.readouterr().out
