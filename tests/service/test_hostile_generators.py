"""A written answer is never worse than the extractive one, whatever the language model does."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from corpus.library import read_library
from eval.matching import contains_key
from eval.support import unbacked_numbers
from eval.types import Answer
from service.answer import Service
from service.assemble import assemble
from service.events import finish
from service.generate.writer import Writer
from service.generate.written import stream_written
from service.schemas import AskRequest, AskResponse
from service.settings import Settings
from tests.service.hostile import HOSTILE, BreakingGenerator, ScriptedGenerator, Write, cite_all, tell_everything

GOLD = Path(__file__).parents[2] / "eval" / "gold" / "changzhi-2021.jsonl"
ROWS = [json.loads(line) for line in GOLD.read_text("utf-8").splitlines()]


@cache
def make_service() -> Service:
    return assemble(Settings(_env_file=None), list(read_library()))


@cache
def find(question: str) -> tuple[Any, AskResponse]:
    return make_service()._find(AskRequest(question=question, debug=True))


def write(question: str, generator: ScriptedGenerator) -> AskResponse:
    service = make_service()
    parts, response = find(question)
    if not response.answered:
        return response
    evidence = [item for part in parts for item in part.evidence]
    spans = [(service.readings.get(c.report_id), c.start, c.end) for c in response.citations]
    # Everything is similar enough: the checks of form alone must hold.
    writer = Writer(generator, lambda sentence, quotes: 1.0)
    return finish(stream_written(writer, parts[0].question, evidence, response, spans, service._make_citations))


def check(row: dict[str, Any], generator: ScriptedGenerator) -> str:
    _, extractive = find(row["question"])
    written = write(row["question"], generator)
    report = make_service().library.get("changzhi-2021")
    for citation in written.citations:
        assert report.text[citation.start : citation.end] == citation.quote
    if not extractive.answered:
        assert generator.calls == 0
        return "refused"
    for key in {alternative for keys in row["keys"] for alternative in keys}:
        assert not contains_key(extractive.answer, key) or contains_key(written.answer, key), (key, written.answer)
    for key in row.get("forbidden", []):
        assert contains_key(extractive.answer, key) or not contains_key(written.answer, key), (key, written.answer)
    before = unbacked_numbers(Answer.model_validate(extractive.model_dump()), row["question"])
    after = unbacked_numbers(Answer.model_validate(written.model_dump()), row["question"])
    assert set(after) <= set(before), (after, written.answer)
    return written.mode


@pytest.mark.parametrize("text", HOSTILE, ids=lambda function: function.__name__)
def test_a_hostile_model_never_makes_an_answer_worse(text: Write) -> None:
    for row in ROWS[::9]:
        check(row, ScriptedGenerator(text))


@pytest.mark.slow
@pytest.mark.parametrize("text", HOSTILE, ids=lambda function: function.__name__)
def test_a_hostile_model_never_makes_an_answer_of_the_whole_gold_worse(text: Write) -> None:
    for row in ROWS:
        check(row, ScriptedGenerator(text))


@pytest.mark.parametrize("pieces", [0, 1, 3, 30])
def test_a_model_that_breaks_leaves_a_whole_answer(pieces: int) -> None:
    for row in ROWS[::15]:
        check(row, BreakingGenerator(tell_everything, pieces))


def test_an_honest_model_is_let_through_for_most_answers() -> None:
    modes = [check(row, ScriptedGenerator(lambda answer, sources: cite_all(answer, 1))) for row in ROWS[::5]]
    answered = [mode for mode in modes if mode != "refused"]
    assert answered.count("generative") >= 0.5 * len(answered)
