"""What a follow-up leaves out, put back from the question before it."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from corpus.glossary import load_glossary
from service.dialogue_parts import SPACELESS, THING, Part, Parts, contrast_row, cut_parts, load_rules

_KEPT = THING | {"ordinal"}
_DROPPED = frozenset(
    {"ask", "count", "difference", "time", "base", "target", "achieved", "place", "inner", "reference"}
)
_POINTING = frozenset({"inner", "reference", "opener", "both"})
_COUNTED = frozenset({"count", "people", "households", ""})
_LONG_VERB = 3
"""Characters: content of a question that opens with a question word is a verb alone when it is no longer."""


@dataclass(frozen=True)
class Before:
    """What was said before a follow-up."""

    question: Parts
    """The last question, standing alone."""
    earlier: tuple[Parts, ...] = ()
    """The questions before it, standing alone, the latest first."""
    item: str | None = None
    """The thing that the follow-up points at in an answer: a list's member, or what the answer names."""
    report_year: int | None = None
    root: Parts | None = None
    """The question that brought up the topic that the last one only adds to."""
    cut: Callable[[str], Parts] = lambda text: cut_parts(text, None)


def rewrite(new: Parts, before: Before) -> str:
    """Return a follow-up as a question that stands alone; as it is when it does already."""
    anchor = _find_anchor(new, before)
    before = replace(before, question=anchor, root=_find_root(anchor, before.earlier))
    for rule in _RULES:
        text = rule(new, before)
        if text:
            return _close(text, new)
    return new.text


def _find_anchor(new: Parts, before: Before) -> Parts:
    """Return the question that a follow-up goes on from: the last, or the one before that has its words."""
    own = [new.plain[part.start : part.end] for part in new.of("content", "verb")]
    own += [words for part in new.of("measure") if (words := new.plain[part.start : part.end]) in _ADDING]
    bare_count = {part.kind for part in new.parts} <= {"count", *THING} and new.has("count")
    for question in (before.question, *before.earlier[:_LOOK_BACK]):
        if bare_count and new.language not in SPACELESS and question.has("count"):
            return question
        if any(word in question.plain for word in own) and new.language in SPACELESS:
            return question
    questions = (before.question, *before.earlier[:_LOOK_BACK])
    return next((question for question in questions if len(topic_of(question)) > 1), before.question)


def _find_root(anchor: Parts, earlier: Sequence[Parts]) -> Parts:
    """Return the earliest question whose topic the anchor's begins with, one question after another."""
    root, topic = anchor, topic_of(anchor)
    for question in earlier:
        shorter = topic_of(question)
        if len(shorter) < 2 or not topic.startswith(shorter):
            break
        root, topic = question, shorter
    return root


_ADDING = ("新增", "净增")
_LOOK_BACK = 3


_RANKS = re.compile("排|位次|名次|位居|占|rank")
_AUXILIARY = re.compile("is|are|was|were|will|has|have|had|do|does|did|can|ist|sind|war|wurde|wird|est|sont|fue|es")


def topic_of(parts: Parts, measure: bool = False) -> str:
    """Return what a question is about: its things, in order, without times, places, status and what is asked."""
    kept = _KEPT
    text, pending, started, cut, after_circumstance = "", "", False, False, False
    gap = "" if parts.language in SPACELESS else " "
    for part in parts.parts:
        word = parts.words(part)
        if started and part.kind == "light" and gap and _AUXILIARY.fullmatch(word.lower()):
            break
        grows = measure and part.kind == "measure" and not _RANKS.search(word)
        if (part.kind in kept or grows) and not (cut and part.kind == "content" and after_circumstance):
            joint = "" if cut else pending
            text += f"{joint}{gap if text else ''}{word}"
            pending, started, cut = "", True, False
        elif part.kind in _DROPPED:
            cut = True
            # What follows "when" and "where" is what happens then or there.
            after_circumstance = bool(_circumstance(parts, part))
        elif started and (part.kind == "verb" or not cut):
            pending += gap + word
            if part.kind == "verb":
                cut = False
    return text.strip()


