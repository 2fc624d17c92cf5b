import re

from hypothesis import given
from hypothesis import strategies as st

from service.languages.gloss import gloss, tell
from tests.service.small_report import REPORT


def test_words_are_given_in_their_order():
    words = gloss("综合采取严控政府投资、盘活闲置资产、压缩一般性支出等措施", "en")
    assert words.index("investment") < words.index("idle") < words.index("expenditure")


def test_names_are_spelled():
    assert "Beilun, Yuyao" in gloss("北仑、余姚入选全国试点", "en")
    assert "Handan" not in gloss("北仑入选", "en")


def test_places_have_their_usual_names():
    assert gloss("加强与湖北、陕西等省的合作", "en").count("Shaanxi") == 1


def test_amounts_are_in_the_units_of_the_language():
    assert "171.16 billion yuan" in gloss("地区生产总值增加到1711.6亿元", "en")
    assert gloss("在2020年完成", "en") == "In 2020 complete"


def test_a_language_without_words_has_no_gloss():
    assert gloss("综合采取严控政府投资", "ko") == ""
    assert tell("ko", "综合采取", "[1]").count("\n") == 0


def test_a_quote_keeps_its_mark_and_has_its_words_below():
    quoted, words = tell("en", "森林覆盖率达到30%", "[1]").splitlines()
    assert "“森林覆盖率达到30%”[1]" in quoted
    assert "forest coverage" in words.lower() and "30%" in words


@given(st.text(max_size=80))
def test_any_text_has_a_gloss_without_chinese(text: str):
    assert not re.search(r"[\u4e00-\u9fa5]", gloss(text, "en"))


@given(st.integers(0, len(REPORT.text) - 1), st.integers(4, 200))
def test_any_part_of_a_report_has_one(start: int, size: int):
    words = gloss(REPORT.text[start : start + size], "en")
    assert "\n" not in words


def test_a_gloss_has_no_number_that_its_words_do_not_hold():
    told = gloss("受新冠肺炎疫情影响，新开工亿元项目184个", "en")
    assert "COVID" in told
    assert re.findall(r"\d+", told) == ["184"]
    assert "top hundred" in gloss("名列全国综合实力百强城市", "en")
