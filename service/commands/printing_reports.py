"""What the terminal shows while the library changes, and of the files that were added to it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.console import Console

if TYPE_CHECKING:
    from rich.progress import Progress as Bars
    from rich.progress import TaskID

    from corpus.intake import Deed, Outcome
    from index.build import Progress

_FEW = 20
"""Files up to which each has a line; of more, only those that need one."""
_STYLES = {"added": "green", "replaced": "cyan", "skipped": "dim", "refused": "red"}
"""By the value of `Deed`."""


def print_outcomes(outcomes: "Sequence[Outcome]", counts: "Mapping[Deed, int]") -> None:
    """Print what was done with each file that there is something to say of, and counts of all."""
    from rich.markup import escape
    from rich.table import Table

    console = Console(highlight=False)
    table = Table("Done", "File", "Id", "Why")
    for outcome in outcomes:
        if outcome.note or len(outcomes) <= _FEW:
            cells = (outcome.deed, escape(outcome.path), outcome.report_id or "", escape(outcome.note))
            table.add_row(*cells, style=_STYLES[outcome.deed])
    if table.row_count:
        console.print(table)
    console.print(", ".join(f"{count:,} {deed}" for deed, count in counts.items()))


@contextmanager
def show_bars(least: int = 1) -> "Iterator[Callable[[str], Progress]]":
    """Give a function that makes progress bars on standard error, each shown once it has that much to do."""
    shown: list[Bars] = []

    def make(what: str) -> "Progress":
        tasks: list[TaskID] = []

        def advance(done: int, total: int) -> None:
            if total < least:
                return
            if not shown:
                shown.append(_start_bars())
            if not tasks:
                tasks.append(shown[0].add_task(what))
            shown[0].update(tasks[0], completed=done, total=total)

        return advance

    try:
        yield make
    finally:
        for bars in shown:
            bars.stop()


def _start_bars() -> "Bars":
    from rich.progress import MofNCompleteColumn, TimeRemainingColumn
    from rich.progress import Progress as Bars

    bars = Bars(*Bars.get_default_columns()[:2], MofNCompleteColumn(), TimeRemainingColumn(), console=_errors())
    bars.start()
    return bars


def _errors() -> Console:
    return Console(stderr=True, highlight=False)
