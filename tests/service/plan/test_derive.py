"""Numbers that a report leaves out and yet gives away."""

import pytest

from tests.service.small_report import ask_report


@pytest.fixture(scope="module")
def ask():
    return ask_report(
        "晋城市政府工作报告\n——2021年2月1日在晋城市第五届人民代表大会第六次会议上\n各位代表：\n一、2020年工作回顾\n"
        "市区空气质量优良天数达280天，增加12天。城镇化率达到61%，较2016年提高5个百分点。\n"
        "新增高新技术企业63家，总数达276家。省级创新平台新增20家，达300家。一般公共预算收入60亿元，增长5%。\n"
        "全市流转耕地面积40万亩，占总面积的50%。\n"
        "省级督察组交办群众举报400件，已办结380件。\n"
        "森林覆盖率达到45%。办理督察反馈问题120个，其余6个按进度推进。50个重点项目完成投资66亿元，投资完成率达120%。\n"
        "五年来，森林覆盖率提高4.5个百分点。\n"
        "全市列全国第1位的产品有40项，其中12项产品列全球第1位。\n"
        "人均预期寿命达到75岁。招商引资到位资金248亿元，增长24%。\n"
        "火灾事故起数、道路交通事故起数分别下降50%、35%。有进出口实绩的企业达242家。\n"
        "财政收入占地区生产总值的比重达13.5%，提高0.5个百分点，税收占财政收入的比重达71.5%，提高3.5个百分点。\n"
        "三次产业比由13:36:51调整为12:34:54。\n"
        "二、2021年工作安排\n今年城镇化率达到62%。高新技术企业达到300家。人均预期寿命再提高1.5岁。\n"
    )


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("2019年市区空气质量优良天数是多少天？", "268天"),
        ("2016年城镇化率是多少？", "56%"),
        ("2019年省级创新平台有多少家？", "280家"),
        ("流转的耕地占了一半，那耕地总共有多少万亩？", "80万亩"),
        ("省级督察组交办的群众举报，办结率是多少？", "95%"),
        ("按五年提高的幅度倒推，2015年森林覆盖率是多少？", "40.5%"),
        ("督察反馈的问题总共多少个？", "126个"),
        ("新增之前有几家省级创新平台？", "280家"),
        ("2019年底有多少家高新技术企业？用2020年的数减一下", "213家"),
        ("50个重点项目完成投资66亿元，按完成率反推，原计划投多少？", "55亿元"),
        ("40项全国第一的产品里，全球第一的占比是多少？", "30%"),
        ("高新技术企业今年的目标比去年年底多几家？", "24家"),
        ("如果目标实现，2021年人均预期寿命会到多少岁？", "76.5岁"),
        ("2019年招商引资到位资金大约多少亿元？（用2020年的数和增速往回算）", "200亿元"),
        ("2019年税收占财政收入的比重是多少？", "68%"),
        ("第三产业占比比调整前高了几个百分点？", "3个百分点"),
    ],
)
def test_numbers_are_worked_out_from_what_is_told(ask, question, answer):
    response = ask(question)
    assert response.answered
    assert answer in response.answer
    assert response.computation is not None


@pytest.mark.parametrize(
    "question",
    [
        "2018年市区空气质量优良天数是多少天？",
        "2019年一般公共预算收入是多少？",
        "2017年城镇化率是多少？",
    ],
)
def test_other_years_stay_unknown(ask, question):
    response = ask(question)
    assert not response.answered


def test_a_level_is_not_by_how_much_it_is_more_than_the_year_before(ask):
    assert not ask("有进出口实绩的企业2020年比2019年增加了几家？").answered


def test_the_fall_that_is_told_is_not_worked_out_from_two_rates_of_one_year(ask):
    response = ask("火灾事故比上年少了多少？")
    assert response.answer.startswith("50%")
    assert response.computation is None
