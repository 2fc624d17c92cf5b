import asyncio
import json
import logging

import pytest
import structlog
from hypothesis import given
from hypothesis import strategies as st
from structlog.testing import capture_logs

from service.middleware import RequestGuard

LIMIT = 1024


@pytest.fixture(autouse=True)
def plain_logging():
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.DEBUG))
    yield
    structlog.reset_defaults()


class Echo:
    """Answers with the body that it was given; remembers what it read."""

    def __init__(self):
        self.bodies = []

    async def __call__(self, scope, receive, send):
        body = b""
        while True:
            message = await receive()
            body += message.get("body", b"")
            if not message.get("more_body", False):
                break
        self.bodies.append(body)
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"text/plain")]})
        await send({"type": "http.response.body", "body": body})


class Chunks:
    """Gives a body piece by piece and counts how many pieces were taken."""

    def __init__(self, chunks):
        self._chunks = list(chunks) or [b""]
        self.taken = 0

    async def receive(self):
        if self.taken >= len(self._chunks):
            return {"type": "http.disconnect"}
        self.taken += 1
        more = self.taken < len(self._chunks)
        return {"type": "http.request", "body": self._chunks[self.taken - 1], "more_body": more}


def send_through(chunks, app=None, limit=LIMIT):
    """Return status, headers and body of the answer, and the source with its count."""
    app = app or Echo()
    source = Chunks(chunks)
    sent = []

    async def send(message):
        sent.append(message)

    scope = {"type": "http", "method": "POST", "path": "/ask", "headers": []}
    asyncio.run(RequestGuard(app, limit)(scope, source.receive, send))
    start = sent[0]
    body = b"".join(message.get("body", b"") for message in sent[1:])
    return start["status"], dict(start["headers"]), body, source


@given(text=st.text(max_size=200), cut=st.integers(1, 7))
def test_a_body_reaches_the_app_as_it_was_sent_however_it_was_cut(text, cut):
    data = text.encode("utf-8", "replace")
    status, _, body, _ = send_through([data[at : at + cut] for at in range(0, len(data), cut)], limit=10_000)
    assert status == 200
    assert body == data


def test_a_body_at_the_limit_passes_and_one_byte_more_does_not():
    assert send_through([b"x" * LIMIT])[0] == 200
    assert send_through([b"x" * (LIMIT + 1)])[0] == 413


def test_a_large_body_is_refused_while_it_is_read_and_never_reaches_the_app():
    app = Echo()
    status, _, body, source = send_through([b"x" * 512] * 20_000, app)
    assert status == 413
    assert source.taken == 3
    assert app.bodies == []
    assert json.loads(body)["error"] == "body_too_large"
    assert "ASKREPORT_MAX_BODY_BYTES" in json.loads(body)["message"]


@pytest.mark.parametrize(
    "data", [b"\xff\xfe", '{"question": "长治"}'.encode("gb18030"), b'{"q": "\xe4\xb8"}', b"\xc0\x80"]
)
def test_a_body_that_is_not_utf8_is_refused_and_never_reaches_the_app(data):
    app = Echo()
    status, _, body, _ = send_through([data], app)
    assert status == 422
    assert app.bodies == []
    assert "UTF-8" in json.loads(body)["message"]


def test_every_answer_carries_an_id_of_its_own_that_the_error_body_repeats():
    _, first, _, _ = send_through([b"a"])
    _, second, body, _ = send_through([b"\xff"])
    assert first[b"x-request-id"] != second[b"x-request-id"]
    assert json.loads(body)["request_id"].encode() == second[b"x-request-id"]


def test_each_request_leaves_one_line_with_its_id_status_and_time():
    with capture_logs() as lines:
        _, headers, _, _ = send_through([b"a"])
    (line,) = [line for line in lines if line["event"] == "request"]
    assert line["request_id"].encode() == headers[b"x-request-id"]
    assert (line["method"], line["path"], line["status"]) == ("POST", "/ask", 200)
    assert line["ms"] >= 0


def test_what_is_no_request_passes_untouched():
    seen = []

    async def app(scope, receive, send):
        seen.append((scope, receive, send))

    guard = RequestGuard(app, LIMIT)
    asyncio.run(guard({"type": "lifespan"}, "receive", "send"))
    assert seen == [({"type": "lifespan"}, "receive", "send")]
