"""An index brought up to date: segments stay as they are, new reports make one more, those that went are masked out.

A new report costs what it costs alone. Segments of like size are joined when there are `TIER` of them, as Lucene does,
so that their number grows with the logarithm of the passages and each passage is copied a few times in its life.
"""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from corpus.errors import StoreMismatchError, StoreMissingError
from corpus.types import Report
from index.build import Index, build_index, cut_reports, open_any_index, read_current_manifest
from index.encoder import Encoder
from index.late_interaction import TokenTable
from index.manifest import Recipe, describe_recipe
from index.passages import describe_section
from index.segment import Mask, Progress, Segment, join_segments, make_segments

TIER = 8
"""So many segments of like size are joined to one; and sizes are alike up to this factor."""
_SMALLEST = 1000
"""Passages below which all segments are of like size."""
_MOST_GONE = 0.3
"""A segment of which a greater share is gone is copied without it."""

Part = tuple[Segment, Mask | None]


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
    """Return the index of the reports, with what the saved one in the folder knows of them taken over.

    It finds what `build_index` finds, with the same scores to float precision; only the order of the rows is another.
    That is done where there is nothing to take over. `on_progress` hears of the passages that are encoded.
    """
    try:
        manifest, old = open_any_index(folder)
    except (StoreMissingError, StoreMismatchError):
        return build_index(reports, None, encoder, table, on_progress, folder)
    if _without_reports(manifest.recipe) != _without_reports(describe_recipe([], encoder.name, encoder.dimension)):
        return build_index(reports, None, encoder, table, on_progress, folder)
    parts, kept = _carry_over(old, reports)
    fresh = [report for report in reports if report.id not in kept]
    parts += [(segment, None) for segment in make_segments(cut_reports(fresh), encoder, table, on_progress, folder)]
    parts = _join_small(parts)
    return Index(tuple(segment for segment, _ in parts), tuple(alive for _, alive in parts))


def _carry_over(old: Index, reports: Sequence[Report]) -> tuple[list[Part], set[str]]:
    """Return the segments with what still holds, and the ids of the reports that they hold."""
    wanted = {report.id: (report.sha256, describe_section(report, ())) for report in reports}
    parts: list[Part] = []
    kept: set[str] = set()
    for segment, before in zip(old.segments, old.alive, strict=True):
        alive = np.ones(len(segment), bool) if before is None else before.copy()
        for report in segment.passages.reports:
            here = report.begin < report.end and alive[report.begin]
            if here and wanted.get(report.id) == (report.sha256, report.title):
                kept.add(report.id)
            else:
                alive[report.begin : report.end] = False
        if alive.any():
            parts.append((segment, None if alive.all() else alive))
    return parts, kept


def _join_small(parts: Sequence[Part]) -> list[Part]:
    """Return the segments with those joined that are too many of one size, or too empty."""
    held = [_copy_if_sparse(part) for part in parts]
    while True:
        tiers: dict[int, list[Part]] = {}
        for part in held:
            tiers.setdefault(_tier(part), []).append(part)
        full = next((tiers[tier] for tier in sorted(tiers) if len(tiers[tier]) >= TIER), None)
        if full is None:
            return held
        joined = join_segments(full)
        held = [part for part in held if not any(part is one for one in full)] + [(joined, None)]


def _copy_if_sparse(part: Part) -> Part:
    segment, alive = part
    if alive is None or (~alive).mean() <= _MOST_GONE:
        return part
    return join_segments([part]), None


def _tier(part: Part) -> int:
    segment, alive = part
    size = len(segment) if alive is None else int(alive.sum())
    return int(np.log(max(size, _SMALLEST) / _SMALLEST) / np.log(TIER))


def _without_reports(recipe: Recipe) -> Recipe:
    return recipe.model_copy(update={"reports": {}})
