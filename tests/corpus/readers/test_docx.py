import io
import zipfile

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from corpus.errors import UnreadableFileError
from corpus.readers import read_bytes

NUMBERED = f"""<w:numPr {nsdecls("w")}><w:ilvl w:val="0"/><w:numId w:val="77"/></w:numPr>"""
NUMBERING = f"""<w:abstractNum {nsdecls("w")} w:abstractNumId="77"><w:lvl w:ilvl="0"><w:start w:val="1"/>
<w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl></w:abstractNum>"""


def save(document: Document) -> bytes:
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def test_paragraphs_and_tables_are_read_in_order() -> None:
    document = Document()
    document.add_paragraph("政府工作报告")
    paragraph = document.add_paragraph("各位代表：")
    paragraph.add_run("现在").bold = True
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip(table._cells, ["指标", "2021年", "生产总值", "7%"], strict=True):
        cell.text = text
    document.add_paragraph("增长7%。")
    reading = read_bytes(save(document), "a.docx")
    assert reading.text == "政府工作报告\n各位代表：现在\n| 指标 | 2021年 |\n| 生产总值 | 7% |\n增长7%。"


def test_numbers_that_word_adds_are_written_out() -> None:
    document = Document()
    numbering = document.part.numbering_part.element
    numbering.insert(0, parse_xml(NUMBERING))
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))
    for text in ("工作回顾", "工作安排"):
        document.add_paragraph(text)._p.get_or_add_pPr().append(parse_xml(NUMBERED))
    document.add_paragraph("增长7%。")
    assert read_bytes(save(document), "a.docx").text == "一、工作回顾\n二、工作安排\n增长7%。"


def test_a_broken_file_is_refused() -> None:
    with pytest.raises(UnreadableFileError, match="no Word file"):
        read_bytes(b"PK\x03\x04" + bytes(50), "a.docx")


def test_an_archive_that_is_no_word_file_is_refused() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("a.txt", "政府工作报告")
    with pytest.raises(UnreadableFileError, match="no Word file"):
        read_bytes(file.getvalue(), "a.docx")


def test_an_empty_document_is_refused() -> None:
    with pytest.raises(UnreadableFileError, match="empty"):
        read_bytes(save(Document()), "a.docx")
