from hypothesis import given
from hypothesis import strategies as st

from eval.shares import Share


@given(st.integers(0, 2000), st.integers(1, 2000))
def test_the_interval_holds_the_share(count, extra):
    share = Share(count, count + extra)
    low, high = share.interval
    assert 0 <= low <= share.value <= high <= 1
    assert low < high


def test_none_of_many_is_not_surely_none():
    low, high = Share(0, 300).interval
    assert low == 0 and 0.01 < high < 0.02
    assert Share(0, 0).interval == (0.0, 1.0)
    assert str(Share(1, 4)).startswith("25.00 % (1 of 4; 95 %: ")
