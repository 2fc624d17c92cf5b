import pytest

from corpus.library import make_report
from service.assemble import assemble
from service.evidence.figure_choice import choose_figures
from service.question.question import understand
from service.refusal.fit import fits_question
from service.schemas import AskRequest
from service.settings import Settings
from tests.service.small_report import TEXT, look


def choices_of(service, text):
    question, evidence = look(service, text)
    return question, {TEXT[c.figure.start : c.figure.end]: c for c in choose_figures(question, evidence)}


def test_a_figure_of_another_year_status_unit_or_indicator_does_not_fit(small):
    question, choices = choices_of(small, "2020年GDP是多少亿元？")
    assert fits_question(question, choices["500.5亿元"])
    assert not fits_question(question, choices["4.5%"])
    assert not fits_question(question, choices["7%"])
    assert not fits_question(question, choices["60.5亿元"])
    question, choices = choices_of(small, "今年GDP增长目标是多少？")
    assert fits_question(question, choices["7%"])
    assert not fits_question(question, choices["4.5%"])


def test_an_area_is_no_answer_to_how_many_people():
    question, evidence = look_area()
    best = choose_figures(question, evidence)
    assert all(not fits_question(question, choice) for choice in best if choice.figure.base_unit == "平方公里")


def look_area():
    from corpus.library import make_report
    from service.assemble import assemble
    from service.settings import Settings

    text = TEXT.replace("安平大桥建成通车。", "安平大桥建成通车。市辖区面积扩大到2631平方公里。")
    service = assemble(Settings(_env_file=None), [make_report(text, "jincheng-2021")])
    return look(service, "市辖区人口呢")


def test_money_is_no_number_of_things(small):
    question, evidence = look(small, "全市养了多少匹马，花了60.5亿元？")
    question = understand("全市有多少匹马？", 2021)
    assert question.unit == "个"
    money = next(c for c in choose_figures(question, evidence) if c.figure.unit == "亿元")
    assert not fits_question(question, money)


def test_a_number_that_only_says_which_things_are_meant_answers_nothing():
    text = "晋城市政府工作报告\n一、2020年工作回顾\n投资50亿元以上项目开工3个。城市建设投资达到15亿元以上。\n"
    service = assemble(Settings(_env_file=None), [make_report(text, "jincheng-2021")])
    question, evidence = look(service, "城市建设投资多少亿元？")
    fits = {
        c.figure.value: fits_question(question, c)
        for c in choose_figures(question, evidence)
        if c.figure.unit == "亿元"
    }
    assert fits == {50: False, 15: True}


def test_things_counted_with_at_least_are_no_class():
    text = "晋城市政府工作报告\n一、2021年工作安排\n全力抓好1000个以上重大项目。\n"
    service = assemble(Settings(_env_file=None), [make_report(text, "jincheng-2021")])
    question, evidence = look(service, "全力抓好多少个重大项目？")
    assert fits_question(question, choose_figures(question, evidence)[0])


@pytest.mark.parametrize(
    ("asked", "fits"),
    [
        ("临水核电一期投资多少？", False),
        ("临水核电二期投资多少？", True),
        ("临水核电投资多少？", True),
        ("How much is invested in the first phase of the Linshui nuclear plant?", False),
    ],
)
def test_a_phase_is_not_told_by_another(asked: str, fits: bool):
    text = "晋城市政府工作报告\n一、2020年工作回顾\n临水核电二期投资42.5亿元。\n"
    service = assemble(Settings(_env_file=None), [make_report(text, "jincheng-2021")])
    question, evidence = look(service, asked)
    assert fits_question(question, choose_figures(question, evidence)[0]) is fits


@pytest.mark.parametrize(
    ("asked", "fits"),
    [
        ("郑太高铁的总投资是多少亿？", False),
        ("东环路高铁东站至太行东街段投资多少？", True),
        ("滨湖文旅服务中心要花多少钱？", False),
        ("东环路改造投了多少钱？", True),
    ],
)
def test_what_one_thing_costs_is_not_what_another_does(asked: str, fits: bool):
    text = (
        "晋城市政府工作报告\n一、2020年工作回顾\n郑太高铁建成通车。滨湖文旅服务中心完工。\n"
        "投资9.1亿元，改造东环路高铁东站至太行东街段。\n"
    )
    service = assemble(Settings(_env_file=None), [make_report(text, "jincheng-2021")])
    question, evidence = look(service, asked)
    assert fits_question(question, choose_figures(question, evidence)[0]) is fits


def test_an_amount_a_day_is_an_amount():
    text = "晋城市政府工作报告\n一、2020年工作回顾\n完成截污量2.5万吨/日。\n"
    service = assemble(Settings(_env_file=None), [make_report(text, "jincheng-2021")])
    question, evidence = look(service, "完成截污量多少吨？")
    assert fits_question(question, choose_figures(question, evidence)[0])


def test_a_concentration_is_not_told_by_its_fall(small):
    question, evidence = look(small, "2020年PM2.5是多少微克？")
    assert question.unit == "微克"
    assert not any(fits_question(question, c) for c in choose_figures(question, evidence))


@pytest.mark.parametrize("text", ["水稻收了多少吨？", "小麦产量多少万吨？", "How many tonnes of rice were harvested?"])
def test_a_number_that_shares_its_unit_alone_is_no_answer(built_in, text):
    # The report has tonnes of coke, and of no grain by its name.
    assert not built_in.ask(AskRequest(question=text)).answered
