import pytest

from corpus.library import make_report
from service.assemble import assemble
from service.compose.headed import find_block, find_told, list_told, names_topic
from service.settings import Settings
from tests.service.small_report import look

TEXT = (
    "阳泉市政府工作报告\n"
    "——2022年2月1日在阳泉市第十六届人民代表大会第二次会议上\n"
    "市长 李小红\n"
    "各位代表：\n"
    "一、2021年工作回顾\n"
    "出重拳治理雾霾天气。在全市率先建立秸秆焚烧防控问责机制，火点数量下降63%。拆除燃煤小锅炉591台。"
    "河流水质持续改善。取缔污染企业65家。森林防火成效显著。新建通道50公里。\n"
    "也要看到，前进路上还有不少困难。一是节能减排压力大。我市产业基础薄弱，降低能耗的空间较小。"
    "二是农民持续增收难。农业规模化程度不高，财产性收入低。\n"
    "二、2022年工作安排\n"
    "大气污染治理要持续用力。保障粮食安全。严格落实耕地保护责任，粮食面积稳定在115万亩。"
    "新建高标准农田5万亩。实施种业振兴行动，推广优良品种。\n"
    "提升城市文化内涵。创建历史文化名城，加大老矿老厂活化利用。推进矿冶遗产申遗。持续办好地矿科普大会，发展研学游。\n"
    "（一）抓好港口建设\n"
    "完成港区三期工程，启动四期建设。拓展港口腹地，建设临港产业园。\n"
)


@pytest.fixture(scope="module")
def service():
    return assemble(Settings(_env_file=None), [make_report(TEXT, "yangquan-2022")])


@pytest.fixture(scope="module")
def reading(service):
    return service.readings.get("yangquan-2022")


def row_of(reading, words: str) -> int:
    return reading.row_at(TEXT.index(words))


def told(service, question: str) -> str:
    understood, evidence = look(service, question, 2022, "阳泉市")
    block = find_told(understood, evidence)
    return "|".join(block.reading.quote(*span) for span in list_told(block, evidence)) if block else ""


def test_a_short_sentence_without_figures_names_a_topic(reading):
    assert names_topic(reading, row_of(reading, "保障粮食安全"))
    assert names_topic(reading, row_of(reading, "一是节能减排"))
    assert not names_topic(reading, row_of(reading, "拆除燃煤小锅炉"))
    assert not names_topic(reading, row_of(reading, "在全市率先建立"))


def test_a_block_ends_at_the_next_topic_or_the_paragraph(reading):
    block = find_block(reading, row_of(reading, "出重拳治理"))
    assert block and list(block.rows) == [row_of(reading, "在全市率先"), row_of(reading, "拆除燃煤")]
    block = find_block(reading, row_of(reading, "保障粮食安全"))
    assert block and len(block.rows) == 3
    assert find_block(reading, row_of(reading, "新建高标准")) is None


def test_one_short_sentence_more_tells_of_the_topic_that_opens_a_paragraph(reading):
    block = find_block(reading, row_of(reading, "提升城市文化"))
    assert block and len(block.rows) == 3


def test_below_a_heading_stands_its_paragraph(reading):
    block = find_block(reading, row_of(reading, "（一）抓好港口"))
    assert block and list(block.rows) == [row_of(reading, "完成港区"), row_of(reading, "拓展港口")]


@pytest.mark.parametrize(
    ("question", "held", "missing"),
    [
        ("为什么说节能减排压力大？", ["产业基础薄弱", "空间较小"], "农民"),
        ("农民增收难，难在哪里？", ["规模化程度不高"], "能耗"),
        ("今年怎么保障粮食安全？", ["耕地保护责任", "高标准农田5万亩", "推广优良品种"], "港"),
        ("2021年是怎么治理雾霾的？", ["问责机制", "燃煤小锅炉591台"], "持续用力"),
    ],
)
def test_how_and_why_are_told_below_a_topic(service, question, held, missing):
    answer = told(service, question)
    assert all(words in answer for words in held)
    assert missing not in answer


def test_a_number_is_no_block(service):
    assert told(service, "拆除了多少台燃煤小锅炉？") == ""
