from dataclasses import replace

import pytest

from corpus.library import make_report

REPORT = make_report("# 甲市政府工作报告\n\n一、过去一年工作回顾\n\n经济增长8%。", "city/甲市-2020")


@pytest.mark.parametrize(
    ("year", "date", "planned"),
    [
        (2015, "2016-01-25", 2016),
        (2016, "2015-12-20", 2016),
        (2016, "2016-01-25", 2016),
        (2016, None, 2016),
        (2015, "2014-02-19", 2014),
        (None, "2016-01-25", None),
    ],
)
def test_a_report_kept_under_the_year_it_reviews_plans_the_year_of_its_delivery(
    year: int | None, date: str | None, planned: int | None
) -> None:
    assert replace(REPORT, year=year, date=date).delivery_year == planned
