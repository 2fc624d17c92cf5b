import pytest

from service.compose.list_words import find_stages
from tests.service.small_report import ask_report

TEXT = (
    "阳泉市政府工作报告\n各位代表：\n一、2021年工作回顾\n"
    "2021年，推进产业项目，飞龙电池、大同药业、安平重工等项目建成投产，红光农机、蓝天化工、青山水泥等项目扎实推进。\n"
    "二、2022年工作安排\n今年，生产总值增长7%。\n"
)


@pytest.mark.parametrize(
    ("text", "stages"),
    [("新开工的数据中心", {"begun"}), ("项目建成投产", {"done"}), ("项目扎实推进", {"under_way"}), ("大项目", set())],
)
def test_words_tell_how_far_works_are(text, stages):
    assert find_stages(text) == stages


def test_only_members_that_are_as_far_as_asked_are_told():
    answer = ask_report(TEXT)("2021年已经投产的项目有哪些？不要还在建的").answer
    assert "飞龙电池" in answer
    assert "红光农机" not in answer
