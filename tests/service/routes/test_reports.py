import hashlib
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import quote

import pytest
from pydantic import SecretStr
from starlette.testclient import TestClient

from corpus.intake import add_files
from corpus.shelf import Shelf
from service.app import create_app
from service.assemble import update
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


KEY = {"Authorization": "Bearer write-key-1"}


def text(place="太原市", year=2022, growth="6%"):
    words = f"{year - 1}年，全市地区生产总值完成500亿元，增长{growth}。"
    return (
        f"{place}{year}年政府工作报告\n一、{year - 1}年工作回顾\n{words}\n" + "城乡面貌持续改善，民生保障有力。\n" * 20
    )


def headers(name="a.txt"):
    return KEY | {"X-File-Name": quote(name)}


@pytest.fixture
def settings(tmp_path):
    write_key = SecretStr("write-key-1")
    return Settings(_env_file=None, home=tmp_path / "home", write_key=write_key, max_upload_bytes=20_000)


@pytest.fixture
def writable(settings):
    with TestClient(create_app(settings)) as client:
        yield client


def ids(client):
    return [report["id"] for report in client.get("/reports").json()]


def test_without_a_write_key_nobody_may_change_the_library(client):
    for response in (
        client.post("/reports", content=text().encode(), headers=headers()),
        client.delete("/reports/changzhi-2021", headers=KEY),
    ):
        assert response.status_code == 403
        assert "ASKREPORT_WRITE_KEY" in response.json()["message"]


def test_only_the_holder_of_the_write_key_may_change_the_library(built_in, settings):
    both = settings.model_copy(update={"keys": [SecretStr("ask-key")]})
    with TestClient(create_app(both, lambda settings: built_in)) as client:
        name = {"X-File-Name": "a.txt"}
        assert client.post("/reports", content=b"x", headers=name).status_code == 401
        for wrong in ("ask-key", "write-key-2", "write-key-1 "):
            given = {"Authorization": f"Bearer {wrong}x"}
            assert client.post("/reports", content=b"x", headers=name | given).status_code == 403
            assert client.delete("/reports/changzhi-2021", headers=given).status_code == 403
        asker = {"Authorization": "Bearer ask-key"}
        assert client.delete("/reports/changzhi-2021", headers=asker).status_code == 403
        assert client.get("/reports", headers=asker).status_code == 200
        assert client.get("/reports", headers=KEY).status_code == 200
        assert client.delete("/reports/nowhere-1999", headers=KEY).status_code == 404
    assert not settings.reports_folder.exists() or not Shelf(settings.reports_folder).ids()


def test_a_report_is_added_answered_from_replaced_and_removed(writable):
    added = writable.post("/reports", content=text().encode(), headers=headers("太原.txt"))
    assert (added.status_code, added.json()["done"]) == (201, "added")
    assert added.json()["report"]["id"] == "taiyuan-2022"
    assert ids(writable) == ["changzhi-2021", "taiyuan-2022"]
    answer = writable.post("/ask", json={"question": "太原市2021年地区生产总值是多少？"}).json()
    assert "500亿元" in answer["answer"]
    assert [citation["report_id"] for citation in answer["citations"]] == ["taiyuan-2022"]

    again = writable.post("/reports", content=text().encode(), headers=headers())
    assert (again.status_code, again.json()["done"]) == (200, "skipped")
    changed = writable.post("/reports", content=text(growth="7%").encode("gb18030"), headers=headers())
    assert (changed.status_code, changed.json()["done"]) == (200, "replaced")
    assert "增长7%" in writable.get("/reports/taiyuan-2022").json()["text"]

    assert writable.delete("/reports/taiyuan-2022", headers=KEY).status_code == 204
    assert ids(writable) == ["changzhi-2021"]
    assert writable.delete("/reports/taiyuan-2022", headers=KEY).status_code == 404
    assert writable.delete("/reports/changzhi-2021", headers=KEY).status_code == 404
    assert writable.get("/info").json()["reports"] == 1


def test_what_is_no_report_or_too_large_is_refused(writable, settings):
    for content, name in ((b"%PDF-1.4 broken", "a.pdf"), ("见附件。".encode(), "a.txt"), (b"", "a.txt")):
        response = writable.post("/reports", content=content, headers=headers(name))
        assert (response.status_code, response.json()["error"]) == (422, "unreadable_file")
    assert writable.post("/reports", content=text().encode(), headers=KEY).status_code == 422
    taken = []

    def parts():
        for _ in range(100):
            taken.append(1)
            yield b"x" * 1000

    response = writable.post("/reports", content=parts(), headers=headers())
    assert response.status_code == 413
    assert "ASKREPORT_MAX_UPLOAD_BYTES" in response.json()["message"]
    assert not Shelf(settings.reports_folder).ids()
    assert ids(writable) == ["changzhi-2021"]


def test_facts_given_with_a_file_come_before_its_text(writable):
    response = writable.post(
        "/reports", params={"place": "大同市", "year": 2020}, content=text().encode(), headers=headers()
    )
    report = response.json()["report"]
    assert (report["place"], report["year"], report["id"]) == ("大同市", 2020, "datong-2020")


def test_what_another_process_adds_is_taken_up(writable, settings, tmp_path):
    renewal = writable.app.state.renewal
    before = writable.app.state.service
    assert not renewal.check()
    (tmp_path / "a.txt").write_text(text(), "utf-8")
    add_files(Shelf(settings.reports_folder), [tmp_path / "a.txt"])
    update(settings)
    renewal.check()
    assert ids(writable) == ["changzhi-2021", "taiyuan-2022"]
    assert not renewal.check()
    assert len(before.library) == 1


def test_an_index_that_cannot_be_used_leaves_the_old_service(writable, settings):
    before = writable.app.state.service
    (settings.index_folder / "CURRENT").write_text("build-elsewhere")
    settings.reports_folder.parent.joinpath("reports").write_text("no folder")
    assert not writable.app.state.renewal.check()
    assert writable.app.state.service is before
    assert ids(writable) == ["changzhi-2021"]


def test_questions_asked_while_the_library_changes_are_all_answered(writable):
    def ask(_):
        return writable.post("/search", json={"query": "地区生产总值", "k": 3}).status_code

    with ThreadPoolExecutor(4) as pool:
        asked = pool.map(ask, range(24))
        for growth in ("6%", "7%", "8%"):
            assert writable.post("/reports", content=text(growth=growth).encode(), headers=headers()).is_success
        assert set(asked) == {200}
