import json
from contextlib import contextmanager

import pytest

from eval.benchmarks import stream


def test_the_wait_is_told_for_every_question():
    bodies = [json.dumps({"question": "2020年GDP是多少", "stream": True}).encode()] * 3
    with stream.run_server() as port:
        waits = stream.measure_first_events(port, bodies)
    assert len(waits) == 3
    assert all(wait > 0 for wait in waits)


def test_a_refused_request_is_an_error_and_no_measurement():
    with stream.run_server() as port, pytest.raises(RuntimeError, match="422"):
        stream.measure_first_events(port, [b"{}"])


def test_the_command_prints_a_table(monkeypatch, capsys):
    @contextmanager
    def no_server():
        yield 0

    monkeypatch.setattr(stream, "run_server", no_server)
    monkeypatch.setattr(stream, "measure_first_events", lambda port, bodies: [float(i) for i in range(1, 6)])
    stream.main(questions=5)
    assert "3.00" in capsys.readouterr().out
