import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.values import describe_amount, describe_value
from tests.service.small_report import TEXT

SIZES = {"trillion": 10**12, "billion": 10**9, "million": 10**6}


@pytest.mark.parametrize(
    ("amount", "unit", "language", "words"),
    [
        ("171160000000", "元", "en", "171.16 billion yuan"),
        ("1711600000000", "元", "en", "1.7116 trillion yuan"),
        ("35000", "人", "en", "35,000 people"),
        ("3.5", "%", "en", "3.5%"),
        ("171160000000", "元", "ja", "1,711.6億元"),
        ("171160000000", "元", "ko", "1,711.6억 위안"),
        ("171160000000", "元", "de", "171,16 Milliarden Yuan"),
        ("171160000000", "元", "ru", "171,16 млрд юаней"),
        ("3.5", "%", "fr", "3,5%"),
    ],
)
def test_an_amount_in_the_words_of_a_language(amount, unit, language, words):
    assert describe_amount(Decimal(amount), unit, language) == words


def test_a_language_or_unit_without_words_gives_none():
    assert describe_amount(Decimal(5), "元", "zh") is None
    assert describe_amount(Decimal(5), "元", "pt") is None
    assert describe_amount(Decimal(5), "没有这个单位", "en") is None


@given(amount=st.decimals(min_value=1, max_value=Decimal("9e13"), places=4, allow_nan=False))
def test_english_words_say_the_same_number(amount):
    words = describe_amount(amount, "元", "en")
    number, size = re.fullmatch(r"([\d,.]+) (?:(\w+) )?yuan", words).groups()
    assert Decimal(number.replace(",", "")) * SIZES.get(size, 1) == amount


@given(amount=st.integers(10**4, 10**13))
def test_japanese_words_say_the_same_number(amount):
    words = describe_amount(Decimal(amount), "元", "ja")
    number, size = re.fullmatch(r"([\d,.]+)([兆億万])元", words).groups()
    assert Decimal(number.replace(",", "")) * {"兆": 10**12, "億": 10**8, "万": 10**4}[size] == amount


def test_how_exact_a_figure_is_is_told(small_reading):
    figures = {TEXT[figure.start : figure.end]: figure for figure in small_reading.figures}
    assert describe_value(figures["7%"], "en") == "at least 7%"
    assert describe_value(figures["4.5%"], "en") == "4.5%"
    assert describe_value(figures["500.5亿元"], "en") == "50.05 billion yuan"
    assert describe_value(figures["500.5亿元"], "zh") is None
