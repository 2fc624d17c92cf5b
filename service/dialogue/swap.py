"""Follow-ups that ask the same of something else: another time, place or thing."""

import re

from service.dialogue.attach import complete, with_modifier
from service.dialogue.carry import carry, transplant
from service.dialogue.text import exchange_part, lower_inside, read_template
from service.dialogue.topic import (
    Before,
    counted_thing,
    lacks_subject,
    match_circumstance,
    merge_parts,
    topic_of,
    unit_kind_of,
)
from service.dialogue.turn_parts import SPACELESS, THING, Part, Parts, contrast_row, cue, load_rules

_BARE = 4
"""Words of "How many poor villages?"; more say what of them is asked."""
_SHORT_FORM = 3
"""Where the plain word stands in a row of English contrasts: urban, rural."""
_COUNTED = frozenset({"count", "people", "households", ""})


def swap_time_or_place(new: Parts, before: Before) -> str | None:
    """Ask the same of another time or place: "那2025年呢?", "太原呢?"."""
    if new.has("base") and not new.asks and not new.things:
        return None
    if not new.has("time", "place") or new.things or new.asks or new.has("target", "achieved", "measure", "difference"):
        return None
    last = before.question
    if (
        cue("relative").search(last.plain)
        and before.root
        and new.years
        and new.years[0] >= (before.report_year or 9999)
    ):
        # A rank or a ratio is of what was; for what is planned the level is asked.
        last = before.root
    return transplant(new, before, last)


def swap_scope(new: Parts, before: Before) -> str | None:
    """Ask the same among others: "全国呢?" after a rank in the province."""
    last = before.question
    told = cue("scope").search(last.plain)
    if told is None or not cue("scope").fullmatch(new.plain) or told[0] == new.plain:
        return None
    return last.text[: told.start()] + new.text + last.text[told.end() :]


def swap_circumstance(new: Parts, before: Before) -> str | None:
    """Ask when of the same after "who": "哪一天?"."""
    last = before.question
    asked = [q.of("ask", "count", "difference") for q in (new, last)]
    if new.things or {part.kind for part in new.parts} - {"ask", "light"} or [len(parts) for parts in asked] != [1, 1]:
        return None
    if not all(match_circumstance(parts, ask) for parts, (ask,) in zip((new, last), asked, strict=True)):
        return None
    return exchange_part(last, asked[1][0], new.text)


def name_counted(new: Parts, before: Before) -> str | None:
    """Ask for the things counted: "叫什么?", "What are they?"."""
    counted = counted_thing(before.question)
    naming = load_rules()["answers"]["naming"]
    if counted is None or new.has("time", "place", "target") or not naming.fullmatch(new.plain):
        return None
    count = next(part for part in reversed(before.question.parts) if part.end <= counted.start)
    return exchange_part(before.question, count, read_template(new, "which"))


def count_again(new: Parts, before: Before) -> str | None:
    """Name the things counted before: "How many were added?"."""
    counted = counted_thing(before.question)
    counts = new.of("count")
    # "national advanced manufacturing clusters" is one thing of three parts.
    runs = merge_parts(before.question.things, before.question)
    run = next((run for run in runs if counted and run.start == counted.start), counted)
    thing = before.question.words(run) if run else topic_of(before.question)
    if not thing or not counts or new.language in SPACELESS or counted_thing(new) is not None:
        return None
    at = counts[0].end
    rest = re.sub(r"^ of (?:them|these|those|it)\b(?: that)?", "", new.text[at:])
    return carry(f"{new.text[:at]} {thing}{rest}", before, new)


def swap_thing(new: Parts, before: Before) -> str | None:
    """Ask the same of another thing: "农村呢?", "And LED?"."""
    last = before.question
    if new.language == "en" and new.has("reference") and not new.asks:
        return None  # "the revenue from that?" is of what was told, and no other thing
    if not new.things or _asks_itself(new, last) or not last.things or lacks_subject(new, before):
        return None
    sooner = topic_of(before.earlier[0]) if before.earlier and before.earlier[0].things else ""
    checked = cue("verifying").search(last.plain) or cue("further").match(last.plain)
    if sooner and (checked or (cue("relative").search(last.plain) and sooner in topic_of(last))):
        # After "GDP是多少" and "第几", "财政收入呢" asks for its level; so it does after "真有那么多吗".
        last = before.earlier[0]
    if new.has("target", "measure", "achieved"):
        named = with_modifier(new, last)
        return carry(complete(named, new, before), before, new)
    if all(part.kind == "contrast" for part in new.things):
        text = _swap_contrast(new, last)
    else:
        text = _put_thing(new, last)
    return transplant(new, before, before.cut(text))


