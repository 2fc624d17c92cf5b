"""Passages in Milvus: vectors and BM25 in one collection, on a cluster by its address or on milvus-lite by a file.

The terms of a passage (`index/postings.py`) are written as plain words for Milvus' own BM25, so that both stores find
by the same characters and pairs. Two differences from FAISS are Milvus' own: it counts terms segment by segment, so
that BM25 weights move a little with where a passage is kept, and a passage taken away counts in them until its segment
is compacted.
"""

import base64
import hashlib
import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corpus.canonical import hash_text
from corpus.errors import ExtraNotInstalledError, StoreMismatchError, StoreUnavailableError
from corpus.types import Report
from index.build import cut_reports
from index.encoder import Encoder, Vectors
from index.fusion import chinese_share
from index.late_interaction import PassageTokens, TokenTable
from index.manifest import describe_recipe
from index.passages import describe_section
from index.postings import K1, B, terms_of
from index.segment import Cut, Progress, Source, encode_texts, join_tokens
from index.store import Candidates
from index.types import Passage

_BATCH = 500
_LONGEST = 65_535
"""Bytes that a text field holds."""
_FIELDS = (
    "report", "start", "end", "paragraph_start", "paragraph_end", "header", "chinese", "tokens",
)  # fmt: skip
_STRONG = "Strong"

Row = dict[str, Any]


