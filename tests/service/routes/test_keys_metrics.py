import re

import pytest
from fastapi.testclient import TestClient
from pydantic import SecretStr

from service.app import create_app
from service.settings import Settings
from tests.front import CannedService

QUESTION = {"question": "2020年GDP是多少？"}
CHAT = {"messages": [{"role": "user", "content": "2020年GDP是多少？"}]}


def make_client(**settings: object) -> TestClient:
    return TestClient(create_app(Settings(_env_file=None, **settings), lambda settings: CannedService()))  # type: ignore


KEYS = [SecretStr("first-key"), SecretStr("第二把钥匙")]


@pytest.mark.parametrize(("path", "body"), [("/ask", QUESTION), ("/v1/chat/completions", CHAT)])
def test_with_keys_set_only_their_holders_may_ask(path: str, body: dict[str, object]) -> None:
    with make_client(keys=KEYS) as client:
        none = client.post(path, json=body)
        wrong = client.post(path, json=body, headers={"Authorization": "Bearer other"})
        right = client.post(path, json=body, headers={"Authorization": "Bearer first-key"})
    assert (none.status_code, wrong.status_code, right.status_code) == (401, 403, 200)
    assert none.headers["www-authenticate"] == "Bearer"


def test_health_and_the_page_need_no_key() -> None:
    with make_client(keys=KEYS) as client:
        assert [client.get(path).status_code for path in ("/healthz", "/readyz", "/", "/web/main.js")] == [200] * 4
        assert [client.get(path).status_code for path in ("/info", "/examples", "/v1/models")] == [401] * 3


def test_without_keys_anybody_may_ask() -> None:
    with make_client() as client:
        assert client.post("/ask", json=QUESTION).status_code == 200


def test_other_origins_are_let_in_only_when_they_are_named() -> None:
    origin = {"Origin": "https://example.org"}
    with make_client() as client:
        assert "access-control-allow-origin" not in client.post("/ask", json=QUESTION, headers=origin).headers
    with make_client(cors_origins=["https://example.org"]) as client:
        allowed = client.post("/ask", json=QUESTION, headers=origin)
        other = client.post("/ask", json=QUESTION, headers={"Origin": "https://evil.example"})
        asked = client.options("/ask", headers=origin | {"Access-Control-Request-Method": "POST"})
    assert allowed.headers["access-control-allow-origin"] == "https://example.org"
    assert "access-control-allow-origin" not in other.headers
    assert asked.status_code == 200


def test_metrics_count_requests_by_route_and_answers_by_kind() -> None:
    with make_client() as client:
        client.post("/ask", json=QUESTION)
        client.post("/ask", json=QUESTION | {"stream": True})
        client.post("/v1/chat/completions", json=CHAT)
        client.get("/made/up/path")
        text = client.get("/metrics").text
    assert 'askreport_requests_total{method="POST",route="/ask",status="200"} 2.0' in text
    assert re.search(r'askreport_answers_total\{language="zh",mode="extractive",refusal=""\} 3\.0', text)
    assert "made/up" not in text
