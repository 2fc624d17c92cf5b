"""Questions worth asking of the library: drawn from its own figures, each one answered before it is offered."""

import tomllib
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from pathlib import Path

from corpus.glossary import load_glossary
from corpus.places import places_named
from corpus.types import Figure, FigureKind, Status
from service.answer import Service
from service.question.question import understand
from service.reading.reading import Reading
from service.schemas import AskRequest

_TRIES = 4
"""Questions tried for each one wanted."""
_REPORTS = 12
"""Reports looked at; a large library is represented by its newest."""


class Examples:
    """Example questions by language, worked out when they are first asked for."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self.list = lru_cache(maxsize=32)(self._list)

    def _list(self, language: str, count: int = 6, report_id: str | None = None) -> tuple[str, ...]:
        """Return questions in zh or en that are answered with the figure they were drawn from.

        The first call for a language asks up to four questions for each one wanted; later calls cost nothing.
        """
        found: list[str] = []
        readings = self._readings(report_id)
        wells = [_draw(reading, language, len(readings) > 1) for reading in readings]
        tries = _TRIES * count
        while wells and tries and len(found) < count:
            well = wells.pop(0)
            for question, figure, reading in well:
                tries -= 1
                if self._answers(question, figure, reading):
                    found.append(question)
                    wells.append(well)
                    break
                if not tries:
                    break
        return tuple(found)

    def suggest(self, asked: Sequence[str], language: str, count: int = 3) -> list[str]:
        """Return questions to go on with after those asked."""
        known = {_subject(question) for question in asked}
        offered = self.list(language, count + len(known) + 3)
        return [question for question in offered if _subject(question) not in known][:count]

    def _readings(self, report_id: str | None) -> list[Reading]:
        reports = sorted(self._service.library, key=lambda report: -(report.year or 0))
        ids = [report_id] if report_id else [report.id for report in reports[:_REPORTS]]
        return [self._service.readings.get(wanted) for wanted in ids]

    def _answers(self, question: str, figure: Figure, reading: Reading) -> bool:
        response = self._service.ask(AskRequest(question=question, mode="extractive"))
        return response.answered and any(
            citation.report_id == reading.report.id and citation.start <= figure.start and figure.end <= citation.end
            for citation in response.citations
        )


def _subject(question: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    understood = understand(question, None)
    return understood.indicators or (question.strip(),), understood.periods


def _draw(reading: Reading, language: str, name_place: bool) -> Iterator[tuple[str, Figure, Reading]]:
    """Yield questions about the report's figures, each indicator once: achieved levels and targets in turn."""
    place = _place(reading, language) if name_place else ""
    kinds = (
        (Status.ACHIEVED, FigureKind.LEVEL),
        (Status.TARGET, FigureKind.GROWTH),
        (Status.ACHIEVED, FigureKind.GROWTH),
    )
    wells = [_figures(reading, *kind) for kind in kinds]
    seen: set[str] = set()
    while wells:
        well = wells.pop(0)
        for figure in well:
            name = _name(figure, language)
            if name and name not in seen:
                seen.add(name)
                template = _templates()[language][f"{figure.status.value}_{figure.kind.value}"]
                question = template.format(place=place, period=figure.period, name=name).replace(" of  ", " ")
                yield question, figure, reading
                wells.append(well)
                break


def _figures(reading: Reading, status: Status, kind: FigureKind) -> Iterator[Figure]:
    for figure in reading.figures:
        plain = figure.scope is None and figure.high is None and len(figure.period) == 4
        if plain and figure.indicator and figure.status is status and figure.kind is kind:
            yield figure


def _place(reading: Reading, language: str) -> str:
    known = places_named(reading.report.place)
    return (known[0].english if language == "en" and known else None) or reading.report.place


def _name(figure: Figure, language: str) -> str | None:
    if language == "zh":
        return figure.indicator
    indicator = load_glossary().get(figure.indicator) if figure.indicator else None
    names = indicator.names.get("en") if indicator else None
    return names[0] if names else None


@cache
def _templates() -> dict[str, dict[str, str]]:
    with (Path(__file__).parent / "examples.toml").open("rb") as file:
        return tomllib.load(file)
