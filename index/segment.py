"""Segments: the immutable pieces of an index, each complete in itself, made once, saved once and only ever joined.

A report that comes makes a small segment of its own and leaves the others alone; one that goes is masked out of its
segment. When there are too many small segments they are joined to a larger one, and masked passages are left behind.
"""

import shutil
import uuid
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus.errors import StoreMismatchError
from index.arrays import load_array
from index.encoder import Encoder, Vectors
from index.faiss_store import FaissStore
from index.late_interaction import PassageTokens, TokenTable
from index.passage_table import PassageTable, join_tables
from index.postings import Postings, join_postings
from index.types import Passage

Progress = Callable[[int, int], None]
"""Called with passages done and passages in all."""

Mask = NDArray[np.bool_]
Cut = Sequence[tuple[Passage, str]]
"""Passages, each with the text that is indexed of it."""

_BATCH = 512
_AT_ONCE = 50_000
_POSTINGS, _TOKENS = "postings", "tokens"


@dataclass(frozen=True)
class Source:
    """A report to be indexed: its id, the hash of its text, and place and year as its passages' headers begin."""

    id: str
    sha256: str
    title: str


@dataclass(frozen=True)
class Segment:
    """Some reports' passages with all that finds them; row i is passage i everywhere."""

    passages: PassageTable
    vectors: FaissStore
    postings: Postings
    tokens: PassageTokens
    """What late interaction re-scores candidates with."""
    folder: Path | None = None
    """Where it is saved."""

    def __len__(self) -> int:
        return len(self.passages)

    def save(self, folder: Path) -> None:
        """Write the segment into a folder of its own."""
        self._save_all_but_postings(folder)
        self.postings.save(folder / _POSTINGS)

    def _save_all_but_postings(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.passages.save(folder)
        self.vectors.save(folder)
        (folder / _TOKENS).mkdir(exist_ok=True)
        for field in fields(PassageTokens):
            np.save(folder / _TOKENS / f"{field.name}.npy", getattr(self.tokens, field.name))

    @classmethod
    def load(cls, folder: Path) -> "Segment":
        """Return a saved segment, memory-mapped.

        Raises:
            StoreMismatchError: a file is missing, damaged or cut short.
        """
        try:
            segment = cls(
                PassageTable.load(folder),
                FaissStore.load(folder),
                Postings.load(folder / _POSTINGS),
                PassageTokens(*(load_array(folder / _TOKENS / f"{f.name}.npy") for f in fields(PassageTokens))),
                folder,
            )
        except (OSError, ValueError, TypeError, KeyError) as error:
            raise StoreMismatchError(
                f"The index in {folder} is damaged ({error}). Run: askreport index build"
            ) from error
        if not len(segment) == segment.vectors.size == len(segment.postings) == len(segment.tokens):
            raise StoreMismatchError(f"The index in {folder} is cut short. Run: askreport index build")
        return segment


def make_segment(
    sources: Sequence[Source],
    cut: Cut,
    encoder: Encoder,
    table: TokenTable,
    on_progress: Progress = lambda done, total: None,
) -> Segment:
    """Return the segment of passages, in memory; those of a report stand together, in the order of the sources.

    Some 1 ms a passage of 250 characters with the bundled encoder.
    """
    texts = [text for _, text in cut]
    known = [(source.id, source.sha256, source.title) for source in sources]
    return Segment(
        PassageTable.of_passages([passage for passage, _ in cut], texts, known),
        FaissStore.build(encode_texts(texts, encoder, on_progress)),
        Postings.of_texts(texts),
        join_tokens([PassageTokens.of_texts(table, texts[b : b + 8192]) for b in _steps(texts, 8192)]),
    )


def encode_texts(texts: Sequence[str], encoder: Encoder, on_progress: Progress) -> Vectors:
    """Return a vector a text, encoded in batches; `on_progress` hears of each."""
    parts = []
    for begin in _steps(texts, _BATCH):
        parts.append(encoder.encode_passages(texts[begin : begin + _BATCH]))
        on_progress(min(begin + _BATCH, len(texts)), len(texts))
    return np.concatenate(parts) if texts else np.zeros((0, encoder.dimension), np.float32)


def join_segments(parts: Sequence[tuple[Segment, Mask | None]], folder: Path | None = None) -> Segment:
    """Return one segment of the passages that the masks keep of several, in their order.

    Given a folder, it is saved there and memory-mapped. About 20 s for a million passages.
    """
    passages = join_tables([(segment.passages, kept) for segment, kept in parts])
    vectors = [
        segment.vectors.read_all() if kept is None else segment.vectors.read_all()[kept] for segment, kept in parts
    ]
    tokens = join_tokens([s.tokens if kept is None else s.tokens.take(np.flatnonzero(kept)) for s, kept in parts])
    postings = join_postings([(segment.postings, kept) for segment, kept in parts], folder and folder / _POSTINGS)
    joined = Segment(passages, FaissStore.build(vectors), postings, tokens)
    if folder is None:
        return joined
    # The postings were written there as they were joined.
    joined._save_all_but_postings(folder)
    return Segment.load(folder)


def make_segments(
    cuts: Sequence[tuple[Source, Cut]],
    encoder: Encoder,
    table: TokenTable,
    on_progress: Progress = lambda done, total: None,
    folder: Path | None = None,
) -> list[Segment]:
    """Return one segment of the passages of some reports, none where there are none.

    Given a folder, no more than `_AT_ONCE` passages are held in memory at a time: what is done waits there, in a folder
    of its own.
    """
    total = sum(len(cut) for _, cut in cuts)
    work = folder / f"build-parts-{uuid.uuid4().hex[:12]}" if folder and total > _AT_ONCE else None
    parts: list[Segment] = []
    done = 0
    for group in _groups(cuts):
        flat = [pair for _, cut in group for pair in cut]
        told = partial(_tell, on_progress, done, total)
        part = make_segment([source for source, _ in group], flat, encoder, table, told)
        done += len(flat)
        if work:
            part.save(work / str(len(parts)))
            part = Segment.load(work / str(len(parts)))
        parts.append(part)
    if len(parts) < 2:
        return parts
    joined = join_segments([(part, None) for part in parts], work and work / "joined")
    if work:
        for number in range(len(parts)):
            shutil.rmtree(work / str(number), ignore_errors=True)
    return [joined]


def _tell(on_progress: Progress, before: int, total: int, done: int, _: int) -> None:
    on_progress(before + done, total)


def _groups(cuts: Sequence[tuple[Source, Cut]]) -> Iterator[list[tuple[Source, Cut]]]:
    """Yield runs of reports that have so many passages together, and a report with more on its own."""
    group: list[tuple[Source, Cut]] = []
    size = 0
    for source, cut in cuts:
        if group and size + len(cut) > _AT_ONCE:
            yield group
            group, size = [], 0
        group.append((source, cut))
        size += len(cut)
    if group:
        yield group


def join_tokens(parts: Sequence[PassageTokens]) -> PassageTokens:
    """Return the tokens of several runs of passages, one after another."""
    return PassageTokens(
        np.concatenate([np.zeros(0, np.int32), *(tokens.ids for tokens in parts)]),
        _join_offsets([tokens.sentences for tokens in parts]),
        _join_offsets([tokens.passages for tokens in parts]),
        np.concatenate([np.zeros(0, np.float32), *(tokens.lengths for tokens in parts)]),
    )


def _join_offsets(parts: Iterable[NDArray[np.int64]]) -> NDArray[np.int64]:
    joined, last = [np.zeros(1, np.int64)], 0
    for offsets in parts:
        joined.append(offsets[1:] + last)
        last += int(offsets[-1])
    return np.concatenate(joined)


def _steps(texts: Sequence[str], size: int) -> Iterator[int]:
    return iter(range(0, len(texts), size))
