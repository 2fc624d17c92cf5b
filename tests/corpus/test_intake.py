from pathlib import Path

import pytest

from corpus.errors import LibraryError, ReportNotFoundError, UnreadableFileError
from corpus.intake import Deed, Outcome, add_files, add_upload, count_deeds, list_files, name_report, remove_report
from corpus.library import BUILT_IN, make_report, open_library
from corpus.shelf import Shelf


def write(path: Path, place: str, year: int, words: str = "增长6%，城镇新增就业10.9万人。") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    text = f"{place}{year}年政府工作报告\n各位代表：\n现在，我代表{place}人民政府向大会报告工作。\n{words * 20}\n"
    path.write_text(text, "utf-8")
    return path


def deeds(outcomes: list[Outcome]) -> list[tuple[Deed, str | None]]:
    return [(outcome.deed, outcome.report_id) for outcome in outcomes]


def test_a_folder_is_added_and_each_file_accounted_for(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    write(folder / "a.txt", "太原市", 2022)
    write(folder / "deep" / "b.md", "山西省", 2022)
    write(folder / "c.txt", "太原市", 2023)
    (folder / "d.txt").write_bytes(b"\x00\xff\x00\x81" * 100)
    (folder / "e.pdf").write_bytes(b"%PDF-1.4 broken")
    (folder / "f.txt").write_text("见附件。", "utf-8")
    (folder / "g.jpg").write_bytes(b"\xff\xd8")
    (folder / ".hidden.txt").write_text("x")
    shelf = Shelf(tmp_path / "reports")
    heard: list[Outcome] = []
    outcomes = add_files(shelf, list_files([folder]), tell=heard.append)
    assert heard == outcomes
    assert {Path(outcome.path).name: (outcome.deed, outcome.report_id) for outcome in outcomes} == {
        "a.txt": (Deed.ADDED, "taiyuan-2022"),
        "b.md": (Deed.ADDED, "shanxi-2022"),
        "c.txt": (Deed.ADDED, "taiyuan-2023"),
        "d.txt": (Deed.REFUSED, None),
        "e.pdf": (Deed.REFUSED, None),
        "f.txt": (Deed.REFUSED, None),
    }
    assert count_deeds(outcomes) == {Deed.ADDED: 3, Deed.SKIPPED: 0, Deed.REPLACED: 0, Deed.REFUSED: 3}
    assert all(outcome.note for outcome in outcomes if outcome.deed is Deed.REFUSED)
    assert [report.id for report in open_library(shelf.folder)] == [
        "changzhi-2021",
        "shanxi-2022",
        "taiyuan-2022",
        "taiyuan-2023",
    ]


def test_the_same_text_is_skipped_and_a_new_text_for_place_and_year_replaces(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "reports")
    first = write(tmp_path / "a.txt", "太原市", 2022)
    assert deeds(add_files(shelf, [first, first])) == [(Deed.ADDED, "taiyuan-2022"), (Deed.SKIPPED, "taiyuan-2022")]
    again = write(tmp_path / "b.txt", "太原市", 2022, "增长7%。" * 4)
    assert deeds(add_files(shelf, [again])) == [(Deed.REPLACED, "taiyuan-2022")]
    assert "增长7%" in shelf.read("taiyuan-2022").text
    assert deeds(add_files(shelf, [again])) == [(Deed.SKIPPED, "taiyuan-2022")]


def test_the_built_in_report_is_known_and_can_be_stood_before(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "reports")
    assert deeds(add_files(shelf, [BUILT_IN / "changzhi-2021.txt"])) == [(Deed.SKIPPED, "changzhi-2021")]
    other = write(tmp_path / "a.txt", "长治市", 2021)
    assert deeds(add_files(shelf, [other])) == [(Deed.REPLACED, "changzhi-2021")]
    assert "增长6%" in open_library(shelf.folder).get("changzhi-2021").text
    remove_report(shelf, "changzhi-2021")
    assert "杨勤荣" in open_library(shelf.folder).get("changzhi-2021").text
    with pytest.raises(ReportNotFoundError, match="built in"):
        remove_report(shelf, "changzhi-2021")


def test_given_facts_stand_before_what_the_text_tells(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "reports")
    path = write(tmp_path / "a.txt", "太原市", 2022)
    facts = {
        "place": "大同",
        "year": "2020",
        "title": "报告",
        "speaker": "李四",
        "date": "2020-01-05",
        "url": "https://a.b/c",
    }
    (outcome,) = add_files(shelf, [path], facts)
    report = shelf.read(outcome.report_id or "")
    assert (report.id, report.place, report.province, report.level) == ("datong-2020", "大同市", "山西省", "city")
    assert (report.year, report.title, report.speaker, report.date) == (2020, "报告", "李四", "2020-01-05")
    assert report.url == "https://a.b/c"


def test_front_matter_stands_before_what_the_text_tells(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "reports")
    path = write(tmp_path / "a.md", "太原市", 2022)
    path.write_text(f"---\nyear: 2019\nplace: 忻州市\n---\n{path.read_text('utf-8')}", "utf-8")
    assert deeds(add_files(shelf, [path])) == [(Deed.ADDED, "xinzhou-2019")]


def test_a_year_that_is_none_is_refused(tmp_path: Path) -> None:
    (outcome,) = add_files(Shelf(tmp_path / "r"), [write(tmp_path / "a.txt", "太原市", 2022)], {"year": "next"})
    assert outcome.deed is Deed.REFUSED
    assert "next" in outcome.note


def test_a_report_that_does_not_tell_its_place_is_added_with_a_note(tmp_path: Path) -> None:
    path = tmp_path / "城市报告 1.txt"
    path.write_text("各位代表：\n" + "今年要办好民生实事，持续改善人居环境。\n" * 30, "utf-8")
    (outcome,) = add_files(Shelf(tmp_path / "r"), [path])
    assert outcome.deed is Deed.ADDED
    assert outcome.report_id == "城市报告-1"
    assert "--place" in outcome.note


def test_an_id_can_be_chosen_but_not_to_leave_the_folder(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "r")
    path = write(tmp_path / "a.txt", "太原市", 2022)
    assert deeds(add_files(shelf, [path], report_id="mine")) == [(Deed.ADDED, "mine")]
    (outcome,) = add_files(shelf, [write(tmp_path / "b.txt", "太原市", 2023)], report_id="../b")
    assert outcome.deed is Deed.REFUSED


def test_an_upload_is_added_or_refused_with_its_reason(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "r")
    data = write(tmp_path / "a.txt", "太原市", 2022).read_bytes()
    assert add_upload(shelf, data, "a.txt").report_id == "taiyuan-2022"
    with pytest.raises(UnreadableFileError, match="no report"):
        add_upload(shelf, "见附件。".encode(), "a.txt")


def test_a_shelf_that_cannot_be_written_stops_with_the_reason(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(LibraryError):
        add_files(Shelf(tmp_path / "file" / "r"), [write(tmp_path / "a.txt", "太原市", 2022)])


def test_a_path_that_names_nothing_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError, match="absent"):
        list_files([tmp_path / "absent"])


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("长治市2022年政府工作报告", "changzhi-2022"),
        ("宿州市2022年政府工作报告", "suzhou-anhui-2022"),
        ("苏州市2022年政府工作报告", "suzhou-2022"),
        ("吉林市2022年政府工作报告", "jilin-city-2022"),
        ("吉林省2022年政府工作报告", "jilin-2022"),
        ("陕西省2022年政府工作报告", "shaanxi-2022"),
        ("襄垣县2022年政府工作报告", "襄垣县-2022"),
        ("工作总结", ""),
    ],
)
def test_ids_are_made_of_place_and_year(title: str, name: str) -> None:
    assert name_report(make_report(title + "\n各位代表：\n现在报告工作。", "x")) == name
