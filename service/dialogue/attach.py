"""Follow-ups that leave out what they are about, or point back at it."""

import re
from dataclasses import replace

from corpus.glossary import load_glossary
from service.dialogue.carry import append_time, carry, place_to_carry, time_to_carry
from service.dialogue.english import subject_of
from service.dialogue.text import (
    POINTING,
    dated,
    drop_parts,
    exchange_part,
    insert_words,
    read_template,
    rest_of,
    reword_part,
)
from service.dialogue.topic import (
    Before,
    lacks_subject,
    merge_parts,
    thing_alone,
    topic_of,
    unit_kind_of,
)
from service.dialogue.turn_parts import SPACELESS, Parts, contrast_row, cue, load_rules

_EACH = frozenset({"人均", "户均", "亩均", "村均"})
"""Words that stand before what they make a share of: 人均生产总值."""
_SHORT = 3
_UNIT = re.compile("(?:多少|几)(公里|亩|平方米|平方公里|千瓦|吨)")
_OF_TOPIC = re.compile(r" \w+ \{topic\}")


def attach(new: Parts, before: Before) -> str | None:
    """Put back what "今年打算再涨多少?" and "为什么?" leave out."""
    if new.things and not lacks_subject(new, before):
        return None
    if not topic_of(before.question) and not before.item:
        return None
    if _only_asks_why(new):
        return _ask_why(new, before)
    if new.language in SPACELESS:
        return _attach_spaceless(new, before)
    return _attach_spaced(new, before)


def _only_asks_why(new: Parts) -> bool:
    kinds = {part.kind for part in new.parts}
    return kinds <= {"ask", "light"} and not new.has("count", "measure") and bool(cue("why").search(new.plain))


def _ask_why(new: Parts, before: Before) -> str:
    last = before.question
    if new.language in SPACELESS:
        statement = before.item or drop_parts(last, {"ask", "count", "difference", "inner"}).strip(" 是有为了,，、")
    else:
        statement = " ".join(filter(None, (topic_of(last, measure=True), last.join(["place"]), last.join(["time"]))))
    return read_template(new, "why").format(statement=statement, topic=statement, ask=rest_of(new, POINTING))


def _attach_spaceless(new: Parts, before: Before) -> str:
    last = before.question
    wants_measure = not new.has("measure", "ask", "count", "difference")
    owned = load_rules()["heads"]["owned_zh"]
    # 总投资 after 全长 is of the same road, not of its length.
    beside = all(owned.fullmatch(new.plain[part.start : part.end]) for part in new.things)
    own_object = bool(new.things) and before.root is not None and (new.still or new.has("verb") or beside)
    subject = before.root if own_object and before.root else last
    topic = (not new.still and before.item) or topic_of(subject, measure=wants_measure)
    topic = thing_alone(topic, new)
    if wants_measure and new.has("target"):
        topic = _noun_measures(topic)
    time = new.join(["time"]) or time_to_carry(new, before)
    rest = rest_of(new, POINTING | {"time", "place"})
    rest = re.sub("^(?:受益|受惠)的?[有是]?(?=多少|几)", "惠及", rest)
    rest = re.sub(
        "^(?P<who>[一-龥]{2,3}?)?有?(?P<many>(?:多少|几)[^\\W\\d_]{0,3}?)(?:受益|受惠)$", r"惠及\g<who>\g<many>", rest
    )
    if cue("stepped").match(rest) and before.root is not None:
        # 在建的还有多少, after 新开通轨道交通多少公里
        unit = _UNIT.search(before.root.plain)
        topic = cue("step_of").sub("", topic_of(before.root)) or topic
        time = new.join(["time"])
        rest = rest + (unit[1] if unit and rest.endswith("多少") else "")
    if rest in _EACH:
        topic, rest = rest + topic, ""
    if load_rules()["completions"]["mean"].fullmatch(rest) and cue("growing").search(last.plain):
        rest = "年均增长"  # the mean of a growth
    if not new.asks:
        rest = _finish(rest, new)
    return f"{new.join(['place']) or place_to_carry(new, before)}{dated(time)}{topic}{rest}"


def _noun_measures(topic: str) -> str:
    return re.sub("涨$", "增长", re.sub("降$", "下降", topic))


