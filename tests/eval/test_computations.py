from decimal import Decimal

import pytest

from eval.computations import Asked, Tally, check_shown, judge, make_computations, measure
from eval.confusion import Pair, Side
from eval.figures import GoldReport


def figure(name, quote, period, status="achieved", kind="level"):
    row = {"quote": quote, "words": name, "indicator": name, "period": period, "status": status, "kind": kind}
    return row | {"scope": None, "high": None, "start": 0}


GOLD = GoldReport(
    "r", "苏州市", 2021, "build", "", (),
    (
        figure("生产总值", "1195.1亿元", "2015", "base"), figure("生产总值", "1711.6亿元", "2020"),
        figure("财政收入", "166.4亿元", "2020"), figure("新增就业", "25万人", "2016-2020"),
    ),
)  # fmt: skip
PAIR = Pair("r", 2021, "build", "新建公园", Side("12座", "2020", "level"), Side("15座", "2021", "level"))


def test_expected_numbers_are_worked_out_from_the_quotes():
    made = {(one.kind, one.question): one.expected for one in make_computations([GOLD], [PAIR])}
    assert made["difference", "2020年生产总值比2015年多多少？"] == Decimal("51650000000")
    assert made["sum", "2020年生产总值和财政收入一共多少？"] == Decimal("187800000000")
    assert made["yearly", "“十三五”期间新增就业平均每年多少？"] == Decimal(50_000)
    assert made["target", "2021年新建公园目标比2020年实际高多少？"] == 3
    assert round(made["growth", "生产总值从2015年到2020年增长了百分之几？"], 2) == Decimal("43.22")
    assert round(made["multiple", "2020年生产总值是财政收入的几倍？"], 2) == Decimal("10.29")


def test_sides_of_other_units_or_measures_make_no_question():
    other = Pair("r", 2021, "build", "公园", Side("12座", "2020", "level"), Side("8%", "2021", "growth"))
    assert make_computations([], [other]) == []


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("多516.5亿元（1711.6亿元 − 1195.1亿元 = 516.5亿元）", "right"),
        ("少516.5亿元（1195.1亿元 − 1711.6亿元 = -516.5亿元）", "right"),
        ("多5亿元（10亿元 − 5亿元 = 5亿元）", "of other operands"),
        ("1711.6亿元：生产总值1711.6亿元", "without a computation"),
    ],
)
def test_the_number_asked_for_is_told_from_others(text, outcome):
    asked = Asked("r", "difference", "?", Decimal("51650000000"), ())
    assert judge(asked, {"answered": True, "answer": text}) == outcome
    assert judge(asked, {"answered": False, "answer": text}) == "refused"


def test_wrong_sums_and_operands_without_proof_are_told():
    tally = Tally()
    citations = [{"quote": "生产总值1711.6亿元"}]
    text = "多500亿元（1711.6亿元 − 1195.1亿元 = 500亿元）"
    check_shown("?", {"answered": True, "answer": text, "citations": citations}, tally)
    assert (tally.shown, len(tally.miscomputed), tally.operands, len(tally.uncited)) == (1, 1, 2, 1)
    assert "shown computations right: 0.00 % (0 of 1;" in "\n".join(tally.describe())


def test_everything_is_counted():
    asked = make_computations([GOLD], [])
    tally = measure(asked, lambda report, question: {"answered": False, "answer": "", "citations": []})
    assert sum(counts["refused"] for counts in tally.outcomes.values()) == len(asked)
    assert len(tally.list_misses()) == len(asked)
