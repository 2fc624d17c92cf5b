import pytest

from service.refusal.premise import (
    answers_no,
    asks_if_done,
    contradicts,
    denies,
    find_denial,
    names_other,
    tells_done,
    tells_ended,
)
from tests.service.small_report import look

PAIRS = [
    ("PM2.5浓度为什么上升？", "PM2.5平均浓度下降12%", True),
    ("财政收入为什么下降？", "一般公共预算收入增长5%", True),
    ("Why did revenue fall?", "一般公共预算收入增长5%", True),
    ("PM2.5浓度下降了多少？", "PM2.5平均浓度下降12%", False),
    ("财政收入增长了多少？", "一般公共预算收入增长5%", False),
    ("财政收入是多少？", "一般公共预算收入增长5%", False),
    ("财政收入为什么下降？", "一般公共预算收入达到60亿元", False),
    ("为什么增长？", "有的上升，有的下降", False),
]


@pytest.mark.parametrize(("question", "clause", "expected"), PAIRS)
def test_only_words_of_the_other_direction_contradict(question, clause, expected):
    assert contradicts(question, clause) is expected


@pytest.mark.parametrize(
    ("question", "clause", "no"),
    [
        ("大桥建成了吗？", "安平大桥建成通车", False),
        ("大桥建成了吗？", "加快推进安平大桥建设", True),
        ("大桥建成了吗？", "安平大桥尚未开工", True),
        ("新机场动工了没有？", "新机场预选场址初步确定", True),
        ("新机场动工了没有？", "新机场开工建设", False),
        ("绕城公路已经动工了吧？", "绕城公路前期工作全部完成，已具备征迁条件", True),
        ("新机场动工了没有？", "新机场正在加快建设", False),
        ("高铁开始修了吗？", "高铁等项目前期工作加快推进", True),
        ("民营银行是不是已经开业了？", "申报设立民营银行取得积极进展", True),
        ("地铁延长线现在能坐吗？", "地铁延长线全线“电通”", True),
        ("医院搬到新址了没？", "新院初步具备搬迁条件", True),
        ("医院搬到新址了没？", "完成医院搬迁", False),
        ("财政收入下降了吗？", "一般公共预算收入增长5%", True),
        ("财政收入增长了吗？", "一般公共预算收入增长5%", False),
    ],
)
def test_yes_or_no(question, clause, no):
    assert answers_no(question, clause) is no


@pytest.mark.parametrize(
    ("question", "clause"),
    [
        ("去年那起重大安全生产事故是什么原因造成的？", "全年未发生重大及以上生产安全事故"),
        ("GDP增速为什么能超过年初目标？", "地区生产总值等三项指标未能完成人代会确定的目标"),
    ],
)
def test_what_never_came_about_has_no_reason(question, clause):
    assert denies(question, clause)


@pytest.mark.parametrize(
    ("question", "clause"),
    [("为什么没有发生事故？", "全年未发生重大事故"), ("为什么没能完成目标？", "三项指标未能完成目标")],
)
def test_what_the_question_knows_did_not_happen_is_not_denied(question, clause):
    assert not denies(question, clause)


def test_a_rise_denies_the_question_for_the_reason_of_a_fall(small):
    question, evidence = look(small, "2020年GDP为什么下降了？")
    assert find_denial(question, evidence)
    assert find_denial(*look(small, "2020年GDP为什么增长了？")) is None


@pytest.mark.parametrize(
    ("question", "clause", "other"),
    [
        ("敦煌文博会是第五届吗", "高水准举办第六届敦煌文博会", True),
        ("轨道交通3号线哪年开通", "轨道交通1号线、2号线一期通车", True),
        ("轨道交通2号线哪年开通", "轨道交通1、2号线一期通车", False),
        ("第四中学投资多少", "投资1.14亿元的第四中学", False),
        ("修了几条路", "新建第一中学", False),
        ("新城三期规划面积多大？", "新城一期6平方公里", True),
        ("“十四五”期间新增几个？", "五年期内新增3个", False),
    ],
)
def test_a_name_with_another_number_is_another_name(question, clause, other):
    assert names_other(question, clause) is other


@pytest.mark.parametrize(
    ("question", "done"), [("公园已经设立了吗？", True), ("大桥建好了没", True), ("要建大桥吗？", False)]
)
def test_whether_something_is_done_is_asked(question, done):
    assert asks_if_done(question) is done


@pytest.mark.parametrize(("clause", "done"), [("已建成5座", True), ("推动公园设立", False), ("加快建设大桥", False)])
def test_a_plan_may_tell_what_is_done(clause, done):
    assert tells_done(clause) is done


def test_what_was_done_away_with_is_no_more():
    assert tells_ended("买药还会被加价吗？", "公立医院改革顺利推进，全部取消药品加成")
    assert not tells_ended("药品加成取消了吗？", "全部取消药品加成")


def test_another_place_denies_the_question_for_the_reason_of_the_place_taken(small):
    assert "第三" in find_denial(*look(small, "2020年GDP为什么排到全省第五？"))
    assert find_denial(*look(small, "2020年GDP为什么排到全省第三？")) is None
    # What is told is the place of the level, not of the growth.
    assert find_denial(*look(small, "2020年GDP增速为什么排到全省第五？")) is None


def test_early_denies_late_and_late_early():
    assert contradicts("大港为什么比计划晚了几年建成？", "提前五年建成亿吨大港")
    assert contradicts("大桥为什么提前通车？", "大桥因洪水推迟通车")
    assert not contradicts("大港提前几年建成？", "提前五年建成亿吨大港")
