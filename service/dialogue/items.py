"""What a follow-up points at in the answers before it: the member of a list, or the thing that was named."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from service.dialogue.told_numbers import read_numbers
from service.dialogue.topic import topic_of
from service.dialogue.turn_parts import Parts, load_rules
from service.question.position import read_ordinal

_LONGEST_THING = 40
"""Characters of an answer that can still be the name of a thing."""
_LONGEST_ITEM = 80
_LONGEST_NAME = 20
_LONGEST_ANSWER = 60
"""Characters of an answer that still names one thing; a longer one is a sentence of the report."""
_AMOUNT = re.compile(
    r"(?:约|超过?|近|不低于|至少|at least |at most |about |around |roughly |some |less than |more than |above |over "
    r"|under |below |nearly )*"
    r"[\d一二两三四五六七八九十百][\d.,，万亿千百]*"
    r"(?:[%％个家户项人名元]|\s*[^\W\d_]{0,3}$|\s[a-z])",
    re.IGNORECASE,
)
"""An answer that is a number names no thing."""
_INLINE_ITEM = re.compile(r"([一二三四五六七八九])是([^；;。]+)")
_MARKS = re.compile(r"\s*\[\d{1,3}\]")


@dataclass(frozen=True)
class Exchange:
    """An earlier question, standing alone, and what was answered."""

    question: Parts
    answer: str


def find_item(new: Parts, exchanges: Sequence[Exchange]) -> str | None:
    """Return what the follow-up points at in the answers: the member of a list, or the thing that was named."""
    ordinals = new.of("ordinal")
    if ordinals:
        number = read_ordinal(new.plain[ordinals[0].start : ordinals[0].end])
        items = next((found for exchange in reversed(exchanges) if len(found := _list_items(exchange.answer)) > 1), {})
        items = items or dict(enumerate(_list_things(exchanges), start=1))
        return items.get(max(items) if number == -1 and items else number or 0)
    last = exchanges[-1]
    if "“" in topic_of(last.question):
        return None
    if load_rules()["answers"]["meaning"].search(last.question.plain):
        return None  # what a word means is no name of the thing
    if last.question.has("ordinal") or _asked_thing(last.question):
        return _name_of_kind(last.question, last.answer) or _named_thing(last.answer)
    return None


def _list_things(exchanges: Sequence[Exchange]) -> list[str]:
    """Return the things that the same was asked of one after another, without what of them: 高新大道, 滨湖大道."""
    head = load_rules()["heads"]["zh"].pattern
    told = [exchange for exchange in exchanges if read_numbers(exchange.answer)]
    topics = [re.sub(f"(?:{head})$", "", topic_of(exchange.question)) for exchange in told]
    things = list(dict.fromkeys(topic for topic in topics if 1 < len(topic) <= _LONGEST_NAME))
    frames = {row.question.text.replace(topic, "") for row, topic in zip(told, topics, strict=True) if topic}
    return things if len(things) > 1 and len(frames) == 1 else []


def _name_of_kind(question: Parts, answer: str) -> str | None:
    """Return the only name in an answer of the kind that was asked for: 哪个县 -> 隆德县, 叫什么 -> 《…》."""
    titles: set[str] = set(re.findall("《[^》]{2,30}》", answer))
    if len(titles) == 1:
        return titles.pop()
    asked = question.of("ask")
    rules = load_rules()["answers"]
    kind = rules["kind_asked"].match(question.plain[asked[0].end :]) if asked else None
    if kind is None:
        return None
    opened = re.match(rf"[一-龥]{{1,8}}?{kind[1]}", answer)
    before = rules["before_name"].pattern
    found = re.findall(rf"(?:{before})([一-龥]{{2,8}}?{kind[1]})", answer)
    within: set[str] = {re.sub(rf"^(?:{before})+", "", name) for name in found}
    if opened and not rules["telling"].search(opened[0]):
        return str(opened[0])
    return within.pop() if len(within) == 1 else None


def _asked_thing(question: Parts) -> bool:
    """Say whether a question asks for a thing, not for a number, a time or a reason."""
    thing, none = (load_rules()["answers"][name] for name in ("asked_thing", "no_thing"))
    asked = question.of("ask")
    return bool(asked) and all(
        thing.fullmatch(question.plain[part.start : part.end]) and not none.match(question.plain, part.end)
        for part in asked
    )


def _named_thing(answer: str) -> str | None:
    """Return the thing that a short answer names; None for a list, a long answer, a number alone and a refusal."""
    text = _MARKS.sub("", answer).partition(" — “")[0].strip().strip("。.")
    if not 0 < len(text) <= _LONGEST_ANSWER or "\n" in text or load_rules()["answers"]["none"].search(text.lower()):
        return None
    before, colon, after = text.replace("：", ":").partition(":")
    if colon and (_AMOUNT.match(before) or _AMOUNT.match(after.strip())):
        return None  # "25亿元：投资25亿元建成体育场馆"
    text = re.sub(r"^[^：:，,。]{1,16}[：:](?=.)", "", text).strip('“”" ')
    text = re.sub(r"(?<=\w)\s*(?:（[^（）]*）|\([^()]*\))$", "", text) if not _AMOUNT.match(text) else text
    text = load_rules()["answers"]["label"].sub("", text)
    # "长北干线改造，投资18亿元": the clause with the figure only says something of the thing.
    named = (clause for clause in re.split("[，,；;]", text) if len(clause) > 2 and not re.search(r"\d", clause))
    text = next(named, text)
    if _AMOUNT.match(text) or load_rules()["answers"]["telling"].search(text):
        return None  # a number, or a sentence of the thing
    return text if 2 < len(text) <= _LONGEST_THING and re.search(r"[^\W\d_]{2}", text) else None


def _list_items(answer: str) -> dict[int, str]:
    """Return the numbered members of an answer by their number."""
    return dict(_read_items(answer)) or dict(_read_inline_items(answer)) or _read_run(answer)


def _read_run(answer: str) -> dict[int, str]:
    """Return the members of an answer that is nothing but a run of short names: 甲、乙、丙."""
    told = _MARKS.sub("", answer).strip().strip("。.")
    clauses = [words.strip() for words in re.split("[；;]", re.sub("^[^：；]{1,16}：", "", told))]
    if len(clauses) > 2 and all(2 < len(words) <= _LONGEST_ITEM for words in clauses):
        return dict(enumerate(clauses, start=1))
    names = [words.strip() for words in told.split("、")]
    short = all(1 < len(words) <= _LONGEST_NAME and not re.search(r"[\d，,。；]", words) for words in names)
    return dict(enumerate(names, start=1)) if short and len(names) > 1 else {}


def _read_inline_items(answer: str) -> Iterator[tuple[int, str]]:
    """Yield the members of a run inside a sentence: 一是…；二是…；三是…."""
    for number, match in enumerate(_INLINE_ITEM.finditer(_MARKS.sub("", answer)), start=1):
        if match[1] != "一二三四五六七八九十"[number - 1]:
            return
        yield number, match[2].strip()[:_LONGEST_ITEM]


def _read_items(answer: str) -> Iterator[tuple[int, str]]:
    for match in load_rules()["answers"]["item"].finditer(_MARKS.sub("", answer)):
        words = load_rules()["answers"]["label"].sub("", match[3].strip()).strip("。；;.")
        yield int(match[1] or match[2]), words[:_LONGEST_ITEM]
