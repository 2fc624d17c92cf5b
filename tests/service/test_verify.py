from hypothesis import given
from hypothesis import strategies as st
from structlog.testing import capture_logs

from corpus.library import Library
from service.schemas import Citation
from service.verify import drop_false_citations
from tests.service.small_report import REPORT, TEXT

LIBRARY = Library([REPORT])


def cite(start, end, /, **changes):
    fields = {
        "number": 1,
        "report_id": REPORT.id,
        "title": REPORT.title,
        "place": REPORT.place,
        "year": REPORT.year,
        "section": [],
        "start": start,
        "end": end,
        "quote": TEXT[start:end],
        "sha256": REPORT.sha256,
    }
    return Citation(**(fields | changes))


@given(start=st.integers(0, len(TEXT) - 1), length=st.integers(1, 50))
def test_a_citation_that_holds_stays_as_it_is(start, length):
    citation = cite(start, min(start + length, len(TEXT)))
    assert drop_false_citations([citation], LIBRARY) == [citation]


@given(start=st.integers(0, len(TEXT) - 2), length=st.integers(1, 50), shift=st.integers(-5, 5))
def test_a_quote_that_stands_elsewhere_is_dropped(start, length, shift):
    end = min(start + length, len(TEXT))
    moved = cite(start, end, start=max(0, start + shift), end=end + shift)
    stays = TEXT[moved.start : moved.end] == moved.quote
    with capture_logs() as lines:
        kept = drop_false_citations([moved], LIBRARY)
    assert kept == ([moved] if stays else [])
    assert [line["event"] for line in lines] == ([] if stays else ["citation_dropped"])


def test_an_altered_quote_another_text_and_an_empty_span_are_dropped():
    false = [cite(0, 5, quote="晋城市政"), cite(0, 5, sha256="0" * 64), cite(5, 5), cite(0, 5, quote="晋城市政符")]
    right = cite(0, 5, number=9)
    assert drop_false_citations([*false, right], LIBRARY) == [right]
