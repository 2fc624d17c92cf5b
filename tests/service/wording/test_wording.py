import string

import pytest

from service.wording.wording import _read_sentences, say

SENTENCES = _read_sentences()


def placeholders(sentence):
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


@pytest.mark.parametrize("language", sorted(SENTENCES))
def test_every_language_says_the_same_things_with_the_same_values(language):
    assert {key: placeholders(text) for key, text in SENTENCES[language].items()} == {
        key: placeholders(text) for key, text in SENTENCES["en"].items()
    }


def test_a_language_we_have_no_words_in_is_answered_in_english():
    assert say("pt", "yes") == "Yes."
