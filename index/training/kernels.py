"""The slow steps of late-interaction training, compiled: a text's best token for each token of the others, and back."""

from typing import Any

import numba
import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

Floats = NDArray[np.float32]

# Gradients this much smaller than the largest are dropped: nearly all are (a wrong text that nobody takes for right),
# and following only the rest makes the way back several times quicker than two dense products.
_NEGLIGIBLE = 1e-3


@numba.njit(parallel=True, fastmath=True, cache=True)
def _best_rows(
    cosines: Floats, rows: NDArray[np.int64], offsets: NDArray[np.int64], best: Floats, where: NDArray[np.int32]
) -> None:
    width = cosines.shape[1]
    for text in numba.prange(offsets.shape[0] - 1):
        best[text, :] = -2.0
        for at in range(offsets[text], offsets[text + 1]):
            row = rows[at]
            for column in range(width):
                value = cosines[row, column]
                better = value > best[text, column]
                best[text, column] = value if better else best[text, column]
                where[text, column] = row if better else where[text, column]


@numba.njit(fastmath=True, cache=True)
def _follow(
    gradient: Floats,
    where: NDArray[np.int32],
    least: float,
    row_vectors: Floats,
    column_vectors: Floats,
    into_rows: Floats,
    into_columns: Floats,
) -> None:
    width = row_vectors.shape[1]
    for text in range(gradient.shape[0]):
        for column in range(gradient.shape[1]):
            share = gradient[text, column]
            if abs(share) > least:
                row = where[text, column]
                for i in range(width):
                    into_rows[row, i] += share * column_vectors[column, i]
                    into_columns[column, i] += share * row_vectors[row, i]


class BestOfText(torch.autograd.Function):
    """For each text and each token of the other side, the largest cosine with one of the text's tokens.

    `rows` (tokens of the texts, width) and `columns` (tokens of the other side, width) are directions of length one,
    `tokens` the flat numbers of the texts' tokens and `offsets` where each text begins. Gives (texts, columns). The
    product is made in 16 bits. A text without tokens gives -2: leave such texts out.
    """

    @staticmethod
    def forward(ctx: Any, rows: Tensor, columns: Tensor, tokens: Tensor, offsets: Tensor) -> Tensor:
        """Return the best cosine by text and column, and remember whose it was."""
        cosines = half_product(rows.detach(), columns.detach())
        best = np.empty((offsets.shape[0] - 1, cosines.shape[1]), np.float32)
        where = np.zeros(best.shape, np.int32)
        _best_rows(cosines.numpy(), tokens.numpy(), offsets.numpy(), best, where)
        ctx.save_for_backward(rows, columns)
        ctx.where = where
        return torch.from_numpy(best)

    @staticmethod
    def backward(ctx: Any, *gradients: Tensor) -> tuple[Tensor, Tensor, None, None]:
        """Send each gradient that counts back to the two directions whose cosine was best."""
        rows, columns = (saved.detach().numpy() for saved in ctx.saved_tensors)
        gradient = gradients[0].contiguous().numpy()
        into_rows, into_columns = np.zeros_like(rows), np.zeros_like(columns)
        least = _NEGLIGIBLE * float(np.abs(gradient).max(initial=0.0))
        _follow(gradient, ctx.where, least, rows, columns, into_rows, into_columns)
        return torch.from_numpy(into_rows), torch.from_numpy(into_columns), None, None


def half_product(left: Tensor, right: Tensor) -> Tensor:
    """Return `left @ right.T`, made in 16 bits where the processor is much faster at that, as 32-bit floats."""
    return (left.bfloat16() @ right.bfloat16().T).float()


def best_of_text(rows: Tensor, columns: Tensor, tokens: Tensor, offsets: Tensor) -> Tensor:
    """Return (texts, columns): `BestOfText` as a function."""
    best: Tensor = BestOfText.apply(rows, columns, tokens, offsets)  # type: ignore[no-untyped-call]
    return best
