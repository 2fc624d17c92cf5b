import pytest

from service.compose.list_nouns import find_shared, names_members, names_shared, says_number

HEADS = ["（一）促进产业升级", "（二）做强产业园区", "（三）狠抓品牌培育"]
LEAD = "今年重点抓好以下三个方面工作"


@pytest.mark.parametrize(
    "question", ["今年要抓的三个方面工作是什么", "重点工作分哪几块", "政府自身建设底下有哪三条", "产业上有哪些打算"]
)
def test_heads_are_the_parts_of_a_plan(question):
    assert names_members(question, LEAD, HEADS)


@pytest.mark.parametrize(
    "question", ["哪三个“履职”", "支援过哪几个地方", "10件惠民实事是哪十件", "2020年还要推进哪些高校院所建设"]
)
def test_heads_that_are_not_what_the_question_calls_its_members_are_none(question):
    assert names_members(question, LEAD, HEADS) == (question == "哪三个“履职”")


def test_what_stands_before_the_question_may_end_with_its_particle():
    assert not names_members("冲着百亿去的是哪几家", LEAD, HEADS)
    assert names_members("要狠抓品牌的是哪几个", LEAD, ["狠抓品牌甲", "狠抓品牌乙", "狠抓品牌丙"])


def test_members_called_places_are_places():
    campaigns = ["打好产业扶贫攻坚战", "打好安居扶贫攻坚战", "打好保障扶贫攻坚战"]
    assert not names_members("那三个扶贫攻坚县是哪三个县", "全力攻坚", campaigns)
    assert names_members("那三个扶贫攻坚县是哪三个县", "全力攻坚", ["东县重点扶贫", "西县重点扶贫", "北县重点扶贫"])


def test_heads_named_in_the_announcement_or_in_most_heads_are_members():
    assert names_members("哪三项惠民实事", "办好三件惠民实事", HEADS)
    assert names_members("有哪几个产业", "加快发展", ["壮大煤炭产业", "发展文旅产业", "培育新产业"])


@pytest.mark.parametrize(
    ("words", "size", "said"), [("抓好九个方面", 9, True), ("抓好9项", 9, True), ("抓好工作", 9, False)]
)
def test_an_announcement_may_say_how_many(words, size, said):
    assert says_number(words, size) == said


def test_what_stands_before_the_question_names_the_members_too():
    assert not names_members("今年安排的重大惠民工程都有哪几项?", LEAD, HEADS)
    assert names_members("今年的品牌工作有哪几项?", "培育品牌", HEADS)


def test_what_all_members_begin_or_end_with_is_shared():
    works = ["实施就业惠民工程", "实施教育惠民工程", "实施医疗惠民工程"]
    assert find_shared(works) == "实施 惠民工程"
    assert names_shared("重大惠民工程都有", find_shared(works))
    assert not names_shared("重大工程都有", find_shared(works))
    assert find_shared(works[:2]) == find_shared(HEADS[:1]) == ""


def test_what_ends_with_its_particle_names_what_shares_its_words():
    assert names_members("那冲着百亿去的是哪几家?", "培育百亿企业", HEADS)
