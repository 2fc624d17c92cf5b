"""Reports to a searchable index, in memory and on disk.

On disk an index is one folder per build, with a folder for each of its segments, and a file `CURRENT` that names the
build in use. A writer makes a new folder, into which it links the segments that stay as they are, and then replaces
`CURRENT` in one step, so that a reader sees the old index or the new one and never half of either.
"""

import os
import shutil
import uuid
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache, cached_property, partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus.errors import StoreError, StoreMismatchError, StoreMissingError, StoreUnavailableError
from corpus.types import Outline, Report
from index.arrays import each_once
from index.encoder import Encoder, Vectors
from index.faiss_store import JoinedStore
from index.late_interaction import PassageTokens, TokenTable
from index.lexical import LexicalIndex
from index.manifest import (
    MANIFEST,
    Manifest,
    SegmentNote,
    check_recipe,
    describe_recipe,
    hash_files,
    measure_files,
    read_manifest,
    write_manifest,
)
from index.passages import chunk_report, describe_section
from index.segment import Cut, Mask, Progress, Segment, Source, join_tokens, make_segments
from index.store import Candidates, Passages
from index.types import Passage

_CURRENT = "CURRENT"
_TAKEN = 8
"""Sets of candidates that are kept: a small library, or one report of a larger one, gives the same set each time."""

__all__ = ["Index", "Progress", "build_index", "open_index", "save_index", "verify_index"]


@dataclass(frozen=True)
class Index:
    """Passages and the two legs that find them, in segments; a row counts through all of them."""

    segments: tuple[Segment, ...]
    alive: tuple[Mask | None, ...]
    """For each segment which of its passages are still there; None when all are."""

    def __len__(self) -> int:
        return sum(
            len(segment) if alive is None else int(alive.sum())
            for segment, alive in zip(self.segments, self.alive, strict=True)
        )

    @property
    def passages(self) -> list[Passage]:
        """The passages that are there, segment by segment; made anew each time."""
        return [self.passage(int(row)) for row in self._rows()]

    def passage(self, row: int) -> Passage:
        """Return the passage of a row."""
        return _find_passage(self.segments, self._begins, row)

    @cached_property
    def vectors(self) -> JoinedStore:
        """The vectors of all rows."""
        return JoinedStore([(s.vectors, alive) for s, alive in zip(self.segments, self.alive, strict=True)])

    @cached_property
    def lexical(self) -> LexicalIndex:
        """BM25 over all rows."""
        return LexicalIndex([(s.postings, alive) for s, alive in zip(self.segments, self.alive, strict=True)])

    def find(self, question: str, vector: Vectors, k: int, reports: Collection[str] | None) -> Candidates:
        """Return the k nearest by vector and the k best by words; `reports` narrows to their ids before the search."""
        rows = None if reports is None else self.rows_of(reports)
        near, cosines = self.vectors.search(vector, k, rows)
        words, _ = self.lexical.search(question, k, rows)
        found = each_once(np.concatenate([near, words]))
        # What only BM25 found is no nearer than the last that the vectors found.
        dense = np.full(len(found), cosines.min(initial=1.0), dtype=np.float32)
        dense[np.searchsorted(found, near)] = cosines
        passages, chinese, tokens = self._take(found)
        return Candidates(passages, dense, self.lexical.score_rows(question, found), chinese, tokens)

    def _take(self, rows: NDArray[np.int64]) -> tuple[Passages, Vectors, PassageTokens]:
        """Return what is known of some rows; the same objects when the same few rows come again."""
        key = rows.tobytes()
        known = self._taken.get(key)
        if known is None:
            known = _PassagesOfRows(self.segments, self._begins, rows), self._take_chinese(rows), self.tokens_of(rows)
            for old in list(self._taken)[: len(self._taken) - _TAKEN + 1]:
                self._taken.pop(old, None)
            self._taken[key] = known
        return known

    @cached_property
    def _taken(self) -> dict[bytes, tuple[Passages, Vectors, PassageTokens]]:
        return {}

    def rows_of(self, reports: Collection[str]) -> NDArray[np.int64]:
        """Return the rows of some reports' passages, ascending."""
        parts = [np.zeros(0, np.int64)]
        for segment, alive, begin in zip(self.segments, self.alive, self._begins, strict=False):
            spans = segment.passages.rows_by_report
            few = reports if len(reports) < len(spans) else spans
            for first, last in sorted(spans[name] for name in few if name in reports and name in spans):
                if first < last and (alive is None or alive[first]):
                    parts.append(np.arange(begin + first, begin + last))
        return np.concatenate(parts)

    def tokens_of(self, rows: NDArray[np.int64]) -> PassageTokens:
        """Return the tokens of the passages of ascending rows, in their order."""
        own = ((s.tokens, at - b) for s, at, b in zip(self.segments, self._split(rows), self._begins, strict=False))
        return join_tokens([tokens.take(at) for tokens, at in own if len(at)])

    def _take_chinese(self, rows: NDArray[np.int64]) -> Vectors:
        own = zip(self.segments, self._split(rows), self._begins, strict=False)
        return np.concatenate([np.zeros(0, np.float32), *(s.passages.chinese[at - begin] for s, at, begin in own)])

    def _split(self, rows: NDArray[np.int64]) -> list[NDArray[np.int64]]:
        """Return the part of ascending rows that lies in each segment."""
        return np.split(rows, np.searchsorted(rows, self._begins[1:-1])) if self.segments else []

    @cached_property
    def _begins(self) -> NDArray[np.int64]:
        return np.cumsum([0, *(len(segment) for segment in self.segments)])

    def _rows(self) -> Iterator[int]:
        for segment, alive, begin in zip(self.segments, self.alive, self._begins, strict=False):
            yield from begin + (np.arange(len(segment)) if alive is None else np.flatnonzero(alive))