class MilvusStore:
    """One collection: the vectors and the words of passages by a number of their own."""

    def __init__(self, uri: str, collection: str, dimension: int, token: str = "") -> None:
        """Open the collection, made when it is not there.

        Raises:
            ExtraNotInstalledError: pymilvus is not installed.
            StoreUnavailableError: nothing answers at the address.
            StoreMismatchError: the collection holds vectors of another length.
        """
        try:
            import pymilvus
        except ImportError as error:
            raise ExtraNotInstalledError("Milvus needs an extra: pip install 'askreport[milvus]'") from error
        self._milvus: Any = pymilvus
        self.collection, self._reports = collection, f"{collection}_reports"
        with self._told():
            self._client = pymilvus.MilvusClient(uri=uri, token=token)
            if not self._client.has_collection(collection):
                self._make(dimension)
            if not self._client.has_collection(self._reports):
                self._make_reports()
            for name in (collection, self._reports):
                self._client.load_collection(name)
            self._check(dimension)

    @property
    def size(self) -> int:
        """How many passages there are."""
        with self._told():
            found = self._client.query(
                self.collection, filter="", output_fields=["count(*)"], consistency_level=_STRONG
            )
        return int(found[0]["count(*)"])

    def add(self, rows: Sequence[Row]) -> None:
        """Put passages in, each a row with every field; one with a number that is there is replaced."""
        for begin in range(0, len(rows), _BATCH):
            with self._told():
                self._client.upsert(self.collection, list(rows[begin : begin + _BATCH]))

    def remove(self, report: str) -> None:
        """Take out a report, its note first: what is cut off here is finished by whoever puts the report in again."""
        with self._told():
            for name in (self._reports, self.collection):
                self._client.delete(name, filter=_is_in("report", [report]))

    def search(self, vector: Vectors, k: int, rows: NDArray[np.int64] | None = None) -> tuple[Any, Vectors]:
        """Return numbers and cosines of the k nearest, best first; `rows` narrows the search beforehand."""
        if rows is not None and not len(rows):
            return np.zeros(0, np.int64), np.zeros(0, np.float32)
        narrowed = {} if rows is None else {"filter": _is_in("id", rows.tolist())}
        hits = self.find_near(vector, k, narrowed, [])
        return _take_apart(hits)

    def find_near(self, vector: Vectors, k: int, narrowed: Mapping[str, Any], fields: Sequence[str]) -> list[Any]:
        """Return the k nearest by vector with some of their fields, best first."""
        return self._search(np.asarray(vector, np.float32).tolist(), "dense", "IP", k, narrowed, fields)

    def find_words(self, words: str, k: int, narrowed: Mapping[str, Any], fields: Sequence[str]) -> list[Any]:
        """Return the k best by BM25 with some of their fields, best first; scores are those of `index/lexical.py`."""
        hits = self._search(words, "sparse", "BM25", k, narrowed, fields) if words else []
        # Milvus leaves the constant factor of the formula in, and milvus-lite the minus of a distance.
        return [{**hit, "distance": abs(hit["distance"]) / (K1 + 1)} for hit in hits if hit["distance"]]

    def read_reports(self) -> dict[str, str]:
        """Return for each report that is wholly in of what it was made."""
        found: dict[str, str] = {}
        with self._told():
            pages = self._client.query_iterator(
                self._reports,
                filter='report != ""',
                output_fields=["report", "state"],
                batch_size=2000,
                consistency_level=_STRONG,
            )
            while page := pages.next():
                found |= {row["report"]: row["state"] for row in page}
            pages.close()
        return found

    def note(self, states: Mapping[str, str]) -> None:
        """Note that the passages of these reports are in, and of what they were made."""
        rows = [{"report": report, "state": state, "none": [0.0, 0.0]} for report, state in states.items()]
        for begin in range(0, len(rows), _BATCH):
            with self._told():
                self._client.upsert(self._reports, rows[begin : begin + _BATCH])

    def drop(self) -> None:
        """Take everything out; the store is of no more use."""
        with self._told():
            for name in (self.collection, self._reports):
                self._client.drop_collection(name)

    def flush(self) -> None:
        """Have what was put in written out: milvus-lite weighs words within the scope asked until it is."""
        with self._told():
            for name in (self.collection, self._reports):
                self._client.flush(name)

    def close(self) -> None:
        """Let go of the connection; milvus-lite writes out what it holds."""
        self._client.close()

    def _search(
        self, asked: Any, field: str, metric: str, k: int, narrowed: Mapping[str, Any], fields: Sequence[str]
    ) -> list[Any]:
        with self._told():
            (hits,) = self._client.search(
                self.collection,
                data=[asked],
                anns_field=field,
                limit=k,
                # With none named, all would come, vectors too.
                output_fields=list(fields) or ["id"],
                search_params={"metric_type": metric},
                consistency_level=_STRONG,
                **narrowed,
            )
        return list(hits)

    def _make(self, dimension: int) -> None:
        kind, function = self._milvus.DataType, self._milvus.FunctionType
        schema = self._client.create_schema(auto_id=False, enable_dynamic_field=False)
        schema.add_field("id", kind.INT64, is_primary=True)
        schema.add_field("report", kind.VARCHAR, max_length=512)
        schema.add_field("sha256", kind.VARCHAR, max_length=64)
        for name in ("start", "end", "paragraph_start", "paragraph_end"):
            schema.add_field(name, kind.INT64)
        schema.add_field("header", kind.VARCHAR, max_length=_LONGEST)
        schema.add_field("chinese", kind.FLOAT)
        schema.add_field("tokens", kind.VARCHAR, max_length=_LONGEST)
        schema.add_field(
            "words", kind.VARCHAR, max_length=_LONGEST, enable_analyzer=True, analyzer_params={"tokenizer": "standard"}
        )
        schema.add_field("dense", kind.FLOAT_VECTOR, dim=dimension)
        schema.add_field("sparse", kind.SPARSE_FLOAT_VECTOR)
        schema.add_function(
            self._milvus.Function(
                name="bm25", input_field_names=["words"], output_field_names=["sparse"], function_type=function.BM25
            )
        )
        indexes = self._client.prepare_index_params()
        # The server chooses by size: flat at first, a graph later.
        indexes.add_index("dense", index_type="AUTOINDEX", metric_type="IP")
        weights = {"bm25_k1": K1, "bm25_b": B}
        # Twice: a server reads them side by side, milvus-lite only as one packed value.
        own = {**weights, "params": weights}
        indexes.add_index("sparse", index_type="SPARSE_INVERTED_INDEX", metric_type="BM25", params=own)
        self._client.create_collection(self.collection, schema=schema, index_params=indexes, consistency_level=_STRONG)

    def _make_reports(self) -> None:
        kind = self._milvus.DataType
        schema = self._client.create_schema(auto_id=False, enable_dynamic_field=False)
        schema.add_field("report", kind.VARCHAR, max_length=512, is_primary=True)
        schema.add_field("state", kind.VARCHAR, max_length=64)
        # Milvus has no collection without a vector.
        schema.add_field("none", kind.FLOAT_VECTOR, dim=2)
        indexes = self._client.prepare_index_params()
        indexes.add_index("none", index_type="FLAT", metric_type="L2")
        self._client.create_collection(self._reports, schema=schema, index_params=indexes, consistency_level=_STRONG)

    def _check(self, dimension: int) -> None:
        fields = self._client.describe_collection(self.collection)["fields"]
        found = next((int(f["params"]["dim"]) for f in fields if f["name"] == "dense"), None)
        if found != dimension:
            raise StoreMismatchError(
                f"The collection {self.collection} holds vectors of {found} numbers, the encoder makes {dimension}."
                " Name another collection: ASKREPORT_MILVUS_COLLECTION"
            )

    def _told(self) -> "_Told":
        return _Told(self._milvus.MilvusException)


