"""Results as a page to read: Markdown, and one HTML file with its pictures inside and no outside requests."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from eval.datasets import Half
from eval.gates import Check
from eval.metrics import METRICS
from eval.plots import draw_lengths, draw_refusals, draw_reliability, draw_scores
from eval.records import QuestionRecord, Slice
from eval.results import Results, Score
from eval.types import LEGS

HALVES = (Half.TEST, Half.TUNE)
HEADLINE = tuple(name for name in METRICS if "." not in name)
SPLIT = ("right", "answer_right", "evidence_cited", "refusal_right", "false_refusal")
"""The metrics shown by kind, language and report."""

SHOWN_MEASURES = ("R@1", "R@5", "R@10", "MRR", "nDCG@10")

DASH = "–"
"""Stands where nothing was measured."""


@dataclass(frozen=True, slots=True)
class Table:
    """A heading row and its rows, all as text."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def format_value(value: float, metric: str) -> str:
    """Return a value as it is read: shares in per cent, the rest in its unit."""
    unit = METRICS[metric].unit
    if unit == "share":
        return f"{value * 100:.1f} %"
    return f"{value:.1f} ms" if unit == "ms" else f"{value:.0f}"


def format_score(score: Score | None, *, interval: bool = True) -> str:
    """Return a score with its interval, or a dash for None."""
    if score is None:
        return DASH
    value = format_value(score.value, score.metric)
    if not interval:
        return value
    low, high = format_value(score.low, score.metric), format_value(score.high, score.metric)
    for unit in (" %", " ms"):
        low = low.removesuffix(unit)
    return f"{value} [{low}, {high.split(' ')[0]}]"


def find_parts(results: Results) -> list[Slice]:
    """Return the parts that there are records of and that are never mixed, as slices without a half."""
    there = {(record.built_in, record.follow_up) for record in results.records}
    parts = product((True, False), (False, True))
    return [
        Slice(built_in=built_in, follow_up=follow_up) for built_in, follow_up in parts if (built_in, follow_up) in there
    ]


def tabulate_headline(results: Results, part: Slice) -> Table:
    """Return every metric but retrieval for both halves."""
    rows = []
    for name in HEADLINE:
        scores = [results.find(name, _with(part, half=half)) for half in HALVES]
        if any(scores):
            counts = [str(score.n) if score else DASH for score in scores]
            cells = [format_score(score) for score in scores]
            rows.append((METRICS[name].title, cells[0], counts[0], cells[1], counts[1]))
    columns = ("", "test half", "n", "tuning half", "n")
    return Table(f"Scores, {part}", columns, tuple(rows))


def tabulate_split(results: Results, part: Slice, dimension: str) -> Table:
    """Return the main metrics by "kind", "language" or "report", test half first."""
    rows = []
    for half in HALVES:
        for over in _slices_along(results, part, half, dimension):
            cells = [format_score(results.find(metric, over), interval=metric == "right") for metric in SPLIT]
            rows.append((half.value, getattr(over, dimension), str(len(over.select(results.records))), *cells))
    titles = tuple(METRICS[metric].title for metric in SPLIT)
    columns = ("half", dimension, "questions", *titles)
    return Table(f"By {dimension}, {part}", columns, tuple(rows))


def tabulate_brief(results: Results, part: Slice, dimension: str) -> Table:
    """Return the share of right answers and refusals by "kind", "language" or "report", a row for both halves."""
    names = {getattr(over, dimension) for half in HALVES for over in _slices_along(results, part, half, dimension)}
    rows = []
    for name in sorted(names):
        overs = [_with(part, half=half, **{dimension: name}) for half in HALVES]
        scores = [results.find("all_right", over) for over in overs]
        cells = [cell for score in scores for cell in (format_score(score), str(score.n) if score else DASH)]
        rows.append((name, *cells))
    columns = (dimension, "right, test half", "n", "right, tuning half", "n")
    return Table(f"By {dimension}, {part}", columns, tuple(rows))


def _slices_along(results: Results, part: Slice, half: Half, dimension: str) -> list[Slice]:
    over = _with(part, half=half)
    names = sorted({getattr(record, dimension) for record in over.select(results.records)})
    return [_with(over, **{dimension: name}) for name in names]


def _with(over: Slice, **narrower: Any) -> Slice:
    return over.model_copy(update=narrower)


def tabulate_retrieval(results: Results, part: Slice) -> Table:
    """Return the retrieval measures of each leg for both halves, all languages together and the two main ones."""
    rows = []
    for half, language, leg in product(HALVES, (None, "zh", "en"), LEGS):
        over = _with(part, half=half, language=language)
        scores = [results.find(f"{leg}.{measure}", over) for measure in SHOWN_MEASURES]
        if scores[0]:
            cells = [f"{score.value:.3f}" if score else DASH for score in scores]
            rows.append((half.value, language or "all", leg, str(scores[0].n), *cells))
    columns = ("half", "lang.", "leg", "n", *SHOWN_MEASURES)
    return Table(f"Retrieval, {part}", columns, tuple(rows))


