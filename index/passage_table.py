"""The passages of one segment as columns: a million of them cost some 30 MB, and none until it is looked at."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.arrays import Floats, load_array
from index.fusion import chinese_share
from index.types import Passage

Mask = NDArray[np.bool_]

_COLUMNS = ("start", "end", "paragraph_start", "paragraph_end", "report", "header")


@dataclass(frozen=True, slots=True)
class IndexedReport:
    """A report as it was indexed, with the rows of its passages."""

    id: str
    sha256: str
    title: str
    """Place and year, as its passages' headers begin."""
    begin: int
    end: int


@dataclass(frozen=True)
class PassageTable:
    """Passages by row; those of one report stand together."""

    reports: tuple[IndexedReport, ...]
    headers: tuple[str, ...]
    columns: NDArray[np.int32]
    """One row a passage, one column for each of `_COLUMNS`; the last two are numbers of a report and a header."""
    chinese: Floats
    """Which share of each passage's words is Chinese."""

    def __len__(self) -> int:
        return len(self.columns)

    def __getitem__(self, row: int) -> Passage:
        start, end, paragraph_start, paragraph_end, report, header = map(int, self.columns[row])
        return Passage(self.reports[report].id, start, end, paragraph_start, paragraph_end, self.headers[header])

    def take(self, rows: NDArray[np.int64]) -> list[Passage]:
        """Return the passages of some rows; faster than one by one."""
        return [
            Passage(self.reports[report].id, start, end, paragraph_start, paragraph_end, self.headers[header])
            for start, end, paragraph_start, paragraph_end, report, header in self.columns[rows].tolist()
        ]

    @cached_property
    def rows_by_report(self) -> dict[str, tuple[int, int]]:
        """Begin and end of each report's rows."""
        return {report.id: (report.begin, report.end) for report in self.reports}

    @classmethod
    def of_passages(
        cls, passages: Sequence[Passage], texts: Sequence[str], known: Sequence[tuple[str, str, str]]
    ) -> "PassageTable":
        """Return the table of passages and what is indexed of each; `known` has each report's id, hash and title."""
        number = {report_id: place for place, (report_id, _, _) in enumerate(known)}
        headers: dict[str, int] = {}
        rows = [
            (
                p.start, p.end, p.paragraph_start, p.paragraph_end,
                number[p.report_id], headers.setdefault(p.header, len(headers)),
            )
            for p in passages
        ]  # fmt: skip
        columns = np.array(rows, np.int32).reshape(-1, len(_COLUMNS))
        ends = np.cumsum(np.bincount(columns[:, 4], minlength=len(known))).tolist()
        begins = [0, *ends[:-1]]
        reports = tuple(IndexedReport(*facts, b, e) for facts, b, e in zip(known, begins, ends, strict=True))
        return cls(reports, tuple(headers), columns, chinese_share(texts))

    def save(self, folder: Path) -> None:
        """Write the table into a folder."""
        head = {"reports": [list(asdict(report).values()) for report in self.reports], "headers": self.headers}
        (folder / "passages.json").write_text(json.dumps(head, ensure_ascii=False), encoding="utf-8")
        np.save(folder / "passages.npy", self.columns)
        np.save(folder / "chinese.npy", self.chinese)

    @classmethod
    def load(cls, folder: Path) -> "PassageTable":
        """Return a saved table, its columns memory-mapped.

        Raises:
            OSError: a file is missing.
            ValueError: a file is damaged.
        """
        head = json.loads((folder / "passages.json").read_bytes())
        reports = tuple(IndexedReport(*row) for row in head["reports"])
        columns, chinese = load_array(folder / "passages.npy"), load_array(folder / "chinese.npy")
        if not len(columns) == len(chinese) == (reports[-1].end if reports else 0):
            raise ValueError(f"the passages of {folder.name} do not belong together")
        return cls(reports, tuple(head["headers"]), columns, chinese)


def join_tables(parts: Sequence[tuple[PassageTable, Mask | None]]) -> PassageTable:
    """Return the passages of parts one after another, of each only the reports whose passages its mask keeps."""
    reports: list[IndexedReport] = []
    headers: dict[str, int] = {}
    columns, chinese, begin = [], [], 0
    for table, kept in parts:
        number = np.full(len(table.reports) + 1, -1, np.int32)
        for place, report in enumerate(table.reports):
            if kept is None or report.begin == report.end or kept[report.begin]:
                size = report.end - report.begin
                number[place] = len(reports)
                reports.append(IndexedReport(report.id, report.sha256, report.title, begin, begin + size))
                begin += size
        renamed = np.array([headers.setdefault(header, len(headers)) for header in table.headers], np.int32)
        own = table.columns if kept is None else table.columns[kept]
        own = own.copy()
        own[:, 4] = number[own[:, 4]]
        own[:, 5] = renamed[own[:, 5]] if len(own) else own[:, 5]
        columns.append(own)
        chinese.append(table.chinese if kept is None else table.chinese[kept])
    empty = np.zeros((0, len(_COLUMNS)), np.int32)
    return PassageTable(
        tuple(reports),
        tuple(headers),
        np.concatenate([empty, *columns]),
        np.concatenate([np.zeros(0, np.float32), *chinese]),
    )
