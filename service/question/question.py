"""What a question asks for: language, kind, indicators, periods, status, measure and places; deterministic."""

import re
from dataclasses import dataclass, replace

from corpus import glossary
from corpus.everyday import find_report_words
from corpus.normal_form import normalise
from corpus.periods import PeriodMention, find_periods, years_of
from corpus.places import PlaceMention, find_places
from corpus.types import FigureKind, Status
from service.languages.amounts import put_amounts
from service.languages.language import detect_language
from service.languages.mentions import drop_unasked
from service.languages.names import write_places
from service.languages.translation import Term, find_list_names, find_terms
from service.languages.verbs import put_verbs
from service.question.cues import (
    Kind,
    Operation,
    asks_both,
    find_count,
    find_directions,
    find_kind,
    find_measure,
    find_operation,
    find_status,
    find_unit,
    read_phrases,
)
from service.question.denied import drop_denied
from service.question.foreign_places import find_counties, find_names, leave_out_ranks, only_compares
from service.question.own_places import prefer_own
from service.question.position import find_position
from service.wording.wording import languages

_POINTS = re.compile(r"新增|(?:几|多少)个?(?:百分)?点|[加添涨提降减砍]了?(?:多少|几)|调[高低]")


_ECONOMY = re.compile(r"(?:the )?econom(?:y|ic)|economía|économie|wirtschaft|economia", re.IGNORECASE)
_NO_QUESTION = re.compile(r"(?<=[这那好前近头])几(?=[年个项家座条件户天场次位名起届])")
"""A few, not how many: 这几年, 好几项."""


_AMOUNTS = ("元", "人", "%")
_ONLY_NAMES = 0.6
_OWNS = re.compile(r"^['’]s?\b")
_SINCE = re.compile(
    r"(?<![占对环同])(?:比|较|相比于?|相较于?|\bover|\bfrom|\bthan|compared (?:to|with)"
    r"|\bgegenüber|im vergleich zu[mr]?|\bpar rapport à|\brespecto (?:a|de|del)|\bfrente a|\brispetto al?"
    r"|\bem relação a|по сравнению с|против)"
    r"\s*(?:in |dem jahr |l['’]année |al año |al |année |ao ano |годом )?$"
)
_WITH = re.compile("[跟和与同]$")
_COMPARED = re.compile("(?:年)?相?比(?!例|重|值)")
_COMPARED_BEHIND = re.compile(r"年?(?:比で|に比べ|と比べ)|년\s?(?:대비|보다|에 비해)")
"""What stands behind the time that is compared with, in Japanese and Korean."""
_OTHER = re.compile("[湖河江山岛峡湾]|新区|高新区|经开区|开发区")
"""What makes of a place's name another one: 青海湖 is no 湖 of 青海's."""
_SEARCHED = 2
"""Meanings of a foreign word that are searched for."""


@dataclass(frozen=True)
class Question:
    """A question understood; what is not named in it is empty."""

    text: str
    """Without what it says that it does not ask for."""
    formal: str
    """The same in the words of reports where everyday ones are known (corpus/everyday.py)."""
    language: str
    kind: Kind
    operation: Operation | None
    """What a computation works out; None for every other kind."""
    content: str
    """The normal form without function words: what sentences are matched with."""
    canonical: str
    """The same with each indicator under its canonical name."""
    indicators: tuple[str, ...]
    """Canonical names through the glossary."""
    named: float
    """Share (0 to 1) of the content that the indicators' names make up."""
    periods: tuple[str, ...]
    places: tuple[PlaceMention, ...]
    changes: bool
    """It asks by how much something changed."""
    status: Status | None
    """TARGET or ACHIEVED when the question says so."""
    both: bool
    """Fact and plan are asked for side by side."""
    actual: bool
    """What really came of it is asked for, never a plan."""
    measure: FigureKind | None
    unit: str | None
    """The base unit or counter the number must have: 元, %, 人, 公里, 个."""
    count: int | None
    """How many members the question says a list has."""
    problems: bool = False
    """It asks what is not well: what a report says in one place, after its achievements."""
    position: int | None = None
    """Which member of a list it asks for, from 1; -1 for the last."""
    terms: tuple[Term, ...] = ()
    """What its words can mean in Chinese; empty for a Chinese question."""
    foreign: str = ""
    """The canonical form as it was, once the question is put into Chinese."""

    @property
    def only_names(self) -> bool:
        """The question is little else than an indicator's name."""
        return self.named >= _ONLY_NAMES

    @property
    def expanded(self) -> str:
        """The question with the canonical names of its indicators: what is searched for."""
        names = (name for name in self.indicators if name not in self.text and name not in self.formal)
        meanings = (meaning for term in self.terms for meaning, _ in term.meanings[:_SEARCHED])
        return " ".join([self.text, *([self.formal] if self.formal != self.text else []), *names, *meanings])

    @property
    def shares_words(self) -> bool:
        """It is in the words that reports use: Chinese, or put into Chinese."""
        return self.language == "zh" or bool(self.foreign)

    @property
    def meant(self) -> tuple[str, ...]:
        """The canonical form, and that before it was put into Chinese."""
        return (self.canonical, self.foreign) if self.foreign else (self.canonical,)

    @property
    def wordings(self) -> tuple[str, ...]:
        """Its content in its own words and, where they differ, with the canonical names and the words of reports."""
        return tuple(dict.fromkeys((self.content, self.canonical)))

    @property
    def forms(self) -> tuple[str, ...]:
        """The texts that meaning is compared with: content, canonical and, put into Chinese, the canonical before."""
        forms = dict.fromkeys(form for form in (self.content, self.canonical, self.foreign) if form)
        return tuple(forms) or ("",)


