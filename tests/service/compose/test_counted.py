import pytest

from corpus.library import make_report
from service.assemble import assemble
from service.compose.counted import compose_counted
from service.settings import Settings
from tests.service.small_report import look

TEXT = (
    "阳泉市政府工作报告\n各位代表：\n"
    "一、2021年工作回顾\n"
    "我们稳中求进，地区生产总值、农业增加值、建筑业增加值三项指标增速全省第一，投资、消费两项指标增速全省第二。"
    "一是经济持续增长。二是农业连年丰收。三是民生继续改善。\n"
)


@pytest.fixture(scope="module")
def compose():
    service = assemble(Settings(_env_file=None), [make_report(TEXT, "yangquan-2022")])
    return lambda text: compose_counted(*look(service, text, 2022, "阳泉市"))


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("2021年哪些指标的增速全省第一？", "地区生产总值、农业增加值、建筑业增加值三项指标"),
        ("2021年哪两项指标的增速全省第二？", "投资、消费两项指标"),
    ],
)
def test_members_that_the_clause_counts_are_told(compose, question, told):
    draft = compose(question)
    assert told in draft.text
    assert "一是" not in draft.text


@pytest.mark.parametrize("question", ["2021年有哪些工作？", "哪四项指标增速全省第一？", "哪些企业增速第一？"])
def test_another_number_or_name_gives_none(compose, question):
    assert compose(question) is None
