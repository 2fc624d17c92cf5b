"""The section tree of a report and the place of every paragraph in it.

Heads come numbered (一、 （一） 1. （1） 第一，), marked (## or bold) or run into their paragraph (“改造提升传统产业。” then text).
Their order of nesting is read from the report: a style of head that has not been seen since its parent opens a deeper
level, one that has been seen closes back to its own.
"""

import re
from dataclasses import dataclass
from functools import cached_property

from corpus.cleaning import assign_roles
from corpus.sentences import split_sentences
from corpus.types import Outline, Paragraph, Role, Section

_ORDINAL = "[一二三四五六七八九十]{1,3}"
_STYLES = (
    ("part", re.compile(rf"^第{_ORDINAL}(?:部分|章)[\s、：:]*")),
    ("chinese", re.compile(rf"^{_ORDINAL}[、.．]\s*")),
    ("chinese_bracket", re.compile(rf"^[（(]\s*{_ORDINAL}\s*[)）][、.．]?\s*")),
    ("arabic", re.compile(r"^\d{1,2}(?:[、．]|\.(?!\d))\s*")),
    ("arabic_bracket", re.compile(r"^[（(]\s*\d{1,2}\s*[)）]\s*")),
)
_MARKED = re.compile(r"^(#{1,6})\s*|^(\*\*)(?=[^*]+\*\*$)")
_MAX_HEAD = 50
"""A head is a phrase: longer than this it is text."""
_MAX_BARE_HEAD = 24
"""A run-in head without a number is shorter still."""
_ADDRESS = re.compile(r"^各位(?:代表|委员)[,，:：!！、]")


@dataclass(frozen=True)
class _Line:
    text: str
    start: int
    end: int
    role: Role

    @cached_property
    def head(self) -> "_Head | None":
        return _find_head(self)


@dataclass(frozen=True)
class _Head:
    style: str
    title: str
    run_in: bool


def outline_report(text: str) -> Outline:
    """Return the sections and paragraphs of a canonical text. Linear in its length."""
    lines = _split_lines(text)
    sections: list[Section] = []
    paragraphs: list[Paragraph] = []
    stack: list[tuple[str, int, bool]] = []
    bare_heads = _find_bare_heads(lines)
    last_body = max((i for i, line in enumerate(lines) if line.role is Role.BODY), default=-1)
    for index, line in enumerate(lines):
        if line.role is not Role.BODY:
            paragraphs.append(Paragraph(line.start, line.end, line.role, None))
            continue
        head = line.head or bare_heads.get(index)
        # A run-in head owns its own paragraph; what follows without a head speaks for the section above.
        while stack and stack[-1][2]:
            if head and (head.style == stack[-1][0] or head.style not in [s for s, _, _ in stack]):
                break
            stack.pop()
        if _ADDRESS.match(line.text) and not head:
            del stack[0 if index == last_body else 1 :]
        if head:
            _open(head, line, stack, sections)
        role = Role.HEADING if head and not head.run_in else Role.BODY
        paragraphs.append(Paragraph(line.start, line.end, role, stack[-1][1] if stack else None))
    return Outline(_close(sections, paragraphs), tuple(paragraphs))


def _open(head: _Head, line: _Line, stack: list[tuple[str, int, bool]], sections: list[Section]) -> None:
    styles = [style for style, _, _ in stack]
    if head.style in styles:
        del stack[styles.index(head.style) :]
    elif stack and stack[-1][2]:
        # A deeper style inside a run-in section nests only when that section is numbered.
        if stack[-1][0] == "bare":
            stack.pop()
    parent = stack[-1][1] if stack else None
    sections.append(Section(head.title, len(stack) + 1, line.start, line.end, parent))
    stack.append((head.style, len(sections) - 1, head.run_in))


def _close(sections: list[Section], paragraphs: list[Paragraph]) -> tuple[Section, ...]:
    ends = [section.end for section in sections]
    for paragraph in paragraphs:
        index = paragraph.section
        while index is not None:
            ends[index] = max(ends[index], paragraph.end)
            index = sections[index].parent
    return tuple(Section(s.title, s.level, s.start, end, s.parent) for s, end in zip(sections, ends, strict=True))


def _split_lines(text: str) -> list[_Line]:
    spans = [
        (match.start() + len(raw) - len(raw.lstrip()), match.start() + len(raw.rstrip()))
        for match in re.finditer(r"[^\n]+", text)
        if (raw := match.group()).strip()
    ]
    roles = assign_roles([text[a:b] for a, b in spans])
    return [_Line(text[a:b], a, b, role) for (a, b), role in zip(spans, roles, strict=True)]


def _find_head(line: _Line) -> _Head | None:
    marked = _MARKED.match(line.text)
    bare = line.text.strip("*# ").strip()
    for style, pattern in _STYLES:
        match = pattern.match(bare)
        if match:
            return _cut_head(bare, match.end(), style)
    if marked and len(bare) <= _MAX_HEAD:
        return _Head("mark" + (marked[1] or "**"), bare, run_in=False)
    return None


def _cut_head(bare: str, body: int, style: str) -> _Head | None:
    """Return the head at the start of a numbered line, or None where the number opens running text."""
    first_start, first_end = (split_sentences(bare, body) or [(body, body)])[0]
    whole = first_end >= len(bare)
    title = bare[:first_end].rstrip("。！!；;：:")
    if whole and len(bare) <= _MAX_HEAD + 10 and (not bare.endswith("。") or len(bare) <= _MAX_HEAD):
        return _Head(style, title, run_in=False)
    if not whole and first_end - first_start <= _MAX_HEAD:
        return _Head(style, title, run_in=True)
    cut = re.compile(r"[：:\s]").search(bare, body, body + _MAX_HEAD)
    if cut and cut.start() > body + 1:
        return _Head(style, bare[: cut.start()], run_in=True)
    return _Head(style, bare[:_MAX_HEAD], run_in=True) if style.startswith("chinese") else None


def _find_bare_heads(lines: list[_Line]) -> dict[int, _Head]:
    """Return run-in heads without numbers by line index.

    One short opening sentence proves nothing; where most paragraphs between two numbered heads open so, they are heads.
    """
    found: dict[int, _Head] = {}
    group: list[int] = []
    for index in range(len(lines) + 1):
        boundary = index == len(lines) or lines[index].role is not Role.BODY or lines[index].head is not None
        if not boundary:
            group.append(index)
            continue
        heads = {i: head for i in group if (head := _bare_head(lines[i].text))}
        if len(heads) >= 2 and 2 * len(heads) >= len(group):
            found |= heads
        group = []
    return found


def _bare_head(text: str) -> _Head | None:
    first = re.match(rf"[^,，。;；:：!！?？\d]{{3,{_MAX_BARE_HEAD}}}[。:：]", text)
    if not first or len(text) < 2 * first.end() or _ADDRESS.match(text):
        return None
    return _Head("bare", first.group()[:-1], run_in=True)
