import pytest

from corpus.library import make_report
from service.assemble import assemble
from service.compose.shorthand import compose_shorthand
from service.settings import Settings
from tests.service.small_report import ask_report, look

TEXT = (
    "阳泉市政府工作报告\n各位代表：\n"
    "一、2021年工作回顾\n"
    "治水实施了三大战役。三大战役是：桃河治理攻坚战，安排项目19个；温河治理歼灭战，安排项目13个；岔口治理阻击战。\n"
    "轨道产业重在推动国铁、城轨、磁浮、智轨“四轨一体”发展，打造研发中心。\n"
    "实施就业“五送”活动，办好实事。着力打造“五城四基地”，发展工业。\n"
    "“五城”即轨道城、航空城、汽车城、服饰城、陶瓷城；“四基地”即材料基地、能源基地、医药基地、信息基地。\n"
    "继续办好四件民生实事：改造老旧小区；新建学校2所；建设公交首末站；扩建水厂。\n"
    "三大产业集群：即以东县为主的蜜橘产业集群及甲鱼产业集群、以西县为主的白莲产业集群。\n"
    "实施就业“五送”活动，办好实事。\n"
    "二、2022年工作安排\n"
    "构建“123”产业体系，促进升级。\n"
    "深度开发生态旅游“1个主业”。叫响品牌。\n做大森林食品、北药“2个特色产业”。建好基地。\n"
    "改造矿山、木材、能源“3个传统产业”。延长链条。\n"
)


@pytest.fixture(scope="module")
def compose():
    service = assemble(Settings(_env_file=None), [make_report(TEXT, "yangquan-2022")])
    return lambda text: compose_shorthand(*look(service, text, 2022, "阳泉市"))


@pytest.mark.parametrize(
    ("question", "members"),
    [
        ("“三大战役”分别叫什么？", ["桃河治理攻坚战", "温河治理歼灭战", "岔口治理阻击战"]),
        ("三大战役是哪三个？", ["桃河治理攻坚战", "岔口治理阻击战"]),
        ("“四轨一体”的四轨是哪四种？", ["国铁", "城轨", "磁浮", "智轨"]),
        ("“五城”是哪五城？", ["轨道城", "陶瓷城"]),
        ("“五城”“四基地”各是哪几个？", ["轨道城", "陶瓷城", "材料基地", "信息基地"]),
        ("四件民生实事都有哪些？", ["老旧小区", "扩建水厂"]),
        ("三大产业集群是哪三个？", ["蜜橘", "甲鱼", "白莲"]),
        ("“123”产业体系里的1、2、3各指哪些产业？", ["1个主业", "北药", "能源“3个传统产业”"]),
    ],
)
def test_members_beside_a_shorthand_are_told(compose, question, members):
    draft = compose(question)
    assert all(member in draft.text for member in members)
    for reading, start, end in draft.spans:
        assert reading.quote(start, end) in draft.text


@pytest.mark.parametrize("question", ["就业“五送”是哪五送？", "“1234”产业体系指哪些？", "GDP增长多少？"])
def test_a_shorthand_without_members_beside_it_gives_none(compose, question):
    assert compose(question) is None


def test_a_shorthand_is_explained_in_other_languages():
    answer = ask_report(TEXT)('Yangquan talks about building five industrial "cities". Which five?').answer
    assert "轨道城、航空城、汽车城、服饰城、陶瓷城" in answer
    assert "材料基地" not in answer
