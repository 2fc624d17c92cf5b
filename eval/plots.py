"""The report's pictures as SVG text that takes its colours from the page, light or dark."""

import io
import re
from collections.abc import Sequence
from typing import Any

import matplotlib
import numpy as np
from matplotlib.figure import Figure

from eval.curves import bin_confidence, trade_refusals
from eval.datasets import Half
from eval.metrics import measure
from eval.records import QuestionRecord, Slice
from eval.results import Results

# Matplotlib knows no CSS variables; these colours stand for them and are exchanged in the SVG.
_INK, _LINE, _TEST, _TUNE = "#010203", "#010204", "#010205", "#010206"
_VARIABLES = {_INK: "var(--ink)", _LINE: "var(--line)", _TEST: "var(--test)", _TUNE: "var(--tune)"}
_COLOURS = {Half.TEST: _TEST, Half.TUNE: _TUNE}
_MARKERS = {Half.TEST: "o", Half.TUNE: "s"}

_STYLE: dict[str, Any] = {
    "svg.fonttype": "none",
    "svg.hashsalt": "askreport",
    "font.size": 10,
    "font.family": "sans-serif",
    "text.color": _INK,
    "axes.labelcolor": _INK,
    "axes.edgecolor": _LINE,
    "axes.facecolor": "none",
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.axisbelow": True,
    "axes.grid": True,
    "grid.color": _LINE,
    "grid.linewidth": 0.6,
    "xtick.color": _INK,
    "ytick.color": _INK,
    "xtick.labelcolor": _INK,
    "ytick.labelcolor": _INK,
    "legend.frameon": False,
    "figure.facecolor": "none",
}


def draw_scores(results: Results, part: Slice, dimension: str) -> str:
    """Return the share of right answers by "kind", "language" or "report" with intervals, both halves."""
    inside = part.select(results.records)
    names = sorted({str(getattr(record, dimension)) for record in inside}, reverse=True)
    with matplotlib.rc_context(_STYLE):
        figure = Figure(figsize=(6.4, 0.42 * len(names) + 1.1), layout="constrained")
        axes = figure.subplots()
        for half, shift in ((Half.TEST, 0.14), (Half.TUNE, -0.14)):
            _draw_half(axes, results, part.model_copy(update={"half": half}), dimension, names, shift)
        axes.set_yticks(range(len(names)), names)
        axes.set_xlim(-0.02, 1.02)
        axes.set_ylim(-0.6, len(names) - 0.4)
        axes.grid(visible=False, axis="y")
        axes.set_xlabel("right, with 95 % interval")
        _put_legend(figure)
        return _to_svg(figure, f"Share of right answers by {dimension}, with intervals")


def _draw_half(axes: Any, results: Results, over: Slice, dimension: str, names: Sequence[str], shift: float) -> None:
    half = over.half or Half.TEST
    for row, name in enumerate(names):
        score = results.find("all_right", Slice.model_validate({**over.model_dump(), dimension: name}))
        if score is None:
            continue
        below, above = max(score.value - score.low, 0), max(score.high - score.value, 0)
        axes.errorbar(
            score.value,
            row + shift,
            xerr=[[below], [above]],
            color=_COLOURS[half],
            marker=_MARKERS[half],
            markersize=5,
            linewidth=1.6,
        )


def draw_reliability(records: Sequence[QuestionRecord]) -> str:
    """Return how often answers of a confidence are right; the area of a point says how many they are."""
    with matplotlib.rc_context(_STYLE):
        figure = Figure(figsize=(6.4, 4.6), layout="constrained")
        axes = figure.subplots()
        axes.plot([0, 1], [0, 1], color=_LINE, linestyle="--")
        for half in (Half.TEST, Half.TUNE):
            bins = bin_confidence(Slice(half=half).select(records))
            total = sum(one.n for one in bins)
            x, y = [one.confidence for one in bins], [one.right for one in bins]
            axes.plot(x, y, color=_COLOURS[half], linewidth=1)
            sizes = [20 + 400 * one.n / total for one in bins]
            axes.scatter(x, y, s=sizes, color=_COLOURS[half], marker=_MARKERS[half])
        axes.set(xlim=(0, 1.03), ylim=(0, 1.05), xlabel="confidence of answers", ylabel="share that is right")
        _put_legend(figure)
        return _to_svg(figure, "Reliability: confidence against the share of right answers")


def draw_refusals(records: Sequence[QuestionRecord]) -> str:
    """Return the trade-off between right and false refusals; a ring marks where the service stands."""
    with matplotlib.rc_context(_STYLE):
        figure = Figure(figsize=(6.4, 4.6), layout="constrained")
        axes = figure.subplots()
        for half in (Half.TEST, Half.TUNE):
            inside = Slice(half=half).select(records)
            points = trade_refusals(inside)
            axes.plot([p.false_refusal for p in points], [p.refusal_right for p in points], color=_COLOURS[half])
            now = [measure(name, inside) for name in ("false_refusal", "refusal_right")]
            if now[0] and now[1]:
                ring: dict[str, Any] = {"s": 90, "facecolors": "none", "edgecolors": _COLOURS[half], "linewidths": 2}
                axes.scatter(now[0].value, now[1].value, clip_on=False, zorder=3, **ring)
        axes.set(xlim=(-0.02, 1.02), ylim=(-0.02, 1.02))
        axes.set(xlabel="false refusals (answerable, refused)", ylabel="right refusals (unanswerable, refused)")
        _put_legend(figure)
        return _to_svg(figure, "Trade-off between right refusals and false refusals")


def draw_lengths(records: Sequence[QuestionRecord], limit: int = 120) -> str:
    """Return the lengths of answers, facts apart from the rest; the dashed line is the limit for facts' median."""
    facts = [record.answer_chars for record in records if record.kind == "fact" and record.answer_chars is not None]
    rest = [record.answer_chars for record in records if record.kind != "fact" and record.answer_chars is not None]
    longest = max([limit * 2, *facts, *rest])
    with matplotlib.rc_context(_STYLE):
        figure = Figure(figsize=(6.4, 2.9), layout="constrained")
        axes = figure.subplots()
        edges = np.linspace(0, longest, 41)
        axes.hist([facts, rest], bins=edges.tolist(), stacked=True, color=[_TEST, _TUNE], label=["facts", "all others"])
        axes.axvline(limit, color=_INK, linestyle="--", linewidth=1)
        axes.set(xlabel="characters of an answer, both halves", ylabel="answers")
        axes.legend(loc="upper right")
        return _to_svg(figure, "Histogram of answer lengths")


def _put_legend(figure: Any) -> None:
    from matplotlib.lines import Line2D

    handles = [
        Line2D([], [], color=_COLOURS[half], marker=_MARKERS[half], label=f"{half} half")
        for half in (Half.TEST, Half.TUNE)
    ]
    figure.legend(handles=handles, loc="outside upper right", ncols=2)


def _to_svg(figure: Any, description: str) -> str:
    buffer = io.StringIO()
    figure.savefig(buffer, format="svg", metadata={"Date": None, "Creator": None, "Format": None, "Type": None})
    svg = re.sub(r"^.*?(?=<svg)", "", buffer.getvalue(), flags=re.DOTALL)
    svg = re.sub(r"<metadata>.*?</metadata>", "", svg, flags=re.DOTALL)
    for colour, variable in _VARIABLES.items():
        svg = svg.replace(colour, variable)
    return svg.replace("<svg ", f'<svg role="img" aria-label="{description}" ', 1)
