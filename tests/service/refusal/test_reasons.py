import pytest

from corpus.library import make_report
from service.assemble import assemble
from service.compose.compose import compose
from service.draft import Draft
from service.refusal.reasons import asks_why
from service.settings import Settings
from tests.service.small_report import look

TEXT = (
    "阳泉市政府工作报告\n"
    "一、2021年工作回顾\n"
    "石门水库迁建方案获批。\n"
    "受持续低温影响，苹果产量有所减少。\n"
    "为解决城北停车难，新建云台停车楼。\n"
    "全面关停散乱小石灰窑，结束了窑烟弥漫的历史。\n"
)
REPORT = make_report(TEXT, "yangquan-2022")


@pytest.fixture(scope="module")
def answer():
    service = assemble(Settings(_env_file=None), [REPORT])

    def answer(text: str):
        question, evidence = look(service, text, 2022, "阳泉市")
        return question, compose(question, [REPORT], evidence)

    return answer


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("石门水库为什么要迁建？", True),
        ("云台停车楼是什么原因建的？", True),
        ("石门水库怎么迁建？", False),
        ("凭什么拿到称号？", False),
        ("石门水库迁到哪里？", False),
    ],
)
def test_a_reason_is_asked_for_by_its_words(answer, text, why):
    assert asks_why(answer(text)[0]) is why


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("苹果产量为什么减少？", "受持续低温影响"),
        ("为什么要新建云台停车楼？", "为解决城北停车难"),
        ("为什么要关停散乱小石灰窑？", "结束了窑烟弥漫的历史"),
    ],
)
def test_a_cause_an_aim_and_an_end_are_reasons(answer, text, told):
    draft = answer(text)[1]
    assert isinstance(draft, Draft)
    assert told in draft.text


def test_that_something_is_so_is_no_reason(answer):
    assert not isinstance(answer("石门水库为什么要迁建？")[1], Draft)
    assert isinstance(answer("石门水库迁建方案获批了吗？")[1], Draft)
