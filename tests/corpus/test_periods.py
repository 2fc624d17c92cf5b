import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.periods import find_periods, plan_span, years_of


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("2020年", "2020"),
        ("over the following five years", "2021-2025"),
        ("２０２０年", "2020"),
        ("二〇二〇年", "2020"),
        ("2020年9月25日", "2020-09"),
        ("2016—2020年", "2016-2020"),
        ("去年的财政收入", "2020"),
        ("上年", "2020"),
        ("今年", "2021"),
        ("今年9月", "2021-09"),
        ("7月底建成通车", "2021-07"),
        ("明年", "2022"),
        ("“十三五”时期", "2016-2020"),
        ("十三五末", "2020"),
        ("到“十四五”末", "2025"),
        ("“十四五”结束时", "2025"),
        ("十四五收官那年", "2025"),
        ("到2035年", "2035"),
        ("过去五年", "2016-2020"),
        ("十四五这五年", "2021-2025"),
        ("五年来", "2016-2020"),
        ("今后五年", "2021-2025"),
        ("往后五年", "2021-2025"),
        ("“九五”期间", "1996-2000"),
        ("第十四个五年规划", "2021-2025"),
        ("20年GDP是多少", "2020"),
        ("长治2021 GDP", "2021"),
        ("in 2020", "2020"),
        ("by 2025", "2025"),
        ("last year", "2020"),
        ("this year", "2021"),
        ("the 13th Five-Year Plan", "2016-2020"),
        ("end of the 14th Five-Year Plan", "2025"),
        ("between 2016 and 2020", "2016-2020"),
        ("the past five years", "2016-2020"),
        ("September 2021", "2021-09"),
        ("l'année dernière", "2020"),
        ("지난해", "2020"),
        ("в прошлом году", "2020"),
    ],
)
def test_time_is_read(text, period):
    [mention] = find_periods(text, 2021)
    assert mention.period == period
    assert text[mention.start : mention.end] == mention.words


@pytest.mark.parametrize(
    "text", ["延长30年", "20年来", "新增泊位2000个", "“七五”普法", "it may rise", "2.5万亿", "几年来"]
)
def test_lengths_and_numbers_are_no_times(text):
    assert find_periods(text, 2021) == []


def test_relative_words_need_a_year():
    assert find_periods("去年和过去五年", None) == []
    assert [m.period for m in find_periods("2019年和去年", None)] == ["2019"]


def test_reports_are_read_strictly():
    assert find_periods("完成2020项，20年陈酿", 2021, loose=False) == []


def test_years_of_period():
    assert years_of("2016-2020") == (2016, 2020)
    assert years_of("2021-09") == (2021, 2021)
    assert years_of("") is None
    assert plan_span("十四五") == "2021-2025"


@given(st.text(alphabet="012359年月今去上“”十一二三四五来过后到末in last year", max_size=30), st.integers(1950, 2050))
def test_mentions_are_ordered_and_stand_where_they_say(text, year):
    last = 0
    for mention in find_periods(text, year):
        assert last <= mention.start < mention.end <= len(text)
        assert mention.words == text[mention.start : mention.end]
        assert years_of(mention.period)
        last = mention.end


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("durante el XIII Plan Quinquenal", "2016-2020"),
        ("au cours du 14e plan quinquennal", "2021-2025"),
        ("im 13. Fünfjahresplan", "2016-2020"),
        ("за годы тринадцатой пятилетки", "2016-2020"),
        ("第13次五カ年計画の期間", "2016-2020"),
        ("제13차 5개년 계획 기간", "2016-2020"),
        ("l'anno scorso", "2020"),
        ("no ano passado", "2020"),
    ],
)
def test_other_languages_name_plans_and_years(text: str, period: str):
    assert [mention.period for mention in find_periods(text, 2021)] == [period]


def test_a_plan_of_no_number_is_no_period():
    assert find_periods("el plan quinquenal", 2021) == []
