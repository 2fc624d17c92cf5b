import pytest

from service.languages.translation import find_terms


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
        ("ospedali", "it", "医院"),
        ("hospitais", "pt", "医院"),
        ("bệnh viện", "vi", "医院"),
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


def words(text: str, language: str) -> list[str]:
    return [term.words for term in find_terms(text, language)]


def test_words_that_ask_are_no_terms():
    assert words("combien d'argent a-t-on dépensé", "fr") == ["argent", "dépensé"]
    assert words("how many boilers were replaced in total", "en") == ["boilers", "replaced"]


def test_joining_words_make_no_difference_within_a_phrase():
    (phrase,) = find_terms("salieron de la pobreza", "es")
    assert phrase.meanings[0][0] == "脱贫"


def test_korean_particles_are_left_out_and_a_word_may_span_a_space():
    assert words("대학 졸업생의 취업률은 얼마입니까", "ko") == ["대학졸업생", "취업률"]


def test_japanese_characters_may_mean_what_they_mean_in_chinese():
    assert meanings("长北は", "ja") == [["长北"]]
    assert "干线" in meanings("干线は", "ja")[0]


def test_a_german_compound_is_cut_into_known_words():
    assert words("stadtschule", "de") == ["stadt", "schule"]


def test_words_in_capitals_mean_themselves():
    assert find_terms("led output", "en", frozenset({"led"}))[0].meanings == (("led", 1.0),)
    assert find_terms("led output", "en")[0].meanings[0][0] != "led"
