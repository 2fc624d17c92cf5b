from dataclasses import replace

import pytest

from corpus.library import make_report
from service.draft import Draft
from service.evidence.figure_choice import choose_figures
from service.question.question import understand
from service.refusal.refusal import (
    refuse,
    refuse_chat,
    refuse_figure,
    refuse_place,
    refuse_year,
)
from tests.service.small_report import REPORT, TEXT, look

OWN = frozenset({"晋城市"})


def ask(text):
    return understand(text, 2021, OWN)


@pytest.mark.parametrize("text", ["你好", "讲个笑话", "帮我写一首诗", "今天天气怎么样？", "what can you do", "1+1=?"])
def test_what_is_no_question_to_a_report_gets_a_friendly_line_with_an_example(text):
    verdict = refuse_chat(ask(text))
    assert verdict.reason == "out_of_domain"
    assert len(verdict.message) > 20


@pytest.mark.parametrize(
    "text", ["2020年GDP是多少？", "大气污染怎么治理？", "股份制改革怎么推进？", "How did GDP grow?"]
)
def test_questions_are_no_chat(text):
    assert refuse_chat(ask(text)) is None


@pytest.mark.parametrize("text", ["2010年GDP是多少？", "What was the GDP in 2008?", "1998年新增就业多少人？"])
def test_a_year_that_no_report_speaks_of_is_refused_with_what_there_is(text):
    verdict = refuse_year(ask(text), [REPORT])
    assert verdict.reason == "year_not_in_library"
    assert "2021" in verdict.message


@pytest.mark.parametrize("text", ["2020年GDP是多少？", "2021年GDP目标是多少？", "去年GDP是多少？", "GDP是多少？"])
def test_years_that_the_report_reviews_or_plans_are_not_refused(text):
    assert refuse_year(ask(text), [REPORT]) is None


def test_the_years_that_a_report_plans_ahead_without_a_name_are_not_refused():
    report = replace(REPORT, text=f"{TEXT}今后五年，人均预期寿命提高到78岁以上。")
    assert refuse_year(ask("2025年人均预期寿命要提高到多少岁？"), [report]) is None
    assert refuse_year(ask("2031年人均预期寿命要提高到多少岁？"), [report]).reason == "year_not_in_library"


def test_another_place_is_refused_by_name():
    verdict = refuse_place(ask("太原市GDP是多少？"), [REPORT], Draft())
    assert verdict.reason == "place_not_in_library"
    assert "太原市" in verdict.message
    assert "晋城市" in verdict.message


@pytest.mark.parametrize("text", ["晋城GDP是多少？", "GDP是多少？", "GDP在全省排第几？", "GDP在山西省排第几？"])
def test_the_reports_own_place_and_ranks_in_its_province_are_not_refused(text):
    assert refuse_place(ask(text), [REPORT], Draft()) is None


def test_every_refusal_is_in_the_language_of_the_question():
    assert refuse(ask("火箭有几枚？")).message != refuse(ask("How many rockets are there?")).message
    assert "The" in refuse(ask("How many rockets are there?")).message


def test_the_refusal_of_a_figure_shows_what_is_given_instead(small):
    question, evidence = look(small, "2021年GDP实际是多少？")
    verdict = refuse_figure(question, choose_figures(question, evidence))
    assert verdict.reason == "not_in_report"
    assert "地区生产总值" in verdict.message


def test_the_refusal_of_a_figure_never_names_what_only_the_report_names(small):
    question, evidence = look(small, "从那边救出来的有几个人？")
    choices = choose_figures(question, evidence)
    assert not question.indicators
    assert refuse_figure(question, choices).message.startswith("报告没有给出这个数")


@pytest.mark.parametrize("text", ["和济南市搞的“五个同城化”是哪五项", "公园是不是评上了山西省首批五星级公园"])
def test_a_place_that_only_takes_part_is_not_refused(text):
    assert refuse_place(ask(text), [REPORT], Draft()) is None


@pytest.mark.parametrize("text", ["和济南市比GDP高多少", "GDP和太原市哪个高"])
def test_a_place_that_is_compared_with_is_refused(text):
    assert refuse_place(ask(text), [REPORT], Draft()) is not None


def test_ranks_in_the_city_of_a_county_and_roads_between_places_are_not_refused():
    county = make_report(TEXT.replace("晋城市", "泽州县"), "zezhou-2021")
    asked = understand("晋城全市首家获评的企业是哪家？", 2021, frozenset({"泽州县"}))
    assert refuse_place(asked, [county], Draft()) is None
    road = understand("太原到焦作的高铁通车了多少公里？", 2021, OWN)
    assert refuse_place(road, [REPORT], Draft()) is None
    assert refuse_place(understand("太原的高铁有多少公里？", 2021, OWN), [REPORT], Draft()) is not None


def test_what_a_five_year_plan_sets_out_is_for_its_last_year():
    question = understand("到2025年森林覆盖率要多高？", 2021, OWN)
    planned = make_report(f"{TEXT}“十四五”期间，森林覆盖率达52%。\n", "jincheng-2021")
    assert refuse_year(question, [REPORT]) is not None
    assert refuse_year(question, [planned]) is None
    assert refuse_year(understand("到2030年森林覆盖率要多高？", 2021, OWN), [planned]) is not None
