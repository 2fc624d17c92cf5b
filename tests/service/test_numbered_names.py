from service.in_chinese import choose_meanings
from service.numbered_names import find_numbered
from service.reading import Reading
from service.translation import Term, find_list_names


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


def test_only_english_questions_are_read():
    assert find_list_names("les cinq grands plans", "fr") == ()
