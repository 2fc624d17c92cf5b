import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.parts import split_plainly, split_question

WORDS = ["财政收入", "多少", "涨幅呢", "，", "？", "和", "以及", "GDP", "目标", "2020年", " and what ", "哪些"]


@pytest.mark.parametrize(
    "text",
    [
        "2020年GDP是多少？",
        "教育、医疗、养老各投入了多少？",
        "长治市，2020年GDP是多少？",
        "What was the GDP in 2020?",
        "Which roads and bridges were built?",
        "",
    ],
)
def test_one_question_stays_one(text):
    assert split_question(text) == [text]


def test_two_questions_are_asked_one_by_one():
    assert split_question("2020年GDP是多少，城镇新增就业多少人？") == ["2020年GDP是多少", "城镇新增就业多少人"]


def test_a_later_part_takes_the_subject_of_the_first():
    first, second = split_question("财政收入多少，涨幅呢？")
    assert first == "财政收入多少"
    assert "财政收入" in second
    assert "涨幅呢" in second


def test_a_later_part_takes_the_time_of_the_first_unless_it_has_its_own():
    _, second = split_question("2020年财政收入多少，涨幅呢？")
    assert "2020年" in second
    _, other = split_question("2020年财政收入多少，2021年的目标呢？")
    assert "2020" not in other


def test_english_questions_joined_by_and_are_cut():
    assert len(split_question("What was the GDP in 2020 and how many jobs were created?")) == 2


def test_more_than_three_are_left_together():
    text = "甲是多少，乙是多少，丙是多少，丁是多少？"
    assert split_question(text) == [text]


@given(text=st.lists(st.sampled_from(WORDS), max_size=10).map("".join) | st.text(max_size=60))
def test_every_part_asks_something_and_no_word_of_the_question_is_lost(text):
    parts = split_question(text)
    assert 1 <= len(parts) <= 3
    if len(parts) == 1:
        assert parts == [text]
    else:
        assert all(part.strip() for part in parts)
        joined = "".join(parts)
        assert all(word in joined for word in ("财政收入", "GDP", "多少", "目标", "2020年", "哪些") if word in text)


def test_parts_as_they_stand_are_as_many_as_the_completed_ones():
    text = "How many public kindergartens will be built, and how many private ones supported?"
    assert split_plainly(text) == ["How many public kindergartens will be built", "how many private ones supported"]
    assert len(split_question(text)) == 2
    assert split_plainly("GDP是多少？") == ["GDP是多少"] or split_plainly("GDP是多少？") == ["GDP是多少？"]


@pytest.mark.parametrize(
    "text",
    [
        "¿Cuántas plazas había en 2023 y cuántas se quieren tener en 2024?",
        "Combien d'emplois en 2020 et combien en 2021 ?",
        "Wie viele Betten gab es 2020 und wie viele sind 2021 geplant?",
        "도시화율은 지금까지 얼마까지 올랐고, 5년 뒤에는 얼마를 목표로 하나요?",
    ],
)
def test_two_questions_in_other_languages_are_cut(text: str):
    assert len(split_question(text)) == 2
