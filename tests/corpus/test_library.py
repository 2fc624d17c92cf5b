from pathlib import Path

import pytest

from corpus import library as module
from corpus.canonical import hash_text
from corpus.errors import EmptyCorpusError, ReportNotFoundError
from corpus.library import BUILT_IN, Library, built_in_reports, describe_built_in, make_report, read_library


def test_built_in_library_holds_the_changzhi_report() -> None:
    library = read_library()
    report = library.get("changzhi-2021")
    assert (report.place, report.year) == ("长治市", 2021)
    assert report.sha256 == hash_text(report.text)
    assert report.text == (BUILT_IN / "changzhi-2021.txt").read_text("utf-8")
    assert report in list(library)
    assert len(library) == len(list(library))


def test_what_is_kept_of_the_built_in_reports_is_what_their_texts_tell() -> None:
    kept = (BUILT_IN.parent / "built_in.json").read_text("utf-8")
    assert kept == describe_built_in(), "write describe_built_in() into corpus/built_in.json"
    assert list(built_in_reports()) == list(read_library())


def test_a_built_in_report_whose_text_was_changed_is_read_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = (BUILT_IN / "changzhi-2021.txt").read_text("utf-8") + "\n"
    (tmp_path / "changzhi-2021.txt").write_text(text, "utf-8")
    monkeypatch.setattr(module, "BUILT_IN", tmp_path)
    (report,) = built_in_reports.__wrapped__()
    assert (report.sha256, report.place) == (hash_text(text), "长治市")


def test_unknown_id_is_refused_with_what_there_is() -> None:
    with pytest.raises(ReportNotFoundError, match="changzhi-2021"):
        read_library().get("nowhere-1999")


def test_a_library_without_reports_is_refused(tmp_path: Path) -> None:
    with pytest.raises(EmptyCorpusError):
        read_library(tmp_path)
    with pytest.raises(EmptyCorpusError):
        Library([])


def test_reports_stand_in_the_order_of_their_ids() -> None:
    library = Library([make_report("乙市政府工作报告", "b-2020"), make_report("甲市政府工作报告", "a-2020")])
    assert [report.id for report in library] == ["a-2020", "b-2020"]
