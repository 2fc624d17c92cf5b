import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.evidence import Evidence, holds, locate, occurrences, overlaps, score_citations
from eval.types import Citation

SPANS = st.tuples(st.integers(0, 60), st.integers(1, 20)).map(lambda pair: (pair[0], sum(pair)))
EVIDENCE = st.lists(st.lists(SPANS, min_size=1, max_size=2).map(lambda spans: Evidence(tuple(spans))), min_size=1)


@given(st.text(alphabet="ab", max_size=30), st.text(alphabet="ab", max_size=3))
def test_every_occurrence_is_the_quote(text, quote):
    spans = occurrences(quote, text)
    assert all(text[start:end] == quote for start, end in spans)
    assert bool(spans) == (bool(quote) and quote in text)


@given(SPANS, SPANS)
def test_overlap_is_a_shared_character(one, other):
    assert overlaps(one, other) == bool(set(range(*one)) & set(range(*other)))


@given(st.lists(SPANS, max_size=5), EVIDENCE)
def test_scores_are_shares(spans, evidence):
    scores = score_citations(spans, evidence)
    for value in (scores.recall, scores.precision, scores.char_recall, scores.char_precision):
        assert 0 <= value <= 1


@given(EVIDENCE)
def test_citing_the_evidence_itself_is_perfect(evidence):
    spans = [span for piece in evidence for span in piece.spans]
    scores = score_citations(spans, evidence)
    assert (scores.recall, scores.precision, scores.char_recall, scores.char_precision) == (1, 1, 1, 1)


def test_citing_too_much_costs_character_precision():
    scores = score_citations([(0, 100)], [Evidence(((10, 20),))])
    assert (scores.recall, scores.precision, scores.char_recall, scores.char_precision) == (1, 1, 1, 0.1)


def test_any_place_of_a_repeated_quote_will_do():
    evidence = locate([["ab"]], "ab--ab")
    assert score_citations([(4, 6)], evidence).recall == 1
    assert score_citations([(4, 6)], evidence).char_recall == 1


def test_nothing_cited_scores_nothing():
    scores = score_citations([], [Evidence(((0, 2),))])
    assert (scores.recall, scores.precision, scores.char_recall, scores.char_precision) == (0, 0, 0, 0)


def test_no_evidence_gives_no_scores():
    assert score_citations([(0, 2)], []) is None


def test_evidence_that_is_not_in_the_text_is_an_error():
    with pytest.raises(ValueError, match="not verbatim.*xyz"):
        locate([["xyz"]], "abc")


@pytest.mark.parametrize(
    ("change", "good"),
    [
        ({}, True),
        ({"quote": "别的"}, False),
        ({"start": 0}, False),
        ({"end": 10_000}, False),
        ({"start": -5}, False),
        ({"sha256": "0" * 64}, False),
    ],
)
def test_citation_holds_only_when_span_quote_and_hash_do(change, good, cite, report):
    citation = Citation.model_validate(cite("增长4.1%", **change))
    assert holds(citation, report) is good


def test_citation_of_an_unknown_report_does_not_hold(cite):
    assert not holds(Citation.model_validate(cite("增长4.1%")), None)
