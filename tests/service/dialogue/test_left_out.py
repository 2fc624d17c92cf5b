"""Words that a follow-up leaves out: its year, its place, the thing of a kind."""

import pytest

from service.dialogue.dialogue import read_follow_up
from service.schemas import Turn


def alone(*turns: str, places: tuple[str, ...] = ()) -> str:
    history = [Turn(role="user", content=text) for text in turns[:-1]]
    return read_follow_up(turns[-1], history, 2021, frozenset(places)).readings[0]


@pytest.mark.parametrize(
    ("turns", "words"),
    [
        (("How big should the economy be in 2035?", "And how urban should it be by then?"), "in 2035"),
        (("How many jobs were added in 2020?", "How many projects were signed that year?"), "2020"),
        (("2025年人口要到多少？", "到时候城镇化率多少"), "2025年"),
    ],
)
def test_the_time_of_the_question_before(turns, words):
    assert words in alone(*turns)


def test_the_place_that_the_report_is_of():
    turns = (
        "How many trips to Taiwan were made through Fujian in 2010?",
        "And the ferries, how many passengers did they carry?",
    )
    assert "Taiwan" not in alone(*turns, places=("福建省",))


def test_the_thing_of_a_kind():
    assert "普惠的幼儿园" in alone("公办幼儿园建几所？", "普惠的前五年一共建了多少")


def test_what_is_left_is_of_what_was_told():
    assert "民生实事" in alone("去年的10件民生实事都办完了没", "剩下的为什么没办成")


def test_a_verb_alone_is_of_what_was_told():
    assert "贫困人口" in alone("2020年有多少贫困人口脱贫", "今年要脱多少")
