from corpus.library import BUILT_IN
from corpus.metadata import find_metadata
from corpus.readers.text import read_text


def test_built_in_report_tells_its_place_year_date_and_speaker() -> None:
    found = find_metadata(read_text(BUILT_IN / "changzhi-2021.txt"))
    assert found.title == "长治市政府工作报告(2021年2月23日 杨勤荣)"
    assert found.place == "长治市"
    assert found.year == 2021
    assert found.date == "2021-02-23"
    assert found.speaker == "杨勤荣"


def test_a_text_that_tells_nothing_has_empty_metadata() -> None:
    found = find_metadata("今天天气很好。")
    assert (found.place, found.year, found.date, found.speaker) == ("", None, None, None)
    assert find_metadata("").title == ""
