"""The walk over a report: its clauses that hold numbers, one after the other."""

import re
from bisect import bisect_left, bisect_right

from corpus.figures.clauses import keep_values, read_clause
from corpus.figures.state import Place, Reading
from corpus.figures.timeline import forward_year, list_periods, read_timeline
from corpus.numerals import NumberMention, find_numbers, fold
from corpus.sentences import find_edges
from corpus.types import Figure, Outline, Report, Role

_CLAUSE_EDGE = re.compile(
    r"[，；;：\n。！？!?]|(?<![0-9]),|,(?![0-9]{3}(?![0-9]))|(?<![0-9]):|:(?![0-9])|[(（][0-9]{1,2}[)）]|——"
)


_SENTENCE_EDGES = frozenset("。！？!?\n")


_TOPIC = re.compile(
    r"(?!围绕|聚焦|坚持|推动|加快|支持|依托|大力|深入|全面|持续|实施|推进|落实|做|抓|强化|突出)(?P<t>[^,，。;；:：、\s]{2,16}?(?:产业集群|集群|产业链|开发区|园区|公司|集团|行业|产业|零售业|物流业|旅游业|[农林牧渔工服务商制造建筑]业|县|区))(?=以|依托|围绕|发挥|[,，]|完成|实现|积极|大力|全方位|突出|聚焦|重点|全力|加快|要)"
)


def extract_figures(report: Report, outline: Outline) -> tuple[Figure, ...]:
    """Return the figures of a report; see corpus.figures."""
    text = fold(report.text)
    year = forward_year(report, outline)
    periods = list_periods(report, outline, year, text)
    edges = find_edges(_CLAUSE_EDGE, text, 0, len(text))
    reading = Reading(
        report=report,
        text=text,
        edges=[edge.start() for edge in edges],
        edge_ends=[edge.end() for edge in edges],
        sentence_edges=[
            edge.end() for edge in edges if edge.group()[-1] in _SENTENCE_EDGES or edge.group()[0] in "(（"
        ],
        timeline=read_timeline(report, outline, periods, year),
        year=year,
        periods=periods,
        period_starts=[mention.start for mention in periods],
    )
    numbers = keep_values(text, find_numbers(report.text, text))
    starts = [number.start for number in numbers]
    for paragraph in outline.paragraphs:
        if paragraph.role is not Role.BODY:
            continue
        low, high = bisect_left(starts, paragraph.start), bisect_left(starts, paragraph.end)
        if low < high:
            _read_paragraph(reading, numbers[low:high], paragraph.start, paragraph.end)
    return tuple(reading.figures)


def _read_paragraph(reading: Reading, numbers: list[NumberMention], start: int, end: int) -> None:
    clauses: dict[int, list[NumberMention]] = {}
    for number in numbers:
        clauses.setdefault(bisect_right(reading.edges, number.start - 1), []).append(number)
    for index, members in clauses.items():
        clause_start = max(start, reading.edge_ends[index - 1] if index else 0)
        clause_end = min(end, reading.edges[index] if index < len(reading.edges) else end)
        while clause_start < clause_end and reading.text[clause_start].isspace():
            clause_start += 1
        _enter_sentence(reading, clause_start, start)
        read_clause(reading, members, clause_start, clause_end)


def _enter_sentence(reading: Reading, clause_start: int, paragraph_start: int) -> None:
    index = bisect_right(reading.sentence_edges, clause_start)
    sentence_start = max(paragraph_start, reading.sentence_edges[index - 1] if index else 0)
    if sentence_start != reading.place.sentence_start:
        topic = _TOPIC.match(reading.text, sentence_start, clause_start + 20)
        reading.place = Place(sentence_start, topic=topic["t"].strip() if topic else None)
