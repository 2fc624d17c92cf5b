from hypothesis import given
from hypothesis import strategies as st

from service.languages.pinyin import find_readings, spell, spell_person


def test_a_name_in_latin_letters_is_found_in_chinese_text():
    assert find_readings("Changbei", "改造长北干线，7月底建成通车") == ["长北"]


def test_the_more_frequent_reading_comes_first():
    assert find_readings("lucheng", "潞城区、潞城区、鲁成") == ["潞城", "鲁成"]


def test_an_apostrophe_and_capitals_make_no_difference():
    assert find_readings("Xi'an", "西安市") == find_readings("XIAN", "西安市") == ["西安"]


def test_a_word_that_is_no_pinyin_finds_nothing():
    assert find_readings("trunk", "改造长北干线") == []
    assert find_readings("", "改造长北干线") == []


@given(st.text(max_size=30), st.text(max_size=60))
def test_what_is_found_stands_in_the_text(word: str, text: str):
    assert all(name in text and len(name) > 1 for name in find_readings(word, text))


def test_names_are_spelled_with_a_capital():
    assert spell("长北") == "Changbei"
    assert spell_person("杨勤荣") == "Yang Qinrong"
    assert spell_person("欧阳明") == "Ouyang Ming"
