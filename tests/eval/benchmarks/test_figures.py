import json
import lzma

from eval.benchmarks.figures import FILTERS, measure_all, read_reports

TEXT = (
    "晋城市政府工作报告\n——2021年1月10日在晋城市第七届人民代表大会上\n各位代表：\n"
    "2020年，地区生产总值1425.7亿元，增长4%。\n"
)


def test_reports_are_read_from_a_folder_and_from_json_lines(tmp_path):
    (tmp_path / "city").mkdir()
    (tmp_path / "city" / "晋城市-2021.txt").write_text(TEXT, "utf-8")
    line = json.dumps({"file": "city/晋城市-2021.txt", "text": TEXT}, ensure_ascii=False)
    (tmp_path / "reports.jsonl").write_text(line, "utf-8")
    with lzma.open(tmp_path / "reports.jsonl.xz", "wt", encoding="utf-8") as file:
        file.write(line)
    for path in (tmp_path, tmp_path / "reports.jsonl", tmp_path / "reports.jsonl.xz"):
        (report,) = read_reports(path)
        assert (report.id, report.place, report.year) == ("city/晋城市-2021", "晋城市", 2021)


def test_every_filter_is_measured_and_a_kept_table_is_not_read_again(tmp_path):
    (tmp_path / "晋城市-2021.txt").write_text(TEXT, "utf-8")
    reports = list(read_reports(tmp_path))
    first, second = measure_all(reports, tmp_path / "table"), measure_all(reports, tmp_path / "table")
    assert first["figures"] == 2 and first["read_s"] > 0 and second["read_s"] is None
    assert first["filters"].keys() == FILTERS.keys()
    assert first["filters"]["an indicator in English"]["figures"] == 2
