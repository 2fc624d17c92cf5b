"""What words of other languages mean in reports: from dictionaries, sentence pairs and lists by hand.

English is aligned with Chinese; the others with English, whose meanings they take over, and with what little Chinese
there is beside them. Only words that reports use are kept.
"""

import lzma
import math
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from corpus.normal_form import normalise
from service.languages.stems import stem
from service.languages.translation import left_out
from service.training.alignment import Translation, align
from service.training.genre import cut, read_list
from service.training.sources import read_rows

HAND = Path(__file__).parent / "words"
PAIRED = ("gov_bilingual_small", "tico19", "tatoeba_manythings", "jiyu_examples.a")
LISTED = {"others": ("ko", "ja", "fr", "de", "es", "ru"), "more": ("it", "pt", "vi")}
"""Lists by hand with the languages of their columns."""

_MOST_PAIRS = 420_000
_MOST_OF_A_FILE = {"mozilla": 6000, "pydocs": 6000, "tldr": 6000, "bitcoin_org": 6000}
"""Software texts, of which a few thousand lines are enough."""
_LEAST_REPORTS = 12
_COMMON = math.log(400)
_SINGLE = frozenset("煤钢水桥路林铁气电药茶酒船车牛羊鸡鱼猪棉油糖盐米面茧盲雨雪山江河湖海港")
"""Characters that are words of the genre by themselves."""
_MARKS = re.compile(r"\([^)]*\)|\[[^\]]*\]|\b(?:to|a|an|the|sth|sb|variant of|abbr\. for|surname|classifier for|of)\b")
_WORD = re.compile(r"[a-z\u00df-\u024f\u0400-\u04ff\u1e00-\u1eff]+")
_GLOSS_WORTH = (0.45, 0.3, 0.2)

Meanings = dict[str, list[tuple[str, float]]]
Scores = defaultdict[str, defaultdict[str, float]]


@dataclass(frozen=True)
class Genre:
    """The words of reports."""

    words: frozenset[str]
    reports: Counter[str]

    def holds(self, word: str) -> bool:
        """Say whether reports use a word often enough."""
        return word in _SINGLE or (len(word) > 1 and self.reports[word] >= _LEAST_REPORTS)

    def weigh(self, word: str) -> float:
        """Return how usual a word is in reports, 0 to 1."""
        return min(1.0, math.log1p(self.reports[word]) / _COMMON) if len(word) > 1 else 0.6


def _make_scores() -> Scores:
    return defaultdict(lambda: defaultdict(float))


def write_words(path: Path, meanings: Meanings) -> None:
    """Write a table of meanings as `service.languages.translation` reads it."""
    lines = [
        f"{word}={' '.join(f'{meaning}:{weight:g}' for meaning, weight in found)}"
        for word, found in sorted(meanings.items())
    ]
    path.write_bytes(lzma.compress("\n".join(lines).encode(), preset=9 | lzma.PRESET_EXTREME))


def make_key(text: str, language: str) -> str:
    """Return a phrase as it is looked up: its stems without words that only join, or Japanese and Korean unspaced."""
    if language in ("ja", "ko"):
        return normalise(text).replace(" ", "")
    joining = left_out("joining", language)
    return " ".join(stem(word, language) for word in _WORD.findall(normalise(text)) if word not in joining)


def align_english(folder: Path, genre: Genre) -> dict[str, list[Translation]]:
    """Return the Chinese translations of English stems, from the sentence pairs in a folder."""
    english: list[list[str]] = []
    chinese: list[list[str]] = []
    for name in PAIRED:
        for row in read_rows(folder / f"{name}.jsonl.xz"):
            words = cut(row["zh"], genre.words)
            if len(row["zh"]) < 70 and any(map(genre.holds, words)):
                english.append(cut_words(row["en"], "en"))
                chinese.append(words)
            if len(english) == _MOST_PAIRS:
                break
    return align(english, chinese)


def cut_words(text: str, language: str) -> list[str]:
    """Return the stems of a text without words that only join others."""
    joining = left_out("joining", language)
    return [stem(word, language) for word in _WORD.findall(normalise(text)) if word not in joining]


def find_english(aligned: Mapping[str, Sequence[Translation]], dictionary: Path, genre: Genre) -> Meanings:
    """Return the meanings of English words and phrases."""
    scores = _make_scores()
    for word, found in aligned.items():
        for item in found[:12]:
            worth = math.sqrt(item.chance * item.back)
            if genre.holds(item.word) and item.times >= 1.5 and worth >= 0.07:
                scores[word][item.word] += worth * genre.weigh(item.word)
    glosses = _make_scores()
    for row in read_rows(dictionary):
        chinese = normalise(row["zh"])
        if genre.holds(chinese):
            for place, key in _read_glosses(row["en"]):
                worth = _GLOSS_WORTH[min(place, 2)] * genre.weigh(chinese)
                glosses[key][chinese] = max(glosses[key][chinese], worth)
    for key, counted in glosses.items():
        for chinese, worth in counted.items():
            scores[key][chinese] += worth
    _add_by_hand(scores)
    return {key: rows for key, counted in scores.items() if key and (rows := _best(counted, 6, 0.1, 0.15))}


def _read_glosses(glosses: Sequence[str]) -> Iterator[tuple[int, str]]:
    for place, gloss in enumerate(glosses[:6]):
        if "surname" not in gloss and not gloss.startswith(("old variant", "variant", "see ")):
            key = make_key(_MARKS.sub(" ", gloss.lower()), "en")
            if key and len(key.split()) <= 4:
                yield place, key


