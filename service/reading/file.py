"""Readings kept on disk: what was once worked out from a report is read back in a few milliseconds.

A folder holds one file a report. Its key names everything that decides what a reading says: the report, the code and
word lists that read it, and the model whose tokens it is cut into. A file with another key is as good as none.
"""

import hashlib
import json
import os
from contextlib import suppress
from dataclasses import astuple, dataclass, fields
from decimal import Decimal
from functools import cached_property
from operator import attrgetter
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corpus.types import (
    Bound,
    Enumeration,
    Figure,
    FigureKind,
    Item,
    Outline,
    Paragraph,
    Report,
    Role,
    Section,
    Sentence,
    Status,
)
from index.kept import keep, read_kept
from index.late_interaction import LateInteraction, PassageTokens, TokenTable
from service.reading.reading import Reading
from service.reading.terms import SentenceTerms
from service.scorer.meaning import Meanings
from service.scorer.sentences import PreparedSentences

_FORMAT = 1
"""Raise when the files change their shape or meaning."""
_MOST = 1000
"""So many readings are kept, the newest, some megabyte each: making one takes ten times as long as reading it."""
_SUFFIX = ".reading"
_ROOT = Path(__file__).parents[2]
_RECIPE = ("corpus/**/*", "index/*.py", "service/scorer/*.py", "service/reading/*.py")
"""The files that decide what a reading says."""
_PREPARED = (
    "tokens", "pair_at", "offsets", "clauses", "marks", "flags", "groups", "years", "header_years", "token_idf",
    "pair_idf",
)  # fmt: skip
_LATE = ("ids", "sentences", "passages", "lengths")

Arrays = dict[str, NDArray[Any]]


@dataclass(frozen=True)
class KeptReading(Reading):
    """A reading whose parts come from a file; each is unpacked when it is first asked for."""

    arrays: Arrays
    said: dict[str, Any]

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """Title lines and sentences of headings, body and glossary, in text order."""
        return tuple(Sentence(*row) for row in self.arrays["sentences"].tolist())

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        """Every number as a typed figure, in text order."""
        return tuple(_unpack_figure(row) for row in self.said["figures"])

    @cached_property
    def enumerations(self) -> tuple[Enumeration, ...]:
        """The numbered runs inside paragraphs, in text order."""
        return tuple(
            Enumeration(start, end, tuple(Item(*item) for item in items))
            for start, end, items in self.said["enumerations"]
        )

    @cached_property
    def terms(self) -> SentenceTerms:
        """The words of the sentences and of the heads above them."""
        words = self.said["words"]
        return SentenceTerms(
            len(self.sentences),
            dict(zip(words, range(len(words)), strict=True)),
            self.arrays["terms_counts"],
            self.arrays["terms_starts"],
            self.arrays["terms_rows"].astype(np.int32),
            self.arrays["terms_levels"][self.arrays["terms_shares"]],
        )

    @cached_property
    def prepared(self) -> PreparedSentences:
        """The sentences as the learned scorer reads them."""
        words = self.said["vocabulary"]
        first, second = self.arrays["pairs"].tolist()
        pairs = zip(map(words.__getitem__, first), map(words.__getitem__, second), strict=True)
        which = self.arrays["headers"].tolist()
        header_tokens = [frozenset(tokens) for tokens in self.said["header_tokens"]]
        return PreparedSentences(
            vocabulary=dict(zip(words, range(len(words)), strict=True)),
            pairs=dict(zip(pairs, range(len(first)), strict=True)),
            headers=tuple(self.said["headers"][place] for place in which),
            header_tokens=tuple(header_tokens[place] for place in which),
            unknown_idf=self.said["unknown_idf"],
            meanings=Meanings(self.table, self.late, self.arrays["means"]),
            **{name: self.arrays[f"prepared_{name}"] for name in _PREPARED},
        )

    @cached_property
    def late(self) -> LateInteraction:
        """Late interaction over the sentences."""
        return self._late("late")

    @cached_property
    def figures_late(self) -> LateInteraction:
        """Late interaction over what each figure counts: its words and its clause."""
        return self._late("figures")

    def _late(self, name: str) -> LateInteraction:
        return LateInteraction(self.table, PassageTokens(*(self.arrays[f"{name}_{part}"] for part in _LATE)))


