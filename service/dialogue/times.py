"""Years told by the year of the question before: 前一年 after a question about 2018 is 2017."""

import re

from service.dialogue.turn_parts import Parts, cue, load_rules


def name_year(question: str, last: Parts) -> str:
    """Return a follow-up with the year that it counts from the last question's named; as it is where it counts none."""
    same = cue("same_time").search(question.lower())
    times = last.of("time")
    if same and times and len(question.lower()) == len(question):
        # "by then" after "in 2035".
        return f"{question[: same.start()]}{last.words(times[0])}{question[same.end() :]}"
    years = last.years
    if years is None or years[0] != years[1]:
        return question
    for name, step in (("year_before", -1), ("year_after", 1)):
        found = cue(name).search(question.lower())
        if found and len(question.lower()) == len(question):
            return f"{question[: found.start()]}{_write(years[0] + step, question)}{question[found.end() :]}"
    return question


def _write(year: int, question: str) -> str:
    templates = load_rules()["templates"]
    language = "zh" if re.search("[一-龥]", question) else "en"
    return str(templates[language]["dated"]).format(time=year)
