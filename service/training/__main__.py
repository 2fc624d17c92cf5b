"""`python -m service.training evidence|answerability|vocabulary --data PATH --reports FILE` (and `--work PATH`)."""

import json
import random
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from service.scorer.model import MODELS, load_evidence_model
from service.training.answerability import Judged, judge_pool, judge_reports, train_answerability
from service.training.evidence import train_evidence
from service.training.genre import count_reports, list_words
from service.training.glosses import find_glosses, write_glosses
from service.training.keywords import shortened_pool
from service.training.network import Schedule
from service.training.news import read_news
from service.training.reports import read_reports
from service.training.sources import Pool, read_pool, read_rows, shingles
from service.training.translated import Dictionary
from service.training.vocabulary import (
    LISTED,
    PAIRED,
    Genre,
    align_english,
    find_english,
    find_others,
    write_words,
)

app = typer.Typer(no_args_is_help=True, add_completion=False)

Data = Annotated[Path, typer.Option(help="Folder with train/ and eval/ (eval/ only to leave shared paragraphs out).")]
Work = Annotated[Path, typer.Option(help="Folder for what can be resumed: features, checkpoints.")]
Reports = Annotated[Path, typer.Option(help="File of reports (.jsonl.xz).")]
LeftOut = Annotated[Path | None, typer.Option(help="Questions (.jsonl) whose reports are not trained on.")]
Out = Annotated[Path, typer.Option(help="Folder that the weights are written into.")]


@app.callback()
def main() -> None:
    """Train the models that choose and judge evidence."""


def read_pools(data: Path) -> list[Pool]:
    """Return the training pools, without paragraphs that the measuring sets share."""
    measured = [data / "eval" / f"{name}.jsonl.xz" for name in ("cmrc2018.dev", "drcd.test", "xquad_zh.test")]
    contexts = {row["context"] for path in measured if path.is_file() for row in read_rows(path)}
    left_out = frozenset[str]().union(*(shingles(context) for context in contexts))
    train = data / "train"
    return [
        read_pool("cmrc", [train / "cmrc2018.train.jsonl.xz", train / "cmrc2018.trial.jsonl.xz"], left_out),
        read_pool("drcd", [train / "drcd.dev.jsonl.xz"], left_out),
    ]


def translated_pool(pool: Pool, dictionary: Dictionary, share: float, seed: int) -> Pool:
    """Return a pool with a share of its questions in English words."""
    chance = random.Random(seed)
    examples = []
    for example in pool.examples:
        words = dictionary.translate(example.question, chance) if chance.random() < share else None
        if words is not None:
            examples.append(replace(example, question=words, counted=False))
    return replace(pool, name=f"{pool.name}-english", examples=examples)


@app.command()
def evidence(
    data: Data,
    reports: Reports,
    work: Work,
    out: Out = MODELS,
    left_out: LeftOut = None,
    count: int = 250,
    epochs: int = 10,
    seed: int = 0,
) -> None:
    """Train the evidence scorer."""
    pools = read_pools(data)
    dictionary = Dictionary(data / "train" / "cc_cedict.jsonl.xz")
    extra: dict[str, Callable[[], Iterable[Pool]]] = {
        "english": lambda: [translated_pool(pool, dictionary, 0.4, seed) for pool in pools],
        "reports": lambda: (made.pool for made in read_reports(reports, count, seed, read_ids(left_out))),
    }
    found = train_evidence(pools, extra, work, out, Schedule(epochs=epochs, seed=seed))
    Console().print(found)


@app.command()
def answerability(
    data: Data,
    reports: Reports,
    work: Work,
    out: Out = MODELS,
    left_out: LeftOut = None,
    count: int = 100,
    share: float = 0.4,
    epochs: int = 12,
    seed: int = 0,
) -> None:
    """Train the judge of evidence; the evidence scorer in `out` must be trained before."""
    model = load_evidence_model(out)
    news = data / "train" / "crud_title_body.jsonl.xz"
    strangers = [row["a"] for row in read_rows(data / "train" / "chinese_simpleqa.jsonl.xz")]

    def judge_text() -> Iterator[Judged]:
        dictionary = Dictionary(data / "train" / "cc_cedict.jsonl.xz")
        for pool in read_pools(data):
            yield from judge_pool(pool, model, share, seed)
            yield from judge_pool(translated_pool(pool, dictionary, share / 4, seed), model, 1.0, seed)
        yield from judge_pool(read_news(news, 2_000, 3_000, seed), model, 1.0, seed)

    def judge_keywords() -> Iterator[Judged]:
        for pool in read_pools(data):
            yield from judge_pool(shortened_pool(pool), model, share, seed)

    def judge_made() -> Iterator[Judged]:
        # Other reports than those that the evidence scorer was trained on.
        made = read_reports(reports, count, seed + 1, read_ids(left_out))
        yield from judge_reports(made, strangers, model, seed)

    schedule = Schedule(hidden=(48, 16), epochs=epochs, batch=256, rate=2e-3, dropout=0.2, seed=seed)
    found = train_answerability(
        {"keywords": judge_keywords, "reports": judge_made, "text": judge_text}, work, out, schedule
    )
    Console().print(found)


@app.command()
def vocabulary(data: Data, reports: Reports, out: Out = MODELS) -> None:
    """Make the lists of what words of other languages mean, and of what the words of reports are in English."""
    dictionary = data / "train" / "cc_cedict.jsonl.xz"
    words = list_words(dictionary)
    genre = Genre(words, count_reports(reports, words))
    aligned = align_english(data / "train", genre)
    english = find_english(aligned, dictionary, genre)
    write_words(out / "words.en.xz", english)
    for language in (name for names in LISTED.values() for name in names):
        write_words(out / f"words.{language}.xz", find_others(language, data / "multi", english, genre))
        Console().print(language)
    texts = (
        row["en"] for name in PAIRED[2:] for row in islice(read_rows(data / "train" / f"{name}.jsonl.xz"), 150_000)
    )
    write_glosses(out / "gloss.en.xz", find_glosses(aligned, texts, dictionary, genre))


def read_ids(path: Path | None) -> frozenset[str]:
    """Return the report ids of a file of questions."""
    if path is None:
        return frozenset()
    return frozenset(json.loads(line)["report"] for line in path.read_text("utf-8").splitlines() if line.strip())


if __name__ == "__main__":
    app()
