import json
import sys

import pytest
import typer

from corpus.library import built_in_reports
from corpus.outline import outline_report
from eval.benchmarks.peer import make_asked, ratios
from eval.benchmarks.scale import GOALS, draw, judge, measure_library, measure_size, parse_sizes, show
from eval.benchmarks.scale_phases import cut_sentences
from index.build import cut_reports
from tests.eval.benchmarks.test_reading import TEXT


def test_sizes_are_read_as_people_write_them():
    assert parse_sizes("1M, 10k,500") == [500, 10_000, 1_000_000]
    with pytest.raises(typer.BadParameter, match="10k"):
        parse_sizes("ten")


def test_sentences_cover_what_passages_cover():
    (report,) = built_in_reports()
    cut = list(cut_sentences(report, outline_report(report.text)))
    covered = {at for passage, _ in cut for at in range(passage.start, passage.end)}
    for passage, _ in cut_reports([report])[0][1]:
        words = (at for at in range(passage.start, passage.end) if not report.text[at].isspace())
        assert covered.issuperset(words)
    assert all(text.endswith(report.text[passage.start : passage.end]) for passage, text in cut)


def test_goals_are_judged_by_their_direction():
    spread = {"p50": 2.0, "p95": 3.0, "processor_p50": 1.0, "processor_p95": 2.0}
    one = {"search": {"hybrid_ms": spread, "resident_mb": 100.0, "recall_10": 0.99}}
    judged = judge(None, {10: one, 20: one})
    assert judged["growth"] == (1.0, True)
    assert judged["recall_10"] == (0.99, True)
    assert set(judged) <= set(GOALS)
    worse = {"search": one["search"] | {"recall_10": 0.9, "resident_mb": 9999.0}}
    assert not judge(None, {20: worse})["recall_10"][1]
    assert not judge(None, {20: worse})["resident_mb"][1]


@pytest.mark.slow
def test_a_small_run_measures_everything(tmp_path, capsys):
    rows = [
        {"file": f"{year}.txt", "place": "长治市", "year": year, "lang": "zh", "complete": True}
        | {"text": TEXT.replace("2022", str(year)).replace("2021", str(year - 1)) * 4}
        for year in (2018, 2020, 2022)
    ]
    path = tmp_path / "reports.jsonl"
    path.write_text("\n".join(json.dumps(row) for row in rows), "utf-8")
    library = measure_library(path, tmp_path / "work", 1)
    sizes = {size: measure_size(size, tmp_path / "work", 20) for size in (20, 60)}
    show(library, sizes)
    assert "Searching" in capsys.readouterr().out
    draw(sizes, tmp_path / "plot.svg")
    assert (tmp_path / "plot.svg").stat().st_size > 1000
    assert sizes[20]["search"]["recall_10"] == 1.0
    assert sys.modules["eval.benchmarks.scale"].judge(library, sizes)["recall_10"][1]


def test_the_peers_questions_are_the_passages_words():
    texts = [text for _, cut in cut_reports(list(built_in_reports())) for _, text in cut]
    asked = make_asked(texts, 5)
    assert len(asked) == 5
    assert all(any(question in text for text in texts) for question in asked)
    assert ratios({"ours": {"a": 2.0}, "theirs": {"a": 5.0}}) == {"a": 2.5}
