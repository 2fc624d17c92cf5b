"""`POST /ask` over loopback beside an endpoint that returns a constant body of the same size.

Both endpoints are of one application in one server process and are called by the same client in turns, so the ratio
tells what answering costs on top of serving.
"""

import http.client
import json as json_format
import os
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Annotated

import typer
from fastapi import FastAPI, Response

from eval.benchmarks.timing import JsonFile, quantile, save_numbers, show_table
from eval.datasets import BUILT_IN_REPORT, load_gold, select_questions
from eval.subjects import hash_settings
from service.app import create_app
from service.settings import read_settings

HOST = "127.0.0.1"
START_LIMIT_S = 120
HEADERS = {"Content-Type": "application/json"}


def create_benchmark_app() -> FastAPI:
    """Return the service's application with `POST /constant?size=N` added; uvicorn calls this."""
    app = create_app(read_settings())

    @app.post("/constant")
    async def constant(size: int) -> Response:
        return Response(b'"' + b"x" * (size - 2) + b'"', media_type="application/json")

    return app


@dataclass(slots=True)
class Load:
    """What one endpoint did under load."""

    latencies_ms: list[float] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def per_second(self) -> float:
        """Requests answered each second."""
        return len(self.latencies_ms) / self.seconds


@contextmanager
def run_server() -> Iterator[int]:
    """Run the application in a process of its own and yield its port.

    Raises:
        RuntimeError: it does not get ready.
    """
    port = _find_free_port()
    # Not --fd: uvicorn takes such a socket for a Unix one and leaves Nagle's algorithm on, 40 ms an answer.
    command = [sys.executable, "-m", "uvicorn", "--factory", "eval.benchmarks.http:create_benchmark_app"]
    command += ["--host", HOST, "--port", str(port), "--no-access-log", "--log-level", "warning"]
    with tempfile.TemporaryDirectory() as home:
        environment = {**os.environ, "ASKREPORT_HOME": home, "ASKREPORT_LOG_LEVEL": "error"}
        with subprocess.Popen(command, env=environment) as server:
            try:
                _wait_until_ready(port, server)
                yield port
            finally:
                server.terminate()


def _find_free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def _wait_until_ready(port: int, server: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + START_LIMIT_S
    while time.monotonic() < deadline and server.poll() is None:
        connection = http.client.HTTPConnection(HOST, port, timeout=START_LIMIT_S)
        try:
            connection.request("GET", "/readyz")
            if connection.getresponse().status == http.client.OK:
                return
        except OSError:
            time.sleep(0.05)
        finally:
            connection.close()
    raise RuntimeError("the server did not get ready")


def send(connection: http.client.HTTPConnection, path: str, body: bytes) -> bytes:
    """Return the body of the answer to a POST.

    Raises:
        RuntimeError: the status is not 200.
    """
    connection.request("POST", path, body, HEADERS)
    response = connection.getresponse()
    content = response.read()
    if response.status != http.client.OK:
        raise RuntimeError(f"{path} answered {response.status}: {content[:200]!r}")
    return content


def put_load(port: int, path: str, bodies: Sequence[bytes], connections: int, load: Load) -> None:
    """Send all bodies once over as many connections, and add what happened to a load.

    Raises:
        RuntimeError: an answer's status is not 200.
    """
    failures: list[Exception] = []

    def work(own: Sequence[bytes]) -> None:
        connection = http.client.HTTPConnection(HOST, port, timeout=60)
        try:
            for body in own:
                started = time.perf_counter()
                send(connection, path, body)
                load.latencies_ms.append((time.perf_counter() - started) * 1000)
        except Exception as error:  # told to the caller below
            failures.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=(bodies[number::connections],)) for number in range(connections)]
    started = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    load.seconds += time.perf_counter() - started
    if failures:
        raise RuntimeError(f"{path}: {failures[0]}") from failures[0]


def measure_http(port: int, bodies: Sequence[bytes], rounds: int, connections: int) -> tuple[Load, Load, int]:
    """Return the loads of `/ask` and of the constant endpoint, in turns, and the size of the constant body."""
    connection = http.client.HTTPConnection(HOST, port, timeout=60)
    sizes = [len(send(connection, "/ask", body)) for body in bodies]
    connection.close()
    size = round(sum(sizes) / len(sizes))
    ask, constant = Load(), Load()
    put_load(port, f"/constant?size={size}", bodies, connections, Load())
    for _ in range(rounds):
        put_load(port, "/ask", bodies, connections, ask)
        put_load(port, f"/constant?size={size}", bodies, connections, constant)
    return ask, constant, size


def main(
    rounds: Annotated[int, typer.Option(min=1, help="Turns of each endpoint.")] = 3,
    questions: Annotated[int, typer.Option(min=1, help="Gold questions asked in each turn.")] = 200,
    connections: Annotated[int, typer.Option(min=1, help="Connections kept open and used at once.")] = 4,
    json: JsonFile = None,
) -> None:
    """Measure throughput and latency over HTTP."""
    chosen = select_questions(load_gold(), reports=[BUILT_IN_REPORT])[:questions]
    bodies = [json_format.dumps(question.request()).encode() for question in chosen]
    with run_server() as port:
        ask, constant, size = measure_http(port, bodies, rounds, connections)
    loads = {"POST /ask": ask, "constant body": constant}
    numbers = {
        name: {
            "per_second": load.per_second,
            "p50_ms": quantile(load.latencies_ms, 0.5),
            "p95_ms": quantile(load.latencies_ms, 0.95),
            "requests": len(load.latencies_ms),
        }
        for name, load in loads.items()
    }
    rows = [
        (name, f"{row['per_second']:.0f}", f"{row['p50_ms']:.2f}", f"{row['p95_ms']:.2f}")
        for name, row in numbers.items()
    ]
    show_table(f"HTTP, {connections} connections, bodies of {size} bytes", ("", "per s", "p50 ms", "p95 ms"), rows)
    ratio = ask.per_second / constant.per_second
    typer.echo(f"Throughput of /ask over the constant endpoint's: {ratio:.3f}")
    measured = {"ratio": ratio, "body_bytes": size, "connections": connections, "endpoints": numbers}
    save_numbers(json, "http", measured, hash_settings(read_settings()))


if __name__ == "__main__":
    typer.run(main)
