from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from service.scorer.answerability import AnswerabilityModel
from service.scorer.model import load_evidence_model
from service.scorer.network import Network
from service.training.answerability import Judged, calibration_error, judge_pool, train_answerability
from service.training.network import Schedule
from service.training.news import read_news
from service.training.sources import Pool, read_pool
from tests.evidence_fakes import TABLE
from tests.service.training.test_evidence_recipe import write_rows


@pytest.fixture
def table(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("service.training.sources.bundled_table", lambda: TABLE)
    monkeypatch.setattr("service.training.answerability.bundled_table", lambda: TABLE)


def make_pool(tmp_path: Path) -> Pool:
    rows = [
        {
            "question": f"{place}粮食产量是多少？",
            "context": f"{place}在平原上。{place}粮食产量达到{number}万吨。城镇人口增长。就业增长。",
            "answers": [f"{number}万吨"],
        }
        for number, place in enumerate(("长治", "太原", "大同", "阳泉", "晋中", "临汾", "朔州", "忻州"), start=11)
    ]
    return read_pool("made", [write_rows(tmp_path / "made.jsonl.xz", rows)])


@pytest.mark.usefixtures("table")
def test_questions_are_put_with_and_without_their_answer(tmp_path: Path) -> None:
    judged = list(judge_pool(make_pool(tmp_path), load_evidence_model(), 1.0, 3))
    assert len(judged) == 16
    given = [each for each in judged if each.kind.endswith("given")]
    assert len(given) == 8
    assert all(each.answers for each in given)
    assert not any(each.answers for each in judged if not each.kind.endswith("given"))


@pytest.mark.usefixtures("table")
def test_recipe_writes_a_judge_that_loads(tmp_path: Path) -> None:
    pool = make_pool(tmp_path)

    def judge() -> Iterator[Judged]:
        return judge_pool(pool, load_evidence_model(), 1.0, 3)

    schedule = Schedule(hidden=(8,), epochs=2, batch=8, threads=1)
    (tmp_path / "out").mkdir()
    found = train_answerability({"text": judge}, tmp_path / "work", tmp_path / "out", schedule)
    assert 0 <= found["error"] <= 1
    model = AnswerabilityModel(Network.load(tmp_path / "out" / "answerability.npz"))
    rows = np.arange(len(pool.sentences))
    scored = load_evidence_model().weigh("长治粮食产量", pool.prepared, rows, np.ones(len(rows), np.float32))
    assert 0 <= model.judge(scored, pool.prepared) <= 1


def test_calibration_error_is_the_mean_gap() -> None:
    chance = np.array([0.95, 0.95, 0.05, 0.05], np.float32)
    labels = np.array([1, 0, 0, 0], np.float32)
    assert calibration_error(chance, labels, np.ones(4, np.float32)) == pytest.approx(0.5 * 0.45 + 0.5 * 0.05)


@pytest.mark.usefixtures("table")
def test_headlines_ask_for_their_numbers(tmp_path: Path) -> None:
    rows = [
        {"a": "长治一工厂新增就业320人并扩大生产", "b": "近日，该厂新增就业320人。生产继续扩大。"},
        {"a": "没有数字的标题也在这里放着", "b": "别的文章。"},
        {"a": "标题里的数字99元文章里没有写出来", "b": "没有那个数。"},
    ]
    pool = read_news(write_rows(tmp_path / "news.jsonl.xz", rows), 10, 10, 1)
    assert len(pool.paragraphs) == 3
    assert [example.answers for example in pool.examples] == [("320人",)]
    assert "320" not in pool.examples[0].question
    assert pool.sentences[pool.examples[0].rows[0]] == "近日，该厂新增就业320人。"