@dataclass(frozen=True)
class _Told:
    """Turns the engine's errors into ours."""

    engine: type[Exception]

    def __enter__(self) -> None:
        return

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: object) -> None:
        if isinstance(error, self.engine | ConnectionError):
            raise StoreUnavailableError(
                f"Milvus did not do what it was asked ({error}). Check ASKREPORT_MILVUS_URI and the server."
            ) from error


class MilvusIndex:
    """The passages of a library in Milvus, found by vector and by words.

    Several processes share a collection. Each answers from the reports that its own library held when this was made:
    what another has added or replaced since is left out of what it finds.
    """

    def __init__(self, store: MilvusStore, reports: Sequence[Report]) -> None:
        """Take the store and the reports that may be found."""
        self._store = store
        self._known = {report.id: report.sha256 for report in reports}
        self._size = store.size

    def __len__(self) -> int:
        return self._size

    def find(self, question: str, vector: Vectors, k: int, reports: Collection[str] | None) -> Candidates:
        """Return the k nearest by vector and the k best by words; `reports` narrows to their ids before the search."""
        narrowed: dict[str, Any] = {}
        if reports is not None:
            narrowed = {"filter": _is_in("report", sorted(reports))}
        words = write_words(question)
        fields = [*_FIELDS, "sha256"]
        near = self._keep(self._store.find_near(vector, k, narrowed, fields))
        told = self._keep(self._store.find_words(words, k, narrowed, fields))
        rows = {hit["id"]: hit["entity"] for hit in [*near, *told]}
        cosines = {hit["id"]: hit["distance"] for hit in near}
        scores = {hit["id"]: hit["distance"] for hit in told}
        rest = [number for number in rows if number not in scores]
        if rest and words:
            own = {"filter": _is_in("id", rest)}
            scores |= {hit["id"]: hit["distance"] for hit in self._store.find_words(words, len(rest), own, [])}
        far = min(cosines.values(), default=1.0)
        return Candidates(
            passages=[_passage(row) for row in rows.values()],
            dense=np.array([cosines.get(number, far) for number in rows], np.float32),
            lexical=np.array([scores.get(number, 0.0) for number in rows], np.float32),
            chinese=np.array([row["chinese"] for row in rows.values()], np.float32),
            tokens=join_tokens([_read_tokens(row["tokens"]) for row in rows.values()]),
        )

    def _keep(self, hits: Sequence[Any]) -> list[Any]:
        return [hit for hit in hits if self._known.get(hit["entity"]["report"]) == hit["entity"]["sha256"]]