def _attach_spaced(new: Parts, before: Before) -> str:
    last = before.question
    topic = thing_alone(before.item or subject_of(before), new)
    references = new.of("reference")
    if new.things and load_rules()["heads"]["owned_en"].fullmatch(new.plain[new.things[0].start : new.things[0].end]):
        named = f"{topic.removeprefix('the ')} {new.words(new.things[0])}"
        return carry(exchange_part(new, new.things[0], named), before, new)
    if references:
        text = exchange_part(new, references[0], topic + ("'s" if new.words(references[0]) in ("its", "their") else ""))
        return append_time(text, new, before)
    rest = rest_of(new, POINTING | {"time"})
    if cue("each").fullmatch(rest.lower()):
        topic, rest = f"{topic} {rest}", ""
    if cue("choice").search(rest):
        return f"{last.text}, {rest}"
    if new.has("target") and not new.has("measure", "ask") and cue("growing").search(last.plain):
        # After "how much did it grow", "the target" is one for growth.
        rest += read_template(new, "growth")
    fragment = read_template(new, "fragment")
    chosen = fragment if fragment and not new.asks else read_template(new, "topic_first")
    if not rest:
        chosen = "What is {topic}?" if cue("each").search(topic) else chosen
    text = chosen.format(rest=rest or read_template(new, "target"), topic=f"{topic} {last.join(['place'])}".strip())
    return append_time(text, new, before, re.sub("['’]s$", "", new.join(["time"])))


def ask_for_others(new: Parts, before: Before) -> str | None:
    """Ask for more of what was told: "还有别的地方吗?"."""
    if new.language != "zh" or not cue("additive").match(new.plain):
        return None
    told = drop_parts(before.question, {"ask", "count", "inner"}).strip(" 是有,，、")
    return f"{told}，还有{new.text.removeprefix('还有')}" if told else None


def point_back(new: Parts, before: Before) -> str | None:
    """Say what "它的投资" and "of which" point back at."""
    references = new.of("reference", "both")
    topic = thing_alone(before.item or subject_of(before), new)
    if references and topic:
        word = new.words(references[0]).lower()
        place = place_to_carry(new, before)
        if word == "its" and place and new.has("indicator") and before.question.has("indicator") and not before.item:
            return carry(exchange_part(new, references[0], f"{place}'s"), before, new)  # no number of a number
        joint = ("的" if word.endswith(("的", "其")) else "") if new.language in SPACELESS else ""
        joint = "'s" if word in ("its", "their") else joint
        return carry(exchange_part(new, references[0], topic + joint), before, new)
    member = read_template(new, "member")
    # "其中主城区新增了多少绿地" says all that it means; "其中税收占多少" does not.
    if new.member_of and member and topic and (cue("share").search(new.plain) or not new.has("measure", "verb")):
        rest = rest_of(new, POINTING | {"time"})
        time = new.join(["time"]) or time_to_carry(new, before)
        return f"{place_to_carry(new, before)}{time}{member.format(topic=topic, rest=rest)}"
    return None


def fill_in(new: Parts, before: Before) -> str | None:
    """Complete a thing that is named short (收入 after 农村收入), and carry time and place over."""
    named = _with_attribute(
        with_modifier(_with_domain(_with_counted(_with_rest(new, before), before), before), before.question),
        before.question,
    )
    text = drop_parts(named, {"inner", "opener"})
    topic = topic_of(before.question)
    if _is_short(new) and len(topic) > _SHORT and topic not in text:
        return f"{place_to_carry(new, before)}{topic}{text}"  # "试点总共有几个" is of what was talked of
    return carry(text, before, new)


def _with_counted(new: Parts, before: Before) -> Parts:
    """Return a question of nothing but a kind (普惠的前五年建了多少) with the thing that was counted."""
    counted = [part for part in before.question.of("indicator") if unit_kind_of(part) == "count"]
    if new.language != "zh" or len(new.things) != 1 or new.things[0].kind == "indicator" or not counted:
        return new
    kind, thing = new.things[0], cue("of_kind").sub("", before.question.words(counted[-1]))
    of_it = new.plain[kind.end : kind.end + 1] == "的" and new.has("ask", "count")
    if not of_it or thing in new.text:
        return new
    whole = f"{new.words(kind)}{thing}"
    if any(mention.start == 0 and mention.end == len(whole) for mention in load_glossary().find(whole)):
        return reword_part(new, replace(kind, end=kind.end + 1), whole)  # 新能源的, of 汽车产量: 新能源汽车产量
    return insert_words(new, kind.end + 1, thing)


def _with_domain(new: Parts, before: Before) -> Parts:
    """Return a question of a bare measure with what it is of: 收入多少 after 旅游怎么样."""
    last = before.question
    things = new.things
    if len(things) != 1 or not cue("domain").search(last.plain) or new.language != "zh":
        return new
    bare = cue("domain_measure").match(new.plain[things[0].start : things[0].end])
    return insert_words(new, things[0].start, "旅游") if bare else new


