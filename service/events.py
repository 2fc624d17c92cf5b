"""An answer in pieces: what has been found, the text as it becomes certain, the whole object at the end.

    Found -> Added ... -> Finished

`Found` comes first. It comes again, and replaces the list before, only when a language model's text turns out to cite
other sentences. No text leaves before it is verified, so what was `Added` is never taken back.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from service.schemas import AskRequest, AskResponse, Citation

_PIECE = re.compile(r"(?:\[\d+\]|[\s\S]){1,12}")
"""Some characters; a mark is never torn."""


@dataclass(frozen=True)
class Found:
    """The quotes that the text so far stands on."""

    citations: tuple[Citation, ...]


@dataclass(frozen=True)
class Added:
    """More of the answer's text."""

    text: str


@dataclass(frozen=True)
class Waiting:
    """Nothing new yet; a reader who has left is noticed here."""


@dataclass(frozen=True)
class Finished:
    """The whole answer object; nothing follows."""

    response: AskResponse


Event = Found | Added | Waiting | Finished


class Answerer(Protocol):
    """Anything that answers: the service in this process, or one elsewhere."""

    def ask(self, request: AskRequest) -> AskResponse:
        """Return the answer object."""

    def stream(self, request: AskRequest) -> Iterator[Event]:
        """Yield the answer in pieces; the last event is `Finished`. Closing the iterator stops the work."""


def split_response(response: AskResponse) -> Iterator[Event]:
    """Yield a ready answer object in pieces."""
    yield Found(tuple(response.citations))
    yield from (Added(piece) for piece in split_text(response.answer))
    yield Finished(response)


def split_text(text: str) -> list[str]:
    """Return the text in pieces of about a dozen characters; joined they are the text."""
    return _PIECE.findall(text)


def finish(events: Iterator[Event]) -> AskResponse:
    """Return the whole object at the end of the events."""
    response = next((event.response for event in events if isinstance(event, Finished)), None)
    # What stands after the last event, such as giving a turn back, has run when the iterator is exhausted.
    for _ in events:
        pass
    if response is None:
        raise AssertionError("events of an answer end with the whole object")
    return response
