import re

import pytest

from corpus.library import Library, read_library
from service.draft import Draft
from service.figures.compare import compare, refuse_other_years
from service.figures.lookup import FigureLookup
from service.question.question import understand
from service.reading.reading import Readings
from service.refusal.refusal import Verdict
from service.schemas import Scope
from tests.service.library import make_library, write_report

LIBRARY = make_library()
LOOKUP = FigureLookup(LIBRARY, None)
READINGS = Readings(LIBRARY, None)


def ask(text, scope=None, library=LIBRARY, lookup=LOOKUP):
    scope = scope or Scope()
    newest = max(report.year for report in library)
    question = understand(text, newest, frozenset(report.place for report in library))
    return compare(question, scope, library, lookup, READINGS)


def table(draft):
    """The cells under the head, without marks, and the quotes that the marks stand for."""
    rows = [line.strip("| ").split(" | ") for line in draft.text.splitlines() if line.startswith("|")][2:]
    quotes = [reading.quote(start, end) for reading, start, end in draft.spans]
    for row in rows:
        for number in re.findall(r"\[(\d+)\]", row[1]):
            value = re.search(r"([\d.]+)(?:%|亿元|左右|以上|万亿元)", row[1])
            assert value and value[1] in quotes[int(number) - 1]
    return [(row[0], re.sub(r"\[\d+\]", "", row[1])) for row in rows]


def cited_reports(draft):
    return [reading.report.id for reading, _, _ in draft.spans]


def test_the_conclusion_comes_first_with_its_sum_and_each_cell_has_its_citation():
    draft = ask("晋城和大同2020年GDP哪个高？")
    assert draft.text.splitlines()[0] == "晋城高：比大同多55.8亿元（1425.7亿元 − 1369.9亿元 = 55.8亿元）。"
    assert table(draft) == [("晋城市", "1425.7亿元"), ("大同市", "1369.9亿元")]
    assert cited_reports(draft) == ["晋城市-2021", "大同市-2021"]
    assert (str(draft.computation.result), draft.computation.unit) == ("55.8", "亿元")


def test_the_lower_one_is_named_when_it_is_asked_for():
    assert ask("晋城和大同2020年GDP哪个低？").text.startswith("大同低：比晋城少55.8亿元")


def test_several_places_are_put_in_order():
    first = ask("晋城、大同、山西省2020年GDP排个序").text.splitlines()[0]
    assert first.index("山西") < first.index("晋城") < first.index("大同")


def test_a_side_that_no_report_tells_is_named_and_never_filled_in():
    draft = ask("晋城、大同和阳泉2020年GDP比较")
    assert table(draft)[2] == ("阳泉市", "报告没有给出")


def test_a_comparison_of_which_no_side_is_told_is_refused_by_name():
    verdict = ask("晋城和大同2022年失业率哪个高")
    assert isinstance(verdict, Verdict) and verdict.reason == "not_in_report"
    assert all(word in verdict.message for word in ("晋城市", "大同市", "2022年", "失业率"))
    assert ask("晋城和大同2022年失业率分别是多少").message == verdict.message
    # What asks for more than places, years and an indicator may be told elsewhere in the reports.
    assert ask("晋城帮扶大同2022年失业率高的村庄发展产业投入多少") is None


def test_places_of_which_there_is_no_report_are_all_named():
    verdict = ask("保定和沧州2020年GDP哪个高")
    assert verdict.reason == "place_not_in_library"
    assert "保定市" in verdict.message and "沧州市" in verdict.message and "晋城市" in verdict.message
    # The province's report may tell of its cities.
    assert ask("吕梁和临汾2020年GDP哪个高") is None


def test_a_side_without_report_is_named():
    verdict = ask("晋城和吕梁2020年GDP哪个高")
    assert isinstance(verdict, Verdict) and verdict.reason == "place_not_in_library"
    assert "吕梁市" in verdict.message and "晋城市" in verdict.message
    draft = ask("晋城、大同和吕梁2020年GDP比较")
    assert table(draft)[2] == ("吕梁市", "库里没有吕梁市的报告")


def test_facts_are_compared_with_facts_and_plans_with_plans():
    facts = ask("晋城和大同2021年GDP增速哪个高")
    assert table(facts) == [("晋城市", "9.6%"), ("大同市", "报告没有给出")]
    plans = ask("晋城和大同2021年GDP增长目标哪个高")
    assert table(plans) == [("晋城市", "8%左右"), ("大同市", "8%以上")]
    assert cited_reports(plans) == ["晋城市-2021", "大同市-2021"]


def test_fact_beside_plan_where_both_are_asked_for():
    draft = ask("晋城2021年GDP增长目标完成了吗")
    assert table(draft) == [("2021年实际", "9.6%"), ("2021年目标", "8%左右")]
    assert draft.text.startswith("实际比目标多1.6个百分点")
    assert cited_reports(draft) == ["晋城市-2022", "晋城市-2021"]


