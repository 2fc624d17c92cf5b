import json
from importlib import resources

from corpus.canonical import canonical_text, hash_text
from corpus.glossary import load_glossary
from eval.figures import BUILT_IN, GOLD, Score, _words_agree, describe, load_gold, load_texts, main, score_report


def test_gold_is_large_and_well_formed():
    gold = load_gold()
    assert len(gold) >= 16
    assert sum(len(report.figures) for report in gold if report.name != BUILT_IN) >= 600
    names = {indicator.name for indicator in load_glossary().indicators}
    for report in gold:
        for figure in report.figures:
            assert any(a <= figure["start"] < b for a, b in report.ranges)
            assert figure["end"] - figure["start"] == len(figure["quote"])
            assert figure["indicator"] is None or figure["indicator"] in names


def test_halves_share_no_place():
    places = {half: {r.place for r in load_gold(half=half)} for half in ("build", "untouched")}
    assert places["build"] & places["untouched"] <= {"国务院"}


def test_gold_of_the_built_in_report_quotes_it():
    text = load_texts(None, {BUILT_IN})[BUILT_IN]
    raw = resources.files("corpus").joinpath("reports", f"{BUILT_IN}.txt").read_text(encoding="utf-8")
    assert text == canonical_text(raw)
    [report] = [r for r in load_gold(half="build") if r.name == BUILT_IN]
    assert hash_text(text) == report.sha256
    assert all(text[f["start"] : f["end"]] == f["quote"] for f in report.figures)


def test_built_in_report_scores_high():
    [report] = [r for r in load_gold(half="build") if r.name == BUILT_IN]
    score = Score()
    score_report(report, load_texts(None, {BUILT_IN})[BUILT_IN], score)
    assert score.f1("words") >= 0.97
    assert score.rate("period", "value") >= 0.97
    assert score.rate("mapped right", "mapped") == 1
    assert len(describe(score)) == 12


def test_words_agree_when_one_holds_most_of_the_other():
    assert _words_agree("新增停车泊位", "停车泊位")
    assert _words_agree("“三公”经费", "三公经费")
    assert not _words_agree("景区", "主城区生活垃圾")
    assert not _words_agree("投资", "产业转型项目完成投资总额")


def test_missing_reports_fail_the_run(tmp_path, capsys):
    path = tmp_path / "reports.jsonl"
    path.write_text(json.dumps({"file": "city/nowhere-2020.txt", "text": ""}) + "\n", encoding="utf-8")
    assert main(["--reports", str(path), "--half", "untouched"]) == 1
    assert "no such report" in capsys.readouterr().err
    assert GOLD.is_dir()
