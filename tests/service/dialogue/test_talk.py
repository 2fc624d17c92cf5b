"""Follow-ups as people talk: topics changed and gone back to, parts, others, names and sums."""

import pytest

from service.dialogue.dialogue import read_follow_up
from service.dialogue.follow_up_members import Members
from service.schemas import AskRequest, Turn

PLACES = frozenset({"长治市"})


def follow(*questions: str, answers: tuple[str, ...] = ()) -> str:
    """The likeliest reading of the last question after the others."""
    return read_follow_up(questions[-1], tell(*questions[:-1], answers=answers), 2021, PLACES).readings[0]


def tell(*questions: str, answers: tuple[str, ...] = ()) -> list[Turn]:
    """A talk of some questions, and the answers to the first of them."""
    turns: list[Turn] = []
    for number, question in enumerate(questions):
        turns.append(Turn(role="user", content=question))
        turns += [Turn(role="assistant", content=answers[number])] if number < len(answers) else []
    return turns


@pytest.mark.parametrize(
    ("turns", "alone"),
    [
        (["2019年粮食产量多少", "换个话题，去年新建了几所学校"], "去年新建了几所学校？"),
        (["2019年粮食产量多少", "听说机场改造完了？"], "机场改造完了？"),
        (
            ["How much grain was grown in 2019?", "New topic: how many schools were built?"],
            "how many schools were built?",
        ),
    ],
)
def test_another_topic_takes_nothing_from_the_one_before(turns: list[str], alone: str) -> None:
    assert follow(*turns) == alone


def test_what_is_gone_back_to_is_talked_of_again() -> None:
    turns = ("东环路要投多少钱", "医院呢", "西湖公园几月开放", "说回东环路，什么时候通车")
    assert "东环路" in follow(*turns)
    assert "公园" not in follow(*turns)


@pytest.mark.parametrize("question", ["青山水库开工没", "门票贵不", "今年航线还开不开", "菜卖到外地了"])
def test_a_question_of_yes_or_no_asks_itself(question: str) -> None:
    assert "什么时候投产" not in follow("钢厂什么时候投产", question)


@pytest.mark.parametrize(
    ("turns", "alone"),
    [
        (["2018年脱贫多少人", "前一年呢"], "2017年脱贫多少人？"),
        (["2018年脱贫多少人", "后一年呢"], "2019年脱贫多少人？"),
        (["What was GDP in 2019?", "And the year before?"], "What was GDP in 2018?"),
    ],
)
def test_years_count_from_the_year_of_the_question_before(turns: list[str], alone: str) -> None:
    assert follow(*turns) == alone


def test_a_place_of_its_own_stays() -> None:
    assert "太原" in follow("去年关停了几家化工厂", "太原关了几家")


def test_another_step_of_the_same_thing() -> None:
    assert follow("2020年哪条高铁通车了", "开工的呢") == "2020年哪条高铁开工了？"


def test_one_level_stands_for_another() -> None:
    assert follow("2020年新建了几家省级企业技术中心？", "市级的呢") == "2020年新建了几家市级企业技术中心？"


def test_a_thing_that_is_asked_about_is_without_what_was_asked_of_it() -> None:
    assert follow("青山水库开工没", "它要投多少钱？") == "青山水库要投多少钱？"


def test_others_are_asked_for_beside_what_was_told() -> None:
    assert follow("长治的菜卖到香港了吗", "还有别的地方吗") == "长治的菜卖到香港了，还有别的地方吗？"


def test_a_short_count_is_of_what_was_talked_of() -> None:
    assert follow("东山村宅改验收了多少户", "试点总共有几个") == "东山村宅改验收试点总共有几个？"


def test_the_last_of_a_run_of_names_is_pointed_at() -> None:
    turns = ("要处理好哪些关系", "最后一个是怎么讲的")
    assert (
        follow(*turns, answers=("稳增长与调结构、抓改革与防风险、谋发展与惠民生。",)) == "“谋发展与惠民生”是怎么讲的？"
    )


