"""Conversations and batches of questions at a terminal."""

import sys
from collections.abc import Callable, Iterable, Iterator

from rich.console import Console
from rich.markup import escape

from service.commands.printing import print_answer, print_citations
from service.events import Added, Answerer, Finished
from service.schemas import MAX_TURNS, AskRequest, AskResponse, Turn

MakeRequest = Callable[[str, list[Turn]], AskRequest]
"""Question and history to a request with the scope and mode that were chosen."""

_console = Console(highlight=False, soft_wrap=True)


def chat(answerer: Answerer, make: MakeRequest, lines: Iterable[str] | None = None) -> None:
    """Answer one question after another, each with what was said before, until the input ends.

    /new forgets what was said, /quit ends. Without `lines` they are asked for at the terminal.
    """
    history: list[Turn] = []
    for line in _prompt() if lines is None else lines:
        words = line.strip()
        if words == "/quit":
            return
        if words == "/new":
            history.clear()
        elif words:
            response = _show(answerer, make(words, history[-MAX_TURNS:]))
            history += [Turn(role="user", content=words), Turn(role="assistant", content=response.answer)]


def ask_batch(answerer: Answerer, make: MakeRequest, lines: Iterable[str], as_json: bool) -> int:
    """Answer each line on its own, as JSON lines or for reading; return how many were answered."""
    answered = 0
    for line in lines:
        if not line.strip():
            continue
        response = answerer.ask(make(line.strip(), []))
        answered += response.answered
        if as_json:
            sys.stdout.write(response.model_dump_json() + "\n")
            sys.stdout.flush()
        else:
            _console.print(f"[bold cyan]? {escape(response.question)}[/]")
            print_answer(response)
            _console.print()
    return answered


def _show(answerer: Answerer, request: AskRequest) -> AskResponse:
    for event in answerer.stream(request):
        if isinstance(event, Added):
            _console.print(escape(event.text), end="", style="bold")
        elif isinstance(event, Finished):
            _console.print()
            print_citations(event.response)
            return event.response
    raise AssertionError("events of an answer end with the whole object")


def _prompt() -> Iterator[str]:
    while True:
        try:
            yield _console.input("[bold cyan]? [/]") if sys.stdin.isatty() else input()
        except (EOFError, KeyboardInterrupt):
            return
