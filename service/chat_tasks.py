"""The requests that chat front ends send beside the user's questions: a title, tags, follow-ups, search queries.

They come to the same endpoint and in the same shape as a question; they are told by their wording and answered from
the conversation alone, never with an answer from a report.
"""

import json
import re
import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from corpus.places import find_places
from service.languages.language import detect_language
from service.question.question import understand
from service.schemas import Turn

_TITLE_CHARACTERS = 24
_TITLE_WORDS = 8
_HISTORY = re.compile(r"<chat_history>(.*?)</chat_history>", re.DOTALL)
_TURN = re.compile(r"^(USER|ASSISTANT|user|assistant)\s*[:：]\s*", re.MULTILINE)
_FILLER = re.compile(r"^(?:请问|请|麻烦|你好|您好|hello|hi|please)[，,、\s!！]*", re.IGNORECASE)
_TAIL = re.compile(r"(?:是多少|有多少|多少|是什么|吗|呢)?[?？。.!！\s]*$")


class Task(StrEnum):
    """What is wanted."""

    TITLE = "title"
    TAGS = "tags"
    FOLLOW_UPS = "follow_ups"
    QUERIES = "queries"
    AUTOCOMPLETE = "autocomplete"
    IMAGE = "image"
    EMOJI = "emoji"
    SUMMARY = "summary"


@dataclass(frozen=True)
class TaskCall:
    """A recognised request and the conversation that it is about."""

    task: Task
    turns: tuple[Turn, ...]
    as_json: bool
    """Whether the answer is wanted as a JSON object."""

    @property
    def questions(self) -> list[str]:
        """What the user asked, in order."""
        return [turn.content for turn in self.turns if turn.role == "user"]


def find_task(system: str, messages: Sequence[Turn]) -> TaskCall | None:
    """Return the task that the last message (or the system message) sets; None when it is a question."""
    last = messages[-1].content
    block = _HISTORY.search(last)
    framed = block is not None or last.lstrip().startswith("### Task")
    for task, (key, patterns) in _tasks().items():
        wanted = key and framed and re.search(rf'"{key}"\s*:', last)
        in_system = patterns.search(system) is not None
        if not (wanted or in_system or patterns.search(last)):
            continue
        if block is not None:
            turns = split_turns(block.group(1))
        elif in_system:
            turns = split_turns(last)
        else:
            turns = list(messages[:-1])
        return TaskCall(task, tuple(turns), as_json=bool(key) and f'"{key}"' in last + system)
    return None


def split_turns(text: str) -> list[Turn]:
    """Return the turns of a conversation that was written out as `USER: ... ASSISTANT: ...`."""
    marks = list(_TURN.finditer(text))
    if not marks:
        return [Turn(role="user", content=text.strip()[:20_000])] if text.strip() else []
    ends = [mark.start() for mark in marks[1:]] + [len(text)]
    return [
        Turn(
            role="user" if mark.group(1).lower() == "user" else "assistant",
            content=text[mark.end() : end].strip()[:20_000],
        )
        for mark, end in zip(marks, ends, strict=True)
    ]


def answer_task(call: TaskCall, suggest: Callable[[list[str]], list[str]]) -> str:
    """Return what the front end wants; `suggest` gives follow-ups to the questions asked."""
    key, _ = _tasks()[call.task]
    value: str | list[str]
    if call.task is Task.TITLE:
        value = make_title(call.questions)
    elif call.task is Task.TAGS:
        value = make_tags(call.questions)
    elif call.task is Task.FOLLOW_UPS:
        value = suggest(call.questions)
    elif call.task is Task.QUERIES:
        value = []
    elif call.task is Task.EMOJI:
        return "📄"
    elif call.task is Task.SUMMARY:
        return " / ".join(call.questions)[:400]
    else:
        value = ""
    if call.as_json:
        return json.dumps({key: value}, ensure_ascii=False)
    return value if isinstance(value, str) else "\n".join(value)


def make_title(questions: Sequence[str]) -> str:
    """Return the first question cut down to a title."""
    if not questions:
        return "政府工作报告"
    words = " ".join(questions[0].split())
    text = _TAIL.sub("", _FILLER.sub("", words)) or words
    if detect_language(text) in ("zh", "ja"):
        return text if len(text) <= _TITLE_CHARACTERS else text[: _TITLE_CHARACTERS - 1] + "…"
    return " ".join(text.split()[:_TITLE_WORDS])[:80]


def make_tags(questions: Sequence[str]) -> list[str]:
    """Return the places, years and indicators asked about."""
    chinese = not questions or detect_language(questions[0]) in ("zh", "ja")
    tags = ["政府工作报告" if chinese else "Government Work Report"]
    for text in questions:
        question = understand(text, None)
        tags += [mention.places[0].name for mention in find_places(text)]
        tags += [f"{period}年" if chinese else period for period in question.periods if period.isdecimal()]
        tags += question.indicators
    return list(dict.fromkeys(tags))[:6]


@cache
def _tasks() -> dict[Task, tuple[str, re.Pattern[str]]]:
    with (Path(__file__).parent / "chat_tasks.toml").open("rb") as file:
        rows = tomllib.load(file)
    return {
        Task(name): (row["key"], re.compile("|".join(row["patterns"]), re.IGNORECASE)) for name, row in rows.items()
    }
