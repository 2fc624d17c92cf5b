"""POST /ask and POST /search."""

from collections.abc import Iterator
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response

from service.events import Event, finish
from service.http_errors import request_id
from service.routes.needs import Limit, LimitNeed, MetricsNeed, ServiceNeed
from service.schemas import AskRequest, AskResponse, ErrorBody, SearchRequest, SearchResponse
from service.streaming import send_events

_EVENTS: dict[str, Any] = {
    "description": "The answer object; with `stream`, or when `text/event-stream` is accepted, its events: "
    '`citations` (`{"citations": [...]}`), `delta` (`{"text": ...}`) as often as needed, `done` (the whole object); '
    "`error` (the error body) when something breaks midway.",
    "content": {"text/event-stream": {"schema": {"type": "string"}}},
}

router = APIRouter(
    tags=["questions"],
    responses={status: {"model": ErrorBody} for status in (413, 422, 429, 503)},
)


@router.post("/ask", response_model=AskResponse, responses={200: _EVENTS})
def ask(
    body: AskRequest, request: Request, service: ServiceNeed, limit: LimitNeed, metrics: MetricsNeed
) -> AskResponse | Response:
    """Answer a question, with a verified citation for everything the answer says, or refuse and say why."""
    events = begin(metrics.count(service.stream(body)), limit)
    if body.stream or "text/event-stream" in request.headers.get("accept", ""):
        return send_events(events, request_id(request))
    return finish(events)


def begin(events: Iterator[Event], limit: Limit) -> Iterator[Event]:
    """Return the events, the first already made: what goes wrong before it is still an HTTP status."""
    held = _hold(events, limit)
    return _resume(next(held), held)


def _resume(first: Event, rest: Iterator[Event]) -> Iterator[Event]:
    yield first
    yield from rest


def _hold(events: Iterator[Event], limit: Limit) -> Iterator[Event]:
    with limit.hold():
        yield from events


@router.post("/search")
def search(request: SearchRequest, service: ServiceNeed, limit: LimitNeed) -> SearchResponse:
    """Return the passages nearest to a query, best first."""
    with limit.hold():
        return service.search_passages(request)
