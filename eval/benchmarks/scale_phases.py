"""What the benchmark of size does, each phase in a process of its own so that its memory is its own."""

import os
import random
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Any, TypeVar

import faiss
import numpy as np

from corpus.glossary import load_glossary
from corpus.intake import add_files, count_deeds, list_files
from corpus.library import Library, open_library
from corpus.outline import outline_report
from corpus.sentences import split_clauses, split_sentences
from corpus.shelf import Shelf
from corpus.types import Outline, Report, Role
from eval.benchmarks.timing import quantile, timed_ms
from index.build import Index, open_index, read_current_manifest, save_index
from index.encoder import load_encoder, load_table
from index.passages import describe_section
from index.retrieve import CANDIDATES, Retriever
from index.segment import Cut, Source, make_segments
from index.types import Passage
from service.assemble import assemble, build
from service.schemas import AskRequest
from service.settings import Settings

Result = TypeVar("Result")
Numbers = dict[str, Any]

_LONG = 60
"""Characters; a longer sentence is cut once more, near its middle: finer grain than any the product uses."""
_RECALLED = 10


def run_alone(phase: Callable[..., Result], *arguments: object) -> Result:
    """Return what a phase returns, run in a new process."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(phase, *arguments).result()


def read_all(folder: Path, home: Path) -> Numbers:
    """Add every file below a folder to a library and build its index and figure table, as the product does."""
    settings = Settings(home=home)
    seconds: Numbers = {}
    with _timed(seconds, "read"):
        counts = count_deeds(add_files(Shelf(settings.reports_folder), list_files([folder])))
    with _timed(seconds, "build"):
        index = build(settings)
    with _timed(seconds, "open"):
        service = assemble(settings)
        service.figures.load()
    with _timed(seconds, "first_ask"):
        service.ask(AskRequest(question="2020年地区生产总值是多少？"))
    return {
        "files": {deed.value: count for deed, count in counts.items()},
        "passages": len(index),
        "seconds": seconds,
        "total_s": sum(part["wall"] for part in seconds.values()),
        "total_processor_s": sum(part["processor"] for part in seconds.values()),
        **_memory(),
        "disk_mb": _disk_mb(settings.index_folder),
    }


def change_one(home: Path, file: Path, runs: int) -> Numbers:
    """Return the seconds of adding one report to a library, and of taking it off, as whole `askreport` processes."""
    environment = {**os.environ, "ASKREPORT_HOME": str(home)}
    command = [sys.executable, "-m", "service.cli", "reports"]
    found: dict[str, list[float]] = {"add_s": [], "add_processor_s": [], "remove_s": [], "remove_processor_s": []}
    for _ in range(runs):
        before = {path.name for path in (home / "reports").iterdir()}
        _spend(found, "add", [*command, "add", str(file)], environment)
        (new,) = {path.name for path in (home / "reports").iterdir()} - before
        _spend(found, "remove", [*command, "remove", new.removesuffix(".report")], environment)
    return found


def _spend(found: dict[str, list[float]], name: str, command: Sequence[str], environment: dict[str, str]) -> None:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    started = time.perf_counter()
    subprocess.run(command, env=environment, check=True, capture_output=True)
    found[f"{name}_s"].append(time.perf_counter() - started)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    found[f"{name}_processor_s"].append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def build_sentences(whole: Path, home: Path, size: int) -> Numbers:
    """Build an index of so many sentences of a library's reports, and a library of those reports beside it."""
    settings = Settings(home=home)
    library = open_library(whole)
    encoder = load_encoder(settings.encoder)
    table = load_table(encoder)
    table.warm()
    seconds: Numbers = {}
    with _timed(seconds, "cut"):
        reports, cuts = _take(library, size)
    with _timed(seconds, "index"):
        segments = make_segments(cuts, encoder, table, folder=settings.index_folder)
    with _timed(seconds, "save"):
        index = Index(tuple(segments), (None,) * len(segments))
        manifest = save_index(index, reports, encoder, settings.index_folder)
    settings.reports_folder.mkdir(parents=True, exist_ok=True)
    for report in reports:
        if (whole / f"{report.id}.report").exists():
            shutil.copy(whole / f"{report.id}.report", settings.reports_folder)
    total = sum(part["wall"] for part in seconds.values())
    return {
        "passages": len(index),
        "reports": len(reports),
        "vectors": [segment.vectors for segment in manifest.segments],
        "seconds": seconds,
        "total_s": total,
        "passages_a_second": len(index) / total,
        "passages_a_processor_second": len(index) / sum(part["processor"] for part in seconds.values()),
        **_memory(),
        "disk_mb": _disk_mb(settings.index_folder),
    }


