"""Which reports a question is about: those of the places and years that it names, or that its caller gives."""

import re
from collections.abc import Sequence

from corpus.library import Library
from corpus.periods import years_of
from corpus.places import PlaceMention, short_name
from corpus.types import Report, Status
from service.question.question import Question
from service.schemas import Scope

_NAME_GOES_ON = re.compile(r"(?![的去今明现目总整有在是经人全各和与对进出粮工农国地财])[\u4e00-\u9fff]")


def select_reports(question: Question, scope: Scope, library: Library) -> list[Report]:
    """Return the reports to search, all of them when neither question nor caller narrows.

    A place that the question names narrows when the library has it. A year narrows to the reports that review or
    plan it, where there are such.
    """
    reports = [report for report in library if fits_scope(report, scope)]
    named = [report for report in reports if any(is_of(report, mention) for mention in question.places)]
    reports = named or reports
    return _of_years(question, reports) or reports


def is_of(report: Report, mention: PlaceMention) -> bool:
    """Say whether a report is of a place that a question names."""
    return any(place.name == report.place for place in mention.places) or report.place == mention.name


def missing_place(question: Question, reports: Sequence[Report]) -> PlaceMention | None:
    """Return a place that the question asks of and no report is of; None where one fits or none is named."""
    compared = (mention for mention in question.places if question.text[: mention.start].endswith(("比", "较")))
    other = next((mention for mention in compared if not any(is_of(report, mention) for report in reports)), None)
    if other is not None:
        # 江苏比广东少多少: that one of the two is here is not enough.
        return other
    asked = [mention for mention in question.places if not _opens_name(question.text, mention)]
    if not asked or any(is_of(report, mention) for report in reports for mention in question.places):
        return None
    return asked[0]


def _opens_name(text: str, mention: PlaceMention) -> bool:
    """Say whether the country only opens the name of something else (中国医药城, 中国国际进口博览会)."""
    country = any(place.kind == "national" for place in mention.places) and text[: mention.end].endswith("中国")
    return country and _NAME_GOES_ON.match(text, mention.end) is not None


def _of_years(question: Question, reports: Sequence[Report]) -> list[Report]:
    years = {year for period in question.periods if (span := years_of(period)) for year in span}
    if not years or len(reports) < 2:
        return []
    shifts = (0,) if question.status is Status.TARGET else (1, 0)
    return [report for report in reports if report.year and any(report.year - shift in years for shift in shifts)]


def fits_scope(report: Report, scope: Scope) -> bool:
    """Say whether a report lies in the scope that the caller gave."""
    return (
        (not scope.reports or report.id in scope.reports)
        and (not scope.years or report.year in scope.years)
        and (not scope.places or any(short_name(place) in report.place for place in scope.places))
    )
