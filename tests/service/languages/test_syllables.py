import pytest

from service.languages.syllables import to_korean, to_russian


@pytest.mark.parametrize(
    ("syllable", "korean", "russian"),
    [
        ("chang", "창", "чан"),
        ("zhou", "저우", "чжоу"),
        ("jia", "자", "цзя"),
        ("qu", "취", "цюй"),
        ("yi", "이", "и"),
        ("shuang", "솽", "шуан"),
        ("zi", "쯔", "цзы"),
        ("xian", "셴", "сянь"),
    ],
)
def test_syllables_are_written_by_their_sounds(syllable: str, korean: str, russian: str):
    assert (to_korean(syllable), to_russian(syllable)) == (korean, russian)


def test_what_is_no_syllable_is_not_written():
    assert to_korean("hng") == "" and to_russian("hng") == ""
