import pytest

from corpus.library import make_report
from service.assemble import assemble
from service.compose.announced import compose_announced
from service.settings import Settings
from tests.service.small_report import look

TEXT = (
    "阳泉市政府工作报告\n"
    "——2022年2月1日在阳泉市第十六届人民代表大会第二次会议上\n"
    "市长 李小红\n"
    "各位代表：\n"
    "一、2022年工作安排\n"
    "建成一批道路、三条跨江通道、四条铁路，形成大交通格局。\n"
    "加快建设三条跨江通道。加快桃河隧道、温河大桥建设，全面启动娘子关快速路建设。三条跨江通道建成后，将打通南北交通。\n"
    "加快“一谷一区一岛”建设。**双碳智谷，**开工建设风电和新材料项目，打造绿电样板。**创新区，**建设环保产业园，打造产业高地。"
    "**生态岛，**清洁车船替代，建设试验区。积极争取国家政策支持。\n"
    "加快“三个中心”建设。推进以新港为核心的航运中心建设，优化港口功能、提升能力、扩大腹地。积极推进新机场及沿岸商务区建设，增强港航口岸实力。"
    "推进以新区为核心的物流中心建设，引进物流企业2家。推进以交易所为龙头的金融中心建设。扩大直接融资规模，全年新增挂牌企业30家。\n"
    "抓好四项惠民工程。扩大就业。建设学校、医院、车站。\n"
)


@pytest.fixture(scope="module")
def compose():
    service = assemble(Settings(_env_file=None), [make_report(TEXT, "yangquan-2022")])

    def compose(text: str):
        return compose_announced(*look(service, text, 2022, "阳泉市"))

    return compose


@pytest.mark.parametrize(
    ("question", "members", "spans"),
    [
        ("要修的三条过江的通道是哪几条？", ["桃河隧道", "温河大桥", "娘子关快速路"], 1),
        ("三条跨江通道具体指哪三项工程", ["桃河隧道", "温河大桥", "娘子关快速路"], 1),
        ("“一谷一区一岛”各是什么？", ["双碳智谷", "创新区", "生态岛"], 3),
    ],
)
def test_members_below_their_announcement_are_listed(compose, question, members, spans):
    draft = compose(question)
    assert all(member in draft.text for member in members)
    assert len(draft.spans) == spans


@pytest.mark.parametrize("question", ["四项惠民工程是哪四项？", "五条跨江通道是哪五条？", "三条铁路是哪三条？"])
def test_another_number_of_members_gives_none(compose, question):
    assert compose(question) is None


def test_sentences_with_the_word_that_a_shorthand_counts_are_its_members(compose):
    draft = compose("“三个中心”是哪三个？")
    assert draft and len(draft.spans) == 3
    assert all(word in draft.text for word in ("航运中心", "物流中心", "金融中心")) and "新机场" not in draft.text
