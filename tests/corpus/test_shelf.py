import errno
import os
import random
import select
import signal
from dataclasses import replace
from pathlib import Path

import pytest

from corpus.canonical import hash_text
from corpus.errors import LibraryError, ReportNotFoundError, UnreadableFileError
from corpus.library import make_report, open_library
from corpus.shelf import Shelf, is_report_id
from corpus.types import Report


def make(report_id: str, words: str = "增长6%。") -> Report:
    text = f"长治市2022年政府工作报告\n各位代表：\n{words * 200}\n"
    return make_report(text, report_id)


def put(shelf: Shelf, report: Report) -> None:
    with shelf.writing():
        shelf.write(report)


def test_a_report_comes_back_as_it_was(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "reports")
    report = replace(make("changzhi-2022"), url="https://example.org/a", speaker="张三")
    put(shelf, report)
    assert shelf.ids() == ["changzhi-2022"]
    assert shelf.read("changzhi-2022") == report
    (entry,) = shelf.entries()
    assert (entry.place, entry.year, entry.sha256) == ("长治市", 2022, report.sha256)


def test_a_shelf_that_was_never_written_is_empty(tmp_path: Path) -> None:
    assert Shelf(tmp_path / "none").ids() == []
    assert list(Shelf(tmp_path / "none").entries()) == []
    assert not (tmp_path / "none").exists()


def test_writing_again_replaces_and_removing_takes_away(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    put(shelf, make("a-2022"))
    put(shelf, make("a-2022", "增长7%。"))
    assert "增长7%" in shelf.read("a-2022").text
    with shelf.writing():
        shelf.remove("a-2022")
    assert shelf.ids() == []
    with pytest.raises(ReportNotFoundError), shelf.writing():
        shelf.remove("a-2022")
    with pytest.raises(ReportNotFoundError):
        shelf.read("a-2022")


def test_the_state_tells_every_change(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    states = [shelf.state()]
    for report in (make("a-2022"), make("b-2022"), make("a-2022", "增长7%。")):
        put(shelf, report)
        states.append(shelf.state())
    with shelf.writing():
        shelf.remove("b-2022")
    states.append(shelf.state())
    assert len(set(states)) == 5
    assert shelf.state() == states[-1]


@pytest.mark.parametrize("cut", [10, 300, -1])
def test_a_file_that_was_cut_is_found_on_reading(tmp_path: Path, cut: int) -> None:
    shelf = Shelf(tmp_path)
    put(shelf, make("a-2022"))
    path = tmp_path / "a-2022.report"
    path.write_bytes(path.read_bytes()[:cut])
    with pytest.raises(UnreadableFileError, match="damaged|altered"):
        shelf.read("a-2022")


def test_a_file_that_was_altered_is_named_and_the_library_opens(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    put(shelf, make("a-2022"))
    put(shelf, make("b-2022", "增长8%。"))
    path = tmp_path / "a-2022.report"
    path.write_bytes(path.read_bytes().replace("增长6%".encode(), "增长9%".encode()))
    library = open_library(tmp_path)
    assert [report.id for report in library] == ["b-2022", "changzhi-2021"]
    assert len(library.problems) == 1
    assert "a-2022" in library.problems[0]


@pytest.mark.parametrize("report_id", ["../a", "a/b", "", ".a", "a b", "a\0", "-a"])
def test_an_id_never_leaves_the_folder(tmp_path: Path, report_id: str) -> None:
    assert not is_report_id(report_id)
    with pytest.raises(ReportNotFoundError):
        Shelf(tmp_path).read(report_id)


def test_a_full_disk_is_explained_and_loses_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shelf = Shelf(tmp_path)
    put(shelf, make("a-2022"))

    def no_space(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", no_space)
    with pytest.raises(LibraryError, match="disk is full"):
        put(shelf, make("a-2022", "增长7%。"))
    monkeypatch.undo()
    assert "增长6%" in shelf.read("a-2022").text
    assert [path.name for path in tmp_path.glob("*.part")] + [path.name for path in tmp_path.glob(".*.part")] == []


def test_a_read_only_folder_is_explained(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shelf = Shelf(tmp_path)
    put(shelf, make("a-2022"))

    def denied(self: Path, *args: object, **kwargs: object) -> None:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    monkeypatch.setattr(Path, "unlink", denied)
    with pytest.raises(LibraryError, match="Permission is denied"), shelf.writing():
        shelf.remove("a-2022")
    monkeypatch.undo()
    assert shelf.ids() == ["a-2022"]


def test_a_folder_that_cannot_be_made_is_explained(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(LibraryError, match="cannot be written"), Shelf(tmp_path / "file" / "reports").writing():
        pass


def test_writers_take_turns(tmp_path: Path) -> None:
    with Shelf(tmp_path).writing(), pytest.raises(LibraryError, match="Another process"):
        with Shelf(tmp_path, lock_timeout_s=0.01).writing():
            pass


def test_what_a_killed_writer_left_is_cleared_by_the_next(tmp_path: Path) -> None:
    (tmp_path / ".a-2022.99.part").write_bytes(b"half")
    shelf = Shelf(tmp_path)
    assert shelf.ids() == []
    put(shelf, make("b-2022"))
    assert not list(tmp_path.glob(".*.part"))


def write_for_ever(shelf: Shelf, started: int) -> None:
    """Add, replace and remove until killed."""
    turn = 0
    os.write(started, b"x")
    while True:
        turn += 1
        with shelf.writing():
            for report_id in ("a-2022", "b-2022", "c-2022"):
                shelf.write(make(report_id, f"第{turn}次增长{turn}%。" * (1 + turn % 7)))
            shelf.remove(("a-2022", "b-2022", "c-2022")[turn % 3])


def kill_at(shelf: Shelf, delay_s: float) -> None:
    reading, started = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            write_for_ever(shelf, started)
        finally:
            os._exit(1)
    os.read(reading, 1)
    select.select([], [], [], delay_s)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    os.close(reading)
    os.close(started)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.parametrize("kills", [8, pytest.param(100, marks=pytest.mark.slow)])
def test_a_writer_killed_at_any_moment_leaves_whole_reports(tmp_path: Path, kills: int) -> None:
    shelf = Shelf(tmp_path)
    moments = random.Random(20210223)
    for _ in range(kills):
        kill_at(shelf, moments.uniform(0, 0.05))
        library = open_library(tmp_path)
        assert library.problems == ()
        for report in library:
            assert hash_text(report.text) == report.sha256
        put(shelf, make("d-2022"))
        assert "d-2022" in shelf.ids()