def understand(text: str, report_year: int | None, own_places: frozenset[str] = frozenset()) -> Question:
    """Return what a question asks for. Cost: under a millisecond.

    `report_year` resolves 今年 and last year. The names of `own_places`, which the library has reports of, are no
    content: every sentence there is about them.
    """
    text = drop_denied(text)
    spoken = detect_language(text)
    text = write_places(text, spoken, own_places)
    normal = _read_plain(text)
    # What we have no wording of is answered in English.
    language = spoken if spoken in languages() else "en"
    found = prefer_own(find_places(text), text, own_places)
    places = [place for place in found if not only_compares(text, normal, place)]
    if language != "zh":
        places = sorted([*places, *find_counties(text, places, own_places)], key=lambda place: place.start)
    formal = find_report_words(normal) if language == "zh" else _leave_out(text, places, own_places)
    formal = text if formal == normal else formal
    mentions = glossary.load_glossary().find(formal, None if language == "zh" else spoken)
    mentions = mentions if language == "zh" else drop_unasked(formal, mentions, spoken)
    kind = find_kind(normal, spoken)
    if kind is Kind.EXPLANATION and language != "zh":
        # Why an economy is under pressure asks for no GDP.
        mentions = [mention for mention in mentions if not _ECONOMY.fullmatch(formal[mention.start : mention.end])]
    named = normalise(_name_indicators(formal, mentions))
    if kind is Kind.YES_NO and mentions and read_phrases()["cues"]["target_set"].search(normal):
        kind = Kind.FIGURE
    operation = None if kind in (Kind.CHAT, Kind.EXPLANATION) else find_operation(normal)
    if language != "zh" and operation is Operation.DIFFERENCE:
        # "Funds from outside the province": a name is no word of a difference.
        operation = find_operation(named)
    kind = Kind.COMPUTATION if operation else kind
    position = None if kind is Kind.LIST else find_position(normal)
    measure = find_measure(normal)
    if language != "zh" and measure is FigureKind.RANK:
        # "Funds in place": a name is no word of a rank.
        measure = find_measure(named)
    unit = None if measure is FigureKind.RANK else find_unit(normal)
    if measure is FigureKind.GROWTH and unit in ("年", "天"):
        # 养老金连着涨了几年: how long, not by how much.
        measure = None
    if kind is Kind.LIST and mentions and unit in _AMOUNTS and language != "zh" and "which" not in normal:
        # "What were total exports, in yuan?" is plural and asks for one number.
        kind = Kind.FIGURE
    periods = find_periods(text, report_year)
    # "比2002年增长多少": the year is what is compared with.
    asked_of = [p for p in periods if kind is Kind.COMPUTATION or not _is_base(p, text)]
    own = [place for place in places if place.name in own_places and not _OTHER.match(text, place.end)]
    said = [normalise(text[place.start : place.end]) for place in own]
    if kind in (Kind.FIGURE, Kind.COMPUTATION, Kind.STATEMENT):
        # Figures carry their period; elsewhere the year may be what a sentence is about.
        said += [normalise(period.words) for period in periods]
    content = _strip(normal, said)
    canonical = _strip(named, said)
    return Question(
        text=text,
        formal=formal,
        language=language,
        kind=kind,
        operation=operation,
        content=content,
        canonical=canonical,
        indicators=tuple(dict.fromkeys(mention.indicator.name for mention in mentions)),
        changes=bool(find_directions(normal) & {"up", "down"}) or bool(_POINTS.search(normal)),
        named=_measure_named(formal, mentions, content if formal is text else _strip(formal, said)),
        periods=tuple(dict.fromkeys(period.period for period in asked_of)),
        places=tuple(places),
        status=find_status(normal, periods, report_year),
        both=asks_both(normal, periods, report_year),
        actual=bool(read_phrases()["cues"]["actual"].search(normal)),
        # A computed difference is between levels, however the question words it.
        measure=None if kind is Kind.COMPUTATION else measure,
        unit=unit,
        count=find_count(normal, spoken) if kind in (Kind.LIST, Kind.STATEMENT) or position else None,
        problems=bool(read_phrases()["cues"]["problems"].search(normal)),
        position=position,
        terms=() if language == "zh" else _find_terms(_strip(put_amounts(named, spoken), said), spoken, text),
    )


