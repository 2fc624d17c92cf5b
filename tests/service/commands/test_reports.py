import json
import sys
from pathlib import Path

import pytest

from corpus.library import open_library
from index.build import read_current_manifest
from service import cli


@pytest.fixture(autouse=True)
def environment(monkeypatch, tmp_path):
    monkeypatch.setenv("ASKREPORT_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def run(monkeypatch, capfd):
    def run(*arguments):
        monkeypatch.setattr(sys, "argv", ["askreport", "reports", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        out, err = capfd.readouterr()
        return ended.value.code or 0, out, err

    return run


def write(path: Path, place: str, year: int, words: str = "增长6%，城镇新增就业10.9万人。") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    text = f"{place}{year}年政府工作报告\n各位代表：\n现在，我代表{place}人民政府向大会报告工作。\n{words * 20}\n"
    path.write_text(text, "utf-8")
    return path


def indexed(home: Path) -> set[str]:
    return set(read_current_manifest(home / "index").recipe.reports)


def test_a_folder_is_added_indexed_and_told_file_by_file(run, tmp_path):
    write(tmp_path / "in" / "a.txt", "太原市", 2022)
    write(tmp_path / "in" / "deep" / "b.md", "山西省", 2022)
    (tmp_path / "in" / "bad.pdf").write_bytes(b"%PDF-1.4 broken")
    code, out, err = run("add", "in")
    assert code == 0
    assert "2 added, 0 skipped, 0 replaced, 1 refused" in out
    assert "taiyuan-2022" in out and "bad.pdf" in out
    assert "Reading reports" in err and "Encoding passages" in err
    assert indexed(tmp_path / "home") == {"changzhi-2021", "shanxi-2022", "taiyuan-2022"}


def test_what_is_there_is_skipped_and_a_new_text_replaces(run, tmp_path):
    first = write(tmp_path / "a.txt", "太原市", 2022)
    run("add", first)
    built = read_current_manifest(tmp_path / "home" / "index")
    code, out, _ = run("add", first)
    assert (code, "1 skipped" in out) == (0, True)
    assert read_current_manifest(tmp_path / "home" / "index") == built
    code, out, _ = run("add", write(tmp_path / "b.txt", "太原市", 2022, "增长7%。" * 4))
    assert (code, "1 replaced" in out) == (0, True)
    now = open_library(tmp_path / "home" / "reports").get("taiyuan-2022")
    assert read_current_manifest(tmp_path / "home" / "index").recipe.reports["taiyuan-2022"] == now.sha256


def test_nothing_added_is_exit_code_one(run, tmp_path):
    (tmp_path / "short.txt").write_text("见附件。", "utf-8")
    code, out, _ = run("add", "short.txt")
    assert (code, "1 refused" in out) == (1, True)
    (tmp_path / "empty").mkdir()
    for path in ("empty", "nowhere"):
        code, _, err = run("add", path)
        assert (code, path in err) == (1, True)
    assert not (tmp_path / "home" / "index").exists()


def test_facts_that_tell_of_one_report_are_not_taken_for_several(run, tmp_path):
    write(tmp_path / "a.txt", "太原市", 2022)
    write(tmp_path / "b.txt", "大同市", 2022)
    assert run("add", "a.txt", "b.txt", "--id", "one")[0] == 2
    assert run("add", "a.txt", "--place", "阳泉市", "--year", "2020", "--id", "mine")[0] == 0
    (report,) = json.loads(run("list", "--place", "阳泉", "--json")[1])
    assert (report["id"], report["place"], report["year"]) == ("mine", "阳泉市", 2020)


def test_a_removed_report_leaves_library_and_index(run, tmp_path):
    run("add", write(tmp_path / "a.txt", "太原市", 2022))
    assert "taiyuan-2022" in run("remove", "taiyuan-2022")[1]
    assert indexed(tmp_path / "home") == {"changzhi-2021"}
    code, _, err = run("remove", "taiyuan-2022")
    assert (code, "taiyuan-2022" in err) == (1, True)
    code, _, err = run("remove", "changzhi-2021")
    assert (code, "built in" in err) == (1, True)


def test_the_list_is_narrowed_and_a_report_shown(run, tmp_path):
    run("add", write(tmp_path / "a.txt", "太原市", 2022), write(tmp_path / "b.txt", "太原市", 2023))
    listed = json.loads(run("list", "--place", "太原", "--year", "2023", "--json")[1])
    assert [report["id"] for report in listed] == ["taiyuan-2023"]
    assert "taiyuan-2022" in run("list")[1]
    shown = json.loads(run("show", "taiyuan-2022", "--json")[1])
    assert shown["text"].startswith("太原市2022年政府工作报告")
    assert run("show", "taiyuan-2022", "--text")[1].startswith("太原市2022年政府工作报告")


def test_a_damaged_report_is_told_and_the_others_listed(run, tmp_path):
    run("add", write(tmp_path / "a.txt", "太原市", 2022))
    stored = tmp_path / "home" / "reports" / "taiyuan-2022.report"
    stored.write_bytes(stored.read_bytes()[:-3])
    code, out, err = run("list")
    assert code == 0
    assert "changzhi-2021" in out and "taiyuan-2022" not in out
    assert "taiyuan-2022" in err


def test_reindex_builds_everything_anew(run, tmp_path):
    run("add", write(tmp_path / "a.txt", "太原市", 2022))
    before = (tmp_path / "home" / "index" / "CURRENT").read_text()
    code, out, err = run("reindex")
    assert (code, "passages indexed" in out, "Encoding passages" in err) == (0, True, True)
    assert (tmp_path / "home" / "index" / "CURRENT").read_text() != before
    assert indexed(tmp_path / "home") == {"changzhi-2021", "taiyuan-2022"}