def _is_short(new: Parts) -> bool:
    """Say whether a question counts one thing of a word or two and says no more of it."""
    own = new.member_of or new.has("time", "place", "indicator", "reference", "both", "base", "difference", "verb")
    short = len(new.things) == 1 and new.things[0].end - new.things[0].start <= _SHORT
    return new.language == "zh" and short and new.has("count") and not own


def _with_rest(new: Parts, before: Before) -> Parts:
    """Return a question of nothing but a word of contrast with what the last question has behind its own."""
    if new.language != "zh" or len(new.things) != 1 or new.things[0].kind != "contrast" or not new.has("measure"):
        return new
    word = new.things[0]
    own = new.plain[word.start : word.end]
    row = contrast_row(own)
    same = next((group for group in row if own in group), ())
    measures = [new.plain[part.start : part.end] for part in new.of("measure")]
    for question in (before.question, *before.earlier[:3]):
        # 城里打算新增多少, after 城镇新增就业 and 农村转移的: of the same people the same measure.
        topic = topic_of(question)
        if topic.startswith(same) and any(measure in topic for measure in measures):
            said = next(part for part in new.of("measure") if new.words(part) in topic)
            return reword_part(reword_part(new, said, ""), word, topic)
    for question in (before.question, *before.earlier[:2]):
        others = [part for part in question.of("contrast") if contrast_row(question.words(part)) == row]
        topic = topic_of(question)
        at = topic.find(question.words(others[0])) if others else -1
        rest = topic[at + len(question.words(others[0])) :] if at >= 0 else ""
        if rest and not any(question.words(part) in rest for part in others[1:]):
            return insert_words(new, word.end, rest)
    return new


def complete(named: Parts, new: Parts, before: Before) -> str:
    """Return a question of thing and measure or status with its question words ("增幅目标呢?")."""
    text = drop_parts(named, {"inner", "opener"})
    if new.asks:
        return text
    if new.language in SPACELESS:
        return _finish(text, new)
    fragment = read_template(new, "fragment")
    return _OF_TOPIC.sub("", fragment).format(rest=text) if fragment else text


def _finish(rest: str, new: Parts) -> str:
    """Return a fragment with the question words that its measure takes."""
    rules = load_rules()["completions"]
    templates = load_rules()["templates"][new.language]
    if new.language != "zh":
        return f"{rest}{templates['ask']}"
    if new.has("base") and not new.has("measure", "target"):
        return f"{rest}增长多少"
    rest = re.sub("[是为]$", "", rest)
    if rules["rank"].search(rest):
        return rest + str(templates["rank"])
    if rules["yearly"].fullmatch(rest):
        return f"{rest}增长多少"
    return rest + str(templates["ask"])


def with_modifier(new: Parts, last: Parts) -> Parts:
    """Return a question whose thing has the words that stood before it in the last (产量 -> 粮食产量)."""
    for part in new.of("content"):
        words = new.plain[part.start : part.end]
        for other in merge_parts(last.things, last) if len(words) > 1 and new.language in SPACELESS else []:
            old = last.plain[other.start : other.end]
            at = old.find(words)
            if at > 0 and last.text[other.start : other.start + at] not in new.text:
                return insert_words(new, part.start, last.text[other.start : other.start + at])
    return new


def _with_attribute(new: Parts, last: Parts) -> Parts:
    """Return a question in which words of contrast have what is measured of them (农村 -> 农村收入)."""
    contrasts = new.of("contrast")
    if not contrasts or new.has("indicator", "content", "measure") or new.language not in SPACELESS:
        return new
    words = [word for group in contrast_row(new.plain[contrasts[0].start : contrasts[0].end]) for word in group]
    found = next((m for word in words if (m := re.search(rf"{word}(?!均)", last.plain))), None)
    if not found:
        # "城市农村各是多少" after "低保提高了多少" asks for the same of each.
        return insert_words(new, contrasts[-1].end, topic_of(last)) if new.asks else new
    ends = [part.end for part in last.things if part.end > found.end()]
    attribute = last.text[found.end() : ends[0]].strip() if ends and ends[0] - found.end() < 12 else ""
    for part in reversed(contrasts if attribute else []):
        new = insert_words(new, part.end, attribute)
        own = next(
            (
                group[0]
                for group in contrast_row(new.plain[part.start : part.end])
                if new.plain[part.start : part.end] in group
            ),
            "",
        )
        if own.endswith("居民"):
            new = reword_part(new, part, own)
    return new
