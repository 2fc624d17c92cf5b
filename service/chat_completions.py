"""The answer object in the shape of OpenAI's chat completions, with its citations as chat front ends show them."""

import re
import time
import uuid
from collections.abc import Sequence
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from service.schemas import MAX_TURNS, AskRequest, AskResponse, Citation, Passage, Scope, Text, Turn
from service.wording.wording import say

MODEL = "askreport"
_MAX_CONTENT = 20_000
_SOURCE_LIST = re.compile(r"\n\n\*\*[^*\n]{1,20}\*\*\n\n- \[\d+\] [\s\S]*\Z")


class ContentPart(BaseModel):
    """One part of a message; only text is read."""

    type: str
    text: str | None = None


class ChatMessage(BaseModel):
    """One message; fields that we do not read are let through."""

    role: str
    content: str | list[ContentPart] | None = None

    @property
    def text(self) -> str:
        """The text of the message; pictures and other parts say nothing to us."""
        if isinstance(self.content, list):
            return "\n".join(part.text or "" for part in self.content if part.type == "text").strip()
        return (self.content or "").strip()


class StreamOptions(BaseModel):
    """What a stream carries besides the text."""

    include_usage: bool = False


class ChatRequest(BaseModel):
    """A chat completion request; sampling settings and the like are let through and mean nothing here."""

    model_config = ConfigDict(extra="allow")

    messages: list[ChatMessage] = Field(min_length=1, max_length=2000)
    model: str = MODEL
    stream: bool = False
    stream_options: StreamOptions | None = None
    scope: Scope = Scope()
    mode: Literal["auto", "extractive", "generative"] = "auto"

    @property
    def system(self) -> str:
        """The system and developer messages."""
        return "\n".join(message.text for message in self.messages if message.role in ("system", "developer"))

    def turns(self) -> list[Turn]:
        """Return what user and assistant said, empty messages and our own source lists left out."""
        turns = []
        for message in self.messages:
            text = drop_source_list(message.text)[:_MAX_CONTENT]
            if text and message.role in ("user", "assistant"):
                turns.append(Turn(role="user" if message.role == "user" else "assistant", content=text))
        return turns


class Question(BaseModel):
    """Checks that the last message can be asked."""

    question: Text


def make_ask_request(chat: ChatRequest, turns: Sequence[Turn]) -> AskRequest:
    """Return the last message as the question and the earlier ones as its history.

    Raises:
        ValidationError: the question is longer than questions may be.
    """
    question = Question(question=turns[-1].content).question
    return AskRequest(question=question, history=list(turns[:-1])[-MAX_TURNS:], scope=chat.scope, mode=chat.mode)


def drop_source_list(text: str) -> str:
    """Return an earlier answer without the list of sources that we put under it."""
    return _SOURCE_LIST.sub("", text)


def list_sources(response: AskResponse, base_url: str) -> str:
    """Return the Markdown list of sources that stands under the answer; empty when nothing is cited."""
    if not response.citations:
        return ""
    lines = [
        f"- [{citation.number}] [{_escape(_where(citation))}]({link(citation, base_url)}): “{_escape(citation.quote)}”"
        for citation in response.citations
    ]
    return f"\n\n**{say(response.language, 'sources')}**\n\n" + "\n".join(lines)


def link(passage: Passage, base_url: str) -> str:
    """Return the address of the page that shows the quote in its report."""
    return f"{base_url.rstrip('/')}/?report={passage.report_id}&start={passage.start}&end={passage.end}"


def describe_sources(citations: Sequence[Citation], base_url: str) -> list[dict[str, Any]]:
    """Return the citations as Open WebUI's source objects: each its own source, in the order of the marks."""
    return [
        {
            "source": {
                "id": f"{citation.report_id}:{citation.start}-{citation.end}",
                "name": _where(citation),
                "url": link(citation, base_url),
            },
            "document": [citation.quote],
            "metadata": [
                {
                    "source": f"{citation.report_id}:{citation.start}-{citation.end}",
                    "name": _where(citation),
                    "start": citation.start,
                    "end": citation.end,
                    "sha256": citation.sha256,
                }
            ],
        }
        for citation in citations
    ]


def annotate(response: AskResponse, base_url: str) -> list[dict[str, Any]]:
    """Return each mark of the text as an OpenAI `url_citation`."""
    by_number = {citation.number: citation for citation in response.citations}
    return [
        {
            "type": "url_citation",
            "url_citation": {
                "start_index": mark.start(),
                "end_index": mark.end(),
                "title": _where(by_number[int(mark.group(1))]),
                "url": link(by_number[int(mark.group(1))], base_url),
            },
        }
        for mark in re.finditer(r"\[(\d+)\]", response.answer)
        if int(mark.group(1)) in by_number
    ]


def complete(text: str, answer: AskResponse | None = None, base_url: str = "") -> dict[str, Any]:
    """Return a whole completion; an answer object adds its citations."""
    message: dict[str, Any] = {"role": "assistant", "content": text, "refusal": None}
    completion = {
        "id": f"chatcmpl-{answer.id if answer else uuid.uuid4().hex}",
        "object": "chat.completion",
        "created": int(time.time()),
        "model": MODEL,
        "choices": [{"index": 0, "message": message, "finish_reason": "stop", "logprobs": None}],
        "usage": {"prompt_tokens": 0, "completion_tokens": 0, "total_tokens": 0},
    }
    if answer is not None:
        message["annotations"] = annotate(answer, base_url)
        completion["askreport"] = answer.model_dump(mode="json")
        completion["sources"] = describe_sources(answer.citations, base_url)
    return completion


class Chunks:
    """The chunks of one streamed completion."""

    def __init__(self, completion_id: str) -> None:
        self._head = {
            "id": f"chatcmpl-{completion_id}",
            "object": "chat.completion.chunk",
            "created": int(time.time()),
            "model": MODEL,
        }

    def delta(
        self, finish_reason: str | None = None, extra: dict[str, Any] | None = None, **delta: Any
    ) -> dict[str, Any]:
        """Return a chunk that adds to the message; `extra` stands beside the choices."""
        choice = {"index": 0, "delta": delta, "finish_reason": finish_reason, "logprobs": None}
        return {**self._head, "choices": [choice], **(extra or {})}

    def usage(self) -> dict[str, Any]:
        """Return the last chunk of a stream that was asked for its usage: no token is spent."""
        usage = {"prompt_tokens": 0, "completion_tokens": 0, "total_tokens": 0}
        return {**self._head, "choices": [], "usage": usage}


def _where(passage: Passage) -> str:
    return " › ".join([f"{passage.place} {passage.year or ''}".strip(), *passage.section])


def _escape(text: str) -> str:
    return re.sub(r"([\\`*_\[\]<>])", r"\\\1", " ".join(text.split()))
