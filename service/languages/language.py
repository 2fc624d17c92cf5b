"""Which language a question is in, by its script and its commonest words."""

import re

_KANA = re.compile(r"[\u3040-\u30ff]")
_HANGUL = re.compile(r"[\uac00-\ud7af]")
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_HAN = re.compile(r"[\u3400-\u9fff]")
_LATIN_WORD = re.compile(r"[a-zà-öø-ÿœß']+")

# Words that are frequent in one of the languages and rare in the others.
_WORDS = {
    "en": (
        "the of is are was what how which who when where why did does do in to and for by many much has have will "
        "a an that with per at it"
    ),
    "fr": (
        "le la les des du de est quel quelle quels quelles combien pour dans une un et sur en au aux à il été elle "
        "elles ils son sa ses leur leurs cette ce ces avec par pourquoi comment quand où qui que quoi sont ont "
        "d'une d'un qu'est"
    ),
    "de": (
        "der die das ist wie viel viele wurde wurden im von und für den dem ein eine welche welcher wird bis zum "
        "warum wann wo wer hat haben hatte nicht auf mit sich aus drei zwei neu"
    ),
    "es": (
        "el la los las de del es qué cuál cuánto cuántos cuántas fue en para por una un y cuáles se al ciudad cómo "
        "cuándo dónde quién su sus con ha han"
    ),
    "it": (
        "il lo la gli le di del della dei delle è quale quali quanto quanti quante che per una un e nel nella "
        "perché quando dove chi con sono ha hanno suo sua"
    ),
    "pt": (
        "o a os as de do da dos das é qual quais quanto quantos quantas que para uma um e em no na foi foram são "
        "como onde quem seu sua com por"
    ),
}
_SETS = {language: frozenset(words.split()) for language, words in _WORDS.items()}
# Letters of Vietnamese that no other of the languages writes.
_VIETNAMESE = re.compile(r"[\u1ea0-\u1ef9ăđơư]")
_LETTERS = {"de": "ßäöü", "es": "¿ñ", "fr": "œèù", "it": "òì", "pt": "ãõ"}
"""Letters that one of the languages writes and the others seldom."""


def detect_language(text: str) -> str:
    """Return zh, en, ja, ko, fr, de, es, it, pt, ru or vi; en for Latin text that tells nothing more."""
    if _KANA.search(text):
        return "ja"
    if _HANGUL.search(text):
        return "ko"
    han, cyrillic = len(_HAN.findall(text)), len(_CYRILLIC.findall(text))
    lower = text.lower()
    words = _LATIN_WORD.findall(lower)
    if cyrillic > han:
        return "ru"
    if han and han * 2 >= len(words):
        return "zh"
    if _VIETNAMESE.search(lower):
        return "vi"
    votes = {language: sum(word in known for word in words) for language, known in _SETS.items()}
    for language, letters in _LETTERS.items():
        votes[language] += 2 * sum(letter in lower for letter in letters)
    if "ã" in lower or "õ" in lower:
        # Their cedilla and circumflex are Portuguese then.
        votes["fr"] = 0
    best = max(votes, key=lambda language: votes[language])
    return best if votes[best] > votes["en"] else "en"
