"""Trains the small networks with torch; what comes out needs NumPy alone."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from rich.progress import track
from torch import Tensor, nn

from service.scorer.network import Network

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Lists:
    """Candidates of many questions, one question's after another's."""

    columns: tuple[str, ...]
    features: NDArray[np.float16]
    labels: NDArray[np.float32]
    sizes: NDArray[np.int64]
    weights: Floats
    """One a question."""

    def padded(self, longest: int) -> tuple[Tensor, Tensor, Tensor]:
        """Return features, labels and which places are filled; (questions, longest, ...)."""
        count, width = len(self.sizes), self.features.shape[1]
        features = np.zeros((count, longest, width), dtype=np.float16)
        labels = np.zeros((count, longest), dtype=np.float32)
        filled = np.zeros((count, longest), dtype=np.bool_)
        start = 0
        for index, size in enumerate(self.sizes):
            kept = min(int(size), longest)
            features[index, :kept] = self.features[start : start + kept]
            labels[index, :kept] = self.labels[start : start + kept]
            filled[index, :kept] = True
            start += int(size)
        return torch.from_numpy(features), torch.from_numpy(labels), torch.from_numpy(filled)


class _Layers(nn.Module):
    def __init__(self, mean: Tensor, scale: Tensor, sizes: tuple[int, ...], dropout: float) -> None:
        super().__init__()
        self.mean, self.scale = mean, scale
        widths = [len(mean), *sizes, 1]
        self.layers = nn.ModuleList(nn.Linear(a, b) for a, b in zip(widths, widths[1:], strict=False))
        self.dropout = nn.Dropout(dropout)

    def forward(self, features: Tensor) -> Tensor:
        hidden = ((features.float() - self.mean) / self.scale).clamp(-6, 6)
        for layer in self.layers[:-1]:
            hidden = self.dropout(torch.relu(layer(hidden)))
        output: Tensor = self.layers[-1](hidden).squeeze(-1)
        return output


@dataclass(frozen=True, slots=True)
class Schedule:
    """How a network is trained."""

    hidden: tuple[int, ...] = (64, 32)
    epochs: int = 10
    batch: int = 128
    rate: float = 3e-3
    dropout: float = 0.15
    seed: int = 0
    threads: int = 2


def train_lists(lists: Lists, schedule: Schedule, checkpoint: Path) -> Network:
    """Return a network that puts the labelled candidates of each question first.

    Softmax over a question's candidates orders them; a logistic term keeps outputs comparable between questions.
    """
    longest = min(int(lists.sizes.max()), 96)
    features, labels, filled = lists.padded(longest)
    weights = torch.from_numpy(lists.weights)

    def loss(net: nn.Module, chosen: Tensor) -> Tensor:
        mask, label = filled[chosen], labels[chosen]
        width = int(mask.any(0).nonzero().max()) + 1
        mask, label = mask[:, :width], label[:, :width]
        output = net(features[chosen][:, :width]).masked_fill(~mask, -1e4)
        share = torch.log_softmax(output, 1).masked_fill(label == 0, -1e4)
        each = nn.functional.binary_cross_entropy_with_logits(output, label, reduction="none") * mask
        # A list without an answer only teaches the logistic term.
        ordered = -torch.logsumexp(share, 1) * label.any(1)
        return ((ordered + 0.5 * each.sum(1) / mask.sum(1)) * weights[chosen]).sum() / weights[chosen].sum()

    return _train(lists.columns, lists.features, len(lists.sizes), loss, schedule, checkpoint)


def train_rows(
    columns: tuple[str, ...], features: Floats, labels: Floats, weights: Floats, schedule: Schedule, checkpoint: Path
) -> Network:
    """Return a network whose logistic output is the chance of a label."""
    inputs, targets, shares = torch.from_numpy(features), torch.from_numpy(labels), torch.from_numpy(weights)

    def loss(net: nn.Module, chosen: Tensor) -> Tensor:
        each = nn.functional.binary_cross_entropy_with_logits(net(inputs[chosen]), targets[chosen], reduction="none")
        return (each * shares[chosen]).sum() / shares[chosen].sum()

    return _train(columns, features, len(labels), loss, schedule, checkpoint)


def _train(
    columns: tuple[str, ...],
    features: NDArray[np.float16] | Floats,
    count: int,
    loss: Callable[[nn.Module, Tensor], Tensor],
    schedule: Schedule,
    checkpoint: Path,
) -> Network:
    torch.manual_seed(schedule.seed)
    torch.set_num_threads(schedule.threads)
    sample = features[:: max(1, len(features) // 200_000)].astype(np.float32)
    mean, scale = sample.mean(0), sample.std(0) + np.float32(1e-3)
    net = _Layers(torch.from_numpy(mean), torch.from_numpy(scale), schedule.hidden, schedule.dropout)
    optimizer = torch.optim.AdamW(net.parameters(), lr=schedule.rate, weight_decay=1e-2)
    steps = schedule.epochs * -(-count // schedule.batch)
    rates = torch.optim.lr_scheduler.OneCycleLR(optimizer, schedule.rate, total_steps=steps, pct_start=0.1)
    first = 0
    if checkpoint.is_file():
        state = torch.load(checkpoint, weights_only=True)
        net.load_state_dict(state["net"])
        optimizer.load_state_dict(state["optimizer"])
        rates.load_state_dict(state["rates"])
        first = int(state["epoch"])
    for epoch in track(range(first, schedule.epochs), description="training"):
        order = torch.randperm(count, generator=torch.Generator().manual_seed(schedule.seed * 1000 + epoch))
        for chosen in torch.split(order, schedule.batch):
            value = loss(net, chosen)
            optimizer.zero_grad()
            torch.autograd.backward(value)
            optimizer.step()
            rates.step()
        state = {"net": net.state_dict(), "optimizer": optimizer.state_dict(), "rates": rates.state_dict()}
        torch.save({**state, "epoch": epoch + 1}, checkpoint)
    net.eval()
    layers = [layer for layer in net.layers if isinstance(layer, nn.Linear)]
    arrays = [(layer.weight.detach().numpy().T, layer.bias.detach().numpy()) for layer in layers]
    return Network(
        columns=columns,
        mean=mean,
        scale=scale,
        weights=tuple(np.ascontiguousarray(weight) for weight, _ in arrays),
        biases=tuple(bias for _, bias in arrays),
    )


def calibrate(output: Floats, labels: Floats, weights: Floats | None = None, rounds: int = 50) -> tuple[float, float]:
    """Return the slope and offset of the logistic curve that fits labels best (Newton's method)."""
    inputs = np.stack([output, np.ones_like(output)], axis=1).astype(np.float64)
    shares = np.ones(len(labels)) if weights is None else weights.astype(np.float64)
    weight = np.array([1.0, 0.0])
    for _ in range(rounds):
        chance = 1 / (1 + np.exp(-np.clip(inputs @ weight, -30, 30)))
        slope = inputs.T @ ((chance - labels) * shares)
        bend = (inputs * (shares * chance * (1 - chance))[:, None]).T @ inputs + 1e-6 * np.eye(2)
        weight -= np.linalg.solve(bend, slope)
    return float(weight[0]), float(weight[1])
