"""How long `ask()` takes inside one process, over the gold questions on the built-in report, each asked once."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, datetime

import typer

from eval.benchmarks.timing import EXAMPLE_QUESTION, JsonFile, quantile, save_numbers, show_table, timed_ms
from eval.datasets import BUILT_IN_REPORT, GoldQuestion, load_gold, select_questions
from eval.subjects import Reports, hash_settings
from eval.types import Subject
from service.settings import read_settings


def measure_asks(questions: Sequence[GoldQuestion], subject: Subject) -> dict[str, list[float]]:
    """Return milliseconds by the question's language, with all of them under "all"; nothing is warmed by this."""
    times: dict[str, list[float]] = defaultdict(list)
    for question in questions:
        body = question.request()
        spent = timed_ms(lambda body=body: subject.ask(body))  # type: ignore[misc]
        times["all"].append(spent)
        times[question.language].append(spent)
    return dict(times)


def main(json: JsonFile = None) -> None:
    """Measure the latency of ask()."""
    settings = read_settings()
    questions = select_questions(load_gold(), reports=[BUILT_IN_REPORT])
    started = datetime.now(UTC)
    subject = Reports(None, {BUILT_IN_REPORT}).subject_of(settings, BUILT_IN_REPORT)
    start_ms = (datetime.now(UTC) - started).total_seconds() * 1000
    subject.ask({"question": EXAMPLE_QUESTION})
    times = measure_asks(questions, subject)
    numbers = {
        name: {"n": len(spent), "p50_ms": quantile(spent, 0.5), "p95_ms": quantile(spent, 0.95), "max_ms": max(spent)}
        for name, spent in times.items()
    }
    rows = [
        (name, str(row["n"]), f"{row['p50_ms']:.2f}", f"{row['p95_ms']:.2f}", f"{row['max_ms']:.2f}")
        for name, row in numbers.items()
    ]
    show_table("ask() in one process, ms", ("language", "questions", "p50", "p95", "max"), rows)
    typer.echo(f"Loading and indexing the report: {start_ms:.0f} ms.")
    save_numbers(json, "ask", {"start_ms": start_ms, "languages": numbers}, hash_settings(settings))


if __name__ == "__main__":
    typer.run(main)
