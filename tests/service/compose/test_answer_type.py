"""What a sentence must hold to answer: a day, a county, names, a place told in words."""

import pytest

from corpus.library import make_report
from service.assemble import assemble
from service.schemas import AskRequest
from service.settings import Settings
from tests.service.small_report import ask_report

TEXT = (
    "晋城市政府工作报告\n——2021年2月1日在晋城市第五届人民代表大会第六次会议上\n各位代表：\n一、2020年工作回顾\n"
    "实施城市更新，打通断头路2条，新建管网64公里，失业率下降1.2个百分点、降到2.1%、低于全省0.4个百分点。\n"
    "建成滨河、东山2处湿地。晋师一号遥感卫星成功发射。安平大桥10月1日建成通车。\n"
    "成功举办市第十二届运动会。泽州县、高平县摘帽脱贫。\n"
    "引进东华银行、西岳银行等6家金融机构。泽州县柳村入选重点村镇，高平县石村被评为最美乡村，阳城县3个村进入名录。\n"
    "国企改革三年行动收官，晋钢集团与国盛集团实现联合重组。地铁2号线、3号线加快建设。\n"
    "生产总值达到500亿元，增长6%，在全省11个市中由第8位上升到第5位。中欧投资合作第七轮会谈在晋城举行。\n"
    "1人当选中国科学院院士，新增国家级平台2家。新增三甲医院1家、三级医院3家。连续五年未发生重大安全事故。\n"
    "完成交通投资90亿元，是“十二五”的2.5倍，水利投资30亿元。\n"
    "城市品质实施“六大行动”，环境整治新增设备31台。重建三年任务两年基本完成。中小学生每天锻炼一小时。\n"
    "新型农村合作医疗扩大到600个县，惠及1.5亿农民。\n"
    "开工建设保障性住房1.3万套，配租配售8000套。\n"
    "创新平台新增20家，达到300家。全国唯一的人参气象服务中心落户泽州。\n"
    "“十三五”规划的12条高速公路全部开工；晋汾高铁通车，晋韩高铁加快推进；机场航线增至9条。\n"
    "二、2021年工作安排\n今年，中央财政用于“三农”的投入安排980亿元，比上年增加130亿元。\n"
    "引进省外2000万元以上项目资金379亿元。\n"
)


@pytest.fixture(scope="module")
def ask():
    return ask_report(TEXT)


@pytest.fixture(scope="module")
def ask_surely():
    service = assemble(Settings(_env_file=None), [make_report(TEXT, "jincheng-2021")])
    return lambda question: service.ask(AskRequest(question=question))


@pytest.mark.parametrize(
    "text",
    [
        "打通的那两条断头路叫什么名字？",
        "当选中国科学院院士的是谁？",
        "新评上的那家三甲医院叫什么名字？",
        "晋师一号卫星是哪天发射的？",
        "晋韩高铁哪一年能通车？",
        "市第十二届运动会在哪个县举办？",
        "晋钢集团与国盛集团重组以后，国盛有多少股份？",
        "地铁3号线一天能运多少客人？",
        "引进的6家金融机构，除了东华银行和西岳银行，另外四家是谁？",
        "安平大桥的设计者是谁？",
        "断头路打通在哪个区？",
        "引进的那6家金融机构叫什么名字？",
        "晋钢集团与国盛集团重组的合同金额有多大？",
        "保障性住房1.3万套里面，东山有几亩？",
        "东山湿地要搬到哪里去？",
        "生产总值增速比全国高多少？",
        "引进的6家金融机构平均每家利润多少？",
        "生产总值比临汾少多少亿元？",
        "引进省外项目资金实际到位多少亿元？",
        "新农合扩大到的600个县里，属于西部的有几个？",
    ],
)
def test_a_sentence_without_the_name_the_day_or_the_number_is_no_answer(ask_surely, text):
    assert not ask_surely(text).answered


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("建成的那两处湿地叫什么名字？", "滨河、东山"),
        ("安平大桥是哪天通车的？", "10月1日"),
        ("哪个县摘帽脱贫了？", "泽州县"),
        ("经济总量在全省的名次从第几升到第几？", "由第8位上升到第5位"),
        ("中欧投资合作是第几轮会谈放在晋城？", "第七轮"),
        ("交通投资是上一个五年的多少倍？", "2.5倍"),
        ("重建任务原定三年，实际多久完成的？", "两年"),
        ("中小学生每天锻炼多久？", "一小时"),
        ("城市品质要搞几大行动？", "六大行动"),
        ("保障性住房配租配售几套？", "8000套"),
        ("创新平台一共有多少家？", "300家"),
        ("失业率比全省低多少？", "低于全省0.4个百分点"),
        ("去年创新平台新增多少家？", "20家"),
        ("中央财政今年给“三农”的投入，比去年多出多少？", "130亿元"),
        ("引进省外项目资金多少亿元？", "379亿元"),
    ],
)
def test_what_is_told_is_answered(ask, text, held):
    response = ask(text)
    assert response.answered
    assert held in response.answer


def test_the_one_clause_that_names_it_is_the_answer(ask):
    assert ask("最美乡村评上的是哪个村？").answer.startswith("高平县石村被评为最美乡村[1]")


def test_what_never_happened_has_no_members(ask):
    response = ask("去年那起重大安全事故追究了哪些人的责任？")
    assert not response.answered
    assert response.refusal.reason == "false_premise"


def test_a_county_may_be_told_by_its_short_name(ask_surely):
    assert "泽州" in ask_surely("人参气象服务中心落在哪个县？").answer
