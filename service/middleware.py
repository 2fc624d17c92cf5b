"""What every request passes: an id, a log line, a bound on its body, and UTF-8."""

import time
import uuid

import structlog
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from service.http_errors import error_response

_log = structlog.get_logger(__name__)


class RequestGuard:
    """Gives each request an id, refuses bodies that are too large or not UTF-8, and logs one line at its end.

    The body is counted while it is read, so a large one is refused before it is held in memory.
    """

    def __init__(self, app: ASGIApp, max_body_bytes: int) -> None:
        self._app = app
        self._max_body_bytes = max_body_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or refuse it before the app sees it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request_id = uuid.uuid4().hex
        scope.setdefault("state", {})["request_id"] = request_id
        began = time.perf_counter()
        status = 0

        async def send_with_id(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = [*message["headers"], (b"x-request-id", request_id.encode())]
            await send(message)

        if scope["method"] == "POST" and scope["path"] == "/reports":
            # A file, not JSON: the route asks for the key first, then reads it and counts its bytes.
            await self._app(scope, receive, send_with_id)
            _tell(scope, request_id, status, began)
            return
        body = await _read_body(receive, self._max_body_bytes)
        if body is None:
            text = (
                f"The body is larger than {self._max_body_bytes} bytes. Send less, or raise ASKREPORT_MAX_BODY_BYTES."
            )
            await error_response(request_id, 413, "body_too_large", text)(scope, receive, send_with_id)
        elif not _is_utf8(body):
            text = "The body is not UTF-8. Send JSON in UTF-8."
            await error_response(request_id, 422, "invalid_request", text)(scope, receive, send_with_id)
        else:
            await self._app(scope, _replay(body, receive), send_with_id)
        _tell(scope, request_id, status, began)


def _tell(scope: Scope, request_id: str, status: int, began: float) -> None:
    _log.info(
        "request",
        request_id=request_id,
        method=scope["method"],
        path=scope["path"],
        status=status,
        ms=round((time.perf_counter() - began) * 1000, 2),
    )


async def _read_body(receive: Receive, limit: int) -> bytes | None:
    parts: list[bytes] = []
    size = 0
    while True:
        message = await receive()
        part = message.get("body", b"")
        size += len(part)
        if size > limit:
            return None
        parts.append(part)
        if message["type"] == "http.disconnect" or not message.get("more_body", False):
            return b"".join(parts)


def _is_utf8(body: bytes) -> bool:
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _replay(body: bytes, receive: Receive) -> Receive:
    sent = False

    async def replay() -> Message:
        nonlocal sent
        if sent:
            return await receive()
        sent = True
        return {"type": "http.request", "body": body, "more_body": False}

    return replay
