import pytest
from rich.console import Console

from service.commands import printing
from service.schemas import Computation, Passage, Refusal
from tests.front import QUOTE, make_response


@pytest.fixture
def printed(monkeypatch):
    console = Console(record=True, width=60, soft_wrap=True, highlight=False, file=open("/dev/null", "w"))  # noqa: SIM115
    monkeypatch.setattr(printing, "_console", console)

    def show(response):
        printing.print_answer(response)
        return console.export_text()

    return show


def test_an_answer_stands_first_then_each_citation_with_its_place(printed):
    text = printed(make_response())
    assert text.splitlines()[0] == f"1711.6亿元：{QUOTE}[1]"
    assert "[1] 长治市 2021 › 一、“十三五”及2020年工作回顾" in text
    assert text.count(QUOTE) == 2


def test_words_in_square_brackets_are_shown_as_they_stand(printed):
    response = make_response(answer="[bold]不是样式[/bold] [/] [red]")
    assert "[bold]不是样式[/bold] [/] [red]" in printed(response)


def test_a_computation_is_shown(printed):
    computation = Computation(expression="5亿元 − 3亿元 = 2亿元", result="2", unit="亿元")
    assert "= 5亿元 − 3亿元 = 2亿元" in printed(make_response(computation=computation))


def test_a_refusal_shows_its_message_and_the_nearest_passages(printed):
    citation = make_response().citations[0].model_dump(exclude={"number"})
    refusal = Refusal(reason="not_in_report", message="报告没有说。", nearest=[Passage(**citation)])
    text = printed(make_response(answered=False, answer="报告没有说。", citations=[], refusal=refusal))
    assert text.startswith("报告没有说。")
    assert "· 长治市 2021" in text
    assert QUOTE in text
