"""What each word of reports is in English: by hand, from the sentence pairs, from the dictionary, in this order."""

import lzma
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from corpus.normal_form import normalise
from service.languages.stems import stem
from service.training.alignment import Translation
from service.training.genre import read_list
from service.training.sources import read_rows
from service.training.vocabulary import HAND, Genre

_LEAST_REPORTS = 6
_SURE = 0.3
_NO_GLOSS = re.compile(r"surname|variant of|^see |abbr|CL:|Taiwan|Japan")
_BRACKETS = re.compile(r"\([^)]*\)|\[[^\]]*\]|\b(?:sth|sb)\b")
_OPENING = re.compile(r"^(?:to|a|an|the) ")
_RANK = re.compile(r" (?:county|district|city|prefecture|province|autonomous|town)")
_MOST_WORDS = 4


def find_glosses(
    aligned: Mapping[str, Sequence[Translation]], texts: Iterable[str], dictionary: Path, genre: Genre
) -> dict[str, str]:
    """Return the English of each word that reports use; `texts` tell in which form each English stem is usual."""
    by_hand: dict[str, str] = {}
    for line in read_list(HAND / "english.txt"):
        words, _, meanings = line.partition("=")
        by_hand.setdefault(meanings.split()[0], words)
    learned = _find_learned(aligned, texts)
    glosses = {normalise(row["zh"]): gloss for row in read_rows(dictionary) if (gloss := _read_gloss(row["en"]))}
    found: dict[str, str] = {}
    for word, count in genre.reports.items():
        if count >= _LEAST_REPORTS and len(word) > 1:
            # Of a long word the dictionary knows more than single words tell.
            first, second = (glosses, learned) if len(word) > 2 else (learned, glosses)
            gloss = by_hand.get(word) or first.get(word) or second.get(word, "")
            if gloss:
                found[word] = gloss
    fixed = dict(line.split("=", 1) for line in read_list(HAND / "gloss.txt"))
    return {**by_hand, **found, **fixed}


def write_glosses(path: Path, glosses: Mapping[str, str]) -> None:
    """Write a list of glosses as `service.languages.gloss` reads it."""
    lines = [f"{word}={gloss}" for word, gloss in sorted(glosses.items())]
    path.write_bytes(lzma.compress("\n".join(lines).encode(), preset=9 | lzma.PRESET_EXTREME))


def _find_learned(aligned: Mapping[str, Sequence[Translation]], texts: Iterable[str]) -> dict[str, str]:
    forms: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for text in texts:
        for word in re.findall(r"[a-z]+", text.lower()):
            forms[stem(word, "en")][word] += 1
    best: dict[str, tuple[float, str]] = {}
    for word, found in aligned.items():
        for item in found:
            if item.times >= 3 and item.back >= _SURE and word in forms:
                worth = item.back * math.sqrt(item.chance)
                best[item.word] = max(best.get(item.word, (0.0, "")), (worth, forms[word].most_common(1)[0][0]))
    return {chinese: english for chinese, (_, english) in best.items()}


def _read_gloss(glosses: Sequence[str]) -> str:
    """Return the first short gloss; names only where there is nothing else."""
    plain = [gloss for gloss in glosses if not gloss[:1].isupper()]
    for gloss in plain or [_RANK.split(gloss)[0] for gloss in glosses]:
        if _NO_GLOSS.search(gloss):
            continue
        words = " ".join(_BRACKETS.sub(" ", gloss).split()).strip(" ;,.")
        short = _OPENING.sub("", words).split(";")[0].split(",")[0].strip()
        if len(short) > 1 and short.isascii() and len(short.split()) <= _MOST_WORDS:
            return short
    return ""