def _find_passage(segments: Sequence[Segment], begins: NDArray[np.int64], row: int) -> Passage:
    at = int(np.searchsorted(begins, row, side="right")) - 1
    return segments[at].passages[row - int(begins[at])]


class _PassagesOfRows:
    """The passages of some rows, each made when it is looked at: of hundreds of candidates a search shows a few."""

    def __init__(self, segments: Sequence[Segment], begins: NDArray[np.int64], rows: NDArray[np.int64]) -> None:
        self._rows = rows
        self._make = cache(partial(_find_passage, segments, begins))

    def __len__(self) -> int:
        return len(self._rows)

    def __getitem__(self, at: int, /) -> Passage:
        return self._make(int(self._rows[at]))


def build_index(
    reports: Sequence[Report],
    outlines: Sequence[Outline] | None,
    encoder: Encoder,
    table: TokenTable,
    on_progress: Progress = lambda done, total: None,
    folder: Path | None = None,
) -> Index:
    """Return an index over the reports. `outlines` saves reading them twice.

    It is in memory; given a folder, the parts of a large one wait there until `save_index` takes them in.
    """
    segments = make_segments(cut_reports(reports, outlines), encoder, table, on_progress, folder)
    return Index(tuple(segments), (None,) * len(segments))


def cut_reports(reports: Sequence[Report], outlines: Sequence[Outline] | None = None) -> list[tuple[Source, Cut]]:
    """Return each report as it is to be indexed, with its passages."""
    from corpus.outline import outline_report

    found = outlines or (outline_report(report.text) for report in reports)
    return [
        (Source(report.id, report.sha256, describe_section(report, ())), list(cut_report(report, outline)))
        for report, outline in zip(reports, found, strict=True)
    ]


def cut_report(report: Report, outline: Outline) -> Iterator[tuple[Passage, str]]:
    """Yield the passages of a report, each with the text that is indexed of it: its header and its words."""
    for passage in chunk_report(report, outline):
        yield passage, f"{passage.header}\n{report.text[passage.start : passage.end]}"


def save_index(index: Index, reports: Sequence[Report], encoder: Encoder, folder: Path) -> Manifest:
    """Write an index beside the one in use, then put it in use.

    Raises:
        StoreUnavailableError: the folder cannot be written; what was in use stays in use.
    """
    from filelock import FileLock

    try:
        folder.mkdir(parents=True, exist_ok=True)
        with FileLock(folder / "write.lock"):
            return _save(index, reports, encoder, folder)
    except OSError as error:
        raise StoreUnavailableError(
            f"The index cannot be written to {folder} ({error.strerror or error}). Free space, or set ASKREPORT_HOME to"
            " a folder that can be written."
        ) from error


def open_index(folder: Path, reports: Sequence[Report], encoder: Encoder) -> Index:
    """Return the index in use.

    Raises:
        StoreMissingError: nothing was built yet.
        StoreMismatchError: it was made from other reports, by another encoder or by other code, or is damaged.
    """
    build = _find_current(folder)
    try:
        return _read(build, reports, encoder)
    except StoreError:
        # A writer may have put another build in use, and removed this one, while we were reading.
        if _find_current(folder) == build:
            raise
        return open_index(folder, reports, encoder)


def open_any_index(folder: Path) -> tuple[Manifest, Index]:
    """Return the index in use and what made it, whatever that was.

    Raises:
        StoreMissingError: nothing was built yet.
        StoreMismatchError: it is damaged.
    """
    build = _find_current(folder)
    manifest = read_manifest(build)
    return manifest, _load(build, manifest)


def _read(build: Path, reports: Sequence[Report], encoder: Encoder) -> Index:
    manifest = read_manifest(build)
    check_recipe(manifest.recipe, describe_recipe(reports, encoder.name, encoder.dimension))
    return _load(build, manifest)


def _load(build: Path, manifest: Manifest) -> Index:
    for name, size in manifest.sizes.items():
        try:
            found = (build / name).stat().st_size
        except OSError as error:
            raise StoreMismatchError(f"{build / name} is missing. Run: askreport index build") from error
        if found != size:
            raise StoreMismatchError(
                f"The index in {build} is cut short: {name} has {found} of {size} bytes. Run: askreport index build"
            )
    segments = [Segment.load(build / note.name) for note in manifest.segments]
    alive = [_mask(segment, note.gone) for segment, note in zip(segments, manifest.segments, strict=True)]
    index = Index(tuple(segments), tuple(alive))
    if len(index) != manifest.passages:
        raise StoreMismatchError(f"The index in {build} is cut short. Run: askreport index build")
    return index