def update_milvus(
    store: MilvusStore,
    reports: Sequence[Report],
    encoder: Encoder,
    table: TokenTable,
    on_progress: Progress = lambda done, total: None,
) -> MilvusIndex:
    """Bring a collection up to date with the reports and return it as an index; only what is new is encoded.

    A report counts as there when all its passages are: a writer that is cut off leaves the rest to the next one.
    """
    found = store.read_reports()
    # Another encoder, or another way of cutting, makes other passages of the same text.
    recipe = describe_recipe([], encoder.name, encoder.dimension).model_dump_json()
    wanted = {r.id: hash_text("\n".join([recipe, r.sha256, describe_section(r, ())])) for r in reports}
    gone = [report_id for report_id in found if report_id not in wanted]
    fresh = cut_reports([report for report in reports if found.get(report.id) != wanted[report.id]])
    for report_id in [*gone, *(source.id for source, _ in fresh)]:
        store.remove(report_id)
    total, done = sum(len(cut) for _, cut in fresh), 0
    rows: list[Row] = []
    noted = 0
    for number, (source, cut) in enumerate(fresh, start=1):
        rows += _rows(source, cut, encoder, table)
        # Many reports at a time: Milvus weighs words within what was put in together.
        if len(rows) >= _BATCH or number == len(fresh):
            store.add(rows)
            store.note({one.id: wanted[one.id] for one, _ in fresh[noted:number]})
            done, noted, rows = done + len(rows), number, []
            on_progress(done, total)
    if gone or fresh:
        store.flush()
    return MilvusIndex(store, reports)


def _rows(source: Source, cut: Cut, encoder: Encoder, table: TokenTable) -> Iterator[Row]:
    texts = [text for _, text in cut]
    vectors = encode_texts(texts, encoder, lambda done, total: None)
    tokens = PassageTokens.of_texts(table, texts)
    for row, (passage, text) in enumerate(cut):
        yield {
            "id": _number(passage),
            "report": source.id,
            "sha256": source.sha256,
            "start": passage.start,
            "end": passage.end,
            "paragraph_start": passage.paragraph_start,
            "paragraph_end": passage.paragraph_end,
            "header": passage.header,
            "chinese": float(chinese_share([text])[0]),
            "tokens": _write_tokens(tokens.take(np.array([row]))),
            "words": write_words(text)[:_LONGEST],
            "dense": vectors[row].tolist(),
        }


def write_words(text: str) -> str:
    """Return the terms of a text as plain words, each as often as it stands there."""
    terms, counts = terms_of(text)
    return " ".join(f"t{term:x}" for term, count in zip(terms.tolist(), counts, strict=True) for _ in range(int(count)))


def _number(passage: Passage) -> int:
    digest = hashlib.blake2b(f"{passage.report_id}:{passage.start}:{passage.end}".encode(), digest_size=8).digest()
    return int.from_bytes(digest, "little", signed=True)


def _passage(row: Row) -> Passage:
    return Passage(row["report"], row["start"], row["end"], row["paragraph_start"], row["paragraph_end"], row["header"])


def _write_tokens(tokens: PassageTokens) -> str:
    """Return the tokens of one passage as text: how many sentences, where each ends, how long each is, all ids."""
    ends = tokens.sentences[1:].astype(np.int32)
    data = np.int32(len(ends)).tobytes() + ends.tobytes() + tokens.lengths.tobytes() + tokens.ids.tobytes()
    return base64.b85encode(data).decode()


def _read_tokens(text: str) -> PassageTokens:
    data = base64.b85decode(text)
    count = int(np.frombuffer(data, np.int32, 1)[0])
    ends = np.frombuffer(data, np.int32, count, 4)
    lengths = np.frombuffer(data, np.float32, count, 4 + 4 * count)
    ids = np.frombuffer(data, np.int32, offset=4 + 8 * count)
    sentences = np.concatenate([[0], ends]).astype(np.int64)
    return PassageTokens(ids, sentences, np.array([0, count], np.int64), lengths)


def _is_in(field: str, values: Sequence[Any]) -> str:
    # Written out: milvus-lite knows no parameters in filters.
    return f"{field} in {json.dumps(values, ensure_ascii=False)}"


def _take_apart(hits: Sequence[Any]) -> tuple[NDArray[np.int64], Vectors]:
    return (
        np.array([hit["id"] for hit in hits], np.int64),
        np.array([hit["distance"] for hit in hits], np.float32),
    )
