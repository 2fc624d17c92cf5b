"""Fits the weights of the confidence on the tuning half of the gold: `python -m eval.calibration [--reports FILE]`.

Every tuning question is asked with no threshold, of its report and of the report without what answers it; each answer
is right or not, and a logistic model per form of answer learns which. Then all are brought to the chances that the gold
alone shows (Platt scaling). The test half is never read. Writes `service/models/confidence.json`.
"""

import json
import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import numpy as np
import typer
from numpy.typing import NDArray
from rich.console import Console
from rich.progress import track

from corpus.types import Report
from eval.datasets import GoldQuestion
from eval.run import ask_question
from eval.subjects import ServiceSubject
from eval.tuning import read_tuning
from eval.withheld import withhold
from service.assemble import assemble
from service.refusal.confidence import FORMS
from service.settings import Settings

_OUT = Path(__file__).parents[1] / "service" / "models" / "confidence.json"
_RIDGE = 10.0
"""Penalty on the squared weights of standardised features: a few hundred questions teach some dozens of numbers."""
_LEAST_SPREAD = 0.01
"""Added to each feature's standard deviation, so that what is nearly always the same counts little."""
_WITHHELD = 0.5
"""What a question whose answer was taken out counts beside one as it was written."""


@dataclass(frozen=True)
class Row:
    """One answer: what speaks for it, and whether it was right."""

    form: str
    features: Mapping[str, float]
    right: bool
    withheld: bool


def collect_rows(reports_path: Path | None) -> Iterator[Row]:
    """Give a row for each tuning question that was answered, and for each answered without its answer at hand."""
    # The reports with the most questions come first, so that no process is left alone with a long one.
    known = read_tuning(reports_path)
    with ProcessPoolExecutor() as pool:
        done = pool.map(_collect_report, *zip(*known, strict=True))
        for rows in track(done, description="asking", total=len(known), console=Console(stderr=True), transient=True):
            yield from rows


def _collect_report(report: Report, questions: Sequence[GoldQuestion]) -> list[Row]:
    settings = Settings(min_confidence=0.0)
    subject = ServiceSubject(assemble(settings, [report]))
    rows: list[Row] = []
    for question in questions:
        right = ask_question(question, subject).right and question.answerable
        rows += _read_row(question, subject, right, withheld=False)
        without = withhold(report, question) if question.answerable else None
        if without is not None:
            bare = ServiceSubject(assemble(settings, [without], once=True))
            rows += _read_row(question, bare, False, withheld=True)
    return rows


def _read_row(question: GoldQuestion, subject: ServiceSubject, right: bool, withheld: bool) -> Iterator[Row]:
    features = subject.ask({**question.request(), "debug": True})["debug"]["confidence"]
    form = next((form for form in FORMS if features.get(form)), None)
    if form is not None:
        yield Row(form, {name: value for name, value in features.items() if name not in FORMS}, right, withheld)


def fit_weights(rows: Sequence[Row]) -> dict[str, float]:
    """Return the weights of a ridge-penalised logistic regression by name, with its intercept (Newton's method)."""
    names = sorted({name for row in rows for name in row.features})
    x = np.array([[1.0, *(row.features.get(name, 0.0) for name in names)] for row in rows])
    y = np.array([row.right for row in rows], dtype=np.float64)
    counts = np.array([_WITHHELD if row.withheld else 1.0 for row in rows])
    spread = x.std(axis=0) + _LEAST_SPREAD
    middle = x.mean(axis=0)
    spread[0], middle[0] = 1.0, 0.0
    weights = _solve((x - middle) / spread, y, counts, _RIDGE) / spread
    weights[0] -= float(weights[1:] @ middle[1:])
    return dict(zip(["intercept", *names], map(float, weights), strict=True))


def scale_weights(weights: Mapping[str, Mapping[str, float]], rows: Sequence[Row]) -> dict[str, dict[str, float]]:
    """Return the weights stretched and shifted so that their chances are those of the answers to the gold alone.

    Platt, Probabilistic outputs for support vector machines, 1999: a logistic regression on the one number.
    """
    gold = [row for row in rows if not row.withheld]
    x = np.array([[1.0, _log_odds(weights[row.form], row.features)] for row in gold])
    y = np.array([row.right for row in gold], dtype=np.float64)
    shift, stretch = _solve(x, y, np.ones(len(y)), 0.0)
    return {
        form: {
            name: round(float(stretch * weight + (shift if name == "intercept" else 0.0)), 4)
            for name, weight in own.items()
        }
        for form, own in weights.items()
    }


def _log_odds(weights: Mapping[str, float], features: Mapping[str, float]) -> float:
    return weights["intercept"] + sum(weights.get(name, 0.0) * value for name, value in features.items())


def _solve(
    x: NDArray[np.float64], y: NDArray[np.float64], counts: NDArray[np.float64], ridge: float
) -> NDArray[np.float64]:
    weights = np.zeros(x.shape[1])
    penalty = np.full(x.shape[1], ridge)
    penalty[0] = 0.0
    for _ in range(50):
        chance = 1 / (1 + np.exp(-x @ weights))
        gradient = x.T @ (counts * (chance - y)) + penalty * weights
        hessian = (x.T * (counts * chance * (1 - chance))) @ x + np.diag(penalty) + 1e-9 * np.eye(len(weights))
        step = np.linalg.solve(hessian, gradient)
        weights = weights - step
        if float(np.abs(step).max()) < 1e-8:
            break
    return weights


def main(
    reports: Annotated[Path | None, typer.Option(help="JSON lines (.xz) of the other reports of the gold.")] = None,
    out: Annotated[Path, typer.Option(help="Where the weights go.")] = _OUT,
) -> None:
    """Fit the confidence on the tuning half and write its weights."""
    rows = list(collect_rows(reports))
    by_form: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        by_form[row.form].append(row)
    weights = scale_weights({form: fit_weights(found) for form, found in sorted(by_form.items())}, rows)
    out.write_text(json.dumps(weights, indent=1) + "\n", encoding="utf-8")
    for form, found in sorted(by_form.items()):
        right = sum(row.right for row in found)
        withheld = sum(row.withheld for row in found)
        typer.echo(f"{form}: {len(found)} answers, {right} right, {withheld} without their answer at hand")
    _print_thresholds(rows, weights)


def _print_thresholds(rows: Sequence[Row], weights: Mapping[str, Mapping[str, float]]) -> None:
    """Print what share of right answers each threshold gives up, and what share of the others it stops."""
    chances = [1 / (1 + math.exp(-_log_odds(weights[row.form], row.features))) for row in rows]
    for threshold in (0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75):
        lost = [chance < threshold for chance, row in zip(chances, rows, strict=True) if row.right]
        stopped = [chance < threshold for chance, row in zip(chances, rows, strict=True) if row.withheld]
        wrong = [c < threshold for c, row in zip(chances, rows, strict=True) if not row.right and not row.withheld]
        typer.echo(
            f"threshold {threshold}: right answers lost {np.mean(lost):.3f}, wrong ones stopped {np.mean(wrong):.3f},"
            f" answers without an answer at hand stopped {np.mean(stopped):.3f}"
        )


if __name__ == "__main__":
    typer.run(main)