def _mask(segment: Segment, gone: Sequence[str]) -> Mask | None:
    if not gone:
        return None
    alive = np.ones(len(segment), bool)
    for report_id in gone:
        begin, end = segment.passages.rows_by_report.get(report_id, (0, 0))
        alive[begin:end] = False
    return alive


def read_current_manifest(folder: Path) -> Manifest:
    """Return the manifest of the index in use.

    Raises:
        StoreMissingError: nothing was built yet.
        StoreMismatchError: the manifest is damaged.
    """
    return read_manifest(_find_current(folder))


def verify_index(folder: Path) -> Manifest:
    """Return the manifest of the index in use after comparing every file with its hash. Reads all of it.

    Raises:
        StoreMissingError: nothing was built yet.
        StoreMismatchError: a file is missing or was changed.
    """
    build = _find_current(folder)
    manifest = read_manifest(build)
    found = hash_files(build)
    wrong = sorted(k for k in manifest.files.keys() | found.keys() if manifest.files.get(k) != found.get(k))
    if wrong:
        raise StoreMismatchError(f"Changed or missing in {build}: {', '.join(wrong)}. Run: askreport index build")
    return manifest


def _save(index: Index, reports: Sequence[Report], encoder: Encoder, folder: Path) -> Manifest:
    name = f"build-{uuid.uuid4().hex[:12]}"
    build = folder / name
    try:
        build.mkdir()
        notes, known = [], _hashes_in_use(folder)
        hashes: dict[str, str] = {}
        for segment, alive in zip(index.segments, index.alive, strict=True):
            own = segment.folder.name if segment.folder else ""
            own = own if own.startswith("segment-") else f"segment-{uuid.uuid4().hex[:12]}"
            hashes |= _put(segment, build / own, known)
            gone = [r.id for r in segment.passages.reports if alive is not None and not alive[r.begin : r.end].any()]
            notes.append(SegmentNote(name=own, passages=len(segment), vectors=segment.vectors.kind, gone=tuple(gone)))
        manifest = Manifest(
            recipe=describe_recipe(reports, encoder.name, encoder.dimension),
            passages=len(index),
            built_at=datetime.now(UTC).isoformat(timespec="seconds"),
            segments=tuple(notes),
            files=hashes,
            sizes=measure_files(build),
        )
        write_manifest(manifest, build)
        _put_in_use(folder, name)
    except BaseException:
        shutil.rmtree(build, ignore_errors=True)
        raise
    _remove_others(folder, name)
    return manifest


def _put(segment: Segment, place: Path, known: dict[str, str]) -> dict[str, str]:
    """Link or write a segment into a build and return its files' hashes; those of a file in use are known."""
    if segment.folder is None:
        segment.save(place)
    else:
        _link(segment.folder, place)
    names = {path.relative_to(place.parent).as_posix() for path in place.rglob("*") if path.is_file()}
    if segment.folder is not None and names <= known.keys():
        return {name: known[name] for name in names}
    for name in names:
        with (place.parent / name).open("rb") as file:
            os.fsync(file.fileno())
    return {f"{place.name}/{name}": value for name, value in hash_files(place).items()}


def _link(source: Path, place: Path) -> None:
    """Make a folder's files appear in another place too; copied where the file system knows no links."""
    try:
        shutil.copytree(source, place, copy_function=os.link)
    except (OSError, shutil.Error):
        shutil.rmtree(place, ignore_errors=True)
        shutil.copytree(source, place)


def _hashes_in_use(folder: Path) -> dict[str, str]:
    try:
        return read_current_manifest(folder).files
    except StoreError:
        return {}


def _put_in_use(folder: Path, name: str) -> None:
    with (folder / name / MANIFEST).open("rb") as file:
        os.fsync(file.fileno())
    pointer = folder / f"{_CURRENT}.{name}"
    with pointer.open("w", encoding="utf-8") as file:
        file.write(name)
        file.flush()
        os.fsync(file.fileno())
    os.replace(pointer, folder / _CURRENT)


def _find_current(folder: Path) -> Path:
    try:
        return folder / (folder / _CURRENT).read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        raise StoreMissingError(f"There is no index in {folder}. Run: askreport index build") from None
    except OSError as error:
        raise StoreUnavailableError(
            f"The index in {folder} cannot be read ({error.strerror or error}). Set ASKREPORT_HOME to a folder that can"
            " be read."
        ) from error


def _remove_others(folder: Path, name: str) -> None:
    # A reader may still have the one before open: on POSIX it keeps its files until it lets go of them.
    for path in folder.glob("build-*"):
        if path.name != name:
            shutil.rmtree(path, ignore_errors=True)
