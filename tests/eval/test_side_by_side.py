import pytest

from corpus.library import make_report
from eval.period_rule import read_period
from eval.side_by_side import measure, read_cells
from eval.side_by_side_questions import Asked, Source, make_comparisons, match_sources, short

TEXT = (
    "一、2020年工作回顾\n"
    "过去一年，地区生产总值1425.7亿元，比2015年增长30%；进出口总额90亿元。\n"
    "“十三五”期间，新增就业12万人。由2015年的6公里增加到9公里。\n"
    "二、2021年工作安排\n"
    "今年主要预期目标是：地区生产总值增长8%。\n"
)
SOURCES = {"a": Source("苏州市", 2021, TEXT), "b": Source("无锡市", 2021, TEXT), "c": Source("苏州市", 2020, TEXT)}


def cite(number, sha, quote):
    start = TEXT.index(quote)
    return {"number": number, "sha256": sha, "start": start, "quote": quote}


@pytest.mark.parametrize(
    ("number", "year", "by"),
    [
        ("1425.7亿元", 2020, "sentence"),
        ("90亿元", 2020, "paragraph"),
        ("12万人", None, "span"),
        ("6公里", 2015, "sentence"),
        ("8%", 2021, "sentence"),
    ],
)
def test_the_rule_reads_the_year_of_a_number(number, year, by):
    assert (read_period(TEXT, TEXT.index(number), 2021).year, read_period(TEXT, TEXT.index(number), 2021).by) == (
        year,
        by,
    )


@pytest.mark.parametrize(
    "words", ["由2015年的6公里增加到", "财政收入是2015年的2倍；", "2015年度考核获优，", "比2015年增长5%，"]
)
def test_a_base_year_is_not_the_year_of_what_follows(words):
    text = f"2020年工作回顾\n公路里程{words}9公里。\n"
    assert read_period(text, text.index("9公里"), 2021).year == 2020


def test_the_rule_does_not_guess():
    assert read_period("建成公园3座。\n", 4, 2021).by == "nothing"
    assert read_period("2020年主要工作回顾\n建成公园3座。\n", 16, 2021).year == 2020


PLACES = Asked("苏州和无锡2020年GDP哪个高？", "places", ("苏州市", "无锡市"), (2020,), "地区生产总值", False)


def answer(*rows, citations):
    text = "\n".join(["只有一个数。", "", "| 地方 | 2020年地区生产总值 |", "|---|---|", *rows])
    return {"answered": True, "answer": text, "citations": list(citations)}


def test_numbers_of_the_right_place_and_year_are_right():
    quotes = [cite(1, "a", "地区生产总值1425.7亿元"), cite(2, "b", "地区生产总值1425.7亿元")]
    cells = list(
        read_cells(
            PLACES, answer("| 苏州市 | 1425.7亿元[1] |", "| 无锡市 | 1425.7亿元[2] |", citations=quotes), SOURCES
        )
    )
    assert [(cell.wrong_place, cell.wrong_year, cell.year) for cell in cells] == [(False, False, 2020)] * 2


def test_another_place_and_another_year_are_told():
    swapped = [cite(1, "b", "地区生产总值1425.7亿元")]
    [cell] = read_cells(PLACES, answer("| 苏州市 | 1425.7亿元[1] |", citations=swapped), SOURCES)
    assert cell.wrong_place and not cell.wrong_year
    planned = [cite(1, "a", "地区生产总值增长8%")]
    [cell] = read_cells(PLACES, answer("| 苏州市 | 8%[1] |", citations=planned), SOURCES)
    assert cell.wrong_year and not cell.wrong_place
    # What is cited outside a table is of any place and year that was asked for.
    [cell] = read_cells(PLACES, {"answer": "1425.7亿元[1]", "citations": [cite(1, "c", "1425.7亿元")]}, SOURCES)
    assert not cell.in_table and cell.wrong_year and not cell.wrong_place


def test_each_row_over_years_is_of_its_own_year():
    asked = Asked("苏州2019年和2020年GDP", "years", ("苏州市",), (2019, 2020), "地区生产总值", False)
    quotes = [cite(1, "a", "地区生产总值1425.7亿元")]
    [cell] = read_cells(asked, answer("| 2019年 | 1425.7亿元[1] |", citations=quotes), SOURCES)
    assert cell.wrong_year


def test_everything_is_counted():
    good = answer("| 苏州市 | 1425.7亿元[1] |", citations=[cite(1, "a", "地区生产总值1425.7亿元")])
    wrong = good | {"answer": good["answer"] + "\n（1亿元 + 1亿元 = 3亿元）"}
    elsewhere = Asked("苏州和大同2020年GDP哪个高？", "places", ("苏州市", "大同市"), (2020,), "地区生产总值", False)
    refused = {"answered": False, "answer": "库里没有大同市的报告", "citations": []}
    answers = {PLACES.question: wrong, elsewhere.question: refused}
    tally = measure([PLACES, elsewhere], answers.__getitem__, SOURCES)
    assert dict(tally.answers) == {"tables": 1, "refused": 1}
    assert (tally.missing, tally.named, tally.computations, len(tally.miscomputed)) == (3, 1, 1, 1)
    told = "\n".join(tally.describe())
    assert "of either:        0.00 % (0 of 1;" in told
    assert any(line.startswith("computation: ") for line in tally.list_misses())


def test_questions_are_of_the_library_and_always_the_same():
    sources = [Source(place, year, "") for place in ("苏州市", "无锡市", "南京市") for year in (2019, 2020, 2021)]
    asked = make_comparisons(sources, 40)
    assert asked == make_comparisons(sources, 40)
    assert len({one.question for one in asked}) == 40
    assert {one.kind for one in asked} == {"places", "years"}
    assert all(short(place) in one.question or one.question.isascii() for one in asked for place in one.places)
    assert not any("{" in one.question for one in asked)


def test_reports_are_matched_by_their_words_and_labels_corrected_by_title_and_date():
    text = "title: 池州市政府工作报告\n——2016年1月6日在池州市第三届人民代表大会上\n" + TEXT
    report = make_report(text, "chizhou-2016")
    [(sha, source)] = match_sources([report], [{"place": "沧州市", "year": 2015, "text": f"<p>{text}"}]).items()
    assert (sha, source.place, source.year) == (report.sha256, "池州市", 2016)
    assert match_sources([report], [{"place": "沧州市", "year": 2015, "text": TEXT}]) == {}
