import pytest

from eval.confusion import Asked, Pair, Side, judge, make_questions, measure, pairs_of_figures, read_pairs
from eval.figures import BUILT_IN, load_texts
from eval.subjects import Reports

PAIR = Pair("r", 2021, "build", "新建公园", Side("12座", "2020", "level"), Side("15座", "2021", "level"))


def test_pairs_are_well_formed():
    pairs = read_pairs()
    assert len(pairs) >= 150
    assert {pair.half for pair in pairs} == {"build", "untouched"}
    halves = {half: {pair.report for pair in pairs if pair.half == half} for half in ("build", "untouched")}
    assert not halves["build"] & halves["untouched"]
    assert all(pair.fact.quote != pair.plan.quote for pair in pairs)
    assert all(side.measure in ("level", "growth") for pair in pairs for side in (pair.fact, pair.plan))


def test_pairs_are_found_among_the_hand_checked_figures():
    texts = load_texts(None, {BUILT_IN})
    pairs = {pair.name: pair for pair in pairs_of_figures(texts)}
    assert len(pairs) >= 15
    assert (pairs["停车位"].fact.quote, pairs["停车位"].plan.quote) == ("5000个", "3000个")
    assert pairs_of_figures({}) == []


def test_both_sides_are_asked_for_in_several_wordings():
    asked = list(make_questions(PAIR))
    assert {one.side for one in asked} == {"fact", "plan"}
    assert "2020年新建公园是多少？" in [one.question for one in asked]
    assert "今年新建公园的目标定在多少？" in [one.question for one in asked]
    falls = Pair("r", 2021, "build", "能耗", Side("3%", "2020", "growth", True), Side("2%", "2021", "growth", True))
    assert any("下降目标" in one.question for one in make_questions(falls))
    named = Pair("r", 2021, "build", "地区生产总值", Side("3%", "2016-2020", "growth"), Side("8%", "2021", "growth"))
    questions = [one.question for one in make_questions(named)]
    assert "“十三五”期间地区生产总值增长了多少？" in questions
    assert any(question.startswith("What is the growth target") for question in questions)


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("12座：新建公园12座[1]", "right"),
        ("12座：公园由12座增加到15座[1]", "right"),
        ("15座：新建公园15座[1]", "confused"),
        ("今年新建公园15座。[1]", "confused"),
        ("去年新建公园12座。[1]", "right"),
        ("15座（2021 目标）：新建公园15座[1]\n12座（2020）：新建公园12座[2]", "confused"),
        ("12座（2020）：新建公园12座[2]\n15座（2021 目标）：新建公园15座[1]", "right"),
        ("112座：公园共112座[1]", "other"),
        ("Parks: 12 (12座) (2020) — “新建公园12座”[1]", "right"),
    ],
)
def test_what_an_answer_states_is_judged(text, outcome):
    asked = Asked(PAIR, "fact", "2020年新建公园是多少？")
    assert judge(asked, {"answered": True, "answer": text}) == outcome


def test_refusals_and_misses_are_counted():
    answers = iter([{"answered": False, "answer": "没有"}, *[{"answered": True, "answer": "15座：公园15座[1]"}] * 20])
    tally = measure([PAIR], lambda report, question: next(answers))
    assert (tally.refused, tally.confused, tally.right) == (1, 4, 5)
    assert "fact and plan confused: 44.44 % (4 of 9;" in tally.describe()[-1]
    assert len(tally.list_misses()) == 5


def test_gold_of_pairs_names_reports_by_id():
    assert BUILT_IN not in {pair.report for pair in read_pairs()}
    assert Reports(None, set()).get(BUILT_IN).year == 2021
