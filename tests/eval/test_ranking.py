import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.evidence import Evidence
from eval.ranking import DEPTH, MEASURES, score_ranking
from eval.types import FoundPassage


def passages(*spans, report="r"):
    return [FoundPassage(report, start, end) for start, end in spans]


ONE = [Evidence(((10, 20),))]


def test_first_place_is_perfect():
    assert score_ranking(passages((0, 30), (40, 50)), ONE, "r") == dict.fromkeys(MEASURES, 1.0)


def test_second_place_counts_from_the_second_on():
    scores = score_ranking(passages((40, 50), (0, 30)), ONE, "r")
    assert (scores["R@1"], scores["R@5"], scores["MRR"]) == (0, 1, 0.5)
    assert scores["nDCG@10"] == pytest.approx(0.6309, abs=1e-4)


def test_a_second_passage_over_the_same_words_changes_nothing():
    alone = score_ranking(passages((40, 50), (0, 30), (60, 70)), ONE, "r")
    assert score_ranking(passages((40, 50), (0, 30), (5, 25)), ONE, "r") == alone


def test_recall_is_the_share_of_what_must_be_proven():
    both = [*ONE, Evidence(((100, 110),))]
    scores = score_ranking(passages((0, 30)), both, "r")
    assert (scores["R@1"], scores["R@5"], scores["found@5"]) == (0.5, 0.5, 1)


def test_pieces_in_one_passage_are_found_with_it():
    both = [*ONE, Evidence(((22, 25),))]
    assert score_ranking(passages((0, 30)), both, "r")["R@1"] == 1


def test_passage_of_another_report_is_not_relevant():
    assert score_ranking(passages((0, 30), report="s"), ONE, "r")["R@10"] == 0


def test_nothing_found_scores_zero():
    assert score_ranking([], ONE, "r") == dict.fromkeys(MEASURES, 0.0)


def test_passages_past_the_depth_do_not_count():
    far = passages(*[(40, 50)] * DEPTH, (0, 30))
    assert score_ranking(far, ONE, "r")["R@10"] == 0


def test_no_evidence_gives_no_scores():
    assert score_ranking(passages((0, 30)), [], "r") == {}


@given(st.integers(0, 12))
def test_mrr_is_one_over_the_rank(rank):
    scores = score_ranking(passages(*[(40, 50)] * rank, (0, 30)), ONE, "r")
    assert scores["MRR"] == pytest.approx(1 / (rank + 1) if rank < DEPTH else 0)
