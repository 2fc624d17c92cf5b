"""Chinese questions turned into heaps of English words through a dictionary.

For training on questions in another script: the models read a question in another script through
token vectors alone, for which word order does not matter.
"""

import random
import re
from pathlib import Path

from corpus.normal_form import normalise
from service.training.sources import read_rows

_ASKING = (
    (r"什么时候|何时|什么时间|哪一?年|何年|时间是", "when"),
    (r"为什么|为何|原因", "why"),
    (r"多少|几[个位名次年人条]", "how many"),
    (r"谁|哪一?位|何人", "who"),
    (r"哪里|哪儿|何处|什么地方|何地", "where"),
    (r"如何|怎么样?|怎样", "how"),
    (r"哪些|哪几", "which"),
    (r"是什么|什么|哪[一]?[个家种座]?|何", "what"),
)
_CUT = re.compile(r"\([^)]*\)|\[[^\]]*\]|\b(?:to|a|an|the|sth|sb|variant of|abbr\. for|surname|classifier for)\b")
_LONGEST = 6
_FUNCTION = frozenset("的了是在被于与和及其之为以由从对将也所有吗呢？?，,。 ")


class Dictionary:
    """The first English words of Chinese ones."""

    def __init__(self, path: Path) -> None:
        """Read CC-CEDICT rows; meanings longer than four words are left out."""
        self._glosses: dict[str, list[str]] = {}
        for row in read_rows(path):
            glosses = [" ".join(_CUT.sub(" ", gloss).split()) for gloss in row["en"]]
            short = [gloss for gloss in glosses if gloss and len(gloss.split()) <= 4 and gloss.isascii()]
            if short:
                self._glosses.setdefault(row["zh"], short[:3])

    def translate(self, question: str, chance: random.Random) -> str | None:
        """Return the question's words in English; None when the dictionary knows too few of them."""
        text, opening = normalise(question), ""
        for pattern, english in _ASKING:
            if re.search(pattern, text):
                text, opening = re.sub(pattern, " ", text), english
                break
        words: list[str] = [opening]
        known = missed = 0
        place = 0
        while place < len(text):
            match = re.match(r"[a-z0-9.]+", text[place:])
            if match:
                words.append(match.group())
                place += match.end()
                continue
            size = next((n for n in range(_LONGEST, 0, -1) if text[place : place + n] in self._glosses), 0)
            piece = text[place : place + size]
            if size > 1 or (size == 1 and piece not in _FUNCTION):
                words.append(chance.choice(self._glosses[piece][:2]))
                known += size
            elif text[place] not in _FUNCTION:
                missed += 1
            place += max(size, 1)
        if known < 3 or missed > known:
            return None
        return " ".join(words).strip() + "?"
