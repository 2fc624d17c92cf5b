import re
from decimal import Decimal
from types import SimpleNamespace

import pytest

from corpus.library import make_report, read_library
from corpus.outline import outline_report
from service.compose.subset import compose_subset
from service.draft import Draft
from service.question.question import understand
from service.reading.reading import Reading
from service.refusal.refusal import Verdict


def read(report):
    return Reading(report, outline_report(report.text), None)


CHANGZHI = read(next(iter(read_library())))
LISTED = read(
    make_report(
        "晋城市政府工作报告\n——2021年1月10日在晋城市第七届人民代表大会第一次会议上\n各位代表：\n二、2021年工作安排\n"
        "今年实施一批交通工程。(1)投资2亿元,改造东大街,6月底建成通车。(2)投资3.5亿元,新建西环路,8月底建成通车。"
        "(3)改造北大桥,8月底建成通车。(4)投资1.25亿元,拓宽南路,年底前建成。\n",
        "jincheng-2021",
    )
)


def ask(text, reading=CHANGZHI):
    question = understand(text, reading.report.year, frozenset([reading.report.place]))
    return compose_subset(question, [SimpleNamespace(reading=reading)])


def result(text, reading=CHANGZHI):
    draft = ask(text, reading)
    assert isinstance(draft, Draft)
    marks = {int(n) for n in re.findall(r"\[(\d+)\]", draft.text)}
    assert marks == set(range(1, len(draft.spans) + 1))
    quotes = [own.quote(start, end) for own, start, end in draft.spans]
    for figure, own, number in draft.figures:
        assert own.quote(figure.start, figure.end) in quotes[number - 1]
    return draft.computation and (draft.computation.result, draft.computation.unit)


def test_works_by_their_date():
    assert result("7月底建成通车的工程总投资多少？") == (Decimal("42.5"), "亿元")
    assert result("How much investment in total do the road works that open by the end of July have?") == (
        Decimal("42.5"), "亿元",
    )  # fmt: skip


def test_before_a_month_means_the_months_before_it_too():
    assert result("8月底前建成通车的工程总投资多少？", LISTED) == (Decimal("5.5"), "亿元")


def test_works_are_counted_and_shown():
    draft = ask("8月底建成通车的有几项工程？", LISTED)
    assert draft.text.splitlines()[0] == "共2项：" and "北大桥" in draft.text and "东大街" not in draft.text


def test_parallel_sentences_by_their_number():
    assert result("八个新兴产业集群2021年计划投资加起来多少？") == (Decimal(178), "亿元")


def test_two_sums_are_told_when_two_are_asked_for():
    lines = ask("八个产业集群一共多少个项目、总投资多少？").text.splitlines()
    assert any("合计178亿元" in line for line in lines) and any("合计148个" in line for line in lines)


def test_named_members_and_no_others():
    assert result("半导体光电、信创和氢能三个集群合计完成投资多少亿元？") == (Decimal(63), "亿元")


def test_two_figures_of_one_sentence_by_their_names():
    assert result("代表建议跟委员提案五年总共办了多少件？") == (Decimal(2722), "件")
    assert result("五年来城镇新增就业和农村转移劳动力一共多少万人") == (Decimal("44.9"), "万人")


def test_members_that_share_one_number_count_each():
    assert result("新材料、半导体光电和装备制造2025年产值合计多少") == (Decimal(800), "亿元")


def test_the_members_that_have_a_number_by_how_many_there_are():
    assert result("主城区工程里写明投资额的六项，总额多少亿元？") == (Decimal(65), "亿元")


@pytest.mark.parametrize(
    "text, reason",
    [
        ("GDP增速和财政收入增速加起来多少", "基数"),
        ("GDP和常住人口加起来是多少", "单位不同"),
        ("What is the sum of the GDP growth rate and the fiscal revenue growth rate?", "base"),
    ],
)
def test_impossible_sums_are_refused_with_the_reason(text, reason):
    verdict = ask(text)
    assert isinstance(verdict, Verdict) and reason in verdict.message


@pytest.mark.parametrize(
    "text",
    ["2020年GDP是多少？", "七个产业集群投资加起来多少", "为何投资总额增长",
     "有哪些工程", "项目总投资多少"],
)  # fmt: skip
def test_where_nothing_tells_the_members_nothing_is_added_up(text):
    assert ask(text) is None
