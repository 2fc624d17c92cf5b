"""A report read for answering: its outline, sentences, figures and enumerations, made once and kept."""

import re
import threading
from bisect import bisect_left, bisect_right
from collections import OrderedDict
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from corpus.definitions import Definition, find_definitions
from corpus.figures import extract_figures, find_plans
from corpus.library import Library
from corpus.normal_form import normalise
from corpus.sentences import find_enumerations, list_sentences
from corpus.types import Enumeration, Figure, Outline, Report, Role, Sentence
from index.arrays import each_once
from index.late_interaction import LateInteraction, PassageTokens, TokenTable
from index.passages import describe_section
from service.reading.terms import SentenceTerms, cut_tokens
from service.scorer.sentences import PreparedSentences, prepare

_OWNS_UP = re.compile(
    r"(?:清醒|必须|充分|我们也|还应|也要)[^，。]{0,4}(?:认识|看到|意识)"
    r"|(?:面临|存在|有)(?:着|的)?(?:不少|许多|一些|诸多|很多|突出|一定)[^。]{0,16}(?:困难|问题|挑战|不足|差距|短板)"
)
"""Words after which a report tells what is not well."""
_FEW = 2
_LONG = 80
"""Characters of a sentence that announces problems and tells them as well."""
_RESOLVES = re.compile(r"对此|针对(?:这些|以上|上述)|我们(?:一定|将|要)[^，。]{0,12}(?:解决|改进|重视)|攻坚克难")
_NUMBERED = re.compile(r"\W{0,3}(?:[一二三四五六七八九十]是|[（(]?[一二三四五六七八九十\d]{1,2}[)）、.．])")


