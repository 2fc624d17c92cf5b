import csv
import io
from types import SimpleNamespace

import pytest
from fastapi.testclient import TestClient

from service.app import create_app
from service.figures.lookup import FigureLookup
from service.settings import Settings
from tests.service.library import make_library


@pytest.fixture(scope="module")
def client():
    service = SimpleNamespace(figures=FigureLookup(make_library(), None))
    with TestClient(create_app(Settings(), lambda settings: service)) as client:
        yield client


def test_filters_narrow_and_every_figure_carries_its_proof(client):
    body = client.get(
        "/figures", params={"q": "GDP", "place": "晋城", "year": "2021..2023", "status": "achieved"}
    ).json()
    assert body["total"] == 4
    assert [figure["quote"] for figure in body["figures"]] == ["1912.1亿元", "9.6%", "2352.5亿元", "5%"]
    first = body["figures"][0]
    assert (first["value"], first["unit"], first["base_value"], first["period"]) == (
        1912.1,
        "亿元",
        191210000000.0,
        "2021",
    )
    assert first["citation"]["quote"] in "全市地区生产总值1912.1亿元" and first["citation"]["sha256"]


def test_pages(client):
    whole = client.get("/figures").json()
    page = client.get("/figures", params={"page": 2, "page_size": 3}).json()
    assert page["total"] == whole["total"] and page["figures"] == whole["figures"][3:6]


def test_csv_tells_the_total_in_a_header(client):
    response = client.get("/figures", params={"q": "财政收入", "format": "csv", "page_size": 1})
    assert response.headers["content-type"].startswith("text/csv")
    assert response.headers["x-total-count"] == "3"
    assert [row["indicator"] for row in csv.DictReader(io.StringIO(response.text))] == ["一般公共预算收入"]


def test_a_series_names_each_year(client):
    params = {"q": "GDP", "place": ["晋城", "大同"], "years": "2020..2021"}
    body = client.get("/figures/series", params=params).json()
    assert [(p["place"], p["year"], p["level"] and p["level"]["value"]) for p in body["points"]] == [
        ("大同市", 2020, 1369.9), ("大同市", 2021, None), ("晋城市", 2020, 1425.7), ("晋城市", 2021, 1912.1),
    ]  # fmt: skip
    text = client.get("/figures/series", params=params | {"format": "csv"}).text
    assert len(text.splitlines()) == 5


@pytest.mark.parametrize(
    "params",
    [
        {"year": "21"}, {"year": "2020..x"}, {"status": "maybe"}, {"kind": "x"}, {"page": 0}, {"page_size": 1001},
        {"format": "xml"}, {"q": "长" * 201}, {"place": ""},
    ],
)  # fmt: skip
def test_what_cannot_be_meant_is_told(client, params):
    response = client.get("/figures", params=params)
    assert response.status_code == 422 and response.json()["error"]


def test_a_series_needs_an_indicator_places_and_years(client):
    assert client.get("/figures/series", params={"q": "GDP", "years": "2020..2021"}).status_code == 422
    assert client.get("/figures/series", params={"place": "晋城", "years": "2020"}).status_code == 422
