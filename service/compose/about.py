"""Answers about the report itself: who gave it, when, and where."""

from collections.abc import Sequence

from corpus.normal_form import normalise
from service.draft import Draft
from service.evidence.evidence import Evidence
from service.languages.gloss import tell
from service.languages.pinyin import spell_person
from service.question.question import Question, asks_about_report
from service.reading.reading import Reading


def compose_about(question: Question, evidence: Sequence[Evidence]) -> Draft | None:
    """Return the title lines that say who gave the report, or when and where; None when something else is asked."""
    subjects = asks_about_report(question)
    if not subjects or not evidence:
        return None
    reading = evidence[0].reading
    draft = Draft()
    lines = [line for subject in subjects if (line := _quote_line(reading, subject, question.language, draft))]
    draft.text = "\n".join(dict.fromkeys(lines))
    return draft if lines else None


def _quote_line(reading: Reading, subject: str, language: str, draft: Draft) -> str | None:
    report = reading.report
    for row in sorted(reading.title_rows, key=lambda row: -reading.sentences[row].start):
        sentence = reading.sentences[row]
        line = reading.quote(sentence.start, sentence.end)
        if subject == "speaker" and report.speaker and report.speaker in line:
            mark = draft.cite(reading, sentence.start, sentence.end)
            return (
                f"{report.speaker}：{line}{mark}"
                if language == "zh"
                else _foreign(language, line, mark, report.speaker)
            )
        if subject == "session" and ("会议" in line or "月" in normalise(line)):
            mark = draft.cite(reading, sentence.start, sentence.end)
            return f"{line}{mark}" if language == "zh" else _foreign(language, line, mark)
    return None


def _foreign(language: str, line: str, mark: str, speaker: str = "") -> str:
    """Return a title line as it is quoted in another language, a speaker's name in Latin letters before it."""
    return f"{spell_person(speaker)}. {tell(language, line, mark)}" if speaker else tell(language, line, mark)
