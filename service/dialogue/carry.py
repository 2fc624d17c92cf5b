"""Time, place and status carried from one question to the next."""

from service.dialogue.text import at_end, dated, read_template
from service.dialogue.topic import Before
from service.dialogue.turn_parts import SPACELESS, Parts, cue, load_rules


def transplant(new: Parts, before: Before, last: Parts) -> str:
    """Return the last question with the follow-up's time and place, and without a status that no longer fits."""
    cut = set()
    if new.has("time") and _contradicts(new, last, before.report_year):
        cut = {"target", "achieved"}
    times, places = dated(new.join(["time"])), new.join(["place"])
    if new.language not in SPACELESS:
        times = new.join(["time"])
    if new.language != last.language and times and (values := [part.value for part in new.of("time") if part.value]):
        times = read_template(last, "dated").format(time=values[0]) or values[0]
    text, put = "", set()
    position = 0
    for part in last.parts:
        fresh = {"time": times, "place": places}.get(part.kind, "")
        if fresh or part.kind in cut:
            text += last.text[position : part.start] + (fresh if part.kind not in put and part.kind not in cut else "")
            put.add(part.kind)
            position = part.end
    text += last.text[position:]
    return _prepend(text, last, times if "time" not in put else "", places if "place" not in put else "")


def _contradicts(new: Parts, last: Parts, report_year: int | None) -> bool:
    years = new.years
    if report_year is None or years is None:
        return not years
    past = years[1] < report_year
    return (past and last.has("target")) or (not past and last.has("achieved"))


def _prepend(text: str, last: Parts, times: str, places: str) -> str:
    if last.language not in SPACELESS:
        for words in filter(None, (places, times)):
            text = at_end(text, words)
        return text
    named = last.of("place")
    at = named[0].end if named and text.startswith(last.words(named[0])) else 0
    return text[:at] + places + dated(times) + text[at:]


def carry(text: str, before: Before, new: Parts) -> str:
    """Return a question with the last one's place and, when it asks alike, its time."""
    time = "" if new.has("time") else time_to_carry(new, before)
    place = place_to_carry(new, before)
    if new.language in SPACELESS:
        return f"{place}{dated(time)}{text}"
    for words in filter(None, (place and f"({place})", time)):
        text = at_end(text, words)
    return text


def append_time(text: str, new: Parts, before: Before, own: str = "") -> str:
    """Return a question with the time that it has or takes over at its end."""
    time = own or (time_to_carry(new, before) if not new.has("time") else "")
    return at_end(text, time) if time and time not in text else text


def place_to_carry(new: Parts, before: Before) -> str:
    """Return the last question's place where the new one names none."""
    places = before.question.of("place")
    # Of "to Taiwan through Fujian" the place that the report is of.
    places = [part for part in places if part.value in before.own_places] or places
    return "" if new.has("place") or not places else before.question.words(places[0])


def time_to_carry(new: Parts, before: Before) -> str:
    """Return the last question's time, where the new one asks for a figure too and its status allows the time."""
    last, year = before.question, before.report_year
    if new.has("time") or not last.has("time") or (new.things and not (_asks_figure(new) and _asks_figure(last))):
        return ""
    if year is not None and last.years:
        planned = last.years[0] >= year
        done = new.has("achieved") or bool(cue("done").search(new.plain))
        done = done or bool(cue("present").search(new.plain) or cue("ranked_at").search(new.plain))
        beyond = last.years[0] > year and new.has("indicator") and not new.has("target")
        done = done or beyond  # what is named anew is of now, not of 2035
        if (planned and done) or (not planned and new.has("target")):
            return ""
    if load_rules()["completions"]["yearly"].search(new.plain) and last.years and last.years[0] == last.years[1]:
        return ""
    time = last.words(last.of("time")[0])
    return dated(time) if new.language in SPACELESS else time


def _asks_figure(parts: Parts) -> bool:
    return bool(cue("figure").search(parts.plain)) or parts.has("target", "measure") or not parts.asks
