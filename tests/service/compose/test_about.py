import pytest

from service.compose.about import compose_about
from tests.service.small_report import TEXT, look


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("谁作的报告？", "王小明"),
        ("Who delivered the report?", "王小明"),
        ("报告是什么时候作的？", "2021年2月1日"),
        ("这份报告是在哪次会议上作的？", "第六次会议"),
    ],
)
def test_questions_about_the_report_are_answered_from_its_title_lines(small, text, words):
    draft = compose_about(*look(small, text))
    assert words in draft.text
    for _, start, end in draft.spans:
        assert words in TEXT[start:end]
        assert end < TEXT.index("各位代表")


def test_other_questions_are_left_to_others(small):
    assert compose_about(*look(small, "2020年GDP是多少？")) is None
    question, _ = look(small, "谁作的报告？")
    assert compose_about(question, []) is None
