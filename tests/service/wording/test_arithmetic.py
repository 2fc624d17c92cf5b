from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from corpus.types import Bound, Figure, FigureKind, Status
from service.wording.arithmetic import add, average, divide, plain, round_half_up, subtract

UNITS = {"亿元": 10**8, "万元": 10**4, "元": 1}
amounts = st.decimals(min_value=0, max_value=10**6, places=2, allow_nan=False)


def make_figure(value, unit="亿元"):
    value = Decimal(value)
    percent = unit == "%"
    return Figure(
        start=0, end=1, clause_start=0, clause_end=1, words="", words_start=0, words_end=0, indicator=None,
        value=value, high=None, unit=unit, base_value=value * (1 if percent else UNITS[unit]),
        base_unit="%" if percent else "元", kind=FigureKind.LEVEL, bound=Bound.EXACT, period="2020",
        status=Status.ACHIEVED, scope=None,
    )  # fmt: skip


def quote(figure):
    return f"{plain(figure.value)}{figure.unit}"


@given(amounts, amounts)
def test_a_difference_and_its_subtrahend_add_up(a, b):
    left, right = make_figure(a), make_figure(b)
    result = subtract(left, right, (quote(left), quote(right)))
    if left.value:
        assert result.value + right.value == left.value
    assert result.expression.endswith(f"= {plain(result.value)}亿元")


@given(st.lists(st.tuples(amounts, st.sampled_from(sorted(UNITS))), min_size=2, max_size=6))
def test_a_sum_is_exact_whatever_the_units(rows):
    figures = [make_figure(value, unit) for value, unit in rows if value] or [make_figure(1)]
    result = add(figures, [quote(figure) for figure in figures])
    assert result.value * UNITS[figures[0].unit] == sum(figure.base_value for figure in figures)
    assert (result.unit, result.base_unit) == (figures[0].unit, "元")


def test_percentages_differ_by_percentage_points():
    result = subtract(make_figure("4.1", "%"), make_figure(6, "%"), ("4.1%", "6%"))
    assert (result.value, result.unit) == (Decimal("-1.9"), "个百分点")
    assert result.describe("zh") == "1.9个百分点" and result.describe("en") == "1.9 percentage points (1.9个百分点)"


def test_a_fall_stands_in_brackets():
    result = subtract(make_figure("2.8", "%"), make_figure("-0.9", "%"), ("2.8%", "-0.9%"))
    assert result.expression == "2.8% − (-0.9%) = 3.7个百分点"


def test_averages_and_ratios_have_two_places():
    figures = [make_figure(1), make_figure(1), make_figure(2)]
    assert average(figures, ["1亿元", "1亿元", "2亿元"]).expression == "(1亿元 + 1亿元 + 2亿元) ÷ 3 = 1.33亿元"
    ratio = divide(make_figure(2), make_figure(30000, "万元"), ("2亿元", "30000万元"))
    assert ratio is not None and (ratio.value, ratio.unit) == (Decimal("0.67"), "")
    assert divide(make_figure(2), make_figure(0), ("2亿元", "0亿元")) is None


def test_halves_are_rounded_up():
    assert round_half_up(Decimal("93.125"), 2) == Decimal("93.13")
    assert round_half_up(Decimal("2.5"), 0) == Decimal(3)