class ReadingFiles:
    """The readings in a folder. Nothing is lost with it: what cannot be read is made again."""

    def __init__(self, folder: Path, table: TokenTable) -> None:
        """Name the folder, and the table that texts are cut with; it has to have a name."""
        self._folder = folder
        self._table = table

    def read(self, report: Report) -> Reading | None:
        """Return the reading of a report; None when it is not kept."""
        kept = read_kept(self._path(report), self._describe(report))
        if kept is None:
            return None
        arrays, said = kept
        return KeptReading(report, _unpack_outline(said), self._table, arrays, said)

    def write(self, reading: Reading) -> None:
        """Keep a reading, all of it; the oldest go when there are too many. Makes what it did not hold yet."""
        arrays, said = _pack(reading)
        if keep(self._path(reading.report), self._describe(reading.report), arrays, said):
            self._remove_oldest()

    def _path(self, report: Report) -> Path:
        return self._folder / f"{hashlib.sha256(report.id.encode()).hexdigest()[:16]}{_SUFFIX}"

    def _describe(self, report: Report) -> str:
        facts = {field.name: getattr(report, field.name) for field in fields(report) if field.name != "text"}
        return json.dumps([_FORMAT, self._recipe, self._table.name, facts], ensure_ascii=False)

    @cached_property
    def _recipe(self) -> str:
        return hash_recipe()

    def _remove_oldest(self) -> None:
        with suppress(OSError):
            kept = [self._folder / name for name in os.listdir(self._folder) if name.endswith(_SUFFIX)]
            if len(kept) <= _MOST:
                return
            # A tenth at once, so that not each one that comes has to look for the oldest.
            for path in sorted(kept, key=lambda path: -path.stat().st_mtime_ns)[_MOST - _MOST // 10 :]:
                path.unlink(missing_ok=True)


def list_recipe() -> list[Path]:
    """Return the files that decide what a reading says."""
    return sorted(
        path for pattern in _RECIPE for path in _ROOT.glob(pattern) if path.suffix in (".py", ".json", ".toml")
    )


def hash_recipe() -> str:
    """Return a hash of everything that decides what a reading says. Some milliseconds."""
    digest = hashlib.sha256()
    for path in list_recipe():
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()


def _pack(reading: Reading) -> tuple[Arrays, dict[str, Any]]:
    terms, prepared = reading.terms, reading.prepared
    headers = list(dict.fromkeys(prepared.headers))
    tokens = dict(zip(prepared.headers, prepared.header_tokens, strict=True))
    at = {header: place for place, header in enumerate(headers)}
    pairs = [[prepared.vocabulary[first], prepared.vocabulary[second]] for first, second in prepared.pairs]
    # Few different shares and few rows: what would be most of the file is a quarter as long.
    levels = np.unique(terms.shares)
    shares = np.searchsorted(levels, terms.shares)
    arrays: Arrays = {
        "sentences": np.array([(s.start, s.end, s.paragraph) for s in reading.sentences], np.int32).reshape(-1, 3),
        "pairs": np.array(pairs, np.int32).reshape(-1, 2).T,
        "headers": np.array([at[header] for header in prepared.headers], np.int32),
        "means": prepared.meanings.means,
        "terms_counts": terms.counts,
        "terms_starts": terms.starts,
        "terms_rows": terms.rows.astype(np.min_scalar_type(terms.size)),
        "terms_levels": levels,
        "terms_shares": shares.astype(np.uint8),
        **{f"prepared_{name}": getattr(prepared, name) for name in _PREPARED},
        **{f"late_{name}": getattr(reading.late.passages, name) for name in _LATE},
        **{f"figures_{name}": getattr(reading.figures_late.passages, name) for name in _LATE},
    }
    said = {
        "sections": [astuple(section) for section in reading.outline.sections],
        "paragraphs": [(p.start, p.end, p.role, p.section) for p in reading.outline.paragraphs],
        "figures": [_pack_figure(figure) for figure in reading.figures],
        "enumerations": [astuple(enumeration) for enumeration in reading.enumerations],
        "words": list(terms.words),
        "vocabulary": list(prepared.vocabulary),
        "headers": headers,
        "header_tokens": [sorted(tokens[header]) for header in headers],
        "unknown_idf": prepared.unknown_idf,
    }
    return arrays, said


def _unpack_outline(said: dict[str, Any]) -> Outline:
    return Outline(
        tuple(Section(*row) for row in said["sections"]),
        tuple(Paragraph(start, end, Role(role), section) for start, end, role, section in said["paragraphs"]),
    )


def _pack_figure(figure: Figure) -> list[Any]:
    return [str(value) if isinstance(value, Decimal) else value for value in _values_of(figure)]


_FIGURE = tuple(field.name for field in fields(Figure))
_values_of = attrgetter(*_FIGURE)
_MADE = {"value": Decimal, "high": Decimal, "base_value": Decimal, "kind": FigureKind, "bound": Bound, "status": Status}
_MAKE = tuple((place, _MADE[name]) for place, name in enumerate(_FIGURE) if name in _MADE)


def _unpack_figure(row: list[Any]) -> Figure:
    for place, make in _MAKE:
        if row[place] is not None:
            row[place] = make(row[place])
    return Figure(*row)
