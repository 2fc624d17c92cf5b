"""Follow-ups on lists and pairs: the second member, the difference between the two."""

import re

from service.dialogue.text import POINTING, dated, exchange_part, read_template, rest_of
from service.dialogue.topic import Before, topic_of, whole_topic
from service.dialogue.turn_parts import SPACELESS, Parts, cue, load_rules


def ask_pair(new: Parts, before: Before) -> str | None:
    """Put the two sides to "差多少?" after two questions that differ in one thing."""
    compared = new.has("difference") or new.language in SPACELESS
    if not compared or not new.has("difference", "both") or new.things or new.has("base") or not before.earlier:
        return None
    if cue("beside_others").match(new.plain):
        return None  # 比全省高还是低: of what was told last
    last = before.question
    other = next((question for question in before.earlier if topic_of(question)), before.earlier[0])
    topics = topic_of(other), topic_of(last)
    times = other.join(["time"]), last.join(["time"])
    place = last.join(["place"])
    rest = rest_of(new, POINTING | {"time", "place"})
    only_difference = last.has("difference") and not last.has("ask", "count")
    if not all(topics) or only_difference or (topics[0] == topics[1] and times[0] == times[1]):
        return None
    if topics[0] == topics[1]:
        pair, head = times, place
    else:
        pair, head = topics, place + dated(new.join(["time"]) or times[1] or times[0])
    if new.language in SPACELESS:
        subject = f"{pair[0] or '现在'}和{pair[1] or '现在'}"
        return f"{head}{subject}{topics[1] if pair is times else ''}{rest}"
    between = read_template(new, "between")
    subject = topics[1] if pair is times else ""
    detail = " ".join(filter(None, (subject, head)))
    return between.format(first=pair[0], second=pair[1]) + (f" ({detail})" if detail else "") if between else None


def ask_position(new: Parts, before: Before) -> str | None:
    """Put the list talked of to "第二个呢?"."""
    ordinals = new.of("ordinal")
    if not ordinals or (len(new.things) > 1 and not (before.item and new.asks)) or (new.things and not new.asks):
        return None
    rest = rest_of(new, POINTING | {"ordinal"})
    if before.item and _asks_more(new):
        return read_template(new, "item").format(item=before.item, rest=rest)
    word = new.words(ordinals[0])
    questions = (before.question, *before.earlier)
    anchor = next(
        (parts for parts in questions if parts.has("ordinal") or cue("listing").search(parts.plain)), before.question
    )
    if not anchor.has("ordinal") and not cue("listing").search(anchor.plain):
        content = read_template(new, "content")
        return read_template(new, "item").format(item=before.item, rest=content) if before.item else new.text
    if not anchor.has("ordinal"):
        content = "" if new.asks else read_template(new, "naming")
        return read_template(new, "position").format(topic=_state(anchor), rest=new.text + content)
    changed = exchange_part(anchor, anchor.of("ordinal")[0], word)
    if not _asks_more(new):
        return changed
    end = anchor.of("ordinal")[0].start + len(word)
    return changed[:end] + rest


def _asks_more(new: Parts) -> bool:
    """Say whether a question about a list's member asks for more than what it is."""
    plain = load_rules()["answers"]["asked_thing"]
    asked = [part for part in new.of("ask", "count") if not plain.fullmatch(new.plain[part.start : part.end])]
    return bool(asked or new.things or new.has("difference", "measure"))


def _state(parts: Parts) -> str:
    """Return a question for the members of a list as words for the list (抓哪九个方面 -> 抓九个方面)."""
    if parts.language not in SPACELESS:
        return whole_topic(parts)
    text = re.sub("哪(?=[几一二两三四五六七八九十0-9]+[个项条家种类件大])", "", parts.text)
    text = re.sub("(?:都|分别)?(?:有|是|包括)?(?:哪些|什么|啥|哪几[个项条家种类件])", "", text)
    return text.strip(" ，,、")
