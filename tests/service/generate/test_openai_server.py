"""The remote path against a local server that speaks the protocol."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse, StreamingResponse

from corpus.errors import GenerationError, OverloadedError
from service.generate.generator import Message
from service.generate.openai_server import OpenAICompatibleGenerator
from tests.front import serve

MESSAGES = [Message("system", "规则"), Message("user", "问题")]


@contextmanager
def run_server(pieces: list[str], *, failures: int = 0, hang: bool = False) -> Iterator[tuple[str, list[Any]]]:
    app = FastAPI()
    seen: list[Any] = []
    release = threading.Event()

    @app.post("/v1/chat/completions", response_model=None)
    async def complete(request: Request) -> StreamingResponse | JSONResponse:
        seen.append({"body": await request.json(), "key": request.headers["authorization"]})
        if len(seen) <= failures:
            return JSONResponse({"error": {"message": "busy"}}, 503, {"Retry-After-Ms": "1"})

        def lines() -> Iterator[str]:
            for piece in pieces:
                chunk = {
                    "id": "x", "object": "chat.completion.chunk", "created": 0, "model": "m",
                    "choices": [{"index": 0, "delta": {"content": piece}, "finish_reason": None}],
                }  # fmt: skip
                yield f"data: {json.dumps(chunk)}\n\n"
            if hang:
                release.wait(20)
            yield "data: [DONE]\n\n"

        return StreamingResponse(lines(), media_type="text/event-stream")

    with serve(app) as address:
        try:
            yield f"{address}/v1", seen
        finally:
            release.set()


def make(url: str, **changes: Any) -> OpenAICompatibleGenerator:
    options: dict[str, Any] = {"timeout_s": 10.0, "retries": 2, "concurrency": 1, "max_new_tokens": 64}
    return OpenAICompatibleGenerator("small", url, "secret", **(options | changes))


def test_the_text_comes_in_pieces_and_the_request_says_what_it_should() -> None:
    with run_server(["地区生产总值", "1711.6亿元[1]。"]) as (url, seen):
        assert "".join(make(url).generate(MESSAGES)) == "地区生产总值1711.6亿元[1]。"
    body = seen[0]["body"]
    assert seen[0]["key"] == "Bearer secret"
    assert body["messages"] == [{"role": "system", "content": "规则"}, {"role": "user", "content": "问题"}]
    assert (body["model"], body["max_tokens"], body["temperature"], body["stream"]) == ("small", 64, 0, True)


def test_a_busy_server_is_asked_again() -> None:
    with run_server(["好。"], failures=2) as (url, seen):
        assert "".join(make(url).generate(MESSAGES)) == "好。"
    assert len(seen) == 3


def test_a_server_that_stays_busy_is_an_error() -> None:
    with run_server([], failures=99) as (url, _), pytest.raises(GenerationError, match="failed"):
        list(make(url, retries=0).generate(MESSAGES))


def test_no_server_is_an_error() -> None:
    with pytest.raises(GenerationError):
        list(make("http://127.0.0.1:9/v1", retries=0).generate(MESSAGES))


def test_a_server_that_hangs_runs_out_of_time() -> None:
    with run_server(["慢"], hang=True) as (url, _):
        began = time.monotonic()
        with pytest.raises(GenerationError, match=r"not done after 0\.5 s"):
            list(make(url, timeout_s=0.5).generate(MESSAGES))
        assert time.monotonic() - began < 5


def test_more_calls_than_allowed_are_turned_away_and_a_closed_one_makes_room() -> None:
    with run_server(["一。"], hang=True) as (url, _):
        generator = make(url)
        first = generator.generate(MESSAGES)
        next(first)
        with pytest.raises(OverloadedError):
            next(generator.generate(MESSAGES))
        first.close()  # type: ignore[attr-defined]
        second = generator.generate(MESSAGES)
        next(second)
        second.close()  # type: ignore[attr-defined]
