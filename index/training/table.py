"""The trained parameters: a direction and a weight for each token, and the row-wise optimiser that moves them."""

from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from index.training.texts import Ids

_FIRST_DECAY, _SECOND_DECAY, _TINY = 0.9, 0.99, 1e-10


@dataclass
class Rows:
    """One parameter with its moments. Only the rows a batch touched are moved: a dense step would be the slow part."""

    values: Tensor
    first: Tensor = field(init=False)
    second: Tensor = field(init=False)
    steps: Tensor = field(init=False)

    def __post_init__(self) -> None:
        """Begin with empty moments; the second moment is one number a row."""
        self.first = torch.zeros_like(self.values)
        self.second = torch.zeros(len(self.values))
        self.steps = torch.zeros(len(self.values))

    def move(self, rows: Tensor, gradient: Tensor, rate: float) -> None:
        """Take one Adam step on the given rows, each with its own count of steps."""
        width = gradient.shape[1] if gradient.dim() > 1 else 1
        steps = self.steps[rows] + 1
        first = self.first[rows].mul_(_FIRST_DECAY).add_(gradient, alpha=1 - _FIRST_DECAY)
        size = gradient.reshape(len(rows), width).pow(2).mean(1)
        second = self.second[rows].mul_(_SECOND_DECAY).add_(size, alpha=1 - _SECOND_DECAY)
        self.steps[rows], self.first[rows], self.second[rows] = steps, first, second
        step = rate / (1 - _FIRST_DECAY**steps) / ((second / (1 - _SECOND_DECAY**steps)).sqrt() + _TINY)
        self.values[rows] -= first * (step[:, None] if gradient.dim() > 1 else step)


@dataclass
class Table:
    """Token directions (vocabulary, width), kept at length one, and the logarithms of the token weights."""

    directions: Rows
    log_weights: Rows

    def move(self, rows: Ids, directions: Tensor, log_weights: Tensor, rate: float) -> None:
        """Take one step on the rows of a batch; directions are brought back to length one."""
        index = torch.from_numpy(rows)
        self.directions.move(index, directions, rate)
        self.directions.values[index] = torch.nn.functional.normalize(self.directions.values[index], dim=1)
        self.log_weights.move(index, log_weights, 2 * rate)
        self.log_weights.values[index] = self.log_weights.values[index].clamp(-5.0, 3.0)

    def save(self, path: Path, step: int) -> None:
        """Write everything needed to go on, moments included, then put it in place at once."""
        state = {"step": step}
        for name, rows in (("directions", self.directions), ("log_weights", self.log_weights)):
            state |= {f"{name}.{k}": getattr(rows, k) for k in ("values", "first", "second", "steps")}
        path.parent.mkdir(parents=True, exist_ok=True)
        torch.save(state, path.with_suffix(".part"))
        path.with_suffix(".part").replace(path)


def new_table(frequencies: Ids, width: int, seed: int) -> Table:
    """Return random directions and weights that begin at idf scaled to one for a token of middling rarity."""
    chooser = torch.Generator().manual_seed(seed)
    directions = torch.nn.functional.normalize(torch.randn(len(frequencies), width, generator=chooser), dim=1)
    share = (frequencies + 1.0) / (frequencies.sum() + 1.0)
    idf = np.log1p(3e-4 / share)
    return Table(Rows(directions), Rows(torch.from_numpy(np.log(np.clip(idf, 0.02, 5.0))).float()))


def load_table(path: Path) -> tuple[Table, int]:
    """Return a saved table and the step it was saved at."""
    state = torch.load(path, weights_only=True)
    table = Table(Rows(state["directions.values"]), Rows(state["log_weights.values"]))
    for name, rows in (("directions", table.directions), ("log_weights", table.log_weights)):
        for part in ("first", "second", "steps"):
            setattr(rows, part, state[f"{name}.{part}"])
    return table, int(state["step"])
