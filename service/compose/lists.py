"""Answers that are lists: all members, in order, with their count."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.normal_form import normalise
from corpus.sentences import split_clauses, split_sentences
from corpus.types import Figure, Role, Section, Sentence
from index.late_interaction import LateInteraction, PassageTokens
from service.compose.list_nouns import find_shared, names_members, names_shared, says_number
from service.compose.list_words import load_list_words
from service.compose.members import compose_members, find_members
from service.compose.numbered_paragraphs import find_numbered_paragraphs
from service.compose.problems import compose_problems, find_problem_lists
from service.draft import Draft
from service.evidence.evidence import Evidence
from service.languages.gloss import gloss
from service.question.cues import leave_out_problems
from service.question.question import Question
from service.reading.reading import Reading
from service.reading.terms import cut_tokens
from service.reading.title_spans import find_counted_heads, find_title, split_styles
from service.refusal.confidence import describe_list, describe_sentence
from service.wording.wording import say

_MIN_SCORE = 0.45
_LONG = 5
_SHORT_COUNT = 0.1
_SHORT_SAID = 0.3
_SIDE_BY_SIDE = 0.25
_AS_MANY_SIDE_BY_SIDE = 0.45
"""What the score of members side by side in a clause is worth beside a list's, and that of as many as the question
says: measured on the tuning half."""
_COUNT = 0.5
"""What the right number of members is worth, where the words agree at all."""
_UNSAID = 0.35
"""The same where the words that announce the list do not say how many it has."""
_NAMED = 0.5
"""Share of the words beside 问题 and its kin that a sentence about the one problem holds."""
_SHARED = 0.3
"""What it is worth that the question holds what all heads begin or end with: 惠民工程."""
_ONE = 0.35
_ONE_OF_SENTENCES = 0.5
"""A head, or an item, that holds this share of a question's words and thrice any other's is asked about itself."""
_LOOKED_AT = 12
_GENERAL = re.compile(r"发展|工作|政府|存在|面临|方面|经济|社会|自己|主要|全[市县省区]|现在|目前|指出|还?有|哪里")
_MIN_PARALLELS = 3
_OF_ANY_SENTENCE = frozenset("政府 工作 任务 主要 重点 全面 发展 建设 推进 加强 加快".split())
"""Words that sentences begin with whatever they are about."""
_OPENING = 16
"""Characters of a sentence that name what it is about."""
_PROBLEMS = "发展中存在的困难和问题，不足和短板"
"""What such a passage is about, whatever words announce it."""
_ITEM = 60
"""Characters of an item that are shown; its citation holds all of it."""


@dataclass(frozen=True)
class _Members:
    """A list found in a report: its members' spans and how well it fits."""

    reading: Reading
    spans: tuple[tuple[int, int], ...]
    lead: tuple[int, int] | None
    """Span of the words that announce the list."""
    words: str
    """Those words and the head above them."""
    whole: bool = False
    """Each member is shown whole."""
    heads: bool = False
    shared: str = ""
    """What heads all begin or end with."""


def compose_list(question: Question, evidence: Sequence[Evidence]) -> Draft | None:
    """Return the list that fits best: numbered items, the heads below a head, or sentences alike; None for none.

    A list whose length is the number that the question names fits better.
    """
    owned = compose_problems(question, evidence) if question.position is None else None
    if owned is not None:
        return owned
    named = _find_named_problem(question, evidence) if question.problems else None
    if named is not None:
        return _write_sentence(question, named)
    readings = {item.reading.report.id: item.reading for item in evidence}
    found: list[tuple[float, _Members]] = []
    for reading in readings.values():
        members = list(_find_members(question, reading))
        if question.problems:
            members += _find_problems(reading)
        found += zip(_fit(question, reading, members), members, strict=True)
    found.sort(key=lambda row: -row[0])
    score, best = next((row for row in found if not _asks_of_one(question, row[1])), (0.0, None))
    if question.position is None and question.unit in (None, "个"):
        beside = find_members(question, evidence)
        worth = _SIDE_BY_SIDE if question.count is None else _AS_MANY_SIDE_BY_SIDE
        if beside and score < max(_MIN_SCORE, worth * beside[0].score):
            return compose_members(question, beside)
    if best is None or score < _MIN_SCORE:
        return None
    listed = question.position is None or question.position > len(best.spans)
    draft = _write(question, best) if listed else _write_member(best, question.position or 1)
    draft.features = describe_list(question, evidence[0], draft, score, beside=False)
    return draft


