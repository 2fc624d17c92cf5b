import io
from collections.abc import Callable

import pytest
from docx import Document

from corpus.library import built_in_reports
from corpus.metadata import find_metadata
from corpus.outline import outline_report
from corpus.readers import read_bytes
from corpus.types import Role

REPORT = built_in_reports()[0]
PARAGRAPHS = [REPORT.text[p.start : p.end] for p in outline_report(REPORT.text).paragraphs]


def told(text: str) -> list[tuple[tuple[str, ...], str]]:
    """Return each paragraph of the report itself with its section path."""
    outline = outline_report(text)
    kept = {Role.BODY, Role.HEADING}
    return [(outline.path(p.section), text[p.start : p.end]) for p in outline.paragraphs if p.role in kept]


def as_docx() -> bytes:
    document = Document()
    for paragraph in PARAGRAPHS:
        document.add_paragraph(paragraph)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def as_html() -> bytes:
    body = "".join(f"<p>　　{paragraph}</p>" for paragraph in PARAGRAPHS)
    page = f"<html><body><div><a href='/'>首页</a></div><div id='zoom'>{body}</div><div>版权所有</div></body></html>"
    return page.encode("gb18030")


def as_one_line() -> bytes:
    return "　　".join(PARAGRAPHS).encode("utf-16")


def as_written_breaks() -> bytes:
    return "\\r\\n".join(PARAGRAPHS).encode()


@pytest.mark.parametrize(
    ("make", "name"),
    [(as_docx, "a.docx"), (as_html, "a.html"), (as_one_line, "a.txt"), (as_written_breaks, "b.txt")],
)
def test_the_built_in_report_reads_the_same_from_every_format(make: Callable[[], bytes], name: str) -> None:
    text = read_bytes(make(), name).text
    assert told(text) == told(REPORT.text)
    found = find_metadata(text)
    assert (found.place, found.year, found.speaker, found.date) == ("长治市", 2021, "杨勤荣", "2021-02-23")
