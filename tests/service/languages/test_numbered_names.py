import pytest

from service.evidence.in_chinese import choose_meanings
from service.languages.numbered_names import find_numbered, read_count
from service.languages.translation import Term
from service.reading.reading import Reading


def look_up(words):
    return ["行动计划"] if list(words) == ["action", "plans"] else []


def test_numbered_nouns_get_the_names_of_reports():
    ((words, names),) = find_numbered("what are the five major action plans", look_up)
    assert words == "five major action plans"
    assert "五大行动计划" in names


def test_what_is_only_counted_makes_no_name():
    assert not list(find_numbered("which three action plans", look_up))
    assert not list(find_numbered("over five years", look_up))


def test_a_name_counts_only_where_the_report_has_it(built_in_reading: Reading):
    absent = Term("nine action plans", (("九大行动计划", 1.0),), optional=True)
    assert choose_meanings((absent, Term("boiler", (("锅炉", 1.0),))), built_in_reading) == ["锅炉"]


@pytest.mark.parametrize(
    ("text", "language", "name"),
    [
        ("quali sono le «tre squadre»?", "it", "三支队伍"),
        ("네 가지 대오는 무엇인가요?", "ko", "四支队伍"),
        ("三つの队伍とは何ですか", "ja", "三支队伍"),
    ],
)
def test_other_languages_number_nouns_too(text: str, language: str, name: str):
    ((_, names),) = find_numbered(text, lambda words: ["队伍"], language)
    assert name in names


def test_the_members_of_a_list_are_counted():
    assert read_count("quelles sont les cinq batailles ?", "fr") == 5
    assert read_count("네 가지 약점은 무엇인가요?", "ko") == 4


def test_one_of_many_is_no_list_of_so_many():
    assert read_count("¿qué aldea es una de los diez pueblos más bellos?", "es") is None


def test_quotation_marks_may_stand_in_a_name():
    ((_, names),) = find_numbered('five industrial "cities"', lambda words: ["城"] * (words == ["cities"]))
    assert "“五城”" in names
