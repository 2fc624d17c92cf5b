"""Thresholds that results must meet, written in TOML.

    [[gate]]
    metric = "right"
    half = "test"
    kind = "fact"          # built_in, follow_up, half, kind, language and report narrow it
    min = 0.85             # or max, or both

A gate whose metric was not measured at all fails: a missing number is not a good one.
"""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from eval.datasets import Half, Kind
from eval.errors import GatesError
from eval.intervals import Estimate
from eval.metrics import METRICS, measure
from eval.records import QuestionRecord, Slice

GATES = Path(__file__).parent / "gates.toml"
"""The gates of this project."""


class Gate(BaseModel):
    """One threshold."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    metric: str
    built_in: bool | None = None
    follow_up: bool | None = None
    half: Half | None = None
    kind: Kind | None = None
    language: str | None = None
    report: str | None = None
    min: float | None = None
    max: float | None = None

    @field_validator("metric")
    @classmethod
    def _is_known(cls, name: str) -> str:
        if name not in METRICS:
            raise ValueError(f"there is no metric {name!r}; there are {', '.join(METRICS)}")
        return name

    @model_validator(mode="after")
    def _has_threshold(self) -> "Gate":
        if self.min is None and self.max is None:
            raise ValueError("a gate needs min or max")
        return self

    @property
    def over(self) -> Slice:
        """The records that count."""
        return Slice(**self.model_dump(include=set(Slice.model_fields)))

    @property
    def wanted(self) -> str:
        """The threshold in words."""
        parts = [f"at least {self.min:g}" if self.min is not None else ""]
        parts.append(f"at most {self.max:g}" if self.max is not None else "")
        return " and ".join(filter(None, parts))


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid")

    gate: list[Gate] = Field(min_length=1)


@dataclass(frozen=True, slots=True)
class Check:
    """One gate and what was measured for it."""

    gate: Gate
    measured: Estimate | None

    @property
    def passed(self) -> bool:
        """Whether the measured value is within the gate; a value that is missing is not."""
        if self.measured is None:
            return False
        above = self.gate.min is None or self.measured.value >= self.gate.min
        return above and (self.gate.max is None or self.measured.value <= self.gate.max)


def load_gates(path: Path = GATES) -> tuple[Gate, ...]:
    """Return the gates of a file.

    Raises:
        GatesError: the file is not there, is no TOML, or holds a gate that cannot be checked.
    """
    try:
        return tuple(_File.model_validate(tomllib.loads(path.read_text(encoding="utf-8"))).gate)
    except (OSError, tomllib.TOMLDecodeError, ValidationError) as error:
        raise GatesError(f"{path}: {error}") from error


def check_gates(gates: Sequence[Gate], records: Sequence[QuestionRecord]) -> tuple[Check, ...]:
    """Return every gate with what the records give for it, in the gates' order."""
    return tuple(Check(gate, measure(gate.metric, records, gate.over)) for gate in gates)
