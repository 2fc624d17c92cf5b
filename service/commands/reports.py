"""`askreport reports`: the library that answers come from."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from corpus.intake import Outcome
    from corpus.library import Library
    from index.build import Progress
    from service.settings import Settings

reports_app = typer.Typer(help="The reports that answers come from.", no_args_is_help=True)

Json = Annotated[bool, typer.Option("--json", help="Print the object that the HTTP interface returns.")]


@reports_app.command("add")
def add_reports(
    paths: Annotated[list[Path], typer.Argument(help="Files, and folders with files in them, however deep.")],
    place: Annotated[str | None, typer.Option(help="The reports' place, where their texts do not tell it.")] = None,
    year: Annotated[int | None, typer.Option(help="The reports' year: the one they plan.", min=1900, max=2099)] = None,
    title: Annotated[str | None, typer.Option(help="The report's title.")] = None,
    url: Annotated[str | None, typer.Option(help="Where the report was found.")] = None,
    report_id: Annotated[str | None, typer.Option("--id", help="The report's id; default place and year.")] = None,
) -> None:
    """Add reports: text, Markdown, HTML, DOCX or PDF.

    A report that is there already is skipped; a new text for the same place and year takes the old one's place. A file
    that cannot be read is refused and the others go on. Exit code 1 only when every file was refused.
    """
    from corpus.errors import UnreadableFileError
    from corpus.intake import Deed, add_files, count_deeds, list_files
    from corpus.shelf import Shelf
    from service.commands.printing_reports import print_outcomes, show_bars
    from service.settings import read_settings

    settings = read_settings()
    files = list_files(paths)
    if not files:
        raise UnreadableFileError(f"No file that can be read in {', '.join(map(str, paths))}. See: askreport reports")
    if len(files) > 1 and (report_id or title or url or (place and year)):
        raise typer.BadParameter("--id, --title, --url, and --place with --year, tell of one report: give one file.")
    given = {"place": place, "year": year, "title": title, "url": url}
    facts = {name: str(value) for name, value in given.items() if value is not None}
    with show_bars() as bar:
        tell = _counting(bar("Reading reports"), len(files))
        outcomes = add_files(Shelf(settings.reports_folder), files, facts, report_id, tell)
    counts = count_deeds(outcomes)
    print_outcomes(outcomes, counts)
    if counts[Deed.ADDED] or counts[Deed.REPLACED]:
        _update(settings)
    if counts[Deed.REFUSED] == len(outcomes):
        raise typer.Exit(1)


@reports_app.command("remove")
def remove_reports(
    report_ids: Annotated[list[str], typer.Argument(help="Ids from `askreport reports list`.", metavar="ID...")],
) -> None:
    """Take reports that you added out of the library; the built-in one stays."""
    from corpus.intake import remove_report
    from corpus.shelf import Shelf
    from service.settings import read_settings

    settings = read_settings()
    shelf = Shelf(settings.reports_folder)
    removed: list[str] = []
    try:
        for report_id in dict.fromkeys(report_ids):
            remove_report(shelf, report_id)
            removed.append(report_id)
    finally:
        if removed:
            typer.echo(f"Removed {', '.join(removed)}")
            _update(settings)


@reports_app.command("reindex")
def reindex() -> None:
    """Build the index of the whole library anew; the same as `askreport index build`."""
    from service.assemble import build
    from service.commands.printing_reports import show_bars
    from service.settings import read_settings

    settings = read_settings()
    with show_bars() as bar:
        index = build(settings, bar("Encoding passages"), bar("Reading figures"))
    typer.echo(f"{len(index)} passages indexed in {settings.index_folder}")


@reports_app.command("list")
def list_reports(
    place: Annotated[
        list[str] | None, typer.Option("--place", help="Only reports of this place; may be repeated.")
    ] = None,
    year: Annotated[
        list[int] | None, typer.Option("--year", help="Only reports of this year; may be repeated.")
    ] = None,
    json: Json = False,
) -> None:
    """List the reports."""
    from service.commands.printing import print_reports
    from service.question.scope import fits_scope
    from service.schemas import Scope

    scope = Scope(places=place or [], years=year or [])
    print_reports([report for report in _library() if fits_scope(report, scope)], as_json=json)


@reports_app.command("show")
def show_report(
    report_id: Annotated[str, typer.Argument(help="An id from `askreport reports list`.")],
    text: Annotated[bool, typer.Option("--text", help="Print the canonical text instead of the outline.")] = False,
    json: Json = False,
) -> None:
    """Show a report's outline, or its canonical text."""
    from service.commands.printing import print_outline
    from service.schemas import ReportDetail, summarise_report

    report = _library().get(report_id)
    if json:
        typer.echo(ReportDetail(**summarise_report(report), text=report.text).model_dump_json(indent=2))
    elif text:
        typer.echo(report.text)
    else:
        print_outline(report)


def _library() -> "Library":
    """Return the library, and tell what keeps stored reports out of it."""
    from corpus.library import open_library
    from service.settings import read_settings

    library = open_library(read_settings().reports_folder)
    for problem in library.problems:
        typer.secho(f"askreport: {problem}", err=True, fg="yellow")
    return library


def _update(settings: "Settings") -> None:
    """Bring the index up to date with the library, with progress on standard error."""
    from service.assemble import update
    from service.commands.printing_reports import show_bars

    with show_bars() as bar:
        index = update(settings, bar("Encoding passages"), bar("Reading figures"))
    typer.echo(f"{len(index)} passages in the index")


def _counting(advance: "Progress", total: int) -> Callable[["Outcome"], None]:
    done = 0

    def tell(_: "Outcome") -> None:
        nonlocal done
        done += 1
        advance(done, total)

    return tell
