"""Trains the judge of evidence on questions put to texts that do and that do not answer them."""

import random
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from rich.progress import track

from corpus.glossary import load_glossary
from corpus.normal_form import normalise
from service.scorer.answerability import describe_evidence
from service.scorer.model import EvidenceModel
from service.scorer.network import Network
from service.scorer.sentences import PreparedSentences, prepare
from service.training.network import Schedule, calibrate, train_rows
from service.training.reports import Asked, ReportPool
from service.training.sources import Pool, bundled_table

Floats = NDArray[np.float32]

_SNIPPET = 260
"""Characters of a passage cut from a paragraph, as a search engine gives them."""
_PASSAGES = 8
_HELD_OUT = 8


@dataclass(frozen=True, slots=True)
class Judged:
    """Features of one question put to one text, and whether the best two sentences answer it."""

    features: Floats
    names: tuple[str, ...]
    answers: bool
    kind: str
    fold: int


def train_answerability(
    sources: dict[str, Callable[[], Iterable[Judged]]], work: Path, out: Path, schedule: Schedule
) -> dict[str, float]:
    """Write answerability.npz into `out`; return calibration error and error rates on what was held out.

    What was computed before is read from `work` again: remove its files to start afresh.
    """
    work.mkdir(parents=True, exist_ok=True)
    parts = [_cached(make, work / f"judged-{name}.npz", name) for name, make in sources.items()]
    features = np.concatenate([part["features"] for part in parts])
    labels = np.concatenate([part["labels"] for part in parts])
    kinds = np.concatenate([part["kinds"] for part in parts])
    held = np.concatenate([part["folds"] for part in parts]) % _HELD_OUT == 0
    weights = _balance(labels, np.concatenate([np.full(len(p["labels"]), i) for i, p in enumerate(parts)]))
    columns = tuple(str(name) for name in parts[0]["names"])
    network = train_rows(columns, features[~held], labels[~held], weights[~held], schedule, work / "checkpoint.pt")
    output = network(features[held])
    slope, offset = calibrate(output, labels[held], weights[held])
    network = Network(network.columns, network.mean, network.scale, network.weights, network.biases, slope, offset)
    network.save(out / "answerability.npz")
    chance = network.probability(output)
    found = {"questions": float(held.sum()), "error": calibration_error(chance, labels[held], weights[held])}
    for kind in sorted(set(kinds)):
        chosen = kinds[held] == kind
        if chosen.any():
            found[f"{kind}: answered at .5"] = float((chance[chosen] >= 0.5).mean())
            found[f"{kind}: right"] = float(labels[held][chosen].mean())
    return found


def calibration_error(chance: Floats, labels: Floats, weights: Floats, bins: int = 10) -> float:
    """Return the expected calibration error over equal-width bins."""
    place = np.minimum((chance * bins).astype(int), bins - 1)
    share = np.bincount(place, weights, bins)
    gap = np.abs(np.bincount(place, weights * chance, bins) - np.bincount(place, weights * labels, bins))
    return float(gap.sum() / share.sum())


def _balance(labels: Floats, source: NDArray[np.int64]) -> Floats:
    """Return weights that give each source's answered and unanswered questions the same share."""
    weights = np.zeros(len(labels), dtype=np.float32)
    for each in np.unique(source):
        for label in (0, 1):
            chosen = (source == each) & (labels == label)
            weights[chosen] = len(labels) / max(int(chosen.sum()), 1)
    balanced: Floats = weights / np.float32(weights.mean())
    return balanced


def _cached(make: Callable[[], Iterable[Judged]], path: Path, name: str) -> dict[str, NDArray[np.generic]]:
    if not path.is_file():
        judged = list(track(make(), description=name))
        np.savez(
            path,
            names=np.array(judged[0].names),
            features=np.stack([each.features for each in judged]).astype(np.float32),
            labels=np.array([each.answers for each in judged], dtype=np.float32),
            kinds=np.array([each.kind for each in judged]),
            folds=np.array([each.fold for each in judged]),
        )
    with np.load(path) as data:
        return {key: data[key] for key in data.files}


def judge_pool(pool: Pool, model: EvidenceModel, share: float, seed: int) -> Iterator[Judged]:
    """Yield a share of a pool's questions, each put to passages with and without the answer."""
    chance = random.Random(seed)
    plain = [normalise(sentence) for sentence in pool.sentences]
    for example in pool.examples:
        if not example.rows or chance.random() > share:
            continue
        best, _ = pool.retrieve(example.question, _PASSAGES)
        others = [int(paragraph) for paragraph in best if paragraph != example.paragraph]
        others = [p for p in others if not _has(plain, pool.rows_of(p), example.answers)]
        count = chance.randint(2, 6)
        chosen = [_snippet(pool, p, None, chance) for p in others[: count + 1]]
        gold = _snippet(pool, example.paragraph, chance.choice(example.rows), chance)
        bare = [row for row in _snippet(pool, example.paragraph, chance.choice(example.rows), chance, 2)]
        bare = [row for row in bare if not any(answer in plain[row] for answer in example.answers)]
        kinds = [("given", [gold, *chosen[:count]])]
        if chance.random() < 0.6 and bare:
            kinds.append(("sentence missing", [bare, *chosen[:count]]))
        else:
            kinds.append(("paragraph missing", chosen))
        for kind, passages in kinds:
            chance.shuffle(passages)
            rows = [row for passage in passages for row in passage]
            if not rows:
                continue
            groups = [number for number, passage in enumerate(passages) for _ in passage]
            prepared = prepare([pool.sentences[row] for row in rows], groups, bundled_table())
            right = {place for place, row in enumerate(rows) if row in example.rows} if kind == "given" else set()
            yield from _judge(model, prepared, example.question, None, right, f"{pool.name}, {kind}", example.paragraph)


