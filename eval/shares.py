"""Shares of counts with the interval that holds for rare cases too."""

from dataclasses import dataclass
from math import sqrt

_Z = 1.959964
"""Of a 95 % interval."""


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many."""

    count: int
    total: int

    @property
    def value(self) -> float:
        """The share, 0 to 1; 0 of nothing."""
        return self.count / self.total if self.total else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        """The 95 % interval after Wilson: sensible for none of many, where resampling says 0 to 0."""
        if not self.total:
            return 0.0, 1.0
        n, p, z = self.total, self.value, _Z
        middle = (p + z * z / (2 * n)) / (1 + z * z / n)
        spread = z * sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / (1 + z * z / n)
        # At the ends the root leaves a rest of 1e-19.
        low, high = max(0.0, middle - spread), min(1.0, middle + spread)
        return low if self.count else 0.0, high if self.count < n else 1.0

    def __str__(self) -> str:
        low, high = self.interval
        return f"{100 * self.value:.2f} % ({self.count} of {self.total}; 95 %: {100 * low:.2f} to {100 * high:.2f})"
