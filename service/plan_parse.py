"""Questions to plans: patterns find the operands' words, and each operand is given the words that it leaves out.

"今年目标比去年实际多多少" says its indicator once, or before both, or after them.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from corpus.glossary import load_glossary
from corpus.normal_form import normalise
from corpus.numerals import parse_number
from corpus.periods import find_periods
from service.language import detect_language
from service.plan import Operand, Plan, Step, Words, read_complements, read_words
from service.question import content_of

_PAIRED = (Step.DIFFERENCE, Step.RISE, Step.GAP, Step.REMAINDER, Step.UNDONE, Step.RATIO, Step.PERCENT)
_EDGES = re.compile(r"^[\s,;:的在把将是要会]+|[\s,;:?.!的是要会将为有还再又多少高低快更]+$")
_REMARK = re.compile(r"[(（][^()（）]*[)）]")
_YEARLY = re.compile(r"年均|平均|每年|annual average|yearly average|per year")
_GROWS = re.compile(r"增长|增[速幅]|涨|提高|grow|rise")
_SPEED = re.compile(r"快|慢|[增涨]得|猛|faster|slower|grew")
_NO_MONEY = re.compile(r"项目数|[几多少]个?项目|[几多少](?:个|项|家|户|人|件)|百分点|增速|增幅|人数|户数")
_COUNTED = re.compile(r"[二两三四五六七八九十\d]{1,2}(?:个|大|项|种|类|家|块|者|样|地|座|条|处|所|户|支|笔|大类|方面)")
_ANY_YEAR = 2000
"""Only which words tell a time is asked here, not which."""
_MOST = 8
"""Operands of one sum."""


def make_plans(text: str) -> Iterator[Plan]:
    """Give what a question may want worked out, likeliest first; nothing where its answer stands in the report.

    Cost: some microseconds.
    """
    words = read_words("zh" if detect_language(text) == "zh" else "en")
    normal = _REMARK.sub(lambda match: f",{match.group()[1:-1]}", normalise(text)).strip(" ?.!,。;")
    normal = re.sub(r"\s+", " ", words.fillers.sub("", normal)).strip(" ,?")
    if not normal or words.never.search(normal):
        return
    for template in words.templates:
        match = template.match(normal)
        plan = _build(template.step, match, normal, words) if match else None
        if plan is not None:
            yield plan


def _build(step: Step, match: re.Match[str], normal: str, words: Words) -> Plan | None:
    groups = {name: _trim(value or "") for name, value in match.groupdict().items()}
    head, tail = groups.get("head", ""), groups.get("tail", "")
    if "list" in groups:
        operands = split_list(groups["list"], tail, words)
        if len(operands) < 2 and step in _PAIRED and step is not Step.RATIO:
            return None
        if not 2 <= len(operands) <= _MOST or (step in _PAIRED and len(operands) > 2):
            return None
        same = _are_same(operands, words)
        if step is Step.COMPARE and _SPEED.search(normal):
            operands = [replace(operand, text=f"{operand.text} 增速") for operand in operands]
        return Plan(step, tuple(operands), same, normal, _is_money(normal, words))
    if "b" in groups and groups["b"] is not None and "a" in groups:
        if not groups["b"]:
            return Plan(step, (Operand(_join(head, groups["a"], tail), ""),), asked=normal) if groups["a"] else None
        return _pair(step, groups["a"], groups["b"], head, tail, normal, words)
    counter = groups.get("counter") or (groups.get("per") or "")[:1]
    return Plan(step, (Operand(groups.get("a") or normal, ""),), asked=normal, counter=counter)


def _pair(step: Step, a: str, b: str, head: str, tail: str, normal: str, words: Words) -> Plan | None:
    """Return the plan over two operands, each given the words that it leaves out."""
    tail = _subject(words.units.sub(" ", tail), words)
    shared = _join(head, tail)
    first, second = _subject(a, words), _subject(b, words)
    same = False
    if step is Step.UNDONE:
        return Plan(step, (Operand(a, ""), Operand(_join(a, b), b)), asked=normal)
    if not first and not second:
        if not _subject(shared, words):
            return None
        same = True
    elif not second:
        b, same = _join(first, b), True
    elif not first and step is Step.PERCENT:
        return None
    elif not first:
        # "今年计划比去年完成的转型项目投资多": the subject stands with the second alone.
        a, same = _join(a, "" if _subject(shared, words) else second), True
    operands = tuple(
        Operand(_join(head, own, tail), own, yearly=bool(_YEARLY.search(own)) and not _GROWS.search(own))
        for own in (a, b)
    )
    return Plan(step, operands, same, normal, _is_money(normal, words))


def complement(text: str) -> Plan | None:
    """Return how the one indicator that a text names is worked out from two others: imports from trade and exports."""
    mentions = load_glossary().find(text)
    rows = read_complements()
    if len(mentions) != 1 or mentions[0].indicator.name not in rows:
        return None
    start, end, _ = mentions[0]
    operands = (Operand(f"{text[:start]}{name}{text[end:]}", "") for name in rows[mentions[0].indicator.name])
    return Plan(Step.REMAINDER, tuple(operands), asked=text)


def _is_money(normal: str, words: Words) -> bool:
    return bool(words.money.search(normal)) and not _NO_MONEY.search(normal)


def split_list(text: str, tail: str, words: Words) -> list[Operand]:
    """Return the operands that are named in turn, each with the words that stand once for all of them."""
    mentions = load_glossary().find(text)
    pieces: list[str] = []
    begin = 0
    for joint in words.joints.finditer(text):
        if any(mention.start < joint.end() and joint.start() < mention.end for mention in mentions):
            continue
        pieces.append(text[begin : joint.start()])
        begin = joint.end()
    pieces = [piece for piece in map(_trim, [*pieces, text[begin:]]) if piece]
    if len(pieces) == 1:
        pieces = _split_twins(pieces[0], words) or _split_evenly(pieces[0])
    if len(pieces) < 2:
        return []
    topic = ""
    if len(pieces) > 2 and _subject(pieces[0], words) and not any(_subject(piece, words) for piece in pieces[1:]):
        topic, pieces = pieces[0], pieces[1:]
    pieces, rest = _cut_tail(pieces)
    tail = _subject(words.units.sub(" ", tail), words)
    time = " ".join(period.words for period in find_periods(pieces[0], _ANY_YEAR))
    times = [period for piece in pieces[1:] for period in find_periods(piece, _ANY_YEAR)]
    first = _subject(pieces[0], words)
    operands = []
    for index, piece in enumerate(pieces):
        lacks = not _subject(_join(piece, rest, tail), words)
        own = _join("" if times or not index else time, first if lacks and index else "", piece)
        operands.append(Operand(_join(topic, own, rest, tail), piece, yearly=False))
    return operands


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
        return list(pieces), last[max(mention.start, min(longest, mention.end)) :]
    return list(pieces), ""


def _split_twins(piece: str, words: Words) -> list[str]:
    for twin, members in words.twins.items():
        before, found, after = piece.partition(twin)
        if found:
            return [f"{before}{member}{after}" for member in members]
    return []


def _split_evenly(piece: str) -> list[str]:
    """Return the names of two characters each that stand before their number: 文旅物流康养三个行业."""
    counted = _COUNTED.search(piece)
    number = parse_number(re.match(r"[一-龥]|\d+", counted.group())[0]) if counted else None  # type: ignore[index]
    if counted is None or number is None or counted.start() != 2 * number:
        return []
    names = [piece[start : start + 2] for start in range(0, counted.start(), 2)]
    return [*names[:-1], names[-1] + piece[counted.start() :]]


def _are_same(operands: Sequence[Operand], words: Words) -> bool:
    return not any(_subject(operand.own, words) for operand in operands[1:])


def _subject(text: str, words: Words) -> str:
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


def _trim(text: str) -> str:
    before = None
    while before != text:
        before, text = text, _EDGES.sub("", text)
    return text


def _join(*pieces: str) -> str:
    return " ".join(piece for piece in pieces if piece)
