import re

from hypothesis import given
from hypothesis import strategies as st

from corpus.library import make_report
from service.assemble import assemble
from service.compose.figure import compose_figures, describe_figure
from service.draft import Draft
from service.evidence.figure_choice import choose_figures
from service.settings import Settings
from tests.service.small_report import TEXT, look


def answer(service, text):
    question, evidence = look(service, text)
    return compose_figures(question, choose_figures(question, evidence))


def test_the_value_stands_first_then_its_clause_with_the_mark(small):
    draft = answer(small, "2020年GDP是多少？")
    assert draft.text == "500.5亿元：全市地区生产总值完成500.5亿元[1]"
    ((_, start, end),) = draft.spans
    assert TEXT[start:end] == "全市地区生产总值完成500.5亿元"


def test_a_question_that_leaves_fact_or_plan_open_is_told_both_with_their_periods(small):
    lines = answer(small, "城镇新增就业是多少？").text.splitlines()
    assert [line.split("：")[0] for line in lines] == ["3.2万人（2020）", "3万人（2021 目标）"]


def test_the_plans_of_two_years_are_told_beside_what_there_is():
    text = (
        "阳泉市政府工作报告\n——2022年2月1日在阳泉市第十六届人民代表大会第二次会议上\n各位代表：\n一、2021年工作回顾\n"
        "森林覆盖率达47.8%。\n二、今后五年的目标任务\n到2026年，森林覆盖率达51%以上。\n"
        "三、2022年工作安排\n今年，森林覆盖率达48.3%以上。\n"
    )
    service = assemble(Settings(_env_file=None), [make_report(text, "yangquan-2022")])
    lines = answer(service, "森林覆盖率是多少？").text.splitlines()
    assert [line.split("：")[0] for line in lines] == ["47.8%（2021）", "48.3%（2022 目标）", "51%（2026 目标）"]


def test_a_question_that_names_the_period_is_told_one(small):
    assert "3万人" not in answer(small, "2020年城镇新增就业是多少？").text


def test_another_language_is_told_name_value_and_status_in_its_words_beside_the_chinese(small):
    text = answer(small, "How many new urban jobs are planned for 2021?").text
    assert text == "New urban jobs: 30,000 people (3万人) (2021 target) — “城镇新增就业3万人”[1]"


def test_a_month_that_the_cited_clause_may_not_hold_is_not_said(built_in_reading):
    figure = next(figure for figure in built_in_reading.figures if re.fullmatch(r"\d{4}-\d{2}", figure.period))
    line = describe_figure(built_in_reading, figure, "en", Draft(), several=True)
    assert figure.period not in line
    assert f"({figure.period[:4]}" in line


@given(data=st.data())
def test_every_figure_of_a_report_is_described_with_its_value_and_a_span_that_holds_it(built_in_reading, data):
    figure = data.draw(st.sampled_from(built_in_reading.figures))
    language = data.draw(st.sampled_from(["zh", "en", "ja", "ko", "fr", "de", "es", "ru"]))
    draft = Draft()
    line = describe_figure(built_in_reading, figure, language, draft, several=data.draw(st.booleans()))
    value = built_in_reading.quote(figure.start, figure.end)
    assert value in line
    assert re.findall(r"\[\d+\]", line)[-1] == "[1]"
    ((_, start, end),) = draft.spans
    assert start <= figure.start < figure.end <= end
    assert draft.figures == [(figure, built_in_reading, 1)]


def test_a_year_and_several_years_are_both_told_where_none_is_named():
    text = (
        "晋城市政府工作报告\n一、过去五年工作回顾\n五年来，城镇新增就业36.33万人。\n"
        "2020年，城镇新增就业6.82万人。\n二、2021年工作安排\n改造道路5条。\n"
    )
    service = assemble(Settings(_env_file=None), [make_report(text, "jincheng-2021")])
    told = answer(service, "城镇新增就业多少人？").text
    assert "36.33万人" in told and "6.82万人" in told
