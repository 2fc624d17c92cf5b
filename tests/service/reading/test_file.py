import dataclasses
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from corpus.library import Library, make_report
from index.encoder import BUNDLED_MODEL
from index.light_table import open_table
from service.reading import file as reading_file
from service.reading.file import KeptReading, ReadingFiles, list_recipe
from service.reading.reading import Reading, Readings
from service.scorer.model import load_evidence_model
from tests.service.small_report import REPORT

QUESTIONS = ["2020年地区生产总值是多少？", "What was the GDP in 2020?", "粮食", ""]


@pytest.fixture(scope="module")
def table(tmp_path_factory):
    return open_table(BUNDLED_MODEL, tmp_path_factory.mktemp("table"))


@pytest.fixture
def files(tmp_path, table):
    return ReadingFiles(tmp_path, table)


def same(one, other):
    """Say whether two prepared parts are equal, arrays by their values and types."""
    if isinstance(one, np.ndarray):
        return np.array_equal(one, other) and one.dtype == other.dtype
    return one == other


def check_equal(kept: Reading, read: Reading) -> None:
    assert kept.outline == read.outline
    assert kept.sentences == read.sentences
    assert kept.figures == read.figures
    assert [figure.value.as_tuple() for figure in kept.figures] == [figure.value.as_tuple() for figure in read.figures]
    assert kept.enumerations == read.enumerations
    for field in dataclasses.fields(read.terms):
        assert same(getattr(kept.terms, field.name), getattr(read.terms, field.name)), field.name
    for field in dataclasses.fields(read.prepared):
        if field.name != "meanings":
            assert same(getattr(kept.prepared, field.name), getattr(read.prepared, field.name)), field.name
    assert same(kept.prepared.meanings.means, read.prepared.meanings.means)
    assert list(kept.prepared.vocabulary) == list(read.prepared.vocabulary)
    assert list(kept.prepared.pairs) == list(read.prepared.pairs)
    for question in QUESTIONS:
        ids = read.table.ids(question)
        assert same(kept.late.score(ids), read.late.score(ids))
        assert same(kept.figures_late.score(ids), read.figures_late.score(ids))
        rows = np.arange(len(read.sentences))
        ones = np.ones(len(rows), np.float32)
        model = load_evidence_model()
        assert same(
            model.weigh(question, kept.prepared, rows, ones).outputs,
            model.weigh(question, read.prepared, rows, ones).outputs,
        )


def test_a_kept_reading_says_what_the_report_says(files, table, built_in_reading):
    read = Reading(built_in_reading.report, built_in_reading.outline, table)
    files.write(read)
    kept = files.read(read.report)
    assert isinstance(kept, KeptReading)
    check_equal(kept, read)


@pytest.mark.parametrize("text", ["某市政府工作报告\n", "某市政府工作报告\n一、粮食\n粮食产量150万吨。\n", REPORT.text])
def test_so_does_one_of_any_report(tmp_path, files, table, text):
    library = Library([make_report(text, "any/report-2021")])
    read = Readings(library, table).get("any/report-2021")
    first, second = (Readings(library, table, files=files).get("any/report-2021") for _ in range(2))
    assert isinstance(second, KeptReading)
    check_equal(first, read)
    check_equal(second, read)


def test_another_report_text_place_or_code_is_read_anew(tmp_path, files, table, monkeypatch):
    report = make_report("某市政府工作报告\n一、粮食\n粮食产量150万吨。\n", "one-2021")
    Readings(Library([report]), table, files=files).get(report.id)
    assert files.read(report) is not None
    assert files.read(dataclasses.replace(report, sha256="0" * 64)) is None
    assert files.read(dataclasses.replace(report, place="他市")) is None
    assert files.read(dataclasses.replace(report, id="two-2021")) is None
    monkeypatch.setattr(reading_file, "hash_recipe", lambda: "changed")
    assert ReadingFiles(tmp_path, table).read(report) is None


def test_the_oldest_go_when_there_are_too_many(tmp_path, files, table, monkeypatch):
    monkeypatch.setattr(reading_file, "_MOST", 2)
    reports = [make_report(f"某市政府工作报告\n一、粮食\n粮食产量{n}万吨。\n", f"r{n}") for n in range(4)]
    readings = Readings(Library(reports), table, files=files)
    for report in reports:
        readings.get(report.id)
    assert len(list(tmp_path.iterdir())) == 2
    assert files.read(reports[-1]) is not None


def test_a_folder_that_cannot_be_written_changes_nothing(tmp_path, table):
    (tmp_path / "file").write_text("")
    files = ReadingFiles(tmp_path / "file", table)
    assert Readings(Library([REPORT]), table, files=files).get(REPORT.id).figures


def test_all_modules_that_make_a_reading_are_part_of_its_key():
    listed = "print(*(m.__file__ for n, m in sys.modules.items() if n.split('.')[0] in ('service', 'index')))"
    code = f"import sys, service.reading.reading; {listed}"
    ended = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, cwd=reading_file._ROOT
    )
    made_by = {Path(name) for name in ended.stdout.split()} - {reading_file._ROOT / "service" / "__init__.py"}
    assert made_by
    assert made_by <= set(list_recipe())
