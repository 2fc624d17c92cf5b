import json
import re
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.library import BUILT_IN
from corpus.outline import outline_report
from corpus.readers.text import read_text
from corpus.types import Outline, Paragraph, Role, Section

DATA = Path(__file__).parent / "data"

LINES = st.sampled_from(
    [
        "长治市政府工作报告",
        "一行\\r\\n另一行\\r\\n",
        "????",
        "市长 杨勤荣",
        "各位代表：",
        "各位代表，让我们团结起来，为实现目标而努力奋斗！",
        "一、过去一年工作回顾",
        "**二、今年工作安排**",
        "## 三、重点工作",
        "（一）加快发展。坚持高质量发展，生产总值增长6.5%，财政收入1711.6亿元。",
        "(二)改善民生",
        "1.稳定就业。新增就业10.9万人，一是抓培训，二是抓服务。",
        "改造提升传统产业。坚持高端化、智能化、绿色化发展方向，支持现有企业扩大规模。",
        "——城镇新增就业5万人以上；",
        "全市经济总量达到1,711.6亿元，增长6%。",
        "责任编辑：张三",
        "名词解释",
        "1. 双碳：碳达峰、碳中和。",
        "   ",
        "",
    ]
)
ANY_TEXT = st.one_of(st.lists(LINES, max_size=25).map("\n".join), st.text(max_size=300))


@pytest.fixture(scope="module")
def text() -> str:
    return read_text(BUILT_IN / "changzhi-2021.txt")


@pytest.fixture(scope="module")
def outline(text: str) -> Outline:
    return outline_report(text)


@pytest.fixture(scope="module")
def expected() -> dict:
    return json.loads((DATA / "changzhi-2021.outline.json").read_text("utf-8"))


def test_built_in_report_has_exactly_the_expected_sections(outline: Outline, expected: dict) -> None:
    assert outline.sections == tuple(Section(**section) for section in expected["sections"])


def test_built_in_report_has_exactly_the_expected_paragraphs(outline: Outline, expected: dict) -> None:
    paragraphs = tuple(Paragraph(p["start"], p["end"], Role(p["role"]), p["section"]) for p in expected["paragraphs"])
    assert outline.paragraphs == paragraphs


def test_expected_paragraphs_open_with_the_words_written_beside_them(text: str, expected: dict) -> None:
    for paragraph in expected["paragraphs"]:
        assert text[paragraph["start"] : paragraph["end"]].startswith(paragraph["opens"])


@pytest.mark.parametrize(
    ("words", "path"),
    [
        ("现在,我代表长治市人民政府", ()),
        ("“十三五”时期是长治发展史上", ("一、“十三五”时期工作回顾",)),
        ("累计投入134.1亿元", ("一、“十三五”时期工作回顾", "(四)三大攻坚战成效显著")),
        ("刚刚过去的2020年", ("一、“十三五”时期工作回顾",)),
        ("到“十四五”末", ("二、“十四五”时期经济社会发展指导思想和目标任务",)),
        (
            "按照“三个一批”要求",
            ("三、2021年工作安排", "(一)坚定抓好项目建设,加快构建现代产业体系"),
        ),
        (
            "聚焦“六新”突破,大力发展战略性新兴产业",
            ("三、2021年工作安排", "(一)坚定抓好项目建设,加快构建现代产业体系", "培育壮大新兴产业未来产业"),
        ),
        (
            "全省第七次旅发大会",
            ("三、2021年工作安排", "(五)大力推进省域副中心城市建设,切实增强城市竞争力和辐射力"),
        ),
        ("大道至简、实干为要", ()),
    ],
)
def test_built_in_passages_stand_under_the_heads_a_reader_sees(
    text: str, outline: Outline, words: str, path: tuple[str, ...]
) -> None:
    position = text.index(words)
    paragraph = next(p for p in outline.paragraphs if p.start <= position < p.end)
    assert outline.path(paragraph.section) == path


def test_page_furniture_of_the_built_in_report_is_not_body(text: str, outline: Outline) -> None:
    body = "\n".join(text[p.start : p.end] for p in outline.paragraphs if p.role is Role.BODY)
    for words in ("责任编辑", "精彩图片", "查看余下全文", "点击查阅", "来源:长治市政府", "市长 杨勤荣"):
        assert words in text
        assert words not in body


def test_empty_text_has_an_empty_outline() -> None:
    assert outline_report("") == Outline((), ())


def is_nothing(gap: str) -> bool:
    """Return whether a gap holds only white space, invisible or lost characters and line ends written as letters."""
    return not re.sub(r"(?:\\r\\n|&nbsp;|\?{2,}|[\s\u200b\u200c\u200d\u2060\ufeff])", "", gap)


def assert_outline_holds(text: str, outline: Outline) -> None:
    """Paragraphs cover everything but white space, in order; sections nest and end with their last paragraph."""
    position = 0
    for paragraph in outline.paragraphs:
        assert is_nothing(text[position : paragraph.start])
        assert paragraph.start < paragraph.end
        piece = text[paragraph.start : paragraph.end]
        assert piece == piece.strip()
        position = paragraph.end
    assert is_nothing(text[position:])
    for first, second in pairwise(outline.sections):
        assert first.start < second.start
    for index, section in enumerate(outline.sections):
        assert 0 <= section.start < section.end <= len(text)
        if section.parent is None:
            assert section.level == 1
        else:
            parent = outline.sections[section.parent]
            assert section.parent < index
            assert parent.level == section.level - 1
            assert parent.start <= section.start
            assert section.end <= parent.end
    for paragraph in outline.paragraphs:
        if paragraph.section is not None:
            section = outline.sections[paragraph.section]
            assert section.start <= paragraph.start
            assert paragraph.end <= section.end


def test_built_in_outline_holds(text: str, outline: Outline) -> None:
    assert_outline_holds(text, outline)


@given(ANY_TEXT)
def test_every_outline_holds(text: str) -> None:
    assert_outline_holds(text, outline_report(text))


def test_a_line_between_numbered_heads_parts_no_report():
    text = (
        "晋北市政府工作报告\n\n各位代表：\n\n**一、过去五年工作回顾**\n\n社会事业取得新成就\n\n"
        "学校和医院条件改善，新建学校十二所，群众看病上学更加方便。\n\n自身建设得到加强\n\n"
        "全面依法行政，办理建议提案三百件，件件有着落，事事有回音。\n\n**二、今后五年的目标**\n\n"
        "地区生产总值年均增长百分之八，财政收入同步增长，居民收入稳步提高。\n\n**三、今年的工作安排**\n\n"
        "全力抓好项目建设，开工项目一百个，完成投资六百亿元以上。\n"
    )
    levels = {section.title: section.level for section in outline_report(text).sections}
    numbered = [level for title, level in levels.items() if title[1] == "、"]
    assert numbered == [1, 1, 1]
    assert levels["社会事业取得新成就"] == 2
