from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.library import BUILT_IN
from corpus.outline import outline_report
from corpus.readers.text import read_text
from corpus.sentences import find_enumerations, list_sentences, split_clauses, split_sentences
from corpus.types import Role

PIECES = st.lists(
    st.sampled_from(
        [
            "增长6.5%",
            "1,711.6亿元",
            "“双碳”",
            "。",
            "！",
            "，",
            "；",
            "：",
            "一是",
            "二是",
            "三是",
            "(1)",
            "(2)",
            "第一，",
            "第二，",
        ]
        + ["①", "②", " ", "\n", "GDP grew 5%. ", "The U.S. said. ", "新增就业", "”", "）"]
    ),
    max_size=40,
).map("".join)


def pieces(text: str) -> list[str]:
    return [text[a:b] for a, b in split_sentences(text)]


def clauses(text: str) -> list[str]:
    return [text[c.start : c.end] for c in split_clauses(text)]


def items(text: str) -> list[list[str]]:
    return [[text[i.start : i.end] for i in e.items] for e in find_enumerations(text)]


def test_sentences_keep_their_final_punctuation_and_closing_quotes() -> None:
    assert pieces("他说“好。”大家鼓掌！真的吗？") == ["他说“好。”", "大家鼓掌！", "真的吗？"]


def test_decimal_points_and_thousands_end_no_sentence() -> None:
    assert pieces("地区生产总值1711.6亿元,增长4.7%。") == ["地区生产总值1711.6亿元,增长4.7%。"]
    assert pieces("GDP grew 5.2%. Grain output reached 1.4 trillion jin.") == [
        "GDP grew 5.2%.",
        "Grain output reached 1.4 trillion jin.",
    ]


def test_text_without_final_punctuation_is_one_sentence() -> None:
    assert pieces("  一、工作回顾 ") == ["一、工作回顾"]
    assert pieces("") == []


def test_clauses_split_at_commas_but_not_inside_numbers() -> None:
    assert clauses("总量达到1,711.6亿元,增长4.7%；财政收入：191亿元。") == [
        "总量达到1,711.6亿元",
        "增长4.7%",
        "财政收入",
        "191亿元。",
    ]


def test_members_of_a_list_stay_in_one_clause() -> None:
    assert clauses("审批事项、环节、材料分别压减26%、40%、23%") == ["审批事项、环节、材料分别压减26%、40%、23%"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("抓好两件事：一是修路，二是建桥。", [["一是修路，", "二是建桥。"]]),
        ("重点工程：(1)东站；(2)西站；(3)南站。", [["(1)东站；", "(2)西站；", "(3)南站。"]]),
        ("第一，稳就业。第二，保民生。", [["第一，稳就业。", "第二，保民生。"]]),
        ("①路②桥", [["①路", "②桥"]]),
        ("之一是开放，二是改革", []),
        ("二是改革", []),
    ],
)
def test_enumerations(text: str, expected: list[list[str]]) -> None:
    assert items(text) == expected


def test_lead_of_an_enumeration_says_what_is_enumerated() -> None:
    text = "今年办好实事：一是修路，二是建桥。"
    (found,) = find_enumerations(text)
    assert text[found.lead_start : found.lead_end] == "今年办好实事："
    assert [item.ordinal for item in found.items] == [1, 2]


def test_built_in_city_projects_are_one_list_of_twenty() -> None:
    text = read_text(BUILT_IN / "changzhi-2021.txt")
    position = text.index("持续抓好主城区建设。")
    paragraph = next(p for p in outline_report(text).paragraphs if p.start <= position < p.end)
    (found,) = find_enumerations(text, paragraph.start, paragraph.end)
    assert [item.ordinal for item in found.items] == list(range(1, 21))


def test_built_in_sentences_lie_in_their_paragraphs_and_cover_them() -> None:
    text = read_text(BUILT_IN / "changzhi-2021.txt")
    outline = outline_report(text)
    sentences = list_sentences(text, outline)
    for first, second in pairwise(sentences):
        assert first.end <= second.start
    for index, paragraph in enumerate(outline.paragraphs):
        joined = "".join(text[s.start : s.end] for s in sentences if s.paragraph == index)
        kept = paragraph.role in {Role.HEADING, Role.BODY, Role.GLOSSARY}
        whole = "".join(text[paragraph.start : paragraph.end].split())
        assert "".join(joined.split()) == (whole if kept else "")


def assert_ordered(spans: list[tuple[int, int]], start: int, end: int) -> None:
    position = start
    for a, b in spans:
        assert position <= a < b <= end
        position = b


@given(st.one_of(PIECES, st.text(max_size=200)), st.data())
def test_spans_are_ordered_and_stay_inside_what_was_asked(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    sentences = split_sentences(text, start, end)
    assert_ordered(sentences, start, end)
    assert "".join(text[a:b] for a, b in sentences).split() == text[start:end].split() or "".join(
        "".join(text[a:b] for a, b in sentences).split()
    ) == "".join(text[start:end].split())
    for a, b in sentences:
        assert_ordered([(c.start, c.end) for c in split_clauses(text, a, b)], a, b)
    for found in find_enumerations(text, start, end):
        assert start <= found.lead_start <= found.lead_end <= found.items[0].start
        assert_ordered([(i.start, i.end) for i in found.items], start, end)
        assert [i.ordinal for i in found.items] == list(range(1, len(found.items) + 1))


def test_an_enumeration_may_have_more_than_twenty_items():
    ones = ("", *"一二三四五六七八九")
    words = [tens + one for tens in ("", "十", "二十") for one in ones if tens + one]
    text = "办好实事。" + "；".join(f"{word}是建设项目{number}" for number, word in enumerate(words)) + "。"
    (found,) = find_enumerations(text)
    assert len(found.items) == 29


def test_a_comma_of_a_remark_ends_no_clause():
    text = "实现地区生产总值2650亿元（预计数，下同）、增长5.5%，收入增长3%"
    assert [text[c.start : c.end] for c in split_clauses(text)] == text.rsplit("，", 1)
