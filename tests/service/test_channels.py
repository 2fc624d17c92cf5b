"""One answer object in every channel: equal citations wherever a question is asked."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from typer.testing import CliRunner

import service.cli
from corpus.library import read_library
from service.answer import Service
from service.app import create_app
from service.assemble import assemble
from service.schemas import AskRequest
from service.settings import Settings
from tests.front import read_events

GOLD = Path(__file__).parents[2] / "eval" / "gold" / "changzhi-2021.jsonl"
QUESTIONS = [json.loads(line)["question"] for line in GOLD.read_text("utf-8").splitlines()]


@pytest.fixture(scope="module")
def loaded() -> Service:
    return assemble(Settings(_env_file=None), list(read_library()))


@pytest.fixture(scope="module")
def client(loaded: Service) -> Iterator[TestClient]:
    with TestClient(create_app(Settings(_env_file=None), lambda settings: loaded)) as found:
        yield found


def ask_everywhere(question: str, loaded: Service, client: TestClient) -> dict[str, dict[str, Any]]:
    chat = {"messages": [{"role": "user", "content": question}]}
    events = read_events(client.post("/ask", json={"question": question, "stream": True}).text)
    chunks = [
        json.loads(line[6:])
        for line in client.post("/v1/chat/completions", json=chat | {"stream": True}).text.splitlines()
        if line.startswith("data: {")
    ]
    whole = client.post("/v1/chat/completions", json=chat).json()
    answer = whole["askreport"]
    assert json.loads(events[0][1])["citations"] == answer["citations"]
    assert [source["document"] for source in whole["sources"]] == [[c["quote"]] for c in answer["citations"]]
    assert [c["event"]["data"] for c in chunks if "event" in c] == whole["sources"]
    assert whole["choices"][0]["message"]["content"].startswith(answer["answer"])
    return {
        "in process": loaded.ask(AskRequest(question=question)).model_dump(mode="json"),
        "POST /ask": client.post("/ask", json={"question": question}).json(),
        "stream": json.loads(events[-1][1]),
        "completion": answer,
        "streamed completion": next(chunk["askreport"] for chunk in chunks if "askreport" in chunk),
        "command": json.loads(CliRunner().invoke(service.cli.app, ["ask", "--json", "--", question]).stdout),
    }


def check(questions: list[str], loaded: Service, client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(service.cli, "_load", lambda once=False: loaded)
    for question in questions:
        answers = ask_everywhere(question, loaded, client)
        first = answers.pop("in process")
        for channel, answer in answers.items():
            for field in ("answer", "citations", "figures", "computation", "refusal", "answered", "confidence"):
                assert answer[field] == first[field], (channel, field, question)


def test_a_question_is_answered_the_same_in_every_channel(
    loaded: Service, client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    check(QUESTIONS[::23], loaded, client, monkeypatch)


@pytest.mark.slow
def test_every_question_of_the_gold_is_answered_the_same_in_every_channel(
    loaded: Service, client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    check(QUESTIONS, loaded, client, monkeypatch)
