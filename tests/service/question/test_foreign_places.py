import pytest

from service.answer import Service
from service.question.foreign_places import find_names, find_wider, leave_out_ranks
from service.question.question import understand
from service.schemas import AskRequest


def national(text: str) -> bool:
    return any(place.kind == "national" for place in understand(text, 2021).places)


@pytest.mark.parametrize(
    "text",
    [
        "Which village is among the ten most beautiful of China?",
        "How many old cars of the China III standard were scrapped?",
        "¿Qué aldea entró en la lista de los diez pueblos más bellos de China?",
        "Какая деревня вошла в список самых красивых деревень Китая?",
    ],
)
def test_the_nation_may_only_be_named(text: str):
    assert not national(text)


def test_the_nation_may_be_asked_about():
    assert national("What was China's GDP in 2020?")


def test_counties_of_the_own_city_are_known_in_latin_letters():
    places = understand("What was the GDP of Xiangyuan in 2020?", 2021, frozenset({"长治市"})).places
    assert [place.name for place in places] == ["襄垣县"]


def test_a_library_of_many_places_reads_no_county():
    many = frozenset({"长治市", *(f"{number}市" for number in range(20))})
    assert not understand("What was the GDP of Xiangyuan in 2020?", 2021, many).places


def test_a_name_that_reads_like_another_city_is_answered_where_the_sentence_has_it(built_in: Service):
    answer = built_in.ask(AskRequest(question="What will be built at Changbei?"))
    assert answer.refusal is None or answer.refusal.reason != "place_not_in_library"


def test_parts_of_the_nation_only_tell_where():
    assert not national("Which parts of China does the city want to woo investors from?")
    assert not national("How many cities in China and abroad can you fly to?")
    assert not national("Which village made China's list of most beautiful villages?")


def test_a_part_of_the_nation_is_not_asked_about():
    assert not understand("Which district is in the top 100 of western China?", 2021).places


def test_ranks_behind_names_are_left_out():
    assert leave_out_ranks("where does lanshan district rank") == "where does lanshan rank"
    assert leave_out_ranks("which county pays, every district") == "which county pays, every district"


def test_names_in_latin_letters_are_told_from_words():
    assert find_names("What was the output of Wanzhi in 2021?") == {"wanzhi"}


def test_an_own_county_is_known_in_latin_letters():
    places = understand("Does the train from Miyi to Chengdu take long?", 2023, frozenset({"米易县"})).places
    assert "米易县" in [place.name for place in places]


@pytest.mark.parametrize(
    ("text", "place", "wider"),
    [
        ("2020年全省森林覆盖率是多少？", "长治市", "全省"),
        ("森林覆盖率全省大概是多少", "长治市", "全省"),
        ("全国GDP增长多少？", "山西省", "全国"),
        ("全省粮食产量是多少？", "山西省", None),
        ("LED产值占全省多少？", "长治市", None),
        ("比全省高几个点？", "长治市", None),
        ("GDP在全省排第几？", "长治市", None),
    ],
)
def test_a_number_of_what_a_place_lies_in(text, place, wider):
    assert find_wider(text, place) == wider
