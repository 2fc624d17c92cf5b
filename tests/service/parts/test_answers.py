import pytest

from service.draft import Draft
from service.parts.answers import answer_parts
from service.refusal.refusal import Verdict
from tests.service.small_report import ask_report


class One:
    """An answer that rests on the spans given; a refusal for none."""

    def __init__(self, text, spans, confidence=0.9):
        self.text, self.confidence = text, confidence
        self.outcome = Draft(text) if spans else Verdict("not_in_report", text)
        if spans:
            self.outcome.spans = [(_reading(), start, start + 1) for start in spans]

    def in_words(self):
        return One(self.text, self.spoken, 0.5) if self.spoken else None

    spoken: list = []


def _reading():
    class Report:
        id = "a"

    class Reading:
        report = Report()

        def row_at(self, position):
            return position // 10

    return Reading()


def ask(text, answers, taken_answers=None):
    asked = []

    def answer(wording, taken):
        asked.append(wording)
        told = taken_answers if taken and taken_answers else answers
        return next(One(wording, spans, *rest) for key, (spans, *rest) in told.items() if key in wording)

    return answer_parts(text, answer), asked


def test_each_question_has_its_answer():
    found, _ = ask("GDP多少，就业多少？", {"gdp": ([1],), "就业": ([2],)})
    assert len(found) == 2


def test_a_wording_that_repeats_the_answer_before_gives_its_next_best():
    found, _ = ask("GDP多少，就业多少？", {"": ([1],)}, {"": ([2],)})
    assert [one.outcome.spans[0][1] for one in found] == [1, 2]


def test_the_surest_wording_is_taken():
    found, asked = ask("GDP多少，就业多少？", {"gdp 就业": ([3], 0.6), "gdp": ([1],), "就业": ([2], 0.4)})
    assert len(asked) == 3
    assert found[1].outcome.spans[0][1] == 3


def test_things_side_by_side_that_have_no_answers_of_their_own_are_asked_together():
    found, _ = ask("GDP和就业各多少？", {"GDP和就业": ([1, 2],), "gdp": ([1],), "就业": ([],)})
    assert len(found) == 1
    assert len(found[0].outcome.spans) == 2


def test_the_second_answer_rather_stands_in_the_sentence_of_the_first():
    found, _ = ask("GDP多少，就业多少？", {"gdp 就业": ([3], 0.7), "gdp": ([1],), "就业": ([20], 0.8)})
    assert found[1].outcome.spans[0][1] == 3


def test_a_part_without_a_number_is_told_in_words_beside_one_that_has_its_own(monkeypatch):
    monkeypatch.setattr(One, "spoken", [30])
    found, _ = ask("GDP多少，最终的安排是什么？", {"安排": ([],), "gdp": ([1],)})
    assert [one.outcome.spans[0][1] for one in found] == [1, 30]


def test_no_part_is_told_in_words_where_none_has_an_answer(monkeypatch):
    monkeypatch.setattr(One, "spoken", [30])
    found, _ = ask("GDP多少，就业多少？", {"": ([],)})
    assert all(isinstance(one.outcome, Verdict) for one in found)


TEXT = (
    "阳泉市政府工作报告\n各位代表：\n一、2019年工作回顾\n"
    "2019年，规模以上工业增加值增长9.6%，增速较快。农业增加值增长5.7%。互联网出省带宽为1.2万Gbps。\n"
    "二、2020年工作安排\n"
    "今年，规模以上工业增加值增长8.5%左右。农业增加值增长6%左右。互联网出省带宽达到1.4万Gbps，新建基站300个。\n"
)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("想对比一下：工业和农业的增加值增速，2019年实际多少，2020年目标多少？", ["9.6%", "5.7%", "8.5%", "6%"]),
        ("互联网出省带宽现在多大，2020年要提到多大，要新建几个基站？", ["1.2万", "1.4万", "300个"]),
    ],
)
def test_each_thing_is_told_at_each_time(question, told):
    answer = ask_report(TEXT)(question).answer
    assert all(number in answer for number in told)


def test_no_share_is_worked_out_of_what_was_not_found():
    ask = ask_report(
        "晋城市政府工作报告\n——2021年2月1日在晋城市第五届人民代表大会第六次会议上\n各位代表：\n一、2020年工作回顾\n"
        "地区生产总值由2015年的400亿元增加到2020年的500亿元。\n二、2021年工作安排\n生产总值增长6%。\n"
    )
    response = ask("How much was spent on R&D, and what share of GDP is that?")
    assert response.computation is None
