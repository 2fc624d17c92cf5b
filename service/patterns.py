"""Regular expressions out of a table of words, compiled when they are first asked for."""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path


class Patterns(Mapping[str, re.Pattern[str]]):
    """Patterns by name; compiling all of a large table takes longer than a question that asks for few of them."""

    def __init__(self, rows: Mapping[str, Sequence[str]]) -> None:
        """Take the alternatives of each pattern."""
        self._rows = rows
        self._compiled: dict[str, re.Pattern[str]] = {}

    def __getitem__(self, name: str) -> re.Pattern[str]:
        """Return one pattern; KeyError when there is none of that name."""
        found = self._compiled.get(name)
        if found is None:
            found = self._compiled[name] = re.compile("|".join(self._rows[name]))
        return found

    def __contains__(self, name: object) -> bool:
        """Say whether there is a pattern of that name."""
        return name in self._rows

    def __iter__(self) -> Iterator[str]:
        """Return the names in the order of the table."""
        return iter(self._rows)

    def __len__(self) -> int:
        """Return how many patterns there are."""
        return len(self._rows)


@cache
def read_patterns(path: Path) -> dict[str, Patterns]:
    """Return the patterns of each table of a file, read once."""
    with path.open("rb") as file:
        return {table: Patterns(rows) for table, rows in tomllib.load(file).items()}
