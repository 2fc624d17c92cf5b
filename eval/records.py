"""What is kept of one question: enough for every metric, without asking again."""

import hashlib
from collections.abc import Iterable

from pydantic import BaseModel, ConfigDict

from eval.datasets import BUILT_IN_REPORT, Half, Kind


class _Kept(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Detail(_Kept):
    """What was asked and said, for reading; kept for the tuning half only."""

    question: str
    expected: str
    answer: str
    quotes: tuple[str, ...]
    missing_keys: tuple[str, ...]
    forbidden: tuple[str, ...]
    missing_evidence: tuple[str, ...]
    unbacked_numbers: tuple[str, ...]
    refusal_reason: str | None


class QuestionRecord(_Kept):
    """The scores of one question. Fields that make no sense for it are None."""

    id: str
    """For the test half a hash, so that two runs can be compared but nobody reads off which questions fail."""
    report: str
    half: Half
    kind: Kind
    language: str
    follow_up: bool
    """Whether it was asked with a history."""
    reason: str | None
    """Why there is no answer, for unanswerable questions."""
    answerable: bool
    answered: bool
    right: bool
    """Answerable: answered, all keys, nothing forbidden, all evidence cited. Unanswerable: refused."""
    answer_right: bool | None
    """The same without the evidence."""
    evidence_cited: bool | None
    citation_recall: float | None
    citation_precision: float | None
    char_recall: float | None
    char_precision: float | None
    citations: int
    citations_holding: int
    numbers_backed: bool | None
    """Whether all numbers of an answer stand in what is cited or computed; None for refusals."""
    answer_chars: int | None
    """Characters of an answer without its marks; None for refusals."""
    confidence: float
    latency_ms: float
    right_alone: bool | None
    """Whether the stand-alone form of a follow-up was answered right; None for others."""
    ranking: dict[str, dict[str, float]]
    """Retrieval measures by leg; empty for unanswerable questions."""
    error: str | None
    """Why the question could not be asked; it counts as wrong."""
    detail: Detail | None

    @property
    def built_in(self) -> bool:
        """Whether the question is about the report that comes with the program."""
        return self.report == BUILT_IN_REPORT


def public_id(question_id: str, half: Half) -> str:
    """Return the id under which a question's record is kept."""
    if half is Half.TUNE:
        return question_id
    return "test-" + hashlib.sha256(question_id.encode()).hexdigest()[:12]


class Slice(_Kept):
    """A choice of records; None lets all pass."""

    built_in: bool | None = None
    """The built-in report's questions or those of all others."""
    follow_up: bool | None = None
    """The questions asked with a history or those without."""
    half: Half | None = None
    kind: Kind | None = None
    language: str | None = None
    report: str | None = None

    def select(self, records: Iterable[QuestionRecord]) -> list[QuestionRecord]:
        """Return the records of the slice, in their order."""
        wanted = self.model_dump(exclude_none=True)
        return [record for record in records if all(getattr(record, name) == value for name, value in wanted.items())]

    def __str__(self) -> str:
        words = {
            "built_in": _either(self.built_in, "built-in report", "other reports"),
            "follow_up": _either(self.follow_up, "follow-ups", "single questions"),
        }
        plain = self.model_dump(exclude_none=True, exclude=set(words))
        parts = [*filter(None, words.values()), *(f"{name} {value}" for name, value in plain.items())]
        return ", ".join(parts) or "all"


def _either(choice: bool | None, yes: str, no: str) -> str | None:
    return None if choice is None else yes if choice else no
