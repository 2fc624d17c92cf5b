"""Fits the weights of the confidence on the tuning half of the gold: `python -m eval.calibration [--reports FILE]`.

Every tuning question is asked with no threshold; each answer is right or not, and a logistic model per sort of evidence
learns which. The test half is never read. Writes `service/models/confidence.json`.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Annotated

import numpy as np
import typer
from numpy.typing import NDArray
from rich.console import Console
from rich.progress import track

from eval.datasets import Half, load_gold, select_questions
from eval.run import ask_question
from eval.subjects import Reports, ServiceSubject
from service.settings import Settings

_OUT = Path(__file__).parents[1] / "service" / "models" / "confidence.json"
_RIDGE = 1.0
"""Penalty on the squared weights: a few hundred questions teach a handful of numbers."""

Row = tuple[Mapping[str, float], bool]


def collect_rows(reports_path: Path | None) -> Iterator[tuple[str, Row]]:
    """Give, for each tuning question that was answered, the sort of evidence, its features and whether it was right."""
    questions = select_questions(load_gold(None), halves=[Half.TUNE])
    questions = tuple(question for question in questions if not question.history)
    reports = Reports(reports_path, {question.report for question in questions})
    known = [question for question in questions if reports.text_of(question.report) is not None]
    subjects: dict[str, ServiceSubject] = {}
    for question in track(known, description="asking", console=Console(stderr=True), transient=True):
        if question.report not in subjects:
            subjects[question.report] = reports.subject_of(Settings(min_confidence=0.0), question.report)
        subject = subjects[question.report]
        features = subject.ask({**question.request(), "debug": True})["debug"]["confidence"]
        if features:
            right = ask_question(question, subject).right and question.answerable
            yield ("figure" if features["figure"] else "sentence"), (features, right)


def fit_weights(rows: Iterable[Row]) -> dict[str, float]:
    """Return the weights of a ridge-penalised logistic regression by name, with its intercept (Newton's method)."""
    rows = list(rows)
    names = sorted({name for features, _ in rows for name in features} - {"figure"})
    x = np.array([[1.0, *(features.get(name, 0.0) for name in names)] for features, _ in rows])
    y = np.array([right for _, right in rows], dtype=np.float64)
    weights = _solve(x, y)
    return dict(zip(["intercept", *names], (round(float(weight), 4) for weight in weights), strict=True))


def _solve(x: NDArray[np.float64], y: NDArray[np.float64]) -> NDArray[np.float64]:
    weights = np.zeros(x.shape[1])
    penalty = np.full(x.shape[1], _RIDGE)
    penalty[0] = 0.0
    for _ in range(50):
        chance = 1 / (1 + np.exp(-x @ weights))
        gradient = x.T @ (chance - y) + penalty * weights
        hessian = (x.T * (chance * (1 - chance))) @ x + np.diag(penalty) + 1e-9 * np.eye(len(weights))
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
    rows: dict[str, list[Row]] = defaultdict(list)
    for sort, row in collect_rows(reports):
        rows[sort].append(row)
    weights = {sort: fit_weights(found) for sort, found in sorted(rows.items())}
    out.write_text(json.dumps(weights, indent=1) + "\n", encoding="utf-8")
    for sort, found in sorted(rows.items()):
        typer.echo(f"{sort}: {len(found)} answers, {sum(right for _, right in found)} right; {weights[sort]}")


if __name__ == "__main__":
    typer.run(main)
