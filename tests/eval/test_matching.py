import string

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from eval.matching import contains_key, forbidden_found, keys_found, matching_form, strip_marks

NUMBERS = st.decimals(min_value=0, max_value=10**6, places=1, allow_nan=False).map(str)


@pytest.mark.parametrize(
    ("answer", "key"),
    [
        ("增长8%。", "8%"),
        ("增长８ ％[1]", "8%"),
        ("达到1,711.6亿元", "1711.6"),
        ("共5，300人", "5300"),
        ("20，30和40", "20"),
        ("20, 30 and 40", "30"),
        ("171.16billion yuan", "171.16 billion yuan"),
        ("The Sixth Session", "sixthsession"),
        ("the LED industry", "led"),
        ("Yes.", "yes"),
        ("No.5 furnace", "5"),
        ("居全省第二，", "第二"),
        ("繼續執政", "继续"),
        ("一流創新，二流", "一流创新"),
    ],
)
def test_key_is_found(answer, key):
    assert contains_key(answer, key)


@pytest.mark.parametrize(
    ("answer", "key"),
    [
        ("增长18%", "8%"),
        ("增长0.8%", "8%"),
        ("1.5万", "5"),
        ("15", "5"),
        ("5.1%", "5"),
        ("1711.65亿元", "1711.6"),
        ("5,300 people", "300"),
        ("5,5 %", "5"),
        ("in 2020 5", "20205"),
        ("their eyes", "yes"),
        ("called", "led"),
        ("notable", "no"),
        ("十三五", "三五"),
        ("第二十名", "第二"),
        ("没有[1]", "1"),
        ("没有[1, 2]", "2"),
        ("随便", ""),
        ("", "8%"),
    ],
)
def test_key_is_not_found(answer, key):
    assert not contains_key(answer, key)


@given(NUMBERS, st.text(alphabet=string.digits, min_size=1, max_size=3))
def test_longer_number_does_not_hold_a_shorter_one(number, digits):
    assert not contains_key(f"达到{digits}{number}亿元", number)
    assert not contains_key(f"达到{number}{digits}亿元", number)


@given(NUMBERS, st.text(alphabet="年増长达到、。 （）", max_size=8), st.text(alphabet="亿元%万人、。 [", max_size=8))
def test_number_between_other_signs_is_found(number, before, after):
    assert contains_key(before + number + after, number)


@given(st.text(max_size=60))
def test_matching_form_is_stable(text):
    once = matching_form(text)
    assume("  " not in once)
    assert matching_form(once) == once


@given(st.text(min_size=1, max_size=30))
def test_text_holds_itself(text):
    assume(matching_form(text) and strip_marks(text) == text)
    assert contains_key(text, text)


def test_each_list_of_alternatives_needs_one():
    assert keys_found("GDP为1711.6亿元", [["171.16 billion", "1711.6"], ["4.1%"]]) == [True, False]


def test_forbidden_strings_are_told():
    assert forbidden_found("目标是8%以上", ["8%", "4.1%"]) == ["8%"]


def test_a_number_that_ends_a_sentence_does_not_join_the_next():
    assert not contains_key("Toilets: 110. 5 roads are widened.", "110.5")
    assert contains_key("Toilets: 110. 5 roads are widened.", "110")