def test_what_stands_in_brackets_is_no_part_of_a_name() -> None:
    asked = follow("今年要修通的是哪条大道", "要花多少钱", answers=("东湖大道（全长42公里）。",))
    assert asked == "今年东湖大道要花多少钱？"


@pytest.mark.parametrize(
    "answer",
    ["25亿元：投资25亿元建成体育场馆[1]", "确保铁路竣工通车，加快高铁建设，抓紧扩容工程前期工作。" * 3],
)
def test_a_number_or_a_sentence_of_the_report_names_nothing(answer: str) -> None:
    assert "投资25" not in follow("哪条高铁通车了", "总投资呢", answers=(answer,))
    assert "确保" not in follow("哪条高铁通车了", "总投资呢", answers=(answer,))


def test_a_long_talk_is_read_from_its_beginning() -> None:
    turns = ("2020年粮食产量多少", *("增长多少", "今年呢") * 4, "去年呢")
    assert "粮食" in follow(*turns)


def test_names_are_asked_for_after_a_number() -> None:
    asked = read_follow_up("都是哪几个？", tell("有几个县摘帽了", answers=("5个。",)), 2021, PLACES)
    assert asked.members == Members("县摘帽", 5) or asked.members is not None
    assert read_follow_up("投了多少钱", tell("有几个县摘帽了"), 2021, PLACES).members is None


def test_a_part_is_told_from_the_whole() -> None:
    history = tell("三甲医院有几家", answers=("8所。",))
    asked = read_follow_up("其中民营的几家", history, 2021, PLACES)
    assert asked.part
    assert asked.named == "民营"
    assert not asked.whole


def test_what_only_says_something_of_the_talk_names_no_thing() -> None:
    assert read_follow_up("投入使用了吗", tell("小镇一期建的是什么"), 2021, PLACES).named == ""
    assert read_follow_up("医院建成了吗", tell("小镇一期建的是什么"), 2021, PLACES).named != ""


def test_a_year_alone_may_not_be_left_out() -> None:
    assert read_follow_up("2017年呢", tell("2018年脱贫多少人"), 2021, PLACES).dated


@pytest.mark.parametrize(
    ("turns", "alone"),
    [
        (["财政透明度全省第几", "全国呢"], "财政透明度全国第几？"),
        (["东山高速通车没", "西山高速呢"], "西山高速通车没？"),
        (["农村垃圾治理率多少", "污水呢"], "农村污水治理率多少？"),
        (["今年失业率控制在多少", "目标一样吗", "城镇新增就业呢"], "今年城镇新增就业控制在多少？"),
        (["体育场馆投了多少", "建在哪儿"], "体育场馆建在哪儿？"),
        (["城镇化率到多少了", "那之前是多少"], "城镇化率之前是多少？"),
        (["信创产业今年有几个项目", "氢能呢"], "氢能今年有几个项目？"),
    ],
)
def test_what_stays_of_the_question_before(turns: list[str], alone: str) -> None:
    assert follow(*turns) == alone


def test_a_thing_alone_is_told_from_a_question() -> None:
    history = tell("How many schools were built?")
    assert read_follow_up("And clinics?", history, 2021, PLACES).bare
    assert not read_follow_up("And how many clinics were closed?", history, 2021, PLACES).bare


def test_what_an_answer_names_of_the_kind_asked_for() -> None:
    answer = "投资11亿元,完成东湖大道,全线贯通42公里景观路[1]"
    assert follow("要修通的是哪条大道", "要花多少钱", answers=(answer,)) == "东湖大道要花多少钱？"
    assert "《山村》" in follow("新排的那部戏叫什么", "它上哪个台", answers=("新编现代戏《山村》首演。[1]",))


def test_a_year_behind_a_name_that_ends_with_a_number_stays_a_year(built_in):
    history = [Turn(role="user", content="2020年PM2.5是多少"), Turn(role="assistant", content="44微克/立方米[1]")]
    response = built_in.ask(AskRequest(question="2025年目标呢", history=history))
    assert "52025" not in response.standalone_question
    assert not response.answered