def _ask_pair(new: Parts, before: Before) -> str | None:
    """ "差多少?" after two questions that differ in one thing asks for the difference between their answers."""
    if not new.has("difference", "both") or new.things or new.has("base") or not before.earlier:
        return None
    last, other = before.question, before.earlier[0]
    topics = topic_of(other), topic_of(last)
    times = other.join(["time"]), last.join(["time"])
    place = last.join(["place"])
    rest = _rest(new, _POINTING | {"time", "place"})
    if not all(topics) or last.has("difference") or (topics[0] == topics[1] and times[0] == times[1]):
        return None
    if topics[0] == topics[1]:
        pair, head = times, place
    else:
        pair, head = topics, place + (times[1] or times[0])
    if new.language in SPACELESS:
        subject = f"{pair[0] or '现在'}和{pair[1] or '现在'}"
        return f"{head}{subject}{topics[1] if pair is times else ''}{rest}"
    between = _template(new, "between")
    subject = topics[1] if pair is times else ""
    detail = " ".join(filter(None, (subject, head)))
    return between.format(first=pair[0], second=pair[1]) + (f" ({detail})" if detail else "") if between else None


def _ask_position(new: Parts, before: Before) -> str | None:
    """ "第二个呢?" points at a member of the list talked of."""
    ordinals = new.of("ordinal")
    if not ordinals or len(new.things) > 1 or (new.things and not new.asks):
        return None
    rest = _rest(new, _POINTING | {"ordinal"})
    if before.item and _asks_more(new):
        return _template(new, "item").format(item=before.item, rest=rest)
    word = new.words(ordinals[0])
    questions = (before.question, *before.earlier)
    anchor = next(
        (parts for parts in questions if parts.has("ordinal") or _LISTING.search(parts.plain)), before.question
    )
    if not anchor.has("ordinal") and not _LISTING.search(anchor.plain):
        content = _template(new, "content")
        return _template(new, "item").format(item=before.item, rest=content) if before.item else new.text
    if not anchor.has("ordinal"):
        content = "" if new.asks else _template(new, "naming")
        return _template(new, "position").format(topic=_state(anchor), rest=new.text + content)
    changed = _replace(anchor, anchor.of("ordinal")[0], word)
    if not _asks_more(new):
        return changed
    end = anchor.of("ordinal")[0].start + len(word)
    return changed[:end] + rest


_LISTING = re.compile(
    "哪些|哪[几二两三四五六七八九十0-9]|(?:是|有|包括|叫)(?:什么|啥)|[列]|which|what (?:are|were)|list|name the|quel|welche|cuáles|какие"
)


def _state(parts: Parts) -> str:
    """Return a question for the members of a list as words for the list (抓哪九个方面 -> 抓九个方面)."""
    if parts.language not in SPACELESS:
        return _whole_topic(parts)
    text = re.sub("哪(?=[几一二两三四五六七八九十0-9]+[个项条家种类件大])", "", parts.text)
    text = re.sub("(?:都|分别)?(?:有|是|包括)?(?:哪些|什么|啥|哪几[个项条家种类件])", "", text)
    return text.strip(" ，,、")


def _swap_time_or_place(new: Parts, before: Before) -> str | None:
    """ "那2025年呢?", "太原呢?" ask the same of another time or place."""
    if new.has("base") and not new.asks and not new.things:
        return None
    if not new.has("time", "place") or new.things or new.asks or new.has("target", "achieved", "measure", "difference"):
        return None
    last = before.question
    if _RELATIVE.search(last.plain) and before.root and new.years and new.years[0] >= (before.report_year or 9999):
        # A rank or a ratio is of what was; for what is planned the level is asked.
        last = before.root
    return _transplant(new, before, last)


def _swap_thing(new: Parts, before: Before) -> str | None:
    """ "农村呢?", "And LED?" ask the same of another thing."""
    last = before.question
    if not new.things or _asks_itself(new, last) or not last.things or _lacks_subject(new, before):
        return None
    if _RELATIVE.search(last.plain) and before.earlier and topic_of(before.earlier[0]) in topic_of(last):
        # After "GDP是多少" and "第几", "财政收入呢" asks for its level.
        last = before.earlier[0]
    if new.has("target", "measure", "achieved"):
        named = _with_modifier(new, last)
        return _carry(named, _complete(named, new, before), before, new)
    if all(part.kind == "contrast" for part in new.things):
        text = _swap_contrast(new, last)
    else:
        text = _put_thing(new, last)
    return _transplant(new, before, before.cut(text))


