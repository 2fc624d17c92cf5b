import csv
import io
from decimal import Decimal

import pytest

from corpus.types import FigureKind, Status
from service.figures.cells import Cells, Measure, read_series
from service.figures.lookup import FigureLookup, Filter, parse_years
from service.figures.schemas import FIGURE_COLUMNS, write_csv, write_series_csv
from tests.service.library import make_library


@pytest.fixture(scope="module")
def library():
    return make_library()


@pytest.fixture(scope="module")
def lookup(library):
    return FigureLookup(library, None)


def read(lookup, **wanted):
    return lookup.read_page(Filter(**wanted), page_size=1000).figures


def test_every_row_is_proven_by_its_report(lookup, library):
    figures = read(lookup)
    assert figures
    for figure in figures:
        text = library.get(figure.citation.report_id).text
        assert text[figure.citation.start : figure.citation.end] == figure.citation.quote
        assert figure.quote in figure.citation.quote


@pytest.mark.parametrize("name", ["地区生产总值", "GDP", "经济总量", "gross domestic product"])
def test_an_indicator_is_found_by_any_of_its_names(lookup, name):
    assert {figure.indicator for figure in read(lookup, query=name)} == {"地区生产总值"}


def test_an_indicator_brings_its_parts_unless_its_canonical_name_alone_is_wanted(lookup):
    assert "城镇登记失业率" in {figure.indicator for figure in read(lookup, query="失业率")} | {
        figure.indicator for figure in read(lookup, query="城镇登记失业率")
    }
    assert {figure.indicator for figure in read(lookup, indicator="地区生产总值")} == {"地区生产总值"}
    assert read(lookup, indicator="没有这个指标") == []


def test_words_that_are_no_indicator_are_matched_with_the_words_of_figures(lookup):
    assert {figure.words for figure in read(lookup, query="公共 预算")} == {"一般公共预算收入"}
    assert read(lookup, query="没有这个词") == []


@pytest.mark.parametrize("name", ["大同", "大同市", "Datong"])
def test_a_place_is_found_by_any_of_its_names(lookup, name):
    assert {figure.place for figure in read(lookup, places=(name,))} == {"大同市"}


def test_a_province_is_not_its_cities(lookup):
    assert {figure.place for figure in read(lookup, places=("山西",))} == {"山西省"}


def test_periods_decide_and_not_the_years_of_reports(lookup):
    figures = read(lookup, query="GDP", years=((2021, 2021),), places=("晋城",))
    assert {(f.quote, f.citation.year, f.status) for f in figures} == {
        ("8%", 2021, "target"), ("1912.1亿元", 2022, "achieved"), ("9.6%", 2022, "achieved"),
    }  # fmt: skip


def test_status_kind_and_report_narrow(lookup):
    assert {f.status for f in read(lookup, statuses=(Status.TARGET,))} == {"target"}
    assert {f.kind for f in read(lookup, kinds=(FigureKind.GROWTH,))} == {"growth"}
    assert {f.citation.report_id for f in read(lookup, reports=frozenset({"晋城市-2024"}))} == {"晋城市-2024"}


def test_pages_hold_every_figure_once_and_tell_the_total(lookup):
    whole = read(lookup)
    pages = [lookup.read_page(Filter(), page, 4) for page in range(1, len(whole) // 4 + 3)]
    assert {page.total for page in pages} == {len(whole)}
    assert [figure for page in pages for figure in page.figures] == whole
    assert pages[-1].figures == []


def test_csv_holds_the_same_values_and_offsets(lookup):
    figures = read(lookup, query="GDP")
    rows = list(csv.DictReader(io.StringIO(write_csv(figures))))
    assert tuple(rows[0]) == FIGURE_COLUMNS
    assert [(row["place"], Decimal(row["value"]), int(row["start"]), row["clause"]) for row in rows] == [
        (f.place, f.value, f.citation.start, f.citation.quote) for f in figures
    ]


def test_csv_gives_a_spreadsheet_nothing_to_run(lookup):
    figure = read(lookup, query="GDP")[0].model_copy(update={"words": "=1+1"})
    assert next(csv.DictReader(io.StringIO(write_csv([figure]))))["words"] == "'=1+1"


def test_a_series_has_a_point_a_year_and_leaves_empty_what_no_report_says(lookup):
    series = read_series(lookup, "GDP", ["晋城市"], (2020, 2023))
    assert series.indicator == "地区生产总值"
    assert [(p.year, p.level and p.level.quote, p.growth and p.growth.quote) for p in series.points] == [
        (2020, "1425.7亿元", "4%"), (2021, "1912.1亿元", "9.6%"), (2022, None, None), (2023, "2352.5亿元", "5%"),
    ]  # fmt: skip
    assert write_series_csv(series).splitlines()[3] == "晋城市,地区生产总值,2022,,,,,achieved,,"


def test_a_series_of_plans_holds_no_fact(lookup):
    series = read_series(lookup, "GDP", ["晋城市"], (2020, 2022), planned=True)
    assert [(p.level, p.growth and p.growth.quote) for p in series.points] == [(None, None), (None, "8%"), (None, "7%")]


def test_the_report_that_reviews_a_year_goes_before_others(lookup):
    cell = Cells(lookup, "地区生产总值", ["晋城市"], Measure.LEVEL).find("晋城市", 2021)
    assert cell is not None and cell.source.id == "晋城市-2022"


def test_years_are_read_as_spans():
    assert parse_years(["2020", "2021..2025", "2025-2021"]) == ((2020, 2020), (2021, 2025), (2021, 2025))
