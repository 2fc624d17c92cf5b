"""What a model folder finds on the measuring sets: the mean, late interaction, and their sum. Needs no torch."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.fusion import chinese_share, fuse
from index.late_interaction import LateInteraction, PassageTokens, TokenTable
from index.training.sources import find_file, read_rows

Scores = NDArray[np.float32]


@dataclass(frozen=True)
class RetrievalSet:
    """Questions, all passages of the set, and the one right passage of each question."""

    name: str
    questions: list[str]
    passages: list[str]
    answers: NDArray[np.int64]


@dataclass(frozen=True)
class Measured:
    """What one way of scoring found: share of right passages at rank 1, among the first 5, and nDCG of the first 10."""

    recall_1: float
    recall_5: float
    ndcg_10: float


def measure(ranks: NDArray[np.int64]) -> Measured:
    """Return the measures of ranks that count from 0. With one right passage recall@1 is accuracy and P@1."""
    gains = np.where(ranks < 10, 1.0 / np.log2(ranks + 2.0), 0.0)
    return Measured(float((ranks < 1).mean()), float((ranks < 5).mean()), float(gains.mean()))


def rank_of(scores: Scores, answer: int) -> int:
    """Return how many passages stand above the right one; one of equal score counts as half above."""
    right = scores[answer]
    return int((scores > right).sum() + ((scores == right).sum() - 1) // 2)


def question_set(name: str, rows: list[dict[str, str]], context: str = "context") -> RetrievalSet:
    """Return a set whose passages are the distinct contexts of its rows."""
    number: dict[str, int] = {}
    answers = [number.setdefault(row[context], len(number)) for row in rows]
    return RetrievalSet(name, [row["question"] for row in rows], list(number), np.array(answers, np.int64))


def _cross_lingual(rows: list[dict[str, str]]) -> list[dict[str, str]]:
    return [row for row in rows if row.get("lang") == "en-zh"]


def read_sets(data: Path, names: list[str] | None = None) -> Iterator[RetrievalSet]:
    """Yield the measuring sets that the data folder holds (or those named), in the order of the tables."""
    for name, path, context in _QUESTION_SETS:
        file = find_file(data, path)
        if file is not None and (names is None or name in names):
            rows = list(read_rows(file))
            yield question_set(name, _cross_lingual(rows) if "crosslingual" in path else rows, context)
    for name, path, left, right in _BITEXT_SETS:
        file = find_file(data, path)
        if file is not None and (names is None or name in names):
            rows = list(read_rows(file))
            yield RetrievalSet(name, [r[left] for r in rows], [r[right] for r in rows], np.arange(len(rows)))


_QUESTION_SETS = (
    ("xquad-zh", "eval/xquad_zh.test", "context"),
    ("cmrc-dev", "eval/cmrc2018.dev", "context"),
    ("drcd-test", "eval/drcd.test", "context"),
    ("xquad-en", "eval/xquad_en.test", "context"),
    ("xquad-en-zh", "eval/xquad_crosslingual.test", "context"),
    *(
        (f"xquad-{language}-zh", f"multi_eval/xquad.{language}", "context_zh")
        for language in ("es", "de", "ru", "ar", "vi", "th")
    ),
)
_BITEXT_SETS = (
    ("wmt18-zh-en", "eval/wmt_newstest2018", "zh", "en"),
    ("tatoeba-zh-en", "eval/tatoeba_laser_test", "zh", "en"),
    *(
        (f"ntrex-{language}-zh", f"multi_eval/ntrex.{language}", "xx", "zh")
        for language in ("ja", "ko", "fr", "de", "es", "ru")
    ),
)


def mean_scorer(table: TokenTable, passages: list[str]) -> Callable[[str], Scores]:
    """Return what scores a question against all passages by the cosine of weighed means."""
    vectors = table.means(passages)
    return lambda question: np.asarray(vectors @ table.means([question])[0], np.float32)


def late_scorer(table: TokenTable, passages: list[str]) -> Callable[[str], Scores]:
    """Return what scores a question against all passages by late interaction."""
    scorer = LateInteraction(table, PassageTokens.of_texts(table, passages))
    return lambda question: scorer.score(table.ids(question))


def vectors_alone(question: str, mean: Scores, late: Scores, chinese: Scores) -> Scores:
    """Return the scores of a search that has no BM25: mean and late interaction, fused as the hybrid fuses them."""
    return fuse(question, mean, late, np.zeros_like(late), chinese)


def evaluate(folder: Path, data: Path, names: list[str] | None = None) -> Iterator[tuple[str, str, Measured]]:
    """Yield (set, way of scoring, measures) of a model folder: `mean`, `late` and `mean + late`.

    Bitext is scored by the mean alone where it has over 2,000 lines. A few minutes for all sets.
    """
    table = TokenTable.from_folder(folder)
    for found in read_sets(data, names):
        chinese = chinese_share(found.passages)
        mean, late = mean_scorer(table, found.passages), late_scorer(table, found.passages)
        ranks: dict[str, list[int]] = {}
        for question, answer in zip(found.questions, found.answers, strict=True):
            means = mean(question)
            ranks.setdefault("mean", []).append(rank_of(means, answer))
            if len(found.passages) <= 2_000:
                lates = late(question)
                ranks.setdefault("late", []).append(rank_of(lates, answer))
                both = vectors_alone(question, means, lates, chinese)
                ranks.setdefault("mean + late", []).append(rank_of(both, answer))
        for way, values in ranks.items():
            yield found.name, way, measure(np.array(values))
