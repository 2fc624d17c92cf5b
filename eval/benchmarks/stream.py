"""How long a reader waits for the first event of a streamed answer, over loopback, one question at a time."""

import http.client
import json as json_format
import time
from collections.abc import Sequence
from typing import Annotated

import typer

from eval.benchmarks.http import HEADERS, HOST, run_server
from eval.benchmarks.timing import JsonFile, quantile, save_numbers, show_table
from eval.datasets import BUILT_IN_REPORT, load_gold, select_questions
from eval.subjects import hash_settings
from service.settings import read_settings


def measure_first_events(port: int, bodies: Sequence[bytes]) -> list[float]:
    """Return, for each question, the milliseconds from the request to the first line of the first event.

    Raises:
        RuntimeError: an answer's status is not 200.
    """
    waits = []
    connection = http.client.HTTPConnection(HOST, port, timeout=60)
    for body in bodies:
        started = time.perf_counter()
        connection.request("POST", "/ask", body, HEADERS)
        response = connection.getresponse()
        if response.status != http.client.OK:
            raise RuntimeError(f"/ask answered {response.status}: {response.read()[:200]!r}")
        response.readline()
        waits.append((time.perf_counter() - started) * 1000)
        response.read()
    connection.close()
    return waits


def main(
    questions: Annotated[int, typer.Option(min=1, help="Gold questions asked.")] = 200,
    json: JsonFile = None,
) -> None:
    """Measure the wait for the first event."""
    chosen = select_questions(load_gold(), reports=[BUILT_IN_REPORT])[:questions]
    bodies = [json_format.dumps({**question.request(), "stream": True}).encode() for question in chosen]
    with run_server() as port:
        measure_first_events(port, bodies[:20])
        waits = measure_first_events(port, bodies)
    numbers = {"p50_ms": quantile(waits, 0.5), "p95_ms": quantile(waits, 0.95), "requests": len(waits)}
    row = (f"{numbers['p50_ms']:.2f}", f"{numbers['p95_ms']:.2f}", str(len(waits)))
    show_table("First event of a streamed answer", ("p50 ms", "p95 ms", "questions"), [row])
    save_numbers(json, "stream", numbers, hash_settings(read_settings()))


if __name__ == "__main__":
    typer.run(main)
