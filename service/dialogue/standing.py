"""Chinese follow-ups that say little of their own: how a thing stands among others, by how much it has grown."""

from service.dialogue.carry import place_to_carry, time_to_carry
from service.dialogue.text import dated
from service.dialogue.topic import Before, topic_of
from service.dialogue.turn_parts import Parts, cue

_AMONG = {"省里": "全省", "省内": "全省", "国内": "全国", "市里": "全市"}
_DOWN = ("降", "减")


def ask_standing(new: Parts, before: Before) -> str | None:
    """Ask for the rank of what was told: 在省里算好的吗."""
    found = cue("standing").match(new.plain) if new.language == "zh" else None
    topic = topic_of(before.question)
    if found is None or not topic:
        return None
    among = _AMONG.get(found["among"], found["among"])
    return f"{place_to_carry(new, before)}{topic}在{among}排第几"


def ask_growth(new: Parts, before: Before) -> str | None:
    """Ask by how much what was told has grown since the year before: 比上年涨了几成."""
    found = cue("grown").match(new.plain) if new.language == "zh" else None
    topic = topic_of(before.question)
    if found is None or not topic or before.question.has("difference", "base"):
        return None
    done = cue("gained").search(before.question.plain)
    topic = done[1] + topic if done and not topic.startswith(done[1]) else topic
    asked = "下降多少" if found["word"].startswith(_DOWN) else "增长多少"
    return f"{place_to_carry(new, before)}{dated(time_to_carry(new, before))}{topic}{asked}"


def ask_target_of_year(new: Parts, before: Before) -> str | None:
    """Ask for the target of a year after whether that of another was met: 那今年呢."""
    last = before.question
    if cue("why").search(last.plain) and before.earlier:
        last = before.earlier[0]  # why it was missed
    met = cue("met_target").search(last.plain)
    ahead = new.years is not None and before.report_year is not None and new.years[0] >= before.report_year
    if met is None or not ahead or new.things or new.asks or last.language != "zh":
        return None
    topic = topic_of(last)
    at = topic.find(last.text[met.start() : met.start() + 2])
    topic = topic[:at] if at > 0 else topic
    return f"{place_to_carry(new, before)}{new.join(['time'])}{topic}目标是多少"


def ask_whole(new: Parts, before: Before) -> str | None:
    """Ask of the whole city what was asked of a part of it: 全市一共呢."""
    last = before.question
    part = cue("part_of_city").search(last.plain)
    whole = cue("whole_city").fullmatch(new.plain)
    if part is None or whole is None:
        return None
    return f"{last.text[: part.start()]}全{whole['kind']}{last.text[part.end() :]}"
