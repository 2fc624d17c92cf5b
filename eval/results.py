"""The results of one run: what was measured, on what, by which code, and every record."""

import hashlib
import os
import platform
import subprocess
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from itertools import product
from pathlib import Path
from typing import Self

from pydantic import BaseModel, ConfigDict, ValidationError

from eval.datasets import Half
from eval.errors import ResultsError
from eval.intervals import Estimate
from eval.metrics import METRICS
from eval.records import QuestionRecord, Slice

FORMAT = 1
"""Raised when older results can no longer be read."""

PACKAGES = (
    "askreport",
    "faiss-cpu",
    "fastapi",
    "ir-measures",
    "model2vec",
    "numpy",
    "pydantic",
    "sentence-transformers",
    "torch",
    "transformers",
    "uvicorn",
)
"""The packages whose versions are kept with results."""


class _Kept(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Machine(_Kept):
    """Where a run took place."""

    system: str
    processor: str
    cores: int
    python: str


class Provenance(_Kept):
    """What made a run."""

    started: datetime
    seconds: float
    commit: str | None
    """None outside a git checkout."""
    changed_since_commit: bool
    settings_sha256: str
    versions: dict[str, str]
    machine: Machine


class GoldFile(_Kept):
    """One gold file and its content's hash."""

    name: str
    sha256: str


class Skipped(_Kept):
    """Questions that were not asked."""

    report: str
    questions: int
    why: str


class Score(_Kept):
    """One metric over one slice with its 95 % interval."""

    metric: str
    value: float
    low: float
    high: float
    n: int
    over: Slice


class Results(_Kept):
    """Everything about one run."""

    format: int = FORMAT
    provenance: Provenance
    gold: tuple[GoldFile, ...]
    scores: tuple[Score, ...]
    """Over the standard slices: see `standard_slices`."""
    skipped: tuple[Skipped, ...]
    records: tuple[QuestionRecord, ...]

    def find(self, metric: str, over: Slice) -> Score | None:
        """Return the score of a metric over a standard slice; None where there is none."""
        return next((score for score in self.scores if score.metric == metric and score.over == over), None)

    def save(self, path: Path) -> None:
        """Write the results as JSON, folders made as needed."""
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(self.model_dump_json(indent=1) + "\n", encoding="utf-8")

    @classmethod
    def load(cls, path: Path) -> Self:
        """Return saved results.

        Raises:
            ResultsError: the file is not there or is no results file of this format.
        """
        try:
            return cls.model_validate_json(path.read_bytes())
        except (OSError, ValidationError) as error:
            raise ResultsError(f"{path} holds no results of format {FORMAT}: {error}") from error


def score_records(records: Sequence[QuestionRecord]) -> tuple[Score, ...]:
    """Return every metric that counts anything over every standard slice."""
    return tuple(
        Score(metric=name, over=over, value=found.value, low=found.low, high=found.high, n=found.n)
        for over in standard_slices(records)
        for name, found in _measured(over.select(records))
    )


def _measured(records: Sequence[QuestionRecord]) -> Iterable[tuple[str, Estimate]]:
    for name, metric in METRICS.items():
        found = metric.measure(records)
        if found:
            yield name, found


def standard_slices(records: Sequence[QuestionRecord]) -> list[Slice]:
    """Return the slices that are always scored.

    The built-in report and all others are never mixed, nor are single questions and follow-ups, nor the halves;
    inside, all together and by kind, language and report.
    """
    slices: list[Slice] = []
    for built_in, follow_up, half in product((True, False), (False, True), Half):
        over = Slice(built_in=built_in, follow_up=follow_up, half=half)
        inside = over.select(records)
        slices += [over] if inside else []
        for dimension in ("kind", "language", "report"):
            names = sorted({getattr(record, dimension) for record in inside})
            slices += [over.model_copy(update={dimension: name}) for name in names]
    return slices


def describe_run(started: datetime, settings_sha256: str) -> Provenance:
    """Return what made a run that started then and ends now."""
    commit, changed = _find_commit()
    return Provenance(
        started=started,
        seconds=round((datetime.now(UTC) - started).total_seconds(), 3),
        commit=commit,
        changed_since_commit=changed,
        settings_sha256=settings_sha256,
        versions=_find_versions(),
        machine=Machine(
            system=f"{platform.system()} {platform.release()}",
            processor=_find_processor(),
            cores=os.cpu_count() or 1,
            python=platform.python_version(),
        ),
    )


def hash_gold(paths: Iterable[Path]) -> tuple[GoldFile, ...]:
    """Return the names and hashes of gold files."""
    return tuple(GoldFile(name=path.name, sha256=hashlib.sha256(path.read_bytes()).hexdigest()) for path in paths)


def _find_commit() -> tuple[str | None, bool]:
    commit = _git("rev-parse", "HEAD")
    return commit or None, bool(commit and _git("status", "--porcelain", "--untracked-files=no"))


def _git(*words: str) -> str:
    try:
        done = subprocess.run(
            ["git", "-C", str(Path(__file__).parent), *words], capture_output=True, text=True, check=True, timeout=10
        )
    except (OSError, subprocess.SubprocessError):
        return ""
    return done.stdout.strip()


def _find_versions() -> dict[str, str]:
    versions: dict[str, str] = {}
    for package in PACKAGES:
        try:
            versions[package] = version(package)
        except PackageNotFoundError:
            continue
    return versions


def _find_processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        lines = []
    names = (line.split(":", 1)[1].strip() for line in lines if line.startswith("model name"))
    return next(names, platform.processor() or platform.machine())
