"""The section tree of a report and the place of every paragraph in it.

The order in which heads nest is read from the report: a style of head that has not been seen since its parent opens a
deeper level, one that has been seen closes back to its own. What stands between 五年来 and the next head speaks for the
section above, and the closing address belongs to no section.
"""

import re
from dataclasses import dataclass

from corpus.cleaning import assign_roles
from corpus.heads import RANKS, RUN_INS, Head, find_heads, is_address
from corpus.lines import split_paragraphs
from corpus.types import Outline, Paragraph, Role, Section

_SUMMARY = re.compile(
    r"(?:肯定|看到|总结|回顾)[^。，]{0,8}(?:成绩|成就)[^。]{0,8}(?:同时|的取得)|(?:以上|这些|上述)(?:成绩|成就)|(?:成绩|成就)[^。，]{0,6}来之不易"
    r"|清醒(?:地)?(?:认识|看到)"
)
_TERM = re.compile(r"^\W*(?:本届政府|回首|回顾|过去的?[一三四五几]年|这[一三四五几]年|[三四五]年来|刚刚过去)")
_PERORATION = re.compile(r"让我们|团结在|而(?:努力|不懈|共同)?奋斗|新篇章|谢谢|更加紧密|[Ll]et us|rally|strive")
_MAX_CLOSING = 1500
_MAX_CLOSING_LINES = 12
_ANNEX = re.compile(r"^\W*附(?:件|表|录|\s*[:：])|实事|清单|目录|一览表|指标|工程|情况说明")
_STANDING = {"plain", "bold", "major"}
_THANKS = re.compile(r"(?:衷心|诚挚|崇高|真挚|深深|由衷)的?(?:感谢|谢意|敬意)")


@dataclass
class _Open:
    """A section whose paragraphs are being gathered."""

    head: Head
    index: int
    continued: bool = False
    """Whether an earlier sibling held more paragraphs than its head's own."""


def outline_report(text: str) -> Outline:
    """Return the sections and paragraphs of a canonical text. Linear in its length."""
    spans = split_paragraphs(text)
    lines = [text[start:end] for start, end in spans]
    roles = assign_roles(lines)
    heads = find_heads([line if role is Role.BODY else None for line, role in zip(lines, roles, strict=True)])
    return _Builder(spans, lines, roles, heads).build()


