import pytest

from service.translation import find_terms


def meanings(text: str, language: str) -> list[list[str]]:
    return [[meaning for meaning, _ in term.meanings] for term in find_terms(text, language)]


def test_the_longest_phrase_is_one_term():
    (phrase,) = find_terms("dead end roads", "en")
    assert phrase.meanings[0] == ("断头路", 1.0)


def test_every_word_can_have_several_meanings_the_likeliest_first():
    (boiler,) = meanings("boilers", "en")
    assert boiler[0] == "锅炉"
    (plant,) = meanings("plant", "en")
    assert {"厂", "种植"} & set(plant)


@pytest.mark.parametrize(
    ("text", "language", "wanted"),
    [
        ("유치원은", "ko", "幼儿园"),
        ("病院", "ja", "医院"),
        ("больниц", "ru", "医院"),
        ("krankenhäuser", "de", "医院"),
        ("hôpitaux", "fr", "医院"),
        ("hospitales", "es", "医院"),
    ],
)
def test_other_languages_are_known_too(text: str, language: str, wanted: str):
    assert wanted in meanings(text, language)[0]


def test_chinese_names_of_indicators_stay_and_bring_their_other_names():
    (term,) = find_terms("一般公共预算收入", "en")
    assert term.meanings[0] == ("一般公共预算收入", 1.0)
    assert "财政收入" in dict(term.meanings)


def test_a_word_that_nobody_knows_is_a_term_without_meanings():
    (term,) = find_terms("changbei", "en")
    assert term.words == "changbei" and term.meanings == ()


def test_numbers_stay():
    assert meanings("top 500", "en")[-1][0] in ("500强", "500")


def test_nothing_gives_nothing():
    assert find_terms("", "en") == find_terms("", "ja") == ()
