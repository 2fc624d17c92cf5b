"""The words of operands: names cut apart at their joints, and what names a thing told from times and statuses."""

import re
from collections.abc import Sequence

from corpus.glossary import load_glossary
from corpus.numerals import parse_number
from corpus.periods import find_periods
from corpus.places import find_places
from service.plan.plan import Operand, Words
from service.question.question import content_of

_EDGES = re.compile(
    r"^[\s,;:的在把将是要会]+"
    # 展会, 协会 and 开的会 are things; 明年会 is none.
    r"|(?:[\s,;:?.!的是要将为有还再又多少高低快更]|(?<![的开办展年晚宴协商委社大员机博览])会)+$"
)
_COUNTED = re.compile(
    r"([二两三四五六七八九十\d]{1,2})(?:个|大|项|种|类|家|块|者|样|地|座|条|处|所|户|支|笔|根|口|本|大类|方面)"
)
_YEARS = re.compile(r"^[两二三四五]年(?:来|间|里)?")
_ANY_YEAR = 2000
"""Only which words tell a time is asked here, not which."""


def split_list(text: str, tail: str, words: Words) -> list[Operand]:
    """Return the operands that are named in turn, each with the words that stand once for all of them."""
    names = [(mention.start, mention.end) for mention in load_glossary().find(text)]
    names += [(place.start, place.end) for place in find_places(text)]
    pieces: list[str] = []
    begin = 0
    for joint in words.joints.finditer(text):
        if any(start < joint.end() and joint.start() < end for start, end in names):
            continue
        pieces.append(text[begin : joint.start()])
        begin = joint.end()
    pieces = [piece for piece in map(trim, [*pieces, text[begin:]]) if piece]
    if len(pieces) == 1:
        pieces = _split_twins(pieces[0], words) or _split_evenly(pieces[0])
    if len(pieces) < 2:
        return []
    topic = ""
    if len(pieces) > 2 and subject(pieces[0], words) and not any(subject(piece, words) for piece in pieces[1:]):
        topic, pieces = pieces[0], pieces[1:]
    elif len(pieces) > 2 and subject(pieces[-1], words) and not any(subject(piece, words) for piece in pieces[:-1]):
        # "去年完成的加上今年计划的，两年棚改": what is added stands after its times.
        topic, pieces = _YEARS.sub("", pieces[-1]), pieces[:-1]
    elif len(pieces) > 2 and _count_names(pieces[0]) == len(pieces) - 1:
        # "两种转移支付（工资性的、一般性的）": the names come after what they are names of.
        topic, pieces = pieces[0], pieces[1:]
    pieces, rest = _cut_tail(pieces)
    if not any(find_periods(piece, _ANY_YEAR) for piece in pieces[:-1]):
        pieces[-1], late = _cut_time(pieces[-1])
        rest = join(rest, late)
    tail = subject(words.units.sub(" ", tail), words)
    time = find_times(pieces[0])
    times = [period for piece in pieces[1:] for period in find_periods(piece, _ANY_YEAR)]
    named = next((found for piece in pieces if (found := subject(piece, words))), "")
    owner = _find_owner(pieces)
    operands = []
    for index, piece in enumerate(pieces):
        lacks = not subject(join(piece, rest, tail), words)
        own = join(owner if index else "", "" if times or not index else time, named if lacks else "", piece)
        operands.append(Operand(join(topic, own, rest, tail), piece, yearly=False))
    return operands


def find_times(text: str) -> str:
    """Return the words of a text that name times."""
    return " ".join(period.words for period in find_periods(text, _ANY_YEAR))


def _find_owner(pieces: Sequence[str]) -> str:
    """Return the place that the first piece names for all of them: of 河南2012年和2016年 both are 河南's."""
    if any(find_places(piece) for piece in pieces[1:]):
        return ""
    place = next(iter(find_places(pieces[0])), None)
    return pieces[0][place.start : place.end] if place else ""


def _cut_tail(pieces: Sequence[str]) -> tuple[list[str], str]:
    """Return the pieces without the words that the last one says for all of them, and those words."""
    last = pieces[-1]
    counted = _COUNTED.search(last)
    if counted and counted.start() > 0:
        return [*pieces[:-1], last[: counted.start()]], last[counted.end() :]
    whole = [bool(load_glossary().find(piece)) for piece in pieces]
    if "的" in last and not any("的" in piece for piece in pieces[:-1]) and not whole[0]:
        own, _, rest = last.partition("的")
        return [*pieces[:-1], own], rest
    longest = max(len(piece) for piece in pieces[:-1])
    if whole[-1] and not any(whole[:-1]) and len(last) > longest:
        # "城镇和农村居民人均可支配收入": what follows as many characters as the others have is said for all.
        mention = load_glossary().find(last)[-1]
        # Words of other languages are said whole: "provincial and municipal key projects".
        begin = mention.start if last.isascii() else max(mention.start, min(longest, mention.end))
        return list(pieces), last[begin:]
    return list(pieces), ""


def _cut_time(piece: str) -> tuple[str, str]:
    """Return a piece and the time at its end, which is said for all: 水土流失治理今年."""
    period = next((p for p in find_periods(piece, _ANY_YEAR) if piece.endswith(p.words)), None)
    if period is None or len(period.words) == len(piece):
        return piece, ""
    return piece[: -len(period.words)], period.words


def _split_twins(piece: str, words: Words) -> list[str]:
    for twin, members in words.twins.items():
        before, found, after = piece.partition(twin)
        if found and _are_things(piece, twin, members):
            return [f"{before}{member}{after}" for member in members]
    return []


def _are_things(piece: str, twin: str, members: Sequence[str]) -> bool:
    """Say whether both members of a twin are things: of 进出口总额, not of 进出口实绩企业, which is one name."""
    glossary = load_glossary()
    names = [piece[mention.start : mention.end] for mention in glossary.find(piece)]
    return all(glossary.get(name.replace(twin, member)) for name in names if twin in name for member in members)


def _count_names(piece: str) -> int:
    """Return how many things a piece says that there are; 0 where it does not say."""
    counted = _COUNTED.search(piece)
    number = parse_number(counted[1]) if counted else None
    return int(number) if number else 0


def _split_evenly(piece: str) -> list[str]:
    """Return the names of two characters each that stand before their number: 文旅物流康养三个行业."""
    counted = _COUNTED.search(piece)
    if counted is None or counted.start() != 2 * _count_names(piece):
        return []
    names = [piece[start : start + 2] for start in range(0, counted.start(), 2)]
    return [*names[:-1], names[-1] + piece[counted.start() :]]


def subject(text: str, words: Words) -> str:
    """Return the words that name a thing: without times, statuses and asking; empty where too few are left."""
    for period in sorted(find_periods(text, _ANY_YEAR), key=lambda period: -len(period.words)):
        text = text.replace(period.words, " ")
    text = content_of(text)
    pieces, begin = [], 0
    for mention in load_glossary().find(text):
        # What looks like a status inside a name (生产总值) is part of it.
        pieces += [words.status.sub(" ", text[begin : mention.start]), text[mention.start : mention.end]]
        begin = mention.end
    content = " ".join("".join([*pieces, words.status.sub(" ", text[begin:])]).split())
    told = words.particles.sub("", content).replace(" ", "")
    return content if told and len(content.replace(" ", "")) > 1 else ""


def trim(text: str) -> str:
    """Return words without the marks, particles and degrees at their edges."""
    before = None
    while before != text:
        before, text = text, _EDGES.sub("", text)
    return text


def join(*pieces: str) -> str:
    """Return the pieces that hold anything, side by side."""
    return " ".join(piece for piece in pieces if piece)
