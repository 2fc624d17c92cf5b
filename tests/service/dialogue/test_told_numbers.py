from decimal import Decimal

import pytest

from service.dialogue.told_numbers import Row, find_base, find_part, read_numbers


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        ("70%。", [("70", "%")]),
        ("89辆燃气车、50辆电动车。", [("89", "辆"), ("50", "辆")]),
        ("2.2亿元（2021 目标）：新增投入2.2亿元，建设6所学校[1]", [("220000000", "元")]),
        ("Regional GDP: 171.16 billion yuan (1711.6亿元) (2020) — “增加到1711.6亿元”[1]", [("171160000000", "元")]),
        ("At least 78%.", [("78", "%")]),
        ("9.336 million.", [("9336000", "")]),
        ("报告没有给出2025年的数字，只有20%。", []),
        ("9.1＋18＝27.1亿元。", []),
        ("In 2020.", []),
    ],
)
def test_the_numbers_that_an_answer_tells(answer, told):
    numbers = [(number.value, number.unit) for number in read_numbers(answer)]
    assert numbers[: len(told)] == [(Decimal(value), unit) for value, unit in told]
    assert bool(read_numbers(answer)) == bool(told)


def test_a_part_stands_beside_its_whole(built_in):
    reading = built_in.readings.get("changzhi-2021")
    figure = next(figure for figure in reading.figures if reading.quote(figure.start, figure.end) == "1711.6亿元")
    row = Row(figure, reading, 1.0)
    assert find_part(row, "税收") is None
    base = find_base(row)
    assert base is not None
    assert reading.quote(base.figure.start, base.figure.end) == "1195.1亿元"
