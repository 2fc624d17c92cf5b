import re

import pytest

from corpus.library import make_report
from service.assemble import assemble
from service.compose.lists import compose_list
from service.schemas import AskRequest
from service.settings import Settings
from tests.service.small_report import TEXT, look


@pytest.mark.parametrize("text", ["四件民生实事是哪些？", "今年要办哪些民生实事？", "列出今年的民生实事"])
def test_a_list_is_told_complete_in_order_and_counted(small, text):
    draft = compose_list(*look(small, text))
    lines = draft.text.splitlines()
    assert lines[0].startswith("共4项")
    for number, (line, words) in enumerate(
        zip(lines[1:], ["幼儿园12所", "老旧小区58个", "公园三座", "停车位5000个"], strict=True), start=1
    ):
        assert line.startswith(f"{number}. ")
        assert words in line


def test_each_member_cites_its_own_words(small):
    draft = compose_list(*look(small, "四件民生实事是哪些？"))
    for line in draft.text.splitlines()[1:]:
        shown, mark = re.fullmatch(r"\d+\. (.*)\[(\d+)\]", line).groups()
        _, start, end = draft.spans[int(mark) - 1]
        assert shown.rstrip("…") in TEXT[start:end]


def test_what_is_not_announced_as_a_list_is_none(small):
    assert compose_list(*look(small, "火箭发射场分别在哪些星球？")) is None


def test_the_heads_below_a_head_are_a_list(built_in, built_in_reading):
    from service.evidence.evidence import select_evidence
    from service.question.question import understand

    question = understand("2021年九个方面的工作是哪些？", 2021, frozenset({"长治市"}))
    evidence = select_evidence(question, built_in.retriever.retrieve(question.expanded, 12), built_in.readings)
    draft = compose_list(question, evidence)
    assert draft.text.startswith("共9项")
    heads = [section.title for section in built_in_reading.outline.sections if section.title.startswith("(")]
    assert [line.split(". ", 1)[1][:10] for line in draft.text.splitlines()[1:]] == [h[:10] for h in heads[-9:]]


PROBLEMS = (
    "阳泉市政府工作报告\n"
    "——2022年2月1日在阳泉市第十六届人民代表大会第二次会议上\n"
    "市长 李小红\n"
    "各位代表：\n"
    "一、2021年工作回顾\n"
    "全市地区生产总值增长9%，新建公园三座。\n"
    "在肯定成绩的同时，我们也清醒地看到，发展中还存在不少困难和问题。产业结构不优，新兴产业规模偏小。"
    "城市管理不够精细，停车秩序较乱。科技创新能力不强。对此，我们一定认真解决。\n"
    "二、2022年工作安排\n"
    "今年地区生产总值增长6%以上，着力解决停车难问题。\n"
)


@pytest.fixture(scope="module")
def frank():
    return assemble(Settings(_env_file=None), [make_report(PROBLEMS, "yangquan-2022")])


@pytest.mark.parametrize("question", ["报告指出发展中存在哪些困难和不足", "政府工作还有哪些短板", "目前存在什么问题"])
def test_all_problems_that_a_report_owns_up_to_are_listed(frank, question):
    answer = frank.ask(AskRequest(question=question)).answer
    assert all(words in answer for words in ("产业结构不优", "城市管理不够精细", "科技创新能力不强"))
    assert "对此" not in answer
    assert "停车难" not in answer


def test_one_problem_that_is_named_is_told_alone(frank):
    answer = frank.ask(AskRequest(question="城市管理存在哪些问题")).answer
    assert "城市管理不够精细" in answer
    assert "科技创新" not in answer


def test_problems_stand_where_a_report_looks_back(frank):
    reading = frank.readings.get("yangquan-2022")
    told = [reading.quote(s.start, s.end) for s, flag in zip(reading.sentences, reading.problems, strict=True) if flag]
    assert told == ["产业结构不优，新兴产业规模偏小。", "城市管理不够精细，停车秩序较乱。", "科技创新能力不强。"]


HEADS = (
    "阳泉市政府工作报告\n各位代表：\n"
    "一、2022年工作安排\n"
    "今年要突出抓好以下两个方面的工作：\n"
    "（一）加快城乡统筹\n"
    "分类推进新城建设。提升东山、西河新城功能，支持南湖新城发展。\n积极推进农村改革。确权到户。\n做好土地整理。整理千亩。\n"
    "（二）办好重大惠民工程\n"
    "让群众更有获得感。\n"
    "实施就业惠民工程。新增岗位三千个。\n实施教育惠民工程。新建学校两所。\n实施安居惠民工程。改造房屋百套。\n"
)


@pytest.fixture(scope="module")
def headed():
    return assemble(Settings(_env_file=None), [make_report(HEADS, "yangquan-2022")])


def test_heads_that_share_what_the_question_calls_them_are_listed(headed):
    answer = headed.ask(AskRequest(question="重大惠民工程都有哪几项？")).answer
    assert all(words in answer for words in ("就业惠民工程", "教育惠民工程", "安居惠民工程"))
    assert "城乡统筹" not in answer


def test_a_question_about_one_head_is_not_answered_with_the_heads_beside_it(headed):
    answer = headed.ask(AskRequest(question="要分类推进的新城有哪几个？")).answer
    assert "东山" in answer
    assert "土地整理" not in answer


def test_a_short_list_that_is_announced_with_its_number_is_found(headed):
    answer = headed.ask(AskRequest(question="今年要抓好哪两个方面的工作？")).answer
    assert "加快城乡统筹" in answer
    assert "办好重大惠民工程" in answer
