"""Public questions with their paragraphs, read from `.jsonl.xz` files."""

import json
import lzma
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corpus.normal_form import normalise
from corpus.sentences import split_sentences
from index.encoder import BUNDLED_MODEL
from index.late_interaction import TokenTable
from index.lexical import LexicalIndex
from service.scorer.sentences import PreparedSentences, prepare

_SHINGLE = 24


@dataclass(frozen=True, slots=True)
class Example:
    """A question, the paragraph of its pool that answers it, and the rows of the sentences that do."""

    question: str
    paragraph: int
    answers: tuple[str, ...]
    rows: tuple[int, ...]
    source: str = ""
    weight: float = 1.0
    counted: bool = True
    """Whether the lexicon counts it."""


@dataclass(slots=True)
class Pool:
    """Paragraphs searched together, cut into sentences, with the questions asked of them."""

    name: str
    paragraphs: list[str]
    sentences: list[str]
    spans: list[tuple[int, int]]
    """Each sentence's place in its paragraph."""
    first_row: list[int]
    """First sentence of each paragraph; one more entry than paragraphs."""
    prepared: PreparedSentences
    lexical: LexicalIndex
    examples: list[Example] = field(default_factory=list)

    def rows_of(self, paragraph: int) -> range:
        """Return the rows of a paragraph's sentences."""
        return range(self.first_row[paragraph], self.first_row[paragraph + 1])

    def retrieve(self, question: str, k: int) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """Return the k best paragraphs and all paragraphs' scores."""
        scores = self.lexical.score(question)
        k = min(k, len(scores))
        best = np.argpartition(-scores, k - 1)[:k]
        return best[np.argsort(-scores[best], kind="stable")], scores


@cache
def bundled_table() -> TokenTable:
    """Return the token table that the product ships."""
    return TokenTable.from_folder(BUNDLED_MODEL)


def read_rows(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the objects of a `.jsonl.xz` file."""
    with lzma.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


def build_pool(name: str, paragraphs: list[str], headers: list[str] | None = None) -> Pool:
    """Return a pool of paragraphs without questions."""
    sentences: list[str] = []
    spans: list[tuple[int, int]] = []
    groups: list[int] = []
    first_row = [0]
    for index, paragraph in enumerate(paragraphs):
        cut = split_sentences(paragraph)
        sentences.extend(paragraph[start:end] for start, end in cut)
        spans.extend(cut)
        groups.extend([index] * len(cut))
        first_row.append(len(sentences))
    row_headers = None if headers is None else [headers[group] for group in groups]
    searched = paragraphs if headers is None else [f"{h}\n{p}" for h, p in zip(headers, paragraphs, strict=True)]
    prepared = prepare(sentences, groups, bundled_table(), row_headers)
    return Pool(name, paragraphs, sentences, spans, first_row, prepared, LexicalIndex.build(searched))


def read_pool(name: str, paths: list[Path], left_out: frozenset[str] = frozenset()) -> Pool:
    """Return the questions of reading-comprehension files over all their paragraphs.

    Paragraphs that share a run of 24 characters with `left_out` (see `shingles`) are dropped with their questions.
    """
    rows = [row for path in paths for row in read_rows(path)]
    paragraphs = list(dict.fromkeys(str(row["context"]) for row in rows))
    paragraphs = [p for p in paragraphs if not (left_out and shingles(p) & left_out)]
    number = {paragraph: index for index, paragraph in enumerate(paragraphs)}
    pool = build_pool(name, paragraphs)
    plain = [normalise(sentence) for sentence in pool.sentences]
    for row in rows:
        paragraph = number.get(row["context"])
        if paragraph is None:
            continue
        answers = tuple(dict.fromkeys(normalise(answer) for answer in row["answers"]))
        found = tuple(r for r in pool.rows_of(paragraph) if any(answer in plain[r] for answer in answers))
        pool.examples.append(Example(row["question"], paragraph, answers, found, name))
    return pool


def shingles(text: str) -> frozenset[str]:
    """Return every eighth run of 24 matching characters of a text, and all of them for short texts."""
    plain = normalise(text)
    return frozenset(plain[i : i + _SHINGLE] for i in range(0, max(1, len(plain) - _SHINGLE)))
