import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import ReportNotFoundError
from corpus.library import Library, make_report
from service.reading.reading import Readings
from tests.evidence_fakes import TABLE

ENDS = st.integers(0, 19_000)


def test_sentences_hold_their_words_without_white_space_around_them(built_in_reading):
    for sentence in built_in_reading.sentences:
        words = built_in_reading.quote(sentence.start, sentence.end)
        assert words == words.strip() != ""
    starts = [sentence.start for sentence in built_in_reading.sentences]
    assert starts == sorted(starts)


def test_the_title_lines_come_first(built_in_reading):
    titles = "".join(
        built_in_reading.quote(built_in_reading.sentences[row].start, built_in_reading.sentences[row].end)
        for row in built_in_reading.title_rows
    )
    assert "杨勤荣" in titles
    assert "2021年2月23日" in titles


@given(start=ENDS, length=st.integers(0, 2000))
def test_rows_and_figures_within_a_span_are_those_that_begin_in_it(built_in_reading, start, length):
    end = start + length
    rows = built_in_reading.rows_within(start, end)
    assert list(rows) == [row for row, s in enumerate(built_in_reading.sentences) if start <= s.start < end]
    figures = built_in_reading.figures_within(start, end)
    assert figures == tuple(f for f in built_in_reading.figures if start <= f.start < end)


@given(position=ENDS)
def test_the_sentence_at_a_position_is_the_last_that_begins_there_or_before(built_in_reading, position):
    found = built_in_reading.sentence_at(position)
    before = [s for s in built_in_reading.sentences if s.start <= position]
    assert found == (before[-1] if before else built_in_reading.sentences[0])


@given(position=ENDS)
def test_the_path_at_a_position_is_its_paragraphs(built_in_reading, position):
    path = built_in_reading.path_at(position)
    inside = [p for p in built_in_reading.outline.paragraphs if p.start <= position < p.end]
    assert path == (built_in_reading.outline.path(inside[0].section) if inside else ())


def test_every_figure_of_an_indicator_stands_in_one_of_its_rows(built_in_reading):
    rows = built_in_reading.rows_of("地区生产总值")
    assert rows == sorted(set(rows))
    spans = [(built_in_reading.sentences[row].start, built_in_reading.sentences[row].end) for row in rows]
    for figure in built_in_reading.figures:
        if figure.indicator == "地区生产总值":
            assert any(start <= figure.start < end for start, end in spans)


def test_every_figure_stands_in_its_clause_and_its_clause_in_one_paragraph(built_in_reading):
    paragraphs = built_in_reading.outline.paragraphs
    assert len(built_in_reading.figures) > 200
    for figure in built_in_reading.figures:
        assert figure.clause_start <= figure.start < figure.end <= figure.clause_end
        assert any(p.start <= figure.clause_start and figure.clause_end <= p.end for p in paragraphs)


def make_readings(count, size):
    reports = [
        make_report(f"某市政府工作报告\n一、第{number}部分\n粮食产量150万吨。\n", f"r{number}")
        for number in range(count)
    ]
    return Readings(Library(reports), TABLE, size)


def test_a_report_is_read_once():
    readings = make_readings(1, 4)
    assert readings.get("r0") is readings.get("r0")


def test_the_least_recently_used_goes_when_there_are_too_many():
    readings = make_readings(3, 2)
    first, second = readings.get("r0"), readings.get("r1")
    assert readings.get("r0") is first
    readings.get("r2")
    assert readings.get("r0") is first
    assert readings.get("r1") is not second


def test_an_unknown_report_is_told():
    with pytest.raises(ReportNotFoundError, match="nowhere"):
        make_readings(1, 2).get("nowhere")


def test_threads_share_one_reading():
    readings = make_readings(1, 2)
    found = []
    threads = [threading.Thread(target=lambda: found.append(readings.get("r0"))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({id(reading) for reading in found}) == 1


def test_sentences_with_words_are_found_by_their_normal_form(built_in_reading):
    rows = built_in_reading.sentences_with("长北干线")
    assert [
        ("长北干线" in built_in_reading.quote(s.start, s.end))
        for s in map(built_in_reading.sentences.__getitem__, rows)
    ]
    assert (
        len(rows) == 1 and built_in_reading.sentences_with("鲸鱼").size == 0 == built_in_reading.sentences_with("").size
    )
