"""Files put on a shelf: which are added, skipped, put in place of others or refused, and why."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from corpus.canonical import hash_text
from corpus.errors import CorpusError, LibraryError, ReportNotFoundError, UnreadableFileError
from corpus.library import built_in_reports, make_report
from corpus.places import places_named
from corpus.readers import SUFFIXES, read_bytes, read_file
from corpus.readers.reading import Reading
from corpus.shelf import Entry, Shelf, is_report_id
from corpus.types import Report

_MIN_CHARACTERS = 200
"""A shorter text is no report: a link, a note, an error page."""


class Deed(StrEnum):
    """What was done with a file."""

    ADDED = "added"
    SKIPPED = "skipped"
    REPLACED = "replaced"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was done with one file, and why."""

    path: str
    deed: Deed
    report_id: str | None
    note: str
    """Why it was skipped or refused, or what is not known of the report; may be empty."""


def list_files(paths: Iterable[Path]) -> list[Path]:
    """Return the files to add: those named, and in folders, recursively, those with a suffix that can be read.

    Raises:
        UnreadableFileError: a path names nothing.
    """
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = sorted(file for file in path.rglob("*") if file.suffix.lower() in SUFFIXES and file.is_file())
            found += [file for file in inside if not any(part.startswith(".") for part in file.relative_to(path).parts)]
        elif path.exists():
            found.append(path)
        else:
            raise UnreadableFileError(f"There is no file or folder {path}.")
    return list(dict.fromkeys(found))


def add_files(
    shelf: Shelf,
    files: Iterable[Path],
    facts: Mapping[str, str] | None = None,
    report_id: str | None = None,
    tell: Callable[[Outcome], None] = lambda outcome: None,
) -> list[Outcome]:
    """Put files on a shelf and return what was done with each, in order.

    `facts` (of `corpus.readers.reading.FACTS`) are taken before what the files say. `tell` hears of each file as it is
    done. A file that cannot be read is refused and the rest go on. About 10 ms a report.

    Raises:
        LibraryError: the shelf cannot be written (full disk, read-only folder, lock held); what was done is done.
    """
    outcomes: list[Outcome] = []
    with shelf.writing():
        intake = _Intake(shelf)
        for path in files:
            try:
                outcome = intake.take(read_file(path), str(path), facts or {}, report_id)
            except LibraryError:
                raise
            except CorpusError as error:
                outcome = Outcome(str(path), Deed.REFUSED, None, str(error))
            except (ValueError, RecursionError, MemoryError) as error:
                # A parser that fails on one broken file must not stop the rest.
                outcome = Outcome(str(path), Deed.REFUSED, None, f"{path} cannot be parsed: {error}.")
            outcomes.append(outcome)
            tell(outcome)
    return outcomes


def add_upload(shelf: Shelf, data: bytes, name: str, facts: Mapping[str, str] | None = None) -> Outcome:
    """Put one uploaded file on a shelf; `name` tells its format by its suffix.

    Raises:
        UnreadableFileError: the bytes are no report that can be read.
        LibraryError: the shelf cannot be written.
    """
    reading = read_bytes(data, name)
    with shelf.writing():
        return _Intake(shelf).take(reading, name, facts or {}, None)


def remove_report(shelf: Shelf, report_id: str) -> None:
    """Take a report of the user's off the shelf.

    Raises:
        ReportNotFoundError: there is none with this id, or it is built in.
        LibraryError: the shelf cannot be written.
    """
    if report_id not in shelf.ids() and any(report.id == report_id for report in built_in_reports()):
        raise ReportNotFoundError(f"The report {report_id!r} is built in and stays. Only reports you added can go.")
    with shelf.writing():
        shelf.remove(report_id)


