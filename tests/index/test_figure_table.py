import numpy as np
import pytest

import index.figure_table as figure_table
from corpus.figures import extract_figures
from corpus.library import make_report, read_library
from corpus.outline import outline_report
from index.figure_table import FILE, build_table, open_table, read_table


def write_report(place, year, body):
    head = f"{place}政府工作报告\n——{year}年1月10日在{place}第五届人民代表大会第一次会议上"
    return make_report(f"{head}\n各位代表：\n一、工作回顾\n{body}\n", f"{place}-{year}")


@pytest.fixture(scope="module")
def reports():
    return [
        write_report("晋城市", 2021, "2020年，地区生产总值1425.7亿元。"),
        *read_library(),
        write_report("大同市", 2022, "2021年，地区生产总值1686亿元，城镇新增就业5.2万人。"),
    ]


@pytest.fixture(scope="module")
def table(reports):
    return build_table(reports)


def list_rows(table):
    return [(table.source(row), table.section(row), table.figure(row)) for row in range(len(table))]


def test_every_figure_comes_back_as_it_was_extracted(table, reports):
    assert [source.place for source in table.sources] == sorted(report.place for report in reports)
    for report in reports:
        own = tuple(f for source, _, f in list_rows(table) if source.id == report.id)
        assert own == extract_figures(report, outline_report(report.text))


def test_a_figure_knows_its_section(table):
    source, section, figure = list_rows(table)[0]
    assert (source.place, section, figure.unit) == ("大同市", ["一、工作回顾"], "亿元")


def test_years_of_a_figure_are_those_of_its_period(table):
    rows = list_rows(table)
    for row, (_, _, figure) in enumerate(rows):
        first, last = int(table.column("first_year")[row]), int(table.column("last_year")[row])
        assert (first, last) == (
            (int(figure.period[:4]), int(figure.period[-4:]))
            if "-" in figure.period and len(figure.period) == 9
            else (int(figure.period[:4]),) * 2
            if figure.period
            else (0, 0)
        )


def test_words_are_found_by_every_fragment(table):
    found = {table.strings[place] for place in table.word_ids(["产值", "半导体"])}
    assert found and all("产值" in words and "半导体" in words for words in found)
    assert not len(table.word_ids(["没有这个词"]))
    assert not len(table.word_ids([]))


def test_a_saved_table_opens_as_it_was(tmp_path, table):
    table.save(tmp_path / FILE)
    again = read_table(tmp_path / FILE)
    assert (again.sources, again.strings, again.recipe, again.forms) == (
        table.sources,
        table.strings,
        table.recipe,
        table.forms,
    )
    assert np.array_equal(again.columns, table.columns)
    assert [path.name for path in tmp_path.iterdir()] == [FILE]


def test_a_damaged_or_missing_file_is_no_table(tmp_path, table):
    assert read_table(tmp_path / FILE) is None
    table.save(tmp_path / FILE)
    data = (tmp_path / FILE).read_bytes()
    for broken in (data[: len(data) // 2], b"", data[:5000] + bytes(50) + data[5050:]):
        (tmp_path / FILE).write_bytes(broken)
        assert read_table(tmp_path / FILE) is None


def test_only_new_and_changed_reports_are_read_again(tmp_path, reports, monkeypatch):
    open_table(tmp_path, reports)
    read = []

    def extract(report, outline):
        read.append(report.id)
        return extract_figures(report, outline)

    monkeypatch.setattr(figure_table, "extract_figures", extract)
    assert len(open_table(tmp_path, reports)) and read == []
    changed = make_report(reports[0].text + "2020年，粮食产量90万吨。\n", reports[0].id)
    added = write_report("阳泉市", 2021, "2020年，地区生产总值742.2亿元。")
    table = open_table(tmp_path, [changed, *reports[1:], added])
    assert sorted(read) == sorted([changed.id, added.id])
    assert list_rows(table) == list_rows(build_table([changed, *reports[1:], added]))
    assert len(open_table(tmp_path, reports[1:2])) < len(table)


def test_other_code_reads_everything_again(tmp_path, reports, monkeypatch):
    open_table(tmp_path, reports)
    monkeypatch.setattr(figure_table, "hash_recipe", lambda: "other code")
    assert open_table(tmp_path, reports).recipe == "other code"
    assert read_table(tmp_path / FILE).recipe == "other code"


def test_a_folder_that_cannot_be_written_costs_time_and_nothing_else(tmp_path, reports):
    (tmp_path / "taken").write_text("a file where the folder would be")
    assert len(open_table(tmp_path / "taken" / "index", reports)) == len(build_table(reports))
