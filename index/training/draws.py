"""Batches drawn from the prepared pairs: which groups, how many at once, and how they are made harder."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from index.training.losses import Batch
from index.training.texts import Ids, Pairs, Texts, load_pairs

_BLOCK = 16


@dataclass(frozen=True)
class Draw:
    """One kind of batch.

    `share`: how often it is drawn. `size`: pairs in a batch. `hard`: which part of them comes in blocks of neighbours:
    of alike ones, or, when `listed`, as the data lists them (of one passage, of one report).
    `join`: right texts put together into one longer passage. `switched`: how often the left text's words are replaced
    by foreign ones of the same meaning. `late`: whether the late-interaction loss is computed as well.
    """

    group: str
    share: float
    size: int
    both_ways: bool = True
    hard: float = 0.0
    listed: bool = False
    join: int = 1
    switched: float = 0.0
    late: bool = True


MEAN_DRAWS = (
    Draw("bitext", 0.45, 1024, late=False),
    Draw("multi", 0.25, 1024, late=False),
    Draw("words", 0.15, 1024, late=False),
    Draw("question", 0.05, 128, late=False),
    Draw("title", 0.05, 128, late=False),
    Draw("clause", 0.05, 128, late=False),
)
LATE_DRAWS = (
    Draw("bitext", 0.28, 256, hard=0.5),
    Draw("bitext", 0.08, 256, join=5, both_ways=False),
    Draw("multi", 0.22, 256, hard=0.5),
    Draw("multi", 0.06, 256, join=5, both_ways=False),
    Draw("words", 0.08, 512),
    Draw("question", 0.07, 64, both_ways=False, hard=0.5, switched=0.35),
    Draw("window", 0.10, 96, both_ways=False, hard=0.75, listed=True, switched=0.35),
    Draw("title", 0.03, 48, both_ways=False, hard=0.5, switched=0.2),
    Draw("clause", 0.02, 64, both_ways=False),
    Draw("template", 0.06, 64, both_ways=False, hard=0.75, listed=True, switched=0.35),
)


class Drawer:
    """Draws batches of the prepared pairs. Seeded: the same seed and table give the same batches."""

    def __init__(self, folder: Path, draws: Sequence[Draw], seed: int) -> None:
        """Read the groups that the draws name; a group that was not prepared is not drawn."""
        self.pairs: dict[str, Pairs] = {}
        for name in {draw.group for draw in draws}:
            path = folder / f"{name}.npz"
            if path.exists():
                self.pairs[name] = load_pairs(path)
        self.draws = [draw for draw in draws if draw.group in self.pairs]
        shares = np.array([draw.share for draw in self.draws])
        self._shares = shares / shares.sum()
        self._chooser = np.random.default_rng(seed)
        self._totals = {name: np.cumsum(pairs.weight, dtype=np.float64) for name, pairs in self.pairs.items()}
        self._order: dict[str, Ids] = {}
        self._foreign: list[Ids] = []

    def use_order(self, group: str, order: Ids) -> None:
        """Take the order of a group's pairs in which neighbours are alike, for blocks of hard negatives."""
        self._order[group] = order

    def use_foreign(self, maps: list[Ids]) -> None:
        """Take maps token -> token of like meaning in another language (-1: none), one for each language."""
        self._foreign = maps

    def draw(self) -> tuple[Draw, Batch]:
        """Return the next batch and what kind it is."""
        draw = self.draws[self._chooser.choice(len(self.draws), p=self._shares)]
        pairs = self.pairs[draw.group]
        chosen = self._choose(draw, pairs)
        left = pairs.left.take(chosen)
        if draw.switched and self._foreign and self._chooser.random() < draw.switched:
            left = self._switch(left)
        rights, right_of = np.unique(pairs.right_of[chosen], return_inverse=True)
        right_of = right_of.astype(np.int64)
        if draw.join > 1:
            order = self._chooser.permutation(len(rights))
            right = pairs.right.take(rights[order])
            place = np.empty(len(order), np.int64)
            place[order] = np.arange(len(order)) // draw.join
            groups = int(place.max()) + 1
            return draw, Batch(left, right.joined(np.sort(place), groups), place[right_of], draw.both_ways)
        return draw, Batch(left, pairs.right.take(rights), right_of, draw.both_ways)

    def _choose(self, draw: Draw, pairs: Pairs) -> Ids:
        order = np.arange(len(pairs)) if draw.listed else self._order.get(draw.group)
        blocks = int(draw.size * draw.hard) // _BLOCK if order is not None and len(pairs) > draw.size else 0
        totals = self._totals[draw.group]
        free = np.searchsorted(totals, self._chooser.random(draw.size - blocks * _BLOCK) * totals[-1])
        parts = [np.minimum(free, len(pairs) - 1).astype(np.int64)]
        if order is not None:
            for start in self._chooser.integers(0, max(1, len(order) - _BLOCK), blocks):
                parts.append(order[start : start + _BLOCK])
        return np.concatenate(parts)

    def _switch(self, texts: Texts) -> Texts:
        foreign = self._foreign[self._chooser.integers(len(self._foreign))][texts.ids]
        return Texts(np.where(foreign >= 0, foreign, texts.ids), texts.offsets)


def order_by_likeness(vectors: Tensor, centres: int, seed: int) -> Ids:
    """Return the rows ordered so that neighbours are alike: by the nearest of some rows, then by closeness to it."""
    chooser = np.random.default_rng(seed)
    halves = vectors.bfloat16()
    middle = halves[torch.from_numpy(chooser.choice(len(vectors), min(centres, len(vectors)), replace=False))]
    nearest = np.empty(len(vectors), np.int64)
    closeness = np.empty(len(vectors), np.float32)
    for start in range(0, len(vectors), 8192):
        best = (halves[start : start + 8192] @ middle.T).max(1)
        nearest[start : start + 8192] = best.indices.numpy()
        closeness[start : start + 8192] = best.values.float().numpy()
    return np.lexsort((closeness, nearest)).astype(np.int64)
