from service.languages.stems import is_inflected, stem


def test_forms_of_a_word_meet():
    assert stem("kindergartens", "en") == stem("kindergarten", "en")
    assert stem("built", "en") == stem("building", "en") == stem("build", "en")
    assert stem("больниц", "ru") == stem("больница", "ru")
    assert stem("straßen", "de") == stem("straße", "de")


def test_a_language_without_a_stemmer_keeps_its_words():
    assert stem("도로", "ko") == "도로"


def test_british_and_american_spelling_meet():
    assert stem("subsidised", "en") == stem("subsidized", "en")
    assert stem("neighbouring", "en") == stem("neighboring", "en")
    assert stem("kilometres", "en") == stem("kilometers", "en")
    assert stem("urbanisation", "en") == stem("urbanization", "en")
    assert stem("raised", "en") == stem("raise", "en") and stem("enterprises", "en") == stem("enterprise", "en")


def test_forms_of_one_word_are_told_from_words_derived_from_it():
    assert is_inflected("planned", "planning", "en")
    assert is_inflected("cities", "city", "en")
    assert is_inflected("organised", "organizing", "en")
    assert not is_inflected("development", "developers", "en")
    assert not is_inflected("appropriate", "appropriation", "en")
