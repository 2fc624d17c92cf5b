import pytest

from corpus.library import make_report
from service.assemble import assemble
from service.compose.definition import compose_definition
from service.settings import Settings
from tests.service.small_report import look

TEXT = (
    "阳泉市政府工作报告\n"
    "——2022年2月1日在阳泉市第十六届人民代表大会第二次会议上\n"
    "市长 李小红\n"
    "各位代表：\n"
    "一、2021年工作回顾\n"
    "优化企业开办“4012”模式，打造“一街三带”，全年新增市场主体1.2万户。\n"
    "二、2022年工作安排\n"
    "今年地区生产总值增长6%以上，继续完善“一街三带”。\n"
    "名词解释\n"
    "1.“4012”模式：零材料提交、零成本、零见面、零距离、一个环节办理、2小时办结。\n"
    "2.一街三带：指人民大街和滨河、环山、沿路三条景观带。\n"
)


@pytest.fixture(scope="module")
def read():
    service = assemble(Settings(_env_file=None), [make_report(TEXT, "yangquan-2022")])

    def define(text: str):
        return compose_definition(*look(service, text, 2022, "阳泉市"))

    return define


@pytest.mark.parametrize(
    ("question", "meaning"),
    [
        ("“4012”企业开办模式具体指哪几条？", "零材料提交"),
        ("一街三带是什么意思", "人民大街"),
        ("一街三带都有哪几条", "环山"),
        ("一街三带是个什么概念", "沿路"),
    ],
)
def test_a_term_of_the_glossary_is_told_with_its_meaning(read, question, meaning):
    draft = read(question)
    assert meaning in draft.text
    (reading, start, end) = draft.spans[0]
    assert meaning in reading.quote(start, end)


@pytest.mark.parametrize("question", ["一街三带投资多少", "今年GDP目标是多少", "“五区”是什么意思"])
def test_what_asks_for_no_meaning_or_names_no_term_is_left_to_others(read, question):
    assert read(question) is None
