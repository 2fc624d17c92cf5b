import pytest

from eval.datasets import Half
from eval.errors import ResultsError
from eval.metrics import measure
from eval.records import Slice
from eval.results import Results, hash_gold


def test_results_come_back_as_they_were_saved(results, tmp_path):
    path = tmp_path / "new" / "results.json"
    results.save(path)
    assert Results.load(path) == results


@pytest.mark.parametrize("text", ["", "{}", '{"format": 1, "more": 2}'])
def test_file_that_holds_no_results_is_told(text, tmp_path):
    path = tmp_path / "results.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ResultsError, match=r"results\.json"):
        Results.load(path)


def test_missing_file_is_told(tmp_path):
    with pytest.raises(ResultsError):
        Results.load(tmp_path / "none.json")


def test_scores_are_the_metrics_over_their_slices(results):
    over = Slice(built_in=True, follow_up=False, half=Half.TEST, kind="fact")
    score = results.find("right", over)
    found = measure("right", results.records, over)
    assert (score.value, score.low, score.high, score.n) == (found.value, found.low, found.high, found.n)
    assert results.find("right", Slice(built_in=False, follow_up=False, half=Half.TEST)) is None


def test_halves_are_never_mixed(results):
    for score in results.scores:
        assert None not in (score.over.half, score.over.built_in, score.over.follow_up)


def test_provenance_names_packages_and_machine(results):
    made = results.provenance
    assert made.versions["numpy"]
    assert made.machine.cores >= 1
    assert made.started.tzinfo is not None


def test_gold_is_kept_by_content(tmp_path):
    path = tmp_path / "gold.jsonl"
    path.write_bytes(b"a")
    first = hash_gold([path])
    path.write_bytes(b"b")
    assert hash_gold([path])[0].sha256 != first[0].sha256
    assert first[0].name == "gold.jsonl"