_RELATIVE = re.compile("[几多][少]?倍|第几|差多少|差几|times|rank")


def _attach(new: Parts, before: Before) -> str | None:
    """ "今年打算再涨多少?", "为什么?" leave out what they are about."""
    if new.things and not _lacks_subject(new, before):
        return None
    if not topic_of(before.question) and not before.item:
        return None
    if _only_asks_why(new):
        return _ask_why(new, before)
    if new.language in SPACELESS:
        return _attach_spaceless(new, before)
    return _attach_spaced(new, before)


def _point_back(new: Parts, before: Before) -> str | None:
    """ "它的投资", "of which …" stand for what the last question was about."""
    references = new.of("reference", "both")
    topic = before.item or _whole_topic(before.question)
    if references and topic:
        word = new.words(references[0]).lower()
        joint = ("的" if word.endswith(("的", "其")) else "") if new.language in SPACELESS else ""
        joint = "'s" if word in ("its", "their") else joint
        return _carry(new, _replace(new, references[0], topic + joint), before, new)
    member = _template(new, "member")
    # "其中主城区新增了多少绿地" says all that it means; "其中税收占多少" does not.
    if new.member_of and member and topic and (_SHARE.search(new.plain) or not new.has("measure", "verb")):
        rest = _rest(new, _POINTING | {"time"})
        time = new.join(["time"]) or _time_to_carry(new, before)
        return f"{_place_to_carry(new, before)}{time}{member.format(topic=topic, rest=rest)}"
    return None


_SHARE = re.compile("占|比重|比例|share|proportion|part|anteil|дол")


def _fill_in(new: Parts, before: Before) -> str | None:
    """ "收入目标定了多少?" after rural incomes means rural incomes; else only time and place are carried over."""
    named = _with_attribute(_with_modifier(new, before.question), before.question)
    return _carry(named, _drop(named, {"inner", "opener"}), before, new)


def _name_counted(new: Parts, before: Before) -> str | None:
    """ "叫什么?", "What are they?" after "how many" ask for the things counted."""
    counted = _counted_thing(before.question)
    naming = load_rules()["answers"]["naming"]
    if counted is None or new.has("time", "place", "target") or not naming.fullmatch(new.plain):
        return None
    count = next(part for part in reversed(before.question.parts) if part.end <= counted.start)
    return _replace(before.question, count, _template(new, "which"))


def _count_again(new: Parts, before: Before) -> str | None:
    """ "How many were added?" counts the things counted before."""
    counted = _counted_thing(before.question)
    counts = new.of("count")
    thing = before.question.words(counted) if counted else topic_of(before.question)
    if not thing or not counts or new.language in SPACELESS or _counted_thing(new) is not None:
        return None
    at = counts[0].end
    return _carry(new, f"{new.text[:at]} {thing}{new.text[at:]}", before, new)


def _circumstance(parts: Parts, part: Part) -> re.Match[str] | None:
    found: re.Match[str] | None = load_rules()["answers"]["circumstance"].fullmatch(parts.plain[part.start : part.end])
    return found


def _swap_circumstance(new: Parts, before: Before) -> str | None:
    """ "哪一天?" after "who" asks when of the same."""
    last = before.question
    asked = [q.of("ask", "count", "difference") for q in (new, last)]
    if new.things or {part.kind for part in new.parts} - {"ask", "light"} or [len(parts) for parts in asked] != [1, 1]:
        return None
    if not all(_circumstance(parts, ask) for parts, (ask,) in zip((new, last), asked, strict=True)):
        return None
    return _replace(last, asked[1][0], new.text)


_RULES: tuple[Callable[[Parts, Before], str | None], ...] = (
    _ask_position,
    _ask_pair,
    _swap_time_or_place,
    _swap_circumstance,
    _name_counted,
    _count_again,
    _swap_thing,
    _attach,
    _point_back,
    _fill_in,
)


def _asks_more(new: Parts) -> bool:
    """Say whether a question about a list's member asks for more than what it is."""
    plain = load_rules()["answers"]["asked_thing"]
    asked = [part for part in new.of("ask", "count") if not plain.fullmatch(new.plain[part.start : part.end])]
    return bool(asked or new.things or new.has("difference", "measure"))


