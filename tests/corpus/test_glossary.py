import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.glossary import load_glossary
from corpus.normal_form import normalise


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("GDP", "地区生产总值"),
        ("经济总量", "地区生产总值"),
        ("财政收入", "一般公共预算收入"),
        ("CPI", "居民消费价格"),
        ("物价", "居民消费价格"),
        ("高企", "高新技术企业"),
        ("棚改", "棚户区改造"),
        ("老旧小区", "老旧小区改造"),
        ("蓝天数", "空气质量优良天数"),
        ("低保", "低保标准"),
        ("社零", "社会消费品零售总额"),
        ("failing", None),
        ("registered urban unemployment rate", "城镇登记失业率"),
        ("Fiscal Revenue", "一般公共预算收入"),
        ("fiscal  revenues", "一般公共预算收入"),
        ("地區生產總值", "地区生产总值"),
    ],
)
def test_names_people_use_are_found(words, name):
    found = [mention.indicator.name for mention in load_glossary().find(words)]
    assert found == ([name] if name else [])


def test_longest_name_wins_and_offsets_hold():
    text = "长治市的城镇居民人均可支配收入和ＧＤＰ"
    mentions = load_glossary().find(text)
    assert [text[m.start : m.end] for m in mentions] == ["城镇居民人均可支配收入", "ＧＤＰ"]


def test_latin_names_match_whole_words_only():
    assert load_glossary().find("transports and reports of imported goods") == []


def test_glossary_is_large_enough_and_complete():
    glossary = load_glossary()
    assert len(glossary.indicators) >= 250
    names = {indicator.name for indicator in glossary.indicators}
    for indicator in glossary.indicators:
        assert indicator.english
        assert indicator.parent is None or indicator.parent in names
        assert indicator.name not in indicator.siblings
    for language in ("ja", "ko", "fr", "de", "es", "ru"):
        assert sum(language in indicator.names for indicator in glossary.indicators) >= 100


def test_no_chinese_name_has_two_owners():
    owners: dict[str, str] = {}
    for indicator in load_glossary().indicators:
        for name in (indicator.name, *indicator.aliases):
            assert owners.setdefault(normalise(name), indicator.name) == indicator.name


def test_siblings_are_told_apart():
    indicator = load_glossary().get("城镇登记失业率")
    assert indicator is not None
    assert indicator.siblings == ("城镇调查失业率",)


def test_units_have_english_names():
    glossary = load_glossary()
    assert glossary.english_unit("个百分点") == "percentage points"
    assert glossary.english_unit("公里", many=False) == "kilometre"
    assert glossary.english_unit("没有的单位") is None


@given(st.text(max_size=40))
def test_find_gives_ordered_spans_of_any_text(text):
    last = 0
    for mention in load_glossary().find(text):
        assert last <= mention.start < mention.end <= len(text)
        last = mention.end


def test_names_of_another_language_count_only_where_none_is_given():
    text = "How many boxes did the container service move?"
    assert load_glossary().find(text, "en") == []
    assert [m.indicator.name for m in load_glossary().find("le taux de chômage", "fr")] == ["失业率"]
    assert [m.indicator.name for m in load_glossary().find("PIB et GDP", "fr")] == ["地区生产总值"] * 2


def test_articles_within_a_name_make_no_difference():
    (mention,) = load_glossary().find("What is the income of a farmer?", "en")
    assert mention.indicator.name == "农村居民人均可支配收入"


def test_an_amount_written_on_to_a_latin_name_is_no_part_of_it():
    assert [m.indicator.name for m in load_glossary().find("实现GDP1960亿元")] == ["地区生产总值"]
    assert [m.indicator.name for m in load_glossary().find("建成5G基站100个")] == ["5G基站"]


@pytest.mark.parametrize("text", ["城乡居民收入比上年增长8%", "10亿元以上项目35个"])
def test_no_name_is_cut_out_of_longer_words(text: str):
    names = {mention.indicator.name for mention in load_glossary().find(text)}
    assert names.isdisjoint({"城乡居民收入比", "亿元以上项目"})


def test_a_name_is_no_ending_of_longer_words():
    assert load_glossary().find_ending("新签约亿元以上项目")[1] == "亿元以上项目"
    assert load_glossary().find_ending("在建10亿元以上项目") is None