def _find_terms(named: str, language: str, text: str) -> tuple[Term, ...]:
    if language == "en":
        named = put_verbs(leave_out_ranks(named), text)
    terms = find_terms(named, language, _find_capitals(text))
    if language == "en":
        names = find_names(text)
        terms = tuple(replace(term, name=True) if term.words in names and not term.meanings else term for term in terms)
    return (*terms, *find_list_names(normalise(text), language))


def _find_capitals(text: str) -> frozenset[str]:
    """Return the words of a text that are written in capitals, in lower case; none where all of it is."""
    if text.upper() == text:
        return frozenset()
    return frozenset(word.lower() for word in re.findall(r"\b[A-Z][A-Z0-9]+\b", text))


def _leave_out(text: str, places: list[PlaceMention], own_places: frozenset[str]) -> str:
    """Return a text without its own places: "the income of Fuping's town dwellers" holds a name that they cut."""
    for place in reversed(places):
        if place.name in own_places:
            text = f"{text[: place.start]} {_OWNS.sub('', text[place.end :])}"
    return text


def _read_plain(text: str) -> str:
    """Return the normal form of a text in which no 几 stands that asks for nothing."""
    return _NO_QUESTION.sub("些", normalise(text))


def asks(text: str) -> bool:
    """Say whether words ask for something, on their own or as the end of a longer question ("涨幅呢")."""
    return bool(read_phrases()["cues"]["asks"].search(_read_plain(text)))


def content_of(text: str) -> str:
    """Return the content words of a text: its normal form without periods and function words."""
    return _strip(normalise(text), [normalise(period.words) for period in find_periods(text, None)])


def asks_about_report(question: Question) -> list[str]:
    """Return what of the report itself is asked for: its "speaker", its "session" (when and where), or nothing."""
    normal = normalise(question.text)
    return [name for name, pattern in read_phrases()["about"].items() if pattern.search(normal)]


def _is_base(period: PeriodMention, text: str) -> bool:
    """Say whether a time is only what is compared with: 较2015年, 跟2015年比; "over the five years" is asked of."""
    before, after = normalise(text[: period.start]), normalise(text[period.end :])
    span = years_of(period.period)
    if span is not None and span[0] != span[1] and before.rstrip().endswith("over"):
        return False
    if _COMPARED_BEHIND.match(after):
        return True
    return bool(_SINCE.search(before) or (_WITH.search(before) and _COMPARED.match(after)))


def _name_indicators(text: str, mentions: list[glossary.Mention]) -> str:
    for mention in reversed(mentions):
        text = f"{text[: mention.start]} {mention.indicator.name} {text[mention.end :]}"
    return text


def _measure_named(text: str, mentions: list[glossary.Mention], content: str) -> float:
    named = sum(len("".join(text[mention.start : mention.end].split())) for mention in mentions)
    plain = read_phrases()["cues"]["plain"].sub("", content)
    return min(1.0, named / max(1, len("".join(plain.split()))))


def _strip(normal: str, said: list[str]) -> str:
    """Return a normal form without the words given and without function words."""
    words = read_phrases()["function_words"]
    stripped = normal
    for word in sorted(said, key=len, reverse=True):
        stripped = stripped.replace(word, " ")
    for pattern in (words["zh"], words["en"]):
        stripped = pattern.sub(" ", stripped)
    return " ".join(re.sub(r"[^\w%.+&-]+", " ", stripped).split())
