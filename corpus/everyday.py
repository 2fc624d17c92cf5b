"""How people say in everyday words what reports say in theirs: 口袋里的钱 for 收入, 挖出来的煤 for 原煤产量.

The data stands in everyday_words/*.toml: tables by field, each line the report's words and the everyday ones.
In an everyday phrase "…" stands for up to six characters that stay as they are.
"""

import re
import tomllib
from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from importlib import resources

_GAP = "([^,，。;；:：?？!！、]{0,6}?)"


def find_report_words(normal: str) -> str:
    """Return a text in normal form with each everyday phrase in the words of reports, the longest first at each place.

    What a phrase has in its gap stays, after the report's words. A text without such phrases comes back as it is.
    Cost: microseconds.
    """
    phrases = _load()
    written: list[str] = []
    at = 0
    while at < len(normal):
        for pattern, words in phrases.get(normal[at], ()):
            match = pattern.match(normal, at)
            if match:
                written += [words, *match.groups()]
                at = match.end()
                break
        else:
            written.append(normal[at])
            at += 1
    return "".join(written)


@cache
def _load() -> Mapping[str, tuple[tuple[re.Pattern[str], str], ...]]:
    """Return the phrases by their first character, longest first, each with the report's words."""
    starts: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for file in resources.files("corpus").joinpath("everyday_words").iterdir():
        for rows in tomllib.loads(file.read_text(encoding="utf-8")).values():
            for words, phrases in rows.items():
                for phrase in phrases:
                    starts[phrase[0]].append((phrase, words))
    return {
        first: tuple((_compile(phrase), words) for phrase, words in sorted(rows, key=lambda row: -len(row[0])))
        for first, rows in starts.items()
    }


def _compile(phrase: str) -> re.Pattern[str]:
    return re.compile(_GAP.join(re.escape(part) for part in phrase.split("…")))
