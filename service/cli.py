"""The `askreport` command."""

import atexit
import gc
import sys
from typing import TYPE_CHECKING, Annotated, Literal, TypeVar

import typer

from corpus.errors import AskReportError, SettingsError
from service.commands.figures import figures
from service.commands.reports import reindex, reports_app

if TYPE_CHECKING:
    from pydantic import BaseModel

    from service.answer import Service
    from service.commands.terminal import MakeRequest
    from service.remote import RemoteService

Model = TypeVar("Model", bound="BaseModel")

app = typer.Typer(
    help="""Ask Chinese government work reports (政府工作报告) questions, and get answers that prove themselves.

    askreport ask "2020年GDP是多少？"

    Every \\[n] in an answer is a verified quote of the report. Works without network, GPU or language model.
    Exit codes: 0 answered, 3 refused, 1 an error of ours, 2 wrong usage.""",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
index_app = typer.Typer(help="Build and check the index.", no_args_is_help=True)
app.add_typer(index_app, name="index")
app.add_typer(reports_app, name="reports")
app.command()(figures)

REFUSED = 3
_LONG = 1000
"""Passages to encode before an answer from which on it is worth a progress bar."""

Json = Annotated[bool, typer.Option("--json", help="Print the object that the HTTP interface returns.")]
Place = Annotated[list[str] | None, typer.Option("--place", help="Only reports of this place; may be repeated.")]
Year = Annotated[
    list[int] | None,
    typer.Option("--year", help="Only reports of this year (the report of 2021 reviews 2020); may be repeated."),
]

Mode = Annotated[
    Literal["auto", "extractive", "generative"],
    typer.Option(help="How the answer is made: auto lets a language model write where one is configured."),
]
Server = Annotated[
    str | None, typer.Option(help="Ask the service at this address instead of loading one; default from the settings.")
]


@app.command()
def ask(
    question: Annotated[
        str | None, typer.Argument(help="The question, in Chinese, English or another language.")
    ] = None,
    json: Json = False,
    place: Place = None,
    year: Year = None,
    mode: Mode = "auto",
    debug: Annotated[bool, typer.Option("--debug", help="With --json: say how the answer came about.")] = False,
    batch: Annotated[
        typer.FileText | None, typer.Option(help="A file with one question a line (- reads them from the input).")
    ] = None,
    jsonl: Annotated[bool, typer.Option("--jsonl", help="With --batch: print one answer object a line.")] = False,
    server: Server = None,
) -> None:
    """Answer a question, with the quotes that prove the answer."""
    from service.commands.printing import print_answer
    from service.commands.terminal import ask_batch

    if (question is None) == (batch is None):
        raise typer.BadParameter("give a question or --batch FILE")
    make = _requests(place, year, mode, debug)
    if batch is not None:
        ask_batch(_answerer(server), make, batch, as_json=jsonl or json)
        return
    request = make(question or "", [])
    response = _answerer(server, once=True).ask(request)
    if json or jsonl:
        typer.echo(response.model_dump_json(indent=None if jsonl else 2))
    else:
        print_answer(response)
    raise typer.Exit(0 if response.answered else REFUSED)


@app.command()
def chat(place: Place = None, year: Year = None, mode: Mode = "auto", server: Server = None) -> None:
    """Ask one question after another; each knows what was said before. /new forgets it, /quit ends."""
    from service.commands.terminal import chat as talk

    talk(_answerer(server), _requests(place, year, mode, debug=False))


@app.command()
def search(
    query: Annotated[str, typer.Argument(help="Words or a question.")],
    k: Annotated[int, typer.Option("-k", min=1, max=100, help="How many passages.")] = 5,
    leg: Annotated[Literal["hybrid", "dense", "lexical"], typer.Option(help="Which search.")] = "hybrid",
    json: Json = False,
    place: Place = None,
    year: Year = None,
    server: Server = None,
) -> None:
    """Show the passages nearest to a query, best first."""
    from service.commands.printing import print_hits
    from service.schemas import SearchRequest

    request = _make(SearchRequest, query=query, k=k, leg=leg, scope={"places": place or [], "years": year or []})
    response = _answerer(server, once=True).search_passages(request)
    if json:
        typer.echo(response.model_dump_json(indent=2))
    else:
        print_hits(response)


@app.command()
def serve(
    host: Annotated[str | None, typer.Option(help="Address to listen on; default from the settings.")] = None,
    port: Annotated[int | None, typer.Option(min=1, max=65535, help="Port; default from the settings.")] = None,
) -> None:
    """Answer over HTTP: POST /ask; the interface is described at /docs."""
    import uvicorn

    from service.app import create_app
    from service.settings import read_settings

    settings = read_settings()
    uvicorn.run(create_app(settings), host=host or settings.host, port=port or settings.port, access_log=False)


@app.command("mcp")
def serve_mcp(
    http: Annotated[bool, typer.Option("--http", help="Serve over HTTP at /mcp instead of standard input.")] = False,
    host: Annotated[str | None, typer.Option(help="With --http: address; default from the settings.")] = None,
    port: Annotated[int | None, typer.Option(min=1, max=65535, help="With --http: port.")] = None,
) -> None:
    """Offer ask, search, figures and list_reports to language model applications (Model Context Protocol)."""
    from functools import cache

    from service.app import configure_logging
    from service.mcp_server import make_server
    from service.settings import read_settings

    settings = read_settings()
    configure_logging(settings.log_level)
    server = make_server(cache(_load))
    if http:
        server.run("streamable-http", host=host or settings.host, port=port or settings.port)
    else:
        server.run("stdio")


@app.command()
def settings(json: Json = False) -> None:
    """Show every setting: its variable, its value now and what it is for."""
    from service.commands.printing import print_settings
    from service.settings import read_settings

    now = read_settings()
    if json:
        typer.echo(now.model_dump_json(indent=2))
    else:
        print_settings(now)


index_app.command("build", help="Build the index anew and put it in use; readers keep the old one until then.")(reindex)


@index_app.command("info")
def show_index(json: Json = False) -> None:
    """Show what made the index in use."""
    from index.build import read_current_manifest
    from service.commands.printing import print_manifest
    from service.settings import read_settings

    manifest = read_current_manifest(read_settings().index_folder)
    if json:
        typer.echo(manifest.model_dump_json(indent=2))
    else:
        print_manifest(manifest)


@index_app.command("verify")
def verify() -> None:
    """Compare every file of the index with its hash."""
    from index.build import verify_index
    from service.settings import read_settings

    manifest = verify_index(read_settings().index_folder)
    typer.echo(f"{len(manifest.files)} files are as they were built; {manifest.passages} passages.")


def _load(once: bool = False) -> "Service":
    from service.assemble import assemble
    from service.commands.printing_reports import show_bars
    from service.settings import read_settings

    with show_bars(least=_LONG) as bar:
        return assemble(read_settings(), on_progress=bar("Encoding passages"), once=once)


def _answerer(server: str | None, once: bool = False) -> "Service | RemoteService":
    """Return the service to ask: the one at an address, or one loaded here, for one question or for many."""
    from service.settings import read_settings

    settings = read_settings()
    address = server or settings.server
    if address is None:
        return _load(once)
    from service.remote import RemoteService

    return RemoteService(address, settings.server_key.get_secret_value() if settings.server_key else None)


def _requests(place: list[str] | None, year: list[int] | None, mode: str, debug: bool) -> "MakeRequest":
    """Return a function that makes requests with the scope and mode that were chosen."""
    from service.schemas import AskRequest, Turn

    scope = {"places": place or [], "years": year or []}

    def make(question: str, history: list[Turn]) -> AskRequest:
        return _make(AskRequest, question=question, history=history, scope=scope, mode=mode, debug=debug)

    return make


def _make(model: type[Model], **values: object) -> Model:
    """Return a request, or end with exit code 2 and the reason."""
    from pydantic import ValidationError

    try:
        return model.model_validate(values)
    except ValidationError as error:
        reasons = "; ".join(f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors())
        raise typer.BadParameter(reasons) from None


@app.command("version")
def show_version() -> None:
    """Show the version."""
    from importlib.metadata import version

    typer.echo(version("askreport"))


def main() -> None:
    """Run the command; our own errors become one line and exit code 1 (2 for settings)."""
    # Nearly all that a command makes while it starts is there to stay. Looking through it for what can go, again and
    # again and once more at the end, takes a fifth of a first answer's time.
    gc.set_threshold(50_000, 20, 20)
    atexit.register(gc.freeze)
    if not _is_own(sys.argv[1:2]):
        _add_commands()
    try:
        app()
    except SettingsError as error:
        typer.secho(f"askreport: {error}", err=True, fg="red")
        sys.exit(2)
    except AskReportError as error:
        typer.secho(f"askreport: {error}", err=True, fg="red")
        sys.exit(1)


def _is_own(arguments: list[str]) -> bool:
    names = {command.name or getattr(command.callback, "__name__", "") for command in app.registered_commands}
    names |= {str(group.name) for group in app.registered_groups}
    return bool(arguments) and arguments[0] in names


def _add_commands() -> None:
    """Add the commands of other packages, loaded only when called for: `service` never imports what lies above it."""
    from importlib.metadata import entry_points

    for entry in entry_points(group="askreport.commands"):
        if entry.name in sys.argv[1:2] or "--help" in sys.argv[1:2] or "-h" in sys.argv[1:2]:
            app.add_typer(entry.load(), name=entry.name)


if __name__ == "__main__":
    main()
