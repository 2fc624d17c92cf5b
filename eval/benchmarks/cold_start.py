"""`askreport ask` as a whole process beside `python -c "import fastapi"`, interleaved.

The index is built beforehand, in a folder of its own; that first call is shown too.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Annotated

import typer

from eval.benchmarks.timing import EXAMPLE_QUESTION, JsonFile, quantile, save_numbers, show_table, timed_ms

BASELINE = [sys.executable, "-c", "import fastapi"]
ANSWERED, REFUSED = 0, 3


@dataclass(frozen=True, slots=True)
class ColdStart:
    """Wall times of whole processes, in milliseconds."""

    first_ask_ms: float
    """With no index yet."""
    ask_ms: list[float]
    baseline_ms: list[float]

    @property
    def ratio(self) -> float:
        """Median over median."""
        return quantile(self.ask_ms, 0.5) / quantile(self.baseline_ms, 0.5)


def measure_cold_start(runs: int, ask: Sequence[str], baseline: Sequence[str] = BASELINE) -> ColdStart:
    """Return the times of interleaved runs after one of each that warms the disk cache.

    Raises:
        RuntimeError: one of the commands fails.
    """
    with tempfile.TemporaryDirectory() as home:
        environment = {**os.environ, "ASKREPORT_HOME": home}
        first = timed_ms(lambda: _run(ask, environment))
        _run(ask, environment)
        _run(baseline, environment)
        pairs = [
            (timed_ms(lambda: _run(ask, environment)), timed_ms(lambda: _run(baseline, environment)))
            for _ in range(runs)
        ]
    return ColdStart(first, [ask_ms for ask_ms, _ in pairs], [baseline_ms for _, baseline_ms in pairs])


def _run(command: Sequence[str], environment: Mapping[str, str]) -> None:
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode not in (ANSWERED, REFUSED):
        raise RuntimeError(f"{' '.join(command)} ended with {done.returncode}: {done.stderr.strip()}")


def find_ask_command(question: str) -> list[str]:
    """Return the command that asks a question: the installed one, else the module."""
    script = Path(sys.executable).with_name("askreport")
    start = [str(script)] if script.exists() else [sys.executable, "-m", "service.cli"]
    return [*start, "ask", question]


def main(
    runs: Annotated[int, typer.Option(min=1, help="Runs of each.")] = 7,
    question: Annotated[str, typer.Option(help="What is asked.")] = EXAMPLE_QUESTION,
    json: JsonFile = None,
) -> None:
    """Measure the cold start."""
    found = measure_cold_start(runs, find_ask_command(question))
    rows = [
        (name, f"{quantile(times, 0.5):.0f}", f"{min(times):.0f}", f"{max(times):.0f}")
        for name, times in (("askreport ask", found.ask_ms), ('python -c "import fastapi"', found.baseline_ms))
    ]
    show_table(f"Cold start, {runs} interleaved runs, ms", ("", "median", "min", "max"), rows)
    typer.echo(f"Ratio of medians: {found.ratio:.2f}. First ask, building the index: {found.first_ask_ms:.0f} ms.")
    save_numbers(json, "cold_start", {**asdict(found), "ratio": found.ratio})


if __name__ == "__main__":
    typer.run(main)
