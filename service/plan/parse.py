"""Questions to plans: patterns find the operands' words, and each operand is given the words that it leaves out.

"今年目标比去年实际多多少" says its indicator once, or before both, or after them.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from corpus.glossary import load_glossary
from corpus.normal_form import normalise
from service.languages.language import detect_language
from service.plan.plan import Operand, Plan, Step, Words, read_complements, read_words
from service.plan.words import find_times, join, split_list, subject, trim

_PAIRED = (Step.DIFFERENCE, Step.RISE, Step.GAP, Step.REMAINDER, Step.UNDONE, Step.RATIO, Step.PERCENT)
_REMARK = re.compile(r"[(（][^()（）]*[)）]")
_YEARLY = re.compile(r"年均|平均|每年|annual average|yearly average|per year")
_GROWS = re.compile(r"增长|增[速幅]|涨|提高|grow|rise")
_SPEED = re.compile(r"快|慢|[增涨]得|猛|faster|slower|grew")
_NO_MONEY = re.compile(r"项目数|[几多少]个?项目|[几多少](?:个|项|家|户|人|件)|百分点|增速|增幅|人数|户数")
_LATE_TIME = re.compile(
    r"^(?P<thing>[^,\d]+),(?P<time>(?:19|20)\d\d年|[今去]年)(?=(?:相?差|一共|总共|合计|共计|加起来))"
)
"""A time behind the things that it is said of: 城里人和农村人的收入，2022年差了多少."""
_SHORT = 8
_MOST = 8
"""Operands of one sum."""


def make_plans(text: str) -> Iterator[Plan]:
    """Give what a question may want worked out, likeliest first; nothing where its answer stands in the report.

    Cost: some microseconds.
    """
    words = read_words("zh" if detect_language(text) == "zh" else "en")
    normal = _REMARK.sub(lambda match: f",{match.group()[1:-1]}", normalise(text)).strip(" ?.!,。;")
    normal = re.sub(r"\s+", " ", words.fillers.sub("", normal)).strip(" ,?")
    normal = _LATE_TIME.sub(r"\g<time>\g<thing>", normal)
    if not normal or words.never.search(normal):
        return
    for template in words.templates:
        match = template.match(normal)
        if match and _cuts_name(match):
            continue
        plan = _build(template.step, match, normal, words) if match else None
        if plan is not None:
            yield plan


def _cuts_name(match: re.Match[str]) -> bool:
    """Say whether what parts two operands stands within a name: firms above designated size, funds from outside."""
    groups = match.re.groupindex
    if "a" not in groups or "b" not in groups or match["a"] is None or match["b"] is None:
        return False
    first, second = sorted((match.span("a"), match.span("b")))
    return any(name.start < first[1] and second[0] < name.end for name in load_glossary().find(match.string))


def _build(step: Step, match: re.Match[str], normal: str, words: Words) -> Plan | None:
    groups = {name: trim(value or "") for name, value in match.groupdict().items()}
    head, tail = groups.get("head", ""), groups.get("tail", "")
    if "list" in groups:
        operands = split_list(join(find_times(head), groups["list"]), join(head, tail), words)
        if len(operands) < 2 and step in _PAIRED and step is not Step.RATIO:
            return None
        if not 2 <= len(operands) <= _MOST or (step in _PAIRED and len(operands) > 2):
            return None
        same = _are_same(operands, words)
        if step is Step.COMPARE and _SPEED.search(normal):
            operands = [replace(operand, text=f"{operand.text} 增速") for operand in operands]
        return Plan(step, tuple(operands), same, normal, _is_money(normal, words))
    if "b" in groups and groups["b"] is not None and "a" in groups:
        if not groups["b"]:
            return Plan(step, (Operand(join(head, groups["a"], tail), ""),), asked=normal) if groups["a"] else None
        if step is Step.PERCENT and match.start("b") < match.start("a"):
            # "项目里面一个亿以上的占": the part is one of what stands before it.
            head, tail = "", ""
            part = Operand(join(groups["b"], groups["a"]), groups["a"])
            return Plan(step, (part, Operand(groups["b"], groups["b"])), asked=normal, money=_is_money(normal, words))
        return _pair(step, groups["a"], groups["b"], head, tail, normal, words)
    counter = groups.get("counter") or groups.get("number") or (groups.get("per") or "")[:1]
    return Plan(step, (Operand(groups.get("a") or normal, ""),), asked=normal, counter=counter)


def _pair(step: Step, a: str, b: str, head: str, tail: str, normal: str, words: Words) -> Plan | None:
    """Return the plan over two operands, each given the words that it leaves out."""
    tail = subject(words.units.sub(" ", tail), words)
    shared = join(head, tail)
    first, second = subject(a, words), subject(b, words)
    same = False
    if step is Step.UNDONE:
        return Plan(step, (Operand(a, ""), Operand(join(a, b), b)), asked=normal)
    if not first and not second:
        if not subject(shared, words):
            return None
        same = True
    elif not second:
        b, same = join(first, b), True
    elif not first and step is Step.PERCENT:
        return None
    elif not first:
        # "今年计划比去年完成的转型项目投资多": the subject stands with the second alone.
        a, same = join(a, "" if subject(shared, words) else second), True
    noun = words.money.search(a)
    if noun and not same and not words.money.search(join(b, shared)) and len(b) <= _SHORT:
        # "城镇居民收入是农村的几倍": what is measured is said with the first alone.
        b = join(b, noun[0])
    operands = tuple(
        Operand(join(head, own, tail), own, yearly=bool(_YEARLY.search(own)) and not _GROWS.search(own))
        for own in (a, b)
    )
    return Plan(step, operands, same, normal, _is_money(normal, words))


def complement(text: str, indicators: Sequence[str] = (), times: Sequence[str] = ()) -> Plan | None:
    """Return how the one indicator that a text names is worked out from two others: imports from trade and exports.

    A text may name the others too (扣掉出口，进口是多少); then `indicators` and `times` say what it names.
    """
    rows = read_complements()
    asked = [name for name in indicators if name in rows and set(indicators) - {name} == set(rows[name])]
    if len(asked) == 1:
        at = " ".join(f"{time}年" for time in times)
        return Plan(Step.REMAINDER, tuple(Operand(f"{at} {name}".strip(), "") for name in rows[asked[0]]), asked=text)
    mentions = load_glossary().find(text)
    if len(mentions) != 1 or mentions[0].indicator.name not in rows:
        return None
    start, end, _ = mentions[0]
    operands = (Operand(f"{text[:start]}{name}{text[end:]}", "") for name in rows[mentions[0].indicator.name])
    return Plan(Step.REMAINDER, tuple(operands), asked=text)


def _is_money(normal: str, words: Words) -> bool:
    return bool(words.money.search(normal)) and not _NO_MONEY.search(normal)


def _are_same(operands: Sequence[Operand], words: Words) -> bool:
    return not any(subject(operand.own, words) for operand in operands[1:])
