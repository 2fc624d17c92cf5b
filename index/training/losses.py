"""The loss of one batch: which text belongs with which, by the mean of token vectors and by late interaction."""

from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor
from torch.nn.functional import cross_entropy, embedding_bag, normalize

from index.training.kernels import best_of_text, half_product
from index.training.table import Table
from index.training.texts import Ids, Texts

MEAN_SCALE, LATE_SCALE = 20.0, 25.0


@dataclass(frozen=True)
class Batch:
    """Left texts, right texts, and which right text each left one belongs with. `both_ways`: also right to left."""

    left: Texts
    right: Texts
    right_of: Ids
    both_ways: bool


@dataclass(frozen=True)
class Losses:
    """The losses of one batch and the gradients on the rows it touched."""

    mean: float
    late: float
    rows: Ids
    directions: Tensor
    log_weights: Tensor


@dataclass(frozen=True)
class _Side:
    """One side of a batch: its distinct tokens among the batch's rows, and where they stand in its texts."""

    tokens: Ids
    where: Ids
    texts: Texts

    def weighing(self, weights: Tensor) -> Tensor:
        """Return (texts, distinct tokens): how much each token counts in each text; a text's row sums to one."""
        text_of = np.repeat(np.arange(len(self.texts)), self.texts.lengths)
        flat = torch.from_numpy(text_of * len(self.tokens) + self.where)
        empty = torch.zeros(len(self.texts) * len(self.tokens))
        table = empty.scatter_add(0, flat, weights[torch.from_numpy(self.where)]).view(len(self.texts), -1)
        return table / table.sum(1, keepdim=True)

    def mean(self, unit: Tensor, weights: Tensor) -> Tensor:
        """Return (texts, width) weighed means of length one; `unit` and `weights` are of the distinct tokens."""
        where, offsets = torch.from_numpy(self.where), torch.from_numpy(self.texts.offsets[:-1])
        sums = embedding_bag(where, unit, offsets, mode="sum", per_sample_weights=weights[where])
        return normalize(sums, dim=1)


def _side(texts: Texts, inverse: Ids) -> _Side:
    tokens, where = np.unique(inverse, return_inverse=True)
    return _Side(tokens, where.astype(np.int64), texts)


def _contrast(scores: Tensor, batch: Batch) -> Tensor:
    loss = cross_entropy(scores, torch.from_numpy(batch.right_of))
    if not batch.both_ways:
        return loss
    first, hidden = _backwards(batch)
    return (loss + cross_entropy(scores.T.masked_fill(hidden, -1e4), torch.from_numpy(first))) / 2


def batch_losses(table: Table, batch: Batch, width: int, mean_share: float, late_share: float) -> Losses:
    """Return both losses of a batch and the gradients of their weighed sum, over the first `width` dimensions.

    A loss whose share is zero is not computed and reported as 0.
    """
    rows, inverse = np.unique(np.concatenate([batch.left.ids, batch.right.ids]), return_inverse=True)
    index = torch.from_numpy(rows)
    directions = table.directions.values[index].requires_grad_()
    log_weights = table.log_weights.values[index].requires_grad_()
    unit, weights = normalize(directions[:, :width], dim=1), log_weights.exp()
    left, right = _side(batch.left, inverse[: len(batch.left.ids)]), _side(batch.right, inverse[len(batch.left.ids) :])
    left_unit, right_unit = unit[torch.from_numpy(left.tokens)], unit[torch.from_numpy(right.tokens)]
    left_weights, right_weights = weights[torch.from_numpy(left.tokens)], weights[torch.from_numpy(right.tokens)]
    mean, late = torch.zeros(()), torch.zeros(())
    if mean_share:
        means = left.mean(left_unit, left_weights), right.mean(right_unit, right_weights)
        mean = _contrast(MEAN_SCALE * (means[0] @ means[1].T), batch)
    if late_share:
        late = _one_way(left, left_unit, left_weights, right, right_unit, batch.right_of)
        if batch.both_ways:
            back = _one_way(right, right_unit, right_weights, left, left_unit, *_backwards(batch))
            late = (late + back) / 2
    (mean_share * mean + late_share * late).backward()  # type: ignore[no-untyped-call]
    assert directions.grad is not None and log_weights.grad is not None
    return Losses(mean.item(), late.item(), rows, directions.grad, log_weights.grad)


def _one_way(
    asking: _Side,
    asking_unit: Tensor,
    asking_weights: Tensor,
    found: _Side,
    found_unit: Tensor,
    answers: Ids,
    hidden: Tensor | None = None,
) -> Tensor:
    where, offsets = torch.from_numpy(found.where), torch.from_numpy(found.texts.offsets)
    best = best_of_text(found_unit, asking_unit, where, offsets)
    scores = LATE_SCALE * half_product(asking.weighing(asking_weights), best)
    if hidden is not None:
        scores = scores.masked_fill(hidden, -1e4)
    return cross_entropy(scores, torch.from_numpy(answers))


def _backwards(batch: Batch) -> tuple[Ids, Tensor]:
    """Return for each right text its first left one, and which others are right too: those are left out."""
    same = torch.from_numpy(batch.right_of[None, :] == np.arange(len(batch.right))[:, None])
    first = np.unique(batch.right_of, return_index=True)[1]
    same[torch.arange(len(batch.right)), torch.from_numpy(first)] = False
    return first.astype(np.int64), same
