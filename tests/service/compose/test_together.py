import pytest

from service.compose.means import asks_means
from service.question.question import understand
from tests.service.small_report import ask_report

TEXT = (
    "晋城市政府工作报告\n"
    "一、2020年工作回顾\n"
    "开展促消费活动300场，通过发放消费券拉动消费，限额以上零售额增长8%。\n"
    "发放住房公积金贷款14亿元，4万户家庭改善住房条件。整治弃管楼院31万平方米。\n"
    "二、2021年工作安排\n"
    "做足聚链文章，发挥石墨产业独有优势，让产业跨越式聚集成长。"
    "加快年产200万吨绿色矿山、年产20万吨石墨精粉等项目建设，夯实石墨产业根基。"
    "依托石墨高温提纯技术的独有优势，吸引石墨产业下游配套项目加快落地。"
    "以本地骨干企业为龙头，集聚石墨产业链条，加快发展高纯石墨、核级石墨等产品。\n"
    "办好12所职业学校，新建公办幼儿园12所。加快体育中心、文化中心等8个重大场馆建设。\n"
    "推进住房租赁市场培育，新增住房补贴家庭1万户，改善住房困难户条件。"
    "加快实施20个老旧小区的住房维修工程，改善住房物业服务。更新公交车辆111台，加快建设3处停车场。\n"
    "培育消费热点。大力发展数字消费，提振汽车消费。\n"
)


@pytest.fixture(scope="module")
def ask():
    return ask_report(TEXT)


def test_measures_of_one_paragraph_are_told_together_in_order(ask):
    answer = ask("2021年怎样把石墨产业越聚越大？")
    places = [answer.answer.find(words) for words in ("石墨精粉", "提纯技术", "骨干企业")]
    assert min(places) >= 0 and places == sorted(places)
    assert "幼儿园" not in answer.answer
    assert len(answer.citations) > 2


def test_a_list_of_measures_is_told_so_too(ask):
    answer = ask("2021年聚石墨产业链条有哪些实招？").answer
    assert all(words in answer for words in ("石墨精粉", "提纯技术", "骨干企业"))


def test_a_plan_is_told_where_a_plan_is_asked_for(ask):
    answer = ask("住房困难户的条件，2021年怎么改善？").answer
    assert "住房租赁" in answer and "14亿元" not in answer


def test_what_was_done_is_told_where_that_is_asked_for(ask):
    assert "消费券" in ask("2020年用什么办法把消费带起来的？").answer


def test_why_something_went_wrong_is_no_question_for_measures():
    asked = [understand(text, 2021) for text in ("工程怎么没能按时完工？", "转型难在什么地方？", "怎么改善住房？")]
    assert [asks_means(question) for question in asked] == [False, False, True]
