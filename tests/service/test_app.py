import io
import threading

import pytest
import structlog
from starlette.testclient import TestClient

from corpus.errors import ModelLoadError
from service.app import configure_logging, create_app
from service.settings import Settings
from tests.front import CannedService

SETTINGS = Settings(_env_file=None, concurrency=1, queue=1)


@pytest.fixture
def client():
    with TestClient(create_app(SETTINGS, lambda settings: CannedService())) as client:
        yield client


def test_nothing_is_loaded_before_the_app_starts():
    create_app(SETTINGS, lambda settings: pytest.fail("loaded too early"))


def test_before_it_is_loaded_it_is_alive_and_not_ready():
    client = TestClient(create_app(SETTINGS, lambda settings: CannedService()))
    assert client.get("/healthz").status_code == 200
    assert client.get("/readyz").status_code == 503
    for response in (client.post("/ask", json={"question": "GDP"}), client.get("/info"), client.get("/reports")):
        assert response.status_code == 503
        assert set(response.json()) == {"error", "message", "request_id"}


def test_once_loaded_it_is_ready(client):
    assert client.get("/healthz").json() == {"status": "ok"}
    assert client.get("/readyz").json() == {"status": "ready"}


def test_a_service_that_cannot_be_made_stops_the_start():
    def fail(settings):
        raise ModelLoadError("no model")

    with pytest.raises(ModelLoadError), TestClient(create_app(SETTINGS, fail)):
        pass


def test_the_interface_is_described(client):
    described = client.get("/openapi.json").json()
    assert {"/ask", "/search", "/healthz", "/readyz", "/info", "/reports", "/reports/{report_id}"} <= set(
        described["paths"]
    )
    assert {"413", "422", "429", "503"} <= set(described["paths"]["/ask"]["post"]["responses"])
    assert client.get("/docs").status_code == 200


def test_an_unknown_path_has_the_one_body(client):
    response = client.get("/nowhere")
    assert response.status_code == 404
    assert response.json()["error"] == "not_found"
    assert response.json()["request_id"] == response.headers["x-request-id"]


@pytest.mark.parametrize(("method", "path"), [("GET", "/ask"), ("PUT", "/ask"), ("POST", "/info"), ("DELETE", "/")])
def test_a_wrong_method_has_the_one_body_and_names_the_right_ones(client, method, path):
    response = client.request(method, path)
    assert response.status_code == 405
    assert response.json()["error"] == "method_not_allowed"
    assert response.headers["allow"]


def test_ids_differ_from_request_to_request(client):
    ids = {client.get("/healthz").headers["x-request-id"] for _ in range(5)}
    assert len(ids) == 5


class Waiting(CannedService):
    """Says when it has begun to answer, and answers when it is let."""

    def __init__(self):
        super().__init__()
        self.began = threading.Semaphore(0)
        self.go = threading.Event()

    def ask(self, request):
        self.began.release()
        assert self.go.wait(30)
        return super().ask(request)


def test_when_all_places_are_taken_the_next_is_turned_away_at_once():
    service = Waiting()
    with TestClient(create_app(Settings(_env_file=None, concurrency=2, queue=0), lambda settings: service)) as client:
        statuses = []
        threads = [
            threading.Thread(target=lambda: statuses.append(client.post("/ask", json={"question": "GDP"}).status_code))
            for _ in range(2)
        ]
        for thread in threads:
            thread.start()
        for _ in threads:
            assert service.began.acquire(timeout=30)
        refused = client.post("/ask", json={"question": "GDP"})
        service.go.set()
        for thread in threads:
            thread.join()
        assert refused.status_code == 429
        assert int(refused.headers["retry-after"]) >= 1
        assert refused.json()["error"] == "overloaded"
        assert statuses == [200, 200]
        assert client.post("/ask", json={"question": "GDP"}).status_code == 200


def test_a_question_that_fails_gives_its_place_back():
    app = create_app(
        Settings(_env_file=None, concurrency=1, queue=0), lambda settings: CannedService(RuntimeError("x"))
    )
    with TestClient(app, raise_server_exceptions=False) as client:
        assert [client.post("/ask", json={"question": "GDP"}).status_code for _ in range(3)] == [500] * 3


def test_log_lines_go_to_the_standard_error_of_the_moment(monkeypatch):
    gone, now = io.StringIO(), io.StringIO()
    monkeypatch.setattr("sys.stderr", gone)
    configure_logging("info")
    gone.close()
    monkeypatch.setattr("sys.stderr", now)
    structlog.get_logger("test").info("still_here")
    assert "still_here" in now.getvalue()