class _Builder:
    """Walks the paragraphs once, keeping the sections that are open."""

    def __init__(
        self, spans: list[tuple[int, int]], lines: list[str], roles: list[Role], heads: dict[int, Head]
    ) -> None:
        self._spans, self._lines, self._roles, self._heads = spans, lines, roles, heads
        self._order = sorted(heads)
        self._sections: list[Section] = []
        self._stack: list[_Open] = []
        self._returned = False

    def build(self) -> Outline:
        """Return the outline."""
        paragraphs: list[Paragraph] = []
        closing = self._find_closing()
        glossary: int | None = None
        for index, ((start, end), role) in enumerate(zip(self._spans, self._roles, strict=True)):
            section: int | None = None
            if role is Role.HEADING:
                self._stack = []
                self._open(Head("major", self._lines[index].strip("*#：: \u3000※"), False), index)
                section = glossary = self._stack[-1].index
            elif role is Role.GLOSSARY:
                section = glossary
            elif role is Role.BODY:
                role = self._place(index, closing)
                section = self._stack[-1].index if self._stack else None
            paragraphs.append(Paragraph(start, end, role, section))
        return Outline(_close(self._sections, paragraphs), tuple(paragraphs))

    def _place(self, index: int, closing: tuple[int, int]) -> Role:
        head = self._heads.get(index)
        if closing[0] <= index < closing[1]:
            self._stack = []
            return Role.BODY
        after = index >= closing[1]
        # The cells of an annex's table stand alone like heads.
        if not head or (after and head.style in _STANDING and not _ANNEX.search(head.title)):
            self._settle(index)
            return Role.BODY
        if after and head.style in _STANDING:
            self._stack = []
        self._open(head, index)
        return Role.BODY if head.run_in else Role.HEADING

    def _open(self, head: Head, index: int) -> None:
        self._returned = False
        stack = self._stack
        styles = [entry.head.style for entry in stack]
        continued = False
        if head.style in styles:
            place = styles.index(head.style)
            continued = stack[place].continued
            del stack[place:]
        elif head.style == "major":
            stack.clear()
        else:
            # A run-in head without a number holds nothing but its paragraph.
            while stack and _holds_nothing(stack[-1].head, head):
                stack.pop()
        start, end = self._spans[index]
        parent = stack[-1].index if stack else None
        self._sections.append(Section(head.title, len(stack) + 1, start, end, parent))
        stack.append(_Open(head, len(self._sections) - 1, continued))

    def _settle(self, index: int) -> None:
        """Close what a paragraph without a head no longer belongs to."""
        line, stack = self._lines[index], self._stack
        returns = is_address(line) or bool(_SUMMARY.search(line[:60]) or _THANKS.search(line))
        while stack and stack[-1].head.style in RUN_INS:
            stack.pop()
        if not stack:
            return
        top = stack[-1]
        if top.head.run_in and top.head.style != "major":
            if not returns and (top.continued or self._has_next(index, top.head)):
                top.continued = True
            else:
                stack.pop()
                self._returned = True
        elif len(stack) > 1 and not self._returned and (returns or self._looks_back(index, top.head)):
            stack.pop()
            self._returned = True

    def _looks_back(self, index: int, head: Head) -> bool:
        """Return whether a paragraph after the last of a numbered run sums up the years that the run told of."""
        return bool(head.ordinal and _TERM.match(self._lines[index]) and not self._has_next(index, head))

    def _has_next(self, index: int, head: Head) -> bool:
        """Return whether the next head of a rank like this one's goes on counting."""
        for other in (self._heads[i] for i in self._order if i > index):
            if other.style == head.style:
                return other.ordinal == head.ordinal + 1
            if _outranks(other.style, head.style) or other.style == "major":
                return False
        return False

    def _find_closing(self) -> tuple[int, int]:
        """Return the range of the lines of the closing address; empty at the end where there is none."""
        stop = len(self._lines)
        for start in range(len(self._lines) - 1, 3, -1):
            label = self._roles[start] is Role.FURNITURE and self._lines[start].lstrip("*# ").startswith("附")
            if self._roles[start] is Role.HEADING or label or self._is_annex(start):
                stop = start
            elif self._roles[start] is Role.BODY and self._closes(start, stop):
                return start, stop
        return len(self._lines), len(self._lines)

    def _is_annex(self, index: int) -> bool:
        head = self._heads.get(index)
        return bool(head and head.style in _STANDING and _ANNEX.search(head.title))

    def _closes(self, start: int, stop: int) -> bool:
        rest = [i for i in range(start, stop) if self._roles[i] is Role.BODY]
        words = "".join(self._lines[i] for i in rest)
        if len(rest) > _MAX_CLOSING_LINES or len(words) > _MAX_CLOSING or any(i in self._heads for i in rest):
            return False
        if is_address(self._lines[start]):
            return len(rest) == 1 or bool(_PERORATION.search(words))
        # Without an address only the last paragraph can close the report, and says so.
        return len(rest) == 1 and bool(re.search(r"让我们|\bLet us\b", words)) and not self._address_before(start)

    def _address_before(self, index: int) -> bool:
        """Return whether an address opens the closing a few lines before."""
        near = range(max(0, index - _MAX_CLOSING_LINES), index)
        return any(self._roles[i] is Role.BODY and is_address(self._lines[i]) for i in near)


def _holds_nothing(above: Head, head: Head) -> bool:
    """Return whether a head cannot stand under the one above it."""
    if above.style in {"bold_run", "dash"} and head.style == "bare":
        return False
    return above.style in RUN_INS or _outranks(head.style, above.style)


def _outranks(style: str, other: str) -> bool:
    return style in RANKS and other in RANKS and RANKS[style] < RANKS[other]


def _close(sections: list[Section], paragraphs: list[Paragraph]) -> tuple[Section, ...]:
    ends = [section.end for section in sections]
    for paragraph in paragraphs:
        index = paragraph.section
        while index is not None:
            ends[index] = max(ends[index], paragraph.end)
            index = sections[index].parent
    return tuple(Section(s.title, s.level, s.start, end, s.parent) for s, end in zip(sections, ends, strict=True))