@dataclass(frozen=True, eq=False)
class Reading:
    """One report and its parts."""

    report: Report
    outline: Outline
    table: TokenTable

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """Title lines and sentences of headings, body and glossary, in text order."""
        titles = tuple(
            Sentence(paragraph.start, paragraph.end, index)
            for index, paragraph in enumerate(self.outline.paragraphs)
            if paragraph.role is Role.TITLE
        )
        return titles + list_sentences(self.report.text, self.outline)

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        """Every number as a typed figure, in text order."""
        return extract_figures(self.report, self.outline)

    @cached_property
    def enumerations(self) -> tuple[Enumeration, ...]:
        """The numbered runs inside paragraphs, in text order."""
        return tuple(
            enumeration
            for paragraph in self.outline.paragraphs
            if paragraph.role in (Role.BODY, Role.GLOSSARY)
            for enumeration in find_enumerations(self.report.text, paragraph.start, paragraph.end)
        )

    @cached_property
    def plans(self) -> NDArray[np.bool_]:
        """For each sentence whether it stands where the report plans; elsewhere it reviews."""
        return np.array(find_plans(self.report, self.outline, self._sentence_starts), np.bool_)

    @cached_property
    def problems(self) -> NDArray[np.bool_]:
        """For each sentence whether it tells of problems: after the words that own up to them."""
        flags = np.zeros(len(self.sentences), np.bool_)
        paragraph = -1
        for row, sentence in enumerate(self.sentences):
            text = self.quote(sentence.start, sentence.end)
            if sentence.paragraph > paragraph + 1 or (
                sentence.paragraph == paragraph + 1 and not _NUMBERED.match(text)
            ):
                paragraph = -1
            if _OWNS_UP.search(text):
                paragraph = sentence.paragraph
            elif paragraph >= 0 and _RESOLVES.search(text):
                paragraph = -1
            elif paragraph >= 0:
                paragraph = sentence.paragraph
            flags[row] = paragraph >= 0
        flags &= ~self.plans
        rows = np.flatnonzero(flags).tolist()
        if len(rows) > _FEW and self.sentences[rows[0]].end - self.sentences[rows[0]].start < _LONG:
            # Of several sentences the first only announces them.
            flags[rows[0]] = False
        return flags

    @cached_property
    def definitions(self) -> list[Definition]:
        """What the glossary at the end defines, in text order."""
        return find_definitions(self.report.text, self.outline)

    @cached_property
    def terms(self) -> SentenceTerms:
        """The words of the sentences and of the heads above them."""
        heads = [" ".join(path) for path in self._paths]
        return SentenceTerms.of_texts([self.quote(s.start, s.end) for s in self.sentences], heads)

    @cached_property
    def prepared(self) -> PreparedSentences:
        """The sentences as the learned scorer reads them; some 150 microseconds a sentence."""
        texts = [self.quote(sentence.start, sentence.end) for sentence in self.sentences]
        headers = [describe_section(self.report, path) for path in self._paths]
        return prepare(texts, [s.paragraph for s in self.sentences], self.table, headers, self.late)

    @cached_property
    def _paths(self) -> list[tuple[str, ...]]:
        """The section path of each sentence."""
        return [self.outline.path(self.outline.paragraphs[s.paragraph].section) for s in self.sentences]

    @cached_property
    def late(self) -> LateInteraction:
        """Late interaction over the sentences."""
        texts = [self.quote(sentence.start, sentence.end) for sentence in self.sentences]
        return LateInteraction(self.table, PassageTokens.of_texts(self.table, texts))

    def rows_within(self, start: int, end: int) -> range:
        """Return the indices of the sentences that begin inside a span."""
        starts = self._sentence_starts
        return range(bisect_left(starts, start), bisect_left(starts, end))

    @cached_property
    def title_rows(self) -> range:
        """The indices of the title lines among the sentences."""
        return range(sum(self.outline.paragraphs[s.paragraph].role is Role.TITLE for s in self.sentences))

    def rows_of(self, indicator: str) -> list[int]:
        """Return the indices of the sentences that hold a figure of an indicator, in text order."""
        return self._indicator_rows.get(indicator, [])

    @cached_property
    def _indicator_rows(self) -> dict[str, list[int]]:
        rows: dict[str, dict[int, None]] = {}
        for figure in self.figures:
            if figure.indicator:
                rows.setdefault(figure.indicator, {})[bisect_right(self._sentence_starts, figure.start) - 1] = None
        return {indicator: sorted(own) for indicator, own in rows.items()}

    def sentence_at(self, position: int) -> Sentence:
        """Return the last sentence that begins at or before a position."""
        return self.sentences[self.row_at(position)]

    def row_at(self, position: int) -> int:
        """Return the index of that sentence."""
        return max(0, bisect_right(self._sentence_starts, position) - 1)

    def figures_within(self, start: int, end: int) -> tuple[Figure, ...]:
        """Return the figures that begin inside a span."""
        rows = self.figure_rows_within(start, end)
        return self.figures[rows.start : rows.stop]

    @cached_property
    def figures_late(self) -> LateInteraction:
        """Late interaction over what each figure counts: its words and its clause."""
        texts = [
            f"{f.indicator or ''} {f.scope or ''} {f.words} {self.quote(f.clause_start, f.clause_end)}"
            for f in self.figures
        ]
        return LateInteraction(self.table, PassageTokens.of_texts(self.table, texts))

    def figure_tokens(self, row: int) -> tuple[set[str], set[str]]:
        """Return the lexical tokens of a figure's words, and of the rest of its clause; kept once made."""
        found = self._figure_tokens.get(row)
        if found is None:
            figure = self.figures[row]
            words = cut_tokens(f"{figure.scope or ''} {figure.words}")
            found = words, cut_tokens(self.quote(figure.clause_start, figure.clause_end)) - words
            self._figure_tokens[row] = found
        return found

    def figure_mass(self, row: int) -> float:
        """Return what the lexical tokens of a figure's words weigh together; kept once made."""
        found = self._figure_masses.get(row)
        if found is None:
            found = self._figure_masses[row] = self.terms.mass(self.figure_tokens(row)[0])
        return found

    @cached_property
    def _figure_masses(self) -> dict[int, float]:
        return {}

    @cached_property
    def _figure_tokens(self) -> dict[int, tuple[set[str], set[str]]]:
        return {}

    def sentences_with(self, words: str) -> NDArray[np.int64]:
        """Return the indices of the sentences in whose normal form words stand, in text order."""
        text, starts = self._normal_sentences
        places = [match.start() for match in re.finditer(re.escape(words), text)] if words else []
        return each_once(np.searchsorted(starts, places, side="right") - 1)

    @cached_property
    def _normal_sentences(self) -> tuple[str, NDArray[np.int64]]:
        """The normal forms of all sentences, a line each, and where each begins."""
        lines = [normalise(self.quote(sentence.start, sentence.end)) for sentence in self.sentences]
        lengths = np.array([len(line) + 1 for line in lines], dtype=np.int64)
        return "\n".join(lines), np.cumsum(lengths) - lengths

    @property
    def normal(self) -> str:
        """The normal form of the sentences, a line each."""
        return self._normal_sentences[0]

    def figure_segment(self, row: int) -> set[str]:
        """Return the lexical tokens between the figure before, in the same clause, and a figure; kept once made."""
        found = self._figure_segments.get(row)
        if found is None:
            figure = self.figures[row]
            before = self.figures[row - 1].end if row else 0
            found = cut_tokens(self.quote(max(figure.clause_start, min(before, figure.start)), figure.end))
            self._figure_segments[row] = found
        return found

    @cached_property
    def _figure_segments(self) -> dict[int, set[str]]:
        return {}

    def figure_rows_within(self, start: int, end: int) -> range:
        """Return the indices of the figures that begin inside a span."""
        starts = self._figure_starts
        return range(bisect_left(starts, start), bisect_left(starts, end))

    @cached_property
    def _figure_starts(self) -> list[int]:
        return [figure.start for figure in self.figures]

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [sentence.start for sentence in self.sentences]

    def quote(self, start: int, end: int) -> str:
        """Return the report's words at a span."""
        return self.report.text[start:end]

    def path_at(self, position: int) -> tuple[str, ...]:
        """Return the section path of the paragraph that holds a position; empty outside all paragraphs."""
        paragraph = next((p for p in self.outline.paragraphs if p.start <= position < p.end), None)
        return self.outline.path(paragraph.section) if paragraph else ()


class KeptReadings(Protocol):
    """Where readings are kept from run to run."""

    def read(self, report: Report) -> Reading | None:
        """Return the reading of a report; None when it is not kept."""

    def write(self, reading: Reading) -> None:
        """Keep a reading, as far as that can be done."""


class Readings:
    """Readings by report id; the least recently used go when there are too many."""

    def __init__(
        self, library: Library, table: TokenTable, size: int = 64, files: "KeptReadings | None" = None
    ) -> None:
        """Take the reports and the table that texts are cut with; with `files`, readings are kept from run to run."""
        self._files = files
        self._library = library
        self._table = table
        self._size = size
        self._kept: OrderedDict[str, Reading] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, report_id: str) -> Reading:
        """Return the reading of one report, made when it is first asked for.

        Raises:
            ReportNotFoundError: no report has this id.
        """
        with self._lock:
            reading = self._kept.get(report_id)
            if reading is None:
                reading = self._read(self._library.get(report_id))
                self._kept[report_id] = reading
            self._kept.move_to_end(report_id)
            if len(self._kept) > self._size:
                self._kept.popitem(last=False)
            return reading

    def _read(self, report: Report) -> Reading:
        found = self._files.read(report) if self._files else None
        if found is None:
            from corpus.outline import outline_report

            found = Reading(report, outline_report(report.text), self._table)
            if self._files:
                self._files.write(found)
        return found
