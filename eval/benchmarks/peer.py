"""Beside a peer: LangChain's FAISS and BM25 ensemble over the same passages with the same encoder, in one run.

    python -m eval.benchmarks.peer --python PEER/bin/python [--reports FILE --passages 20000] [--json FILE]

LangChain is kept out of this project's environment: `--python` names the interpreter of one that has
`langchain-community langchain-classic rank-bm25 faiss-cpu`. Both sides get the texts and the vectors, so that neither
pays for encoding, and each cuts words as this project does. The peer's own process times itself.
"""

import json as json_format
import os
import random
import subprocess
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

import numpy as np
import typer

from corpus.library import make_report, read_library
from corpus.types import Report
from eval.benchmarks.reading import read_rows
from eval.benchmarks.timing import JsonFile, quantile, save_numbers, show_table
from index.build import Index, cut_reports
from index.encoder import StaticEncoder
from index.faiss_store import FaissStore
from index.lexical import tokenize
from index.retrieve import CANDIDATES
from index.segment import encode_texts, make_segments

Numbers = dict[str, Any]

_PEER = """
import json, sys, time
import numpy as np
from langchain_community.docstore.in_memory import InMemoryDocstore
from langchain_community.retrievers import BM25Retriever
from langchain_community.vectorstores import FAISS
from langchain_community.vectorstores.utils import DistanceStrategy
from langchain_classic.retrievers import EnsembleRetriever
from langchain_core.embeddings import Embeddings
import faiss

faiss.omp_set_num_threads(1)
folder, k = sys.argv[1], int(sys.argv[2])
texts, tokens, questions, asked = (
    json.load(open(f"{folder}/{name}.json")) for name in ("texts", "tokens", "questions", "asked")
)
vectors, known = np.load(f"{folder}/vectors.npy"), np.load(f"{folder}/questions.npy")
of_question = dict(zip(questions, known))
cut = dict(zip(texts, tokens)) | dict(zip(questions, asked))


class Given(Embeddings):
    def embed_documents(self, texts):
        raise NotImplementedError

    def embed_query(self, text):
        return of_question[text].tolist()


def now():
    return time.perf_counter(), time.process_time()


def since(start):
    return [after - before for before, after in zip(start, now())]


start = now()
pairs = list(zip(texts, vectors.tolist()))
numbers = [{"row": row} for row in range(len(texts))]
dense = FAISS.from_embeddings(pairs, Given(), numbers, distance_strategy=DistanceStrategy.MAX_INNER_PRODUCT)
dense_s = since(start)
start = now()
words = BM25Retriever.from_texts(texts, numbers, preprocess_func=cut.__getitem__, bm25_params={"k1": 1.2, "b": 0.75})
words.k = k
words_s = since(start)
both = EnsembleRetriever(retrievers=[dense.as_retriever(search_kwargs={"k": k}), words], weights=[0.5, 0.5])
for question in questions[:5]:
    both.invoke(question)
times, first = [], []
for question in questions:
    start = now()
    hits = both.invoke(question)
    times.append([1000 * part for part in since(start)])
    first.append([hit.metadata["row"] for hit in hits[:10]])
peak = next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM"))
print(json.dumps({"dense_s": dense_s, "words_s": words_s, "times": times, "first": first, "peak_mb": int(peak) / 1024}))
"""


def measure(reports: list[Report], passages: int, questions: int, peer: Path) -> Numbers:
    """Return what both took to build and to search, as [wall, processor] pairs and quantiles."""
    encoder = StaticEncoder()
    cuts, held = [], 0
    for cut in cut_reports(reports):
        cuts.append(cut)
        held += len(cut[1])
        if held >= passages:
            break
    texts = [text for _, cut in cuts for _, text in cut]
    vectors = encode_texts(texts, encoder, lambda done, total: None)
    asked = make_asked(texts, questions)
    with tempfile.TemporaryDirectory() as folder:
        _hand_over(Path(folder), texts, vectors, asked, encoder)
        command = [str(peer), "-c", _PEER, folder, str(CANDIDATES)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"The peer ended with {done.returncode}: {done.stderr[-2000:]}")
    theirs = json_format.loads(done.stdout.splitlines()[-1])
    return {
        "passages": len(texts),
        "questions": len(asked),
        "ours": _measure_ours(cuts, texts, vectors, asked, encoder),
        "theirs": _summarise([theirs["dense_s"], theirs["words_s"]], theirs["times"]) | {"peak_mb": theirs["peak_mb"]},
    }


