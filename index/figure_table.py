"""Every figure of the library in columns, so that a question over thousands of reports is a few array comparisons.

On disk the table is one file beside the index builds. It knows what it was made from, each report's text and the code
that reads figures, and brings itself up to date: only reports that are new or changed are read again.
"""

import hashlib
import json
import os
import uuid
import zipfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

import corpus
from corpus.figures import extract_figures
from corpus.normal_form import normalise
from corpus.periods import years_of
from corpus.types import Bound, Figure, FigureKind, Outline, Report, Status

FILE = "figures.npz"

Rows = NDArray[np.int64]
Progress = Callable[[int, int], None]
"""Called with reports done and reports in all."""

_KINDS = tuple(FigureKind)
_BOUNDS = tuple(Bound)
_STATUSES = tuple(Status)
_SPANS = ("start", "end", "clause_start", "clause_end", "words_start", "words_end")
_STRINGS = (
    "words", "indicator", "value", "high", "unit", "base_value", "base_unit", "period", "scope", "section",
)  # fmt: skip
"""Columns that hold the place of a string among all strings; -1 for None."""
_CODES = ("kind", "bound", "status", "first_year", "last_year")
_COLUMNS = ("report", *_SPANS, *_STRINGS, *_CODES)
_KEY = {name: number for number, name in enumerate(_COLUMNS)}


@dataclass(frozen=True, slots=True)
class Source:
    """A report of the table."""

    id: str
    place: str
    year: int | None
    sha256: str


@dataclass(frozen=True)
class FigureTable:
    """Figures in the order of place, report year, report and text; row i is the same figure in every column."""

    sources: tuple[Source, ...]
    strings: tuple[str, ...]
    columns: NDArray[np.int32]
    """One row for each of `_COLUMNS`, one column a figure."""
    recipe: str
    """Hash of the code and glossary that read the figures."""
    forms: str
    """The normal form of each string that is some figure's words, a line each, in the order of their places."""

    def __len__(self) -> int:
        return int(self.columns.shape[1])

    def column(self, name: str) -> NDArray[np.int32]:
        """Return one column: spans, string places, enum places, or years (0 where the text does not tell)."""
        column: NDArray[np.int32] = self.columns[_KEY[name]]
        return column

    def figure(self, row: int) -> Figure:
        """Return one figure as it was extracted."""
        cells = {name: int(self.columns[number, row]) for name, number in _KEY.items()}
        said = {name: self.strings[cells[name]] if cells[name] >= 0 else None for name in _STRINGS}
        return Figure(
            **{name: cells[name] for name in _SPANS},
            words=said["words"] or "",
            indicator=said["indicator"],
            value=Decimal(said["value"] or 0),
            high=Decimal(said["high"]) if said["high"] else None,
            unit=said["unit"] or "",
            base_value=Decimal(said["base_value"] or 0),
            base_unit=said["base_unit"] or "",
            kind=_KINDS[cells["kind"]],
            bound=_BOUNDS[cells["bound"]],
            period=said["period"] or "",
            status=_STATUSES[cells["status"]],
            scope=said["scope"],
        )

    def source(self, row: int) -> Source:
        """Return the report that a figure stands in."""
        return self.sources[int(self.columns[_KEY["report"], row])]

    def section(self, row: int) -> list[str]:
        """Return the section path that a figure stands in."""
        path: list[str] = json.loads(self.strings[int(self.columns[_KEY["section"], row])])
        return path

    def ids(self, names: Iterable[str]) -> list[int]:
        """Return the places of strings among all strings, without those that stand nowhere."""
        return [self._places[name] for name in names if name in self._places]

    def word_ids(self, fragments: Sequence[str]) -> NDArray[np.int32]:
        """Return the places of the indicator words that hold every fragment; matched on normal forms."""
        blob, starts, ids = self._words
        found: NDArray[np.int64] | None = None
        for fragment in fragments:
            hits: list[int] = []
            at = blob.find(fragment)
            while at >= 0:
                hits.append(at)
                at = blob.find(fragment, at + 1)
            own = np.unique(np.searchsorted(starts, hits, side="right") - 1)
            found = own if found is None else np.intersect1d(found, own)
        return ids[found] if found is not None else ids[:0]

    def warm(self) -> "FigureTable":
        """Make what the first question would otherwise wait for."""
        _ = self._places, self._words
        return self

    @cached_property
    def _places(self) -> dict[str, int]:
        return {text: place for place, text in enumerate(self.strings)}

    @cached_property
    def _words(self) -> tuple[str, NDArray[np.int64], NDArray[np.int32]]:
        """All indicator words in one text, where each begins, and their places."""
        lengths = np.array([len(form) + 1 for form in self.forms.split("\n")], dtype=np.int64)
        return self.forms, np.cumsum(lengths) - lengths, np.unique(self.column("words"))

    def save(self, path: Path) -> None:
        """Write the table in one step: a reader sees the old file or the new one.

        Raises:
            OSError: it cannot be written.
        """
        head = {"recipe": self.recipe, "sources": [[s.id, s.place, s.year, s.sha256] for s in self.sources]}
        part = path.with_name(f"{path.name}.{uuid.uuid4().hex[:8]}")
        try:
            with part.open("wb") as file:
                np.savez(
                    file,
                    head=_to_bytes(json.dumps(head, ensure_ascii=False)),
                    strings=_to_bytes(json.dumps(self.strings, ensure_ascii=False)),
                    columns=self.columns,
                    forms=_to_bytes(self.forms),
                )
                file.flush()
                os.fsync(file.fileno())
            os.replace(part, path)
        finally:
            part.unlink(missing_ok=True)


