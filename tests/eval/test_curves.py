from itertools import pairwise

from eval.curves import bin_confidence, trade_refusals
from eval.records import Slice


def test_bins_hold_the_answers_by_rising_confidence(records):
    first, second = bin_confidence(Slice(half="test").select(records))
    assert (first.confidence, first.right, first.n) == (0.75, 0, 1)
    assert (second.confidence, second.right, second.n) == (0.95, 1, 1)
    assert first.low <= first.confidence <= first.high


def test_no_answers_no_bins():
    assert bin_confidence([]) == []


def test_trade_off_runs_from_no_refusals_to_all(records):
    points = trade_refusals(records)
    assert (points[0].false_refusal, points[0].refusal_right) == (0, 0)
    assert (points[-1].false_refusal, points[-1].refusal_right) == (1, 1)
    for before, after in pairwise(points):
        assert before.false_refusal <= after.false_refusal
        assert before.refusal_right <= after.refusal_right


def test_trade_off_needs_both_kinds_of_question(records):
    assert trade_refusals([record for record in records if record.answerable]) == []
