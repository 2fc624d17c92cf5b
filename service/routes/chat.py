"""POST /v1/chat/completions and GET /v1/models: the service as a model, for chat front ends."""

import json
import uuid
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from typing import Any

import structlog
from fastapi import APIRouter, HTTPException, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from fastapi.routing import APIRoute
from pydantic import ValidationError
from sse_starlette import EventSourceResponse

from corpus.errors import AskReportError, OverloadedError
from service.chat_completions import (
    MODEL,
    ChatRequest,
    Chunks,
    complete,
    describe_sources,
    list_sources,
    make_ask_request,
)
from service.chat_tasks import answer_task, find_task
from service.events import Added, Event, Finished, finish
from service.http_errors import describe_error
from service.languages.language import detect_language
from service.routes.ask import begin
from service.routes.needs import ExamplesNeed, LimitNeed, MetricsNeed, ServiceNeed
from service.streaming import iterate

_log = structlog.get_logger(__name__)


class OpenAIRoute(APIRoute):
    """A route whose errors have the shape that clients of this interface read."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """Return the handler with its errors turned into responses."""
        handle = super().get_route_handler()

        async def answer(request: Request) -> Response:
            try:
                return await handle(request)
            except RequestValidationError as error:
                problems = "; ".join(f"{'.'.join(map(str, e['loc'][1:]))}: {e['msg']}" for e in error.errors()[:5])
                return _refuse(400, "invalid_request", problems)
            except HTTPException as error:
                kind = {401: "unauthorized", 403: "forbidden"}.get(error.status_code, "invalid_request")
                return _refuse(error.status_code, kind, str(error.detail), dict(error.headers or {}))
            except AskReportError as error:
                status, kind, message = describe_error(error)
                retry = {"Retry-After": str(error.retry_after_s)} if isinstance(error, OverloadedError) else None
                return _refuse(status, kind, message, retry)
            except Exception as error:  # the edge of this interface: front ends show the message and nothing else
                _log.error("unexpected", path=request.url.path, exc_info=error)
                _, kind, message = describe_error(error)
                return _refuse(500, kind, message)

        return answer


router = APIRouter(prefix="/v1", tags=["chat front ends"], route_class=OpenAIRoute)


@router.get("/models")
def list_models() -> dict[str, Any]:
    """Return the one model there is."""
    return {"object": "list", "data": [_MODEL]}


@router.get("/models/{model}")
def get_model(model: str) -> JSONResponse:
    """Return the one model."""
    if model != MODEL:
        return _refuse(404, "model_not_found", f"There is no model {model!r}; there is {MODEL!r}.")
    return JSONResponse(_MODEL)


@router.post("/chat/completions", response_model=None)
def complete_chat(
    body: ChatRequest,
    request: Request,
    service: ServiceNeed,
    examples: ExamplesNeed,
    limit: LimitNeed,
    metrics: MetricsNeed,
) -> Response | dict[str, Any]:
    """Answer the last user message; the earlier ones are its history.

    The text keeps its `[n]` marks and ends with a list of sources; `askreport` holds the answer object and `sources`
    the citations as Open WebUI shows them. Requests for a title, tags or follow-ups are answered from the conversation.
    """
    turns = body.turns()
    if not turns or turns[-1].role != "user":
        return _refuse(400, "invalid_request", "messages: the last message must be a user's, with text in it.")
    task = find_task(body.system, turns)
    if task is not None:
        text = answer_task(task, lambda asked: examples.suggest(asked, _language(asked)))
        return EventSourceResponse(_send_text(text, body), sep="\n") if body.stream else complete(text)
    try:
        ask = make_ask_request(body, turns)
    except ValidationError as error:
        return _refuse(400, "invalid_request", f"The last message: {error.errors()[0]['msg']}.")
    base_url = request.app.state.settings.public_url or str(request.base_url)
    events = begin(metrics.count(service.stream(ask)), limit)
    if body.stream:
        return EventSourceResponse(_send_events(events, body, base_url), sep="\n", ping=15)
    answer = finish(events)
    return complete(answer.answer + list_sources(answer, base_url), answer, base_url)


async def _send_events(events: Iterator[Event], body: ChatRequest, base_url: str) -> AsyncIterator[str]:
    chunks = Chunks(uuid.uuid4().hex)
    yield json.dumps(chunks.delta(role="assistant", content=""))
    async for event in iterate(events):
        if isinstance(event, Exception):
            _, kind, message = describe_error(event)
            yield json.dumps(_error(kind, message), ensure_ascii=False)
        elif isinstance(event, Added):
            yield json.dumps(chunks.delta(content=event.text), ensure_ascii=False)
        elif isinstance(event, Finished):
            for chunk in _finish(chunks, event, base_url):
                yield json.dumps(chunk, ensure_ascii=False)
            if body.stream_options and body.stream_options.include_usage:
                yield json.dumps(chunks.usage())
    yield "[DONE]"


def _finish(chunks: Chunks, event: Finished, base_url: str) -> Iterator[dict[str, Any]]:
    """Yield the list of sources, each source as the event that Open WebUI shows, and the answer object."""
    answer = event.response
    sources = describe_sources(answer.citations, base_url)
    if sources:
        yield chunks.delta(content=list_sources(answer, base_url))
    for source in sources:
        yield chunks.delta(extra={"event": {"type": "source", "data": source}})
    yield chunks.delta("stop", {"askreport": answer.model_dump(mode="json"), "sources": sources})


async def _send_text(text: str, body: ChatRequest) -> AsyncIterator[str]:
    chunks = Chunks(uuid.uuid4().hex)
    yield json.dumps(chunks.delta(role="assistant", content=text), ensure_ascii=False)
    yield json.dumps(chunks.delta("stop"))
    if body.stream_options and body.stream_options.include_usage:
        yield json.dumps(chunks.usage())
    yield "[DONE]"


def _language(asked: list[str]) -> str:
    return "zh" if not asked or detect_language(asked[-1]) == "zh" else "en"


def _error(kind: str, message: str) -> dict[str, Any]:
    return {"error": {"message": message, "type": kind, "param": None, "code": kind}}


def _refuse(status: int, kind: str, message: str, headers: dict[str, str] | None = None) -> JSONResponse:
    return JSONResponse(_error(kind, message), status, headers)


_MODEL = {"id": MODEL, "object": "model", "created": 0, "owned_by": "askreport", "name": "askreport"}
