import pytest

from corpus.library import Library, read_library
from service.draft import Draft
from service.figures.answer import answer_figure
from service.figures.lookup import FigureLookup
from service.question.question import understand
from service.reading.reading import Readings
from service.refusal.refusal import Verdict
from service.schemas import Scope
from tests.service.library import make_library

LIBRARY = make_library()
LOOKUP = FigureLookup(LIBRARY, None)
READINGS = Readings(LIBRARY, None)


def ask(text, scope=None, library=LIBRARY, lookup=LOOKUP):
    newest = max(report.year for report in library)
    question = understand(text, newest, frozenset(report.place for report in library))
    return answer_figure(question, scope or Scope(), library, lookup, READINGS)


@pytest.mark.parametrize(
    "text, value, report",
    [
        ("晋城2020年GDP是多少？", "1425.7亿元", "晋城市-2021"),
        ("晋城2021年GDP是多少？", "1912.1亿元", "晋城市-2022"),
        ("晋城市2021年地区生产总值增速是多少？", "9.6%", "晋城市-2022"),
        ("晋城市2021年GDP增长目标是多少？", "8%", "晋城市-2021"),
        ("晋城2022年GDP目标是多少？", "7%", "晋城市-2022"),
        ("What was Jincheng's GDP in 2023?", "2352.5亿元", "晋城市-2024"),
    ],
)
def test_the_report_that_covers_the_year_answers(text, value, report):
    draft = ask(text)
    assert isinstance(draft, Draft) and value in draft.text
    assert [reading.report.id for reading, _, _ in draft.spans] == [report]
    assert len(draft.figures) == 1


def test_a_plan_never_answers_for_what_came_of_it():
    verdict = ask("晋城2022年GDP是多少？")
    assert isinstance(verdict, Verdict)
    assert "2022年实际" in verdict.message and "增长7%左右（目标）" in verdict.message


@pytest.mark.parametrize(
    "text",
    ["晋城2020年城区GDP是多少", "晋城2020到2023年GDP", "大同2020年GDP是多少", "晋城GDP是多少", "晋城2020年GDP为何增长",
     "晋城2020年GDP排第几", "晋城2020年常住人口"],
)  # fmt: skip
def test_what_is_not_as_simple_is_left_to_the_evidence(text):
    assert ask(text) is None


def test_one_report_is_left_to_the_evidence():
    library = Library(read_library())
    assert ask("长治2020年GDP是多少", library=library, lookup=FigureLookup(library, None)) is None
