import inspect

import pytest
from fastapi import FastAPI, HTTPException
from starlette.testclient import TestClient

from corpus import errors
from corpus.errors import AskReportError
from service.http_errors import STATUSES, add_error_handlers, describe_error

OURS = [
    value
    for _, value in inspect.getmembers(errors, inspect.isclass)
    if issubclass(value, AskReportError) and value is not AskReportError
]

# What `corpus/errors.py` promises at its top.
PROMISED = {
    errors.CorpusError: 503,
    errors.UnreadableFileError: 422,
    errors.EmptyCorpusError: 503,
    errors.LibraryError: 503,
    errors.ReportNotFoundError: 404,
    errors.StoreError: 503,
    errors.StoreMissingError: 503,
    errors.StoreMismatchError: 503,
    errors.StoreUnavailableError: 503,
    errors.ModelError: 503,
    errors.ModelLoadError: 503,
    errors.GenerationError: 503,
    errors.OverloadedError: 429,
}


def client_raising(error: Exception) -> TestClient:
    app = FastAPI()
    add_error_handlers(app)

    @app.get("/fail")
    def fail() -> None:
        raise error

    return TestClient(app, raise_server_exceptions=False)


@pytest.mark.parametrize("cls", OURS)
def test_every_error_of_ours_is_mapped(cls):
    assert any(issubclass(cls, mapped) for mapped in STATUSES), f"{cls.__name__} has no status"
    status, kind, message = describe_error(cls("what happened"))
    assert 400 <= status <= 599
    assert kind != "internal"
    assert message == "what happened"


def test_no_mapping_hides_a_narrower_one():
    seen: list[type] = []
    for cls in STATUSES:
        assert not any(issubclass(cls, earlier) for earlier in seen), f"{cls.__name__} is never reached"
        seen.append(cls)


@pytest.mark.parametrize(("cls", "status"), PROMISED.items())
def test_the_statuses_are_those_that_the_error_tree_names(cls, status):
    response = client_raising(cls("what happened")).get("/fail")
    assert response.status_code == status
    assert set(response.json()) == {"error", "message", "request_id"}
    assert response.json()["message"] == "what happened"


def test_an_overload_says_when_to_come_back():
    response = client_raising(errors.OverloadedError("full", retry_after_s=7)).get("/fail")
    assert response.headers["retry-after"] == "7"


def test_what_an_unexpected_error_says_stays_inside():
    response = client_raising(RuntimeError("password=hunter2")).get("/fail")
    assert response.status_code == 500
    assert response.json()["error"] == "internal"
    assert "hunter2" not in response.text


def test_the_frameworks_errors_have_the_one_body_and_keep_their_headers():
    response = client_raising(HTTPException(418, "short and stout", {"X-Pot": "tea"})).get("/fail")
    assert response.status_code == 418
    assert response.headers["x-pot"] == "tea"
    assert set(response.json()) == {"error", "message", "request_id"}
    assert "short and stout" in response.json()["message"]