class _Intake:
    """Knows what is on the shelf, so that each file is compared without reading the shelf again."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._own: dict[str, Entry | Report] = {entry.id: entry for entry in shelf.entries()}
        self._built_in = {report.id: report for report in built_in_reports()}
        self._rebuild()

    def _rebuild(self) -> None:
        # The user's report stands in place of a built-in one with the same id.
        known: dict[str, Entry | Report] = {**self._built_in, **self._own}
        self._by_hash = {entry.sha256: entry.id for entry in known.values()}
        self._by_scope: dict[tuple[str, int | None, str], str] = {
            (e.place, e.year, e.language): e.id for e in known.values() if e.place and e.year
        }
        self._ids = set(known)

    def take(self, reading: Reading, name: str, facts: Mapping[str, str], report_id: str | None) -> Outcome:
        if len(reading.text) < _MIN_CHARACTERS:
            raise UnreadableFileError(f"{name} holds only {len(reading.text)} characters: that is no report.")
        known = self._by_hash.get(hash_text(reading.text))
        if known and not facts and report_id in {None, known}:
            return Outcome(name, Deed.SKIPPED, known, f"already there as {known}")
        report = describe(reading, facts)
        same = report_id or known or self._by_scope.get((report.place, report.year, report.language))
        report = replace(report, id=same or self._new_id(report, name))
        if not is_report_id(report.id):
            raise UnreadableFileError(f"{report.id!r} can be no id. Use letters, digits, - and _.")
        deed = Deed.REPLACED if report.id in self._ids else Deed.ADDED
        self._shelf.write(report)
        self._remember(report)
        return Outcome(name, deed, report.id, _doubts(report))

    def _remember(self, report: Report) -> None:
        before = self._own.get(report.id) or self._built_in.get(report.id)
        if before:
            self._by_hash.pop(before.sha256, None)
            self._by_scope.pop((before.place, before.year, before.language), None)
        self._own[report.id] = replace(report, text="")
        self._by_hash[report.sha256] = report.id
        if report.place and report.year:
            self._by_scope[(report.place, report.year, report.language)] = report.id
        self._ids.add(report.id)

    def _new_id(self, report: Report, name: str) -> str:
        base = name_report(report) or re.sub(r"[^\w-]+", "-", Path(name).stem).strip("-_")[:60] or "report"
        return base if base not in self._ids else f"{base[:60]}-{report.sha256[:8]}"


def name_report(report: Report) -> str:
    """Return the id that place and year give a report (changzhi-2021), empty when one of them is not known."""
    if not report.place or not report.year:
        return ""
    places = [place for place in places_named(report.place) if place.province == report.province]
    english = places[0].english if places else None
    if not english:
        name = report.place
    else:
        name = re.sub(r"[^a-z]", "", english.lower())
        rivals = [place for place in places_named(english) if place.name != report.place]
        if rivals and places_named(english)[0].name != report.place:
            # Taizhou is two cities: the second is told by its province.
            province = next((p.english for p in places_named(report.province or "") if p.english), "")
            name = (
                f"{name}-{'city' if rivals[0].kind == 'province' else re.sub('[^a-z]', '', (province or '').lower())}"
            )
    return f"{name}-{report.year}" + ("" if report.language.startswith("zh") else f"-{report.language}")


def describe(reading: Reading, facts: Mapping[str, str]) -> Report:
    """Return the report of a reading: given facts first, then what its file says, then what its text tells.

    Raises:
        UnreadableFileError: a given year is no year.
    """
    stated = {**reading.facts, **facts}
    report = make_report(reading.text, "new", stated.get("url"))
    changes: dict[str, object] = {name: stated[name] for name in ("title", "speaker", "language") if name in stated}
    if "year" in stated:
        if not re.fullmatch(r"(?:19|20)\d{2}", stated["year"]):
            raise UnreadableFileError(f"{stated['year']!r} is no year. Give four digits, like 2021.")
        changes["year"] = int(stated["year"])
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", stated.get("date", "")):
        changes["date"] = stated["date"]
    if "place" in stated:
        changes |= _placed(stated["place"])
    return replace(report, **changes)  # type: ignore[arg-type]  # each value is of its field's type


def _placed(name: str) -> dict[str, object]:
    places = places_named(name)
    if not places:
        return {"place": name, "province": None, "level": None}
    return {"place": places[0].name, "province": places[0].province, "level": places[0].kind}


def _doubts(report: Report) -> str:
    missing = [name for name, value in (("place", report.place), ("year", report.year)) if not value]
    return (
        f"its {' and '.join(missing)} could not be told; give {' '.join('--' + name for name in missing)}"
        if missing
        else ""
    )


def count_deeds(outcomes: Iterable[Outcome]) -> dict[Deed, int]:
    """Return how many files each deed was done with, every deed named."""
    counts = dict.fromkeys(Deed, 0)
    for outcome in outcomes:
        counts[outcome.deed] += 1
    return counts
