"""A language model rewrites what was found; only what the quotes hold up is kept.

The extractive draft stands behind every text: all its quotes stay cited, all its figures and list members stay said,
and no number is added that it does not tell. So a written answer is never worse than the draft, whatever the model.
"""

import re
from collections.abc import Generator as Gen
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import structlog

from corpus.errors import ModelError, OverloadedError
from corpus.normal_form import normalise
from service.draft import Draft
from service.evidence.evidence import Evidence
from service.generate.generator import Generator
from service.generate.prompts import make_prompt
from service.generate.support import Quote, Similarity, find_fault, is_chinese, numbers_of
from service.question.cues import Kind
from service.question.question import Question
from service.reading.reading import Reading

_log = structlog.get_logger(__name__)

_SOURCES = 8
"""Sentences given to the model."""
_MAX_CHARACTERS = 4000
"""Text past this is not read: a model that loops is stopped."""
_MAX_REPEATS = 2
_FREE = frozenset({Kind.EXPLANATION, Kind.DEFINITION})
"""Kinds whose numbers may come from any cited quote: no other number is the wrong answer there."""

_MARK = re.compile(r"[\[【［]\s*(\d{1,2}(?:\s*[,，、]\s*\d{1,2})*)\s*[\]】］]")
_SENTENCE_END = re.compile(r"(?:[。！？!?\n]+|\.(?=\s|$|[\[【［]))[”」』\"]?(?:\s*[\[【［][\d\s,，、]+[\]】］])*")
_OPEN_END = re.compile(r"\s*(?:[\[【［][\d\s,，、]*)?")
_THINKING = re.compile(r"<think>.*?(?:</think>|\Z)", re.DOTALL)
_GAP = re.compile(r"[ \t]+(?=[.,;:!?。，；：！？])")
_END = re.compile(r"[。！？!?.]+[”」』\"]?$")
_YES = re.compile(r"(?:是的|是[,，。;；]|对[,，。]|没错|yes\b|oui\b|ja\b|sí\b|да\b|はい|예[.,])")
_NO = re.compile(r"(?:不是|否[,，。;；]|不[,，。]|没有[,，。]|no\b|non\b|nein\b|нет\b|いいえ|아니)")
_LEAD = re.compile(r"^\s*(?:[-*•·#>]+|[（(]?\d{1,2}[.、)）](?!\d))\s*")


@dataclass(frozen=True)
class Progress:
    """What the answer is now; `text` is what has been added to it, empty while nothing new is certain."""

    draft: Draft
    text: str = ""


@dataclass(frozen=True)
class Written:
    """How the writing ended."""

    draft: Draft | None
    """None when the extractive answer stands."""
    notes: dict[str, Any] = field(default_factory=dict)
    """Why, and what was cut: for `debug`."""


class Writer:
    """Turns drafts into written answers with one language model."""

    def __init__(self, generator: Generator, similar: Similarity) -> None:
        self.generator = generator
        self._similar = similar

    def write(
        self, question: Question, evidence: Sequence[Evidence], draft: Draft, exact: bool
    ) -> Gen[Progress, None, Written]:
        """Yield progress, at least ten times a second, and return the written answer or why there is none.

        `exact` drafts are figures: all of them must be told. The lines of others are put under a text that lacks them.
        """
        page = _Page(question, draft, exact, _list_quotes(evidence, draft), self._similar)
        notes: dict[str, Any] = {"model": self.generator.name}
        try:
            yield from self._fill(page, question)
        except (ModelError, OverloadedError) as error:
            _log.warning("generation_failed", model=self.generator.name, reason=str(error))
            notes["reason"] = str(error)
            if not page.shown:
                return Written(None, notes | {"cut": page.faults})
        notes["cut"] = page.faults
        if not page.kept:
            return Written(None, {"reason": "no sentence was held up by its quotes"} | notes)
        if not page.says_core():
            return Written(None, {"reason": "the core of the answer was not said"} | notes)
        rest = page.complete()
        if rest:
            yield Progress(page.draft, rest)
        return Written(page.draft, notes)

    def _fill(self, page: "_Page", question: Question) -> Gen[Progress, None, None]:
        sources = [_describe(quote) for quote in page.quotes]
        pieces = self.generator.generate(make_prompt(question.text, question.language, page.said, sources))
        text = ""
        try:
            for piece in pieces:
                text += piece
                added = page.read(text) if piece else ""
                yield Progress(page.draft, added)
                if len(text) > _MAX_CHARACTERS or page.repeats > _MAX_REPEATS:
                    return
            added = page.read(text + "\n")
            if added:
                yield Progress(page.draft, added)
        finally:
            close = getattr(pieces, "close", None)
            if close is not None:
                close()


