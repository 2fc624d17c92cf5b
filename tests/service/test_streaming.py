import json
import threading
from collections.abc import Iterator

import httpx
import pytest
from fastapi.testclient import TestClient

from corpus.errors import GenerationError, OverloadedError
from service.app import create_app
from service.events import Added, Event, Finished, Found, split_response, split_text
from service.schemas import AskRequest
from service.settings import Settings
from tests.front import CannedService, make_response, read_events, serve

BODY = {"question": "2020年GDP是多少？", "stream": True}


def make_client(service: object) -> TestClient:
    return TestClient(create_app(Settings(_env_file=None), lambda settings: service))


def test_pieces_joined_are_the_text_and_no_mark_is_torn() -> None:
    text = "".join(f"第{n}项内容，很长的一句话[{n}]" for n in range(1, 40))
    pieces = split_text(text)
    assert "".join(pieces) == text
    assert all(piece.count("[") == piece.count("]") for piece in pieces)


def test_a_stream_is_citations_then_deltas_then_the_whole_object() -> None:
    with make_client(CannedService()) as client:
        response = client.post("/ask", json=BODY)
        whole = client.post("/ask", json=BODY | {"stream": False}).json()
    assert response.headers["content-type"].startswith("text/event-stream")
    events = read_events(response.text)
    assert [name for name, _ in events] == ["citations", *["delta"] * (len(events) - 2), "done"]
    assert json.loads(events[0][1])["citations"] == whole["citations"]
    assert "".join(json.loads(data)["text"] for name, data in events if name == "delta") == whole["answer"]
    assert json.loads(events[-1][1]) == whole


def test_accepting_an_event_stream_is_asking_for_one() -> None:
    with make_client(CannedService()) as client:
        response = client.post("/ask", json={"question": "x"}, headers={"accept": "text/event-stream"})
    assert read_events(response.text)[-1][0] == "done"


def test_an_error_before_the_first_event_is_a_status() -> None:
    with make_client(CannedService(error=OverloadedError("full", retry_after_s=3))) as client:
        response = client.post("/ask", json=BODY)
    assert response.status_code == 429
    assert response.headers["retry-after"] == "3"


class BreakingService(CannedService):
    def __init__(self, reason: Exception) -> None:
        super().__init__()
        self.reason = reason

    def stream(self, request: AskRequest) -> Iterator[Event]:
        yield Found(())
        yield Added("部分")
        raise self.reason


@pytest.mark.parametrize(
    ("reason", "kind"), [(GenerationError("no text came"), "model_unavailable"), (ValueError("secret"), "internal")]
)
def test_an_error_midway_is_the_last_event(reason: Exception, kind: str) -> None:
    with make_client(BreakingService(reason)) as client:
        events = read_events(client.post("/ask", json=BODY).text)
    assert [name for name, _ in events] == ["citations", "delta", "error"]
    body = json.loads(events[-1][1])
    assert body["error"] == kind
    assert "secret" not in body["message"]
    assert body["request_id"]


class EndlessService(CannedService):
    def __init__(self) -> None:
        super().__init__()
        self.stopped = threading.Event()

    def stream(self, request: AskRequest) -> Iterator[Event]:
        try:
            yield Found(())
            while not self.stopped.is_set():
                yield Added("……")
            yield Finished(make_response())
        finally:
            self.stopped.set()


def test_a_reader_who_leaves_stops_the_work_and_gives_back_the_turn() -> None:
    service = EndlessService()
    app = create_app(Settings(_env_file=None, concurrency=1, queue=0), lambda settings: service)  # type: ignore[arg-type,return-value]
    with serve(app) as address:
        with httpx.stream("POST", f"{address}/ask", json=BODY) as response:
            assert next(response.iter_text()).startswith("event: citations")
        assert service.stopped.wait(5)
        response = httpx.post(f"{address}/ask", json={"question": "x"})
        while response.status_code == 429:
            response = httpx.post(f"{address}/ask", json={"question": "x"})
    assert response.status_code == 200


def test_events_of_a_ready_object_end_with_it() -> None:
    response = make_response()
    events = list(split_response(response))
    assert events[0] == Found(tuple(response.citations))
    assert events[-1] == Finished(response)