def _has(plain: list[str], rows: range, answers: tuple[str, ...]) -> bool:
    return any(answer in plain[row] for row in rows for answer in answers)


def _snippet(pool: Pool, paragraph: int, row: int | None, chance: random.Random, size: int = 1) -> list[int]:
    """Return neighbouring rows of a paragraph, some 260 characters, with a given row among them."""
    rows = pool.rows_of(paragraph)
    start = row if row is not None else chance.choice(rows)
    low = high = start
    limit = size * chance.randint(_SNIPPET // 2, 2 * _SNIPPET)
    while sum(len(pool.sentences[r]) for r in range(low, high + 1)) < limit and high - low + 1 < len(rows):
        if low > rows.start and (high + 1 >= rows.stop or chance.random() < 0.5):
            low -= 1
        else:
            high += 1
    return list(range(low, high + 1))


def judge_reports(
    reports: Iterable[ReportPool], strangers: list[str], model: EvidenceModel, seed: int
) -> Iterator[Judged]:
    """Yield questions made from reports, put to their own report and to another, with near misses.

    `strangers` are questions about other things altogether.
    """
    chance = random.Random(seed)
    previous: ReportPool | None = None
    for number, made in enumerate(reports):
        for asked in made.asked:
            rows = set(asked.example.rows)
            yield from _judge_report(model, made, asked.example.question, rows, "report, given", number)
            near = _near_miss(asked, made, previous, chance)
            if near is not None:
                yield from _judge_report(model, made, near[1], set(), f"report, {near[0]}", number)
        for question in chance.sample(strangers, 6):
            yield from _judge_report(model, made, question, set(), "report, stranger", number)
        for question in _absent(made, chance, 5):
            yield from _judge_report(model, made, question, set(), "report, not given", number)
        if previous is not None:
            for asked in chance.sample(previous.asked, min(8, len(previous.asked))):
                if asked.figure is None and not _is_near(asked.example.question, made):
                    yield from _judge_report(model, made, asked.example.question, set(), "report, other report", number)
        previous = made


def _near_miss(
    asked: Asked, made: ReportPool, previous: ReportPool | None, chance: random.Random
) -> tuple[str, str] | None:
    question, figure = asked.example.question, asked.figure
    if figure is None or made.report.year is None:
        return None
    if re.search(r"\d{4}年", asked.period) and chance.random() < 0.7:
        years = [made.report.year + step for step in (-7, -6, -5, -4, -3, 3, 7, 12)]
        same = [f for f in made.figures if f.words == figure.words or (f.indicator and f.indicator == figure.indicator)]
        free = [y for y in years if not any(str(y) in f.period or _spans(f.period, y) for f in same)]
        other = re.sub(r"\d{4}(?=年)|(?<=in )\d{4}", str(chance.choice(free)), question) if free else question
        if other != question:
            return "other year", other
    if asked.place and previous is not None and asked.place in question:
        place = previous.report.place
        if place not in made.report.text and place != made.report.place:
            return "other place", question.replace(asked.place, place)
    return None


def _spans(period: str, year: int) -> bool:
    ends = re.fullmatch(r"(\d{4})-(\d{4})", period)
    return bool(ends) and int(ends[1]) <= year <= int(ends[2]) if ends else False


def _absent(made: ReportPool, chance: random.Random, count: int) -> Iterator[str]:
    """Yield questions for indicators of which the report holds no name."""
    indicators = [
        indicator
        for indicator in load_glossary().indicators
        if not any(name in made.report.text for name in (indicator.name, *indicator.aliases))
    ]
    for indicator in chance.sample(indicators, min(count, len(indicators))):
        name = chance.choice((indicator.name, *indicator.aliases))
        place = chance.choice(("", made.report.place))
        year = chance.choice(("", f"{made.report.year}年", f"{(made.report.year or 1) - 1}年"))
        yield chance.choice(
            (
                f"{place}{year}{name}是多少？",
                f"{year}{place}{name}增长多少",
                f"{name}有多少？",
                f"What was {indicator.english}?",
            )
        )


def _is_near(question: str, made: ReportPool) -> bool:
    scores = made.pool.lexical.score(question)
    own = made.pool.lexical.score(made.pool.sentences[0])
    return bool(scores.max(initial=0) > 0.8 * max(float(own.max(initial=0)), 1.0) and len(question) < 6)


def _judge_report(
    model: EvidenceModel, made: ReportPool, question: str, right: set[int], kind: str, fold: int
) -> Iterator[Judged]:
    best, scores = made.pool.retrieve(question, _PASSAGES)
    best = np.sort(best)
    ranges = [made.pool.rows_of(int(paragraph)) for paragraph in best]
    rows = np.concatenate([np.arange(r.start, r.stop) for r in ranges])
    passage_scores = np.repeat(scores[best], [len(r) for r in ranges])
    yield from _judge(model, made.pool.prepared, question, (rows, passage_scores), right, kind, fold)


def _judge(
    model: EvidenceModel,
    prepared: PreparedSentences,
    question: str,
    candidates: tuple[NDArray[np.int64], Floats] | None,
    right: set[int],
    kind: str,
    fold: int,
) -> Iterator[Judged]:
    if candidates is None:
        candidates = np.arange(len(prepared)), np.ones(len(prepared), dtype=np.float32)
    scored = model.weigh(question, prepared, *candidates)
    described = describe_evidence(scored, prepared)
    if described is not None:
        answers = bool(right & set(scored.best(2).tolist()))
        yield Judged(described[0], described[1], answers, kind, fold)
