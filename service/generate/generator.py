"""Language models behind one protocol: messages in, pieces of text out."""

import queue
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from corpus.errors import GenerationError

_TICK_S = 0.1


@dataclass(frozen=True)
class Message:
    """One message of a conversation with a language model."""

    role: Literal["system", "user", "assistant"]
    content: str


class Generator(Protocol):
    """A language model."""

    @property
    def name(self) -> str:
        """What `/info` says of it."""

    def load(self) -> None:
        """Make ready; what is not loaded here is loaded by the first question.

        Raises:
            ModelLoadError: the model cannot be had.
        """

    def generate(self, messages: Sequence[Message]) -> Iterator[str]:
        """Yield the text in pieces as it comes; an empty piece means that nothing new has come.

        Closing the iterator stops the work.

        Raises:
            GenerationError: no text came, or it stopped midway, or time ran out.
            OverloadedError: too many are waiting for the model.
        """


Work = Callable[[Callable[[str], None], threading.Event], None]


def yield_from_thread(work: Work, timeout_s: float) -> Iterator[str]:
    """Yield what `work(put, stop)` puts while it runs in a thread of its own; an empty piece ten times a second.

    `stop` is set when the time is up or the reader has gone; work that looks at it ends early.

    Raises:
        GenerationError: the work failed, or was not done in time.
    """
    pieces: queue.SimpleQueue[str | Exception | None] = queue.SimpleQueue()
    stop = threading.Event()

    def run() -> None:
        try:
            work(pieces.put, stop)
            pieces.put(None)
        except Exception as error:  # a thread's edge: whatever it was belongs to the reader
            pieces.put(error)

    threading.Thread(target=run, name="generate", daemon=True).start()
    deadline = time.monotonic() + timeout_s
    try:
        while True:
            left = deadline - time.monotonic()
            if left <= 0:
                raise GenerationError(f"The language model was not done after {timeout_s:g} s.")
            try:
                piece = pieces.get(timeout=min(_TICK_S, left))
            except queue.Empty:
                yield ""
                continue
            if piece is None:
                return
            if isinstance(piece, GenerationError):
                raise piece
            if isinstance(piece, Exception):
                raise GenerationError(f"The language model failed: {piece}") from piece
            yield piece
    finally:
        stop.set()
