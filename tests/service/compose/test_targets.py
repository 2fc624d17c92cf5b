import pytest

from service.answer import Service
from service.schemas import AskRequest


@pytest.mark.parametrize(
    "text", ["2021年主要预期目标有哪些？", "今年定了哪些目标？", "What are the main expected targets for 2021?"]
)
def test_the_targets_of_the_year_are_all_told_from_their_sentence(built_in: Service, text: str):
    answer = built_in.ask(AskRequest(question=text))
    assert answer.answered
    for value in ("8%", "8.5%", "10%", "5%", "4.3万", "4.5%", "3%", "20%"):
        assert value in answer.answer
    assert all(figure.status == "target" for figure in answer.figures)
    assert "地区生产总值增长8%" in answer.citations[0].quote


def test_each_target_has_its_line_and_its_name(built_in: Service):
    lines = built_in.ask(AskRequest(question="What are the main expected targets for 2021?")).answer.splitlines()
    assert lines[1].startswith("1. Regional GDP: 8%")
    assert [line.partition(".")[0] for line in lines[1:]] == [str(n) for n in range(1, len(lines))]


@pytest.mark.parametrize("text", ["2021年GDP目标是多少？", "九个方面的工作有哪些？"])
def test_one_target_or_another_list_is_not_the_list_of_targets(built_in: Service, text: str):
    assert "城镇登记失业率控制在" not in built_in.ask(AskRequest(question=text)).answer


def test_targets_of_another_year_are_not_those(built_in: Service):
    assert "城镇登记失业率" not in built_in.ask(AskRequest(question="2025年主要目标有哪些？")).answer
