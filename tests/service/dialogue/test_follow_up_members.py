"""Names asked for after a number."""

import pytest

from service.answer import Service
from service.dialogue.follow_up_members import Members
from service.draft import Draft
from service.schemas import AskRequest, Turn


class _Reading:
    """A report of one sentence."""

    def __init__(self, text: str) -> None:
        self._text = text

    def quote(self, start: int, end: int) -> str:
        return self._text[start:end]


@pytest.mark.parametrize(
    ("members", "quote", "named"),
    [
        (Members("贫困县", 5), "投入产业、就业、教育资金，5个贫困县全部摘帽", False),
        (Members("贫困县", 2), "甲县、乙县等贫困县摘帽", True),
        (Members("", 3), "推出东线、西线、环湖3条精品线路", True),
        (Members("", 10), "确保100万人脱贫、10个贫困县摘帽", False),
    ],
)
def test_names_stand_in_a_row(members: Members, quote: str, named: bool) -> None:
    draft = Draft()
    draft.spans.append((_Reading(quote), 0, len(quote)))  # type: ignore[arg-type]
    assert members.are_named(draft) is named


def test_what_is_only_counted_is_refused(built_in: Service) -> None:
    history = [Turn(role="user", content="长治有几个贫困县摘帽"), Turn(role="assistant", content="5个。")]
    assert not built_in.ask(AskRequest(question="分别是哪几个", history=history)).answered


def test_the_row_before_the_number_names_them(built_in: Service) -> None:
    history = [Turn(role="user", content="旅发大会推出几条精品旅游线路"), Turn(role="assistant", content="3条。")]
    answer = built_in.ask(AskRequest(question="都有哪几条", history=history))
    assert "太行低空" in answer.answer


def test_the_others_of_a_row_left_open_are_refused(built_in: Service) -> None:
    history = [
        Turn(role="user", content="今年给哪几所学校建综合教学楼"),
        Turn(role="assistant", content="市一中、火炬中学、实验中学等6所。"),
    ]
    assert not built_in.ask(AskRequest(question="另外三所叫什么", history=history)).answered
