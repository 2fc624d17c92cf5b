import json
import lzma

import pytest

from corpus.canonical import hash_text
from eval.datasets import BUILT_IN_REPORT
from eval.errors import ReportMissingError, ReportsFileError
from eval.subjects import Reports, hash_settings, read_reports
from eval.types import LEGS, Answer
from service.settings import Settings

LINE = {
    "file": "city/某市-2020.txt",
    "place": "某市",
    "level": "city",
    "year": 2020,
    "text": "政府工作报告\r\n各位代表：\r\n去年建成公园18个。\r\n",
}


@pytest.fixture(params=[".jsonl", ".jsonl.xz"])
def reports_file(request, tmp_path):
    path = tmp_path / f"reports{request.param}"
    text = "\n".join(json.dumps({**LINE, "file": f"city/{name}-2020.txt"}) for name in ("某市", "别市"))
    path.write_bytes(lzma.compress(text.encode()) if path.suffix == ".xz" else text.encode())
    return path


def test_wanted_reports_are_read_in_canonical_form(reports_file):
    (report,) = read_reports(reports_file, {"city/某市-2020"})
    assert (report.id, report.place, report.year, report.level) == ("city/某市-2020", "某市", 2020, "city")
    assert "\r" not in report.text
    assert report.sha256 == hash_text(report.text)


@pytest.mark.parametrize("content", [b"{", b'{"file": "a.txt"}', b"[]", b"\xff\xfe"])
def test_file_of_another_form_is_told(content, tmp_path):
    path = tmp_path / "reports.jsonl"
    path.write_bytes(content)
    with pytest.raises(ReportsFileError, match=r"reports\.jsonl"):
        list(read_reports(path, {"a"}))


def test_truncated_archive_is_told(tmp_path):
    path = tmp_path / "reports.jsonl.xz"
    path.write_bytes(lzma.compress(json.dumps(LINE).encode())[:20])
    with pytest.raises(ReportsFileError):
        list(read_reports(path, {"city/某市-2020"}))


def test_report_that_is_nowhere_is_missing_with_what_to_do(reports_file):
    assert Reports(None, set()).get(BUILT_IN_REPORT).id == BUILT_IN_REPORT
    with pytest.raises(ReportMissingError, match="give --reports FILE"):
        Reports(None, {"city/某市-2020"}).get("city/某市-2020")
    with pytest.raises(ReportMissingError, match="not in the file"):
        Reports(reports_file, {"none"}).get("none")
    assert Reports(reports_file, {"none"}).text_of("none") is None


def test_settings_hash_is_of_what_decides_answers(tmp_path):
    settings = Settings(_env_file=None)
    assert hash_settings(settings) == hash_settings(settings.model_copy(update={"home": tmp_path, "port": 1}))
    assert hash_settings(settings) != hash_settings(settings.model_copy(update={"min_confidence": 0.9}))


def test_service_keeps_the_contract_that_is_evaluated():
    subject = Reports(None, set()).subject_of(Settings(_env_file=None), BUILT_IN_REPORT)
    answer = Answer.model_validate(subject.ask({"question": "2020年地区生产总值是多少？"}))
    text = subject.report(BUILT_IN_REPORT).text
    shown = answer.citations + (answer.refusal.nearest if answer.refusal else ())
    assert shown
    assert all(text[one.start : one.end] == one.quote and one.sha256 == hash_text(text) for one in shown)
    for leg in LEGS:
        found = subject.search("地区生产总值", 3, leg)
        assert len(found) == 3
        assert all(text[one.start : one.end] for one in found)
