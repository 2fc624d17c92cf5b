"""The learned evidence on public sets it never saw: `python -m eval.benchmarks.evidence --data FOLDER [--out FILE]`.

Choosing: CMRC-2018 dev and DRCD test, each question over all paragraphs of its set. BM25 gives the paragraphs, the
scorer the sentences; a question counts when a gold answer stands in the best sentence, or in one of the best two.
Beside it the same with words weighed by rarity alone, and how long the answers are.

Other languages: XQuAD questions over the Chinese paragraphs. The set gives no Chinese answers, so what counts is
whether the best sentence is of the right paragraph.

Refusing: RGB-zh. Its passages stand in blocks, one a question: first those that answer it, then what a search engine
gave besides. A question is put three times: to five passages that do not answer it (those of its block without the
answer's words), as RGB does; to one passage that does with four that do not; to passages that do, five at most. It is
answered when the judged probability reaches the threshold.
"""

import json
import lzma
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Annotated, Any

import numpy as np
import typer
from numpy.typing import NDArray

from corpus.normal_form import normalise
from corpus.sentences import split_sentences
from eval.benchmarks.timing import quantile, save_numbers, show_table, timed_ms
from index.encoder import BUNDLED_MODEL
from index.late_interaction import TokenTable
from index.lexical import LexicalIndex
from service.scorer.answerability import AnswerabilityModel, load_answerability_model
from service.scorer.model import EvidenceModel, PreparedSentences, load_evidence_model, prepare

Rows = NDArray[np.int64]
Floats = NDArray[np.float32]

PARAGRAPHS = 4
"""Paragraphs whose sentences compete."""
THRESHOLD = 0.5
PASSAGES = 5
"""Passages of a refusal question, as in RGB."""
BINS = 10

CHOICE_TARGETS = {"cmrc-dev": (0.78, 0.88), "drcd-test": (0.85, 0.93)}
RGB = ("rgb_zh_refine.test", "rgb_zh_int.test")
"""One fact asked for; two facts asked for together."""
REFUSED_TARGET, ANSWERED_TARGET, ERROR_TARGET = 0.90, 0.85, 0.05


@dataclass(frozen=True)
class Choice:
    """How often the chosen sentences hold a gold answer."""

    questions: int
    best_1: float
    best_2: float
    plain_1: float
    """The same for sentences ordered by the rarity of the words they share with the question."""
    plain_2: float
    characters_1: float
    """Mean length of the best sentence."""
    characters_2: float
    ms: float
    """Median time to score one question's sentences."""


@dataclass(frozen=True)
class Refusal:
    """How well questions are told apart that passages answer and do not."""

    questions: int
    refused: float
    """Of questions put to passages that do not answer."""
    answered: float
    """Of questions put to passages one of which answers."""
    answered_all: float
    """Of questions put to answering passages alone."""
    right: float
    """Of those answered, with the answer in the best two sentences."""
    error: float
    """Expected calibration error: probability against the answer being in the best two sentences."""
    reliability: list[tuple[float, float, int]]
    """For each tenth of the probability: its mean, the share that is right, and how many."""
    curve: list[tuple[float, float, float]]
    """Threshold, refused, answered."""


class Texts:
    """Paragraphs cut into sentences and ready for scoring."""

    def __init__(self, paragraphs: Sequence[str], table: TokenTable) -> None:
        self.sentences: list[str] = []
        groups: list[int] = []
        for number, paragraph in enumerate(paragraphs):
            spans = split_sentences(paragraph)
            self.sentences.extend(paragraph[start:end] for start, end in spans)
            groups.extend([number] * len(spans))
        self.plain = [normalise(sentence) for sentence in self.sentences]
        self.groups = np.array(groups, dtype=np.int64)
        self.lexical = LexicalIndex.build(list(paragraphs))
        self.prepared: PreparedSentences = prepare(self.sentences, groups, table)

    def candidates(self, question: str, count: int) -> tuple[Rows, Floats]:
        """Return the rows of the best paragraphs and their paragraphs' scores."""
        scores = self.lexical.score(question)
        best = np.argsort(-scores, kind="stable")[:count]
        rows = np.flatnonzero(np.isin(self.groups, best))
        return rows, scores[self.groups[rows]] + np.float32(1e-3)


