"""The reports there are: the built-in ones and the user's own."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import fields
from functools import cache
from pathlib import Path

from corpus.canonical import hash_text
from corpus.errors import EmptyCorpusError, ReportNotFoundError, UnreadableFileError
from corpus.readers.text import read_text
from corpus.shelf import Shelf
from corpus.types import Report

BUILT_IN = Path(__file__).parent / "reports"
_FACTS = Path(__file__).parent / "built_in.json"
"""What `make_report` finds in the built-in reports: their first readers need not wait for it."""


class Library:
    """Reports by id, in the order of their ids."""

    def __init__(self, reports: Iterable[Report], problems: Iterable[str] = ()) -> None:
        """Keep the reports, and what kept others out.

        Raises:
            EmptyCorpusError: there are none.
        """
        self.problems = tuple(problems)
        self._reports = {report.id: report for report in sorted(reports, key=lambda report: report.id)}
        if not self._reports:
            raise EmptyCorpusError("The library holds no report. Add one: askreport reports add FILE")

    def __iter__(self) -> Iterator[Report]:
        return iter(self._reports.values())

    def __len__(self) -> int:
        return len(self._reports)

    def get(self, report_id: str) -> Report:
        """Return one report.

        Raises:
            ReportNotFoundError: no report has this id.
        """
        try:
            return self._reports[report_id]
        except KeyError:
            known = ", ".join(list(self._reports)[:5])
            raise ReportNotFoundError(f"No report has the id {report_id!r}. There are: {known}.") from None


def make_report(text: str, report_id: str, url: str | None = None) -> Report:
    """Return a report from its canonical text, with what its words tell of it; `url` is where it was found."""
    from corpus.metadata import find_metadata

    found = find_metadata(text, url)
    return Report(
        id=report_id,
        title=found.title,
        place=found.place,
        year=found.year,
        text=text,
        sha256=hash_text(text),
        date=found.date,
        speaker=found.speaker,
        language=found.language,
        province=found.province,
        level=found.level,
        url=found.url,
    )


def read_library(folder: Path = BUILT_IN) -> Library:
    """Return the library of a folder's text files; a report's id is its file's name.

    Raises:
        EmptyCorpusError: the folder holds no text file.
        UnreadableFileError: one of them cannot be read.
    """
    return Library(make_report(read_text(path), path.stem) for path in sorted(folder.glob("*.txt")))


def open_library(folder: Path | None) -> Library:
    """Return the built-in reports and those on the user's shelf in a folder; the user's stand first for an id.

    A damaged report is left out and named in the library's `problems`.

    Raises:
        LibraryError: the folder cannot be listed.
    """
    shelf = Shelf(folder) if folder else None
    reports = {report.id: report for report in built_in_reports()}
    problems: list[str] = []
    for report_id in shelf.ids() if shelf else ():
        try:
            report = shelf.read(report_id) if shelf else None
        except ReportNotFoundError:
            continue  # Another process took it off between the listing and the reading.
        except UnreadableFileError as error:
            problems.append(str(error))
            continue
        if report:
            reports[report.id] = report
    return Library(reports.values(), problems)


@cache
def built_in_reports() -> tuple[Report, ...]:
    """Return the reports that come with the product."""
    known = json.loads(_FACTS.read_bytes())
    reports = []
    for path in sorted(BUILT_IN.glob("*.txt")):
        text, facts = read_text(path), known.get(path.stem, {})
        fits = facts.get("sha256") == hash_text(text)
        reports.append(Report(text=text, **facts) if fits else make_report(text, path.stem))
    return tuple(reports)


def describe_built_in() -> str:
    """Return what `built_in.json` is to hold: everything that is known of each built-in report but its text."""
    names = [field.name for field in fields(Report) if field.name != "text"]
    facts = {report.id: {name: getattr(report, name) for name in names} for report in read_library()}
    return json.dumps(facts, ensure_ascii=False, indent=1) + "\n"
