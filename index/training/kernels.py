"""The one slow step of late-interaction training, compiled: the best of a text's tokens for each token of the others."""

import numba
import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor


@numba.njit(parallel=True, fastmath=True, cache=True)  # type: ignore[untyped-decorator]
def _best_rows(
    cosines: NDArray[np.float32],
    rows: NDArray[np.int64],
    offsets: NDArray[np.int64],
    best: NDArray[np.float32],
    where: NDArray[np.int32],
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


@numba.njit(cache=True, fastmath=True)  # type: ignore[untyped-decorator]
def _spread(gradient: NDArray[np.float32], where: NDArray[np.int32], into: NDArray[np.float32]) -> None:
    for text in range(where.shape[0]):
        for column in range(where.shape[1]):
            into[where[text, column], column] += gradient[text, column]


class BestOfText(torch.autograd.Function):
    """For each text (a run of rows) and each column, the largest value among the text's rows.

    `cosines` is (rows, columns) float32, `rows` the flat row numbers of the texts, `offsets` where each text begins.
    Gives (texts, columns). A text without rows gives -2 and passes no gradient worth having: leave such texts out.
    """

    @staticmethod
    def forward(ctx: torch.autograd.function.FunctionCtx, cosines: Tensor, rows: Tensor, offsets: Tensor) -> Tensor:
        """Return the best value by text and column, and remember where it stood."""
        best = np.empty((offsets.shape[0] - 1, cosines.shape[1]), np.float32)
        where = np.zeros(best.shape, np.int32)
        _best_rows(cosines.detach().contiguous().numpy(), rows.numpy(), offsets.numpy(), best, where)
        ctx.where, ctx.shape = where, cosines.shape  # type: ignore[attr-defined]
        return torch.from_numpy(best)

    @staticmethod
    def backward(ctx: torch.autograd.function.FunctionCtx, *gradients: Tensor) -> tuple[Tensor, None, None]:
        """Send each gradient back to the one cosine it came from."""
        into = np.zeros(ctx.shape, np.float32)  # type: ignore[attr-defined]
        _spread(gradients[0].contiguous().numpy(), ctx.where, into)  # type: ignore[attr-defined]
        return torch.from_numpy(into), None, None
