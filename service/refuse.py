"""When to say no, and what to say then."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from corpus.library import Library
from service.evidence import Evidence
from service.question import Kind, Question
from service.schemas import Scope
from service.wording import say

Reason = Literal["not_in_report", "place_not_in_library", "year_not_in_library", "false_premise", "out_of_domain"]


@dataclass(frozen=True)
class Verdict:
    """Why there is no answer, in the language of the question."""

    reason: Reason
    message: str


def find_objection(
    question: Question, scope: Scope, library: Library, evidence: Sequence[Evidence]
) -> Verdict | None:
    """Return why the question cannot be answered, or None when it can."""
    language = question.language
    if question.kind is Kind.CHAT:
        return Verdict("out_of_domain", say(language, "out_of_domain", example=say(language, "example")))
    if not evidence or evidence[0].score < 0.3:
        return Verdict("not_in_report", say(language, "not_in_report"))
    return None
