"""Figures of thousands of reports: `python -m eval.benchmarks.figures --reports PATH [--keep FOLDER] [--json FILE]`.

How long the table takes to read, to open and to answer: totals alone, and a page of fifty figures with their proofs.
"""

import json as json_module
import lzma
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer

from corpus.canonical import canonical_text
from corpus.library import Library, make_report
from corpus.readers.text import read_text
from corpus.types import FigureKind, Report, Status
from eval.benchmarks.timing import JsonFile, quantile, save_numbers, show_table, timed_ms
from index.figure_table import FILE, open_table, read_table
from service.figures.cells import read_series
from service.figures.lookup import FigureLookup, Filter

LIMIT_MS = 20
"""What a total may take."""
_ROUNDS = 20

FILTERS = {
    "everything": Filter(),
    "an indicator": Filter(query="财政收入"),
    "an indicator in English": Filter(query="GDP"),
    "an indicator and its parts": Filter(query="居民人均可支配收入"),
    "words no glossary has": Filter(query="数字经济 核心产业"),
    "one year's targets": Filter(years=((2021, 2021),), statuses=(Status.TARGET,)),
    "growth over ten years": Filter(query="GDP", years=((2011, 2020),), kinds=(FigureKind.GROWTH,)),
    "all ranks": Filter(kinds=(FigureKind.RANK,)),
    "a place": Filter(places=("广州市",)),
    "a place's indicator in a year": Filter(query="GDP", places=("广州",), years=((2020, 2020),)),
}


def read_reports(path: Path) -> Iterator[Report]:
    """Yield the reports of a folder of text files, or of JSON lines (.jsonl, .jsonl.xz) with file and text."""
    if path.is_dir():
        for file in sorted(path.rglob("*.txt")):
            yield make_report(read_text(file), file.relative_to(path).with_suffix("").as_posix())
        return
    opener = lzma.open if path.suffix == ".xz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json_module.loads(line)
            yield make_report(canonical_text(row["text"]), row["file"].removesuffix(".txt"))


def measure_filters(lookup: FigureLookup) -> dict[str, dict[str, float]]:
    """Return milliseconds for each filter: the total alone, and the first page."""
    numbers = {}
    for name, wanted in FILTERS.items():
        totals = [timed_ms(lambda wanted=wanted: lookup.find(wanted)) for _ in range(_ROUNDS)]  # type: ignore[misc]
        pages = [timed_ms(lambda wanted=wanted: lookup.read_page(wanted)) for _ in range(_ROUNDS)]  # type: ignore[misc]
        numbers[name] = {
            "figures": len(lookup.find(wanted)),
            "first_ms": totals[0],
            "total_p50_ms": quantile(totals, 0.5),
            "total_max_ms": max(totals),
            "page_p50_ms": quantile(pages, 0.5),
        }
    return numbers


def measure_all(reports: Sequence[Report], folder: Path) -> dict[str, object]:
    """Return every number; the table is kept in the folder, and read only where it is not there yet."""
    characters = sum(len(report.text) for report in reports)
    fresh = not (folder / FILE).exists()
    read_ms = timed_ms(lambda: open_table(folder, reports))
    open_ms = timed_ms(lambda: read_table(folder / FILE))
    lookup = FigureLookup(Library(reports), folder)
    table = lookup.load()
    place = max((report.place for report in reports), key=[report.place for report in reports].count)
    return {
        "reports": len(reports),
        "characters": characters,
        "figures": len(table),
        "file_mb": (folder / FILE).stat().st_size / 1e6,
        "read_s": read_ms / 1000 if fresh else None,
        "characters_a_second": characters / read_ms * 1000 if fresh else None,
        "open_ms": open_ms,
        "filters": measure_filters(lookup),
        "series_ms": quantile(
            [timed_ms(lambda: read_series(lookup, "GDP", [place], (2011, 2020))) for _ in range(5)], 0.5
        ),
    }


def main(
    reports: Annotated[Path, typer.Option(help="A folder of text files, or JSON lines with file and text.")],
    keep: Annotated[Path | None, typer.Option(help="Folder to keep the table in; default: thrown away.")] = None,
    json: JsonFile = None,
) -> None:
    """Measure how long figures take."""
    found = list(read_reports(reports))
    with TemporaryDirectory() as passing:
        numbers = measure_all(found, keep or Path(passing))
    filters: dict[str, dict[str, float]] = numbers["filters"]  # type: ignore[assignment]
    rows = [
        (
            name,
            f"{row['figures']:,.0f}",
            f"{row['first_ms']:.2f}",
            f"{row['total_p50_ms']:.2f}",
            f"{row['total_max_ms']:.2f}",
            f"{row['page_p50_ms']:.2f}",
        )
        for name, row in filters.items()
    ]
    show_table("Figures, ms", ("filter", "figures", "first", "total p50", "total max", "page p50"), rows)
    typer.echo(json_module.dumps({key: value for key, value in numbers.items() if key != "filters"}, indent=1))
    slow = [name for name, row in filters.items() if row["total_p50_ms"] > LIMIT_MS]
    typer.echo(f"Slower than {LIMIT_MS} ms: {', '.join(slow) or 'none'}")
    save_numbers(json, "figures", numbers)


if __name__ == "__main__":
    typer.run(main)