def _add_by_hand(scores: Scores) -> None:
    hand: dict[str, list[str]] = defaultdict(list)
    for line in read_list(HAND / "english.txt"):
        words, _, meanings = line.partition("=")
        hand[make_key(words, "en")] += meanings.split()
    for key, found in hand.items():
        top = max(0.5, *scores[key].values(), 0.0)
        for place, meaning in enumerate(dict.fromkeys(found)):
            scores[key][meaning] += top * (1 - 0.12 * place) + 0.3


def _best(counted: Mapping[str, float], most: int, least: float, share: float) -> list[tuple[str, float]]:
    top = max(counted.values(), default=0.0)
    if top < least:
        return []
    ranked = sorted(counted.items(), key=lambda item: -item[1])[:most]
    return [(word, round(score / top, 2)) for word, score in ranked if score / top >= share]


def find_others(language: str, folder: Path, english: Meanings, genre: Genre) -> Meanings:
    """Return the meanings of another language's words, from the files `LANGUAGE.*` in a folder and lists by hand."""
    files = sorted(folder.glob(f"{language}.*.jsonl.xz"))
    cut_own = _cutter(language, files)
    to_english, to_chinese = _read_pairs(files, cut_own, genre)
    scores = _make_scores()
    for word, found in align(*to_english, seldom=2).items():
        for item in found[:5]:
            if item.times >= 1.5:
                for meaning, weight in english.get(item.word, [])[:5]:
                    scores[word][meaning] += math.sqrt(item.chance * item.back) * weight * genre.weigh(meaning)
    for word, found in (align(*to_chinese, seldom=2) if len(to_chinese[0]) > 500 else {}).items():
        for item in found[:8]:
            if genre.holds(item.word) and item.times >= 2:
                scores[word][item.word] += math.sqrt(item.chance * item.back) * genre.weigh(item.word)
    for path in files:
        if ".dict_" in path.name:
            _add_dictionary(scores, path, language, genre)
    meanings = {key: rows for key, counted in scores.items() if key and (rows := _best(counted, 5, 0.15, 0.25))}
    return meanings | _read_by_hand(language, meanings)


def _cutter(language: str, files: Sequence[Path]) -> Callable[[str], list[str]]:
    if language == "ja":
        rows = (row for path in files if path.name == "ja.dict_omw.jsonl.xz" for row in read_rows(path))
        return partial(_cut_japanese, frozenset(word for row in rows for word in map(normalise, row["xx"])))
    if language == "ko":
        return partial(_cut_korean, tuple(sorted(left_out("joining", "ko"), key=lambda ending: -len(ending))))
    return partial(cut_words, language=language)


def _cut_korean(endings: tuple[str, ...], text: str) -> list[str]:
    words = re.findall(r"[\uac00-\ud7af]+", normalise(text))
    ends = [next((e for e in endings if word.endswith(e) and len(word) - len(e) >= 2), "") for word in words]
    return [word.removesuffix(end) for word, end in zip(words, ends, strict=True)]


def _cut_japanese(known: frozenset[str], text: str) -> list[str]:
    pieces: list[str] = []
    for run in re.findall(r"[\u30a0-\u30ff]+|[\u4e00-\u9fff]+", normalise(text)):
        place = 0
        while place < len(run):
            sizes = range(min(8, len(run) - place), 1, -1)
            size = len(run) if run[0] < "\u4e00" else next((n for n in sizes if run[place : place + n] in known), 2)
            pieces.append(run[place : place + size])
            place += size
    return pieces


Pairs = tuple[list[list[str]], list[list[str]]]


def _read_pairs(files: Sequence[Path], cut_own: Callable[[str], list[str]], genre: Genre) -> tuple[Pairs, Pairs]:
    to_english: Pairs = ([], [])
    to_chinese: Pairs = ([], [])
    for path in files:
        if ".dict_" in path.name:
            continue
        most = _MOST_OF_A_FILE.get(path.name.split(".")[1], _MOST_PAIRS)
        for number, row in enumerate(read_rows(path)):
            if number == most:
                break
            own = cut_own(row["xx"])
            if row.get("en"):
                to_english[0].append(own)
                to_english[1].append(cut_words(row["en"], "en"))
            if row.get("zh"):
                to_chinese[0].append(own)
                to_chinese[1].append(cut(row["zh"], genre.words))
    return to_english, to_chinese


def _add_dictionary(scores: Scores, path: Path, language: str, genre: Genre) -> None:
    counted = _make_scores()
    for row in read_rows(path):
        for word in row["xx"]:
            for meaning in map(normalise, row["zh"]):
                plain = meaning.removesuffix("的") if len(meaning) > 2 else meaning
                counted[make_key(word, language)][plain] += 1 / len(row["xx"])
    for key, found in counted.items():
        if len(key.split()) <= 3:
            for meaning, count in found.items():
                if genre.holds(meaning):
                    scores[key][meaning] += 0.25 * min(count, 1.5) * genre.weigh(meaning)


def _read_by_hand(language: str, known: Meanings) -> Meanings:
    """Return the meanings that the lists give, before those of `known` that are likely too."""
    found: dict[str, dict[str, float]] = defaultdict(dict)
    for name, languages in LISTED.items():
        if language not in languages:
            continue
        for line in read_list(HAND / f"{name}.txt"):
            chinese, *columns = line.split("|")
            for word in columns[languages.index(language)].split(","):
                own = found[make_key(word, language)]
                for place, meaning in enumerate(map(normalise, chinese.split())):
                    own[meaning] = max(own.get(meaning, 0.0), round(1 - 0.1 * place, 2))
    for key, own in found.items():
        for meaning, weight in known.get(key, []):
            if weight > 0.4:
                own.setdefault(meaning, round(0.35 * weight, 2))
    return {key: sorted(own.items(), key=lambda item: -item[1])[:6] for key, own in found.items() if key}
