import pytest

from tests.service.small_report import ask_report

TEXT = (
    "晋城市政府工作报告\n"
    "一、2020年工作回顾\n"
    "农民种粮积极性空前高涨，粮食总产大幅度增长，实现农业总产值172亿元，增长7.3%。\n"
    "落实各项农业政策直补资金7848万元，降低农业税税率3.97个百分点，充分调动农民种粮。\n"
    "我们也清醒地认识到，还存在不少问题：老旧小区停车难比较突出。群众还有不少烦心事。\n"
    "二、2021年工作安排\n"
    "着力缓解老旧小区停车难，新增公共停车泊位5000个，推广错时共享停车。\n"
)


@pytest.fixture(scope="module")
def ask():
    return ask_report(TEXT)


def test_what_was_done_is_told_before_what_came_of_it(ask):
    assert "直补资金" in ask("市里靠什么办法调动农民种粮积极性？").answer


def test_a_problem_is_no_means(ask):
    answer = ask("老旧小区停车难怎么解决？").answer
    assert "错时共享" in answer and "烦心事" not in answer


def test_how_things_stand_may_be_told_by_numbers(ask):
    assert "172亿元" in ask("农业总产值怎么样？").answer
