import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.support import unbacked_numbers
from eval.types import Answer

QUOTE = "地区生产总值达到1711.6亿元，增长4.1%。新增城镇就业5.3万人。"


@pytest.fixture
def unbacked(make_answer):
    def find(text, *quotes, question="", **changes):
        return unbacked_numbers(Answer.model_validate(make_answer(text, *(quotes or [QUOTE]), **changes)), question)

    return find


@pytest.mark.parametrize(
    "text",
    [
        "1711.6亿元[1]，增长4.1%。",
        "Regional GDP reached 171.16 billion yuan (1711.6亿元) in 2020 [1].",
        "171,16 milliards de yuans",
        "171.160 billion",
        "53,000 people (5.3万人)",
        "1. GDP 1711.6亿元\n2. 就业5.3万人",
        "没有数字",
        "共2项：\n1. GDP1711.6亿元[1]\n2. 就业5.3万人[1]",
        "53,000 mu (1/15 ha)",
    ],
)
def test_number_in_a_quote_or_the_same_amount_is_backed(text, unbacked):
    assert unbacked(text) == []


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("1711.7亿元", ["1711.7"]),
        ("1711.6万元", ["1711.6"]),
        ("171.2 billion yuan", ["171.2"]),
        ("增长4.1%，明年8%", ["8"]),
        ("去年41%", ["41"]),
        ("in 2035", ["2035"]),
        ("共3项：\n1. GDP1711.6亿元[1]\n2. 就业5.3万人[1]", ["3"]),
        ("(15 ha)", ["15"]),
    ],
)
def test_other_number_is_not_backed(text, wrong, unbacked):
    assert unbacked(text) == wrong


@pytest.mark.parametrize(
    ("text", "quote", "wrong"),
    [
        ("first (1st) place", "创新能力居全国首位", []),
        ("second (2nd) place", "创新能力居全国首位", ["2"]),
        ("first (1st) place", "首批入选的城市", ["1"]),
    ],
)
def test_first_place_is_a_one_in_words(text, quote, wrong, make_answer):
    body = make_answer(text, QUOTE)
    body["citations"][0]["quote"] = quote
    assert unbacked_numbers(Answer.model_validate(body), "") == wrong


@pytest.mark.parametrize(
    ("text", "quote", "language", "wrong"),
    [
        ("2,586 Millionen t (258.6万吨)", "粮食总产258.6万吨", "de", []),
        ("9,336 millones (933.6万人)", "常住人口达到933.6万人", "es", []),
        ("2,586 million t", "粮食总产258.6万吨", "en", ["2586"]),
        ("2,587 Millionen t", "粮食总产258.6万吨", "de", ["2.587"]),
        ("at least 8.2 million people (820多万人)", "高校毕业生820多万人", "en", []),
        ("at least 8.3 million people", "高校毕业生820多万人", "en", ["8.3"]),
    ],
)
def test_amounts_as_languages_write_them(text, quote, language, wrong, make_answer):
    body = make_answer(text, QUOTE, language=language)
    body["citations"][0]["quote"] = quote
    assert unbacked_numbers(Answer.model_validate(body), "") == wrong


def test_computed_number_is_backed_by_what_is_shown(unbacked):
    computation = {"expression": "5.3 - 5 = 0.3", "result": 0.3, "unit": "万人"}
    assert unbacked("多0.3万人", computation=computation) == []
    assert unbacked("多0.3万人") == ["0.3"]


def test_years_come_from_question_period_and_report(unbacked):
    assert unbacked("2020年", question="") == []
    assert unbacked("in 2019", question="2019年呢？") == []
    assert unbacked("in 2019", figures=[{"period": "2016-2019"}]) == []
    assert unbacked("2018年", question="十三五期间") == []


def test_other_numbers_of_the_question_are_not_backed(unbacked):
    assert unbacked("增长9%", question="增长9%吗？") == ["9"]


def test_chinese_numerals_back_digits(unbacked):
    assert unbacked("two parts, part 1", "一、去年工作回顾") == []


@given(st.decimals(min_value=0, max_value=10**5, places=2, allow_nan=False))
def test_quoted_number_is_always_backed(value):
    citation = {"report_id": "r", "start": 0, "end": 1, "quote": f"达到{value}亿元", "sha256": ""}
    answer = Answer.model_validate({"answered": True, "answer": f"{value}亿元", "citations": [citation]})
    assert unbacked_numbers(answer, "") == []


def test_a_square_metre_is_no_number(unbacked):
    assert unbacked("4,1 m²") == []


def test_a_billion_has_its_own_size_in_each_language(unbacked):
    assert unbacked("0,17116 Billionen Yuan") == []
    assert unbacked("0.17116 billion yuan") == ["0.17116"]
