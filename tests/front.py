"""What the tests of the outer side share: an answer made by hand, a service of such answers, a server on loopback."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import uvicorn
from starlette.types import ASGIApp

from service.events import Event, split_response
from service.schemas import AskRequest, AskResponse, Citation

QUOTE = "地区生产总值由2015年的1195.1亿元增加到2020年的1711.6亿元"


def make_response(question: str = "2020年GDP是多少？", **changes: Any) -> AskResponse:
    """Return an answered object with one citation."""
    citation = Citation(
        number=1,
        report_id="changzhi-2021",
        title="长治市政府工作报告",
        place="长治市",
        year=2021,
        section=["一、“十三五”及2020年工作回顾"],
        start=100,
        end=100 + len(QUOTE),
        quote=QUOTE,
        sha256="0" * 64,
    )
    fields: dict[str, Any] = {
        "id": "a" * 32,
        "question": question,
        "standalone_question": question,
        "language": "zh",
        "answered": True,
        "answer": f"1711.6亿元：{QUOTE}[1]",
        "citations": [citation],
        "figures": [],
        "computation": None,
        "refusal": None,
        "confidence": 0.9,
        "mode": "extractive",
        "timings_ms": {},
    }
    return AskResponse(**(fields | changes))


class CannedService:
    """Answers every question with the same object, after an error when one is given; remembers what was asked."""

    writer = None

    def __init__(self, error: Exception | None = None, **changes: Any) -> None:
        self.asked: list[AskRequest] = []
        self._error = error
        self._changes = changes

    def ask(self, request: AskRequest) -> AskResponse:
        self.asked.append(request)
        if self._error:
            raise self._error
        return make_response(request.question, **self._changes)

    def stream(self, request: AskRequest) -> Iterator[Event]:
        yield from split_response(self.ask(request))


@contextmanager
def serve(app: ASGIApp) -> Iterator[str]:
    """Run an app on a free port of loopback while the block runs, and give its address."""
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(app, log_level="error", lifespan="on"))
        thread = threading.Thread(target=server.run, args=([sock],), daemon=True)
        thread.start()
        while not server.started and thread.is_alive():
            time.sleep(0.01)
        try:
            yield f"http://127.0.0.1:{sock.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join(timeout=10)


def read_events(text: str) -> list[tuple[str, str]]:
    """Return name and data of each event of an event stream."""
    events = []
    for block in text.replace("\r\n", "\n").split("\n\n"):
        fields = dict(line.split(": ", 1) for line in block.splitlines() if line and not line.startswith(":"))
        if fields:
            events.append((fields["event"], fields["data"]))
    return events
