import pytest

from corpus.types import FigureKind, Status
from service.answer import Service
from service.evidence.figure_choice import choose_figures, covers_period, measures_same, states_share
from service.schemas import Scope
from tests.service.small_report import TEXT, ask_report, look


def best(service, text):
    question, evidence = look(service, text)
    figure = choose_figures(question, evidence)[0].figure
    return TEXT[figure.start : figure.end]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2020年GDP是多少？", "500.5亿元"),
        ("去年经济总量有多大？", "500.5亿元"),
        ("2020年GDP增速是多少？", "4.5%"),
        ("今年GDP增长目标是多少？", "7%"),
        ("GDP在全省排第几？", "第三"),
        ("2020年财政收入是多少？", "60.5亿元"),
        ("今年财政收入计划增长多少？", "5%"),
        ("去年城镇新增就业多少人？", "3.2万人"),
        ("今年城镇新增就业目标多少人？", "3万人"),
        ("改造多少个老旧小区？", "58个"),
        ("What was the GDP in 2020?", "500.5亿元"),
        ("What is the GDP growth target for 2021?", "7%"),
    ],
)
def test_the_figure_with_the_right_indicator_period_status_and_measure_comes_first(small, text, value):
    assert best(small, text) == value


def test_choices_come_best_first_and_stand_in_their_sentences(small):
    question, evidence = look(small, "城镇新增就业是多少？")
    choices = choose_figures(question, evidence)
    assert [choice.score for choice in choices] == sorted((choice.score for choice in choices), reverse=True)
    for choice in choices:
        sentence = choice.evidence.sentence
        assert sentence.start <= choice.figure.start < sentence.end
        assert 0 <= choice.words <= 1.5


def test_no_evidence_gives_no_choice(small):
    question, _ = look(small, "城镇新增就业是多少？")
    assert choose_figures(question, []) == []


def find(reading, value):
    return next(f for f in reading.figures if TEXT[f.start : f.end] == value)


@pytest.mark.parametrize(
    ("value", "period", "covers"),
    [("500.5亿元", "2020", True), ("500.5亿元", "2021", False), ("7%", "2021", True), ("7%", "2020", False)],
)
def test_a_figure_answers_for_its_own_period(small_reading, value, period, covers):
    assert covers_period(find(small_reading, value), period) is covers


def test_a_spans_growth_is_no_years_growth(built_in_reading):
    figure = next(
        f
        for f in built_in_reading.figures
        if f.indicator == "地区生产总值" and f.kind is FigureKind.GROWTH and f.period == "2016-2020"
    )
    assert covers_period(figure, "2016-2020")
    assert not covers_period(figure, "2020")


def test_only_like_is_set_beside_like(small):
    question, evidence = look(small, "2020年城镇新增就业、GDP和财政收入是多少？")
    by_value = {TEXT[c.figure.start : c.figure.end]: c for c in choose_figures(question, evidence)}
    assert measures_same(by_value["3.2万人"], by_value["3万人"])
    assert by_value["3万人"].figure.status is Status.TARGET
    assert not measures_same(by_value["500.5亿元"], by_value["60.5亿元"])
    assert not measures_same(by_value["500.5亿元"], by_value["4.5%"])
    assert not measures_same(by_value["4.5%"], by_value["5%"])
    assert not measures_same(by_value["3万人"], by_value["3万人"])


def test_a_stated_percentage_is_told_from_a_growth(built_in: Service):
    def stated(text: str) -> bool:
        return states_share(*built_in.finder.find_candidates(text, Scope()))

    assert stated("What share of rural households has sanitary toilets?")
    assert not stated("固废综合利用率是多少？")
    assert not stated("How many boilers were replaced?")


def test_of_a_span_of_years_its_end_is_meant():
    ask = ask_report(
        "晋城市政府工作报告\n——2022年2月1日在晋城市第六届人民代表大会第一次会议上\n各位代表：\n一、过去五年工作回顾\n"
        "森林覆盖率达到29%。\n二、今后五年的目标\n森林覆盖率达到33%以上。\n三、2022年工作安排\n森林覆盖率达到29.6%。\n"
    )
    assert ask("今后五年想把森林覆盖率提到多少？").answer.startswith("33%")
    assert ask("今年想把森林覆盖率提到多少？").answer.startswith("29.6%")


def test_a_sentence_far_back_is_looked_at_for_a_figure_of_the_very_indicator():
    others = "".join(f"第{n}产业园产值占比提高到{n}%，第二产业园占比提高到{n}%。" for n in range(20, 60))
    text = f"晋城市政府工作报告\n一、2020年工作回顾\n{others}\n三次产业结构由16.7:46.3:37调整为15.1:42.8:42.1。\n"
    assert ask_report(text)("2020年第二产业占比是多少？").answer.startswith("42.8")


def test_an_amount_is_asked_for_by_its_name():
    text = (
        "晋城市政府工作报告\n一、2020年工作回顾\n"
        "进出口总额比上年增长37.1%，达到85亿美元，由上年居全省第五位上升到第四位。\n"
    )
    ask = ask_report(text)
    assert ask("2020年外贸进出口是多少？").answer.startswith("85亿美元")
    assert ask("2020年外贸进出口增长了多少？").answer.startswith("37.1%")
