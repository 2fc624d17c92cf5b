"""Which tokens belong to which language, and for each Chinese token its nearest in every other language.

There are no public questions in English (or German, or Russian) about Chinese passages to train on. A Chinese question
whose words are replaced one by one by their nearest foreign tokens stands in for them: it teaches that "how many" and
"what" weigh as little as 多少 and 什么, and that single words must find their place in a long passage.
"""

import re

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from index.training.texts import Ids, Pairs

_HAN = re.compile(r"^[\u3400-\u9fff]+$")
_SCRIPTS = {
    "latin": re.compile(r"^▁[a-z]+$"),
    "cyrillic": re.compile(r"^▁[\u0400-\u04ff]+$"),
    "kana": re.compile(r"^[\u3040-\u30ff\u3400-\u9fff]*[\u3040-\u30ff][\u3040-\u30ff\u3400-\u9fff]*$"),
    "hangul": re.compile(r"^▁[\uac00-\ud7a3]+$"),
}
_NEAR_ENOUGH, _SEEN_ENOUGH, _MOST_COMMON = 0.35, 20, 12_000


def _tokens(vocabulary: list[str], script: str, counts: Ids) -> Ids:
    matching = np.array([i for i, piece in enumerate(vocabulary) if _SCRIPTS[script].match(piece)], np.int64)
    matching = matching[counts[matching] >= _SEEN_ENOUGH] if len(matching) else matching
    return matching[np.argsort(-counts[matching])][:_MOST_COMMON] if len(matching) else matching


def _counts(texts: list[Ids], size: int) -> Ids:
    total = np.zeros(size, np.int64)
    for ids in texts:
        total += np.bincount(ids, minlength=size)
    return total


def foreign_maps(unit: NDArray[np.float32], pairs: dict[str, Pairs], tokenizer: Tokenizer) -> list[Ids]:
    """Return maps from each Chinese token to its nearest token in English, other Latin, Cyrillic, kana and Hangul.

    -1 where nothing is near enough; English comes three times, for it is asked most. About a second.
    """
    vocabulary = [str(tokenizer.id_to_token(i)) for i in range(len(unit))]
    english = _counts([pairs["bitext"].left.ids] if "bitext" in pairs else [], len(unit))
    others = _counts([pairs["multi"].left.ids] if "multi" in pairs else [], len(unit))
    chinese = np.array([i for i, piece in enumerate(vocabulary) if _HAN.match(piece)], np.int64)
    choices = [_tokens(vocabulary, "latin", english)] * 3
    # A Latin word that English hardly uses belongs to another language.
    choices += [_tokens(vocabulary, "latin", np.where(others > 4 * english, others, 0))] * 2
    choices += [_tokens(vocabulary, script, others) for script in ("cyrillic", "kana", "hangul")]
    known: dict[int, Ids] = {}
    maps = []
    for choice in choices:
        if not len(choice) or not len(chinese):
            continue
        key = hash(choice.tobytes())
        if key not in known:
            known[key] = _nearest(unit, chinese, choice)
        maps.append(known[key])
    return maps


def _nearest(unit: NDArray[np.float32], chinese: Ids, choice: Ids) -> Ids:
    found = np.full(len(unit), -1, np.int64)
    for start in range(0, len(chinese), 4096):
        rows = chinese[start : start + 4096]
        cosines = unit[rows] @ unit[choice].T
        best = cosines.argmax(1)
        near = cosines[np.arange(len(rows)), best] >= _NEAR_ENOUGH
        found[rows[near]] = choice[best[near]]
    return found