def build_table(
    reports: Sequence[Report],
    outlines: Sequence[Outline] | None = None,
    known: FigureTable | None = None,
    on_progress: Progress = lambda done, total: None,
) -> FigureTable:
    """Return the table of the reports, taking over from a known one what still fits.

    Cost: about a second for each million characters of the reports that are new.
    """
    kept = known if known is not None and known.recipe == hash_recipe() else _EMPTY
    old = {(source.id, source.sha256): number for number, source in enumerate(kept.sources)}
    strings = _Strings(kept.strings)
    order = sorted(range(len(reports)), key=lambda n: (reports[n].place, reports[n].year or 0, reports[n].id))
    carried = np.full(len(kept.sources) + 1, -1, dtype=np.int32)
    fresh: list[NDArray[np.int32]] = []
    for number, n in enumerate(order):
        report = reports[n]
        if (report.id, report.sha256) in old:
            carried[old[report.id, report.sha256]] = number
        else:
            fresh.append(_read_report(report, outlines[n] if outlines else None, number, strings))
        on_progress(number + 1, len(order))
    columns = kept.columns.copy()
    columns[_KEY["report"]] = carried[columns[_KEY["report"]]]
    columns = np.concatenate([columns[:, columns[_KEY["report"]] >= 0], *fresh], axis=1)
    columns = np.ascontiguousarray(columns[:, np.lexsort((columns[_KEY["start"]], columns[_KEY["report"]]))])
    sources = tuple(Source(r.id, r.place, r.year, r.sha256) for r in (reports[n] for n in order))
    words = (strings.all[place].replace("\n", " ") for place in np.unique(columns[_KEY["words"]]))
    return FigureTable(sources, tuple(strings.all), columns, hash_recipe(), normalise("\n".join(words)))


def open_table(
    folder: Path, reports: Sequence[Report], on_progress: Progress = lambda done, total: None
) -> FigureTable:
    """Return the table of the reports from a folder, brought up to date there where it does not fit.

    A folder that cannot be written to costs the time of reading the reports, every time, and nothing else.
    """
    known = read_table(folder / FILE)
    if known is not None and _fits(known, reports):
        return known
    from filelock import FileLock

    table = build_table(reports, None, known, on_progress)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with FileLock(folder / "figures.lock"):
            table.save(folder / FILE)
    except OSError:
        return table
    return table


def read_table(path: Path) -> FigureTable | None:
    """Return a saved table; None when there is none or it is damaged."""
    try:
        with np.load(path, allow_pickle=False) as file:
            head = json.loads(file["head"].tobytes())
            strings = tuple(json.loads(file["strings"].tobytes()))
            columns = file["columns"]
            forms = file["forms"].tobytes().decode("utf-8")
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
        return None
    if columns.shape[:1] != (len(_COLUMNS),):
        return None
    return FigureTable(tuple(Source(*row) for row in head["sources"]), strings, columns, head["recipe"], forms)


@cache
def hash_recipe() -> str:
    """Return a hash of everything that decides what figures are read: another one makes a saved table out of date."""
    digest = hashlib.sha256("|".join(_COLUMNS).encode())
    folder = Path(corpus.__file__).parent
    for file in sorted(path for path in folder.rglob("*") if path.suffix in (".py", ".json", ".toml")):
        digest.update(file.relative_to(folder).as_posix().encode() + file.read_bytes())
    return digest.hexdigest()


def _fits(table: FigureTable, reports: Sequence[Report]) -> bool:
    if table.recipe != hash_recipe():
        return False
    have = {(source.id, source.sha256, source.place, source.year) for source in table.sources}
    return have == {(report.id, report.sha256, report.place, report.year) for report in reports}


class _Strings:
    """Strings and their places, each kept once."""

    def __init__(self, known: Iterable[str]) -> None:
        self.all = list(known)
        self._places = {text: place for place, text in enumerate(self.all)}

    def place(self, text: str | None) -> int:
        if text is None:
            return -1
        place = self._places.get(text)
        if place is None:
            place = self._places[text] = len(self.all)
            self.all.append(text)
        return place


def _read_report(report: Report, outline: Outline | None, number: int, strings: _Strings) -> NDArray[np.int32]:
    if outline is None:
        from corpus.outline import outline_report

        outline = outline_report(report.text)
    paragraphs = outline.paragraphs
    starts = np.array([paragraph.start for paragraph in paragraphs], dtype=np.int64)
    rows = []
    for figure in extract_figures(report, outline):
        at = int(np.searchsorted(starts, figure.start, side="right")) - 1
        path = outline.path(paragraphs[at].section) if at >= 0 else ()
        rows.append(_encode(figure, json.dumps(path, ensure_ascii=False), number, strings))
    return np.array(rows, dtype=np.int32).reshape(-1, len(_COLUMNS)).T


def _encode(figure: Figure, section: str, number: int, strings: _Strings) -> list[int]:
    said = {
        "words": figure.words,
        "indicator": figure.indicator,
        "value": str(figure.value),
        "high": None if figure.high is None else str(figure.high),
        "unit": figure.unit,
        "base_value": str(figure.base_value),
        "base_unit": figure.base_unit,
        "period": figure.period,
        "scope": figure.scope,
        "section": section,
    }
    first, last = years_of(figure.period) or (0, 0)
    return [
        number,
        *(getattr(figure, name) for name in _SPANS),
        *(strings.place(said[name]) for name in _STRINGS),
        _KINDS.index(figure.kind),
        _BOUNDS.index(figure.bound),
        _STATUSES.index(figure.status),
        first,
        last,
    ]


def _to_bytes(text: str) -> NDArray[np.uint8]:
    return np.frombuffer(text.encode("utf-8"), dtype=np.uint8)


_EMPTY = FigureTable((), (), np.zeros((len(_COLUMNS), 0), dtype=np.int32), "", "")
