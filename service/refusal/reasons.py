"""Whether a question asks why, and whether what answers it tells more than that it is so."""

from corpus.normal_form import normalise
from service.draft import Draft
from service.question.cues import Kind, read_phrases
from service.question.question import Question


def asks_why(question: Question) -> bool:
    """Say whether a question asks for a reason, and not for means."""
    return question.kind is Kind.EXPLANATION and bool(read_phrases()["cues"]["why"].search(normalise(question.text)))


def leaves_no_reason(question: Question, draft: Draft) -> bool:
    """Say whether the reason is asked for and no quote of a draft has a word of one: it tells the event alone.

    Reasons stand in such reports as causes (因, 受…影响), aims (为…, 确保), ends (结束, 破解) or lacks (不足, 薄弱).
    """
    if "sentence" not in draft.features or not asks_why(question):
        return False
    cue = read_phrases()["cues"]["reason"]
    return not any(cue.search(normalise(reading.quote(start, end))) for reading, start, end in draft.spans)
