"""Fits the order of sentences on the tuning half of the gold: `python -m eval.ordering [--reports FILE]`.

Each answerable tuning question is put to its report; of the best sentences those that overlap a quote of its evidence
are right. A softmax over the sentences of a question is fitted so that the right ones have the mass (listwise ranking:
Cao et al., Learning to Rank, ICML 2007), with a ridge. What is printed first is measured on questions of reports that
had no part in the fit. The test half is never read. Writes `service/models/sentence_order.json`.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import numpy as np
import typer
from numpy.typing import NDArray
from rich.console import Console
from rich.progress import track
from scipy.optimize import minimize

from corpus.types import Report
from eval.datasets import GoldQuestion
from eval.tuning import read_tuning
from service.assemble import assemble
from service.evidence.evidence import Evidence
from service.evidence.sentence_order import ORDER_FEATURES, ORDERED, can_be_ordered, describe_order
from service.question.cues import Kind
from service.schemas import Scope
from service.settings import Settings

_OUT = Path(__file__).parents[1] / "service" / "models" / "sentence_order.json"
_RIDGE = 0.05
"""Penalty on the squared weights of standardised features, beside the mean loss of a question."""
_LEAST_SPREAD = 0.05
"""Added to each feature's standard deviation, so that what is nearly always the same counts little."""
_FOLDS = 6
_NUMBERS = frozenset({Kind.FIGURE, Kind.COMPUTATION})

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Ranking:
    """The best sentences for one question: what is seen of each, its score so far, and whether it answers."""

    group: str
    """Questions of one group are left out of a fit together."""
    number: bool
    """A number is asked for, which is chosen among figures and not among sentences."""
    features: Floats
    scores: Floats
    right: NDArray[np.bool_]


def collect_rankings(reports_path: Path | None) -> list[Ranking]:
    """Return a ranking for each answerable tuning question with the right sentence among its best."""
    known = read_tuning(reports_path)
    done = track(known, description="asking", console=Console(stderr=True), transient=True)
    return [ranking for report, questions in done for ranking in _rank_report(report, questions)]


def _rank_report(report: Report, questions: Sequence[GoldQuestion]) -> Iterator[Ranking]:
    service = assemble(Settings(), [report])
    for question in questions:
        if not question.answerable:
            continue
        asked, evidence = service.finder.find_candidates(question.question, Scope())
        best = evidence[:ORDERED]
        right = _mark_right(question, best)
        if can_be_ordered(best) and right.any():
            features = describe_order(asked, best).astype(np.float64)
            scores = np.array([item.score for item in best])
            yield Ranking(_group(question), asked.kind in _NUMBERS, features, scores, right)


def _mark_right(question: GoldQuestion, evidence: Sequence[Evidence]) -> NDArray[np.bool_]:
    quotes = [quote for alternatives in question.evidence for quote in alternatives]
    return np.array([any(_overlaps(item, quote) for quote in quotes) for item in evidence], dtype=bool)


def _overlaps(item: Evidence, quote: str) -> bool:
    text, sentence = item.reading.report.text, item.sentence
    at = text.find(quote, max(0, sentence.start - len(quote) + 1))
    return 0 <= at < sentence.end


def _group(question: GoldQuestion) -> str:
    """Return the report; of the built-in one, with most of the questions, a part of the questions."""
    return (
        f"{question.report} {sum(map(ord, question.id)) % _FOLDS}" if "changzhi" in question.report else question.report
    )


def fit_order(rankings: Sequence[Ranking], ridge: float = _RIDGE) -> Floats:
    """Return the weight of each feature beside the score so far, shape (features,). Some ten seconds."""
    features = np.concatenate([ranking.features for ranking in rankings])
    spread = features.std(axis=0) + _LEAST_SPREAD
    scaled = (features - features.mean(axis=0)) / spread
    scores = np.concatenate([ranking.scores for ranking in rankings])
    table = np.concatenate([scores[:, None], scaled], axis=1)
    right = np.concatenate([ranking.right for ranking in rankings])
    starts = np.cumsum([0, *(len(ranking.scores) for ranking in rankings[:-1])])
    counts = np.array([len(ranking.scores) for ranking in rankings])
    penalty = np.array([0.0, *[ridge] * scaled.shape[1]])

    def measure_loss(weights: Floats) -> tuple[float, Floats]:
        raised = table @ weights
        raised = np.exp(raised - np.repeat(np.maximum.reduceat(raised, starts), counts))
        total, held = np.add.reduceat(raised, starts), np.add.reduceat(raised * right, starts)
        loss = -np.log(held / total).mean() + float(penalty @ weights**2)
        pull = raised / np.repeat(total, counts) - raised * right / np.repeat(held, counts)
        return loss, table.T @ pull / len(starts) + 2 * penalty * weights

    start = np.zeros(table.shape[1])
    start[0] = 1.0
    found = minimize(measure_loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 500}).x
    weights: Floats = found[1:] / spread / found[0]
    return weights


def measure_first(rankings: Sequence[Ranking], weights: Floats) -> list[bool]:
    """Return for each question whether the first sentence in the order is right."""
    return [bool(r.right[np.argmax(r.scores + r.features @ weights)]) for r in rankings]


def _cross_validate(rankings: Sequence[Ranking], ridge: float) -> list[bool]:
    groups = sorted({ranking.group for ranking in rankings})
    fold = {group: number % _FOLDS for number, group in enumerate(groups)}
    found: dict[int, bool] = {}
    for number in range(_FOLDS):
        rest = [ranking for ranking in rankings if fold[ranking.group] != number]
        left = [index for index, ranking in enumerate(rankings) if fold[ranking.group] == number]
        found |= dict(zip(left, measure_first([rankings[i] for i in left], fit_order(rest, ridge)), strict=True))
    return [found[index] for index in range(len(rankings))]


def main(
    reports: Annotated[Path | None, typer.Option(help="JSON lines (.xz) of the other reports of the gold.")] = None,
    out: Annotated[Path, typer.Option(help="Where the weights go.")] = _OUT,
    ridge: Annotated[float, typer.Option(help="How strongly weights are held small.")] = _RIDGE,
) -> None:
    """Fit the order of sentences on the tuning half and write its weights."""
    rankings = collect_rankings(reports)
    zero = np.zeros(len(ORDER_FEATURES))
    for name, firsts in (
        ("as scored", measure_first(rankings, zero)),
        ("learned, on reports left out of the fit", _cross_validate(rankings, ridge)),
    ):
        sentences = [first for first, ranking in zip(firsts, rankings, strict=True) if not ranking.number]
        typer.echo(
            f"{name}: the first sentence is right for {np.mean(firsts):.3f} of {len(firsts)} questions,"
            f" {np.mean(sentences):.3f} of the {len(sentences)} that ask for no number"
        )
    weights = dict(zip(ORDER_FEATURES, fit_order(rankings, ridge).tolist(), strict=True))
    out.write_text(json.dumps({n: round(w, 4) for n, w in weights.items()}, indent=0) + "\n", encoding="utf-8")


if __name__ == "__main__":
    typer.run(main)
