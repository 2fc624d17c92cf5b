import io

import pytest

from corpus.errors import UnreadableFileError
from corpus.readers import read_bytes

canvas = pytest.importorskip("reportlab.pdfgen.canvas")
from reportlab.pdfbase import pdfmetrics  # noqa: E402 (only where the package that draws test files is installed)
from reportlab.pdfbase.cidfonts import UnicodeCIDFont  # noqa: E402

FIRST = (
    "全市上下坚持稳中求进工作总基调，完整准确全面贯彻新发展理念，地区生产总值完成1711.6亿元，增长4.7%，一般公共预算收入增长6%。"
    * 3
)
SECOND = (
    "城镇新增就业10.9万人，城镇登记失业率控制在4.5%以内，居民人均可支配收入增长7%，粮食总产量稳定在30亿斤以上。" * 4
)
PER_LINE = 34


def draw(paragraphs: list[str], per_page: int = 14) -> bytes:
    """Return a PDF set like an official paper: two characters' indent, a header, page numbers."""
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    file = io.BytesIO()
    page = canvas.Canvas(file)
    lines: list[tuple[int, str]] = []
    for paragraph in paragraphs:
        first = True
        while paragraph:
            width = PER_LINE - (2 if first else 0)
            lines.append((2 if first else 0, paragraph[:width]))
            paragraph, first = paragraph[width:], False
    for number, start in enumerate(range(0, len(lines), per_page), start=1):
        page.setFont("STSong-Light", 9)
        page.drawString(200, 800, "长治市人民政府文件")
        page.setFont("STSong-Light", 12)
        for row, (indent, text) in enumerate(lines[start : start + per_page]):
            page.drawString(72 + 12 * indent, 760 - 20 * row, text)
        page.drawString(290, 40, f"— {number} —")
        page.showPage()
    page.save()
    return file.getvalue()


def test_wrapped_lines_become_paragraphs_without_page_furniture() -> None:
    # No two pages may break alike, or their lines would look like a footer.
    texts = [text[5 * turn : -1] + text[: 5 * turn] + "。" for turn, text in enumerate([FIRST, SECOND] * 3)]
    paragraphs = ["一、工作回顾", *texts[:2], "二、工作安排", *texts[2:]]
    text = read_bytes(draw(paragraphs), "a.pdf").text
    assert text.split("\n") == paragraphs


def test_a_scanned_file_is_refused_and_says_so() -> None:
    file = io.BytesIO()
    page = canvas.Canvas(file)
    for _ in range(3):
        page.rect(72, 72, 400, 600)
        page.showPage()
    page.save()
    with pytest.raises(UnreadableFileError, match="scanned PDF"):
        read_bytes(file.getvalue(), "scan.pdf")


def test_a_broken_file_is_refused() -> None:
    with pytest.raises(UnreadableFileError, match="broken.pdf"):
        read_bytes(b"%PDF-1.7\n" + b"garbage" * 20, "broken.pdf")
    with pytest.raises(UnreadableFileError, match="cut.pdf"):
        read_bytes(draw([FIRST])[:400], "cut.pdf")


def test_a_file_with_a_password_is_refused() -> None:
    from reportlab.lib.pdfencrypt import StandardEncryption

    file = io.BytesIO()
    page = canvas.Canvas(file, encrypt=StandardEncryption("secret"))
    page.drawString(72, 72, "text")
    page.save()
    with pytest.raises(UnreadableFileError, match="password"):
        read_bytes(file.getvalue(), "locked.pdf")
