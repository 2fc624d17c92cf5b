"""How long the phases of one question take."""

import time
from collections.abc import Iterator
from contextlib import contextmanager


class Clock:
    """Phases by name with their milliseconds; a phase that comes again is added up."""

    def __init__(self) -> None:
        """Start with no phases."""
        self.phases: dict[str, float] = {}

    @contextmanager
    def phase(self, name: str) -> Iterator[None]:
        """Count the time until the block ends."""
        began = time.perf_counter()
        try:
            yield
        finally:
            spent = (time.perf_counter() - began) * 1000
            self.phases[name] = round(self.phases.get(name, 0.0) + spent, 3)
