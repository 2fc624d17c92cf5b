"""Events of an answer as `text/event-stream`: citations, delta ..., done; or error, when something breaks midway."""

import json
from collections.abc import AsyncIterator, Iterator

import anyio
import structlog
from anyio import to_thread
from sse_starlette import EventSourceResponse, ServerSentEvent

from corpus.errors import AskReportError
from service.events import Added, Event, Finished, Found
from service.http_errors import describe_error
from service.schemas import ErrorBody

_log = structlog.get_logger(__name__)


def send_events(events: Iterator[Event], request_id: str) -> EventSourceResponse:
    """Return the response that sends the events; the events are closed when the reader leaves or all are sent."""
    return EventSourceResponse(_encode(events, request_id), sep="\n", ping=15)


async def _encode(events: Iterator[Event], request_id: str) -> AsyncIterator[ServerSentEvent]:
    async for event in iterate(events):
        if isinstance(event, Exception):
            yield ServerSentEvent(_describe(event, request_id).model_dump_json(), event="error")
        elif isinstance(event, Found):
            citations = ",".join(citation.model_dump_json() for citation in event.citations)
            yield ServerSentEvent(f'{{"citations":[{citations}]}}', event="citations")
        elif isinstance(event, Added):
            yield ServerSentEvent(json.dumps({"text": event.text}, ensure_ascii=False), event="delta")
        elif isinstance(event, Finished):
            yield ServerSentEvent(event.response.model_dump_json(), event="done")


async def iterate(events: Iterator[Event]) -> AsyncIterator[Event | Exception]:
    """Yield the events of blocking work, each awaited in a thread; an exception that ends it is yielded last.

    The work is closed when the iteration ends, for whatever reason.
    """
    try:
        while True:
            event = await to_thread.run_sync(_take, events)
            if event is None:
                return
            yield event
            if isinstance(event, Exception):
                return
    finally:
        with anyio.CancelScope(shield=True):
            await to_thread.run_sync(_close, events)


def _take(events: Iterator[Event]) -> Event | Exception | None:
    try:
        return next(events, None)
    except Exception as error:  # the edge: the stream has begun, so the error must become its last event
        if not isinstance(error, AskReportError):
            _log.error("stream_broke", exc_info=error)
        return error


def _close(events: Iterator[Event]) -> None:
    close = getattr(events, "close", None)
    if close is not None:
        close()


def _describe(error: Exception, request_id: str) -> ErrorBody:
    _, kind, message = describe_error(error)
    return ErrorBody(error=kind, message=message, request_id=request_id)
