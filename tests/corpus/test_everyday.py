import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.everyday import find_report_words


@pytest.mark.parametrize(
    ("said", "meant"),
    [("农民兜里的钱多了吗", "农民收入多了吗"), ("去年的经济盘子多大", "去年的地区生产总值多大")],
)
def test_everyday_words_become_the_words_of_reports(said, meant):
    assert find_report_words(said) == meant


@given(st.text(alphabet="0123456789abc ?", max_size=40))
def test_a_text_without_everyday_words_stays_as_it_is(text):
    assert find_report_words(text) == text
