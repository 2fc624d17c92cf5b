"""Gold questions and dialogues: one JSON object a line, unknown fields refused."""

import json
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from eval.errors import GoldError

GOLD = Path(__file__).parent / "gold"
"""The built-in gold."""

BUILT_IN_REPORT = "changzhi-2021"


class Half(StrEnum):
    """Tuning questions may be looked at; test questions are only scored."""

    TUNE = "tune"
    TEST = "test"


class Kind(StrEnum):
    """What a question asks for."""

    FACT = "fact"
    DISAMBIGUATION = "disambiguation"
    LIST = "list"
    MULTI = "multi"
    COMPUTATION = "computation"
    WHY = "why"
    YESNO = "yesno"
    DEFINITION = "definition"
    REFUSAL = "refusal"


class NoAnswer(StrEnum):
    """Why a report does not answer a question."""

    OTHER_YEAR = "other_year"
    OTHER_PLACE = "other_place"
    NOT_GIVEN = "not_given"
    FALSE_PREMISE = "false_premise"
    OUT_OF_DOMAIN = "out_of_domain"


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class GoldTurn(_Strict):
    """One turn of the history given with a question."""

    role: Literal["user", "assistant"]
    content: str = Field(min_length=1)


class GoldScope(_Strict):
    """The reports a question is put to."""

    places: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    reports: tuple[str, ...] = ()


def _as_alternatives(value: Any) -> Any:
    return (value,) if isinstance(value, str) else value


Quote = Annotated[tuple[Annotated[str, Field(min_length=1)], ...], BeforeValidator(_as_alternatives)]
"""A verbatim quote; a list of quotes means that any one of them proves the same."""

Key = Annotated[tuple[Annotated[str, Field(min_length=1)], ...], Field(min_length=1)]
"""Alternatives, one of which a right answer holds."""


class _Expected(_Strict):
    """What is asked and what a right answer is."""

    kind: Kind
    question: str = Field(min_length=1, max_length=2000)
    standalone: str | None = Field(default=None, min_length=1)
    """The same question for a reader who has not seen the history."""
    scope: GoldScope | None = None
    answerable: bool
    reason: NoAnswer | None = None
    answer: str = Field(min_length=1)
    keys: tuple[Key, ...] = ()
    forbidden: tuple[str, ...] = ()
    evidence: tuple[Quote, ...] = ()
    note: str | None = None

    @model_validator(mode="after")
    def _fits_together(self) -> "_Expected":
        if self.answerable and not (self.keys and self.evidence):
            raise ValueError("an answerable question needs keys and evidence")
        if self.answerable and self.reason:
            raise ValueError("a reason belongs to unanswerable questions only")
        if not self.answerable and (self.keys or self.evidence or not self.reason):
            raise ValueError("an unanswerable question needs a reason and has neither keys nor evidence")
        return self


class GoldQuestion(_Expected):
    """One question with its checked answer."""

    id: str = Field(min_length=1)
    report: str = Field(min_length=1)
    half: Half
    language: str = Field(pattern=r"^[a-z]{2,3}$")
    history: tuple[GoldTurn, ...] = ()

    def request(self) -> dict[str, Any]:
        """Return the body of `POST /ask` for this question."""
        body: dict[str, Any] = {"question": self.question}
        if self.history:
            body["history"] = [turn.model_dump() for turn in self.history]
        if self.scope:
            body["scope"] = self.scope.model_dump(mode="json")
        return body


class DialogueTurn(_Expected):
    """One question of a dialogue; its history is the turns before it."""


class Dialogue(_Strict):
    """Questions that follow on one another."""

    id: str = Field(min_length=1)
    report: str = Field(min_length=1)
    half: Half
    language: str = Field(pattern=r"^[a-z]{2,3}$")
    turns: tuple[DialogueTurn, ...] = Field(min_length=1)
    note: str | None = None

    def questions(self) -> Iterator[GoldQuestion]:
        """Yield each turn as a question whose history is the earlier questions and their reference answers."""
        history: list[GoldTurn] = []
        for number, turn in enumerate(self.turns, start=1):
            yield GoldQuestion(
                **turn.model_dump(exclude={"standalone"}),
                # A first turn has no history, so its stand-alone form is not another question.
                standalone=turn.standalone if history else None,
                id=f"{self.id}-{number}",
                report=self.report,
                half=self.half,
                language=self.language,
                history=tuple(history),
            )
            history += [GoldTurn(role="user", content=turn.question), GoldTurn(role="assistant", content=turn.answer)]


def load_gold(paths: Iterable[Path] | None = None) -> tuple[GoldQuestion, ...]:
    """Return the questions of gold files, dialogues as one question a turn; by default those of the built-in gold.

    A folder stands for its `*.jsonl` files, in the order of their names.

    Raises:
        GoldError: a file cannot be read or a line does not have the gold form.
    """
    return tuple(question for path in gold_files(paths) for question in _read_file(path))


def gold_files(paths: Iterable[Path] | None = None) -> tuple[Path, ...]:
    """Return the gold files that paths stand for; by default those of the built-in gold.

    Raises:
        GoldError: a path does not exist.
    """
    files: list[Path] = []
    for path in paths or [GOLD]:
        if not path.exists():
            raise GoldError(f"There is no gold file {path}.")
        files += sorted(path.glob("*.jsonl")) if path.is_dir() else [path]
    return tuple(files)


def _read_file(path: Path) -> Iterator[GoldQuestion]:
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip():
            continue
        try:
            yield from _read_line(line)
        except (json.JSONDecodeError, ValidationError) as error:
            raise GoldError(f"{path.name}, line {number}: {error}") from error


def _read_line(line: str) -> Iterator[GoldQuestion]:
    fields = json.loads(line)
    if isinstance(fields, dict) and "turns" in fields:
        yield from Dialogue.model_validate(fields).questions()
    else:
        yield GoldQuestion.model_validate(fields)


def select_questions(
    questions: Iterable[GoldQuestion],
    *,
    halves: Sequence[str] = (),
    kinds: Sequence[str] = (),
    languages: Sequence[str] = (),
    reports: Sequence[str] = (),
) -> tuple[GoldQuestion, ...]:
    """Return the questions that match every filter; an empty filter lets all pass."""
    return tuple(
        question
        for question in questions
        if (not halves or question.half in halves)
        and (not kinds or question.kind in kinds)
        and (not languages or question.language in languages)
        and (not reports or question.report in reports)
    )