def _asks_itself(new: Parts, last: Parts) -> bool:
    if not new.asks:
        return False
    # "How many villages?" has no verb: it asks the same of another thing.
    bare = new.language not in SPACELESS and {part.kind for part in new.parts} <= {"count", *THING}
    return not (bare and _counted_thing(last) is not None)


def _only_asks_why(new: Parts) -> bool:
    kinds = {part.kind for part in new.parts}
    return kinds <= {"ask", "light"} and not new.has("count", "measure") and bool(_WHY.search(new.plain))


_WHY = re.compile("为什么|为何|为啥|怎么(?!样)|咋|why|pourquoi|warum|weshalb|por ?qué|почему|зачем|なぜ|どうして|왜")


def _ask_why(new: Parts, before: Before) -> str:
    last = before.question
    if new.language in SPACELESS:
        statement = before.item or _drop(last, {"ask", "count", "difference", "inner"}).strip(" 是有为了,，、")
    else:
        statement = " ".join(filter(None, (topic_of(last, measure=True), last.join(["place"]), last.join(["time"]))))
    return _template(new, "why").format(statement=statement, topic=statement, ask=_rest(new, _POINTING))


def _lacks_subject(new: Parts, before: Before) -> bool:
    """Say whether a question with things of its own still speaks of the last question's."""
    if new.language not in SPACELESS or new.member_of or new.has("reference", "both"):
        return False
    if _DEPENDENT.match(new.plain):
        return True
    last, root = before.question, before.root or before.question
    things = [new.plain[part.start : part.end] for part in new.things]
    owned = load_rules()["heads"]["owned_zh"]
    about_thing = not any(_unit_kind(part) not in _COUNTABLE for part in root.of("indicator"))
    if all(owned.fullmatch(thing) for thing in things):
        return not _has_head(last) and (about_thing or not new.has("indicator"))
    before_verb = ("opener", "time", "place", "target", "achieved", "light")
    first = next((part for part in new.parts if part.kind not in before_verb), new.parts[0])
    if len(things) == 1 and new.has("content"):
        # One short word that is no name: the verb of a question that opens or ends with its question word.
        asked = new.plain[first.start : first.end]
        closed = first.kind != "ask" and bool(_YES_NO.search(new.plain))
        if (first.kind == "ask" and _WHEN_OR_HOW.match(asked)) or closed:
            return len(things[0]) <= _LONG_VERB
        if new.asks and set(things[0]) <= set(last.plain):
            return things[0] not in last.plain or len(things[0]) == 1
    return new.asks and about_thing and (new.still or first.kind == "verb")


_DEPENDENT = re.compile("占(?!地)|高于|低于|超过|相当于|等[于於]|[和与同跟比较].{2,10}(?:比|多|少|高|低)")
_COUNTABLE = frozenset({"count", "households", "length", ""})
_YES_NO = re.compile("(?:吗|没有|没)$")
_WHEN_OR_HOW = re.compile("什么时候|何时|何处|哪|谁|为|怎|如何|咋")


def _has_head(parts: Parts) -> bool:
    return bool(parts.things and re.search(rf"(?:{load_rules()['heads']['zh'].pattern})$", topic_of(parts)))


def _attach_spaceless(new: Parts, before: Before) -> str:
    last = before.question
    wants_measure = not new.has("measure", "ask", "count", "difference")
    own_object = bool(new.things) and before.root is not None and (new.still or new.has("verb"))
    subject = before.root if own_object and before.root else last
    topic = (not new.still and before.item) or topic_of(subject, measure=wants_measure)
    if wants_measure and new.has("target"):
        topic = _noun_measures(topic)
    time = new.join(["time"]) or _time_to_carry(new, before)
    rest = _rest(new, _POINTING | {"time", "place"})
    if not new.asks:
        rest = _finish(rest, new)
    return f"{_place_to_carry(new, before)}{_dated(time)}{topic}{rest}"


def _noun_measures(topic: str) -> str:
    return re.sub("涨$", "增长", re.sub("降$", "下降", topic))


