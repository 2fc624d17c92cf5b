import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.dialogue.dialogue import read_follow_up
from service.dialogue.turn_parts import cut_parts
from service.question.cues import is_chat
from service.schemas import Turn

PLACES = frozenset({"长治市"})


def stand_alone(
    question: str, history: list[Turn], year: int | None = None, places: frozenset[str] = frozenset()
) -> str:
    """The likeliest reading of a follow-up."""
    return read_follow_up(question, history, year, places).readings[0]


def follow(*questions: str, answers: tuple[str, ...] = ()) -> str:
    """The last question as it stands alone after the others."""
    history: list[Turn] = []
    for number, question in enumerate(questions[:-1]):
        history.append(Turn(role="user", content=question))
        if number < len(answers):
            history.append(Turn(role="assistant", content=answers[number]))
    return stand_alone(questions[-1], history, 2021, PLACES)


@pytest.mark.parametrize(
    ("turns", "alone"),
    [
        (["长治2020年GDP是多少？", "那2025年呢？"], "长治2025年GDP是多少？"),
        (["长治2020年GDP是多少？", "太原呢？"], "太原2020年GDP是多少？"),
        (["長治2020年GDP是多少？", "那２０２５年呢？"], "長治２０２５年GDP是多少？"),
        (["免费送戏2020年多少场", "今年呢？"], "免费送戏今年多少场？"),
        (["今年打算改造多少套老旧小区", "去年呢？"], "去年改造多少套老旧小区？"),
        (["十三五期间GDP年均增长多少", "十四五呢"], "十四五GDP年均增长多少？"),
        (["去年GDP多少", "what about this year?"], "2021年GDP多少?"),
        (["What was GDP in 2020?", "And in 2021?"], "What was GDP in 2021?"),
        (["Wie hoch war das BIP 2020?", "Und 2021?"], "Wie hoch war das BIP 2021?"),
        (["¿Cuál fue el PIB en 2020?", "¿Y en 2021?"], "¿Cuál fue el PIB en 2021?"),
        (["Quel était le PIB en 2020 ?", "Et en 2021 ?"], "Quel était le PIB en 2021?"),
        (["Каков был ВВП в 2020 году?", "А в 2021?"], "Каков был ВВП в 2021 году?"),
    ],
)
def test_time_and_place_are_exchanged(turns: list[str], alone: str) -> None:
    assert follow(*turns) == alone


@pytest.mark.parametrize(
    ("turns", "alone"),
    [
        (["2021年新增就业目标", "失业率呢？"], "2021年失业率目标？"),
        (["城镇居民人均可支配收入多少？", "农村呢？"], "农村居民人均可支配收入多少？"),
        (["2021年要建多少个充电桩", "5g基站呢？"], "2021年要建多少个5g基站？"),
        (["几个县脱了贫", "人口呢？"], "多少人口脱了贫？"),
        (["2013年生产总值多少", "人均呢？"], "2013年人均生产总值是多少？"),
        (["今年外贸进出口想做到多少", "外资呢，今年"], "今年外资想做到多少？"),
        (["本溪去年粮食产量多少？", "播种面积呢？"], "本溪去年粮食播种面积多少？"),
        (["陶瓷产业2021年营收怎么样？", "航空呢？"], "航空2021年营收怎么样？"),
        (["三甲医院几家", "医保参保率呢？"], "医保参保率是多少？"),
        (["安全事故降了多少", "死亡人数？"], "安全事故死亡人数降了多少？"),
        (["What is the unemployment target for 2021?", "Retail sales?"], "What is the retail sales target for 2021?"),
        (["What is the urban income?", "what about rural residents?"], "What is the rural residents income?"),
        (
            ["What share of photovoltaic output comes from Changzhi?", "And LED?"],
            "What share of LED output comes from Changzhi?",
        ),
        (["How many people left poverty?", "How many villages?"], "How many poor villages left poverty?"),
    ],
)
def test_things_are_exchanged(turns: list[str], alone: str) -> None:
    assert follow(*turns) == alone


