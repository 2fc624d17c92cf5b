from corpus.outline import outline_report
from corpus.readers import read_bytes
from corpus.readers.markdown import read_markdown
from corpus.types import Role

TEXT = """---
title: 2021年政府工作报告
place: 长治市
year: 2021
date: 2021-02-23
speaker: 杨勤荣
source: https://www.changzhi.gov.cn/a.html
tags: [a, b]
---

各位代表：

## 一、过去一年工作回顾

**稳增长。** 全市生产总值1711.6亿元。

## 二、今年工作安排

增长6%。
"""


def test_front_matter_gives_facts_and_the_text_stays() -> None:
    reading = read_bytes(TEXT.encode(), "a.md")
    assert reading.text == TEXT
    assert reading.facts == {
        "title": "2021年政府工作报告",
        "place": "长治市",
        "year": "2021",
        "date": "2021-02-23",
        "speaker": "杨勤荣",
        "url": "https://www.changzhi.gov.cn/a.html",
    }


def test_front_matter_is_page_furniture_and_marks_are_heads() -> None:
    outline = outline_report(TEXT)
    assert all(p.role is Role.FURNITURE for p in outline.paragraphs if p.start < TEXT.index("各位代表"))
    assert [section.title for section in outline.sections] == ["一、过去一年工作回顾", "二、今年工作安排"]


def test_broken_or_missing_front_matter_gives_no_facts() -> None:
    assert read_markdown("# 政府工作报告\n\n增长6%。\n", "a.md").facts == {}
    assert read_markdown("---\ntitle: [\n---\n增长6%。\n", "a.md").facts == {}


def test_a_source_that_is_no_address_is_no_url() -> None:
    assert read_markdown("---\nsource: 市政府网站\n---\n增长6%。\n", "a.md").facts == {}
