"""PDF files with text: lines joined to paragraphs, page numbers, headers and footers taken off."""

import io
import re
from collections import Counter
from dataclasses import dataclass
from typing import Any

from corpus.errors import UnreadableFileError
from corpus.readers.reading import Reading

_MIN_CHARACTERS = 30
"""Characters a page on average; a scanned page has none, or a stamp's."""
_PAGE_NUMBER = re.compile(r"^[-—–·.\s]*(?:第\s*)?\d{1,4}(?:\s*/\s*\d{1,4})?\s*(?:页)?(?:\s*共\s*\d+\s*页)?[-—–·.\s]*$")
_EDGE_LINES = 2
_TERMINAL = re.compile(r"[。！？；：!?;:”）…]$")
_OPENS = re.compile(
    r"^(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}[.．、](?!\d)|——|各位代表|第[一二三四五六七八九十]+[，,、章部])"
)


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    x0: float
    x1: float
    size: float


def read_pdf(data: bytes, name: str) -> Reading:
    """Return a PDF's text, one paragraph a line.

    Raises:
        UnreadableFileError: the file is broken, needs a password, or holds pictures of pages and no text.
    """
    import pdfplumber
    from pdfminer.pdfdocument import PDFPasswordIncorrect
    from pdfminer.pdfparser import PDFSyntaxError
    from pdfplumber.utils.exceptions import PdfminerException

    try:
        with pdfplumber.open(io.BytesIO(data)) as document:
            pages = [_page_lines(page) for page in document.pages]
    except (PdfminerException, PDFPasswordIncorrect) as error:
        if "Password" in repr(error):
            raise UnreadableFileError(f"{name} needs a password. Save it without one.") from error
        raise UnreadableFileError(f"{name} is a broken PDF: {error}.") from error
    except (PDFSyntaxError, ValueError, KeyError, TypeError, IndexError) as error:
        raise UnreadableFileError(f"{name} is a broken PDF: {error}.") from error
    if sum(len(line.text) for page in pages for line in page) < _MIN_CHARACTERS * max(1, len(pages)):
        raise UnreadableFileError(
            f"{name} is a scanned PDF: its {len(pages)} pages are pictures without text. Give a file that holds text."
        )
    return Reading.of("\n".join(_join([line for page in _strip_edges(pages) for line in page])))


def _page_lines(page: Any) -> list[_Line]:
    found = page.extract_text_lines(return_chars=True, strip=True)
    lines = []
    for line in found:
        sizes = [char["size"] for char in line["chars"]] or [0.0]
        lines.append(_Line(_close_gaps(line["text"]), line["x0"], line["x1"], sorted(sizes)[len(sizes) // 2]))
    # A page's objects are kept until it is closed; a long report would hold all of them.
    page.close()
    return [line for line in lines if line.text]


def _close_gaps(text: str) -> str:
    """Return the line without the spaces that justified setting puts between Chinese characters."""
    return re.sub(r"(?<=[\u3000-\u9fff\uff00-\uffef])[ \u3000]+(?=[\u3000-\u9fff\uff00-\uffef])", "", text).strip()


def _strip_edges(pages: list[list[_Line]]) -> list[list[_Line]]:
    """Return the pages without page numbers and without headers and footers that most pages share."""

    def shape(line: _Line) -> str:
        return re.sub(r"\d+", "#", line.text)

    counts = Counter(
        key for page in pages for key in {shape(line) for line in [*page[:_EDGE_LINES], *page[-_EDGE_LINES:]]}
    )
    shared = {key for key, count in counts.items() if len(pages) >= 3 and count > 0.5 * len(pages)}
    kept = []
    for page in pages:
        edges = {*range(_EDGE_LINES), *range(len(page) - _EDGE_LINES, len(page))}
        kept.append(
            [
                line
                for index, line in enumerate(page)
                if not (index in edges and (shape(line) in shared or _PAGE_NUMBER.match(line.text)))
            ]
        )
    return kept


def _join(lines: list[_Line]) -> list[str]:
    """Return paragraphs from lines: an indent or a short line before it opens a new one."""
    if not lines:
        return []
    lefts = Counter(round(line.x0) for line in lines)
    left = min(x for x, count in lefts.items() if count >= max(2, 0.1 * len(lines))) if len(lines) > 3 else min(lefts)
    right = sorted(line.x1 for line in lines)[int(0.9 * len(lines))]
    indents = sum(1.2 < (line.x0 - left) / (line.size or 10.0) < 4 for line in lines)
    # Where first lines are indented, a short line proves nothing: figures are narrower than characters.
    uses_indents = indents >= max(3, 0.05 * len(lines))
    paragraphs: list[str] = []
    before: _Line | None = None
    for line in lines:
        size = line.size or 10.0
        indented = line.x0 > left + 1.2 * size
        short = before is not None and before.x1 < right - 2.5 * (before.size or 10.0)
        resized = before is not None and abs(before.size - line.size) > 0.15 * size
        ended = short and before is not None and _ends(before) and not uses_indents
        opens = before is None or indented or resized or ended or (short and _OPENS.match(line.text) is not None)
        # A line in the middle of the page is a title's, and the next is no part of it.
        centred = before is not None and before.x0 > left + 1.2 * size and before.x1 < right - 8 * size
        if opens or centred:
            paragraphs.append(line.text)
        else:
            latin = paragraphs[-1][-1:].isascii() and line.text[:1].isascii() and paragraphs[-1][-1:].isalpha()
            paragraphs[-1] += (" " if latin else "") + line.text
        before = line
    return paragraphs


def _ends(line: _Line) -> bool:
    return bool(_TERMINAL.search(line.text))
