"""Small trained networks, evaluated with NumPy alone."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

_CLIP = 6.0
"""Standard deviations beyond which a feature says no more."""


@dataclass(frozen=True, slots=True)
class Network:
    """Layers of a feed-forward network over standardised named features, with a calibration of what it gives."""

    columns: tuple[str, ...]
    mean: Floats
    scale: Floats
    weights: tuple[Floats, ...]
    biases: tuple[Floats, ...]
    slope: float = 1.0
    """Calibration: probability = logistic(slope * output + offset)."""
    offset: float = 0.0

    def __call__(self, features: Floats) -> Floats:
        """Return one output a row of features, shape (rows,)."""
        hidden = np.clip((features - self.mean) / self.scale, -_CLIP, _CLIP)
        for weight, bias in zip(self.weights[:-1], self.biases[:-1], strict=True):
            hidden = np.maximum(hidden @ weight + bias, 0)
        output: Floats = (hidden @ self.weights[-1] + self.biases[-1])[:, 0]
        return output

    def probability(self, output: Floats) -> Floats:
        """Return the calibrated probability of each output."""
        chance: Floats = 1.0 / (1.0 + np.exp(-np.clip(self.slope * output + self.offset, -30, 30)))
        return chance

    def save(self, path: Path) -> None:
        """Write the network; weights keep 16 bits."""
        layers: dict[str, NDArray[Any]] = {f"weight{i}": w.astype(np.float16) for i, w in enumerate(self.weights)}
        layers |= {f"bias{i}": b for i, b in enumerate(self.biases)}
        calibration = np.array([self.slope, self.offset], dtype=np.float32)
        np.savez_compressed(
            path,
            allow_pickle=False,
            columns=np.array(self.columns),
            mean=self.mean,
            scale=self.scale,
            calibration=calibration,
            **layers,
        )

    @classmethod
    def load(cls, path: Path) -> "Network":
        """Return the network saved at a path."""
        with np.load(path) as data:
            depth = sum(name.startswith("weight") for name in data.files)
            slope, offset = (float(value) for value in data["calibration"])
            return cls(
                columns=tuple(str(name) for name in data["columns"]),
                mean=data["mean"],
                scale=data["scale"],
                weights=tuple(data[f"weight{i}"].astype(np.float32) for i in range(depth)),
                biases=tuple(data[f"bias{i}"] for i in range(depth)),
                slope=slope,
                offset=offset,
            )
