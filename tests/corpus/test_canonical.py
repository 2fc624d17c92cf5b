import hashlib
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from corpus.canonical import canonical_text, hash_text


def test_line_ends_become_line_feeds() -> None:
    assert canonical_text("一\r\n二\r三\n四") == "一\n二\n三\n四"


def test_byte_order_mark_goes() -> None:
    assert canonical_text("\ufeff报告") == "报告"


def test_decomposed_characters_are_composed() -> None:
    assert canonical_text("Ürümqi") == "Ürümqi"


def test_full_width_and_white_space_stay_as_they_were() -> None:
    assert canonical_text("\u3000１，１２０亿％\xa0 ") == "\u3000１，１２０亿％\xa0 "


def test_hash_is_of_the_text_in_utf_8() -> None:
    assert hash_text("报告") == hashlib.sha256("报告".encode()).hexdigest()


@given(st.text())
def test_canonical_text_is_a_fixed_point(text: str) -> None:
    once = canonical_text(text)
    assert canonical_text(once) == once or once.startswith("\ufeff")
    assert unicodedata.is_normalized("NFC", once)
    assert "\r" not in once
