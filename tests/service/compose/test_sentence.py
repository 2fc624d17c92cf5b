import pytest

from tests.service.small_report import ask_report

TEXT = (
    "晋城市政府工作报告\n"
    "一、2020年工作回顾\n"
    "推进创建卫生强市，新改扩建医院18家，新增三甲医院1家、三级医院3家，成立医联体11个。\n"
    "近年来，城市管理仍是薄弱环节，与经济发展不相协调。因此，从今年起用三年时间，大力加强城市环境管理。\n"
    "我们也清醒地认识到，工作中还存在很多不足：企业融资难、用地难、用工难比较突出。民生领域还有短板。\n"
    "一是经济下行压力仍然较大。受疫情冲击、投资放缓等影响，经济形势依然复杂严峻。\n"
    "二、2021年工作安排\n"
    "今年主要预期目标为：地区生产总值增长6.5%，固定资产投资增长7%，城镇登记失业率控制在3.5%以内。"
    "上述指标有保有升，兼顾了当下与长远，为生态保护腾出了空间。\n"
    "着力解决企业用地难问题，实施弹性年期出让、先租后让等多种土地使用机制，完善差别化政策。\n"
)


@pytest.fixture(scope="module")
def ask():
    return ask_report(TEXT)


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("为什么要用三年时间大力加强城市环境管理？", "薄弱环节"),
        ("今年的增长指标这么定是出于什么考虑？", "兼顾了当下与长远"),
        ("企业用地难怎么解决？", "先租后让"),
        ("为什么经济下行压力仍然较大？", "投资放缓"),
    ],
)
def test_the_reason_and_the_means_are_told(ask, text, held):
    assert held in ask(text).answer


def test_a_problem_owned_up_to_is_no_means_against_it(ask):
    assert "用工难" not in ask("企业用地难怎么解决？").answer


def test_a_name_is_not_told_by_a_number(ask):
    assert not ask("新评上的那家三甲医院叫什么名字？").answered
