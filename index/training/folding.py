"""Rules that fold a character to the form the tokenizer sees, packed so that `tokenizer.json` applies them by itself.

NFKC, lower case, traditional to simplified characters, Japanese forms to the Chinese ones they stand for, and accents
off Latin letters. One packed map does all of it in one pass; thousands of separate replacements would be too slow.
"""

import io
import tempfile
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import opencc
import sentencepiece
from sentencepiece import sentencepiece_model_pb2 as spm

_RANGES = ((0x21, 0xD7FF), (0xE000, 0xFFFD), (0x1D400, 0x1D7FF), (0x1F100, 0x1F1FF), (0x20000, 0x2FA1D))
_ACCENTED_SCRIPTS = ("LATIN", "GREEK", "CYRILLIC")
_KEEPS_ITS_MARK = frozenset("йї")
_SOUND_MARKS = "\u3099\u309a"
_KANA = range(0x3041, 0x30FF)


@cache
def _converter(name: str) -> opencc.OpenCC:
    return opencc.OpenCC(name)


def _is_common_simplified(character: str) -> bool:
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


def _to_simplified(character: str) -> str:
    simplified: str = _converter("t2s").convert(character)
    if simplified != character or _is_common_simplified(character):
        return simplified
    # A character that simplified Chinese does not use may be a Japanese form of one that it does (経 -> 经).
    return str(_converter("t2s").convert(_converter("jp2t").convert(character)))


def _without_accents(character: str) -> str:
    if character in _KEEPS_ITS_MARK or not unicodedata.name(character, "").startswith(_ACCENTED_SCRIPTS):
        return character
    return "".join(c for c in unicodedata.normalize("NFD", character) if unicodedata.category(c) != "Mn") or character


def fold_character(character: str) -> str:
    """Return what one character becomes; several characters for ligatures and the like."""
    folded = unicodedata.normalize("NFKC", character).casefold()
    folded = unicodedata.normalize("NFKC", folded)
    folded = "".join(_without_accents(c) for c in folded)
    return "".join(_to_simplified(c) if "\u3400" <= c <= "\u9fff" or c >= "\U00020000" else c for c in folded)


def fold_rules() -> Iterator[tuple[str, str]]:
    """Yield every rule: what is read, what stands for it. Combining accents vanish; kana with sound marks join up."""
    for first, last in _RANGES:
        for code in range(first, last + 1):
            character = chr(code)
            folded = fold_character(character)
            if folded != character:
                yield character, folded
    for code in range(0x300, 0x370):
        yield chr(code), ""
    for code in _KANA:
        for mark in _SOUND_MARKS:
            joined = unicodedata.normalize("NFC", chr(code) + mark)
            if len(joined) == 1:
                yield chr(code) + mark, joined


def packed_rules() -> bytes:
    """Return the rules as the packed map that the `Precompiled` normaliser of `tokenizers` reads. About 5 s."""
    with tempfile.TemporaryDirectory() as folder:
        table = Path(folder) / "rules.tsv"
        unique = dict(fold_rules())
        lines = [
            " ".join(f"{ord(c):X}" for c in source) + "\t" + " ".join(f"{ord(c):X}" for c in target)
            for source, target in unique.items()
        ]
        table.write_text("\n".join(lines) + "\n", encoding="utf-8")
        model = io.BytesIO()
        sentencepiece.SentencePieceTrainer.train(
            sentence_iterator=iter(["a b c d e f"]),
            model_writer=model,
            model_type="char",
            vocab_size=16,
            hard_vocab_limit=False,
            normalization_rule_tsv=str(table),
            minloglevel=2,
        )
    proto = spm.ModelProto()  # type: ignore[attr-defined]
    proto.ParseFromString(model.getvalue())
    return bytes(proto.normalizer_spec.precompiled_charsmap)
