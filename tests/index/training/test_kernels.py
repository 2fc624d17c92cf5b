"""The compiled kernel against the same thing written with plain tensor operations."""

import pytest

torch = pytest.importorskip("torch")
pytest.importorskip("numba", reason="the recipe's own needs are not installed")

from index.training import kernels  # noqa: E402 - numba may be missing
from index.training.kernels import best_of_text, half_product  # noqa: E402


def plain(rows, columns, tokens, offsets):
    cosines = rows @ columns.T
    return torch.stack([cosines[tokens[a:b]].max(0).values for a, b in zip(offsets, offsets[1:], strict=False)])


@pytest.fixture
def problem(monkeypatch):
    # Whole products and every gradient, so that both ways agree to the last digit.
    monkeypatch.setattr(kernels, "half_product", lambda left, right: left @ right.T)
    monkeypatch.setattr(kernels, "_NEGLIGIBLE", 0.0)
    chooser = torch.Generator().manual_seed(1)
    rows = torch.nn.functional.normalize(torch.randn(12, 8, generator=chooser), dim=1)
    columns = torch.nn.functional.normalize(torch.randn(7, 8, generator=chooser), dim=1)
    tokens = torch.randint(0, 12, (20,), generator=chooser)
    return rows, columns, tokens, torch.tensor([0, 5, 6, 14, 20])


def test_best_of_text_is_the_largest_cosine_of_each_text(problem):
    assert torch.allclose(best_of_text(*problem), plain(*problem), atol=1e-6)


def test_gradients_go_to_the_two_directions_that_met(problem):
    rows, columns, tokens, offsets = problem
    share = torch.randn(4, 7, generator=torch.Generator().manual_seed(2))
    found = []
    for way in (best_of_text, plain):
        leaves = rows.clone().requires_grad_(), columns.clone().requires_grad_()
        (way(*leaves, tokens, offsets) * share).sum().backward()
        found.append([leaf.grad for leaf in leaves])
    for ours, theirs in zip(*found, strict=True):
        assert torch.allclose(ours, theirs, atol=1e-5)


def test_a_product_in_sixteen_bits_is_near_the_whole_one():
    left = torch.nn.functional.normalize(torch.randn(5, 64), dim=1)
    assert torch.allclose(half_product(left, left), left @ left.T, atol=2e-2)
