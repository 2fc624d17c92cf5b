from hypothesis import given
from hypothesis import strategies as st

from corpus.lines import split_paragraphs

SENTENCE = "全市坚持稳中求进工作总基调，完整准确全面贯彻新发展理念，地区生产总值增长6.5%，一般公共预算收入增长8%。"


def paragraphs(text: str) -> list[str]:
    return [text[a:b] for a, b in split_paragraphs(text)]


def test_one_paragraph_a_line() -> None:
    assert paragraphs("  一、回顾\n\n\u3000\u3000增长6%。\n二、安排") == ["一、回顾", "增长6%。", "二、安排"]


def test_line_ends_written_as_letters_part_paragraphs() -> None:
    assert paragraphs("各位代表：\\r\\n现在报告。\\r\\n\\r\\n一、回顾") == ["各位代表：", "现在报告。", "一、回顾"]


def test_invisible_and_lost_characters_are_no_part_of_a_paragraph() -> None:
    assert paragraphs("\u200b\n????增长6%。??\n&nbsp; 好。") == ["增长6%。", "好。"]


def test_a_report_on_one_line_is_parted_at_white_space_and_heads() -> None:
    text = (
        "政府工作报告　　各位代表：　　"
        + SENTENCE * 20
        + "　　一、工作回顾　　"
        + SENTENCE * 20
        + "**二、工作安排** "
        + SENTENCE
    )
    assert paragraphs(text) == [
        "政府工作报告",
        "各位代表：",
        SENTENCE * 20,
        "一、工作回顾",
        SENTENCE * 20,
        "**二、工作安排**",
        SENTENCE,
    ]


def test_lines_broken_at_links_are_joined_where_blank_lines_part_paragraphs() -> None:
    text = (
        "\n\n".join([SENTENCE] * 8)
        + "\n\n国内生产总值达到74.4\n\u200b\n万亿元，\n改革开放\n深入推进。\n\n一、安排\n\n"
        + SENTENCE
    )
    assert "国内生产总值达到74.4\n\u200b\n万亿元，\n改革开放\n深入推进。" in paragraphs(text)
    assert "一、安排" in paragraphs(text)


def test_lines_broken_at_a_width_are_joined() -> None:
    flat = SENTENCE * 30
    wrapped = "\n".join(flat[i : i + 30] for i in range(0, len(flat), 30))
    assert [p.replace("\n", "") for p in paragraphs("一、回顾\n" + wrapped)][0] == "一、回顾"
    assert len(paragraphs(wrapped)) < 30


def test_a_lost_line_end_before_a_lone_number_or_an_address_is_found() -> None:
    assert paragraphs("安心创业！（三）聚焦内需。加快发展。") == ["安心创业！", "（三）聚焦内需。加快发展。"]
    assert paragraphs("不想腐。 各位代表，让我们奋斗！") == ["不想腐。", "各位代表，让我们奋斗！"]
    assert len(paragraphs("分三步。（一）修路。（二）建桥。（三）通车。")) == 1


def test_front_matter_and_tables_stay_lines() -> None:
    text = (
        "---\nsource: https://a.b/c\ntitle: 政府工作报告\n---\n\n"
        + "\n\n".join([SENTENCE] * 8)
        + "\n\n| 1 | 甲 |\n| 2 | 乙 |"
    )
    assert paragraphs(text)[:4] == ["---", "source: https://a.b/c", "title: 政府工作报告", "---"]
    assert paragraphs(text)[-2:] == ["| 1 | 甲 |", "| 2 | 乙 |"]


@given(
    st.one_of(
        st.text(max_size=300),
        st.lists(st.sampled_from([SENTENCE, "\n", "\\r\\n", "　　", "??", "一、", "| a |"])).map("".join),
    )
)
def test_paragraphs_are_ordered_and_trimmed(text: str) -> None:
    position = 0
    for start, end in split_paragraphs(text):
        assert position <= start < end <= len(text)
        assert text[start:end] == text[start:end].strip()
        position = end
