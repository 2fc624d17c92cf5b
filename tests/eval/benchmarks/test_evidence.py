import json
import lzma
from pathlib import Path

import numpy as np
import pytest

from eval.benchmarks.evidence import RGB, Texts, measure_choice, measure_refusal, read_refusals
from service.scorer.model import load_evidence_model
from tests.evidence_fakes import TABLE


def write_rows(path: Path, rows: list[dict[str, object]]) -> Path:
    with lzma.open(path, "wt", encoding="utf-8") as file:
        file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    return path


class Yes:
    """Judges by the best sentence's probability."""

    def judge(self, scored, prepared, chosen=None):
        return float(scored.chances.max())


@pytest.fixture
def refusals(tmp_path: Path) -> Path:
    wrong = [f"第{number}条消息与此无关。" for number in range(12)]
    passages = [
        "粮食产量达到150万吨。",
        *wrong[:6],
        "城镇新增就业4万人。",
        "新增就业150万吨。",
        *wrong[6:],
        "两者都有。",
    ]
    write_rows(tmp_path / "rgb_zh_passages.jsonl.xz", [{"title": "", "text": text} for text in passages])
    asked = [
        {"question": "粮食产量是多少", "context": passages[0], "answers": ["150万吨"]},
        {"question": "新增就业多少人", "context": passages[7], "answers": ["4万人"]},
    ]
    write_rows(tmp_path / f"{RGB[0]}.jsonl.xz", asked)
    both = [{"question": "粮食和就业", "context": text, "answers": ["两者"]} for text in (passages[0], passages[-1])]
    write_rows(tmp_path / f"{RGB[1]}.jsonl.xz", both)
    return tmp_path


def test_blocks_end_where_the_next_begins(refusals):
    first, second = read_refusals(refusals, RGB[0])
    assert first[2] == ["粮食产量达到150万吨。"]
    assert first[3] == [f"第{number}条消息与此无关。" for number in range(6)]
    assert second[3] == ["新增就业150万吨。", *(f"第{number}条消息与此无关。" for number in range(6, 12))]


def test_passages_with_the_answer_are_no_negatives(refusals):
    rows = [{"title": "", "text": text} for text in ("粮食产量150万吨。", "又是150万吨。", "不是。")]
    write_rows(refusals / "rgb_zh_passages.jsonl.xz", rows)
    write_rows(
        refusals / f"{RGB[0]}.jsonl.xz", [{"question": "粮食", "context": rows[0]["text"], "answers": ["150万吨"]}]
    )
    write_rows(refusals / f"{RGB[1]}.jsonl.xz", [])
    assert next(read_refusals(refusals, RGB[0]))[3] == ["不是。"]


def test_questions_are_put_with_and_without_an_answer(refusals):
    found = measure_refusal(refusals, RGB[0], load_evidence_model(), Yes(), TABLE)
    assert found.questions == 2
    assert 0 <= found.refused <= 1
    assert found.answered == 1
    assert found.right == 1
    assert sum(count for _, _, count in found.reliability) == 4


def test_choice_counts_gold_inside_the_best_sentences(tmp_path):
    rows = [
        {"question": "粮食产量达到多少万吨？", "context": "城镇在平原。粮食产量达到15万吨。", "answers": ["15万吨"]},
        {"question": "新增就业多少人？", "context": "新增就业4万人。生产总值增长。", "answers": ["4万人", "四万"]},
    ]
    found = measure_choice(write_rows(tmp_path / "set.jsonl.xz", rows), load_evidence_model(), TABLE)
    assert (found.questions, found.best_1, found.best_2) == (2, 1.0, 1.0)
    assert found.characters_2 > found.characters_1 > 5


def test_candidates_are_whole_paragraphs():
    texts = Texts(["粮食产量。增长。", "就业。"], TABLE)
    rows, scores = texts.candidates("粮食", 1)
    assert rows.tolist() == [0, 1]
    assert np.all(scores > 0)
