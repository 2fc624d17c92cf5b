import pytest

from service.languages.names import write_places


@pytest.mark.parametrize(
    ("text", "language", "name"),
    [
        ("2014년 난닝시의 지역내총생산은?", "ko", "南宁市"),
        ("취저우의 성장률", "ko", "衢州市"),
        ("к концу года в Чанчуне", "ru", "长春市"),
        ("ВВП Шэньчжэня", "ru", "深圳市"),
        ("доходы Внутренней Монголии", "ru", "内蒙古自治区"),
    ],
)
def test_cities_get_their_chinese_names(text: str, language: str, name: str):
    assert name in write_places(text, language, frozenset())


def test_words_that_are_like_a_short_name_stay():
    assert write_places("지난 성장률과 지난해 목표", "ko", frozenset()) == "지난 성장률과 지난해 목표"


def test_counties_of_the_own_city_are_known():
    own = frozenset({"长治市"})
    assert "襄垣县" in write_places("샹위안현의 인구", "ko", own)
    assert "襄垣县" in write_places("ВВП Сянъюаня", "ru", own)
    assert write_places("ВВП Сянъюаня", "ru", frozenset()) == "ВВП Сянъюаня"


def test_the_whole_of_a_share_is_no_place_that_is_asked_about():
    assert "山西" not in write_places("산시성 전체의 몇 퍼센트를 차지하나요?", "ko", frozenset({"长治市"}))


def test_other_languages_stay_as_they_are():
    assert write_places("What was the GDP of Nanning?", "en", frozenset()) == "What was the GDP of Nanning?"
