"""An index brought up to date: what is known of unchanged reports is taken over, only the others are encoded."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from corpus.errors import StoreMismatchError, StoreMissingError
from corpus.outline import outline_report
from corpus.types import Report
from index.build import Index, Progress, build_index, cut_report, encode_texts, open_any_index, read_current_manifest
from index.encoder import Encoder
from index.faiss_store import FaissStore
from index.late_interaction import PassageTokens, TokenTable
from index.lexical import LexicalIndex
from index.manifest import Manifest, Recipe, describe_recipe
from index.passages import describe_section
from index.types import Passage


def differs_in_reports_only(folder: Path, reports: Sequence[Report], encoder: Encoder) -> bool:
    """Return whether the index in use would fit if the reports were those it was made from.

    Raises:
        StoreMissingError: nothing was built yet.
        StoreMismatchError: its manifest is damaged.
    """
    found = read_current_manifest(folder).recipe
    wanted = describe_recipe(reports, encoder.name, encoder.dimension)
    return found.reports != wanted.reports and _without_reports(found) == _without_reports(wanted)


def update_index(
    folder: Path,
    reports: Sequence[Report],
    encoder: Encoder,
    table: TokenTable,
    on_progress: Progress = lambda done, total: None,
) -> Index:
    """Return the index of the reports, in memory, with what the saved one in the folder knows of them taken over.

    The same as `build_index` gives; that is done where there is nothing to take over. Only BM25, whose weights depend
    on all passages, is made anew each time. `on_progress` hears of the passages that are encoded.
    """
    try:
        manifest, old = open_any_index(folder)
    except (StoreMissingError, StoreMismatchError):
        return build_index(reports, None, encoder, table, on_progress)
    if _without_reports(manifest.recipe) != _without_reports(describe_recipe([], encoder.name, encoder.dimension)):
        return build_index(reports, None, encoder, table, on_progress)
    return _carry_over(manifest, old, reports, encoder, table, on_progress)


def _carry_over(
    manifest: Manifest,
    old: Index,
    reports: Sequence[Report],
    encoder: Encoder,
    table: TokenTable,
    on_progress: Progress,
) -> Index:
    known = _rows_by_report(old)
    passages: list[Passage] = []
    texts: list[str] = []
    fresh: list[str] = []
    order: list[int] = []
    """Row of each passage among those of the old index followed by the fresh ones."""
    for report in reports:
        rows = known.get(report.id, [])
        if rows and manifest.recipe.reports.get(report.id) == report.sha256 and _has_header(old, rows, report):
            passages += [old.passages[row] for row in rows]
            texts += [old.texts[row] for row in rows]
            order += rows
            continue
        for passage, text in cut_report(report, outline_report(report.text)):
            order.append(len(old.passages) + len(fresh))
            passages.append(passage)
            texts.append(text)
            fresh.append(text)
    at = np.array(order, dtype=np.int64)
    vectors = np.concatenate([old.vectors.read_all(), encode_texts(fresh, encoder, on_progress)])[at]
    tokens = PassageTokens.join(old.tokens, PassageTokens.of_texts(table, fresh)).take(at)
    return Index(passages, texts, FaissStore.build(vectors), LexicalIndex.build(texts), tokens)


def _rows_by_report(index: Index) -> dict[str, list[int]]:
    rows: dict[str, list[int]] = {}
    for row, passage in enumerate(index.passages):
        rows.setdefault(passage.report_id, []).append(row)
    return rows


def _has_header(index: Index, rows: Sequence[int], report: Report) -> bool:
    """Return whether passages were indexed under the place and year that the report has now."""
    start = describe_section(report, ())
    return all(
        header == start or header.startswith(f"{start} · ") for header in {index.passages[r].header for r in rows}
    )


def _without_reports(recipe: Recipe) -> Recipe:
    return recipe.model_copy(update={"reports": {}})
