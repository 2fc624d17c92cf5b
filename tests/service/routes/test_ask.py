import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from service.app import create_app
from service.schemas import AskResponse, SearchResponse
from service.settings import Settings
from tests.front import CannedService

QUESTION = "2020年GDP是多少？"


@pytest.fixture(scope="module")
def canned():
    return CannedService()


@pytest.fixture(scope="module")
def client(canned):
    with TestClient(create_app(Settings(_env_file=None), lambda settings: canned)) as client:
        yield client


@pytest.fixture(scope="module")
def real(built_in):
    with TestClient(create_app(Settings(_env_file=None), lambda settings: built_in)) as client:
        yield client


def is_one_body(response):
    body = response.json()
    return set(body) == {"error", "message", "request_id"} and body["request_id"] == response.headers["x-request-id"]


def test_a_question_is_answered_with_quotes_that_stand_in_the_report(real):
    response = real.post("/ask", json={"question": QUESTION})
    assert response.status_code == 200
    answer = AskResponse.model_validate(response.json())
    assert answer.answered
    assert "1711.6" in answer.answer
    for citation in answer.citations:
        report = real.get(f"/reports/{citation.report_id}").json()
        assert report["text"][citation.start : citation.end] == citation.quote
        assert report["sha256"] == citation.sha256


def test_a_refusal_is_an_answer_and_no_error(real):
    response = real.post("/ask", json={"question": "2010年GDP是多少？"})
    assert response.status_code == 200
    body = response.json()
    assert body["answered"] is False
    assert body["citations"] == []
    assert body["refusal"]["reason"] in ("not_in_report", "year_not_in_library")
    assert body["answer"] == body["refusal"]["message"]


def test_only_what_was_asked_for_is_told(real):
    assert real.post("/ask", json={"question": QUESTION}).json()["debug"] is None
    assert real.post("/ask", json={"question": QUESTION, "debug": True}).json()["debug"]["question"]["kind"] == "figure"


def test_phases_are_timed(real):
    timings = real.post("/ask", json={"question": QUESTION}).json()["timings_ms"]
    assert {"understand", "retrieve", "evidence", "compose", "verify"} <= set(timings)
    assert all(value >= 0 for value in timings.values())


BAD = {
    "empty": {"question": ""},
    "blank": {"question": " \n\t　"},
    "too long": {"question": "长" * 2001},
    "missing": {},
    "a number": {"question": 5},
    "null": {"question": None},
    "a list": {"question": ["GDP"]},
    "an unknown field": {"question": QUESTION, "questoin": "x"},
    "an unknown field in scope": {"question": QUESTION, "scope": {"place": ["长治"]}},
    "an unknown mode": {"question": QUESTION, "mode": "magic"},
    "years as words": {"question": QUESTION, "scope": {"years": ["last year"]}},
    "a year out of bounds": {"question": QUESTION, "scope": {"years": [20201]}},
    "history of an unknown role": {"question": QUESTION, "history": [{"role": "system", "content": "x"}]},
    "history that is too long": {"question": QUESTION, "history": [{"role": "user", "content": "x"}] * 51},
    "half a character": {"question": "\ud800"},
}


@pytest.mark.parametrize("body", BAD.values(), ids=BAD)
def test_a_bad_body_is_told_what_is_wrong_with_it(client, canned, body):
    before = len(canned.asked)
    response = client.post("/ask", content=json.dumps(body), headers={"content-type": "application/json"})
    assert response.status_code == 422
    assert is_one_body(response)
    assert response.json()["error"] == "invalid_request"
    assert len(canned.asked) == before


def test_the_field_that_is_wrong_is_named(client):
    response = client.post("/ask", json={"question": QUESTION, "scope": {"yeers": [2021]}})
    assert "scope.yeers" in response.json()["message"]


@pytest.mark.parametrize(
    "content", [b"", b"{", b"question=GDP", b"[]", b"null", b'"GDP"', b'{"question": "a"', b"[" * 100_000]
)
def test_what_is_no_json_object_is_refused(client, content):
    response = client.post("/ask", content=content, headers={"content-type": "application/json"})
    assert response.status_code in (400, 422)
    assert is_one_body(response)


def test_a_body_that_is_not_utf8_is_refused(client):
    content = json.dumps({"question": QUESTION}, ensure_ascii=False).encode("gb18030")
    response = client.post("/ask", content=content, headers={"content-type": "application/json"})
    assert response.status_code == 422
    assert "UTF-8" in response.json()["message"]


def test_ten_megabytes_are_refused(client):
    response = client.post("/ask", content=b"x" * 10_000_000, headers={"content-type": "application/json"})
    assert response.status_code == 413
    assert is_one_body(response)


def test_ten_megabytes_without_a_length_are_refused(client):
    response = client.post("/ask", content=(b"x" * 10_000 for _ in range(1000)))
    assert response.status_code == 413


@pytest.mark.parametrize("length", [1, 2000])
def test_a_question_at_the_bounds_is_taken(client, length):
    assert client.post("/ask", json={"question": "长" * length}).status_code == 200


def test_white_space_around_a_question_is_no_part_of_it(client, canned):
    client.post("/ask", json={"question": f"  {QUESTION}\n"})
    assert canned.asked[-1].question == QUESTION


@given(question=st.text(min_size=1, max_size=60).filter(str.strip))
def test_any_text_is_answered_or_refused_and_never_an_error(real, question):
    response = real.post("/ask", json={"question": question})
    assert response.status_code == 200
    body = AskResponse.model_validate(response.json())
    assert body.answered == (body.refusal is None) == bool(body.citations)


@pytest.mark.parametrize("leg", ["hybrid", "dense", "lexical"])
def test_search_gives_verified_passages_best_first(real, built_in_library, leg):
    response = real.post("/search", json={"query": "乡村振兴", "k": 4, "leg": leg})
    hits = SearchResponse.model_validate(response.json()).hits
    assert len(hits) == 4
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    for hit in hits:
        report = built_in_library.get(hit.report_id)
        assert report.text[hit.start : hit.end] == hit.quote
        assert hit.section
    assert any("乡村振兴" in hit.quote or any("乡村振兴" in title for title in hit.section) for hit in hits)


def test_search_keeps_to_its_scope(real):
    body = {"query": "乡村振兴", "scope": {"reports": ["no-such-report"]}}
    assert real.post("/search", json=body).json() == {"hits": []}


@pytest.mark.parametrize("change", [{"k": 0}, {"k": 101}, {"leg": "sparse"}, {"query": ""}, {"more": 1}])
def test_a_bad_search_is_refused(client, change):
    response = client.post("/search", json={"query": "乡村振兴"} | change)
    assert response.status_code == 422
    assert is_one_body(response)
