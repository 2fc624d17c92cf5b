"""The services under evaluation: one for each report, with that report alone in its library."""

import hashlib
import json
import lzma
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal, cast

from corpus.canonical import canonical_text
from corpus.library import make_report, read_library
from corpus.types import Report
from eval.errors import ReportMissingError, ReportsFileError
from eval.types import FoundPassage
from service.answer import Service
from service.assemble import assemble
from service.schemas import AskRequest
from service.settings import Settings

_MACHINE_FIELDS = {"home", "host", "port", "log_level", "concurrency", "queue", "max_body_bytes"}
"""Settings that change where and how the service runs and not what it answers."""


@dataclass(frozen=True)
class ServiceSubject:
    """The assembled service as the evaluation sees it."""

    service: Service

    def ask(self, body: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return the answer object as its JSON reads."""
        return self.service.ask(AskRequest.model_validate(body)).model_dump(mode="json")

    def search(self, query: str, k: int, leg: str) -> list[FoundPassage]:
        """Return at most k passages, best first."""
        hits = self.service.search(query, k, cast(Literal["hybrid", "dense", "lexical"], leg))
        # What a hit gives to read is its paragraph, of which the passage may be a run (small-to-big).
        return [
            FoundPassage(hit.passage.report_id, hit.passage.paragraph_start, hit.passage.paragraph_end) for hit in hits
        ]

    def report(self, report_id: str) -> Report:
        """Return a report of the service's library."""
        return self.service.library.get(report_id)


class Reports:
    """The built-in reports and those of a file, by id."""

    def __init__(self, path: Path | None, wanted: Collection[str]) -> None:
        """Read the wanted reports.

        Raises:
            ReportsFileError: the file cannot be read.
        """
        self._asked_file = path is not None
        self._reports = {report.id: report for report in read_library()}
        others = set(wanted) - set(self._reports)
        if path is not None and others:
            self._reports |= {report.id: report for report in read_reports(path, others)}

    def get(self, report_id: str) -> Report:
        """Return one report.

        Raises:
            ReportMissingError: it is neither built in nor in the file.
        """
        if report_id in self._reports:
            return self._reports[report_id]
        why = "not in the file given with --reports" if self._asked_file else "not built in; give --reports FILE"
        raise ReportMissingError(why)

    def text_of(self, report_id: str) -> str | None:
        """Return the canonical text of a report, or None where it is not at hand."""
        report = self._reports.get(report_id)
        return report.text if report else None

    def subject_of(self, settings: Settings, report_id: str) -> ServiceSubject:
        """Return a service that holds one report and nothing else.

        Raises:
            ReportMissingError: the report is not at hand.
        """
        return ServiceSubject(assemble(settings, reports=[self.get(report_id)]))


def read_reports(path: Path, wanted: Collection[str] | None = None) -> Iterator[Report]:
    """Yield the wanted reports of a JSON-lines file (plain or .xz) with file, place, year and text on each line.

    All of them without `wanted`. A report's id is its file's name without the ending. The file is read line by line.

    Raises:
        ReportsFileError: the file is not there or a line is not of this form.
    """
    try:
        with lzma.open(path, "rt", encoding="utf-8") if path.suffix == ".xz" else path.open(encoding="utf-8") as lines:
            for line in lines:
                fields = json.loads(line)
                report_id = fields["file"].removesuffix(".txt")
                if wanted is None or report_id in wanted:
                    yield _make_report(report_id, fields)
    except (OSError, EOFError, lzma.LZMAError, ValueError, KeyError, TypeError) as error:
        raise ReportsFileError(f"{path} cannot be read as reports: {error!r}") from error


def _make_report(report_id: str, fields: Mapping[str, Any]) -> Report:
    found = make_report(canonical_text(fields["text"]), report_id)
    return replace(
        found,
        place=fields.get("place") or found.place,
        year=fields.get("year") or found.year,
        level=fields.get("level"),
    )


def hash_settings(settings: Settings) -> str:
    """Return the SHA-256 of the settings that decide answers; the same on every machine."""
    values = settings.model_dump(mode="json", exclude=_MACHINE_FIELDS)
    return hashlib.sha256(json.dumps(values, sort_keys=True).encode()).hexdigest()