def read_rows(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the objects of a `.jsonl.xz` file."""
    with lzma.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


def measure_choice(path: Path, model: EvidenceModel, table: TokenTable) -> Choice:
    """Return how often the best sentences hold an answer, over all paragraphs of a set."""
    questions = list(read_rows(path))
    texts = Texts(list(dict.fromkeys(row["context"] for row in questions)), table)
    hits = np.zeros((len(questions), 4))
    lengths = np.zeros((len(questions), 2))
    times: list[float] = []
    for index, row in enumerate(questions):
        answers = [normalise(answer) for answer in row["answers"]]
        rows, scores = texts.candidates(row["question"], PARAGRAPHS)
        scored = model.weigh(row["question"], texts.prepared, rows, scores)
        if index % 10 == 0:
            times.append(timed_ms(lambda q=row["question"], r=rows, s=scores: model.weigh(q, texts.prepared, r, s)))  # type: ignore[misc]
        plain = rows[np.argsort(-scored.feature("cover_plain"), kind="stable")]
        for column, best in ((0, scored.best(2)), (2, plain[:2])):
            held = [any(answer in texts.plain[row] for answer in answers) for row in best]
            hits[index, column] = held[0]
            hits[index, column + 1] = any(held)
        lengths[index] = np.cumsum([len(texts.sentences[row]) for row in scored.best(2)])
    best_1, best_2, plain_1, plain_2 = map(float, hits.mean(axis=0))
    one, two = map(float, lengths.mean(axis=0))
    return Choice(len(questions), best_1, best_2, plain_1, plain_2, one, two, quantile(times, 0.5))


def measure_language(folder: Path, language: str, model: EvidenceModel, table: TokenTable) -> tuple[int, float, float]:
    """Return questions, and how often the best and one of the best two sentences is of the right Chinese paragraph.

    The paragraphs that compete are the ten best by late interaction, with the right one always among them.
    """
    paragraphs = {row["para_id"]: row["context_zh"] for row in read_rows(folder / "xquad.paragraphs_zh.jsonl.xz")}
    order = {para_id: number for number, para_id in enumerate(paragraphs)}
    texts = Texts(list(paragraphs.values()), table)
    means = table.means(list(paragraphs.values()))
    hits: list[tuple[bool, bool]] = []
    for row in read_rows(folder / f"xquad.{language}.jsonl.xz"):
        right = order[row["para_id"]]
        scores = np.maximum(means @ table.means([row["question"]])[0], 1e-3)
        chosen = np.union1d(np.argsort(-scores, kind="stable")[:10], [right])
        rows = np.flatnonzero(np.isin(texts.groups, chosen))
        best = model.weigh(row["question"], texts.prepared, rows, scores[texts.groups[rows]].astype(np.float32)).best(2)
        found = [int(texts.groups[each]) == right for each in best]
        hits.append((found[0], any(found)))
    rates = np.array(hits).mean(axis=0)
    return len(hits), float(rates[0]), float(rates[1])


def read_refusals(folder: Path, name: str) -> Iterator[tuple[str, list[str], list[str], list[str]]]:
    """Yield each question of an RGB set with its answers, its positive passages and its negative ones, in file order.

    Answers and passages are as they stand. A block's negatives reach from its last own positive to the next block.
    """
    passages = [row["text"] for row in read_rows(folder / "rgb_zh_passages.jsonl.xz")]
    place = {text: number for number, text in enumerate(passages)}
    blocks: list[tuple[str, str, list[str], list[str]]] = []
    for file in RGB:
        seen: dict[str, list[str]] = {}
        answers: dict[str, list[str]] = {}
        for row in read_rows(folder / f"{file}.jsonl.xz"):
            seen.setdefault(row["question"], []).append(row["context"])
            answers[row["question"]] = row["answers"]
        blocks.extend((file, question, answers[question], found) for question, found in seen.items())
    # A passage met before stands in its first block only, so a block's own positives lie behind the block before it.
    own: list[tuple[int, int]] = []
    last = -1
    for _, _, _, found in blocks:
        new = sorted(place[text] for text in found if place.get(text, -1) > last)
        own.append((new[0], new[-1]) if new else (last + 1, last))
        last = own[-1][1]
    ends = [start for start, _ in own[1:]] + [len(passages)]
    for (file, question, answer, found), (_, final), end in zip(blocks, own, ends, strict=True):
        if file == name:
            held = [normalise(each) for each in answer]
            others = [text for text in passages[final + 1 : end] if not any(each in normalise(text) for each in held)]
            yield question, answer, found, others


def measure_refusal(
    folder: Path, name: str, model: EvidenceModel, judge: AnswerabilityModel, table: TokenTable
) -> Refusal:
    """Return how often questions are refused and answered, and how well the probability is calibrated."""
    rows: list[tuple[bool, float, bool]] = []
    alone: list[float] = []
    for number, (question, answers, positives, negatives) in enumerate(read_refusals(folder, name)):
        if len(negatives) < PASSAGES:
            continue
        rows.append((False, *_ask(question, answers, negatives[:PASSAGES], model, judge, table)))
        mixed = negatives[: PASSAGES - 1]
        mixed.insert(number % PASSAGES, positives[0])
        rows.append((True, *_ask(question, answers, mixed, model, judge, table)))
        alone.append(_ask(question, answers, positives[:PASSAGES], model, judge, table)[0])
    given, chance, right = (np.array(column) for column in zip(*rows, strict=True))
    answered = chance >= THRESHOLD
    place = np.minimum((chance * BINS).astype(int), BINS - 1)
    bins = [place == each for each in range(BINS)]
    reliability = [(float(chance[b].mean()), float(right[b].mean()), int(b.sum())) for b in bins if b.any()]
    error = sum(size * abs(mean - share) for mean, share, size in reliability) / len(chance)
    curve = [
        (float(t), float((chance[~given] < t).mean()), float((chance[given] >= t).mean()))
        for t in np.arange(0.1, 0.95, 0.1)
    ]
    return Refusal(
        questions=len(rows) // 2,
        refused=float((~answered[~given]).mean()),
        answered=float(answered[given].mean()),
        answered_all=float((np.array(alone) >= THRESHOLD).mean()),
        right=float(right[given & answered].mean()) if (given & answered).any() else 0.0,
        error=float(error),
        reliability=reliability,
        curve=curve,
    )


def _ask(
    question: str,
    answers: Sequence[str],
    passages: Sequence[str],
    model: EvidenceModel,
    judge: AnswerabilityModel,
    table: TokenTable,
) -> tuple[float, bool]:
    texts = Texts(passages, table)
    rows, scores = texts.candidates(question, len(passages))
    scored = model.weigh(question, texts.prepared, rows, scores)
    held = [normalise(answer) for answer in answers]
    right = any(answer in texts.plain[row] for row in scored.best(2) for answer in held)
    return judge.judge(scored, texts.prepared), right


def _against(value: float, target: float | None, least: bool = True) -> str:
    if target is None:
        return f"{value:.3f}"
    reached = value >= target if least else value <= target
    return f"{value:.3f} ({'reached' if reached else 'short of'} {target:.2f})"


def main(
    data: Annotated[Path, typer.Option("--data", help="Folder with eval/ and multi_eval/.", exists=True)],
    languages: Annotated[list[str] | None, typer.Option("--language", help="XQuAD languages, repeatable.")] = None,
    out: Annotated[Path | None, typer.Option("--out", "--json", help="Where to save the numbers.")] = None,
) -> None:
    """Measure the evidence scorer and the judge of evidence on public sets."""
    table, model, judge = TokenTable.from_folder(BUNDLED_MODEL), load_evidence_model(), load_answerability_model()
    numbers: dict[str, Any] = {}
    shown: list[tuple[str, ...]] = []
    for name, file in (("cmrc-dev", "cmrc2018.dev"), ("drcd-test", "drcd.test")):
        choice = measure_choice(data / "eval" / f"{file}.jsonl.xz", model, table)
        one, two = CHOICE_TARGETS[name]
        numbers[name] = asdict(choice)
        lengths = f"{choice.characters_1:.0f} / {choice.characters_2:.0f}"
        plain = f"{choice.plain_1:.3f} / {choice.plain_2:.3f}"
        shown.append(
            (name, _against(choice.best_1, one), _against(choice.best_2, two), plain, lengths, f"{choice.ms:.2f}")
        )
    columns = ("set", "best sentence", "best two", "by rarity", "characters", "ms")
    show_table("Gold answer inside the chosen sentences", columns, shown)
    found = {
        each: measure_language(data / "multi_eval", each, model, table) for each in languages or ("en", "es", "ru")
    }
    numbers["languages"] = found
    show_table(
        "Best sentence of the right Chinese paragraph, ten paragraphs competing",
        ("language", "questions", "best sentence", "best two"),
        [(name, str(count), f"{one:.3f}", f"{two:.3f}") for name, (count, one, two) in found.items()],
    )
    for name in RGB:
        refusal = measure_refusal(data / "eval", name, model, judge, table)
        numbers[name] = asdict(refusal)
        show_table(
            f"{name}: answered from probability {THRESHOLD}",
            (
                "questions",
                "refused without",
                "answered, 1 in 5",
                "of these right",
                "answered, all",
                "calibration error",
            ),
            [
                (
                    str(refusal.questions),
                    _against(refusal.refused, REFUSED_TARGET),
                    _against(refusal.answered, ANSWERED_TARGET),
                    f"{refusal.right:.3f}",
                    f"{refusal.answered_all:.3f}",
                    _against(refusal.error, ERROR_TARGET, least=False),
                )
            ],
        )
        reliability = [(f"{mean:.2f}", f"{share:.2f}", str(count)) for mean, share, count in refusal.reliability]
        show_table("Reliability", ("probability", "right", "questions"), reliability)
        curve = [(f"{t:.1f}", f"{refused:.3f}", f"{given:.3f}") for t, refused, given in refusal.curve]
        show_table("By threshold", ("threshold", "refused without", "answered with"), curve)
    save_numbers(out, "evidence", numbers)


if __name__ == "__main__":
    typer.run(main)
