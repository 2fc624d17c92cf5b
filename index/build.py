"""Reports to a searchable index, in memory and on disk.

On disk an index is one folder per build and a file `CURRENT` that names the folder in use. A build writes a new folder
and then replaces `CURRENT` in one step, so that a reader sees the old index or the new one and never half of either.
"""

import json
import os
import shutil
import uuid
from collections.abc import Callable, Iterator, Sequence
from dataclasses import astuple, dataclass
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock

from corpus.errors import StoreError, StoreMismatchError, StoreMissingError, StoreUnavailableError
from corpus.outline import outline_report
from corpus.types import Outline, Report
from index.encoder import Encoder, Vectors
from index.faiss_store import FaissStore
from index.late_interaction import PassageTokens, TokenTable
from index.lexical import LexicalIndex
from index.manifest import Manifest, check_recipe, describe_recipe, hash_files, read_manifest, write_manifest
from index.passages import chunk_report
from index.store import VectorStore
from index.types import Passage

_CURRENT = "CURRENT"
_PASSAGES = "passages.jsonl"
_TOKENS = "tokens.npz"
_BATCH = 512

Progress = Callable[[int, int], None]
"""Called with passages done and passages in all."""


@dataclass(frozen=True)
class Index:
    """Passages and the two legs that find them; row i is passage i everywhere."""

    passages: list[Passage]
    texts: list[str]
    """What is indexed of each passage: its header and its words."""
    vectors: VectorStore
    lexical: LexicalIndex
    tokens: PassageTokens
    """What late interaction re-scores candidates with."""


def build_index(
    reports: Sequence[Report],
    outlines: Sequence[Outline] | None,
    encoder: Encoder,
    table: TokenTable,
    on_progress: Progress = lambda done, total: None,
) -> Index:
    """Return an index over the reports, in memory. `outlines` saves reading them twice."""
    outlines = outlines or [outline_report(report.text) for report in reports]
    passages: list[Passage] = []
    texts: list[str] = []
    for report, outline in zip(reports, outlines, strict=True):
        for passage, text in cut_report(report, outline):
            passages.append(passage)
            texts.append(text)
    vectors = FaissStore.build(encode_texts(texts, encoder, on_progress))
    return Index(passages, texts, vectors, LexicalIndex.build(texts), PassageTokens.of_texts(table, texts))


def cut_report(report: Report, outline: Outline) -> Iterator[tuple[Passage, str]]:
    """Yield the passages of a report, each with the text that is indexed of it: its header and its words."""
    for passage in chunk_report(report, outline):
        yield passage, f"{passage.header}\n{report.text[passage.start : passage.end]}"


def save_index(index: Index, reports: Sequence[Report], encoder: Encoder, folder: Path) -> Manifest:
    """Write an index beside the one in use, then put it in use.

    Raises:
        StoreUnavailableError: the folder cannot be written; what was in use stays in use.
    """
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
    try:
        lines = (build / _PASSAGES).read_text(encoding="utf-8").splitlines()
        rows = [json.loads(line) for line in lines]
        index = Index(
            [Passage(*row[:-1]) for row in rows],
            [row[-1] for row in rows],
            FaissStore.load(build),
            LexicalIndex.load(build / "lexical", len(rows)),
            PassageTokens.load(build / _TOKENS),
        )
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise StoreMismatchError(f"The index in {build} is damaged ({error}). Run: askreport index build") from error
    if not len(rows) == manifest.passages == index.vectors.size:
        raise StoreMismatchError(f"The index in {build} is cut short. Run: askreport index build")
    return index


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


def encode_texts(texts: Sequence[str], encoder: Encoder, on_progress: Progress) -> Vectors:
    """Return a vector a text, encoded in batches; `on_progress` hears of each."""
    import numpy as np

    parts = []
    for begin in range(0, len(texts), _BATCH):
        parts.append(encoder.encode_passages(texts[begin : begin + _BATCH]))
        on_progress(min(begin + _BATCH, len(texts)), len(texts))
    return np.concatenate(parts) if parts else np.zeros((0, encoder.dimension), np.float32)


def _save(index: Index, reports: Sequence[Report], encoder: Encoder, folder: Path) -> Manifest:
    name = f"build-{uuid.uuid4().hex[:12]}"
    build = folder / name
    try:
        build.mkdir()
        with (build / _PASSAGES).open("w", encoding="utf-8") as file:
            for passage, text in zip(index.passages, index.texts, strict=True):
                file.write(json.dumps([*astuple(passage), text], ensure_ascii=False) + "\n")
        index.vectors.save(build)
        index.lexical.save(build / "lexical")
        index.tokens.save(build / _TOKENS)
        manifest = Manifest(
            recipe=describe_recipe(reports, encoder.name, encoder.dimension),
            passages=len(index.passages),
            built_at=datetime.now(UTC).isoformat(timespec="seconds"),
            files=hash_files(build),
        )
        write_manifest(manifest, build)
        _put_in_use(folder, name)
    except BaseException:
        shutil.rmtree(build, ignore_errors=True)
        raise
    _remove_others(folder, name)
    return manifest


def _put_in_use(folder: Path, name: str) -> None:
    for path in (folder / name).rglob("*"):
        if path.is_file():
            with path.open("rb") as file:
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