def _find_members(question: Question, reading: Reading) -> Iterator[_Members]:
    for enumeration in reading.enumerations:
        spans = tuple((item.start, item.end) for item in enumeration.items)
        lead = (enumeration.lead_start, enumeration.lead_end)
        path = " ".join(reading.path_at(lead[0])[-1:])
        words = path + reading.quote(*lead)
        if question.count is None or _can_be_asked(question, words, [reading.quote(*span) for span in spans]):
            yield _Members(reading, spans, lead, words)
    for announced, paragraphs in find_numbered_paragraphs(reading):
        path = " ".join(reading.path_at(announced[0])[-1:])
        yield _Members(reading, tuple(paragraphs), announced, path + reading.quote(*announced))
    yield from _find_heads(question, reading)
    yield from _find_parallels(question, reading)


def _find_named_problem(question: Question, evidence: Sequence[Evidence]) -> Evidence | None:
    """Return the sentence that owns up to the problem which a question names; None where it asks for all."""
    general = load_list_words()["of_any_problem"] if question.language == "zh" else _GENERAL
    named = cut_tokens(general.sub(" ", leave_out_problems(question.content)))
    for item in evidence[:_LOOKED_AT]:
        if item.reading.problems[item.row] and _hold(named, item.quote, item.reading) >= _NAMED:
            return item
    return None


def _find_problems(reading: Reading) -> Iterator[_Members]:
    """Give the passages that own up to problems, announced by the sentence before them."""
    for rows, spans in find_problem_lists(reading):
        before = reading.sentences[max(0, rows[0] - 1)]
        yield _Members(
            reading, tuple(spans), None, f"{_PROBLEMS} {reading.quote(before.start, before.end)}", whole=True
        )


def _find_heads(question: Question, reading: Reading) -> Iterator[_Members]:
    """Give the heads right below each head, announced by the paragraph before them ("重点抓好九个方面工作:")."""
    sections = reading.outline.sections
    for index, section in enumerate(sections):
        children = [child for child in sections if child.parent == index]
        for alike in split_styles(children):
            if len(alike) > 1:
                yield from _tell_heads(question, reading, section.title, section.start, alike)
    for run in find_counted_heads(reading):
        # Heads of the same style as those above them stand beside them.
        above = sections[sections.index(run[0]) - 1]
        yield from _tell_heads(question, reading, above.title, above.start, run)


def _tell_heads(
    question: Question, reading: Reading, title: str, start: int, children: Sequence[Section]
) -> Iterator[_Members]:
    """Give the heads as members where they can be what the question asks for."""
    spans = tuple(find_title(reading, child) for child in children)
    lead = _find_announcement(reading, start, children[0].start)
    words = title + (reading.quote(*lead) if lead else "")
    titles = [child.title for child in children]
    if question.problems:
        named = leave_out_problems(words) != words or sum(leave_out_problems(t) != t for t in titles) > 1
    else:
        named = _can_be_asked(question, words, titles)
    if named:
        shared = find_shared(titles)
        yield _Members(reading, spans, lead, f"{words} {shared}", heads=True, shared=shared)


def _can_be_asked(question: Question, announcement: str, members: Sequence[str]) -> bool:
    """Say whether a question may ask for such members by what it calls them."""
    return question.language != "zh" or names_members(normalise(question.text), announcement, members)


def _find_announcement(reading: Reading, start: int, end: int) -> tuple[int, int] | None:
    before = [p for p in reading.outline.paragraphs if p.role is Role.BODY and start <= p.start and p.end <= end]
    if not before:
        return None
    return split_sentences(reading.report.text, before[-1].start, before[-1].end)[-1]


def _find_parallels(question: Question, reading: Reading) -> Iterator[_Members]:
    """Give the sentences of one paragraph whose openings share a word of the question (煤炭行业… 焦化行业…)."""
    asked = {token for text in question.wordings for token in cut_tokens(text) if len(token) > 1} - _OF_ANY_SENTENCE
    openings: dict[tuple[int, str], list[Sentence]] = defaultdict(list)
    for sentence in reading.sentences:
        opening = cut_tokens(reading.quote(sentence.start, min(sentence.end, sentence.start + _OPENING)))
        for token in asked & opening:
            openings[sentence.paragraph, token].append(sentence)
    for (paragraph, token), sentences in openings.items():
        if len(sentences) < _MIN_PARALLELS:
            continue
        spans = tuple((sentence.start, sentence.end) for sentence in sentences)
        title = " ".join(reading.path_at(reading.outline.paragraphs[paragraph].start)[-1:])
        yield _Members(reading, spans, None, title + token)


