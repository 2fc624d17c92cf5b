"""English follow-ups in set phrases: what is planned, what was spent, more of the same."""

import re
from collections.abc import Sequence

from service.dialogue.carry import place_to_carry, time_to_carry
from service.dialogue.text import POINTING, drop_parts, rest_of
from service.dialogue.topic import Before, whole_topic
from service.dialogue.turn_parts import THING, Parts, cue

_LOOK_BACK = 3
_SHORTEST = 2
_LINKS = re.compile(r"\b(?:of|for|in|to|on|and|by|from|with|the)\b")


def subject_of(before: Before) -> str:
    """Return what was talked of before, without what only the last question said of it.

    After "How many households does that cover?" it is still the neighbourhoods that "it" means.
    """
    topic = whole_topic(before.question)
    if before.question.language != "en":
        return topic
    share = cue("share_of").match(drop_parts(before.question, {"time"}).lower().rstrip("? "))
    if share:
        return f"the {share['share']} of {share['rest']}"
    for question in before.earlier[:_LOOK_BACK]:
        sooner = whole_topic(question)
        if not _SHORTEST < len(sooner) < len(topic) or (before.told and cue("each").search(topic)):
            continue
        rest = topic.lower().replace(sooner.lower(), "|", 1)
        if re.search(r"(?:^|[\s(])\|(?:$|[\s)])", rest) and not _LINKS.search(rest):
            topic = sooner
    return topic


def ask_planned(new: Parts, before: Before) -> str | None:
    """Ask for the target after a number: "What are they aiming for this year?"."""
    last = before.question
    of_number = cue("figure").search(last.plain) or last.has("target", "measure", "indicator")
    if not _fits(new, "planned") or not of_number:
        return None
    growing = f"{last.plain} {new.plain}" if not cue("level").search(new.plain) else ""
    measure = "growth of " if cue("growing").search(growing) else ""
    return _join(f"What is the target for {measure}{subject_of(before)}", new, before)


def ask_amount(new: Parts, before: Before) -> str | None:
    """Ask how much: "What will be invested?"."""
    spent = cue("spending").match(new.plain) if new.language == "en" else None
    if spent is None and not _fits(new, "amount"):
        return None
    tail = (spent["rest"] or "") if spent and not new.has("time") else ""
    time = "" if new.has("time") or tail else before.question.join(["time"])
    subject = before.item or subject_of(before)
    if spent:
        text = f"How much {spent['aux']} {subject} {spent['verb']}{tail} {time}"
    else:
        rest = rest_of(new, POINTING | {"time", "place"})
        text = f"{re.sub('^what', 'How much', rest, flags=re.IGNORECASE)} ({subject}) {time}"
    return _join(text.strip(), new, before)


def ask_up(new: Parts, before: Before) -> str | None:
    """Ask by how much what was told has grown since the year before: "How much was it up?"."""
    last = before.question
    if not _fits(new, "up") or cue("growing").search(last.plain):
        return None
    if new.years and last.years and new.years != (last.years[0] - 1, last.years[0] - 1):
        return None
    place = place_to_carry(new, before)
    words = filter(None, (f"({place})" if place else "", last.join(["time"])))
    return " ".join(("By how much did", subject_of(before), "grow", *words))


def ask_met(new: Parts, before: Before) -> str | None:
    """Ask whether the target was met: "Was it met?"."""
    if not _fits(new, "met") or not before.question.has("target"):
        return None
    return _join(f"Was the target for {subject_of(before)} met", new, before)


def ask_beginning(new: Parts, before: Before) -> str | None:
    """Ask for the number at the beginning of a plan after that at its end."""
    last = before.question
    end = cue("end_of").search(last.plain)
    if new.language != "en" or end is None or not cue("beginning").fullmatch(new.plain):
        return None
    return f"{last.text[: end.start()]}at the beginning of {last.text[end.end() :]}"


def name_poor(question: str, earlier: Sequence[Parts]) -> str:
    """Return a question with its villages and counties called poor, where the talk is of poverty."""
    found = cue("poor_place").search(question.lower())
    if found is None or len(question.lower()) != len(question):
        return question
    if not any(cue("of_poverty").search(parts.plain) for parts in earlier[-2:]):
        return question
    word = "贫困" if re.search("[一-龥]", question) else "poor "
    at = found.end() if word == "贫困" else found.start()
    return f"{question[:at]}{word}{question[at:]}"


def ask_step(new: Parts, before: Before) -> str | None:
    """Ask the same count at another step, or of another thing: "And renovated?", "And of motorway?"."""
    last = before.question
    counted = cue("counted_step").match(last.plain) if new.language == "en" else None
    if counted is None or counted.end() > len(last.text):
        return None
    words = rest_of(new, POINTING | {"time", "place"})
    step = cue("step").fullmatch(words.lower())
    other = re.fullmatch(r"of (?P<other>[\w\s-]{3,30})", new.text) if counted["unit"] else None
    start, end = counted.span("thing")
    if other:
        return last.text[:start] + other["other"] + last.text[end:]
    if counted["unit"] and new.things and {part.kind for part in new.parts} <= {*THING, "light"} and not step:
        # Kilometres of roads, but a number of bridges.
        start = start if cue("long_thing").search(words.lower()) else counted.end("many")
        return f"{last.text[:start]}{words}{last.text[end:]}"
    if not step:
        return None
    verb = counted["verb"] if counted["verb"] in ("is", "are", "was", "were", "will be") else "are"
    verb = re.sub("^are$", "were", verb) if new.years and new.years[1] < (before.report_year or 0) else verb
    return _join(f"{last.text[:end]} {verb} {words}", new, before)


def ask_more(new: Parts, before: Before) -> str | None:
    """Ask what else is said of the topic: "Any details?"."""
    topic = subject_of(before)
    if not _fits(new, "more") or not topic:
        return None
    return _join(f"What does the report say about {before.item or topic}", new, before)


def point_at_noun(new: Parts, before: Before) -> str | None:
    """Say what "those people" and "all that construction" are of."""
    found = cue("demonstrative").search(new.plain) if new.language == "en" else None
    topic = subject_of(before)
    if found is None or not topic:
        return None
    noun = found["noun"] or found["other"]
    if re.search(rf"\b{re.escape(noun)}\b", topic.lower()):
        text = new.text[: found.start()] + topic + new.text[found.end() :]
    else:
        text = f"{new.text[: found.start()]}{new.text[found.end() - len(noun) :]} ({topic})"
    return _join(text, new, before)


def is_set_phrase(new: Parts) -> bool:
    """Say whether a question is one of these, so that its words name nothing."""
    spends = new.language == "en" and cue("spending").match(new.plain)
    return bool(spends) or any(_fits(new, name) for name in ("planned", "amount", "more", "up", "beginning"))


def _fits(new: Parts, name: str) -> bool:
    """Say whether a question, without its times and places, is nothing but a phrase of dialogue.toml."""
    if new.language != "en":
        return False
    rest = rest_of(new, {"time", "place", "base"}).lower()
    return bool(cue(name).fullmatch(re.sub(r"^(?:the|in|for) (?=what|how)|[\s,?.!]+$", "", rest)))


def _join(text: str, new: Parts, before: Before) -> str:
    """Return a question with the place and the time that it has or takes over."""
    place = new.join(["place"]) or place_to_carry(new, before)
    time = new.join(["time"]) or time_to_carry(new, before)
    for words in (place and f"({place})", time):
        if words and words.strip("()") not in text:
            text = f"{text} {words}"
    return text
