import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.figures import extract_figures
from corpus.library import make_report
from corpus.outline import outline_report
from corpus.types import FigureKind
from service.wording.values import describe_amount, describe_value
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
        ("7000", "公里", "de", "7\u00a0000 km"),
        ("49005600", "吨", "ru", "49,0056 млн t"),
        ("60000000", "美元", "ja", "6,000万 米ドル"),
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


@pytest.mark.parametrize(
    ("text", "language", "words"),
    [
        ("总量居全省第二。", "en", "second (2nd) place"),
        ("增速居全国第21位。", "en", "21st place"),
        ("总量居全省第一。", "fr", "1er rang"),
        ("总量居全省第二。", "ko", "2위"),
    ],
)
def test_a_rank_in_the_words_of_a_language(text: str, language: str, words: str):
    report = make_report(f"某市政府工作报告\n\n一、回顾\n\n地区生产总值{text}", "rank")
    (rank,) = [f for f in extract_figures(report, outline_report(report.text)) if f.kind is FigureKind.RANK]
    assert describe_value(rank, language) == words


def test_a_doubling_without_a_number_is_told_without_one():
    assert describe_amount(Decimal(1), "番", "en") == "doubling"
    assert describe_amount(Decimal(2), "番", "en") == "2 doublings"