def _asks_itself(new: Parts, last: Parts) -> bool:
    if not new.asks:
        return False
    # "How many villages?" has no verb: it asks the same of another thing.
    bare = new.language not in SPACELESS and {part.kind for part in new.parts} <= {"count", *THING}
    bare = bare and len(new.text.split()) <= _BARE
    return not (bare and counted_thing(last) is not None)


def _swap_contrast(new: Parts, last: Parts) -> str:
    """Return the last question with a word of contrast for the one it has, or before its first thing."""
    part = new.things[0]
    word = new.plain[part.start : part.end]
    row = contrast_row(word)
    own = next(group for group in row if word in group)
    for group in row:
        for other in group:
            at = last.plain.find(other) if group is not own else -1
            if at >= 0 and last.plain[at + len(other) : at + len(other) + 1] != "均":
                person = other.endswith(("居民", "人")) and last.language == "zh"
                said = own[0] if person else new.words(part)
                if last.language == "en" and group.index(other) < own.index(word):
                    # In the form of the other: "rural residents' income" after "urban residents' income".
                    said = own[min(group.index(other), _SHORT_FORM)]
                return last.text[:at] + said + last.text[at + len(other) :]
    at = last.things[0].start
    gap = "" if last.language in SPACELESS else " "
    return last.text[:at] + new.words(part) + gap + last.text[at:]


def _put_thing(new: Parts, last: Parts) -> str:
    """Return the last question with the new thing in the place of the one it stands against."""
    thing = new.text[new.things[0].start : new.things[-1].end]
    thing = lower_inside(thing) if new.language == "en" else thing
    counted = counted_thing(last)
    if counted is not None and cue("counted_of").search(last.words(counted)) and not cue("counted_of").search(thing):
        # "氢能呢" after "信创今年有几个项目": what the projects are of, not what is counted.
        counted = None if any(part.end <= counted.start for part in last.things) else counted
    if counted is not None and load_rules()["heads"]["zh"].fullmatch(last.words(counted)):
        # 做到多少营收: how much of it, not how many.
        counted = None if any(part.end <= counted.start for part in last.things) else counted
    if counted is not None and counted.kind == "contrast" and not thing.endswith(("级", "的")):
        # 几条城区主次干道: what is counted is the whole.
        counted = next((run for run in merge_parts(last.things, last) if run.start == counted.start), counted)
    kinds = [unit_kind_of(part) for part in new.of("indicator")]
    kind = kinds[-1] if kinds else ""
    if last.language == "en" and last.has("count") and cue("quantity").search(thing.lower()):
        # "And total imports and exports?" after a number of containers.
        return " ".join(filter(None, ("What is", thing, last.join(["place"]), last.join(["time"]))))
    if last.language == "zh" and cue("how_is").search(last.plain) and cue("measured").search(thing):
        return f"{last.join(['place'])}{last.join(['time'])}{thing}是多少"  # a rate after "做得咋样"
    if last.language == "zh" and "多少公里" in last.text and cue("built_thing").search(thing):
        old = _standing_against(new, last)
        return f"{last.text[: old.start]}{thing}{last.text[old.end :]}".replace("多少公里", "多少座")
    people = re.search("(?:多少|几个?)(?:人|户|名)(?=[一-龥])", last.plain)
    if last.language == "zh" and people and cue("counted_place").search(thing):
        # "贫困县呢" after "多少人脱贫"
        return f"{last.text[: people.start()]}多少个{thing}{last.text[people.end() :]}"
    if counted is not None and not cue("measured").search(thing):
        count = next(part for part in reversed(last.parts) if part.end <= counted.start)
        many = last.text[count.start : count.end]
        # A number of people takes no classifier: "几个县" but "多少人口".
        many = new.words(new.of("count")[0]) if new.has("count") else many
        many = "多少" if last.language == "zh" and cue("people").search(thing) else many
        return (
            f"{last.text[: count.start]}{many}{last.text[count.end : counted.start]}{thing}{last.text[counted.end :]}"
        )
    counts = last.has("count") or any(part.end - part.start > 2 for part in last.of("ask"))
    if last.language == "zh" and counts and (kind not in _COUNTED or cue("measured").search(thing)):
        return f"{last.join(['place'])}{last.join(['time'])}{thing}{''.join(last.join(['target']))}是多少"
    within = re.search(r"\(([^()]+)\)", last.text) if last.language not in SPACELESS else None
    named = [part for part in last.things if within and within.start() < part.start < within.end()]
    if named:
        # "In which counties (new schools)?": what was talked of stands in brackets.
        return last.text[: named[0].start] + thing + last.text[named[-1].end :]
    done = cue("done_to").search(last.plain) if cue("done_to").fullmatch(thing) else None
    if done:
        # "开工的呢" after "哪条高铁通车了": of the same thing another step.
        return f"{last.text[: done.start()]}{thing}{last.text[done.end() :]}"
    old = _standing_against(new, last)
    after = (
        last.text[old.end :]
        if cue("extent").search(thing)
        else re.sub("多[大长高远宽重深]", "多少", last.text[old.end :])
    )
    return last.text[: old.start] + _fit_head(thing, last.text[old.start : old.end], new) + after