def _take(library: Library, size: int) -> tuple[list[Report], list[tuple[Source, Cut]]]:
    reports = list(library)
    random.Random(0).shuffle(reports)
    taken: list[Report] = []
    cuts: list[tuple[Source, Cut]] = []
    held = 0
    for report in reports:
        if held >= size:
            break
        cut = list(cut_sentences(report, outline_report(report.text)))[: size - held]
        cuts.append((Source(report.id, report.sha256, describe_section(report, ())), cut))
        taken.append(report)
        held += len(cut)
    return taken, cuts


def cut_sentences(report: Report, outline: Outline) -> Iterator[tuple[Passage, str]]:
    """Yield the sentences of a report's titles, body and glossary as passages, a long one as two."""
    for paragraph in outline.paragraphs:
        if paragraph.role not in {Role.TITLE, Role.BODY, Role.GLOSSARY}:
            continue
        header = describe_section(report, outline.path(paragraph.section))
        for start, end in split_sentences(report.text, paragraph.start, paragraph.end):
            for first, last in _halves(report.text, start, end):
                passage = Passage(report.id, first, last, first, last, header)
                yield passage, f"{header}\n{report.text[first:last]}"


def _halves(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    begins = [clause.start for clause in split_clauses(text, start, end)[1:]] if end - start > _LONG else []
    if begins:
        middle = min(begins, key=lambda begin: abs(begin - (start + end) / 2))
        yield start, middle
        start = middle
    yield start, end


def search(home: Path, questions: int) -> Numbers:
    """Return how long searches of an index take, how many true neighbours they find, and the memory they need."""
    settings = Settings(home=home)
    library = open_library(settings.reports_folder)
    encoder = load_encoder(settings.encoder)
    table = load_table(encoder)
    opened: list[Index] = []
    open_ms = timed_ms(lambda: opened.append(open_index(settings.index_folder, _indexed(library, settings), encoder)))
    index = opened[0]
    retriever = Retriever(index, encoder, table)
    asked = make_questions(library, questions)
    warm = make_questions(library, questions // 4, seed=1)
    vectors = encoder.encode_questions(asked)
    # One thread each, as in a service where questions come side by side.
    faiss.omp_set_num_threads(1)
    for question in warm:
        retriever.retrieve(question, 12)
    legs = {
        "hybrid_ms": _time_each(lambda question: retriever.retrieve(question, 12), asked),
        "dense_ms": _time_each(lambda vector: index.vectors.search(vector, CANDIDATES), list(vectors)),
        "lexical_ms": _time_each(lambda question: index.lexical.search(question, CANDIDATES), asked),
    }
    memory = _memory()
    return {
        "open_ms": open_ms,
        **legs,
        **memory,
        "recall_10": measure_recall(index, vectors),
        "words_recall": measure_words_recall(index, asked),
    }


def _indexed(library: Library, settings: Settings) -> list[Report]:
    known = read_current_manifest(settings.index_folder).recipe.reports
    return [report for report in library if report.id in known]


def measure_recall(index: Index, vectors: np.ndarray[Any, np.dtype[np.float32]]) -> float:
    """Return which share of the ten nearest the dense search finds; one as near as the tenth counts as it."""
    best = np.full((len(vectors), 0), -2, np.float32)
    for segment in index.segments:
        rows = segment.vectors.read_all()
        for begin in range(0, len(rows), 65_536):
            near = vectors @ rows[begin : begin + 65_536].T
            best = np.sort(np.concatenate([best, near], axis=1), axis=1)[:, -_RECALLED:]
    found = []
    for vector, tenth in zip(vectors, best[:, 0], strict=True):
        _, scores = index.vectors.search(vector, CANDIDATES)
        found.append(min(_RECALLED, int((scores[:_RECALLED] >= tenth - 1e-6).sum())) / _RECALLED)
    return float(np.mean(found))


def measure_words_recall(index: Index, questions: Sequence[str]) -> float:
    """Return which share of its candidates the search by words finds; one as good as the last of them counts."""
    found = []
    for question in questions:
        every = index.lexical.score(question)
        best = np.sort(every[every > 0])[-CANDIDATES:]
        rows, _ = index.lexical.search(question, CANDIDATES)
        if len(best):
            found.append(int((every[rows] >= best[0] * (1 - 1e-5)).sum()) / len(best))
    return float(np.mean(found))


def ask(home: Path, questions: int) -> Numbers:
    """Return how long `ask` takes over an index, its figure table loaded and each question asked once."""
    settings = Settings(home=home)
    seconds: Numbers = {}
    with _timed(seconds, "assemble"):
        service = assemble(settings)
    with _timed(seconds, "figures"):
        service.figures.load()
    for question in make_questions(service.library, questions // 4, seed=1):
        service.ask(AskRequest(question=question))
    phases: list[dict[str, float]] = []
    times = _time_each(
        lambda question: phases.append(service.ask(AskRequest(question=question)).timings_ms),
        make_questions(service.library, questions),
    )
    names = sorted({name for one in phases for name in one})
    return {
        "ask_ms": times,
        "phases_ms": {name: _spread([one.get(name, 0.0) for one in phases]) for name in names},
        "seconds": seconds,
        **_memory(),
    }


def make_questions(library: Library, count: int, seed: int = 0) -> list[str]:
    """Return questions on the library's own places, years and headings and the glossary's indicators."""
    chance = random.Random(seed)
    reports = [report for report in library if report.place and report.year]
    indicators = [one for one in load_glossary().indicators if one.names.get("en")]
    made = []
    for number in range(count):
        report, indicator = chance.choice(reports), chance.choice(indicators)
        year = report.year or 0
        made.append(
            (
                f"{report.place}{year - 1}年{indicator.name}是多少？",
                f"{indicator.name}增长了多少？",
                f"{year}年{report.place}{indicator.name}的目标是多少？",
                f"怎样{_head(report, chance)}？",
                f"What was the {indicator.english} of {report.place} in {year - 1}?",
                f"哪些地方提出{_head(report, chance)}",
            )[number % 6]
        )
    return made


def _head(report: Report, chance: random.Random) -> str:
    third = len(report.text) // 3
    clauses = split_clauses(report.text, third, min(len(report.text), third + 2000))
    words = [report.text[c.start : c.end] for c in clauses if 6 <= c.end - c.start <= 20]
    return chance.choice(words or ["推进高质量发展"])


@dataclass
class _timed:  # noqa: N801  # used as a block, like a function
    """Notes wall and processor seconds of a block under a name."""

    into: Numbers
    name: str

    def __enter__(self) -> None:
        self._wall, self._processor = time.perf_counter(), _processor_s()

    def __exit__(self, *_: object) -> None:
        self.into[self.name] = {
            "wall": time.perf_counter() - self._wall,
            "processor": _processor_s() - self._processor,
        }


def _processor_s() -> float:
    own, children = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


def _memory() -> Numbers:
    """Return the most memory this process held, mapped files with it, and what it holds of its own now, in MB."""
    status = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text("utf-8").splitlines())
    resident, own = (int(status[name].split()[0]) for name in ("VmRSS", "RssAnon"))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return {"peak_mb": peak / 1024, "resident_mb": resident / 1024, "anonymous_mb": own / 1024}


def _disk_mb(folder: Path) -> Numbers:
    """Return the megabytes of an index's files by kind."""
    sizes: dict[str, float] = {}
    for path in folder.rglob("*"):
        if path.is_file():
            own = path.relative_to(folder).parts
            kind = own[2] if len(own) > 3 else own[-1]
            sizes[kind] = sizes.get(kind, 0) + path.stat().st_size / 1e6
    return {"all": sum(sizes.values()), **dict(sorted(sizes.items(), key=lambda item: -item[1]))}


def _time_each(action: Callable[[Any], object], items: Sequence[Any]) -> Numbers:
    """Return quantiles of the wall time of an action on each item, and of its processor time in this thread.

    On a machine that others use the second is what the first would be without them.
    """
    walls, processors = [], []
    for item in items:
        processor = time.thread_time()
        walls.append(timed_ms(lambda item=item: action(item)))  # type: ignore[misc]
        processors.append((time.thread_time() - processor) * 1000)
    return _spread(walls) | {f"processor_{name}": value for name, value in _spread(processors).items() if name != "n"}


def _spread(times: Sequence[float]) -> Numbers:
    return {"p50": quantile(times, 0.5), "p95": quantile(times, 0.95), "max": max(times), "n": len(times)}
