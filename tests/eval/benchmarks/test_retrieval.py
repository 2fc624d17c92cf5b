"""The benchmark's own arithmetic, on a set small enough to check by eye, with the bundled model."""

import json
from pathlib import Path

import numpy as np
import pytest
from typer import Typer
from typer.testing import CliRunner

from eval.benchmarks.retrieval import TARGETS, WAYS, main, score_set
from index.encoder import BUNDLED_MODEL
from index.late_interaction import TokenTable
from index.training.evaluate import measure, question_set, rank_of

ROWS = [
    {"question": "地区生产总值是多少？", "context": "全市地区生产总值完成1711.6亿元，增长5.1%。"},
    {"question": "How many jobs were created in towns?", "context": "城镇新增就业4.5万人，失业率控制在4%以内。"},
    {"question": "空气质量优良天数有多少天？", "context": "空气质量优良天数达到245天，比上年增加30天。"},
]


def test_measures_of_known_ranks() -> None:
    measured = measure(np.array([0, 1, 4, 10]))
    assert measured.recall_1 == 0.25
    assert measured.recall_5 == 0.75
    assert measured.ndcg_10 == pytest.approx((1 + 1 / np.log2(3) + 1 / np.log2(6)) / 4)


def test_a_tie_counts_as_half_above() -> None:
    assert rank_of(np.array([0.5, 0.5, 0.5, 0.1], np.float32), 0) == 1
    assert rank_of(np.array([0.9, 0.5], np.float32), 1) == 1


def test_equal_contexts_are_one_passage() -> None:
    found = question_set("x", [*ROWS, {"question": "GDP?", "context": ROWS[0]["context"]}])
    assert len(found.passages) == 3
    assert found.answers.tolist() == [0, 1, 2, 0]


def test_bundled_model_finds_plain_answers_in_two_languages() -> None:
    scored = score_set(TokenTable.from_folder(BUNDLED_MODEL), question_set("x", ROWS))
    assert set(scored) == set(WAYS)
    assert scored["hybrid"].recall_1 == 1.0
    assert scored["late"].recall_1 == 1.0


def test_numbers_are_saved_with_what_made_them(tmp_path: Path) -> None:
    (tmp_path / "eval").mkdir()
    lines = "\n".join(json.dumps(row, ensure_ascii=False) for row in ROWS)
    (tmp_path / "eval/xquad_zh.test.jsonl").write_text(lines, "utf-8")
    app = Typer()
    app.command()(main)
    out = tmp_path / "out.json"
    done = CliRunner().invoke(app, ["--data", str(tmp_path), "--no-peer", "--out", str(out)])
    assert done.exit_code == 0, done.output
    assert "Published" in done.output
    numbers = json.loads(out.read_text("utf-8"))
    assert numbers["sets"]["xquad-zh"]["hybrid"]["recall_1"] == 1.0
    assert numbers["speed"]["means_a_second"] > 0


def test_targets_name_known_ways() -> None:
    assert {way for ways in TARGETS.values() for way in ways} <= set(WAYS)
