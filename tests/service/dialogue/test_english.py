"""English follow-ups in set phrases."""

import pytest

from service.dialogue.dialogue import read_follow_up
from service.schemas import Turn


def readings(*turns: str, year: int = 2021) -> tuple[str, ...]:
    """What the last turn may mean; a turn is a question and, behind =>, its answer."""
    history = []
    for turn in turns[:-1]:
        asked, _, answer = turn.partition("=>")
        history += [Turn(role="user", content=asked.strip()), Turn(role="assistant", content=answer.strip() or "5")]
    return read_follow_up(turns[-1], history, year, frozenset({"长治市"})).readings


@pytest.mark.parametrize(
    ("turns", "alone"),
    [
        (
            ["How many urban jobs were created in 2020?", "What is planned for 2021?"],
            "What is the target for urban jobs created for 2021?",
        ),
        (
            ["How many high-tech enterprises are there?", "What are they aiming for this year?"],
            "What is the target for high-tech enterprises for this year?",
        ),
        (
            ["How fast did GDP grow in 2020?", "And what do they want in 2021?"],
            "What is the target for growth of GDP in 2021?",
        ),
    ],
)
def test_the_target_after_a_number(turns: list[str], alone: str) -> None:
    assert readings(*turns)[0] == alone


@pytest.mark.parametrize(
    ("turns", "alone"),
    [
        (
            ["How much solid waste should be put to use this year?", "What will be invested?"],
            "How much will be invested (solid waste) this year?",
        ),
        (
            ["How many tourists came in 2020?", "What did they bring in?"],
            "How much did tourists bring in in 2020?",
        ),
    ],
)
def test_how_much_was_spent(turns: list[str], alone: str) -> None:
    assert readings(*turns)[0] == alone


@pytest.mark.parametrize(
    ("turns", "alone"),
    [
        (["How many km of railway were built?", "And of motorway?"], "How many km of motorway were built?"),
        (["How many schools were built in 2020?", "And renovated?"], "How many schools were renovated in 2020?"),
        (
            ["How many firms were there at the end of the 13th Five-Year Plan?", "And when the plan began?"],
            "How many firms were there at the beginning of the 13th Five-Year Plan?",
        ),
        (
            ["How many containers went through the port in 2020?", "And total exports?"],
            "What is total exports in 2020?",
        ),
        (
            ["How many national manufacturing clusters are there?", "How many of these were added in 2020?"],
            "How many national manufacturing clusters were added in 2020?",
        ),
        (["What was GDP in 2020?", "And per capita?"], "What is GDP per capita in 2020?"),
        (["What does the report say about education?", "Any numbers?"], "What does the report say about education?"),
        (
            ["What does the report say about education?", "What about pensions?"],
            "What does the report say about pensions?",
        ),
    ],
)
def test_the_same_at_another_step_or_of_another_thing(turns: list[str], alone: str) -> None:
    assert readings(*turns)[0] == alone


def test_it_is_what_was_talked_of_before_the_last_question() -> None:
    turns = ["How many old neighbourhoods will be renovated in 2021?", "How many households does that cover?"]
    assert readings(*turns, "How much will it cost?")[0] == "How much will old neighbourhoods cost in 2021?"


def test_it_is_the_whole_share() -> None:
    alone = readings("What share of GDP should go to R&D in 2027?", "And in 2020, was it above 2%?")[0]
    assert "share of gdp should go to r&d above 2%" in alone


def test_villages_are_poor_ones_where_the_talk_is_of_poverty() -> None:
    turns = ["How many poor counties were taken off the list?", "villages?"]
    assert "poor villages" in readings(*turns)[0]
    assert "poor" not in readings("How many clinics were built?", "And villages?")[0]


def test_those_people_are_of_the_topic() -> None:
    alone = readings("How many trips to Taiwan were made in 2010?", "How much did those people spend there?")[0]
    assert "people spend there (trips)" in alone


def test_what_is_defined_is_no_pointer() -> None:
    alone = readings("How many markets were upgraded?", 'What is this "one old, three new" about?')[0]
    assert '"one old, three new"' in alone
    assert "markets" not in alone


@pytest.mark.parametrize(
    ("turn", "base"),
    [
        ("How does that compare with last year?", "last year"),
        ("Compared with last year?", "last year"),
        ("So lower than last year?", "last year"),
        ("Is that more or less than last year?", "last year"),
    ],
)
def test_what_was_told_is_set_against_a_time(turn: str, base: str) -> None:
    history = [Turn(role="user", content="How many jobs are planned this year?"), Turn(role="assistant", content="50")]
    pair = read_follow_up(turn, history, 2021).pair
    assert pair is not None
    assert base in pair.questions[0]
    assert "this year" in pair.questions[1]


@pytest.mark.parametrize(
    ("turns", "words"),
    [
        (["What is the population?", "Where should it be five years from now?"], "over the next five years"),
        (
            [
                "How many people escaped poverty over the past five years?",
                "And last year?",
                "How many did in those years?",
            ],
            "over the past five years",
        ),
    ],
)
def test_years_counted_from_before(turns: list[str], words: str) -> None:
    assert words in readings(*turns)[0]


@pytest.mark.parametrize(
    ("turns", "alone"),
    [
        (
            ["What was urban residents' income in 2020?", "And in the countryside?"],
            "What was rural residents' income in 2020?",
        ),
        (["How many km of pipes were laid?", "And rural roads?"], "How many km of rural roads were laid?"),
        (["How many km of pipes were laid?", "bridges?"], "How many bridges were laid?"),
        (["What is the target for grain output?", "Was it met?"], "Was the target for grain output met?"),
    ],
)
def test_forms_and_units(turns: list[str], alone: str) -> None:
    assert readings(*turns)[0] == alone


@pytest.mark.parametrize(
    "turn",
    [
        "How much was it up?",
        "How much up on the year before?",
        "And how did that total compare with the year before?",
        "By how much did it grow?",
    ],
)
def test_the_growth_of_a_number(turn: str) -> None:
    asked = "What was the grain harvest in 2020?"
    assert readings(asked, turn)[0] == "By how much did the grain harvest grow in 2020?"


def test_what_is_planned_for_the_years_to_come() -> None:
    text = readings(
        "How much foreign capital came in during 2020?", "How much do they hope to draw in the next five years?"
    )
    assert text[0].startswith("What is the target for foreign capital")
    assert "next five years" in text[0]


def test_a_measure_alone_is_of_what_was_told() -> None:
    assert "grain harvest" in readings("What was the grain harvest in 2020?", "Was there an output target for 2021?")[0]


def test_a_number_has_no_number_of_its_own() -> None:
    text = readings("How many days of good air did Changzhi have in 2020?", "What about its average PM2.5?")[0]
    assert "days" not in text
    assert "PM2.5" in text
