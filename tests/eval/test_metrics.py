import pytest

from eval.datasets import Half
from eval.errors import UnknownMetricError
from eval.metrics import METRICS, measure
from eval.records import Slice

TEST = Slice(half=Half.TEST)


@pytest.mark.parametrize(
    ("name", "value", "n"),
    [
        ("right", 1 / 3, 3),
        ("answer_right", 1 / 3, 3),
        ("evidence_cited", 1 / 3, 3),
        ("refusal_right", 1, 1),
        ("false_refusal", 1 / 3, 3),
        ("all_right", 2 / 4, 4),
        ("citations_hold", 1, 2),
        ("citation_precision", 1 / 2, 2),
        ("numbers_backed", 1, 2),
        ("calibration_error", (0.05 + 0.75) / 2, 2),
        ("confidence_area", (1 + 1 + 0.5) / 3, 4),
        ("error_rate", 0, 4),
        ("lexical.R@5", 1, 3),
        ("lexical.R@1", 0, 3),
    ],
)
def test_metric_of_known_records(name, value, n, records):
    found = measure(name, records, TEST)
    assert (found.value, found.n) == (pytest.approx(value), n)


def test_metric_that_counts_nothing_is_none(records):
    assert measure("dialogue_ratio", records) is None
    assert measure("right", [], None) is None
    assert measure("right", records, Slice(language="ja")) is None


def test_unknown_metric_is_told(records):
    with pytest.raises(UnknownMetricError, match="no metric 'rihgt'; there are right"):
        measure("rihgt", records)


def test_slices_add_up(records):
    both = measure("right", records).n
    assert both == sum(measure("right", records, Slice(half=half)).n for half in Half)


def test_every_metric_is_named_as_its_key():
    assert all(name == metric.name for name, metric in METRICS.items())


def test_slice_says_what_it_is():
    assert str(Slice(built_in=True, half=Half.TEST, kind="fact")) == "built-in report, half test, kind fact"
    assert str(Slice(built_in=False, follow_up=True)) == "other reports, follow-ups"
    assert str(Slice()) == "all"
