"""The text of a question changed part by part."""

import re
from dataclasses import replace

from service.dialogue.turn_parts import SPACELESS, Part, Parts, load_rules

_YEAR_AFTER_NUMBER = re.compile(r"(?<=\d)(?=(?:19|20)\d\d年)")
POINTING = frozenset({"inner", "reference", "opener", "both"})


def drop_parts(parts: Parts, kinds: frozenset[str] | set[str]) -> str:
    """Return a question's text without the parts of some kinds."""
    text, position = "", 0
    for part in parts.parts:
        if part.kind in kinds:
            text += parts.text[position : part.start]
            position = part.end
    text += parts.text[position:]
    return re.sub(r"\s{2,}", " ", re.sub(r"^[,，、\s]+", "", text)).strip()


def rest_of(parts: Parts, kinds: frozenset[str] | set[str]) -> str:
    """Return a question's text without the parts of some kinds and the small words left at its start."""
    return re.sub(r"^[的,，、¿¡\s]+|^(?:for|of|in)\b\s*", "", drop_parts(parts, kinds))


def exchange_part(parts: Parts, part: Part, words: str) -> str:
    """Return a question's text with other words for a part."""
    return _drop_marks(parts.text[: part.start] + words + parts.text[part.end :])


def _drop_marks(text: str) -> str:
    return re.sub(r"呢(?=[,，、])", "", text).strip()


def read_template(parts: Parts, name: str) -> str:
    """Return a template of the question's language; empty where it has none."""
    templates = load_rules()["templates"]
    return str(templates.get(parts.language, templates["en"]).get(name, ""))


def close(text: str, new: Parts) -> str:
    """Return a question with its question mark."""
    # PM2.5 and 2025年 side by side would be read as one number.
    text = _YEAR_AFTER_NUMBER.sub(" ", text.rstrip(" ?？。.,，、!！"))
    return f"{text}？" if new.language in SPACELESS else f"{text}?"


def insert_words(parts: Parts, at: int, words: str) -> Parts:
    """Return a question with words put in; they belong to no part of their own."""
    moved = tuple(
        Part(p.start + (len(words) if p.start >= at else 0), p.end + (len(words) if p.end > at else 0), p.kind, p.value)
        for p in parts.parts
    )
    text = parts.text[:at] + words + parts.text[at:]
    plain = parts.plain[:at] + words + parts.plain[at:]
    return Parts(text, plain, parts.language, parts.member_of, parts.still, moved)


def reword_part(parts: Parts, part: Part, words: str) -> Parts:
    """Return a question with other words for a part."""
    shift = len(words) - (part.end - part.start)
    moved = tuple(
        replace(
            p, start=p.start + (shift if p.start >= part.end else 0), end=p.end + (shift if p.end >= part.end else 0)
        )
        for p in parts.parts
    )
    text = parts.text[: part.start] + words + parts.text[part.end :]
    plain = parts.plain[: part.start] + words + parts.plain[part.end :]
    return replace(parts, text=text, plain=plain, parts=moved)


def at_end(text: str, words: str) -> str:
    """Return a question with words put before its question mark."""
    match = re.search(r"[\s?？]*$", text)
    end = match.start() if match else len(text)
    return f"{text[:end]} {words}{text[end:]}"


def dated(time: str) -> str:
    """Return a bare year with 年, so that it runs into no other word, and 五年 as those that have passed."""
    if re.fullmatch("[三五十]年", time):
        return f"过去{time}"
    return f"{time}年" if re.fullmatch(r"\d{4}", time) else time


def lower_inside(thing: str) -> str:
    """Return a thing as it reads inside a question: "Retail sales" without its capital, LED as it is."""
    first = thing.split(" ")[0]
    return thing[0].lower() + thing[1:] if first[1:].islower() else thing
