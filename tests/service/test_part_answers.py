from service.draft import Draft
from service.part_answers import answer_parts
from service.refuse import Verdict


class One:
    """An answer that rests on the spans given; a refusal for none."""

    def __init__(self, text, spans, confidence=0.9):
        self.text, self.confidence = text, confidence
        self.outcome = Draft(text) if spans else Verdict("not_in_report", text)
        if spans:
            self.outcome.spans = [(_reading(), start, start + 1) for start in spans]


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
