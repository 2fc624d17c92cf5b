"""The tokenizer of the shipped model: a Unigram vocabulary over folded text, complete in one `tokenizer.json`.

Words of spaced scripts carry a mark where they begin; Chinese and Japanese are cut into pieces of up to four
characters, so that a word is cut alike wherever it stands; digits come in groups of three, years whole, so that 2020
and 2021 differ and 1711.6 needs no token of its own; punctuation is dropped.
"""

import io
import json
import random
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import sentencepiece
from sentencepiece import sentencepiece_model_pb2 as spm
from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers

from index.training.folding import packed_rules
from index.training.sources import available_sources, read_reports, read_rows, texts_of

UNKNOWN, PADDING = "[UNK]", "[PAD]"
MARK = "▁"
_SPACED = r"\p{Latin}\p{Cyrillic}\p{Greek}\p{Arabic}\p{Hebrew}\p{Devanagari}\p{Hangul}"
_CHUNKS = (
    r"(?<!\d)(?:19|20)\d\d(?!\d)|\d{1,3}"
    r"|[\p{Han}\p{Hiragana}\p{Katakana}ー々〇]+"
    rf"|▁?[{_SPACED}\p{{M}}]+"
    r"|[\p{L}\p{M}--\p{Han}]+"
    r"|[%‰°]"
).replace(r"[\p{L}\p{M}--\p{Han}]", rf"[\p{{L}}\p{{M}}&&[^\p{{Han}}\p{{Hiragana}}\p{{Katakana}}{_SPACED}]]")
_HAN = re.compile(r"[\u3400-\u9fff]")
_HAN_LENGTH, _OTHER_LENGTH = 4, 16
# Characters of the sample by language; small ones are counted several times, so that each gets its share of pieces.
_SHARES = {
    "zh": 16e6, "en": 16e6, "ja": 5e6, "de": 5e6, "es": 5e6, "fr": 5e6, "ru": 5e6, "ko": 4e6, "it": 3e6, "pt": 3e6,
    "ar": 1.5e6, "id": 1.5e6, "vi": 1.5e6, "th": 1e6,
}  # fmt: skip
_REPORT_SHARE = 5e6
_MOST_TIMES = 16


def _shell(vocabulary: list[tuple[str, float]]) -> Tokenizer:
    tokenizer = Tokenizer(models.Unigram(vocabulary, unk_id=0, byte_fallback=False))
    tokenizer.normalizer = normalizers.Sequence(
        [
            normalizers.Precompiled(packed_rules()),
            normalizers.Replace(Regex(f"(?<![{_SPACED}])(?=[{_SPACED}])"), MARK),
        ]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Split(Regex(_CHUNKS), behavior="removed", invert=True)
    return tokenizer


def _sample(data: Path, reports: Path | None, seed: int) -> Iterator[tuple[str, str]]:
    """Yield (language, text): every file in random order of rows, reports by the paragraph."""
    chooser = random.Random(seed)
    files = list(available_sources(data))
    for source, path in files:
        rows = list(read_rows(path))
        chooser.shuffle(rows)
        for row in rows:
            for text in texts_of(row):
                han = bool(_HAN.search(text)) and source.languages[0] in ("zh", "ja")
                yield (source.languages[0] if han or source.languages[0] not in ("zh",) else "en"), text
    if reports is not None:
        rows = read_reports(reports)
        chooser.shuffle(rows)
        for row in rows:
            for line in row["text"].splitlines():
                yield "report", line


def count_chunks(data: Path, reports: Path | None, seed: int) -> Counter[str]:
    """Return how often each chunk (a word, or a run of Chinese) stands in the balanced sample."""
    shell = _shell([(UNKNOWN, 0.0)])
    counts: dict[str, Counter[str]] = {}
    taken: Counter[str] = Counter()
    for language, text in _sample(data, reports, seed):
        if taken[language] >= (_REPORT_SHARE if language == "report" else _SHARES.get(language, 1e6)):
            continue
        taken[language] += len(text)
        folded = shell.normalizer.normalize_str(text)
        counts.setdefault(language, Counter()).update(
            chunk for chunk, _ in shell.pre_tokenizer.pre_tokenize_str(folded)
        )
    total: Counter[str] = Counter()
    for language, counter in counts.items():
        times = min(_MOST_TIMES, max(1, round(_SHARES.get(language, 0) / max(taken[language], 1))))
        for chunk, count in counter.items():
            total[chunk] += count * times
    return total


def _piece_allowed(piece: str) -> bool:
    if any(c.isdigit() for c in piece):
        return False
    return len(piece) <= (_HAN_LENGTH if all(_HAN.match(c) for c in piece) else _OTHER_LENGTH)


def _learn_pieces(counts: Counter[str], size: int, threads: int) -> list[tuple[str, float]]:
    model = io.BytesIO()
    rows = (f"{chunk.replace(MARK, ' ')}\t{count}" for chunk, count in counts.items() if not chunk[0].isdigit())
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=rows,
        model_writer=model,
        input_format="tsv",
        model_type="unigram",
        vocab_size=size,
        hard_vocab_limit=False,
        normalization_rule_name="identity",
        add_dummy_prefix=False,
        remove_extra_whitespaces=False,
        character_coverage=0.9998,
        max_sentencepiece_length=_OTHER_LENGTH,
        split_by_number=False,
        split_by_unicode_script=False,
        num_threads=threads,
        minloglevel=2,
        train_extremely_large_corpus=False,
        shrinking_factor=0.7,
        num_sub_iterations=2,
    )
    proto = spm.ModelProto()  # type: ignore[attr-defined]
    proto.ParseFromString(model.getvalue())
    return [(p.piece, p.score) for p in proto.pieces if p.type == 1]


def train_tokenizer(data: Path, reports: Path | None, size: int = 64_000, seed: int = 1, threads: int = 2) -> Tokenizer:
    """Return a tokenizer of about `size` pieces learned from the listed data. A few minutes on two cores."""
    learned = _learn_pieces(count_chunks(data, reports, seed), int(size * 1.15), threads)
    allowed = [(piece, score) for piece, score in learned if _piece_allowed(piece)]
    numbers = [f"{n:0{width}d}" for width in (1, 2, 3) for n in range(10**width)] + [str(y) for y in range(1900, 2100)]
    singles = [entry for entry in allowed if len(entry[0]) == 1]
    longer = sorted((entry for entry in allowed if len(entry[0]) > 1), key=lambda entry: -entry[1])
    longer = longer[: max(0, size - len(singles) - len(numbers) - 2)]
    lowest = min((score for _, score in allowed), default=-10.0)
    vocabulary = [(UNKNOWN, 2 * lowest), (PADDING, 2 * lowest), *singles, *longer, *((n, -8.0) for n in numbers)]
    return _shell(vocabulary)


def save_tokenizer(tokenizer: Tokenizer, path: Path) -> None:
    """Write `tokenizer.json` without indentation: it is a third smaller."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(json.loads(tokenizer.to_str()), ensure_ascii=False, separators=(",", ":")), "utf-8")
