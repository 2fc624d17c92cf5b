import json
import lzma
from collections import Counter
from pathlib import Path

from service.training.alignment import align
from service.training.genre import count_reports, cut, list_words
from service.training.glosses import find_glosses
from service.training.vocabulary import Genre, find_english, find_others, make_key, write_words


def write_rows(path: Path, *rows: dict[str, object]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(lzma.compress("\n".join(json.dumps(row) for row in rows).encode()))
    return path


def make_genre(*words: str) -> Genre:
    return Genre(frozenset(words), Counter(dict.fromkeys(words, 400)))


def test_words_that_stand_together_translate_each_other():
    source = [["red", "house"], ["red", "car"], ["big", "house"], ["big", "car"]] * 5
    target = [["红", "房子"], ["红", "车"], ["大", "房子"], ["大", "车"]] * 5
    found = align(source, target, seldom=1)
    assert {word: items[0].word for word, items in found.items()} == {
        "red": "红",
        "big": "大",
        "house": "房子",
        "car": "车",
    }
    assert all(0 < item.chance <= 1.000001 and 0 < item.back <= 1.000001 for items in found.values() for item in items)


def test_nothing_to_align_gives_nothing():
    assert align([], []) == {} == align([["a"]], [["b"]], seldom=2)


def test_texts_are_cut_by_the_longest_word():
    assert cut("新建幼儿园3所", frozenset({"新建", "幼儿", "幼儿园"})) == ["新建", "幼儿园", "所"]


def test_words_are_counted_once_a_report(tmp_path: Path):
    words = list_words(write_rows(tmp_path / "words.jsonl.xz", {"zh": "锅炉"}, {"zh": "A锅炉"}))
    assert "锅炉" in words and "A锅炉" not in words
    row = {"text": "锅炉锅炉", "lang": "zh", "variant_of": None, "year": 2020}
    reports = write_rows(tmp_path / "reports.jsonl.xz", row, row, row | {"year": 1980}, row | {"lang": "en"})
    assert count_reports(reports, words)["锅炉"] == 2


def test_a_dictionary_and_the_list_by_hand_give_meanings(tmp_path: Path):
    genre = make_genre("大坝", "断头路")
    dictionary = write_rows(tmp_path / "d.jsonl.xz", {"zh": "大坝", "en": ["large dam", "surname Da"]})
    found = find_english({}, dictionary, genre)
    assert found["larg dam"] == [("大坝", 1.0)]
    assert found[make_key("dead end roads", "en")][0] == ("断头路", 1.0)
    assert not any("surnam" in key for key in found)


def test_another_language_takes_meanings_over_english(tmp_path: Path):
    rows = [{"en": "the boiler", "xx": "la caldaia"}, {"en": "the bridge", "xx": "il ponte"}] * 3
    write_rows(tmp_path / "it.pairs.jsonl.xz", *rows)
    english = {"boiler": [("锅炉", 1.0)], "bridg": [("大桥", 1.0)]}
    found = find_others("it", tmp_path, english, make_genre("锅炉", "大桥"))
    assert found[make_key("caldaia", "it")] == [("锅炉", 1.0)]
    assert found[make_key("ospedale", "it")][0] == ("医院", 1.0)


def test_glosses_are_short_and_no_names(tmp_path: Path):
    rows = (
        {"zh": "富民", "en": ["Fumin county in Kunming", "to enrich the people"]},
        {"zh": "粮堆", "en": ["surname"]},
    )
    dictionary = write_rows(tmp_path / "d.jsonl.xz", *rows)
    found = find_glosses({}, [], dictionary, make_genre("富民", "粮堆"))
    assert found["富民"] and "Kunming" not in found["富民"] and "粮堆" not in found


def test_a_table_is_written_as_it_is_read(tmp_path: Path):
    write_words(tmp_path / "words.xz", {"b": [("甲", 1.0), ("乙", 0.25)], "a": [("丙", 0.5)]})
    assert lzma.decompress((tmp_path / "words.xz").read_bytes()).decode() == "a=丙:0.5\nb=甲:1 乙:0.25"
