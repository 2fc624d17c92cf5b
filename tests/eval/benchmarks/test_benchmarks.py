import json
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from fastapi.testclient import TestClient

from eval.benchmarks.ask import measure_asks
from eval.benchmarks.cold_start import find_ask_command, measure_cold_start
from eval.benchmarks.http import Load, create_benchmark_app, measure_http, put_load
from eval.benchmarks.timing import quantile, save_numbers, timed_ms

PYTHON = [sys.executable, "-S", "-c"]


class Handler(BaseHTTPRequestHandler):
    """Answers /ask with 100 bytes and /constant with as many as wanted; everything else with 500."""

    protocol_version = "HTTP/1.1"

    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        size = 100 if self.path == "/ask" else int(self.path.partition("size=")[2] or 0)
        self.server.paths.append(self.path)
        self.send_response(200 if size else 500)
        self.send_header("Content-Length", str(size))
        self.end_headers()
        self.wfile.write(b"x" * size)

    def log_message(self, *words):
        pass


@pytest.fixture
def server():
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as running:
        running.paths = []
        thread = threading.Thread(target=running.serve_forever)
        thread.start()
        yield running
        running.shutdown()
        thread.join()


def test_cold_start_takes_turns_and_gives_the_ratio():
    found = measure_cold_start(2, [*PYTHON, "import os; os.environ['ASKREPORT_HOME']"], [*PYTHON, "pass"])
    assert (len(found.ask_ms), len(found.baseline_ms)) == (2, 2)
    assert found.ratio == pytest.approx(quantile(found.ask_ms, 0.5) / quantile(found.baseline_ms, 0.5))


def test_refusal_is_no_failure_but_an_error_is():
    measure_cold_start(1, [*PYTHON, "raise SystemExit(3)"], [*PYTHON, "pass"])
    with pytest.raises(RuntimeError, match="ended with 1: broken"):
        measure_cold_start(1, [*PYTHON, "raise SystemExit('broken')"], [*PYTHON, "pass"])


def test_ask_command_asks():
    assert find_ask_command("问？")[-2:] == ["ask", "问？"]


def test_both_endpoints_get_the_same_load_in_turns(server):
    ask, constant, size = measure_http(server.server_port, [b"{}"] * 4, rounds=2, connections=2)
    assert size == 100
    assert len(ask.latencies_ms) == len(constant.latencies_ms) == 8
    assert ask.per_second > 0
    # The first eight size and warm; then the turns begin.
    assert server.paths[8:] == (["/ask"] * 4 + ["/constant?size=100"] * 4) * 2


def test_failing_endpoint_is_told(server):
    with pytest.raises(RuntimeError, match="/none answered 500"):
        put_load(server.server_port, "/none", [b"{}"], 1, Load())


def test_constant_endpoint_gives_a_json_body_of_the_size():
    response = TestClient(create_benchmark_app()).post("/constant?size=300")
    assert len(response.content) == 300
    assert response.json()


def test_asks_are_timed_by_language(make_question, make_service):
    times = measure_asks([make_question("a"), make_question("b", language="en")], make_service({}))
    assert {name: len(spent) for name, spent in times.items()} == {"all": 2, "zh": 1, "en": 1}


def test_numbers_are_saved_with_their_provenance(tmp_path):
    save_numbers(None, "nothing", {})
    save_numbers(tmp_path / "new" / "b.json", "name", {"ratio": 2.0})
    saved = json.loads((tmp_path / "new" / "b.json").read_text(encoding="utf-8"))
    assert (saved["benchmark"], saved["ratio"]) == ("name", 2.0)
    assert saved["provenance"]["machine"]["cores"] >= 1


def test_quantile_and_clock():
    assert quantile([1.0, 2.0, 3.0], 0.5) == 2
    assert timed_ms(lambda: None) >= 0
