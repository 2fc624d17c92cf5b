"""The public data the shipped model is trained on: what each file holds, its licence, and how to read it.

Only files whose licence lets a model trained on them be redistributed are listed, so that what is not listed is not
trained on: bitext with no stated licence (`gov_bilingual_small`, `multi30k`, `wmt*`, `sdg`, `park_news`), research-only
text (`iwslt15_devtest`) and everything that is kept for measuring.
"""

import json
import lzma
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Source:
    """One data file: where it lies in the data folder, what a row is, its licence and how often it is drawn.

    `kind` is `bitext` (two texts that say the same), `words` (dictionary entries), `question` (question and passage)
    or `title` (a short and a long text about the same).
    """

    path: str
    kind: str
    languages: tuple[str, str]
    licence: str
    weight: float = 1.0


# Kept out of training: on these questions the fusion's weights and the shipped step are chosen.
TUNING = "train/cmrc2018.trial"

MULTILINGUAL = ("ar", "de", "es", "fr", "id", "it", "ja", "ko", "pt", "ru", "th", "vi")

_CHINESE = (
    Source("train/jiyu_examples.a", "bitext", ("zh", "en"), "Apache-2.0"),
    Source("train/tatoeba_manythings", "bitext", ("zh", "en"), "CC BY 2.0 FR"),
    Source("train/3am_captions.train", "bitext", ("zh", "en"), "MIT"),
    Source("train/tico19", "bitext", ("zh", "en"), "CC0", 2.0),
    Source("train/cc_cedict", "words", ("zh", "en"), "CC BY-SA 4.0"),
    Source("train/cmrc2018.train", "question", ("zh", "zh"), "CC BY-SA 4.0"),
    Source("train/drcd.dev", "question", ("zh", "zh"), "CC BY-SA 3.0"),
    Source("train/stard_law.all", "question", ("zh", "zh"), "MIT"),
    Source("train/csl_title_abstract", "title", ("zh", "zh"), "Apache-2.0"),
    Source("train/csl_keywords_abstract", "title", ("zh", "zh"), "Apache-2.0"),
    Source("train/crud_title_body", "title", ("zh", "zh"), "Apache-2.0"),
)

_MULTILINGUAL_LICENCES = {
    "tatoeba": ("bitext", "CC BY 2.0 FR", 1.0),
    "tanaka50k": ("bitext", "CC BY", 1.0),
    "ntrex": ("bitext", "CC BY-SA 4.0", 4.0),
    "tico19": ("bitext", "CC0", 4.0),
    "mozilla": ("bitext", "MPL-2.0", 1.0),
    "tldr": ("bitext", "CC BY 4.0", 0.5),
    "pydocs": ("bitext", "PSF-2.0", 0.5),
    "bitcoin_org": ("bitext", "MIT", 1.0),
    "dict_omw": ("words", "open, per wordnet (Open Multilingual Wordnet)", 1.0),
    "dict_cldr": ("words", "Unicode-3.0", 2.0),
    "dict_osm": ("words", "ODbL 1.0", 1.0),
    "dict_openrussian": ("words", "CC BY-SA 4.0", 2.0),
}

SOURCES: tuple[Source, ...] = _CHINESE + tuple(
    Source(f"multi/{language}.{name}", kind, (language, "en"), licence, weight)
    for language in MULTILINGUAL
    for name, (kind, licence, weight) in _MULTILINGUAL_LICENCES.items()
)


def read_rows(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the rows of one JSON-lines file, plain (`.jsonl`) or packed (`.jsonl.xz`)."""
    opener = lzma.open if path.suffix == ".xz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def find_file(data: Path, name: str) -> Path | None:
    """Return the file of one source in the data folder, packed or plain, or None when it is not there."""
    for suffix in (".jsonl.xz", ".jsonl"):
        path = data / f"{name}{suffix}"
        if path.exists():
            return path
    return None


def read_reports(folder: Path) -> list[dict[str, Any]]:
    """Return the rows of `reports.jsonl.xz` or `reports.jsonl` in a folder.

    Raises:
        FileNotFoundError: the folder holds neither.
    """
    path = find_file(folder, "reports")
    if path is None:
        raise FileNotFoundError(f"{folder} holds no reports.jsonl.xz. Name the folder that does, or leave it out.")
    return list(read_rows(path))


def available_sources(data: Path) -> Iterator[tuple[Source, Path]]:
    """Yield the listed sources that the data folder holds, with their files."""
    for source in SOURCES:
        path = find_file(data, source.path)
        if path is not None:
            yield source, path


def texts_of(row: dict[str, Any]) -> Iterator[str]:
    """Yield every text of one row, whatever its kind."""
    for key in ("zh", "en", "xx", "question", "context", "a", "b", "text"):
        value = row.get(key)
        if isinstance(value, str):
            yield value
        elif isinstance(value, list):
            yield from value
