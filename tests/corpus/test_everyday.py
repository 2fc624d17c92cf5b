import re
import tomllib
from importlib import resources

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus import everyday
from corpus.everyday import find_report_words
from corpus.normal_form import normalise


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("居民兜里的钱多了吗", "居民人均可支配收入多了吗"),
        ("兜里的钱多了吗", "收入多了吗"),
        ("去年的经济盘子多大", "去年的地区生产总值多大"),
        ("空气好的日子占几成", "空气质量优良天数比例"),
        ("小区装电梯有几部", "小区既有住宅加装电梯有几部"),
        ("城里新增的就业有多少", "城镇新增就业有多少"),
        ("找不到活的人怎么帮", "就业困难人员怎么帮"),
        # Words of reports stay as they are.
        ("农村人口和城市人民的停车位", "农村人口和城市人民的停车位"),
        ("常住人口城镇化率是多少", "常住人口城镇化率是多少"),
    ],
)
def test_everyday_words_become_the_words_of_reports(said, meant):
    assert find_report_words(said) == meant


@given(st.text(alphabet="0123456789abc ?", max_size=40))
def test_a_text_without_everyday_words_stays_as_it_is(text):
    assert find_report_words(text) == text


@pytest.fixture
def phrases(monkeypatch, tmp_path):
    def write(text):
        (tmp_path / "everyday_words").mkdir()
        (tmp_path / "everyday_words" / "words.toml").write_text(text, encoding="utf-8")
        monkeypatch.setattr(everyday.resources, "files", lambda _: tmp_path)
        everyday._load.cache_clear()

    yield write
    everyday._load.cache_clear()


def test_what_stands_in_a_gap_is_kept_after_the_words_of_reports(phrases):
    phrases('[a]\n"收入" = ["城里人…到手"]')
    assert find_report_words("城里人去年到手多少") == "收入去年多少"


def test_a_gap_holds_no_second_thing_and_not_more_than_six_characters(phrases):
    phrases('[a]\n"收入" = ["城里人…到手"]')
    for text in ("城里人和农民到手多少", "城里人,到手多少", "城里人一二三四五六七到手多少"):
        assert find_report_words(text) == text


def test_each_choice_of_words_is_found_and_the_longest_first(phrases):
    phrases('[a]\n"城镇居民" = ["城里[人|居民]"]\n"收入" = ["城里人[的|]钱"]')
    assert find_report_words("城里居民,城里人的钱,城里人钱") == "城镇居民,收入,收入"


def test_a_phrase_may_open_with_one_character_before_a_gap(phrases):
    phrases('[a]\n"教育支出" = ["[花|花在]…教育…钱"]')
    assert find_report_words("花了多少教育上的钱") == "教育支出了多少上的"


def test_names_of_indicators_stay_unless_a_longer_phrase_begins_with_them(phrases):
    phrases('[a]\n"城镇居民" = ["城镇人"]\n"停车位" = ["车位"]\n"低保标准" = ["低保线"]')
    assert find_report_words("城镇人均可支配收入,停车位,低保线") == "城镇人均可支配收入,停车位,低保标准"


def test_no_gap_opens_within_the_name_of_an_indicator(phrases):
    phrases('[a]\n"森林覆盖率" = ["森林覆盖…多少"]')
    assert find_report_words("森林覆盖率达到多少,森林覆盖了多少") == "森林覆盖率达到多少,森林覆盖率了"


def test_of_the_ways_to_read_a_phrase_the_one_with_most_of_its_own_counts(phrases):
    phrases('[a]\n"收入" = ["种地的[人|]…[收入|人均收入]"]')
    assert find_report_words("种地的人均收入") == "收入"


def test_a_phrase_given_as_it_is_is_kept_from_the_others(phrases):
    phrases('[a]\n"文明城市" = ["文明城", "文明城市"]')
    assert find_report_words("文明城市,文明城") == "文明城市,文明城市"


def test_the_phrases_that_come_with_the_project_are_well_formed():
    for file in resources.files("corpus").joinpath("everyday_words").iterdir():
        for table, rows in tomllib.loads(file.read_text(encoding="utf-8")).items():
            for words, written in rows.items():
                assert words == normalise(words), (table, words)
                for phrase in written:
                    pieces = everyday._parse(phrase)
                    assert all(everyday._begin(pieces, "")), (table, phrase)
                    for piece in pieces:
                        assert piece is None or all(word == normalise(word) for word in piece), (table, phrase)
                        assert piece is None or not re.search(r"[\[\]|]", "".join(piece)), (table, phrase)
