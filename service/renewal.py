"""A serving process kept at the library's newest state: the service is made anew and swapped in one step.

A request holds the service it began with until it is done, so none sees two states of the library.
"""

import threading

import anyio
import anyio.to_thread
import structlog
from starlette.datastructures import State

from service.assemble import reassemble
from service.settings import Settings

CHECK_EVERY_S = 2.0
_log = structlog.get_logger(__name__)


class Renewal:
    """Swaps the service of an application when the index in use is another one."""

    def __init__(self, state: State, settings: Settings) -> None:
        """Take the application's state, its service loaded."""
        self._state = state
        self._settings = settings
        self._lock = threading.Lock()
        self._served = self._find_current()

    def renew(self) -> None:
        """Bring the index up to date with the library and serve from it; on an error the old service stays.

        Raises:
            StoreError: the index cannot be written or used.
            LibraryError: the folder of the user's reports cannot be read.
        """
        with self._lock:
            # Read first: an index that is put in use meanwhile is found by the next check.
            current = self._find_current()
            service = reassemble(self._state.service, self._settings)
            service.figures.load()
            self._state.service = service
            self._served = current

    def check(self) -> bool:
        """Return whether another process had put a new index in use; then it is served from now on."""
        current = self._find_current()
        if current is None or current == self._served:
            return False
        try:
            self.renew()
        except Exception as error:  # the edge of the watching task: if it ended, so would the server
            # Told once: this index is not tried again, the next one is.
            self._served = current
            _log.error("library_not_renewed", exc_info=error)
            return False
        _log.info("library_renewed", reports=len(self._state.service.library))
        return True

    async def watch(self) -> None:
        """Check again and again, until cancelled."""
        while True:
            await anyio.sleep(CHECK_EVERY_S)
            await anyio.to_thread.run_sync(self.check)

    def _find_current(self) -> str | None:
        try:
            return (self._settings.index_folder / "CURRENT").read_text("utf-8")
        except OSError:
            return None
