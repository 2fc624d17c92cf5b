"""A sum or a count over members written: the result with its expression, then each member with its proof."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.sentences import split_clauses
from corpus.types import Figure
from service.draft import Draft
from service.question.question import Question
from service.reading.reading import Reading
from service.wording.arithmetic import add
from service.wording.values import describe_value
from service.wording.wording import say

OPENING = 16
"""Characters of a member that name what it is."""
_SHOWN = 40
"""Characters after which the clauses that are shown of a member end."""
_ITEM_MARK = re.compile(r"^[(（][0-9]{1,2}[)）]")


@dataclass(frozen=True, slots=True)
class Member:
    """One member of a list: its span, and its figure of what is added up; None where it has none."""

    start: int
    end: int
    name: str
    """The words that tell it from others."""
    figure: Figure | None


@dataclass(frozen=True)
class Subset:
    """The members that a question means, and how well they fit it."""

    members: tuple[Member, ...]
    fit: float


def write_sums(question: Question, reading: Reading, found: Sequence[Subset]) -> Draft:
    """Return each sum with its members, one after the other."""
    draft = Draft()
    lines: list[str] = []
    for subset in found:
        figures = [member.figure for member in subset.members if member.figure is not None]
        result = add(figures, [reading.quote(figure.start, figure.end) for figure in figures])
        draft.computation = draft.computation or result.computation
        shown = result.describe(question.language)
        count = len(figures)
        lines.append(say(question.language, "subset", count=count, result=shown, expression=result.expression))
        names = _name_members(reading, subset.members)
        for number, (member, name) in enumerate(zip(subset.members, names, strict=True), start=1):
            lines.append(f"{number}. {_describe_member(question, reading, member, name, draft)}")
    draft.text = "\n".join(lines)
    return draft


def _describe_member(question: Question, reading: Reading, member: Member, name: str, draft: Draft) -> str:
    figure = member.figure
    end = _first_clauses(reading, member)
    if figure is None:
        return f"{reading.quote(member.start, end)}{draft.cite(reading, member.start, end)}"
    mark = draft.cite(reading, min(member.start, figure.clause_start), max(figure.clause_end, end))
    draft.figures.append((figure, reading, int(mark[1:-1])))
    value = reading.quote(figure.start, figure.end)
    translated = None if question.language == "zh" else describe_value(figure, question.language)
    return f"{name}：{translated} ({value}){mark}" if translated else f"{name}：{value}{mark}"


def _name_members(reading: Reading, members: Sequence[Member]) -> list[str]:
    """Return a short name for each: up to the word that all openings share (…产业集群), else its first words."""
    openings = [member.name for member in members]
    shared = set.intersection(*({o[i : i + 2] for i in range(1, len(o) - 1)} for o in openings))
    names = []
    for member in members:
        figure = member.figure
        if figure is not None and figure.words == member.name:
            names.append(member.name)
        elif figure is not None and figure.start - member.start < OPENING:
            # The number comes first ("(1)投资9.1亿元,改造东环路…"): what follows it tells what it is for.
            after = split_clauses(reading.report.text, figure.end, member.end)
            names.append(reading.quote(after[0].start, after[0].end) if after else member.name)
        else:
            names.append(member.name[: max((member.name.find(word) + 2 for word in shared), default=OPENING)])
    return [_ITEM_MARK.sub("", name).strip("，,、；;：: ") for name in names]


def _first_clauses(reading: Reading, member: Member) -> int:
    """Return where the clauses end that tell what a member is."""
    clauses = split_clauses(reading.report.text, member.start, member.end)
    return next((c.end for c in clauses if c.end - member.start >= _SHOWN), member.end)


def write_count(question: Question, reading: Reading, subset: Subset) -> Draft:
    """Return how many members there are, and what each says."""
    draft = Draft()
    lines = [say(question.language, "subset_count", count=len(subset.members))]
    for number, member in enumerate(subset.members, start=1):
        quote = reading.quote(member.start, member.end)
        lines.append(f"{number}. {quote}{draft.cite(reading, member.start, member.end)}")
    draft.text = "\n".join(lines)
    return draft