def tabulate_gates(checks: Sequence[Check]) -> Table:
    """Return every gate with its verdict, failures first."""
    rows = []
    for check in sorted(checks, key=lambda check: check.passed):
        gate, found = check.gate, check.measured
        value = f"{found.value:.4g}" if found else "not measured"
        rows.append(("passed" if check.passed else "FAILED", gate.metric, str(gate.over), value, gate.wanted))
    return Table("Gates", ("", "metric", "over", "measured", "wanted"), tuple(rows))


def tabulate_provenance(results: Results) -> Table:
    """Return what made the run."""
    made = results.provenance
    commit = (made.commit or "no git checkout") + (" and changes since" if made.changed_since_commit else "")
    versions = ", ".join(f"{name} {number}" for name, number in made.versions.items())
    machine = made.machine
    rows = [
        ("started", made.started.strftime("%Y-%m-%d %H:%M:%S UTC")),
        ("took", f"{made.seconds:.1f} s"),
        ("commit", commit),
        ("settings SHA-256", made.settings_sha256),
        ("gold", ", ".join(f"{file.name} ({file.sha256[:12]})" for file in results.gold)),
        ("machine", f"{machine.processor}, {machine.cores} cores, {machine.system}, Python {machine.python}"),
        ("versions", versions),
    ]
    rows += [("skipped", line) for line in summarize_skips(results)]
    return Table("What was run", ("", ""), tuple(rows))


def summarize_skips(results: Results) -> list[str]:
    """Return a line for each reason why questions were not asked."""
    lines = []
    for why in dict.fromkeys(one.why for one in results.skipped):
        skips = [one for one in results.skipped if one.why == why]
        count, names = sum(one.questions for one in skips), [one.report for one in skips]
        lines.append(f"{count} questions on {', '.join(names[:3])}{_and_more(len(names) - 3)}: {why}")
    return lines


def _and_more(count: int) -> str:
    return f" and {count} more" if count > 0 else ""


def list_tuning(records: Sequence[QuestionRecord]) -> list[QuestionRecord]:
    """Return the tuning half's records, wrong ones first. The test half is never listed, so nobody tunes on it."""
    return sorted(Slice(half=Half.TUNE).select(records), key=lambda record: (record.right, record.id))


def render_markdown(results: Results, checks: Sequence[Check] = ()) -> str:
    """Return the report as Markdown, without pictures."""
    return _environment(autoescape=False).get_template("report.md.j2").render(_context(results, checks))


def render_html(results: Results, checks: Sequence[Check] = ()) -> str:
    """Return the report as one HTML page."""
    part = _main_part(results)
    chosen = part.select(results.records)
    pictures = {
        "kinds": draw_scores(results, part, "kind"),
        "languages": draw_scores(results, part, "language"),
        "reliability": draw_reliability(chosen),
        "refusals": draw_refusals(chosen),
        "lengths": draw_lengths(chosen),
    }
    environment = _environment(autoescape=True)
    return environment.get_template("report.html.j2").render(_context(results, checks), pictures=pictures)


def _environment(*, autoescape: bool) -> Environment:
    return Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=autoescape,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _context(results: Results, checks: Sequence[Check]) -> dict[str, Any]:
    parts = find_parts(results)
    others = [part for part in parts if not part.built_in]
    return {
        "part": _main_part(results),
        "cards": _cards(results),
        "headlines": [tabulate_headline(results, part) for part in parts],
        "splits": [tabulate_split(results, part, name) for part, name in product(parts, ("kind", "language"))],
        "reports": [tabulate_split(results, part, "report") for part in others],
        "retrievals": [tabulate_retrieval(results, part) for part in parts],
        "gates": tabulate_gates(checks) if checks else None,
        "passed": all(check.passed for check in checks),
        "provenance": tabulate_provenance(results),
        "tuning": list_tuning(results.records),
    }


def _main_part(results: Results) -> Slice:
    """Return the part that is drawn and shown first: single questions on the built-in report where there are any."""
    return next(iter(find_parts(results)), Slice())


def _cards(results: Results) -> list[tuple[str, str, str]]:
    """Return title, value and interval of the few numbers that tell most, of the main part's test half."""
    cards = []
    part = _main_part(results)
    for name in ("right", "refusal_right", "false_refusal", "citations_hold", "hybrid.R@5", "latency_p50_ms"):
        score = results.find(name, _with(part, half=Half.TEST))
        if score:
            low, high = format_value(score.low, name), format_value(score.high, name)
            cards.append((METRICS[name].title, format_value(score.value, name), f"{low} to {high}, n = {score.n}"))
    return cards
