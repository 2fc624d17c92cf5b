"""Names written in Latin letters found again in Chinese text: "Changbei" is 长北 where a report says so."""

import re
from functools import cache
from pathlib import Path

_FILE = Path(__file__).parents[1] / "models" / "pinyin.txt"
_MOST = 3
_DOUBLE_SURNAMES = frozenset("欧阳 司马 诸葛 上官 司徒 东方 皇甫 尉迟 公孙 慕容 令狐 夏侯".split())


def find_readings(word: str, text: str) -> list[str]:
    """Return the runs of a Chinese text that a word in Latin letters can be read as, most frequent first.

    At least two characters long, at most three of them; none for a word that is no pinyin. Linear in the text.
    """
    pattern = _compile("".join(char for char in word.lower() if char.isalpha()))
    if pattern is None:
        return []
    counts: dict[str, int] = {}
    for match in pattern.finditer(text):
        counts[match.group()] = counts.get(match.group(), 0) + 1
    return sorted(counts, key=lambda name: -counts[name])[:_MOST]


@cache
def _compile(word: str) -> re.Pattern[str] | None:
    ways = [way for way in cut(word) if len(way) > 1]
    if not ways:
        return None
    table = _syllables()
    return re.compile("|".join("".join(f"[{table[syllable]}]" for syllable in way) for way in ways))


def cut(word: str) -> list[list[str]]:
    """Return the ways in which a word in small Latin letters is a row of syllables."""
    if not word:
        return [[]]
    table = _syllables()
    heads = [word[:size] for size in range(min(6, len(word)), 0, -1) if word[:size] in table]
    return [[head, *rest] for head in heads for rest in cut(word[len(head) :])]


def spell(name: str) -> str:
    """Return a Chinese name in Latin letters, its first one a capital: 长北 -> Changbei. Tones are left out."""
    table = _spellings()
    return "".join(table.get(char, "") for char in name).capitalize()


def spell_apart(name: str) -> list[str]:
    """Return the syllables of a Chinese name, one a character: 长北 -> chang, bei."""
    table = _spellings()
    return [table.get(char, "") for char in name]


def spell_person(name: str) -> str:
    """Return a person's Chinese name as it is written in Latin letters: 杨勤荣 -> Yang Qinrong."""
    size = 2 if len(name) > 2 and name[:2] in _DOUBLE_SURNAMES else 1
    return f"{spell(name[:size])} {spell(name[size:])}".strip()


@cache
def _read() -> tuple[tuple[str, str, str], ...]:
    """Return each syllable with the characters that are mostly and those that are seldom read so."""
    lines = (line for line in _FILE.read_text("utf-8").splitlines() if not line.startswith("#"))
    rows = (line.split(" ", 1) for line in lines)
    return tuple((syllable, *chars.partition("|")[::2]) for syllable, chars in rows)


@cache
def _spellings() -> dict[str, str]:
    return {char: syllable.replace("v", "u") for syllable, often, _ in _read() for char in often}


@cache
def _syllables() -> dict[str, str]:
    table = {syllable: often + seldom for syllable, often, seldom in _read()}
    # Names are written without the dots: Luliang for Lüliang, and with u after j, q, x, y already.
    for syllable in ("lv", "nv"):
        table[syllable[0] + "u"] += table[syllable]
    return table
