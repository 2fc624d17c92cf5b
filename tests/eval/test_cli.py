import json
import subprocess
import sys

import pytest
from typer.testing import CliRunner

from eval import subjects
from eval.cli import app
from eval.errors import ReportMissingError


@pytest.fixture
def invoke():
    return lambda *words: CliRunner().invoke(app, [str(word) for word in words])


@pytest.fixture
def gold(tmp_path, make_question):
    questions = [
        make_question(id="tune-1"),
        make_question("去年下雪几天？", id="tune-2", answerable=False),
        make_question("公园呢？", id="test-secret", half="test", answer="18", keys=[["18"]], evidence=["公园18个"]),
        make_question("别处？", id="other", report="city/某市-2020"),
    ]
    path = tmp_path / "gold.jsonl"
    lines = [question.model_dump_json(exclude_none=True) for question in questions]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


@pytest.fixture(autouse=True)
def fake_service(monkeypatch, make_service, make_answer, report):
    answers = {"去年GDP是多少？": make_answer("1711.6亿元[1]", "地区生产总值达到1711.6亿元")}

    def subject_of(self, settings, report_id):
        if report_id != report.id:
            raise ReportMissingError("not built in; give --reports FILE")
        return make_service(answers)

    monkeypatch.setattr(subjects.Reports, "subject_of", subject_of)
    monkeypatch.setattr(subjects.Reports, "text_of", lambda self, name: report.text if name == report.id else None)


@pytest.fixture
def gates(tmp_path):
    def write(least):
        path = tmp_path / "gates.toml"
        path.write_text(f'[[gate]]\nmetric = "all_right"\nhalf = "tune"\nmin = {least}\n', encoding="utf-8")
        return path

    return write


@pytest.fixture
def saved(invoke, gold, tmp_path):
    assert invoke("run", "--gold", gold, "--out", tmp_path / "out").exit_code == 0
    return tmp_path / "out" / "results.json"


@pytest.mark.parametrize("command", [[], ["run"]])
def test_bare_and_run_show_scores_and_skips(command, invoke, gold):
    done = invoke(*command, "--gold", gold)
    assert done.exit_code == 0
    assert "100.0 %" in done.output
    assert "not built in" in done.output


def test_run_writes_results_and_reports(saved):
    written = json.loads(saved.read_text(encoding="utf-8"))
    assert len(written["records"]) == 3
    assert {"commit", "settings_sha256", "versions", "machine", "started"} <= set(written["provenance"])
    assert (saved.parent / "report.html").exists()
    assert (saved.parent / "report.md").exists()


def test_test_half_is_only_shown_in_sum(invoke, gold, saved):
    done = invoke("--gold", gold)
    for text in (done.output, *(path.read_text(encoding="utf-8") for path in saved.parent.iterdir())):
        assert "test-secret" not in text
        assert "公园呢" not in text
    assert "--show-test" not in invoke("run", "--help").output


@pytest.mark.parametrize(("least", "code"), [(0.9, 0), (1.1, 1)])
def test_gate_decides_the_exit_code(least, code, invoke, gold, gates, saved):
    for done in (invoke("--gold", gold, "--gate", gates(least)), invoke("gate", saved, "--gate", gates(least))):
        assert done.exit_code == code
        assert ("FAILED" in done.output) == bool(code)


def test_filters_narrow_what_is_asked(invoke, gold, tmp_path):
    done = invoke("run", "--gold", gold, "--half", "tune", "--kind", "fact", "--out", tmp_path)
    assert done.exit_code == 0
    assert len(json.loads((tmp_path / "results.json").read_text(encoding="utf-8"))["records"]) == 1


def test_report_goes_to_files_or_to_the_terminal(invoke, saved, tmp_path):
    assert "# Evaluation" in invoke("report", saved).output
    page, text = tmp_path / "a.html", tmp_path / "b.md"
    assert invoke("report", saved, "--html", page, "--markdown", text).exit_code == 0
    assert page.read_text(encoding="utf-8").startswith("<!doctype html>")
    assert text.read_text(encoding="utf-8").startswith("# Evaluation")


def test_compare_shows_both(invoke, saved):
    done = invoke("compare", saved, saved)
    assert done.exit_code == 0
    assert "+0.0" in done.output


def test_validate_tells_good_from_bad(invoke, gold, tmp_path, make_question):
    assert invoke("validate", "--gold", gold).exit_code == 0
    bad = tmp_path / "bad.jsonl"
    bad.write_text(make_question(evidence=["没有这句"]).model_dump_json(exclude_none=True), encoding="utf-8")
    done = invoke("validate", "--gold", bad)
    assert done.exit_code == 1
    assert "not verbatim" in done.output


@pytest.mark.parametrize(
    "words",
    [
        ["run", "--gold", "none.jsonl"],
        ["run", "--half", "nothing"],
        ["run", "--gate", "none.toml"],
        ["gate", "none.json"],
        ["report", "none.json"],
        ["validate", "--reports", "none.jsonl.xz"],
    ],
)
def test_our_errors_are_one_line_and_exit_1(words, invoke, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    done = invoke(*words)
    assert done.exit_code == 1
    assert isinstance(done.exception, SystemExit)
    assert done.output.strip()


def test_wrong_setting_is_wrong_usage(invoke, gold, monkeypatch):
    monkeypatch.setenv("ASKREPORT_PASSAGES", "many")
    assert invoke("--gold", gold).exit_code == 2


def test_command_line_loads_nothing_heavy():
    heavy = ("numpy", "matplotlib", "ir_measures", "pydantic")
    code = f"import sys, eval.cli; print([name for name in {heavy} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
