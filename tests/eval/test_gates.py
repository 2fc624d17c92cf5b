import pytest

from eval.errors import GatesError
from eval.gates import GATES, check_gates, load_gates


@pytest.fixture
def gates(tmp_path):
    def load(text):
        path = tmp_path / "gates.toml"
        path.write_text(text, encoding="utf-8")
        return load_gates(path)

    return load


@pytest.mark.parametrize(
    ("threshold", "passed"),
    [
        ("min = 0.3", True),
        ("min = 0.4", False),
        ("max = 0.4", True),
        ("max = 0.3", False),
        ("min = 0.3\nmax = 0.34", True),
    ],
)
def test_gate_compares_with_what_was_measured(threshold, passed, gates, records):
    (check,) = check_gates(gates(f'[[gate]]\nmetric = "right"\nhalf = "test"\n{threshold}'), records)
    assert check.measured.value == pytest.approx(1 / 3)
    assert check.passed is passed


def test_threshold_itself_passes(gates, records):
    (check,) = check_gates(gates('[[gate]]\nmetric = "all_right"\nmin = 0.5\nmax = 0.5'), records)
    assert check.passed


@pytest.mark.parametrize(
    "narrow", ['language = "ja"', 'report = "none"', 'kind = "list"', "built_in = false", "follow_up = true"]
)
def test_gate_without_a_measured_value_fails(narrow, gates, records):
    (check,) = check_gates(gates(f'[[gate]]\nmetric = "right"\n{narrow}\nmax = 1.0'), records)
    assert check.measured is None
    assert not check.passed


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[[gate]",
        '[[gate]]\nmetric = "rihgt"\nmin = 0.5',
        '[[gate]]\nmetric = "right"',
        '[[gate]]\nmetric = "right"\nmin = 0.5\nhalf = "dev"',
        '[[gate]]\nmetric = "right"\nleast = 0.5',
    ],
)
def test_file_that_cannot_be_checked_is_told(text, gates):
    with pytest.raises(GatesError, match=r"gates\.toml"):
        gates(text)


def test_missing_file_is_told(tmp_path):
    with pytest.raises(GatesError):
        load_gates(tmp_path / "none.toml")


def test_project_gates_cover_what_the_readme_promises():
    gated = {(gate.metric, gate.half) for gate in load_gates(GATES)}
    assert {("citations_hold", None), ("right", "test"), ("refusal_right", "test"), ("false_refusal", "test")} <= gated