def make_asked(texts: list[str], count: int) -> list[str]:
    """Return questions made of the passages' own words: a stretch of each of some passages."""
    chance = random.Random(0)
    bodies = [body for text in texts if len(body := text.partition("\n")[2]) > 40]
    return [
        body[(at := chance.randrange(len(body) - 24)) : at + 24]
        for body in chance.sample(bodies, min(count, len(bodies)))
    ]


def _hand_over(folder: Path, texts: list[str], vectors: Any, asked: list[str], encoder: StaticEncoder) -> None:
    np.save(folder / "vectors.npy", vectors)
    np.save(folder / "questions.npy", encoder.encode_questions(asked))
    contents = {
        "texts": texts,
        "tokens": [tokenize(text) for text in texts],
        "questions": asked,
        "asked": [tokenize(text) for text in asked],
    }
    for name, content in contents.items():
        (folder / f"{name}.json").write_text(json_format.dumps(content, ensure_ascii=False), "utf-8")


def _measure_ours(cuts: list[Any], texts: list[str], vectors: Any, asked: list[str], encoder: StaticEncoder) -> Numbers:
    import faiss

    from index.postings import Postings

    faiss.omp_set_num_threads(1)
    start = _now()
    FaissStore.build(vectors)
    dense_s = _since(start)
    start = _now()
    Postings.of_texts(texts)
    words_s = _since(start)
    segments = make_segments(cuts, encoder, encoder.table)
    index = Index(tuple(segments), (None,) * len(segments))
    vectors_asked = encoder.encode_questions(asked)
    for question, vector in list(zip(asked, vectors_asked, strict=True))[:5]:
        index.find(question, vector, CANDIDATES, None)
    times = []
    for question, vector in zip(asked, vectors_asked, strict=True):
        start = _now()
        index.find(question, vector, CANDIDATES, None)
        times.append([1000 * part for part in _since(start)])
    return _summarise([dense_s, words_s], times)


def _summarise(builds: list[list[float]], times: list[list[float]]) -> Numbers:
    walls, processors = ([pair[which] for pair in times] for which in (0, 1))
    return {
        "build_s": sum(pair[0] for pair in builds),
        "build_processor_s": sum(pair[1] for pair in builds),
        "p50_ms": quantile(walls, 0.5),
        "p95_ms": quantile(walls, 0.95),
        "p50_processor_ms": quantile(processors, 0.5),
        "p95_processor_ms": quantile(processors, 0.95),
    }


def ratios(found: Mapping[str, Any]) -> dict[str, float]:
    """Return how many times as long the peer takes."""
    return {name: found["theirs"][name] / value for name, value in found["ours"].items() if value}


def _now() -> tuple[float, float]:
    return time.perf_counter(), time.process_time()


def _since(start: tuple[float, float]) -> list[float]:
    return [after - before for before, after in zip(start, _now(), strict=True)]


def main(
    python: Annotated[Path, typer.Option(help="The interpreter that has LangChain.", exists=True)],
    reports: Annotated[Path | None, typer.Option(help="JSON lines of reports; else the built-in one.")] = None,
    passages: Annotated[int, typer.Option(min=10, help="How many at least, of so many reports.")] = 20_000,
    questions: Annotated[int, typer.Option(min=5, help="Searches timed.")] = 100,
    json: JsonFile = None,
) -> None:
    """Measure building and searching beside LangChain. Some minutes."""
    rows = read_rows(reports) if reports else []
    random.Random(0).shuffle(rows)
    given = [make_report(row["text"], row["file"]) for row in rows[: passages // 40 + 1]] or list(read_library())
    found = measure(given, passages, questions, python)
    times = ratios(found)
    table = [
        (name, f"{found['ours'][name]:.2f}", f"{found['theirs'][name]:.2f}", f"{r:.1f}") for name, r in times.items()
    ]
    show_table(
        f"{found['passages']} passages, load {os.getloadavg()[0]:.1f}", ("", "ours", "LangChain", "ratio"), table
    )
    save_numbers(json, "peer", {**found, "ratios": times, "load": os.getloadavg()})


if __name__ == "__main__":
    typer.run(main)
