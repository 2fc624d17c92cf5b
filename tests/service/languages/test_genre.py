from pathlib import Path

import service.languages
from corpus.normal_form import normalise
from service.languages.genre import add_genre, can_part
from service.languages.translation import find_terms, left_out

_JOINING = left_out("joining", "en")


def means(text: str, language: str = "en") -> list[str]:
    return [meaning for term in find_terms(normalise(text), language) for meaning, _ in term.meanings]


def test_words_by_hand_come_before_the_learned_ones():
    found = add_genre("jet", "jet", "en", (("喷气", 1.0),), _JOINING)
    assert found[0] == ("客机", 1.0)


def test_a_line_with_two_signs_leaves_no_learned_meaning():
    assert "杂费" not in means("extra")


def test_the_very_word_counts_before_its_stem():
    assert means("customers")[0] == "客户"
    assert means("customs")[0] == "海关"


def test_a_word_only_derived_from_one_by_hand_means_first_what_was_learned():
    assert means("doctors")[0] == "医生"
    assert means("publicise")[0] == "宣传"
    learned = (("任命", 1.0),)
    derived = add_genre("officeholder", "offic", "en", learned, _JOINING)
    assert derived[0] == learned[0] and ("办公室", 0.5) in derived


def test_how_journalists_say_it():
    assert means("campaigning for")[0] == "创建"
    assert means("campaigns")[0] == "战役"
    assert means("industrial parks")[0] == "工业园区"
    assert means("budget money")[0] == "财政资金"


def test_the_longest_phrase_wins_and_keeps_its_words_apart():
    term = find_terms("fighting poverty", "en")[0]
    assert term.meanings[0][0] == "扶贫资金"
    assert can_part("basic research", "basic research", "en", _JOINING)
    assert not can_part("test flight of nothing", "test flight noth", "en", _JOINING)


def test_every_line_is_well_formed():
    folder = Path(service.languages.__file__).parent / "genre_words"
    for line in (folder / "en.txt").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            assert line.partition("=")[2].strip("= "), line
    rows = [line for line in (folder / "others.txt").read_text("utf-8").splitlines() if not line.startswith("#")]
    assert all(line.count("|") in (6, 9) for line in rows)


def test_the_other_languages_have_columns():
    assert "常住人口" in means("habitantes permanentes", "es")
    assert "生活垃圾" in means("hausmülls", "de")
    assert "停车位" in means("駐車スペース", "ja")
    assert "地铁" in means("линий метро", "ru")
    assert "吞吐量" in means("movimentaram os portos", "pt")
    assert "队伍" in means("squadre", "it")


def test_numbers_and_short_first_words_belong_to_phrases():
    assert means("top 100 districts")[0] == "百强区"
    assert means("5a scenic spots")[0] != means("4a scenic spots")[0]
    assert "投产" in means("go into production")