def _attach_spaced(new: Parts, before: Before) -> str:
    last = before.question
    topic = before.item or _whole_topic(last)
    references = new.of("reference")
    if references:
        text = _replace(new, references[0], topic + ("'s" if new.words(references[0]) in ("its", "their") else ""))
        return _append_time(text, new, before)
    rest = _rest(new, _POINTING | {"time"})
    if _CHOICE.search(rest):
        return f"{last.text}, {rest}"
    fragment = _template(new, "fragment")
    chosen = fragment if fragment and not new.asks else _template(new, "topic_first")
    text = chosen.format(rest=rest or _template(new, "target"), topic=f"{topic} {last.join(['place'])}".strip())
    return _append_time(text, new, before, re.sub("['’]s$", "", new.join(["time"])))


_CHOICE = re.compile(r"\b(?:or|ou|oder|o|или)\b")


def _append_time(text: str, new: Parts, before: Before, own: str = "") -> str:
    time = own or (_time_to_carry(new, before) if not new.has("time") else "")
    return _at_end(text, time) if time and time not in text else text


def _at_end(text: str, words: str) -> str:
    match = re.search(r"[\s?？]*$", text)
    end = match.start() if match else len(text)
    return f"{text[:end]} {words}{text[end:]}"


def _complete(named: Parts, new: Parts, before: Before) -> str:
    """Return a question of thing and measure or status with its question words ("增幅目标呢?")."""
    text = _drop(named, {"inner", "opener"})
    if new.asks:
        return text
    if new.language in SPACELESS:
        return _finish(text, new)
    fragment = _template(new, "fragment")
    return fragment.replace(" of {topic}", "").format(rest=text) if fragment else text


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
                return last.text[:at] + (own[0] if person else new.words(part)) + last.text[at + len(other) :]
    at = last.things[0].start
    gap = "" if last.language in SPACELESS else " "
    return last.text[:at] + new.words(part) + gap + last.text[at:]


def _put_thing(new: Parts, last: Parts) -> str:
    """Return the last question with the new thing in the place of the one it stands against."""
    thing = new.text[new.things[0].start : new.things[-1].end]
    thing = _inside(thing) if new.language == "en" else thing
    counted = _counted_thing(last)
    kinds = [_unit_kind(part) for part in new.of("indicator")]
    kind = kinds[-1] if kinds else ""
    if counted is not None and not _MEASURED.search(thing):
        count = next(part for part in reversed(last.parts) if part.end <= counted.start)
        many = last.text[count.start : count.end]
        # A number of people takes no classifier: "几个县" but "多少人口".
        many = new.words(new.of("count")[0]) if new.has("count") else many
        many = "多少" if last.language == "zh" and _PEOPLE.search(thing) else many
        return (
            f"{last.text[: count.start]}{many}{last.text[count.end : counted.start]}{thing}{last.text[counted.end :]}"
        )
    counts = last.has("count") or any(part.end - part.start > 2 for part in last.of("ask"))
    if last.language == "zh" and counts and (kind not in _COUNTED or _MEASURED.search(thing)):
        return f"{last.join(['place'])}{last.join(['time'])}{thing}{''.join(last.join(['target']))}是多少"
    old = _standing_against(new, last)
    after = (
        last.text[old.end :] if _EXTENT.search(thing) else re.sub("多[大长高远宽重深]", "多少", last.text[old.end :])
    )
    return last.text[: old.start] + _fit_head(thing, last.text[old.start : old.end], new) + after


def _inside(thing: str) -> str:
    """Return a thing as it reads inside a question: "Retail sales" without its capital, LED as it is."""
    first = thing.split(" ")[0]
    return thing[0].lower() + thing[1:] if first[1:].islower() else thing


_EXTENT = re.compile("面积|规模|比例|长|路|线|宽|高")
_PEOPLE = re.compile("(?:人口?|人[数员才]|数量?)$")
_MEASURED = re.compile("(?:率|投资|面积|目标|比重|占比)$")


def _counted_thing(last: Parts) -> Part | None:
    """Return the thing that stands right after "how many" (几个县)."""
    for first, second in zip(last.parts, last.parts[1:], strict=False):
        many = first.kind == "count" or last.plain[first.start : first.end] in ("多少", "which", "what")
        if many and second.kind in THING and not last.text[first.end : second.start].strip():
            return second
    return None


