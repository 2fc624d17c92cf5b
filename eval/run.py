"""Asks every question and keeps a record of each."""

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from eval.datasets import GoldQuestion
from eval.errors import ReportMissingError
from eval.evidence import locate
from eval.ranking import DEPTH, score_ranking
from eval.records import QuestionRecord
from eval.results import Skipped
from eval.scoring import Asked, failed_record, score_answer
from eval.types import LEGS, Answer, Subject

SubjectOf = Callable[[str], Subject]
"""From a report's id to a service that has it as its only report; raises ReportMissingError where it cannot be had."""

OnProgress = Callable[[int], None]
"""Told how many more questions are done."""


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The records of the questions asked, and the questions not asked."""

    records: tuple[QuestionRecord, ...]
    skipped: tuple[Skipped, ...]


def evaluate(
    questions: Iterable[GoldQuestion], subject_of: SubjectOf, on_progress: OnProgress = lambda count: None
) -> Evaluation:
    """Return the records of all questions, report by report; at most one report is loaded at a time."""
    records: list[QuestionRecord] = []
    skipped: list[Skipped] = []
    ordered = sorted(questions, key=lambda question: question.report)
    for report_id, group in groupby(ordered, key=lambda question: question.report):
        asked = list(group)
        try:
            subject = subject_of(report_id)
        except ReportMissingError as missing:
            skipped.append(Skipped(report=report_id, questions=len(asked), why=str(missing)))
            on_progress(len(asked))
            continue
        # The first question pays for what is loaded late; no question's latency should.
        subject.ask({"question": asked[0].question})
        for question in asked:
            records.append(ask_question(question, subject))
            on_progress(1)
    return Evaluation(tuple(records), tuple(skipped))


def ask_question(question: GoldQuestion, subject: Subject) -> QuestionRecord:
    """Return the record of one question. A failing service is recorded, not raised."""
    started = time.perf_counter()
    try:
        answer = Answer.model_validate(subject.ask(question.request()))
        latency_ms = (time.perf_counter() - started) * 1000
        report = subject.report(question.report)
        alone = _ask_alone(question, subject)
        ranking = rank_evidence(question, answer.standalone_question, subject)
    except Exception as error:  # the edge: whatever the service raises is a wrong answer, told in the record
        latency_ms = (time.perf_counter() - started) * 1000
        return failed_record(question, f"{type(error).__name__}: {error}", latency_ms)
    return score_answer(Asked(question, report, answer, latency_ms, alone, ranking))


def _ask_alone(question: GoldQuestion, subject: Subject) -> Answer | None:
    if question.standalone is None:
        return None
    body = {**question.request(), "question": question.standalone}
    body.pop("history", None)
    return Answer.model_validate(subject.ask(body))


def rank_evidence(
    question: GoldQuestion, standalone: str | None, subject: Subject, legs: Sequence[str] = LEGS
) -> Mapping[str, Mapping[str, float]]:
    """Return the retrieval measures of each leg; empty for unanswerable questions.

    A follow-up is searched as the service itself made it stand alone.
    """
    if not question.evidence:
        return {}
    evidence = locate(question.evidence, subject.report(question.report).text)
    query = (standalone if question.history else None) or question.question
    return {leg: score_ranking(subject.search(query, DEPTH, leg), evidence, question.report) for leg in legs}
