"""Pairs of texts that belong together, drawn from the listed data and from the reports."""

import random
import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import islice, product
from pathlib import Path
from typing import Any

from tokenizers import Tokenizer

from index.training.sources import Source, available_sources, read_reports, read_rows
from index.training.texts import build_pairs, save_pairs

GROUPS = ("bitext", "multi", "words", "question", "window", "title", "clause", "template")
_MOST_TOKENS = {"bitext": 96, "multi": 96, "words": 16, "question": 400, "window": 200}
_MOST_TOKENS |= {"title": 400, "clause": 300, "template": 300}
_WORD_COMBINATIONS = 4
_SHINGLE = 24
_NUMBER = re.compile(r"\d[\d.,，%％]*(?:万亿元|亿元|万元|元|个百分点|万人|万吨|公里|万户|个|项|家|人|户|公顷|万亩|亩)?")
_CLAUSE = re.compile(r"[^，,。；;！!？?：:\n]{6,60}")
_HELD_OUT = 40
_WINDOW_LENGTHS = (15, 60)

Row = tuple[str, str, str, float]


def _shingles(text: str) -> set[str]:
    packed = re.sub(r"\W", "", text)
    return {packed[i : i + _SHINGLE] for i in range(0, max(1, len(packed) - _SHINGLE + 1), 4)}


def measured_passages(data: Path) -> set[str]:
    """Return shingles of every passage that is measured on: training passages that share text with one are left out."""
    found: set[str] = set()
    for path in sorted((data / "eval").glob("*.jsonl*")):
        for row in read_rows(path):
            packed = re.sub(r"\W", "", row.get("context") or "")
            found.update(packed[i : i + _SHINGLE] for i in range(len(packed) - _SHINGLE + 1))
    return found


def _pairs_of_row(source: Source, row: dict[str, Any]) -> Iterator[Row]:
    if source.kind == "words":
        names = [row["zh"]] if isinstance(row.get("zh"), str) else row.get("zh") or []
        sides = [side for side in (row.get("xx"), names, row.get("en")) if side]
        for i, first in enumerate(sides):
            for second in sides[i + 1 :]:
                for left, right in islice(product(first, second), _WORD_COMBINATIONS):
                    if left.casefold() != right.casefold():
                        yield "words", left, right, source.weight
    elif source.kind == "bitext":
        if "xx" in row:
            yield "multi", row["xx"], row["en"], source.weight
            if row.get("zh"):
                yield "multi", row["xx"], row["zh"], 2 * source.weight
        else:
            yield "bitext", row["en"], row["zh"], source.weight
    elif source.kind == "question":
        yield "question", row["question"], row["context"], source.weight
        for window in _answer_windows(row):
            yield "window", row["question"], window, source.weight
    else:
        yield "title", row["a"], row["b"], source.weight


def _answer_windows(row: dict[str, Any]) -> list[str]:
    """Return the sentence, and the run of sentences, of a passage that hold the answer: the harder thing to find.

    Windows of one passage are listed one after another, so that they are each other's wrong answers in a batch.
    """
    answer = next(iter(row.get("answers") or []), None)
    answer = answer["text"] if isinstance(answer, dict) else answer
    found = set()
    for least in _WINDOW_LENGTHS if answer else ():
        window = ""
        for sentence in re.findall(r"[^。！？!?；;\n]+[。！？!?；;\n]*", row["context"]):
            window += sentence
            if len(window) >= least:
                if answer in window:
                    found.add(window)
                window = ""
    return sorted(window for window in found if len(window) < len(row["context"]))


def _passages_of(text: str, most: int = 320) -> Iterator[str]:
    for line in text.splitlines():
        sentences = re.findall(r"[^。！？]+[。！？]?", line.strip())
        passage = ""
        for sentence in sentences:
            if passage and len(passage) + len(sentence) > most:
                yield passage
                passage = ""
            passage += sentence
        if passage:
            yield passage


def report_pairs(rows: list[dict[str, Any]], seed: int) -> Iterator[Row]:
    """Yield clause -> rest of its passage, and question made from a clause's indicator -> passage."""
    chooser = random.Random(seed)
    for row in rows:
        for passage in _passages_of(row["text"]):
            if len(passage) < 60:
                continue
            clauses = _CLAUSE.findall(passage)
            if len(clauses) < 3:
                continue
            clause = chooser.choice(clauses)
            yield "clause", clause, passage.replace(clause, ""), 1.0
            figures = [c for c in clauses if _NUMBER.search(c) and len(_NUMBER.sub("", c)) >= 5]
            for clause in chooser.sample(figures, min(2, len(figures))):
                yield "template", _ask(clause, row, chooser), passage, 1.0


def _ask(clause: str, row: dict[str, Any], chooser: random.Random) -> str:
    head, *_ = _NUMBER.split(clause)
    subject = head if len(head) >= 5 else _NUMBER.sub("", clause)
    question = subject + chooser.choice(["多少", "多少？", "是多少？", "了多少？", "几", "到多少？"])
    if chooser.random() < 0.3:
        question = f"{row['place']}{question}"
    if chooser.random() < 0.3:
        question = f"{row['year']}年{question}"
    return question


def split_reports(rows: list[dict[str, Any]], seed: int) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Return (training, held-out) reports, split by place: no place, so no variant of a report, is on both sides."""
    by_place: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        if row["lang"] == "zh":
            by_place[str(row["place"])].append(row)
    places = sorted(by_place)
    random.Random(seed).shuffle(places)
    held = {place for place in places[:_HELD_OUT]}
    train = [row for place in places[_HELD_OUT:] for row in by_place[place] if not row.get("variant_of")]
    return train, [row for place in sorted(held) for row in by_place[place] if not row.get("variant_of")]


def prepare(data: Path, reports: Path | None, tokenizer: Tokenizer, into: Path, seed: int = 1) -> dict[str, int]:
    """Encode every pair ahead of time into one .npz file per group; returns how many pairs each group has.

    A few minutes for the whole data folder.
    """
    measured = measured_passages(data)
    groups: dict[str, list[Row]] = {name: [] for name in GROUPS}
    for source, path in available_sources(data):
        for row in read_rows(path):
            for pair in _pairs_of_row(source, row):
                groups[pair[0]].append(pair)
    for name in ("question", "window", "title"):
        groups[name] = [pair for pair in groups[name] if not (_shingles(pair[2]) & measured)]
    if reports is not None:
        train, _ = split_reports(read_reports(reports), seed)
        for pair in report_pairs(train, seed):
            groups[pair[0]].append(pair)
    sizes = {}
    for name, rows in groups.items():
        if rows:
            _, lefts, rights, weights = zip(*rows, strict=True)
            pairs = build_pairs(tokenizer, lefts, rights, weights, _MOST_TOKENS[name])
            save_pairs(pairs, into / f"{name}.npz")
            sizes[name] = len(pairs)
    return sizes
