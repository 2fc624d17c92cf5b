import pytest

from corpus.library import Library
from service.figures.cells import Cells, Measure
from service.figures.lookup import FigureLookup
from tests.service.library import write_report


def find(review, indicator="地区生产总值", measure=Measure.LEVEL, year=2020):
    report = write_report("晋城市", 2021, review)
    cell = Cells(FigureLookup(Library([report]), None), indicator, ["晋城市"], measure).find("晋城市", year)
    return cell and report.text[cell.figure.start : cell.figure.end]


@pytest.mark.parametrize(
    "review",
    ["2020年，全市地区生产总值1425.7亿元，增长4%。", "过去一年，初步核算，生产总值1425.7亿元。",
     "过去一年，晋城市地区生产总值达到1425.7亿元。"],
)  # fmt: skip
def test_the_whole_places_own_number_stands(review):
    assert find(review) == "1425.7亿元"


@pytest.mark.parametrize(
    "review",
    [
        "过去一年，地区生产总值新增100亿元。",
        "过去一年，镇街平均地区生产总值20亿元。",
        "过去一年，地区生产总值过100亿元的县5个。",
        "过去五年，累计完成地区生产总值6000亿元。",
        "前三季度，全市地区生产总值实现1024亿元。",
    ],
)
def test_parts_increments_and_sums_over_years_stand_nowhere(review):
    assert find(review) is None


def test_an_average_over_years_is_no_years_growth():
    assert find("过去五年，地区生产总值年均增长6%。", measure=Measure.GROWTH) is None
    assert find("2020年，地区生产总值增长4%。", measure=Measure.GROWTH) == "4%"


def test_the_start_of_a_rise_needs_its_year():
    assert find("五年来，地区生产总值由1000亿元增加到1425.7亿元。", year=2015) is None
    assert find("地区生产总值由2015年的1000亿元增加到2020年的1425.7亿元。", year=2015) == "1000亿元"


def test_town_and_country_told_together_are_the_parts_own():
    review = "2020年，城乡居民人均可支配收入分别达到36000元和16000元。"
    assert find(review, "城镇居民人均可支配收入") == "36000元"
    assert find(review, "农村居民人均可支配收入") == "16000元"
