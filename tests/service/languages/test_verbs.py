import pytest

from service.languages.verbs import put_verbs


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("How much coal did Changzhi mine in 2020?", "mined"),
        ("How many farmers will the county train this year?", "trained"),
        ("How many phones does it ship?", "shipped"),
    ],
)
def test_a_noun_that_stands_as_a_verb_is_put_into_the_past(text: str, words: str):
    assert words in put_verbs(text.lower().rstrip("?"), text).split()


@pytest.mark.parametrize(
    "text",
    ["How fast does the high-speed train run?", "How many coal mines did it close?", "Does the mine in Lu'an work?"],
)
def test_a_noun_stays(text: str):
    assert put_verbs(text, text) == text