class _Page:
    """The sentences kept so far. Quotes 1 to n of the draft keep their numbers; others are numbered as they come."""

    def __init__(self, question: Question, draft: Draft, exact: bool, quotes: list[Quote], similar: Similarity) -> None:
        self.quotes = quotes
        self.faults: list[dict[str, str]] = []
        self.kept: list[str] = []
        self.repeats = 0
        self.shown = False
        self.draft = Draft(spans=list(draft.spans))
        self._exact = exact
        self._question = question
        self.said = _MARK.sub("", draft.text)
        self._proven = _MARK.sub("", "\n".join(line for line in draft.text.split("\n") if _MARK.search(line)))
        self._lines = [line for line in draft.text.split("\n") if line.strip()]
        self._similar = similar
        self._read = 0
        self._numbers = {index: index for index in range(1, len(draft.spans) + 1)}
        self._held: list[str] = []

    def read(self, text: str) -> str:
        """Take the whole sentences of the text so far and return what can be shown of them now."""
        plain = _THINKING.sub("", text)
        if "<think" in plain or len(plain) < self._read:
            return ""
        for match in _SENTENCE_END.finditer(plain, self._read):
            # Marks may still follow at the very end.
            if _OPEN_END.fullmatch(plain, match.end()) and not plain.endswith("\n"):
                break
            sentence = plain[self._read : match.end()]
            self._read = match.end()
            self._take(sentence)
        if not self._held or not self.says_core():
            return ""
        self.shown = True
        added = ("" if self.draft.text == "" else self._joint) + self._joint.join(self._held)
        self._held.clear()
        self.draft.text += added
        return added

    def says_core(self) -> bool:
        """Say whether every figure of the draft is told, with its quote; other drafts are completed at the end."""
        if not self._exact:
            return True
        kept = " ".join(self.kept)
        cited = {int(number) for number in re.findall(r"\[(\d+)\]", kept)}
        wanted = {int(number) for number in re.findall(r"\[(\d+)\]", "\n".join(self._lines))}
        return numbers_of(self._core) <= numbers_of(_MARK.sub("", kept)) and wanted <= cited

    def complete(self) -> str:
        """Add the draft when the text lacks one of its proven lines, and return what was added."""
        text = _MARK.sub("", self.draft.text)
        have = normalise(text)
        if self._exact and numbers_of(self._proven) <= numbers_of(text):
            return ""
        if not self._exact and all(_essence(line) in have for line in self._lines):
            return ""
        added = "\n" + "\n".join(self._lines)
        self.draft.text += added
        return added

    @property
    def _core(self) -> str:
        """What each line of the draft says before the clause that proves it."""
        return "\n".join(re.split(r"[：“]| — |（", _MARK.sub("", line), maxsplit=1)[0] for line in self._lines)

    @property
    def _joint(self) -> str:
        return "" if self._question.language in ("zh", "ja") else " "

    def _take(self, sentence: str) -> None:
        marked = [int(number) for found in _MARK.findall(sentence) for number in re.findall(r"\d+", found)]
        # Only plain white space is joined: in "1\u00a0000" it is a part of the number.
        body = _LEAD.sub("", _GAP.sub("", re.sub(r"[ \t\r\n]+", " ", _MARK.sub("", sentence)).strip()))
        if not re.search(r"\w", body):
            return
        numbers = list(dict.fromkeys(number for number in marked if 1 <= number <= len(self.quotes)))
        quotes = [self.quotes[number - 1] for number in numbers]
        fault = self._find_fault(body, quotes)
        if fault is None and any(_MARK.sub("", kept) == _MARK.sub("", self._place(body, [])) for kept in self.kept):
            self.repeats += 1
            fault = "said before"
        if fault is not None:
            self.faults.append({"sentence": body[:200], "fault": fault})
            return
        line = self._place(body, [self._number(number) for number in numbers])
        self.kept.append(line)
        self._held.append(line)

    def _find_fault(self, body: str, quotes: Sequence[Quote]) -> str | None:
        if not quotes:
            return "no quote is cited"
        if self._question.language == "zh" and not is_chinese(normalise(body)):
            return "another language than the question's"
        if self._contradicts(body):
            return "yes for no, or no for yes"
        return find_fault(body, quotes, self._proven, self._similar, self._question.kind in _FREE)

    def _contradicts(self, body: str) -> bool:
        """Say whether a sentence opens with the opposite of the draft's yes or no."""
        ours, theirs = _polarity(self.said), _polarity(body)
        return ours is not None and theirs is not None and ours != theirs

    def _number(self, source: int) -> int:
        """Return the number that a source has in the answer."""
        if source not in self._numbers:
            quote = self.quotes[source - 1]
            self.draft.spans.append((quote.reading, quote.start, quote.end))
            self._numbers[source] = len(self.draft.spans)
        return self._numbers[source]

    @staticmethod
    def _place(body: str, numbers: Sequence[int]) -> str:
        marks = "".join(f"[{number}]" for number in numbers)
        end = _END.search(body)
        return f"{body[: end.start()]}{marks}{end.group()}" if end else f"{body}{marks}"


def _list_quotes(evidence: Sequence[Evidence], draft: Draft) -> list[Quote]:
    """Return the draft's spans and after them the best sentences that hold none of them."""
    quotes = [Quote(*span) for span in draft.spans]
    for item in evidence:
        if len(quotes) >= max(_SOURCES, len(draft.spans)):
            break
        span = (item.sentence.start, item.sentence.end)
        if not any(_overlap(quote, item.reading, *span) for quote in quotes):
            quotes.append(Quote(item.reading, *span))
    return quotes


def _overlap(quote: Quote, reading: Reading, start: int, end: int) -> bool:
    return quote.reading.report.id == reading.report.id and quote.start < end and start < quote.end


def _describe(quote: Quote) -> str:
    report = quote.reading.report
    where = " › ".join([f"{report.place} {report.year or ''}".strip(), *quote.reading.path_at(quote.start)])
    return f"（{where}）{quote.reading.quote(quote.start, quote.end)}"


def _essence(line: str) -> str:
    return normalise(_LEAD.sub("", _MARK.sub("", line))).strip(" .。,，:：;；")


def _polarity(text: str) -> bool | None:
    opening = normalise(text)
    return True if _YES.match(opening) else False if _NO.match(opening) else None
