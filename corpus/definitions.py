"""What the glossary at a report's end says its terms mean."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.types import Outline, Paragraph, Role

_NUMBER = re.compile(
    r"\W{0,3}?(?:\*\*)?\s*(?:\d{1,3}\s*[.．、]|[\[［〔【（(]\^?\d{1,3}[\]］〕】）)]|[①-⑳]|注\s*\d{1,3})?[:：\s]*(?:\*\*)?\s*"
)
_BRACKETED = re.compile(r"【(?P<term>[^】]{2,40})】[:：\s]*")
_COLON = re.compile(r"(?P<term>[^：:。；;\n]{2,60}?)\s*(?:\*\*)?\s*[:：]\s*(?:\*\*)?\s*")
_MEANS = re.compile(
    r"(?P<term>[^：:。；;，,\n]{2,40}?)(?:\*\*)?[，,\s]*(?=(?:主要|就|一般|通常)?(?:是指|系指|指的是|指|即))"
)
_SPACED = re.compile(r"(?P<term>[^\s：:。；;，,]{2,30})(?:\*\*)?\s+(?:\*\*)?")
"""After a number only: 29．两手抓 一手抓疫情防控，一手抓经济社会发展。"""
_ALONE = re.compile(r"(?P<term>(?!.*(?:指|即是?|是指))[^：:。；;，,\n]{2,40})$")
"""A term that has a line of its own, after a number; what it means follows in the next ones."""
_TRIMMED = '*“”" \u3000\xa0'


@dataclass(frozen=True, slots=True)
class Definition:
    """One term and what it is said to mean, as spans of the canonical text."""

    term_start: int
    """The term without marks, bold or the quotes around the whole of it."""
    term_end: int
    start: int
    """The meaning, from its first word to the paragraph's end."""
    end: int


def find_definitions(text: str, outline: Outline) -> list[Definition]:
    """Return the definitions of a report's glossary in text order; a paragraph that defines nothing gives none."""
    return list(_definitions(text, outline))


def _definitions(text: str, outline: Outline) -> Iterator[Definition]:
    paragraphs = [paragraph for paragraph in outline.paragraphs if paragraph.role is Role.GLOSSARY]
    for place, paragraph in enumerate(paragraphs):
        start, numbered = _skip_number(text, paragraph)
        alone = _ALONE.match(text, start, paragraph.end) if numbered else None
        following = paragraphs[place + 1] if place + 1 < len(paragraphs) else None
        if alone and following and not _skip_number(text, following)[1]:
            yield Definition(*_trim(text, *alone.span("term")), following.start, following.end)
            continue
        for shape in (_BRACKETED, _COLON, _MEANS, _SPACED)[: 4 if numbered else 3]:
            match = shape.match(text, start, paragraph.end)
            if match and match.end() < paragraph.end:
                term_start, term_end = _trim(text, *match.span("term"))
                # What is nothing but marks is no term.
                if term_start < term_end:
                    yield Definition(term_start, term_end, match.end(), paragraph.end)
                break


def _skip_number(text: str, paragraph: Paragraph) -> tuple[int, bool]:
    """Return where the words of a paragraph begin, and whether a number stands before them."""
    number = _NUMBER.match(text, paragraph.start, paragraph.end)
    if number is None:
        return paragraph.start, False
    return number.end(), bool(re.search(r"[\d①-⑳]", number.group()))


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    inner = text[start:end]
    # Quotes go only where they hold the whole term: “放管服”改革 keeps them.
    marks = _TRIMMED if "”" not in inner[:-1] else "* \u3000\xa0"
    return start + len(inner) - len(inner.lstrip(marks)), end - (len(inner) - len(inner.rstrip(marks)))
