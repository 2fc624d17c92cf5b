"""What the commands do: run, show, write."""

from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table as RichTable

from eval.comparison import Comparison, compare_records
from eval.datasets import gold_files, load_gold, select_questions
from eval.errors import GoldError
from eval.gates import Check, Gate, check_gates, load_gates
from eval.metrics import METRICS
from eval.report import (
    DASH,
    Table,
    find_parts,
    format_value,
    render_html,
    render_markdown,
    summarize_skips,
    tabulate_brief,
    tabulate_gates,
    tabulate_headline,
    tabulate_retrieval,
)
from eval.results import Results, describe_run, hash_gold, score_records
from eval.run import evaluate
from eval.validation import validate_gold


@dataclass(frozen=True, slots=True)
class Filters:
    """Which gold questions are asked; empty means all."""

    halves: Sequence[str] = ()
    kinds: Sequence[str] = ()
    languages: Sequence[str] = ()
    reports: Sequence[str] = ()


def run_gold(gold: Sequence[Path] | None, reports_path: Path | None, filters: Filters) -> Results:
    """Ask the gold questions that pass the filters, with a progress bar on standard error.

    Raises:
        GoldError: a gold file cannot be read, or no question passes the filters.
        ReportsFileError: the file of other reports cannot be read.
    """
    from eval.subjects import Reports, hash_settings
    from service.settings import read_settings

    started = datetime.now(UTC)
    questions = select_questions(
        load_gold(gold),
        halves=filters.halves,
        kinds=filters.kinds,
        languages=filters.languages,
        reports=filters.reports,
    )
    if not questions:
        raise GoldError("No gold question passes the filters.")
    settings = read_settings()
    reports = Reports(reports_path, {question.report for question in questions})
    with ExitStack() as stack:
        bar = stack.enter_context(_progress_bar())
        task = bar.add_task("questions", total=len(questions))
        found = evaluate(
            questions, lambda name: reports.subject_of(settings, name), lambda count: bar.advance(task, count)
        )
    return Results(
        provenance=describe_run(started, hash_settings(settings)),
        gold=hash_gold(gold_files(gold)),
        scores=score_records(found.records),
        skipped=found.skipped,
        records=found.records,
    )


def _progress_bar() -> Progress:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    return Progress(*columns, console=Console(stderr=True), transient=True)


def read_gates(path: Path | None) -> tuple[Gate, ...]:
    """Return the gates of a file; none without one."""
    return load_gates(path) if path else ()


def check_results(results: Results, gates: Sequence[Gate]) -> tuple[Check, ...]:
    """Return each gate with what was measured for it."""
    return check_gates(gates, results.records)


def show_results(results: Results) -> None:
    """Print the scores."""
    console = Console()
    for part in find_parts(results):
        dimensions = ("kind", "language") if part.built_in else ("kind", "language", "report")
        tables = [tabulate_headline(results, part), *(tabulate_brief(results, part, name) for name in dimensions)]
        for table in (*tables, tabulate_retrieval(results, part)):
            console.print(_rich_table(table))
    for line in summarize_skips(results):
        console.print(f"Skipped: {line}.", highlight=False, markup=False)


def show_checks(checks: Sequence[Check]) -> bool:
    """Print the gates and return whether all are met; nothing is printed where there are none."""
    if not checks:
        return True
    console = Console()
    console.print(_rich_table(tabulate_gates(checks)))
    failed = sum(not check.passed for check in checks)
    console.print(f"{failed} of {len(checks)} gates failed." if failed else f"All {len(checks)} gates passed.")
    return not failed


def show_comparison(before: Results, after: Results) -> None:
    """Print what changed between two runs."""
    console = Console()
    found = compare_records(before.records, after.records)
    console.print(_rich_table(_tabulate_comparison(found)))
    console.print(f"Mended (tuning half): {', '.join(found.mended) or 'none'}", highlight=False)
    console.print(f"Broken (tuning half): {', '.join(found.broken) or 'none'}", highlight=False)


def _tabulate_comparison(found: Comparison) -> Table:
    rows = []
    for one in found.differences:
        values = [format_value(value, one.metric) for value in (one.before, one.after)]
        change = DASH
        if one.change:
            percent = [100 * value for value in (one.change.value, one.change.low, one.change.high)]
            change = "{:+.1f} [{:+.1f}, {:+.1f}]".format(*percent)
        rows.append((one.half.value, METRICS[one.metric].title, *values, change))
    return Table("Comparison", ("half", "", "before", "after", "change in points"), tuple(rows))


def write_reports(results: Results, folder: Path, checks: Sequence[Check]) -> None:
    """Write results.json, report.md and report.html into a folder."""
    results.save(folder / "results.json")
    write_text(folder / "report.md", render_markdown(results, checks))
    write_text(folder / "report.html", render_html(results, checks))


def write_text(path: Path, text: str) -> None:
    """Write a text file, folders made as needed."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def validate_files(gold: Sequence[Path] | None, reports_path: Path | None) -> bool:
    """Print what is wrong with gold files and return whether nothing is.

    Raises:
        GoldError: a line does not have the gold form.
        ReportsFileError: the file of other reports cannot be read.
    """
    from eval.subjects import Reports

    questions = load_gold(gold)
    reports = Reports(reports_path, {question.report for question in questions})
    findings = validate_gold(questions, reports.text_of)
    console = Console()
    for finding in findings:
        line = f"{'wrong' if finding.fatal else 'look '}  {finding.question_id}: {finding.message}"
        console.print(line, style="red" if finding.fatal else None, highlight=False, markup=False)
    unchecked = {question.report for question in questions if reports.text_of(question.report) is None}
    if unchecked:
        console.print(f"The quotes of {len(unchecked)} reports are not checked: not built in; give --reports FILE.")
    wrong = sum(finding.fatal for finding in findings)
    console.print(f"{len(questions)} questions, {wrong} faults.")
    return not wrong


def _rich_table(table: Table) -> RichTable:
    shown = RichTable(title=table.title, title_justify="left", title_style="bold", box=SIMPLE_HEAD, pad_edge=False)
    for column in table.columns:
        shown.add_column(column, overflow="fold")
    for row in table.rows:
        shown.add_row(*row, style=_row_style(row))
    return shown


def _row_style(row: Sequence[Any]) -> str | None:
    return "red" if row and row[0] == "FAILED" else None