def _unit_kind(part: Part) -> str:
    found = load_glossary().get(part.value)
    return found.unit_kind if found else ""


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
    runs = _merge(before, last)
    if last.language not in SPACELESS:
        return runs[0]
    thing = new.text[new.things[0].start : new.things[-1].end]
    heads = load_rules()["heads"]
    named = [run for run in runs if run.end - run.start > 1] or runs
    if not re.search(rf"(?:{heads['zh'].pattern})$", thing):
        # "航空呢" after "陶瓷产业2021年营收": what is measured stays.
        named = [run for run in named if not heads["zh"].fullmatch(last.plain[run.start : run.end])] or named
    return named[-1]


def _merge(things: Sequence[Part], last: Parts) -> list[Part]:
    runs: list[Part] = []
    for part in things:
        if runs and last.text[runs[-1].end : part.start].strip() in ("", "的"):
            runs[-1] = Part(runs[-1].start, part.end, "content")
        else:
            runs.append(part)
    return runs


def _fit_head(thing: str, old: str, new: Parts) -> str:
    """Return what replaces an old thing: with its last word where the new one lacks one (陶瓷产业营收, 航空 -> 航空营收)."""
    heads = load_rules()["heads"]
    if new.language not in SPACELESS:
        kept = re.search(rf"\b(?:{heads['latin'].pattern})$", old.lower())
        return f"{thing} {old[kept.start() :]}" if kept and not new.has("indicator") else thing
    names = [part.value for part in new.of("indicator")]
    if names and old in names[-1] and old not in thing and names[-1].endswith(thing):
        # 安全事故, 死亡人数 -> 安全事故死亡人数: the indicator's full name says that the old thing belongs to it.
        return old + thing
    own = heads["zh"].search(thing)
    kept = re.search(rf"(?:{heads['keep_zh'].pattern})$", old)
    if kept and not re.search(rf"(?:{heads['zh'].pattern})$", thing) and not new.has("indicator"):
        return thing + old[kept.start() :]
    if own and kept and len(thing) <= own.end() - own.start() + 2:
        return old[: kept.start()] + thing
    return thing


def _with_modifier(new: Parts, last: Parts) -> Parts:
    """Return a question whose first thing has the words that stood before it in the last (粮食产量 … 产量 -> 粮食产量)."""
    for part in new.of("content"):
        words = new.plain[part.start : part.end]
        for other in _merge(last.things, last) if len(words) > 1 and new.language in SPACELESS else []:
            old = last.plain[other.start : other.end]
            at = old.find(words)
            if at > 0 and last.text[other.start : other.start + at] not in new.text:
                return _insert(new, part.start, last.text[other.start : other.start + at])
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
        return _insert(new, contrasts[-1].end, topic_of(last)) if new.asks else new
    ends = [part.end for part in last.things if part.end > found.end()]
    attribute = last.text[found.end() : ends[0]].strip() if ends and ends[0] - found.end() < 12 else ""
    for part in reversed(contrasts if attribute else []):
        new = _insert(new, part.end, attribute)
        own = next(
            (
                group[0]
                for group in contrast_row(new.plain[part.start : part.end])
                if new.plain[part.start : part.end] in group
            ),
            "",
        )
        if own.endswith("居民"):
            new = _exchange(new, part, own)
    return new


def _exchange(parts: Parts, part: Part, words: str) -> Parts:
    """Return a question with other words for a part."""
    shift = len(words) - (part.end - part.start)
    moved = tuple(
        replace(
            p, start=p.start + (shift if p.start >= part.end else 0), end=p.end + (shift if p.end >= part.end else 0)
        )
        for p in parts.parts
    )
    text = parts.text[: part.start] + words + parts.text[part.end :]
    plain = parts.plain[: part.start] + words + parts.plain[part.end :]
    return replace(parts, text=text, plain=plain, parts=moved)


def _insert(parts: Parts, at: int, words: str) -> Parts:
    """Return a question with words put in; they belong to no part of their own."""
    moved = tuple(
        Part(p.start + (len(words) if p.start >= at else 0), p.end + (len(words) if p.end > at else 0), p.kind, p.value)
        for p in parts.parts
    )
    text = parts.text[:at] + words + parts.text[at:]
    plain = parts.plain[:at] + words + parts.plain[at:]
    return Parts(text, plain, parts.language, parts.member_of, parts.still, moved)


