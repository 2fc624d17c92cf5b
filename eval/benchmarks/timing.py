"""What the benchmarks share: quantiles, tables, saving."""

import json
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import numpy as np
import typer
from rich.console import Console
from rich.table import Table

from eval.results import describe_run

JsonFile = Annotated[Path | None, typer.Option("--json", help="Where to save the numbers.")]

EXAMPLE_QUESTION = "2020年地区生产总值是多少？"


def timed_ms(action: Callable[[], object]) -> float:
    """Return how long an action takes, in milliseconds of wall time."""
    started = time.perf_counter()
    action()
    return (time.perf_counter() - started) * 1000


def quantile(values: Sequence[float], share: float) -> float:
    """Return a quantile of at least one value; 0.5 is the median."""
    return float(np.quantile(np.array(values), share))


def show_table(title: str, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print a table."""
    table = Table(title=title, title_justify="left")
    for number, column in enumerate(columns):
        table.add_column(column, justify="left" if number == 0 else "right")
    for row in rows:
        table.add_row(*row)
    Console().print(table)


def save_numbers(path: Path | None, name: str, numbers: Mapping[str, Any], settings_sha256: str = "") -> None:
    """Save a benchmark's numbers with what made them; nothing happens without a path."""
    if path is None:
        return
    made = describe_run(datetime.now(UTC), settings_sha256).model_dump(mode="json", exclude={"seconds"})
    path.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps({"benchmark": name, **numbers, "provenance": made}, ensure_ascii=False, indent=1)
    path.write_text(text + "\n", encoding="utf-8")
