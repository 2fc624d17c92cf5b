import pytest

from service.compose.yes_no import compose_yes_no
from tests.service.small_report import look


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("2020年GDP增长超过4%了吗？", "是。4.5%"),
        ("2020年GDP增长超没超过5%？", "否。4.5%"),
        ("2020年GDP达到500亿元了吗？", "是。500.5亿元"),
        ("去年城镇新增就业不到3万人吧，是吗？", "否。3.2万人"),
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
