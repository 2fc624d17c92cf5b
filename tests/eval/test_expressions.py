from decimal import Decimal

import pytest

from eval.expressions import UnreadableExpressionError, find_expressions, is_right, operands, read_number


@pytest.mark.parametrize(
    "expression",
    [
        "1425.7亿元 − 1369.9亿元 = 55.8亿元",
        "44微克/立方米 ÷ (1 − 20%) = 55微克/立方米",
        "(3家 + 5家) ÷ 2 = 4家",
        "8% − 5.1% = 2.9个百分点",
        "50% − (-0.9%) = 50.9%",
        "1,120亿元 ÷ 1000万人 = 1.12万元",
        "20亿元 ÷ 60亿元 = 33.33%",
        "(178家 − 30家) ÷ 30家 = 493.33%",
        "3000多万元 ÷ 5 = 600万元",
        "30万吨 ÷ 60万亩 = 500公斤",
        "１２．５％ − 百分之十 = 2.5个百分点",
        "第二十三位 − 8位 = 15位",
        "1.2万亿元 + 300亿元 = 1.23万亿元",
        "两成 + 5% = 25%",
        "10 − 14.5 = -4.5个百分点",
        "313.4万吨 − 42亿斤 = 103.4万吨",
        "6121.2 亿元 − 5442.4亿元 = 678.8亿元",
        "204.8公顷 − 101.23万亩 = -67281.87公顷",
    ],
)
def test_right_computations_are_right(expression):
    assert is_right(expression)


@pytest.mark.parametrize(
    "expression",
    [
        "1425.7亿元 − 1369.9亿元 = 55.9亿元",
        "8% − 5.1% = 3个百分点",
        "1711.6亿元 + 166.4万元 = 1878亿元",
        "20亿元 ÷ 60亿元 = 33.34%",
        "20亿元 ÷ 60亿元 = 0.34",
    ],
)
def test_wrong_computations_are_wrong(expression):
    assert not is_right(expression)


@pytest.mark.parametrize("expression", ["1 + 2", "若干 + 2 = 3", "(1 + 2 = 3", "1 ÷ 0 = 0", "1 + 2) = 3"])
def test_what_cannot_be_read_is_told(expression):
    with pytest.raises(UnreadableExpressionError):
        is_right(expression)


def test_operands_are_the_quotes_and_no_counts_of_ours():
    assert operands("(1711.6亿元 + 5亿元) ÷ 2 = 858.3亿元") == ["1711.6亿元", "5亿元"]
    assert operands("44 ÷ (1 + 20%) = 36.67") == ["20%"]


def test_expressions_are_found_in_answers_with_brackets_of_their_own():
    text = "甲高（早报）：多5亿元（10亿元 − 5亿元 = 5亿元）。\nUp 4% ((26家 − 25家) ÷ 25家 = 4%) since."
    assert find_expressions(text) == ["10亿元 − 5亿元 = 5亿元", "(26家 − 25家) ÷ 25家 = 4%"]


def test_numbers_are_read_in_their_base_unit():
    assert read_number("1711.6亿元").value == Decimal(171_160_000_000)
    assert read_number("近3.5万户").value == 35_000
    assert read_number("二百三十").value == 230
    assert read_number("-0.9%").percent
