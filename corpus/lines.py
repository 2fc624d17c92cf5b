r"""The paragraphs of a text as spans, whatever broke its lines.

Most reports hold one paragraph a line. Others stand on one line altogether, are broken at a fixed width
or at every link of a web page, or carry their line ends as the letters \r\n. Nothing is changed: a paragraph is a span,
and one that was broken holds its line ends.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_BREAK = re.compile(r"\n|(?:\\r\\n)+")
_INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff"
_EDGE = re.compile(rf"(?:[\s{_INVISIBLE}]|&nbsp;|\?{{2,}})+")
_EDGE_END = re.compile(rf"(?:[\s{_INVISIBLE}]|&nbsp;|\?{{2,}})+\Z")
_BLANK = re.compile(r"[\s]*\Z")

_LONG = 1500
"""Characters; a longer line may hold several paragraphs."""
_ORDINAL = "[一二三四五六七八九十]{1,3}"
_INNER_BREAK = re.compile(
    r"(?<=[。！？；：:”）)*])(?:\s|&nbsp;)+(?=\S)"  # white space after a sentence
    r"|(?:\s|&nbsp;){2,}"
    r"|\?{3,}"
    rf"|(?<=[。！？；])(?=\*{{0,2}}{_ORDINAL}、|（{_ORDINAL}）|\({_ORDINAL}\)|各位代表[，,！!：:])"
    r"|(?<=各位代表：)|(?<=各位代表:)"
    r"|(?<=[。：])(?=\*\*[^*]{4,40}[。！]\*\*)"
    r"|(?<=[\u4e00-\u9fff])(?=各位代表[：:！!])"
)
_GLUED = re.compile(r"(?<=[。！])\s*(?=（[二三四五六七八九十]{1,3}）)|(?<=[。！])\s+(?=各位代表[，,！!])")
"""Where a line was lost: a lone （三） after a sentence, or white space before an address."""
_HEAD_BEFORE_SPACE = re.compile(rf"(?P<head>\*{{0,2}}{_ORDINAL}、[^\s。，]{{4,30}})\s+(?=\S)")

_ENDS = re.compile(r"[。！？；;!?：:…|>\]】][”’」』）)*_\s]*\Z|[.][\"”)]*\Z|\*\*\Z|---\Z")
_STARTS_BLOCK = re.compile(
    rf"#|\*\*|\||>|---|<!--|[-*+] |——|──|{_ORDINAL}、|[（(]\s*(?:{_ORDINAL}|\d{{1,2}})\s*[)）]|\d{{1,2}}[.．、](?!\d)"
    rf"|第{_ORDINAL}[，,、章节部]|各位代表|【|\[\d|[①-⑳]|[IVX]{{1,5}}\. "
)


_CLOSED_BLOCK = re.compile(r"#|\||>|---|<!--")
_PAGE_LINE = re.compile(r"来源\s*[:：]|作者\s*[:：]|编辑\s*[:：]|\d{1,2}:\d{2}")


@dataclass(frozen=True, slots=True)
class _Piece:
    start: int
    end: int
    after_blank: bool


def split_paragraphs(text: str) -> list[tuple[int, int]]:
    """Return the spans of a text's paragraphs in order, without the white space around them. Linear in its length."""
    pieces = list(_split_pieces(text))
    joined = _join_broken(text, pieces)
    return [span for start, end in joined for span in _split_long(text, start, end)]


def _split_pieces(text: str) -> Iterator[_Piece]:
    position, blank = 0, False
    for stop, following in [*((m.start(), m.end()) for m in _BREAK.finditer(text)), (len(text), len(text))]:
        start, end = _trim(text, position, stop)
        if start < end:
            yield _Piece(start, end, blank)
            blank = False
        elif _BLANK.match(text[position:stop]):
            blank = blank or position > 0
        position = following


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the span without white space, invisible characters and lost characters (????) at its edges."""
    match = _EDGE.match(text, start, end)
    start = match.end() if match else start
    # Only a tail that can be an edge is searched, so that a long line costs nothing.
    tail = max(start, end - 200)
    match = _EDGE_END.search(text[tail:end]) if start < end else None
    return start, tail + match.start() if match else end


def _join_broken(text: str, pieces: list[_Piece]) -> Iterator[tuple[int, int]]:
    width = _wrap_width(pieces)
    joins = _has_blank_lines(pieces) or width > 0
    matter_end = _front_matter_end(text, pieces)
    start, end = -1, -1
    for index, piece in enumerate(pieces):
        if index and joins and index > matter_end and _continues(text, pieces[index - 1], piece, width):
            end = piece.end
            continue
        if start >= 0:
            yield start, end
        start, end = piece.start, piece.end
    if start >= 0:
        yield start, end


def _continues(text: str, before: _Piece, piece: _Piece, width: int) -> bool:
    if (
        piece.after_blank
        or before.end - before.start > _LONG
        or _ENDS.search(text[max(0, before.end - 12) : before.end])
    ):
        return False
    if width and before.end - before.start < 0.8 * width:
        return False
    if _PAGE_LINE.search(text, before.start, before.end):
        return False
    opening = text[before.start : before.start + 12]
    if _CLOSED_BLOCK.match(opening) or (
        _STARTS_BLOCK.match(opening) and before.end - before.start < 40 < piece.end - piece.start
    ):
        return False
    return not _STARTS_BLOCK.match(text[piece.start : piece.start + 12])


def _has_blank_lines(pieces: list[_Piece]) -> bool:
    """Return whether blank lines part the paragraphs, so that a single line end does not."""
    flags = [
        piece.after_blank for before, piece in zip(pieces, pieces[1:], strict=False) if before.end - before.start > 40
    ]
    return len(flags) >= 5 and sum(flags) >= 0.6 * len(flags)


def _wrap_width(pieces: list[_Piece]) -> int:
    """Return the width at which lines were broken, 0 where each line is a paragraph."""
    lengths = sorted(piece.end - piece.start for piece in pieces)
    if len(lengths) < 30:
        return 0
    width = lengths[int(0.95 * len(lengths))]
    full = sum(0.8 * width <= length <= 1.15 * width for length in lengths)
    return width if 15 <= width <= 120 and full >= 0.5 * len(lengths) else 0


def _front_matter_end(text: str, pieces: list[_Piece]) -> int:
    """Return the index of the line that closes the front matter, -1 without one."""
    if not pieces or text[pieces[0].start : pieces[0].end] != "---":
        return -1
    return next((i for i, p in enumerate(pieces[1:30], start=1) if text[p.start : p.end] == "---"), -1)


def _split_long(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    if text[start] == "|":
        yield start, end
        return
    if end - start <= _LONG:
        yield from _split_glued(text, start, end)
        return
    position = start
    for stop, following in [*(m.span() for m in _INNER_BREAK.finditer(text, start, end)), (end, end)]:
        a, b = _trim(text, position, stop)
        head = _HEAD_BEFORE_SPACE.match(text, a, b)
        if head and b - head.end() > 40:
            yield a, head.end("head")
            a = head.end()
        if a < b:
            yield a, b
        position = following


def _split_glued(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    cuts = [match.span() for match in _GLUED.finditer(text, start, end)]
    if len(cuts) != 1:
        # Several numbers in a line are a list that belongs together.
        yield start, end
        return
    yield _trim(text, start, cuts[0][0])
    yield _trim(text, cuts[0][1], end)
