"""Trains the evidence model: lexicon, features of all candidates, network, calibration."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from rich.progress import track

from service.scorer.features import describe
from service.scorer.lexicon import Lexicon
from service.scorer.network import Network
from service.scorer.questions import read_question
from service.training.lexicon import answer_keys, count_lexicon
from service.training.network import Lists, Schedule, calibrate, train_lists
from service.training.sources import Example, Pool

RETRIEVED = 4
"""Paragraphs whose sentences compete."""
_HELD_OUT = 10
"""Every tenth paragraph's questions calibrate and are not trained on."""


def train_evidence(
    pools: list[Pool], extra: Mapping[str, Callable[[], Iterable[Pool]]], work: Path, out: Path, schedule: Schedule
) -> dict[str, float]:
    """Write lexicon.npz and evidence.npz into `out`; return hit rates on the questions held out for calibration.

    The lexicon is counted over `pools`; `extra` names more pools, made one at a time when their features are.
    What was computed before is read from `work` again: remove its files to start afresh.
    """
    work.mkdir(parents=True, exist_ok=True)
    out.mkdir(parents=True, exist_ok=True)
    if not (work / "lexicon.npz").is_file():
        count_lexicon(pools).save(work / "lexicon.npz")
    lexicon = Lexicon.load(work / "lexicon.npz")
    parts = [_cached(lambda p=pool: [p], lexicon, work / f"features-{pool.name}.npz") for pool in pools]  # type: ignore[misc]
    parts += [_cached(make, lexicon, work / f"features-{name}.npz") for name, make in extra.items()]
    training = _select(parts, held_out=False)
    network = train_lists(training, schedule, work / "checkpoint.pt")
    check = _select(parts, held_out=True)
    output = network(check.features.astype(np.float32))
    slope, offset = calibrate(output, check.labels)
    network = Network(network.columns, network.mean, network.scale, network.weights, network.biases, slope, offset)
    lexicon.save(out / "lexicon.npz")
    network.save(out / "evidence.npz")
    return measure(check, output)


def measure(lists: Lists, output: NDArray[np.float32]) -> dict[str, float]:
    """Return how often a labelled candidate is the best one, and among the best two."""
    ends = np.cumsum(lists.sizes)
    best = [0, 0]
    for start, end in zip(ends - lists.sizes, ends, strict=True):
        order = np.argsort(-output[start:end], kind="stable")[:2]
        labels = lists.labels[start:end][order] > 0
        best[0] += bool(labels[0])
        best[1] += bool(labels.any())
    return {"questions": len(ends), "best_1": best[0] / len(ends), "best_2": best[1] / len(ends)}


def candidates(
    pool: Pool, example: Example, k: int = RETRIEVED
) -> tuple[NDArray[np.int64], NDArray[np.float32], NDArray[np.bool_]]:
    """Return rows that compete for a training question, their passages' scores, and which of them answer."""
    best, scores = pool.retrieve(example.question, k)
    if example.rows and example.paragraph not in best:
        best[-1] = example.paragraph
    best = np.sort(best)
    ranges = [pool.rows_of(int(paragraph)) for paragraph in best]
    rows = np.concatenate([np.arange(r.start, r.stop) for r in ranges])
    return rows, np.repeat(scores[best], [len(r) for r in ranges]), np.isin(rows, example.rows)


def _cached(make: Callable[[], Iterable[Pool]], lexicon: Lexicon, path: Path) -> tuple[Lists, NDArray[np.int64]]:
    if not path.is_file():
        lists, folds = _collect(make(), lexicon, path.stem)
        np.savez(
            path,
            columns=np.array(lists.columns),
            features=lists.features,
            labels=lists.labels,
            sizes=lists.sizes,
            weights=lists.weights,
            folds=folds,
        )
    with np.load(path) as data:
        lists = Lists(
            tuple(str(name) for name in data["columns"]),
            data["features"],
            data["labels"],
            data["sizes"],
            data["weights"],
        )
        return lists, data["folds"]


def _collect(pools: Iterable[Pool], lexicon: Lexicon, name: str) -> tuple[Lists, NDArray[np.int64]]:
    features: list[NDArray[np.float16]] = []
    labels: list[NDArray[np.float32]] = []
    folds: list[int] = []
    names: tuple[str, ...] = ()
    weights: list[float] = []
    for number, pool in enumerate(pools):
        for example in track(pool.examples, description=f"{name}: {pool.name}", disable=len(pool.examples) < 500):
            if not example.rows:
                continue
            rows, scores, answers = candidates(pool, example, RETRIEVED * (2 if example.source == "report" else 1))
            question = read_question(example.question)
            own = answer_keys(pool, example.rows) if example.counted else None
            table, names = describe(question, lexicon.weigh(question, own), pool.prepared, rows, scores)
            features.append(table.astype(np.float16))
            labels.append(answers.astype(np.float32))
            folds.append((number if example.source == "report" else example.paragraph) % _HELD_OUT)
            weights.append(example.weight)
    lists = Lists(
        names,
        np.concatenate(features),
        np.concatenate(labels),
        np.array([len(each) for each in labels], dtype=np.int64),
        np.array(weights, dtype=np.float32),
    )
    return lists, np.array(folds, dtype=np.int64)


def _select(parts: list[tuple[Lists, NDArray[np.int64]]], held_out: bool) -> Lists:
    chosen = [(lists, (folds == 0) == held_out) for lists, folds in parts]
    rows = [(lists, questions, np.repeat(questions, lists.sizes)) for lists, questions in chosen]
    return Lists(
        parts[0][0].columns,
        np.concatenate([lists.features[row] for lists, _, row in rows]),
        np.concatenate([lists.labels[row] for lists, _, row in rows]),
        np.concatenate([lists.sizes[questions] for lists, questions, _ in rows]),
        np.concatenate([lists.weights[questions] for lists, questions, _ in rows]),
    )
