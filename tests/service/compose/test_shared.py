import pytest

from corpus.library import make_report
from service.assemble import assemble
from service.compose.shared import compose_shared
from service.settings import Settings
from tests.service.small_report import look

TEXT = (
    "阳泉市政府工作报告\n各位代表：\n"
    "一、2021年工作回顾\n"
    "我们着重抓了三件事。\n"
    "一是全力以赴抓脱贫。全年脱贫3000人。\n二是全力以赴稳增长。工业增长8%。\n三是全力以赴治污染。空气变好。\n"
    "坚持“三主联动”，即政府主抓、企业主体、市场主导，形成合力。\n"
    "二、2022年工作安排\n"
    "做好工作，必须坚定全面小康目标不动摇。努力抓重点。必须践行高质量发展要求不动摇。深入学习。"
    "必须坚持改革创新思路不动摇。努力改革。\n"
    "三、自身建设\n"
    "增强履职能力，提升服务水平。\n"
    "牢记宗旨，忠诚履职。多办实事。\n坚守法治，依法履职。依法办事。\n优化服务，高效履职。简政放权。\n"
)


@pytest.fixture(scope="module")
def compose():
    service = assemble(Settings(_env_file=None), [make_report(TEXT, "yangquan-2022")])
    return lambda text: compose_shared(*look(service, text, 2022, "阳泉市"))


@pytest.mark.parametrize(
    ("question", "members"),
    [
        ("2021年“全力以赴”抓了三件大事，是哪三件？", ["抓脱贫", "稳增长", "治污染"]),
        ("做好2003年的工作，“不动摇”的是哪三条？", ["全面小康", "高质量发展", "改革创新"]),
        ("必须坚持“不动摇”的是哪几条？", ["全面小康", "高质量发展", "改革创新"]),
        ("自身建设提出了哪三个“履职”？", ["忠诚履职", "依法履职", "高效履职"]),
        ("“三主联动”是哪三主？", ["政府主抓", "企业主体", "市场主导"]),
    ],
)
def test_members_that_hold_what_the_question_quotes_are_listed(compose, question, members):
    draft = compose(question)
    assert all(member in draft.text for member in members)
    assert "增强履职能力" not in draft.text
    for reading, start, end in draft.spans:
        assert reading.quote(start, end) in draft.text


@pytest.mark.parametrize(
    "question", ["哪五个“履职”？", "“十四五”定了哪三个目标？", "“全力以赴”是什么意思？", "今年GDP增长多少？"]
)
def test_another_number_or_nothing_shared_gives_none(compose, question):
    assert compose(question) is None
