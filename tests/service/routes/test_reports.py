import hashlib

import pytest
from starlette.testclient import TestClient

from service.app import create_app
from service.settings import Settings


@pytest.fixture(scope="module")
def client(built_in):
    with TestClient(create_app(Settings(_env_file=None), lambda settings: built_in)) as client:
        yield client


def test_reports_are_listed_without_their_texts(client):
    (report,) = client.get("/reports").json()
    assert report["id"] == "changzhi-2021"
    assert (report["place"], report["year"], report["language"]) == ("长治市", 2021, "zh")
    assert report["date"] == "2021-02-23"
    assert report["speaker"] == "杨勤荣"
    assert "text" not in report


def test_a_report_is_given_with_the_text_that_citations_point_into(client):
    report = client.get("/reports/changzhi-2021").json()
    assert hashlib.sha256(report["text"].encode()).hexdigest() == report["sha256"]
    assert len(report["text"]) == report["characters"]
    (listed,) = client.get("/reports").json()
    assert {key: value for key, value in report.items() if key != "text"} == listed


@pytest.mark.parametrize(
    "report_id", ["nowhere-1999", "长治", "..%2F..%2Fpyproject.toml", "changzhi-2021%00", "a" * 3000]
)
def test_an_unknown_report_is_told_with_those_there_are(client, report_id):
    response = client.get(f"/reports/{report_id}")
    assert response.status_code == 404
    assert response.json()["request_id"] == response.headers["x-request-id"]


def test_an_unknown_report_is_told_by_name(client):
    body = client.get("/reports/nowhere-1999").json()
    assert body["error"] == "report_not_found"
    assert "nowhere-1999" in body["message"]
    assert "changzhi-2021" in body["message"]