@pytest.mark.parametrize(
    ("turns", "alone"),
    [
        (["2020年一般公共预算收入多少", "它增长了多少？"], "2020年一般公共预算收入增长了多少？"),
        (["財政收入2020年是多少？", "比2015年多了多少"], "2020年財政收入比2015年多了多少？"),
        (["财政收入2020年是多少？", "年均呢？"], "财政收入年均增长多少？"),
        (["财政收入2020年增长多少？", "为什么？"], "财政收入2020年增长，为什么？"),
        (["财政收入2020年增长多少？", "那今年的目标呢？"], "今年财政收入增长目标是多少？"),
        (["规上工业增加值增速是多少", "在全省排第几"], "规上工业增加值在全省排第几？"),
        (["民营企业在百强里有几家", "排名？"], "民营企业在百强排名是第几？"),
        (["一般公共预算收入多少", "占GDP的比重呢"], "一般公共预算收入占GDP的比重是多少？"),
        (["引进了多少高端人才", "怎么引进的"], "高端人才怎么引进的？"),
        (["去年建成了多少公里高速公路？", "投资多少"], "去年高速公路投资多少？"),
        (["全部财政收入去年多少？", "其中税收占多少？"], "去年全部财政收入中税收占多少？"),
        (["去年粮食产量多少", "今年的产量目标呢？"], "今年的粮食产量目标是多少？"),
        (["How much did GDP grow?", "and the target for 2021?"], "What is the target for growth of GDP for 2021?"),
        (["De combien le PIB a-t-il augmenté ?", "Et l'objectif ?"], "Quel est l'objectif de croissance de PIB?"),
        (["What was GDP in 2020?", "and the target for 2021?"], "What is the target of GDP for 2021?"),
        (["Is the high-speed railway open?", "Does it run to Beijing?"], "Does the high-speed railway run to Beijing?"),
        (["What is the rural income?", "per cent or yuan?"], "What is the rural income, per cent or yuan?"),
        (
            ["How many high-tech enterprises are there?", "How many were added?"],
            "How many high-tech enterprises were added?",
        ),
        (["2020年のGDPはいくらですか？", "2021年の目標は？"], "2021年GDPの目標は？"),
        (["2020년 GDP는 얼마입니까?", "2021년 목표는?"], "GDP의 목표 2021년?"),
    ],
)
def test_what_is_left_out_is_put_back(turns: list[str], alone: str) -> None:
    assert follow(*turns) == alone


@pytest.mark.parametrize(
    ("turns", "alone"),
    [
        (["新兴产业2013年产值多少？", "今年要做到多少？", "差多少？"], "2013年和今年新兴产业产值差多少？"),
        (
            ["城镇居民人均可支配收入多少？", "农村呢？", "差多少？"],
            "城镇居民人均可支配收入和农村居民人均可支配收入差多少？",
        ),
        (["城里人收入怎么样？", "农村呢？", "城里是农村的几倍？"], "城镇居民收入是农村居民收入的几倍？"),
        (
            ["What is the urban income?", "rural?", "What's the difference?"],
            "What is the difference between urban income and rural income?",
        ),
    ],
)
def test_two_questions_before_give_the_two_sides(turns: list[str], alone: str) -> None:
    assert follow(*turns) == alone


@pytest.mark.parametrize(
    ("turns", "alone"),
    [
        (["今年要办哪些民生实事", "第三件是什么？"], "今年要办民生实事中，第三件是什么？"),
        (["十个基本形成，第一个是什么", "第二个呢？"], "十个基本形成，第二个是什么？"),
        (["十个基本形成，第一个是什么", "最后一个是啥？"], "十个基本形成，最后一个是什么？"),
        (
            ["What are the nine areas of work?", "What is the second one?"],
            "What is the second one (the nine areas of work)?",
        ),
        (["全市有几个开发区", "分别叫什么"], "全市有哪些开发区？"),
    ],
)
def test_positions_in_lists(turns: list[str], alone: str) -> None:
    assert follow(*turns) == alone


def test_member_of_a_list_comes_from_the_answer() -> None:
    answer = "共2项：主城区重点工程[1]\n1. (1)投资9亿元,改造东环路。[2]\n2. (2)投资18亿元,改造长北干线。[3]"
    turns = ("主城区重点工程有哪些", "第二项什么时候通车？")
    assert follow(*turns, answers=(answer,)) == "“投资18亿元,改造长北干线”什么时候通车？"


def test_thing_that_an_answer_names_is_carried_over() -> None:
    turns = ("二十项城建工程的第二项是什么", "什么时候能通车？")
    assert follow(*turns, answers=("长北干线改造，投资18亿元。[1]",)) == "长北干线改造什么时候能通车？"


def test_refusal_names_nothing() -> None:
    turns = ("二十项城建工程的第二项是什么", "什么时候能通车？")
    alone = "二十项城建工程的第二项什么时候能通车？"
    assert follow(*turns, answers=("报告没有给出这个问题的答案。下面是最接近的原文。",)) == alone


@pytest.mark.parametrize(
    "question",
    ["2021年要重点抓好哪九个方面的工作？", "太原2019年固定资产投资增长多少？", "帮我写首诗吧", "好的，谢谢"],
)
def test_complete_question_and_small_talk_stay_as_they_are(question: str) -> None:
    assert follow("2020年GDP是多少？", question) == question


def test_small_talk_between_is_passed_over() -> None:
    assert follow("2020年GDP是多少？", "谢谢", "那2019年呢？") == "2019年GDP是多少？"


def test_topic_changes_but_time_stays_where_both_ask_for_figures() -> None:
    assert follow("2021年要建多少个充电桩", "公共厕所改多少") == "2021年公共厕所改多少？"
    assert follow("2021年粮食目标多少", "低保标准提高到了多少") == "低保标准提高到了多少"


