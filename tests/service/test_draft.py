import re

from hypothesis import given
from hypothesis import strategies as st

from corpus.outline import outline_report
from service.draft import Draft
from service.reading.reading import Reading
from tests.evidence_fakes import TABLE
from tests.service.small_report import REPORT, TEXT

READING = Reading(REPORT, outline_report(TEXT), TABLE)
spans = st.tuples(st.integers(0, 60), st.integers(1, 20)).map(lambda pair: (pair[0], pair[0] + pair[1]))


def write(marked):
    """Return a draft whose every line is the quote that its mark stands for."""
    draft = Draft()
    draft.text = "；".join(f"{TEXT[start:end]!r}{draft.cite(READING, start, end)}" for start, end in marked)
    return draft


def test_a_span_within_a_cited_one_shares_its_mark():
    draft = Draft()
    assert draft.cite(READING, 10, 30) == "[1]"
    assert draft.cite(READING, 12, 20) == "[1]"
    assert draft.cite(READING, 5, 20) == "[2]"
    assert draft.cite(READING, 10, 30) == "[1]"
    assert len(draft.spans) == 2


@given(drafts=st.lists(st.lists(spans, min_size=1, max_size=5), min_size=1, max_size=4))
def test_after_any_number_of_drafts_each_mark_stands_for_a_span_that_holds_its_words(drafts):
    whole = Draft()
    for marked in drafts:
        whole.absorb(write(marked))
    told = [(start, end) for marked in drafts for start, end in marked]
    marks = [int(mark) for mark in re.findall(r"'\[(\d+)\]", whole.text)]
    assert len(marks) == len(told)
    for mark, (start, end) in zip(marks, told, strict=True):
        _, held_from, held_to = whole.spans[mark - 1]
        assert held_from <= start
        assert end <= held_to
    assert set(marks) <= set(range(1, len(whole.spans) + 1))


def test_figures_keep_the_number_of_the_citation_that_holds_them():
    figure = next(f for f in READING.figures if TEXT[f.start : f.end] == "500.5亿元")
    whole = Draft()
    whole.absorb(write([(0, 5)]))
    other = Draft()
    other.text = "500.5亿元" + other.cite_figure(READING, figure)
    whole.absorb(other)
    ((kept, _, number),) = whole.figures
    assert kept is figure
    _, start, end = whole.spans[number - 1]
    assert start <= figure.start < figure.end <= end


def test_an_empty_draft_takes_over_what_it_absorbs():
    other = write([(0, 5), (7, 9)])
    other.confidence = 0.4
    whole = Draft()
    whole.absorb(other)
    assert whole.text == other.text
    assert whole.spans == other.spans
    assert whole.confidence == 0.4


def test_the_least_sure_part_decides():
    first, second = write([(0, 5)]), write([(7, 9)])
    first.confidence, second.confidence = 0.9, 0.3
    whole = Draft()
    whole.absorb(first)
    whole.absorb(second)
    assert whole.confidence == 0.3
