import json
from collections.abc import Iterator

import openai
import pytest
from openai import OpenAI

from corpus.errors import OverloadedError
from service.app import create_app
from service.chat_completions import drop_source_list
from service.settings import Settings
from tests.front import QUOTE, CannedService, serve

QUESTION = [{"role": "user", "content": "2020年GDP是多少？"}]


@pytest.fixture(scope="module")
def service() -> CannedService:
    return CannedService()


@pytest.fixture(scope="module")
def client(service: CannedService) -> Iterator[OpenAI]:
    with serve(create_app(Settings(_env_file=None), lambda settings: service)) as address:  # type: ignore[arg-type,return-value]
        yield OpenAI(base_url=f"{address}/v1", api_key="unused", max_retries=0)


def test_the_model_is_listed_and_described(client: OpenAI) -> None:
    assert [model.id for model in client.models.list()] == ["askreport"]
    assert client.models.retrieve("askreport").id == "askreport"
    with pytest.raises(openai.NotFoundError, match="no model"):
        client.models.retrieve("gpt")


def test_an_answer_keeps_its_marks_ends_with_its_sources_and_carries_its_object(client: OpenAI) -> None:
    completion = client.chat.completions.create(model="askreport", messages=QUESTION)
    message = completion.choices[0].message
    answer = completion.model_extra["askreport"]
    assert message.content.startswith(answer["answer"])
    assert f"“{QUOTE}”" in message.content[len(answer["answer"]) :]
    assert answer["citations"][0]["quote"] == QUOTE
    assert completion.model_extra["sources"][0]["document"] == [QUOTE]
    mark = message.annotations[0].url_citation
    assert message.content[mark.start_index : mark.end_index] == "[1]"
    assert "report=changzhi-2021&start=100&end=" in mark.url


def test_a_stream_holds_the_same_text_sources_and_object(client: OpenAI) -> None:
    whole = client.chat.completions.create(model="askreport", messages=QUESTION)
    chunks = list(
        client.chat.completions.create(
            model="askreport", messages=QUESTION, stream=True, stream_options={"include_usage": True}
        )
    )
    text = "".join(chunk.choices[0].delta.content or "" for chunk in chunks if chunk.choices)
    assert text == whole.choices[0].message.content
    assert [c.choices[0].finish_reason for c in chunks if c.choices and c.choices[0].finish_reason] == ["stop"]
    assert chunks[-1].usage.total_tokens == 0
    extras = [chunk.model_extra for chunk in chunks]
    assert (
        next(e["askreport"] for e in extras if "askreport" in e)["citations"]
        == (whole.model_extra["askreport"]["citations"])
    )
    events = [e["event"] for e in extras if "event" in e]
    assert [event["data"] for event in events] == whole.model_extra["sources"]
    assert {event["type"] for event in events} == {"source"}


def test_earlier_messages_are_the_history_without_our_source_list(client: OpenAI, service: CannedService) -> None:
    first = client.chat.completions.create(model="askreport", messages=QUESTION).choices[0].message.content
    client.chat.completions.create(
        model="askreport",
        messages=[
            {"role": "system", "content": "You are helpful."},
            *QUESTION,
            {"role": "assistant", "content": first},
            {"role": "user", "content": [{"type": "text", "text": "那2019年呢？"}]},
        ],
        temperature=0.2,
        extra_body={"scope": {"years": [2021]}, "mode": "extractive"},
    )
    asked = service.asked[-1]
    assert asked.question == "那2019年呢？"
    assert [turn.role for turn in asked.history] == ["user", "assistant"]
    assert asked.history[1].content == f"1711.6亿元：{QUOTE}[1]"
    assert asked.scope.years == [2021]
    assert asked.mode == "extractive"


def test_bad_requests_are_told_in_the_shape_the_client_reads(client: OpenAI) -> None:
    for messages in ([], [{"role": "assistant", "content": "x"}], [{"role": "user", "content": "长" * 2001}]):
        with pytest.raises(openai.BadRequestError) as caught:
            client.chat.completions.create(model="askreport", messages=messages)
        assert caught.value.body["code"] == "invalid_request"


def test_too_many_questions_are_told_so() -> None:
    app = create_app(Settings(_env_file=None), lambda settings: CannedService(error=OverloadedError("full", 7)))  # type: ignore
    with serve(app) as address:
        client = OpenAI(base_url=f"{address}/v1", api_key="unused", max_retries=0)
        for stream in (False, True):
            with pytest.raises(openai.RateLimitError) as caught:
                client.chat.completions.create(model="askreport", messages=QUESTION, stream=stream)
            assert caught.value.response.headers["retry-after"] == "7"


OPEN_WEBUI_TITLE = """### Task:
Generate a concise title summarizing the chat history.
### Guidelines:
- Keep it short: 2-4 words is best.
### Output:
JSON format: { "title": "your concise title here" }
### Chat History:
<chat_history>
USER: 2020年长治GDP是多少？
ASSISTANT: 1711.6亿元[1]
</chat_history>"""


@pytest.mark.parametrize("stream", [False, True])
def test_a_title_call_is_answered_from_the_conversation(client: OpenAI, service: CannedService, stream: bool) -> None:
    before = len(service.asked)
    reply = client.chat.completions.create(
        model="askreport", messages=[{"role": "user", "content": OPEN_WEBUI_TITLE}], stream=stream
    )
    if stream:
        text = "".join(chunk.choices[0].delta.content or "" for chunk in reply)
    else:
        text = reply.choices[0].message.content
    assert json.loads(text) == {"title": "2020年长治GDP"}
    assert len(service.asked) == before


def test_the_source_list_is_cut_and_nothing_else() -> None:
    assert drop_source_list("正文[1]\n\n**来源**\n\n- [1] [长治市](x): “引文”") == "正文[1]"
    assert drop_source_list("正文\n\n**重点**\n\n1. 一") == "正文\n\n**重点**\n\n1. 一"
