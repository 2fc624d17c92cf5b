import re

import pytest

from service.compose_list import compose_list
from tests.service.small_report import TEXT, look


@pytest.mark.parametrize("text", ["四件民生实事是哪些？", "今年要办哪些民生实事？", "列出今年的民生实事"])
def test_a_list_is_told_complete_in_order_and_counted(small, text):
    draft = compose_list(*look(small, text))
    lines = draft.text.splitlines()
    assert lines[0].startswith("共4项")
    for number, (line, words) in enumerate(
        zip(lines[1:], ["幼儿园12所", "老旧小区58个", "公园三座", "停车位5000个"], strict=True), start=1
    ):
        assert line.startswith(f"{number}. ")
        assert words in line


def test_each_member_cites_its_own_words(small):
    draft = compose_list(*look(small, "四件民生实事是哪些？"))
    for line in draft.text.splitlines()[1:]:
        shown, mark = re.fullmatch(r"\d+\. (.*)\[(\d+)\]", line).groups()
        _, start, end = draft.spans[int(mark) - 1]
        assert shown.rstrip("…") in TEXT[start:end]


def test_what_is_not_announced_as_a_list_is_none(small):
    assert compose_list(*look(small, "火箭发射场分别在哪些星球？")) is None


def test_the_heads_below_a_head_are_a_list(built_in, built_in_reading):
    from service.evidence import select_evidence
    from service.question import understand

    question = understand("2021年九个方面的工作是哪些？", 2021, frozenset({"长治市"}))
    evidence = select_evidence(question, built_in.retriever.retrieve(question.expanded, 12), built_in.readings)
    draft = compose_list(question, evidence)
    assert draft.text.startswith("共9项")
    heads = [section.title for section in built_in_reading.outline.sections if section.title.startswith("(")]
    assert [line.split(". ", 1)[1][:10] for line in draft.text.splitlines()[1:]] == [h[:10] for h in heads[-9:]]
