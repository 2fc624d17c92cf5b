import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.plan.parse import complement, make_plans
from service.plan.plan import Step, read_words
from service.plan.words import split_list


def first(text):
    return next(make_plans(text), None)


@pytest.mark.parametrize(
    ("text", "step", "words"),
    [
        (
            "今年城镇新增就业目标比去年实际少多少？",
            Step.DIFFERENCE,
            (("今年", "城镇新增就业"), ("去年", "城镇新增就业")),
        ),
        ("老旧小区改造，去年完成的和今年目标差多少", Step.DIFFERENCE, (("老旧小区", "去年"), ("老旧小区", "今年"))),
        ("存款余额比贷款余额多多少亿元", Step.DIFFERENCE, (("存款余额",), ("贷款余额",))),
        ("城乡居民收入差距是多少元？", Step.DIFFERENCE, (("城镇",), ("农村",))),
        (
            "GDP增速从2020年的实际到2021年的目标要提高多少个百分点",
            Step.RISE,
            (("gdp增速", "2020年"), ("gdp增速", "2021年")),
        ),
        ("森林覆盖率离2025年目标还差几个百分点？", Step.GAP, (("森林覆盖率",), ("森林覆盖率", "2025年"))),
        ("财政总收入里头，除去税收还剩多少", Step.REMAINDER, (("财政总收入",), ("税收",))),
        ("222个过亿项目中没有竣工的是多少个", Step.UNDONE, (("222个过亿项目",), ("竣工",))),
        ("合作社、家庭农场和龙头企业一共多少家", Step.SUM, (("合作社",), ("家庭农场",), ("龙头企业",))),
        (
            "甲江、乙河、丙湖三个水库总投资加起来多少",
            Step.SUM,
            (("甲江", "总投资"), ("乙河", "总投资"), ("丙湖", "总投资")),
        ),
        ("城镇收入是农村收入的几倍", Step.RATIO, (("城镇收入",), ("农村收入",))),
        ("财政收入占生产总值的百分之几", Step.PERCENT, (("财政收入",), ("生产总值",))),
        ("GDP和固定资产投资哪个增得快", Step.COMPARE, (("gdp", "增速"), ("固定资产投资", "增速"))),
        (
            "How many more jobs are planned for 2021 than in 2020?",
            Step.DIFFERENCE,
            (("jobs", "2021"), ("jobs", "2020")),
        ),
        ("What is the gap between deposits and loans?", Step.DIFFERENCE, (("deposits",), ("loans",))),
    ],
)
def test_a_computation_is_an_operation_with_an_operand_for_each_number(text, step, words):
    plan = first(text)
    assert plan.step is step
    assert len(plan.operands) == len(words)
    for operand, held in zip(plan.operands, words, strict=True):
        assert all(word in operand.text for word in held)


def test_an_operand_has_no_word_that_tells_another():
    left, right = first("今年新增就业目标比去年实际多多少").operands
    assert "去年" not in left.text
    assert "今年" not in right.text


def test_two_times_of_one_indicator_are_known_as_the_same():
    assert first("今年就业目标比去年实际多多少").same
    assert not first("存款余额比贷款余额多多少").same


@pytest.mark.parametrize(
    "text",
    [
        "2020年GDP是多少？",
        "为什么今年目标比去年低？",
        "今年的目标比去年高吗？",
        "有哪些重点项目？",
        "城镇居民人均可支配收入是多少元？",
        "What was GDP in 2020?",
        "Why is the target lower than last year?",
        "",
    ],
)
def test_what_the_report_says_itself_is_no_computation(text):
    assert first(text) is None


def test_names_are_not_cut_where_they_hold_a_joint():
    plan = first("农村居民人均可支配收入和城镇居民人均可支配收入相差多少")
    assert len(plan.operands) == 2


def test_imports_are_trade_less_exports():
    plan = complement("2011年进口额是多少？")
    assert plan.step is Step.REMAINDER
    assert [operand.text for operand in plan.operands] == ["2011年进出口总额是多少？", "2011年出口总额是多少？"]
    assert complement("2011年GDP是多少？") is None


def test_what_a_text_gives_to_work_with_is_not_what_it_asks_for():
    names = ("进出口总额", "出口总额", "进口总额")
    plan = complement("照2004年的外贸目标，扣掉出口，进口要做到多少？", names, ("2004",))
    assert [operand.text for operand in plan.operands] == ["2004年 进出口总额", "2004年 出口总额"]
    assert complement("2004年进出口和出口是多少？", ("进出口总额", "地区生产总值"), ("2004",)) is None


def test_things_named_after_how_many_are_added():
    plan = first("今年一共新建多少所幼儿园、小学和中学？")
    assert plan.step is Step.SUM
    assert [operand.text for operand in plan.operands] == ["今年 幼儿园", "今年 小学", "今年 中学"]


def test_what_is_added_may_stand_after_its_times():
    plan = first("去年完成的加上今年计划的，两年棚改一共多少户？")
    assert [operand.text for operand in plan.operands] == ["棚改 去年完成", "棚改 今年计划"]


def test_a_part_that_stands_after_its_share():
    plan = first("五年培育的企业总数里，有多大比例是2022年新增的？")
    assert plan.step is Step.PERCENT
    assert [operand.own for operand in plan.operands] == ["2022年新增", "五年培育的企业总数"]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_pattern_can_be_read(language):
    for template in read_words(language).templates:
        assert template.hints
        template.match("".join(template.hints))


@given(text=st.text(max_size=60) | st.text(alphabet="今年比去年多少和一共差的,目标GDP的倍", max_size=30))
def test_any_text_is_read_without_error(text):
    for plan in make_plans(text):
        assert plan.operands
        assert all(operand.text for operand in plan.operands)


def test_people_who_left_poverty_are_no_rest():
    assert list(make_plans("How many people left poverty?")) == []
    assert [plan.step for plan in make_plans("How much of 100 is left after taking away 30?")]


def test_a_twin_inside_a_name_is_no_list_unless_both_are_things():
    words = read_words("zh")
    assert split_list("进出口实绩企业", "", words) == []
    assert [operand.text for operand in split_list("进出口总额", "", words)] == ["进口总额", "出口总额"]


def test_a_place_named_once_is_said_for_all():
    operands = split_list("河南2012年和2016年的固定资产投资", "", read_words("zh"))
    assert all("河南" in operand.text for operand in operands)
    two = split_list("河南和山东的固定资产投资", "", read_words("zh"))
    assert ["河南" in operand.text for operand in two] == [True, False]


def test_no_name_is_cut_in_two():
    plans = make_plans("By how much did output of industrial firms above designated size grow in 2024?")
    assert all(plan.step is not Step.DIFFERENCE for plan in plans)


@pytest.mark.parametrize("text", ["参保率达到百分之多少？", "谋划建设占地多少亩的装备产业基地？"])
def test_what_reaches_or_covers_is_no_share(text: str):
    assert list(make_plans(text)) == []


def test_what_was_done_more_often_than_something_else():
    plan = first("In 2020, how many more major projects were started than finished in Changzhi?")
    assert plan is not None and plan.step is Step.DIFFERENCE
    assert ["started" in plan.operands[0].text, "finished" in plan.operands[1].text] == [True, True]
    assert all("projects" in operand.text for operand in plan.operands)


def test_a_name_said_for_all_is_not_cut_in_a_word():
    operands = split_list("taking provincial and municipal key projects", "", read_words("en"))
    assert all("jects" not in operand.text.split() for operand in operands)
