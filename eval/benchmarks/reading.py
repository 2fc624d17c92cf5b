"""How well reports of any layout are read: place and year, section paths, variants, and how fast.

    python -m eval.benchmarks.reading --reports reports.jsonl.xz [--outlines FOLDER] [--output FILE.json]

The reports are JSON lines with `file`, `place`, `year`, `variant_of` and `text`. Outlines written by hand (one JSON
file a report: where its heads begin, their level and title) stand with the tests.
"""

import argparse
import json
import lzma
import re
import sys
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from corpus.canonical import canonical_text, hash_text
from corpus.metadata import find_metadata
from corpus.normal_form import normalise
from corpus.outline import outline_report
from corpus.sentences import list_sentences
from corpus.types import Outline, Role

OUTLINES = Path(__file__).parents[2] / "tests" / "corpus" / "data" / "outlines"
_PLACED = {Role.BODY, Role.HEADING, Role.GLOSSARY}
_READ = _PLACED | {Role.SALUTATION}
_MIN_SENTENCE = 6


@dataclass(frozen=True, slots=True)
class Miss:
    """One report of which a fact was told wrongly."""

    file: str
    fact: str
    expected: str
    told: str


@dataclass(frozen=True, slots=True)
class Reading:
    """The figures of one run; each accuracy is a share of 1."""

    reports: int
    characters: int
    seconds: float
    """Of one processor, for the outlines and the metadata together."""
    characters_per_s: float
    place: float
    year: float
    outlined_reports: int
    paragraphs: int
    section_path: float
    lowest_section_path: tuple[str, float]
    variant_pairs: int
    variant_overlap: float
    variant_pairs_above_98: int
    lowest_overlaps: tuple[tuple[str, float], ...]
    misses: tuple[Miss, ...]


def read_rows(path: Path) -> list[dict[str, Any]]:
    """Return the reports of a JSON-lines file, packed with xz or not."""
    opened = lzma.open(path, "rt", encoding="utf-8") if path.suffix == ".xz" else path.open(encoding="utf-8")
    with opened as lines:
        return [json.loads(line) for line in lines if line.strip()]


def measure(rows: list[dict[str, Any]], outlines: Path = OUTLINES) -> Reading:
    """Read every report and return how right and how fast that was. About 15 ms a report."""
    started = time.process_time()
    texts = {row["file"]: canonical_text(row["text"]) for row in rows}
    read = {file: outline_report(text) for file, text in texts.items()}
    found = {file: find_metadata(text) for file, text in texts.items()}
    seconds = time.process_time() - started
    misses: list[Miss] = []
    for row in rows:
        told = found[row["file"]]
        if told.place != row["place"]:
            misses.append(Miss(row["file"], "place", row["place"], told.place))
        if told.year != row["year"]:
            misses.append(Miss(row["file"], "year", str(row["year"]), str(told.year)))
    paths = dict(score_outlines(texts, read, outlines))
    overlaps = dict(_overlaps(rows, texts, read))
    characters = sum(map(len, texts.values()))
    total = sum(count for _, count in paths.values())
    lowest = min(paths.items(), key=lambda item: item[1][0] / item[1][1], default=("", (0, 1)))
    return Reading(
        reports=len(rows),
        characters=characters,
        seconds=round(seconds, 2),
        characters_per_s=round(characters / seconds) if seconds else 0.0,
        place=_share(rows, misses, "place"),
        year=_share(rows, misses, "year"),
        outlined_reports=len(paths),
        paragraphs=total,
        section_path=round(sum(right for right, _ in paths.values()) / total, 4) if total else 0.0,
        lowest_section_path=(lowest[0], round(lowest[1][0] / lowest[1][1], 4)),
        variant_pairs=len(overlaps),
        variant_overlap=round(sum(overlaps.values()) / len(overlaps), 4) if overlaps else 0.0,
        variant_pairs_above_98=sum(overlap >= 0.98 for overlap in overlaps.values()),
        lowest_overlaps=tuple(sorted(overlaps.items(), key=lambda item: item[1])[:12]),
        misses=tuple(misses),
    )


def score_outlines(
    texts: Mapping[str, str], read: Mapping[str, Outline], outlines: Path
) -> Iterator[tuple[str, tuple[int, int]]]:
    """Yield each hand-outlined report with its right and all paragraphs.

    A paragraph is right when its section path has the titles that the hand outline gives at its beginning, and when it
    is read as part of the report exactly where the hand outline says the report is.
    """
    files = {file.removesuffix(".txt"): file for file in texts}
    for path in sorted(outlines.glob("*.json")):
        expected = json.loads(path.read_text("utf-8"))
        file = files.get(expected["report"])
        if file is None or hash_text(texts[file]) != expected["sha256"]:
            continue
        outline = read[file]
        start, end = expected["body"]
        right = total = 0
        for paragraph in outline.paragraphs:
            inside = start <= paragraph.start < end
            if not inside and paragraph.role not in _READ:
                continue
            if inside and paragraph.role not in _PLACED:
                continue
            total += 1
            told = [_squeeze(title) for title in outline.path(paragraph.section)]
            right += inside and told == expected_path(expected["heads"], paragraph.start)
        yield file, (right, total)


def expected_path(heads: Iterable[tuple[int, int, str]], position: int) -> list[str]:
    """Return the titles above a position. A head without a title closes all sections deeper than its level."""
    path: list[str] = []
    for start, level, title in heads:
        if start > position:
            break
        path = path[: level - 1] + [_squeeze(title)] if title else path[:level]
    return path


def _overlaps(
    rows: list[dict[str, Any]], texts: Mapping[str, str], read: Mapping[str, Outline]
) -> Iterator[tuple[str, float]]:
    """Yield each variant with the share of the shorter one's sentences that the other has word for word."""
    for row in rows:
        other = str(row.get("variant_of"))
        if other in texts:
            one, two = (_sentences(texts[file], read[file]) for file in (row["file"], other))
            yield row["file"], round(len(one & two) / max(1, min(len(one), len(two))), 4)


def _sentences(text: str, outline: Outline) -> set[str]:
    body = {i for i, paragraph in enumerate(outline.paragraphs) if paragraph.role in {Role.BODY, Role.HEADING}}
    plain = (_squeeze(text[s.start : s.end]) for s in list_sentences(text, outline) if s.paragraph in body)
    return {sentence for sentence in plain if len(sentence) >= _MIN_SENTENCE}


def _squeeze(text: str) -> str:
    return re.sub(r"[\W_]+", "", normalise(text))


def _share(rows: list[dict[str, Any]], misses: list[Miss], fact: str) -> float:
    return round(1 - sum(miss.fact == fact for miss in misses) / max(1, len(rows)), 4)


def main(arguments: list[str] | None = None) -> int:
    """Run the benchmark and write its figures; 0 when every goal is met."""
    parser = argparse.ArgumentParser(description="How well and how fast reports are read.")
    parser.add_argument("--reports", type=Path, required=True, help="JSON lines, packed with xz or not")
    parser.add_argument("--outlines", type=Path, default=OUTLINES)
    parser.add_argument("--output", type=Path)
    options = parser.parse_args(arguments)
    reading = measure(read_rows(options.reports), options.outlines)
    shown = json.dumps(asdict(reading), ensure_ascii=False, indent=1)
    if options.output:
        options.output.write_text(shown + "\n", "utf-8")
    sys.stdout.write(shown + "\n")
    goals = (reading.place >= 0.98, reading.year >= 0.98, reading.section_path >= 0.97, reading.variant_overlap >= 0.98)
    return 0 if all(goals) else 1


if __name__ == "__main__":
    sys.exit(main())
