from service.parts.leaning import ask_alike, leans_on
from service.parts.parts import split_question

_FIRST = "How big were the technology contracts in 2024"


def test_a_part_without_words_of_its_own_leans_on_the_first():
    assert leans_on("what does the province want for 2025?", _FIRST)
    assert leans_on("and how many of them?", _FIRST)
    assert not leans_on("how fast did exports grow?", _FIRST)


def test_it_asks_for_a_number_like_the_first():
    assert ask_alike("what does the province want for 2025?", _FIRST).startswith("what figure does")
    assert ask_alike("what does the province want?", "Who signed the contracts") == "what does the province want?"


def test_the_topic_is_given_to_it():
    parts = split_question(f"{_FIRST}, and what does the province want for 2025?").parts
    assert "technology contracts" in parts[1].texts[0]
