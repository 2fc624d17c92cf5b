"""`askreport eval`: run, report, gate, validate, compare. Bare, it runs on the built-in gold.

Nothing but typer is imported until a command runs: the `askreport` command loads this module for every other command.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from eval.results import Results

_EXTRA = {"ir_measures", "jinja2", "matplotlib"}
"""What the `eval` extra installs."""

app = typer.Typer(
    help="Measure how right the answers are: questions with checked answers in, scores out.", add_completion=False
)

GoldPaths = Annotated[
    list[Path] | None,
    typer.Option("--gold", help="Gold file or folder of *.jsonl, repeatable. Default: the built-in gold."),
]
ReportsPath = Annotated[
    Path | None,
    typer.Option("--reports", help="JSON lines (.jsonl or .jsonl.xz) with the reports that are not built in."),
]
GatePath = Annotated[Path | None, typer.Option("--gate", help="Gates (TOML). Exit 1 when one is not met.")]
OutFolder = Annotated[
    Path | None, typer.Option("--out", help="Folder for results.json, report.md and report.html; made as needed.")
]
HalfFilter = Annotated[list[str] | None, typer.Option("--half", help="tune or test. Default: both.")]
KindFilter = Annotated[list[str] | None, typer.Option("--kind", help="Only questions of this kind, repeatable.")]
LanguageFilter = Annotated[list[str] | None, typer.Option("--language", help="Only this language, repeatable.")]
ReportFilter = Annotated[list[str] | None, typer.Option("--report", help="Only this report's questions, repeatable.")]
ResultsPath = Annotated[Path, typer.Argument(help="A results.json that `run --out` wrote.")]


@app.callback(invoke_without_command=True)
def evaluate(
    context: typer.Context,
    gold: GoldPaths = None,
    reports: ReportsPath = None,
    gate: GatePath = None,
    out: OutFolder = None,
    half: HalfFilter = None,
    kind: KindFilter = None,
    language: LanguageFilter = None,
    report: ReportFilter = None,
) -> None:
    """Measure how right the answers are. Without a command: the same as `run`."""
    if context.invoked_subcommand is None:
        run(gold, reports, gate, out, half, kind, language, report)


@app.command()
def run(
    gold: GoldPaths = None,
    reports: ReportsPath = None,
    gate: GatePath = None,
    out: OutFolder = None,
    half: HalfFilter = None,
    kind: KindFilter = None,
    language: LanguageFilter = None,
    report: ReportFilter = None,
) -> None:
    """Ask every gold question and show the scores."""
    with _told_errors():
        from eval import session

        gates = session.read_gates(gate)
        filters = session.Filters(half or (), kind or (), language or (), report or ())
        results = session.run_gold(gold, reports, filters)
        session.show_results(results)
        checks = session.check_results(results, gates)
        if out:
            session.write_reports(results, out, checks)
    if not session.show_checks(checks):
        raise typer.Exit(1)


@app.command("report")
def write_report(
    results: ResultsPath,
    html: Annotated[Path | None, typer.Option(help="Where to write the page.")] = None,
    markdown: Annotated[Path | None, typer.Option(help="Where to write the Markdown.")] = None,
    gate: GatePath = None,
) -> None:
    """Write the report of saved results as HTML, Markdown or both; to standard output as Markdown by default."""
    with _told_errors():
        from eval import session
        from eval.report import render_html, render_markdown

        loaded = _load(results)
        checks = session.check_results(loaded, session.read_gates(gate))
        if html:
            session.write_text(html, render_html(loaded, checks))
        if markdown:
            session.write_text(markdown, render_markdown(loaded, checks))
        if not html and not markdown:
            typer.echo(render_markdown(loaded, checks))


@app.command("gate")
def check_gate(results: ResultsPath, gate: GatePath = None) -> None:
    """Check saved results against gates, the project's own by default; exit 1 when one is not met."""
    with _told_errors():
        from eval import session
        from eval.gates import GATES

        checks = session.check_results(_load(results), session.read_gates(gate or GATES))
    if not session.show_checks(checks):
        raise typer.Exit(1)


@app.command()
def validate(gold: GoldPaths = None, reports: ReportsPath = None) -> None:
    """Check gold against the reports: quotes verbatim, keys in the reference answers, ids unique; exit 1 if not."""
    with _told_errors():
        from eval import session

        good = session.validate_files(gold, reports)
    if not good:
        raise typer.Exit(1)


@app.command()
def compare(
    before: ResultsPath, after: Annotated[Path, typer.Argument(help="The results.json to compare with it.")]
) -> None:
    """Show what changed between two saved results, question by question of those that both asked."""
    with _told_errors():
        from eval import session

        session.show_comparison(_load(before), _load(after))


def _load(path: Path) -> "Results":
    from eval.results import Results

    return Results.load(path)


@contextmanager
def _told_errors() -> Iterator[None]:
    """Turn our errors into one line on standard error and exit code 1."""
    try:
        yield
    except ModuleNotFoundError as error:
        if error.name not in _EXTRA:
            raise
        typer.secho(f"{error}. The evaluation needs: pip install 'askreport[eval]'", err=True, fg="red")
        raise typer.Exit(1) from error
    except Exception as error:
        if not _is_ours(error):
            raise
        typer.secho(str(error), err=True, fg="red")
        raise typer.Exit(2 if _is_usage(error) else 1) from error


def _is_usage(error: Exception) -> bool:
    from corpus.errors import SettingsError

    return isinstance(error, SettingsError)


def _is_ours(error: Exception) -> bool:
    from corpus.errors import AskReportError
    from eval.errors import EvalError

    return isinstance(error, AskReportError | EvalError)
