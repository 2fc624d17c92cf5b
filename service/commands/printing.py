"""What the terminal shows."""

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.console import Console
from rich.markup import escape

from service.schemas import AskResponse, Passage, SearchResponse, summarise_report

if TYPE_CHECKING:
    from corpus.types import Report
    from index.manifest import Manifest
    from service.settings import Settings

_console = Console(highlight=False, soft_wrap=True)


def print_answer(response: AskResponse) -> None:
    """Print answer and citations, or the refusal and the nearest passages."""
    _console.print(escape(response.answer), style="bold" if response.answered else "yellow")
    if response.computation:
        _console.print(f"  = {escape(response.computation.expression)}", style="dim")
    _console.print()
    print_citations(response)


def print_citations(response: AskResponse) -> None:
    """Print the quotes of an answer, or the passages nearest to a refused question."""
    for citation in response.citations:
        _print_passage(f"[{citation.number}]", citation)
    if response.refusal:
        for passage in response.refusal.nearest:
            _print_passage("·", passage)


def print_hits(response: SearchResponse) -> None:
    """Print passages with their scores."""
    for number, hit in enumerate(response.hits, start=1):
        scores = f"{hit.score:.3f} (dense {hit.dense:.3f}, lexical {hit.lexical:.2f})"
        _print_passage(f"{number}.", hit, scores)


def print_settings(settings: "Settings") -> None:
    """Print each setting with its variable, value and meaning."""
    from rich.table import Table

    from service.settings import PREFIX

    table = Table("Variable", "Value", "Meaning")
    for name, field in type(settings).model_fields.items():
        table.add_row(PREFIX + name.upper(), escape(str(getattr(settings, name))), escape(field.description or ""))
    Console().print(table)


def print_manifest(manifest: "Manifest") -> None:
    """Print what made an index."""
    from rich.table import Table

    table = Table("Part", "Value")
    for key, value in manifest.recipe.model_dump().items():
        table.add_row(key, escape(", ".join(value) if isinstance(value, dict) else str(value)))
    table.add_row("passages", str(manifest.passages))
    table.add_row("built_at", manifest.built_at)
    Console().print(table)


def print_reports(reports: "Sequence[Report]", as_json: bool) -> None:
    """Print one line a report."""
    if as_json:
        _console.print_json(json.dumps([summarise_report(report) for report in reports], ensure_ascii=False))
        return
    from rich.table import Table

    table = Table("Id", "Place", "Year", "Characters", "Title")
    for report in reports:
        table.add_row(report.id, report.place, str(report.year or ""), f"{len(report.text):,}", escape(report.title))
    Console().print(table)


def print_outline(report: "Report") -> None:
    """Print the section tree of a report."""
    from rich.tree import Tree

    from corpus.outline import outline_report

    tree = Tree(f"[bold]{escape(report.title)}[/] ({report.place} · {report.year})")
    nodes: dict[int, Tree] = {}
    for index, section in enumerate(outline_report(report.text).sections):
        parent = nodes[section.parent] if section.parent is not None else tree
        nodes[index] = parent.add(f"{escape(section.title)} [dim]{section.start}–{section.end}[/]")
    _console.print(tree)


def _print_passage(mark: str, passage: Passage, scores: str = "") -> None:
    where = " › ".join([f"{passage.place} {passage.year or ''}".strip(), *passage.section])
    _console.print(f"{escape(mark)} {escape(where)} [dim]{passage.start}–{passage.end} {scores}[/]", style="cyan")
    _console.print(f"    {escape(passage.quote)}")
