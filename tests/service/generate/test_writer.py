"""What is kept of a written text, what is cut, and when the extractive answer stands."""

import dataclasses
import json
from collections.abc import Callable
from functools import cache

import pytest
from fastapi.testclient import TestClient

from corpus.library import read_library
from service.answer import Service
from service.app import create_app
from service.assemble import assemble
from service.events import Added, Finished, Found
from service.generate.writer import Writer
from service.schemas import AskRequest, AskResponse
from service.settings import Settings
from tests.front import read_events
from tests.service.hostile import BreakingGenerator, ScriptedGenerator

GDP = "2020年GDP是多少？"
TRUE = "2020年，长治市地区生产总值达到1711.6亿元[1]。"


@cache
def make_service() -> Service:
    return assemble(Settings(_env_file=None), list(read_library()))


def service_with(text: str | Callable[[str, list[str]], str], cosine: float = 0.5) -> Service:
    write = text if callable(text) else lambda answer, sources: text
    return dataclasses.replace(make_service(), writer=Writer(ScriptedGenerator(write), lambda a, b: cosine))


def ask(question: str, text: str, cosine: float = 0.5) -> AskResponse:
    return service_with(text, cosine).ask(AskRequest(question=question, debug=True))


def faults(response: AskResponse) -> list[str]:
    assert response.debug is not None
    return [cut["fault"] for cut in response.debug["generation"]["cut"]]


def test_a_sentence_that_its_quote_holds_up_is_the_answer() -> None:
    response = ask(GDP, TRUE)
    assert response.mode == "generative"
    # The quote tells a number more, so the extractive answer stands below as the proof.
    assert response.answer == f"{TRUE}\n{make_service().ask(AskRequest(question=GDP)).answer}"
    assert [c.number for c in response.citations] == [1]
    assert "generate" in response.timings_ms


@pytest.mark.parametrize(
    ("sentence", "fault"),
    [
        ("2020年，地区生产总值达到1711.7亿元[1]。", "number 1711.7亿元"),
        ("2020年，地区生产总值达到1711.6万元[1]。", "number 1711.6万元"),
        ("2020年，地区生产总值达到一千八百亿元[1]。", "number"),
        ("2015年，地区生产总值达到1711.6亿元[1]。", "told of something else"),
        ("2020年，一般公共预算收入达到1711.6亿元[1]。", "told of something else"),
        ("2020年，地区生产总值的目标是1711.6亿元[1]。", "told of something else"),
        ("2031年，地区生产总值达到1711.6亿元[1]。", "year 2031"),
        ("太原市地区生产总值达到1711.6亿元[1]。", "place 太原市"),
        ("2020年，地区生产总值没有达到1711.6亿元[1]。", "negation"),
        ("地区生产总值由2015年的1195.1亿元减少到2020年的1711.6亿元[1]。", "direction"),
        ("2020年，地区生产总值达到1711.6亿元。", "no quote is cited"),
        ("2020年，地区生产总值达到1711.6亿元[99]。", "no quote is cited"),
        ("这座城市风景优美、美食众多、值得一去[1]。", "words"),
    ],
)
def test_a_sentence_that_its_quote_does_not_hold_up_is_cut(sentence: str, fault: str) -> None:
    alone = ask(GDP, sentence)
    assert alone.mode == "extractive"
    assert fault in faults(alone)[0]
    assert alone.answer == make_service().ask(AskRequest(question=GDP)).answer
    beside = ask(GDP, TRUE + sentence)
    assert beside.answer == f"{TRUE}\n{alone.answer}"
    assert fault in faults(beside)[0]


def test_another_language_is_held_to_figures_and_meaning() -> None:
    question = "What was the regional GDP in 2020?"
    true = "In 2020 regional GDP reached 171.16 billion yuan (1711.6亿元) [1]."
    assert ask(question, true).mode == "generative"
    free = "The municipality produced output worth some 171.16 billion yuan (1711.6亿元) during 2020 [1]."
    assert ask(question, free, cosine=0.5).mode == "generative"
    assert ask(question, free, cosine=0.1).mode == "extractive"
    assert ask(question, true.replace("billion", "million")).mode == "extractive"
    assert "half" not in ask(question, true + " It fell by half [1].").answer


def test_an_answer_without_its_core_is_not_given() -> None:
    response = ask(GDP, "地区生产总值由2015年的1195.1亿元增加[1]。")
    assert response.mode == "extractive"
    assert response.debug["generation"]["reason"] == "the core of the answer was not said"


def test_a_text_that_says_only_a_part_of_a_list_is_followed_by_the_list() -> None:
    question = "2021年重点抓好哪九个方面工作？"
    extractive = make_service().ask(AskRequest(question=question))
    response = service_with(lambda answer, sources: sources[0] + "[1]。").ask(AskRequest(question=question))
    if response.mode == "generative":
        assert response.answer.endswith(extractive.answer)
    assert {c.quote for c in extractive.citations} <= {c.quote for c in response.citations}


def test_nothing_sent_is_taken_back() -> None:
    for generator in (
        ScriptedGenerator(lambda a, s: TRUE + "胡说[1]。"),
        ScriptedGenerator(lambda a, s: "胡说[1]。"),
        BreakingGenerator(lambda a, s: TRUE * 9, 8),
    ):
        service = dataclasses.replace(make_service(), writer=Writer(generator, lambda a, b: 0.5))
        events = list(service.stream(AskRequest(question=GDP)))
        assert isinstance(events[0], Found)
        last = events[-1]
        assert isinstance(last, Finished)
        assert "".join(event.text for event in events if isinstance(event, Added)) == last.response.answer
        found = [event for event in events if isinstance(event, Found)][-1]
        assert list(found.citations) == last.response.citations


def test_a_refusal_and_the_extractive_mode_never_reach_the_model() -> None:
    generator = ScriptedGenerator(lambda a, s: TRUE)
    service = dataclasses.replace(make_service(), writer=Writer(generator, lambda a, b: 0.5))
    assert not service.ask(AskRequest(question="你好")).answered
    assert service.ask(AskRequest(question=GDP, mode="extractive")).mode == "extractive"
    assert generator.calls == 0


def test_without_a_model_the_extractive_answer_says_why() -> None:
    response = make_service().ask(AskRequest(question=GDP, mode="generative", debug=True))
    assert response.mode == "extractive"
    assert response.debug is not None
    assert "no language model" in response.debug["generation"]["reason"]


def test_the_model_is_loaded_before_the_first_question() -> None:
    loaded: list[bool] = []

    class Loading(ScriptedGenerator):
        def load(self) -> None:
            loaded.append(True)

    service = dataclasses.replace(make_service(), writer=Writer(Loading(lambda a, s: TRUE), lambda a, b: 0.5))
    with TestClient(create_app(Settings(_env_file=None), lambda settings: service)) as client:
        assert loaded == [True]
        answer = client.post("/ask", json={"question": GDP}).json()
        assert answer["mode"] == "generative"
        events = read_events(client.post("/ask", json={"question": GDP, "stream": True}).text)
    assert json.loads(events[-1][1])["answer"] == answer["answer"]
    assert "".join(json.loads(data)["text"] for name, data in events if name == "delta") == answer["answer"]
