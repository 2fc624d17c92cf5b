"""Everything that made an index, kept beside it, so that an index that does not fit is told before it answers."""

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from corpus.errors import StoreMismatchError, StoreMissingError
from corpus.types import Report
from index import passages, postings

FORMAT = 5
"""Raise when the files of an index change their shape or meaning."""
MANIFEST = "manifest.json"


class Recipe(BaseModel):
    """What decides an index's contents: equal recipes make equal indexes."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    format: int
    encoder: str
    dimension: int
    long_paragraph: int
    run: int
    bm25_k1: float
    bm25_b: float
    reports: dict[str, str]
    """SHA-256 of each report's text by report id."""


class SegmentNote(BaseModel):
    """One segment of an index."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    """Its folder."""
    passages: int
    """Those that are gone counted with them."""
    vectors: str
    """What is searched first of its vectors: Flat, or their packing (`index/faiss_store.py`)."""
    gone: tuple[str, ...] = ()
    """Ids of reports that it holds and that do not count any more."""


class Manifest(BaseModel):
    """A recipe and what came of it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    recipe: Recipe
    passages: int
    """Those that are gone not counted."""
    built_at: str
    segments: tuple[SegmentNote, ...]
    files: dict[str, str]
    """SHA-256 of each file of the index by its path inside the folder."""
    sizes: dict[str, int]
    """Bytes of each: what is compared whenever the index is opened."""


def describe_recipe(reports: Iterable[Report], encoder: str, dimension: int) -> Recipe:
    """Return the recipe that these reports and this encoder ask for."""
    return Recipe(
        format=FORMAT,
        encoder=encoder,
        dimension=dimension,
        long_paragraph=passages.LONG_PARAGRAPH,
        run=passages.RUN,
        bm25_k1=postings.K1,
        bm25_b=postings.B,
        reports={report.id: report.sha256 for report in reports},
    )


def read_manifest(folder: Path) -> Manifest:
    """Return the manifest of a saved index.

    Raises:
        StoreMissingError: there is none.
        StoreMismatchError: it cannot be read.
    """
    path = folder / MANIFEST
    try:
        return Manifest.model_validate_json(path.read_bytes())
    except FileNotFoundError:
        raise StoreMissingError(f"There is no index in {folder}. Run: askreport index build") from None
    except ValueError as error:
        raise StoreMismatchError(
            f"{path} is damaged, or another version of askreport wrote it. Run: askreport index build"
        ) from error


def write_manifest(manifest: Manifest, folder: Path) -> None:
    """Write the manifest into the index's folder."""
    (folder / MANIFEST).write_text(manifest.model_dump_json(indent=1), encoding="utf-8")


def check_recipe(found: Recipe, wanted: Recipe) -> None:
    """Compare what made an index with what is asked for now.

    Raises:
        StoreMismatchError: they differ; the message names each difference.
    """
    old, new = json.loads(found.model_dump_json()), json.loads(wanted.model_dump_json())
    differences = [_describe_difference(key, old[key], new[key]) for key in new if old[key] != new[key]]
    if differences:
        raise StoreMismatchError(f"The index does not fit: {'; '.join(differences)}. Run: askreport index build")


def hash_files(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of every file below a folder but the manifest, by relative path."""
    hashes = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.name != MANIFEST:
            with path.open("rb") as file:
                hashes[path.relative_to(folder).as_posix()] = hashlib.file_digest(file, "sha256").hexdigest()
    return hashes


def measure_files(folder: Path) -> dict[str, int]:
    """Return the bytes of every file below a folder but the manifest, by relative path."""
    files = (path for path in folder.rglob("*") if path.is_file() and path.name != MANIFEST)
    return {path.relative_to(folder).as_posix(): path.stat().st_size for path in sorted(files)}


def _describe_difference(key: str, old: object, new: object) -> str:
    if isinstance(old, dict) and isinstance(new, dict):
        changed = sorted(k for k in old.keys() | new.keys() if old.get(k) != new.get(k))
        more = f" and {len(changed) - 3} more" if len(changed) > 3 else ""
        return f"{key} changed: {', '.join(changed[:3])}{more}"
    return f"{key} was {old!r} and is {new!r}"
