from hypothesis import given
from hypothesis import strategies as st

from corpus.normal_form import normal_form, normalise


def test_full_width_traditional_and_capitals_fold() -> None:
    assert normalise("１１２０億％ ＧＤＰ 國務院") == "1120亿% gdp 国务院"


def test_traditional_characters_that_simplified_sets_hold_fold_too() -> None:
    assert normalise("先後完成，等於四倍，那麽多") == "先后完成,等于四倍,那么多"


def test_a_span_of_the_copy_leads_back_to_the_canonical_text() -> None:
    text = "面积㎡達㎞²，增长６％"
    form = normal_form(text)
    start = form.text.index("增长6%")
    a, b = form.span(start, start + len("增长6%"))
    assert text[a:b] == "增长６％"


def test_one_character_that_becomes_several_keeps_its_place() -> None:
    form = normal_form("㎞路")
    assert form.text == "km路"
    assert form.span(0, 2) == (0, 1)
    assert form.span(1, 2) == (0, 1)
    assert form.span(2, 3) == (1, 2)


def test_an_empty_span_leads_to_an_empty_span() -> None:
    assert normal_form("报告").span(1, 1) == (1, 1)
    assert normal_form("").span(0, 0) == (0, 0)


@given(st.text(max_size=60), st.data())
def test_every_span_stays_in_the_text_and_folds_to_itself(text: str, data: st.DataObject) -> None:
    form = normal_form(text)
    assert form.text == normalise(text)
    start = data.draw(st.integers(0, len(form.text)))
    end = data.draw(st.integers(start, len(form.text)))
    a, b = form.span(start, end)
    assert 0 <= a <= b <= len(text)
    assert form.text[start:end] in normalise(text[a:b])
