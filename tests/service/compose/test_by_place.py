import pytest

from tests.service.small_report import ask_report

TEXT = (
    "晋城市政府工作报告\n"
    "一、2020年工作回顾\n"
    "聚力强县域，推进三个县区错位发展，建成示范镇40个。\n"
    "二、2021年工作安排\n"
    "推动“强县域”行动。以项目为载体，提高县域承载能力。城北区加快片区开发，打造城市更新试验区。"
    "沁河区培育新商圈，打造城乡融合样板区。阳泽县推进生态治理，打造生态乡村实践区。全区上下要共同努力。\n"
)


@pytest.fixture(scope="module")
def ask():
    return ask_report(TEXT)


def test_what_each_county_does_is_told_for_all_of_them(ask):
    answer = ask("三个县区在“强县域”里各扮演什么角色？").answer
    assert all(words in answer for words in ("更新试验区", "融合样板区", "乡村实践区"))
    assert "全区上下" not in answer


def test_another_number_of_counties_is_not_told(ask):
    assert "共3项" not in ask("五个县区在“强县域”里各扮演什么角色？").answer


def test_nothing_is_told_of_each_where_one_thing_is_asked(ask):
    assert "共3项" not in ask("县区建成多少个示范镇？").answer
