"""Which reading of a follow-up counts, over the built-in report."""

import pytest

from service.schemas import AskRequest


def follow(service, *turns: str):
    history = [{"role": "user", "content": text} for text in turns[:-1]]
    return service.ask(AskRequest(question=turns[-1], history=history))


def test_an_answer_without_a_word_of_what_is_named_does_not_count(built_in):
    """How many people there are is not told by the unemployment rate."""
    answer = follow(built_in, "失业率要控制在多少", "全市养了多少匹马？")
    assert not answer.answered
    assert "4.5%" not in answer.answer


def test_a_thing_that_the_last_question_does_not_fit_is_found_by_an_earlier_one(built_in):
    answer = follow(built_in, "今年外贸进出口目标是多少", "前几年平均增速是多少", "失业率呢，今年")
    assert "4.5%" in answer.answer


def test_what_is_left_out_comes_from_the_last_question(built_in):
    answer = follow(built_in, "2020年GDP是多少？", "排全省第几？")
    assert answer.answer.startswith("第二：地区生产总值")


@pytest.mark.parametrize("turn", ["出口单独是多少？", "那出口呢"])
def test_a_part_is_not_answered_with_its_whole(built_in, turn):
    answer = follow(built_in, "今年外贸进出口想做到多少", turn)
    assert not answer.answered


@pytest.mark.parametrize("turn", ["门票多少钱？", "哪家公司中的标？", "谁牵头修的", "每户能补多少钱", "一层楼租金多少"])
def test_a_detail_that_no_quote_speaks_of_is_refused(built_in, turn):
    assert not follow(built_in, "市图书馆、档案馆、博物馆今年建到什么程度", turn).answered


def test_another_reading_counts_in_the_same_unit(built_in):
    """停车泊位 are counted in 个, and 几条 is no matter of them."""
    answer = follow(built_in, "今年主城区要增加多少停车位", "去年公交新开了几条线", "今年还要开几条")
    assert "3000" not in answer.answer


def test_how_a_place_stands_in_the_province_is_of_what_was_told(built_in):
    answer = follow(built_in, "水呢，达到优良的断面有几个", "在省里算好的吗？")
    assert answer.answer.startswith("第一")
