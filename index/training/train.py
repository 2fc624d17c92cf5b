"""The training loop: the mean first, then mean and late interaction together; saved as it goes, and resumable."""

import logging
import math
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numba
import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor
from torch.multiprocessing.spawn import spawn
from torch.nn.functional import normalize
from tqdm import tqdm

from index.training.draws import LATE_DRAWS, MEAN_DRAWS, Draw, Drawer, order_by_likeness
from index.training.languages import foreign_maps
from index.training.losses import Losses, batch_losses
from index.training.table import Table, load_table, new_table
from index.training.texts import Ids, Texts

_log = logging.getLogger(__name__)
_WARM_UP = 100


@dataclass(frozen=True)
class Plan:
    """How long and how to train.

    `narrow`: how often a step trains only the first dimensions (Matryoshka). `refresh`: steps between looking up hard
    negatives and foreign words anew.
    """

    steps: int = 40_000
    mean_steps: int = 3_000
    width: int = 256
    rate: float = 4e-3
    last_rate: float = 2e-4
    mean_share: float = 0.5
    narrow: float = 0.1
    narrow_widths: tuple[int, ...] = (128, 64)
    refresh: int = 12_000
    save_every: int = 1_000
    seed: int = 1
    workers: int = 1
    draws: Sequence[Draw] = LATE_DRAWS


def token_frequencies(drawer: Drawer, vocabulary: int) -> Ids:
    """Return how often each token stands in the pairs that are drawn from."""
    counts = np.zeros(vocabulary, np.int64)
    for pairs in drawer.pairs.values():
        counts += np.bincount(pairs.left.ids, minlength=vocabulary) + np.bincount(pairs.right.ids, minlength=vocabulary)
    return counts


def mean_vectors(table: Table, texts: Texts) -> Tensor:
    """Return (texts, width) weighted means of unit length."""
    vectors = normalize(table.directions.values, dim=1) * table.log_weights.values.exp()[:, None]
    bags = torch.nn.functional.embedding_bag(
        torch.from_numpy(texts.ids), vectors, torch.from_numpy(texts.offsets[:-1]), mode="sum"
    )
    return normalize(bags, dim=1)


def _rate(plan: Plan, step: int) -> float:
    if step < _WARM_UP:
        return plan.rate * (step + 1) / _WARM_UP
    left = 0.5 * (1 + math.cos(math.pi * step / plan.steps))
    return plan.last_rate + (plan.rate - plan.last_rate) * left


def _refresh(table: Table, drawer: Drawer, tokenizer: Tokenizer, seed: int) -> None:
    for draw in drawer.draws:
        if draw.hard and not draw.listed:
            pairs = drawer.pairs[draw.group]
            vectors = mean_vectors(table, pairs.right)[torch.from_numpy(pairs.right_of)]
            # Few enough centres that the look-up takes seconds, enough that a block of neighbours is alike.
            drawer.use_order(draw.group, order_by_likeness(vectors, max(64, min(1024, len(vectors) // 64)), seed))
    drawer.use_foreign(foreign_maps(normalize(table.directions.values, dim=1).numpy(), drawer.pairs, tokenizer))


def train(
    prepared: Path, tokenizer: Tokenizer, state: Path, plan: Plan, on_save: Callable[[Table, int], None] | None = None
) -> Table:
    """Train to the end of the plan, going on from the saved state when there is one.

    With one worker the same seed gives the same table; several workers move the same rows without waiting for each
    other, which is quicker and not repeatable to the bit. `on_save` is called with the table and the step after each
    saving.
    """
    if state.exists():
        table, first = load_table(state)
    else:
        drawer = Drawer(prepared, MEAN_DRAWS, plan.seed)
        table = new_table(token_frequencies(drawer, tokenizer.get_vocab_size()), plan.width, plan.seed)
        first = 0
    if plan.workers == 1:
        _work(0, table, first, prepared, tokenizer.to_str(), state, plan, on_save)
        return table
    for rows in (table.directions, table.log_weights):
        for part in (rows.values, rows.first, rows.second, rows.steps):
            part.share_memory_()  # type: ignore[no-untyped-call]
    spawn(  # type: ignore[no-untyped-call]
        _work, (table, first, prepared, tokenizer.to_str(), state, plan, on_save), nprocs=plan.workers
    )
    return table


def _work(
    rank: int,
    table: Table,
    first: int,
    prepared: Path,
    tokenizer: str,
    state: Path,
    plan: Plan,
    on_save: Callable[[Table, int], None] | None,
) -> None:
    # One thread a worker: the tensors of a step are too small for two to be worth their meeting.
    torch.set_num_threads(1)
    numba.set_num_threads(1)
    seed = plan.seed + 1000 * rank + first
    drawers = {"mean": Drawer(prepared, MEAN_DRAWS, seed), "late": Drawer(prepared, plan.draws, seed + 1)}
    chooser = np.random.default_rng(seed)
    running: dict[str, float] = {}
    began, refreshed = time.monotonic(), -plan.refresh
    steps = range(first + rank, plan.steps, plan.workers)
    for step in tqdm(steps, mininterval=20, disable=rank > 0, total=len(steps)):
        phase = "mean" if step < plan.mean_steps else "late"
        if phase == "late" and step - refreshed >= plan.refresh:
            _refresh(table, drawers[phase], Tokenizer.from_str(tokenizer), step)
            refreshed = step
        draw, batch = drawers[phase].draw()
        narrow = chooser.random() < plan.narrow
        width = min(plan.width, int(chooser.choice(plan.narrow_widths))) if narrow else plan.width
        losses = batch_losses(table, batch, width, plan.mean_share if draw.late else 1.0, float(draw.late))
        table.move(losses.rows, losses.directions, losses.log_weights, _rate(plan, step))
        if not narrow:
            _note(running, draw, losses)
        last = step + plan.workers >= plan.steps
        if rank == 0 and (step // plan.save_every != (step + plan.workers) // plan.save_every or last):
            done = min(step + plan.workers, plan.steps)
            table.save(state, done)
            shown = " ".join(f"{key} {value:.3f}" for key, value in sorted(running.items()) if value)
            _log.info("step %d, %.0f s: %s", done, time.monotonic() - began, shown)
            if on_save is not None:
                on_save(table, done)


def _note(running: dict[str, float], draw: Draw, losses: Losses) -> None:
    for name, value in (("mean", losses.mean), ("late", losses.late)):
        key = f"{draw.group}{draw.join if draw.join > 1 else ''}.{name}"
        running[key] = 0.98 * running.get(key, value) + 0.02 * value