def _fit(question: Question, reading: Reading, members: Sequence[_Members]) -> Iterator[float]:
    """Give how well each list's announcement fits, 0 to about 1, and more where its length is the one asked for."""
    wordings = [cut_tokens(text) for text in question.wordings]
    texts = [found.words for found in members]
    late = LateInteraction(reading.table, PassageTokens.of_texts(reading.table, texts))
    near = late.score_best(question.wordings)
    for found, similarity in zip(members, near, strict=True):
        # A question in another language shares but a year or a name with an announcement.
        held = max(_hold(asked, found.words, reading) for asked in wordings) if question.shares_words else 0.0
        fit = max(held, float(similarity)) + _SHARED * names_shared(question.content, found.shared)
        size = len(found.spans)
        if question.count is None:
            yield fit
        elif question.count != size:
            yield fit - _COUNT
        elif size < _LONG:
            # A short list has the right length by chance, unless it is announced with its number.
            yield fit + (_SHORT_SAID if says_number(found.words, size) else _SHORT_COUNT)
        else:
            said = _COUNT if says_number(found.words, size) else _UNSAID
            yield fit + said * min(1.0, fit / (_MIN_SCORE / 2))


def _asks_of_one(question: Question, members: _Members) -> bool:
    """Say whether a question is about what one head of several tells of: 要分类推进的新城 below 分类推进新城建设."""
    if question.count is not None or question.position is not None or question.language != "zh":
        return False
    asked = cut_tokens(question.content)
    held = sorted(_hold(asked, members.reading.quote(*span), members.reading) for span in members.spans)
    return held[-1] >= max(_ONE if members.heads else _ONE_OF_SENTENCES, 3 * held[-2])


def _hold(asked: set[str], words: str, reading: Reading) -> float:
    return reading.terms.mass(asked & cut_tokens(words)) / (reading.terms.mass(asked) or 1.0)


def _write(question: Question, members: _Members) -> Draft:
    draft = Draft()
    reading = members.reading
    lines = [say(question.language, "total", count=len(members.spans))]
    if members.lead:
        start = members.lead[1] - min(_ITEM, members.lead[1] - members.lead[0])
        lead_start = next(
            (c.start for c in split_clauses(reading.report.text, *members.lead) if c.start >= start), start
        )
        lines[0] += reading.quote(lead_start, members.lead[1]).rstrip("：:") + draft.cite(
            reading, lead_start, members.lead[1]
        )
    for number, (start, end) in enumerate(members.spans, start=1):
        first = split_sentences(reading.report.text, start, end)[0]
        stop = end if members.whole else _shorten(reading, first[0], first[1])
        shown = reading.quote(start, stop)
        figure = _find_figure(question, reading, start, end)
        if figure is not None and figure.end > stop:
            mark = draft.cite(reading, start, end)
            draft.figures.append((figure, reading, int(mark[1:-1])))
            opening = reading.quote(start, _shorten(reading, start, start + _OPENING))
            shown = f"{opening}…{reading.quote(figure.clause_start, figure.clause_end)}"
        else:
            mark = draft.cite(reading, start, stop)
        words = gloss(shown, question.language)
        lines.append(f"{number}. {shown}{mark}{f' — {words}' if words else ''}")
    draft.text = "\n".join(lines)
    return draft


def _write_sentence(question: Question, item: Evidence) -> Draft:
    draft = Draft(features=describe_sentence(question, [item]))
    draft.text = f"{item.quote}{draft.cite(item.reading, item.sentence.start, item.sentence.end)}"
    return draft


def _write_member(members: _Members, position: int) -> Draft:
    """Return the member at a position, counted from 1 or, below zero, from the end."""
    draft = Draft()
    start, end = members.spans[position - 1 if position > 0 else position]
    first = split_sentences(members.reading.report.text, start, end)[0]
    draft.text = members.reading.quote(*first) + draft.cite(members.reading, *first)
    return draft


def _find_figure(question: Question, reading: Reading, start: int, end: int) -> Figure | None:
    """Return the figure of an item that has the unit asked for; the last one, where sums stand."""
    if question.unit is None or question.unit == "个":
        return None
    return next((f for f in reversed(reading.figures_within(start, end)) if f.base_unit == question.unit), None)


def _shorten(reading: Reading, start: int, end: int) -> int:
    """Return where an item may stop: after the clauses that fit into the length shown."""
    stop = end
    for clause in split_clauses(reading.report.text, start, end):
        if clause.end - start > _ITEM and stop != end:
            break
        stop = clause.end
        if clause.end - start > _ITEM:
            break
    return stop if stop < end - 1 else end
