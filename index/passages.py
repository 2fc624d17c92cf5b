"""Reports cut into passages."""

from collections.abc import Iterator

from corpus.sentences import split_sentences
from corpus.types import Outline, Report, Role
from index.types import Passage

LONG_PARAGRAPH = 360
"""Characters; a longer paragraph is also cut into runs of sentences."""
RUN = 240
"""Characters that a run of sentences aims at."""

_INDEXED = {Role.TITLE, Role.BODY, Role.GLOSSARY}


def chunk_report(report: Report, outline: Outline) -> list[Passage]:
    """Return the passages of a report in text order.

    Together they cover every title, body and glossary paragraph exactly once. Headings stand in the headers.
    """
    passages: list[Passage] = []
    for paragraph in outline.paragraphs:
        if paragraph.role not in _INDEXED:
            continue
        header = describe_section(report, outline.path(paragraph.section))
        for start, end in _runs(report.text, paragraph.start, paragraph.end):
            passages.append(Passage(report.id, start, end, paragraph.start, paragraph.end, header))
    return passages


def describe_section(report: Report, path: tuple[str, ...]) -> str:
    """Return "place · year · section path" as it is indexed with each passage."""
    return " · ".join([report.place, str(report.year) if report.year else "", *path]).strip(" ·")


def _runs(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    if end - start <= LONG_PARAGRAPH:
        yield start, end
        return
    sentences = split_sentences(text, start, end)
    run_start = start
    for index, (_, sentence_end) in enumerate(sentences):
        last = index == len(sentences) - 1
        # The next run starts where its first sentence does, so that runs hold no white space at their ends.
        if last or (sentence_end - run_start >= RUN and end - sentence_end >= RUN // 3):
            yield run_start, sentence_end
            if not last:
                run_start = sentences[index + 1][0]