def test_one_place_over_years_leaves_gaps_open():
    draft = ask("晋城市2020年到2023年地区生产总值是多少")
    assert table(draft) == [
        ("2020年", "1425.7亿元"), ("2021年", "1912.1亿元"), ("2022年", "报告没有给出"), ("2023年", "2352.5亿元"),
    ]  # fmt: skip
    assert cited_reports(draft) == ["晋城市-2021", "晋城市-2022", "晋城市-2024"]
    assert "多926.8亿元" in draft.text.splitlines()[0]


def test_all_years_are_those_between_the_first_and_the_last_told():
    assert [name for name, _ in table(ask("晋城市历年GDP"))] == ["2020年", "2021年", "2022年", "2023年"]


def test_the_best_year_is_named():
    assert ask("2020年到2023年晋城哪一年GDP增速最高").text.startswith("2021年最高：9.6%。")


def test_an_average_over_years_is_no_series():
    assert ask("晋城市2020年到2023年GDP年均增长多少") is None


def test_sums_over_places_and_their_limits():
    assert ask("晋城和大同2020年GDP合计多少").text.startswith("合计2795.6亿元")
    verdict = ask("晋城和大同2020年GDP增速加起来是多少")
    assert isinstance(verdict, Verdict) and "基数" in verdict.message


def test_other_languages_are_answered_in_their_own():
    draft = ask("Which had the higher GDP in 2020, Jincheng or Datong?")
    assert draft.text.startswith("Jincheng is higher: 5.58 billion yuan (55.8亿元) more than Datong")
    assert table(draft)[0][1] == "142.57 billion yuan (1425.7亿元)"


@pytest.mark.parametrize(
    "text",
    ["晋城2020年GDP是多少", "山西省晋城市2020年GDP是多少", "晋城和大同的GDP为什么增长", "你好", "晋城和大同哪个更美"],
)
def test_other_questions_are_left_to_others(text):
    assert ask(text) is None


def test_the_scope_narrows():
    assert ask("晋城市历年GDP", Scope(years=[2021])) is None
    assert cited_reports(ask("晋城市历年GDP", Scope(years=[2021, 2022]))) == ["晋城市-2021", "晋城市-2022"]


def test_a_single_report_is_compared_with_nothing_but_says_what_is_missing():
    library = Library(read_library())
    lookup = FigureLookup(library, None)
    verdict = ask("长治和晋城2020年GDP哪个高", library=library, lookup=lookup)
    assert isinstance(verdict, Verdict) and "晋城市" in verdict.message
    assert ask("长治GDP在山西省排第几", library=library, lookup=lookup) is None
    assert not isinstance(ask("2020年GDP比2015年多多少", library=library, lookup=lookup), Draft)


def test_a_fall_is_less_than_a_rise():
    library = Library(
        [
            write_report("晋城市", 2021, "2020年，地区生产总值下降0.9%。"),
            write_report("大同市", 2021, "2020年，地区生产总值增长2.8%。"),
        ]
    )
    question = understand("晋城和大同2020年GDP增速哪个高", 2021, frozenset(["晋城市", "大同市"]))
    draft = compare(question, Scope(), library, FigureLookup(library, None), Readings(library, None))
    assert draft.text.startswith("大同高：比晋城多3.7个百分点（2.8% − (-0.9%) = 3.7个百分点）")
    assert ("晋城市", "-0.9%") in table(draft)


def test_one_year_of_several_is_told_and_the_others_are_named():
    draft = ask("晋城市2020年和2019年一般公共预算收入分别是多少")
    assert table(draft) == [("2019年", "报告没有给出"), ("2020年", "133.6亿元")]
    assert draft.text.startswith("只有2020年有这个数")


def test_what_is_of_other_years_than_those_asked_for_does_not_leave():
    question = understand("晋城市2018年和2019年地区生产总值分别是多少", 2024, frozenset({"晋城市"}))
    other = ask("晋城市2020年到2023年地区生产总值是多少")
    verdict = refuse_other_years(question, other)
    assert verdict.reason == "not_in_report"
    assert all(word in verdict.message for word in ("晋城市", "2018年", "2019年", "地区生产总值"))
    same = understand("晋城市2020年到2023年地区生产总值是多少", 2024, frozenset({"晋城市"}))
    assert refuse_other_years(same, other) is None
    more = understand("晋城市2018年和2019年开展地区生产总值核算的办法是什么", 2024, frozenset({"晋城市"}))
    assert refuse_other_years(more, other) is None
    named = refuse_other_years(question, Verdict("not_in_report", "报告没有给出2018年的数"))
    assert "2018年" in named.message and "2019年" in named.message
    assert refuse_other_years(question, Verdict("year_not_in_library", "")) is None