def _standing_against(new: Parts, last: Parts) -> Part:
    """Return the thing of the last question that a new one replaces: an indicator an indicator, else the last named."""
    # What a thing is a share of ("占…的比重") is not what is asked about.
    share = re.search("占(?!地|比)", last.plain)
    ends = [part.start for part in last.of("ask", "count", "difference")] + ([share.start()] if share else [])
    asked = min(ends, default=len(last.text))
    if new.has("indicator") and any(part.start < asked for part in last.of("indicator")):
        owned = load_rules()["heads"]["owned_zh"]
        indicators = [part for part in last.of("indicator") if part.start < asked]
        return ([part for part in indicators if not owned.fullmatch(last.words(part))] or indicators)[-1]
    own = [part for part in last.of("indicator", "content")] or last.things
    before = [part for part in own if part.start < asked] or own
    runs = merge_parts(before, last)
    if last.language not in SPACELESS:
        return runs[0]
    thing = new.text[new.things[0].start : new.things[-1].end]
    heads = load_rules()["heads"]
    named = [run for run in runs if run.end - run.start > 1] or runs
    # 在国外有啥项目: where it is, not what it is of.
    named = [run for run in named if not last.plain[: run.start].endswith(("在", "对", "向", "从"))] or named
    named = [run for run in named if not cue("act").search(last.plain[run.start : run.end])] or named
    if not re.search(rf"(?:{heads['zh'].pattern})$", thing):
        # "航空呢" after "陶瓷产业2021年营收": what is measured stays.
        named = [run for run in named if not heads["zh"].fullmatch(last.plain[run.start : run.end])] or named
    return named[-1]


def _fit_head(thing: str, old: str, new: Parts) -> str:
    """Return what replaces an old thing, with its last word where it lacks one: 陶瓷产业营收 -> 航空营收."""
    heads = load_rules()["heads"]
    if new.language not in SPACELESS:
        kept = re.search(rf"\b(?:{heads['latin'].pattern})$", old.lower())
        return f"{thing} {old[kept.start() :]}" if kept and not new.has("indicator") else thing
    names = [part.value for part in new.of("indicator")]
    if names and old in names[-1] and old not in thing and names[-1].endswith(thing):
        # 安全事故, 死亡人数 -> 安全事故死亡人数: the indicator's full name says that the old thing belongs to it.
        return old + thing
    step = re.search(rf"(?:{cue('done_to').pattern})$", old)
    if step and step.start() > 1 and not cue("done_to").search(thing):
        return thing + step[0]  # "庆章呢" after "高商高速通车没"
    where = cue("where_of").search(old)
    if where and where.start() > 1:
        return thing + where[0]
    own = heads["zh"].search(thing)
    kept = re.search(rf"(?:{heads['keep_zh'].pattern})$", old)
    if kept and not re.search(rf"(?:{heads['zh'].pattern})$", thing) and not new.has("indicator"):
        return thing + old[kept.start() :]
    if own and kept and len(thing) <= own.end() - own.start() + 2:
        return old[: kept.start()] + thing
    return thing
