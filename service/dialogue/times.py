"""Years told by the year of the question before: 前一年 after a question about 2018 is 2017."""

import re
from collections.abc import Callable, Sequence

from service.dialogue.turn_parts import Parts, cue, load_rules

_DIFFERENCE = re.compile(
    r"(?P<head>.{4,}?)[,，?？。](?:(?:(?:比|较|跟|和)(?:这|那|它|前面|上面|刚才)(?:个|个数|比)?[,，]?)"
    r"(?=[^,，]{1,3}(?:几|多少))|(?=[多少高低快慢](?:了|出)?(?:几|多少)))"
    r"(?P<rest>(?:会|要|又)?(?:多|少|高|低|快|慢|涨|增加|减少|提高|下降)(?:了|出)?(?:几|多少)[^,，?？]{0,5}[?？。]*)"
)
"""A question of two parts, the second by how much more or less that is."""


def name_year(question: str, earlier: Sequence[Parts], report_year: int | None = None) -> str:
    """Return a follow-up with the year that it counts from the last question's named; as it is where it counts none."""
    last = earlier[-1]
    question = _name_next_year(question, earlier, report_year)
    ahead = cue("years_ahead").search(question.lower())
    if ahead and len(question.lower()) == len(question):
        words = str(load_rules()["templates"]["zh" if re.search("[一-龥]", ahead[0]) else "en"]["next_years"])
        question = f"{question[: ahead.start()]}{words}{question[ahead.end() :]}"
    same = cue("same_time").search(question.lower())
    times = last.of("time")
    if same and cue("years").search(same[0]):
        # "In those five years", after "over the past five years" and "in the last year".
        of_years = (parts for parts in reversed(earlier) if parts.has("time") and cue("years").search(parts.plain))
        last = next(of_years, last)
        times = last.of("time")
    if same and times and len(question.lower()) == len(question):
        # "by then" after "in 2035".
        return f"{question[: same.start()]}{last.words(times[0])}{question[same.end() :]}"
    question = _name_two_years(question, earlier)
    years = last.years
    if years is None or years[0] != years[1]:
        return question
    for name, step in (("year_before", -1), ("year_after", 1)):
        found = cue(name).search(question.lower())
        if found and len(question.lower()) == len(question):
            return f"{question[: found.start()]}{_write(years[0] + step, question)}{question[found.end() :]}"
    return question


def split_difference(question: str, last: Parts, cut: Callable[[str], Parts]) -> tuple[str, str]:
    """Return a follow-up on another year, and by how much more that is with the year it is from; else all and nothing.

    "2025年要装几部，多了几部" and "下一年再添多少？比这少几家" are as the year of the last question.
    """
    found = _DIFFERENCE.fullmatch(question)
    years = last.years
    if found is None or years is None or years[0] != years[1]:
        return question, ""
    own = cut(found["head"]).years
    if own is None or own[0] != own[1] or own == years:
        return question, ""
    return found["head"], f"比{years[0]}年{found['rest']}"


def _name_two_years(question: str, earlier: Sequence[Parts]) -> str:
    """Return a follow-up on 这两年 with the two years that were talked of."""
    found = cue("two_years").search(question)
    years = {parts.years[0] for parts in earlier if parts.years and parts.years[0] == parts.years[1]}
    if found is None or len(years) != 2:
        return question
    return f"{question[: found.start()]}{min(years)}年和{max(years)}年{question[found.end() :]}"


def _name_next_year(question: str, earlier: Sequence[Parts], report_year: int | None) -> str:
    """Return 明年 as the year of the report, where who asks speaks of that year as one to come.

    They named it by its number, and never said 今年.
    """
    found = cue("next_year").search(question.lower())
    texts = " ".join(parts.plain for parts in earlier)
    if found is None or report_year is None or str(report_year) not in texts or cue("this_year").search(texts):
        return question
    return f"{question[: found.start()]}{_write(report_year, question)}{question[found.end() :]}"


def _write(year: int, question: str) -> str:
    templates = load_rules()["templates"]
    language = "zh" if re.search("[一-龥]", question) else "en"
    return str(templates[language]["dated"]).format(time=year)