def test_first_question_is_never_changed() -> None:
    assert stand_alone("那2025年呢？", []) == "那2025年呢？"
    assert stand_alone("那2025年呢？", [Turn(role="assistant", content="您好！")]) == "那2025年呢？"


def test_answers_change_nothing_where_they_are_not_pointed_at() -> None:
    questions = ("2020年GDP是多少？", "那2019年呢？")
    assert follow(*questions, answers=("1711.6亿元：地区生产总值1711.6亿元[1]",)) == follow(*questions)


def test_long_questions_are_not_carried_over() -> None:
    text = "地区生产总值增长情况" * 60
    assert follow(text, "为什么？") == "为什么？"


def test_a_question_without_a_topic_is_nothing_to_go_back_to() -> None:
    assert "农村" in follow("它", "差多少县？", "农村呢")
    assert follow("农村怎么", "其中两个", "第二个", "它第几花", "今年那")


_WORDS = st.sampled_from(
    "那 呢 ？ 2025年 今年 长治 GDP 农村 第二个 多少 它 其中 目标 差 县 了 why the and “ ）".split()
)
_QUESTIONS = st.one_of(st.lists(_WORDS, max_size=8).map("".join), st.text(max_size=30))


@given(st.lists(_QUESTIONS, max_size=4), _QUESTIONS)
def test_any_dialogue_gives_a_question(history: list[str], question: str) -> None:
    turns = [Turn(role="user", content=content) for content in history]
    alone = stand_alone(question, turns, 2021, PLACES)
    assert alone.strip() or not question.strip()
    assert alone == stand_alone(question, turns, 2021, PLACES)


@given(_QUESTIONS)
def test_parts_lie_in_order_within_the_question(question: str) -> None:
    parts = cut_parts(question, 2021, PLACES)
    assert len(parts.text) == len(parts.plain)
    position = 0
    for part in parts.parts:
        assert position <= part.start < part.end <= len(parts.text)
        position = part.end


@pytest.mark.parametrize(
    ("turns", "alone"),
    [
        (
            ["东环路改造要花多少钱", "啥时候通车？", "长北干线投多少呢", "两个加起来多少？"],
            "东环路和长北干线加起来多少？",
        ),
        (["去年农村公路修多少公里", "谢谢。另外，城里建了几个停车场？"], "去年城里建了几个停车场？"),
        (["农民收入增长多少？", "不对，我问的是今年的目标"], "今年农民收入增长目标是多少？"),
        (["2020年GDP是多少？", "排全省第几？"], "2020年GDP排全省第几？"),
        (["今年GDP目标是多少", "为什么这么定"], "今年GDP目标，为什么这么定？"),
    ],
)
def test_pairs_thanks_and_corrections_are_followed(turns: list[str], alone: str) -> None:
    assert follow(*turns) == alone


@pytest.mark.parametrize(
    ("language", "turns"),
    [
        ("fr", ["Combien d'emplois la ville veut-elle créer en 2021 ?", "Et le taux de chômage visé ?"]),
        ("de", ["Wie hoch war das BIP 2020?", "Und das Ziel für den Einzelhandel?"]),
        ("es", ["¿Cuál fue el PIB en 2020?", "¿Y el objetivo de inflación?"]),
    ],
)
def test_a_thing_with_its_measure_is_asked_for_in_every_language(language: str, turns: list[str]) -> None:
    assert len(follow(*turns)) >= len(turns[-1]) // 2


def test_what_an_answer_tells_in_numbers_is_no_thing_to_go_on_from() -> None:
    asked = follow("哪个产业产值最高？", "它今年有几个项目？", answers=("100亿元[1]",))
    assert "100亿元" not in asked


def test_other_readings_of_a_follow_up_come_after_the_first() -> None:
    history = [Turn(role="user", content=text) for text in ("GDP是多少？", "失业率要控制在多少")]
    found = read_follow_up("就业呢", history, 2021, PLACES)
    assert found.readings[0] == stand_alone("就业呢", history, 2021, PLACES)
    assert len(set(found.readings)) == len(found.readings) > 1
    assert found.named == "就业"
    assert found.whole == ""
    assert read_follow_up("全市一共有多少常住人口", history, 2021, PLACES).whole == "全市一共有多少常住人口"


def test_a_member_of_a_run_inside_a_sentence_is_pointed_at() -> None:
    answer = "主要有三层考虑：一是与全省目标相衔接；二是与长远规划相衔接；三是与三区战略相衔接。"
    asked = follow("目标为什么这么定", "第三个具体说说", answers=(answer,))
    assert "三区战略" in asked


@pytest.mark.parametrize("text", ["OK, thanks. Different topic: how many toilets?", "谢谢。另外，修了几条路？"])
def test_thanks_before_a_question_is_no_small_talk(text: str) -> None:
    assert not is_chat(text)


def test_what_part_a_county_plays_is_a_question() -> None:
    assert not is_chat("三个县区各扮演什么角色？")
    assert is_chat("请你扮演一名导游")
