"""The recipe on a handful of made questions: it runs, resumes, and gives the same weights twice."""

import json
import lzma
import random
from pathlib import Path

import numpy as np
import pytest

from service.scorer.model import load_evidence_model
from service.scorer.questions import read_question
from service.training.evidence import measure, train_evidence
from service.training.lexicon import answer_keys, count_lexicon
from service.training.network import Lists, Schedule, calibrate, train_rows
from service.training.sources import Pool, build_pool, read_pool, shingles
from service.training.translated import Dictionary
from tests.evidence_fakes import TABLE

QUICK = Schedule(hidden=(8,), epochs=2, batch=4, threads=1)


def write_rows(path: Path, rows: list[dict[str, object]]) -> Path:
    with lzma.open(path, "wt", encoding="utf-8") as file:
        file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    return path


@pytest.fixture
def pool(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Pool:
    monkeypatch.setattr("service.training.sources.bundled_table", lambda: TABLE)
    rows = [
        {
            "question": f"{place}粮食产量是多少？",
            "context": f"{place}在平原上。{place}粮食产量达到{number}万吨。城镇人口增长。",
            "answers": [f"{number}万吨"],
        }
        for number, place in enumerate(("长治", "太原", "大同", "阳泉", "晋中", "临汾"), start=11)
    ]
    return read_pool("made", [write_rows(tmp_path / "made.jsonl.xz", rows)])


def test_pool_knows_the_sentence_that_answers(pool: Pool) -> None:
    assert [pool.sentences[example.rows[0]] for example in pool.examples][:2] == [
        "长治粮食产量达到11万吨。",
        "太原粮食产量达到12万吨。",
    ]
    best, _ = pool.retrieve("太原粮食产量", 2)
    assert best[0] == 1


def test_paragraphs_of_the_measuring_sets_are_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("service.training.sources.bundled_table", lambda: TABLE)
    shared = "这一段文字在测试集里也有，所以不能用来训练，一个字也不行，因为那样不公平。"
    rows = [{"question": f"问{i}？", "context": text, "answers": ["有"]} for i, text in enumerate((shared, "别的有。"))]
    path = write_rows(tmp_path / "rows.jsonl.xz", rows)
    assert len(read_pool("all", [path]).paragraphs) == 2
    assert read_pool("some", [path], shingles("前文。" + shared)).paragraphs == ["别的有。"]


def test_lexicon_counts_what_answers_repeat(pool: Pool) -> None:
    lexicon = count_lexicon([pool])
    rates = dict(zip("粮么", lexicon.weigh(read_question("粮么")).token_rate, strict=True))
    assert rates["粮"] > rates["么"]
    assert answer_keys(pool, (0,)) != answer_keys(pool, (1,))


def test_recipe_writes_a_model_that_loads_and_repeats(pool: Pool, tmp_path: Path) -> None:
    for run in ("a", "b"):
        found = train_evidence([pool], {}, tmp_path / f"work-{run}", tmp_path / run, QUICK)
        assert 0 <= found["best_1"] <= found["best_2"] <= 1
    first, second = (load_evidence_model(tmp_path / run) for run in ("a", "b"))
    for a, b in zip(first.network.weights, second.network.weights, strict=True):
        assert np.array_equal(a, b)
    rows = np.arange(len(pool.sentences))
    assert first.score("长治粮食", pool.prepared, rows, np.ones(len(rows), np.float32)).shape == (len(rows),)


def test_training_resumes_from_its_checkpoint(tmp_path: Path) -> None:
    chooser = np.random.default_rng(0)
    features = chooser.random((64, 3), np.float32)
    labels = (features[:, 0] > 0.5).astype(np.float32)
    weights = np.ones(64, np.float32)
    whole = train_rows(("a", "b", "c"), features, labels, weights, QUICK, tmp_path / "whole.pt")
    resumed = train_rows(("a", "b", "c"), features, labels, weights, QUICK, tmp_path / "whole.pt")
    for a, b in zip(whole.weights, resumed.weights, strict=True):
        assert np.array_equal(a, b)


def test_measure_counts_best_and_best_two() -> None:
    lists = Lists(
        ("a",),
        np.zeros((5, 1), np.float16),
        np.array([1, 0, 0, 1, 0], np.float32),
        np.array([2, 3]),
        np.ones(2, np.float32),
    )
    found = measure(lists, np.array([2, 1, 3, 2, 1], np.float32))
    assert (found["best_1"], found["best_2"]) == (0.5, 1.0)


def test_calibration_finds_the_curve_it_was_drawn_from() -> None:
    chooser = np.random.default_rng(2)
    output = chooser.normal(size=20_000).astype(np.float32) * 2
    labels = (chooser.random(20_000) < 1 / (1 + np.exp(-(1.5 * output - 0.7)))).astype(np.float32)
    slope, offset = calibrate(output, labels)
    assert slope == pytest.approx(1.5, abs=0.1)
    assert offset == pytest.approx(-0.7, abs=0.1)


def test_dictionary_turns_questions_into_english_words(tmp_path: Path) -> None:
    rows = [
        {"zh": "粮食", "en": ["grain (food)"]},
        {"zh": "产量", "en": ["output", "yield"]},
        {"zh": "城市", "en": ["city", "a very long gloss of far too many words"]},
    ]
    dictionary = Dictionary(write_rows(tmp_path / "dictionary.jsonl.xz", rows))
    assert dictionary.translate("2020年粮食产量是多少？", random.Random(1)) in (
        "how many 2020 grain output?",
        "how many 2020 grain yield?",
    )
    assert dictionary.translate("范廷颂与阮文绍何许？", random.Random(1)) is None


def test_pool_without_questions_has_all_sentences(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("service.training.sources.bundled_table", lambda: TABLE)
    pool = build_pool("bare", ["一。二。", "三。"], ["甲", "乙"])
    assert pool.sentences == ["一。", "二。", "三。"]
    assert list(pool.rows_of(1)) == [2]
    assert pool.prepared.headers == ("甲", "甲", "乙")
