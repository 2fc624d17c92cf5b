"""The words of the corpus layer: reports and their parts, all with offsets.

Every `start` and `end` is a Python `str` index into `Report.text`, the one canonical form of a report, and
`text[start:end]` is what the part says. Parts never hold text of their own.
"""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

_LAST_SPRING_MONTH = 6
"""Reports are given from January to spring, in some places in the last weeks of the year before."""


@dataclass(frozen=True, slots=True)
class Report:
    """One government work report: its canonical text and what is known about it."""

    id: str
    title: str
    place: str
    year: int | None
    """The year the report looks forward to; it reviews the year before."""
    text: str
    sha256: str
    """Of the canonical text in UTF-8, lower-case hex."""
    language: str = "zh"
    date: str | None = None
    speaker: str | None = None
    province: str | None = None
    level: str | None = None
    """national, province, city or county."""
    url: str | None = None

    @property
    def delivery_year(self) -> int | None:
        """The year it plans, as far as its date tells: that of its delivery, where it is kept under another.

        One of the last months of a year plans the next.
        """
        if not self.date or not self.year:
            return self.year
        told, month = int(self.date[:4]), int(self.date[5:7] or 12)
        late = told == self.year - 1 and month <= _LAST_SPRING_MONTH
        return told if told > self.year or late else self.year


class Role(StrEnum):
    """What a paragraph is there for."""

    TITLE = "title"
    FURNITURE = "furniture"
    """Navigation, source lines, editor lines: what the page added to the report."""
    SALUTATION = "salutation"
    HEADING = "heading"
    BODY = "body"
    GLOSSARY = "glossary"
    """Explanations of terms after the report's end."""


@dataclass(frozen=True, slots=True)
class Section:
    """One node of the outline; `parent` is its index among the report's sections."""

    title: str
    """The heading as it stands, with its number and without the final full stop."""
    level: int
    """1 for 一、, 2 for （一）, 3 for run-in heads or 1., in the order the report nests them."""
    start: int
    """Where the heading begins."""
    end: int
    """Where the section's last paragraph ends."""
    parent: int | None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph without the white space around it; `section` is an index among the report's sections."""

    start: int
    end: int
    role: Role
    section: int | None


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence with its final punctuation; `paragraph` is an index among the report's paragraphs."""

    start: int
    end: int
    paragraph: int


@dataclass(frozen=True, slots=True)
class Clause:
    """A part of a sentence between commas, semicolons or colons, without them."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Item:
    """One member of an enumeration, from its mark to its end."""

    start: int
    end: int
    ordinal: int


@dataclass(frozen=True, slots=True)
class Enumeration:
    """A run of numbered items inside one paragraph (一是…二是…, (1)…(20), 第一…第二…)."""

    lead_start: int
    """Where the words begin that say what is enumerated."""
    lead_end: int
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Outline:
    """The parts of one report, each kind in text order."""

    sections: tuple[Section, ...]
    paragraphs: tuple[Paragraph, ...]

    def path(self, section: int | None) -> tuple[str, ...]:
        """Return the titles from the top down to a section; empty for None."""
        titles: list[str] = []
        while section is not None:
            titles.append(self.sections[section].title)
            section = self.sections[section].parent
        return tuple(reversed(titles))


class FigureKind(StrEnum):
    """What a number measures."""

    LEVEL = "level"
    GROWTH = "growth"
    SHARE = "share"
    RANK = "rank"
    COUNT = "count"
    CHANGE = "change"
    MULTIPLE = "multiple"


class Bound(StrEnum):
    """How exact a number is."""

    EXACT = "exact"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    ABOUT = "about"
    RANGE = "range"


class Status(StrEnum):
    """Whether a number is a fact or a plan."""

    ACHIEVED = "achieved"
    TARGET = "target"
    BASE = "base"
    CUMULATIVE = "cumulative"


@dataclass(frozen=True, slots=True)
class Figure:
    """One number of a report with its indicator, unit, period and status."""

    start: int
    """Span of the value with its unit as it stands, e.g. "1711.6亿元"."""
    end: int
    clause_start: int
    """Span of the clause (or run of clauses) that holds indicator and value: what is cited."""
    clause_end: int
    words: str
    """The indicator's words as they stand, e.g. "一般公共预算收入"."""
    words_start: int
    words_end: int
    indicator: str | None
    """Canonical name through the glossary; None where it has none."""
    value: Decimal
    """As written, before 万 or 亿: 1711.6 for 1711.6亿元; the lower end of a range."""
    high: Decimal | None
    """The upper end of a range."""
    unit: str
    """With 万 and 亿 kept: 亿元, 万人, %, 个百分点, 位."""
    base_value: Decimal
    """In the base unit: 171160000000 for 1711.6亿元."""
    base_unit: str
    kind: FigureKind
    bound: Bound
    period: str
    """"2020", "2016-2020" (a plan or span), "2021-09", "2025", "2035"; empty when the text does not tell."""
    status: Status
    scope: str | None
    """A narrower scope than the report's place: 主城区, 农村, 开发区, 全省 (for ranks), a county or a company."""
