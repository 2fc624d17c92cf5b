import pytest

from service.compose.yes_no import compose_yes_no
from tests.service.small_report import ask_report, look


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("2020年GDP增长超过4%了吗？", "是。4.5%"),
        ("2020年GDP增长超没超过5%？", "否。4.5%"),
        ("2020年GDP达到500亿元了吗？", "是。500.5亿元"),
        ("去年城镇新增就业不到3万人吧，是吗？", "否。3.2万人"),
        ("2020年GDP过千亿了没？", "否。500.5亿元"),
        ("2020年GDP破百亿了吗？", "是。500.5亿元"),
        ("2020年GDP过两千亿了没？", "否。500.5亿元"),
        ("2020年GDP超五百亿了吗？", "是。500.5亿元"),
        ("2020年GDP过一万亿了吗？", "否。500.5亿元"),
        ("GDP总量是不是全省第一？", "否。"),
        ("GDP总量是不是全省第三？", "是。"),
    ],
)
def test_a_number_decides(small, text, answer):
    draft = compose_yes_no(*look(small, text))
    assert draft.text.startswith(answer)
    assert draft.spans and draft.figures


@pytest.mark.parametrize("text", ["安平大桥通车了吗？", "空气质量改善了吗？", "出口超过10亿元了吗？"])
def test_what_no_number_decides_is_left_to_the_sentences(small, text):
    assert compose_yes_no(*look(small, text)) is None


def test_fewer_than_there_are_deny_that_all_are_done():
    ask = ask_report(
        "晋城市政府工作报告\n——2021年2月1日在晋城市第五届人民代表大会第六次会议上\n各位代表：\n一、2020年工作回顾\n"
        "打好攻坚战，42个“保回迁”项目累计建成交付33个，3万群众回迁新居。\n二、2021年工作安排\n生产总值增长6%。\n"
    )
    response = ask("“保回迁”项目都建完交房了吗？")
    assert response.answer.startswith("否。33个")