def _transplant(new: Parts, before: Before, last: Parts) -> str:
    """Return the last question with the follow-up's time and place, and without a status that no longer fits."""
    cut = set()
    if new.has("time") and _contradicts(new, last, before.report_year):
        cut = {"target", "achieved"}
    times, places = new.join(["time"]), new.join(["place"])
    if new.language != last.language and times and (values := [part.value for part in new.of("time") if part.value]):
        times = _template(last, "dated").format(time=values[0]) or values[0]
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
            text = _at_end(text, words)
        return text
    named = last.of("place")
    at = named[0].end if named and text.startswith(last.words(named[0])) else 0
    return text[:at] + places + _dated(times) + text[at:]


def _dated(time: str) -> str:
    """Return a bare year with 年, so that it runs into no other word."""
    return f"{time}年" if re.fullmatch(r"\d{4}", time) else time


def _carry(named: Parts, text: str, before: Before, new: Parts) -> str:
    """Return a question with the last one's place and, when it asks alike, its time."""
    time = "" if new.has("time") else _time_to_carry(new, before)
    place = _place_to_carry(new, before)
    if new.language in SPACELESS:
        return f"{place}{_dated(time)}{text}"
    for words in filter(None, (place and f"({place})", time)):
        text = _at_end(text, words)
    return text


def _place_to_carry(new: Parts, before: Before) -> str:
    places = before.question.of("place")
    return "" if new.has("place") or not places else before.question.words(places[0])


def _time_to_carry(new: Parts, before: Before) -> str:
    """Return the last question's time, where the new one asks for a figure too and its status allows the time."""
    last, year = before.question, before.report_year
    if new.has("time") or not last.has("time") or (new.things and not (_asks_figure(new) and _asks_figure(last))):
        return ""
    if year is not None and last.years:
        planned = last.years[0] >= year
        done = new.has("achieved") or bool(_DONE.search(new.plain))
        if (planned and done) or (not planned and new.has("target")):
            return ""
    if load_rules()["completions"]["yearly"].search(new.plain) and last.years and last.years[0] == last.years[1]:
        return ""
    return _dated(last.words(last.of("time")[0]))


_DONE = re.compile("了(?:多少|几)|到了")
_FIGURE = re.compile("多少|几|多大|多高|第几|how (?:much|many)|combien|wie ?viel|cuánt|сколько|いくら|何|얼마|몇")


def _asks_figure(parts: Parts) -> bool:
    return bool(_FIGURE.search(parts.plain)) or parts.has("target", "measure") or not parts.asks


def _whole_topic(parts: Parts) -> str:
    """Return the topic with "the" before it where the question had it."""
    topic = topic_of(parts)
    return f"the {topic}" if re.search(rf"\bthe {re.escape(topic.lower())}", parts.plain) else topic


def _rest(parts: Parts, kinds: frozenset[str] | set[str]) -> str:
    return re.sub(r"^[的,，、¿¡\s]+|^(?:for|of|in)\b\s*", "", _drop(parts, kinds))


def _drop(parts: Parts, kinds: frozenset[str] | set[str]) -> str:
    """Return a question's text without the parts of some kinds."""
    text, position = "", 0
    for part in parts.parts:
        if part.kind in kinds:
            text += parts.text[position : part.start]
            position = part.end
    text += parts.text[position:]
    return re.sub(r"\s{2,}", " ", re.sub(r"^[,，、\s]+", "", text)).strip()


def _replace(parts: Parts, part: Part, words: str) -> str:
    return _drop_marks(parts.text[: part.start] + words + parts.text[part.end :])


def _drop_marks(text: str) -> str:
    return re.sub(r"呢(?=[,，、])", "", text).strip()


def _template(parts: Parts, name: str) -> str:
    templates = load_rules()["templates"]
    return str(templates.get(parts.language, templates["en"]).get(name, ""))


def _close(text: str, new: Parts) -> str:
    """Return a question with its question mark."""
    text = text.rstrip(" ?？。.,，、!！")
    return f"{text}？" if new.language in SPACELESS else f"{text}?"
