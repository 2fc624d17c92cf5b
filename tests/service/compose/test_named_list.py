import pytest

from corpus.library import make_report
from service.assemble import assemble
from service.compose.named_list import compose_named_list
from service.settings import Settings
from tests.service.small_report import look

TEXT = (
    "阳泉市政府工作报告\n"
    "——2022年2月1日在阳泉市第十六届人民代表大会第二次会议上\n"
    "市长 李小红\n"
    "各位代表：\n"
    "一、2021年工作回顾\n"
    "加快建设实力阳泉、活力阳泉、美丽阳泉、幸福阳泉，各方面工作取得新进展。\n"
    "二、2022年工作安排\n"
    "我们要做到“三个更加注重”。\n"
    "——更加注重创新引领。加大投入。\n"
    "——更加注重绿色发展。治理污染。\n"
    "——更加注重民生改善。办好实事。\n"
    "交通方面，建设大桥。教育方面，新建学校。\n"
    "抓好五项重点工程，即：幼儿园普惠工程、中学提升工程、高校提速工程、名师培养工程、校园安全工程。\n"
    "以打造音乐名城、冰雪名城、旅游名城为目标，办好节会。\n"
    "加快“三网”建设。交通网，修好公路。现代物流网，建好园区。水网，治理河道。\n"
    "建设让人民满意的“三型”政府。\n建设忠诚型政府。对党忠诚。\n建设学习型政府。加强学习。\n建设服务型政府。为民服务。\n"
    "三、自身建设\n"
    "（一）聚焦责任政府建设\n主动担当。\n（二）聚焦法治政府建设\n依法行政。\n"
    "（三）聚焦服务政府建设\n优化服务。\n（四）聚焦廉洁政府建设\n从严治政。\n"
)


@pytest.fixture(scope="module")
def compose():
    service = assemble(Settings(_env_file=None), [make_report(TEXT, "yangquan-2022")])

    def compose(text: str):
        return compose_named_list(*look(service, text, 2022, "阳泉市"))

    return compose


@pytest.mark.parametrize(
    ("question", "members", "spans"),
    [
        ("报告说的“四个阳泉”是哪几个", ["实力", "活力", "美丽", "幸福"], 1),
        ("“三个更加注重”逐条列出来", ["创新引领", "绿色发展", "民生改善"], 3),
        ("三个更加注重是什么", ["创新引领", "绿色发展", "民生改善"], 3),
        ("教育上抓的五项重点工程叫什么？", ["普惠工程", "校园安全工程"], 1),
        ("老提的“三城”是哪三个城？", ["音乐名城", "旅游名城"], 1),
        ("“三网”是哪三网？", ["交通网", "现代物流网", "水网"], 3),
        ("“三型”政府是哪三型？", ["忠诚型", "学习型", "服务型"], 3),
        ("要把自己建成哪四种政府？", ["责任政府", "法治政府", "服务政府", "廉洁政府"], 4),
    ],
)
def test_members_with_a_shared_word_are_listed(compose, question, members, spans):
    draft = compose(question)
    assert all(member in draft.text for member in members)
    assert len(draft.spans) == spans
    for reading, start, end in draft.spans:
        assert reading.quote(start, end).strip("—") in draft.text


@pytest.mark.parametrize("question", ["“五个阳泉”是哪五个", "抓好哪两个方面的工作", "今年GDP目标是多少"])
def test_another_number_or_a_word_that_any_list_has_gives_none(compose, question):
    assert compose(question) is None
