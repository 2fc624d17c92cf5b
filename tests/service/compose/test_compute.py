from decimal import Decimal

import pytest

from service.compose.compute import compose_computation
from service.evidence.figure_choice import choose_figures
from tests.service.small_report import TEXT, look


def compute(service, text):
    question, evidence = look(service, text)
    return compose_computation(question, choose_figures(question, evidence))


@pytest.mark.parametrize(
    ("text", "expression", "result", "unit"),
    [
        ("2020年地区生产总值和一般公共预算收入相差多少？", "500.5亿元 − 60.5亿元", "440", "亿元"),
        ("2020年地区生产总值和社会消费品零售总额合计多少？", "500.5亿元 + 210亿元", "710.5", "亿元"),
        ("2020年地区生产总值是社会消费品零售总额的多少倍？", "500.5亿元 ÷ 210亿元", "2.38", ""),
        ("城镇新增就业计划比2020年少多少？", "3万人 − 3.2万人", "-0.2", "万人"),
    ],
)
def test_the_result_is_exact_and_shown_with_its_operands(small, text, expression, result, unit):
    draft = compute(small, text)
    assert draft.computation.expression.startswith(f"{expression} = ")
    assert draft.computation.result == Decimal(result)
    assert draft.computation.unit == unit
    assert expression in draft.text


@pytest.mark.parametrize(("text", "value"), [("2021年地区生产总值想涨几个点？", "7"), ("2020年GDP涨了几个点？", "4.5")])
def test_the_growth_of_an_amount_is_told_in_points_too(small, text, value):
    draft = compute(small, text)
    assert draft.computation is None
    assert [str(figure.value) for figure, _, _ in draft.figures] == [value]


def test_both_operands_are_cited(small):
    draft = compute(small, "2020年地区生产总值和一般公共预算收入相差多少？")
    cited = [TEXT[start:end] for _, start, end in draft.spans]
    for value in ("500.5亿元", "60.5亿元"):
        assert any(value in quote for quote in cited)
    assert {str(figure.value) for figure, _, _ in draft.figures} == {"500.5", "60.5"}


def test_an_english_question_is_told_the_result_in_its_words(small):
    draft = compute(small, "What is the difference between GDP and general public budget revenue in 2020?")
    assert "44 billion yuan" in draft.text


def test_money_and_people_are_not_subtracted(small):
    question, evidence = look(small, "2020年GDP和城镇新增就业相差多少？")
    draft = compose_computation(question, choose_figures(question, evidence))
    if draft is not None and draft.computation is not None:
        units = {figure.base_unit for figure, _, _ in draft.figures}
        assert len(units) == 1


def test_nothing_to_compute_with_gives_none(small):
    question, _ = look(small, "2020年GDP和财政收入相差多少？")
    assert compose_computation(question, []) is None


@pytest.mark.parametrize("text", ["2020年社会组织比私立医院多多少家？", "2020年外汇存款和保费收入差多少亿元？"])
def test_figures_that_share_their_unit_alone_are_not_subtracted(small, text):
    draft = compute(small, text)
    assert draft is None or draft.computation is None
