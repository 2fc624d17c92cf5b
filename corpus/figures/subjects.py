"""Which words name the indicator of a single number."""

import re
from bisect import bisect_right

from corpus.figures.counted import HEAD_END, counted_noun, is_attribute, with_attribute, without_measure
from corpus.figures.fields import rank_words_end
from corpus.figures.joined import member_words, split_members
from corpus.figures.naming import is_known, is_name, opening_name
from corpus.figures.phrases import Link, clean_words
from corpus.figures.state import Reading, Subject
from corpus.figures.words import (
    ACTION,
    ACTION_LEAD,
    BARE_VERB,
    BUILDING,
    COMPARE,
    GRADE,
    MEASURES,
    QUALIFIER,
    YARDSTICK,
    is_pronoun,
    joins_only,
)
from corpus.numerals import NumberMention

_SCOPE = re.compile(
    r"主城区|市辖区|中心城区|(?<!老)城区|(?<!县)市区|市本级|市直|农村地区|(?<!新)农村|城镇|开发区|高新区|经开区|县城|新区(?!域)|建成区(?!域)|乡村"
)


def find_subject(
    reading: Reading, number: NumberMention, link: Link, low: int, limit: int, start: int, end: int,
    numbers: list[NumberMention], index: int,
) -> Subject | None:  # fmt: skip
    """Return what a single number counts or measures; None where the text does not say."""
    text = reading.text
    if number.kind == "rank":
        return _rank_subject(reading, link, low, number, start)
    before = clean_words(text, low, link.start)
    if link.text in ("为", "对", "向") and before[0] >= before[1]:
        link.to = False
    if before[0] < before[1] and (
        joins_only(text[before[0] : before[1]]) or YARDSTICK.fullmatch(text, before[0], before[1])
    ):
        before = (before[1], before[1])
    counted = number.kind in ("count", "people") or number.unit in ("万", "亿", "番")
    after = (number.end, number.end)
    if counted or before[0] >= before[1] or ACTION.match(text[before[0] : before[1]]):
        after = counted_noun(text, numbers, index, limit, end)
    has_after = after[1] - after[0] >= 1
    weak = before[0] >= before[1] or bool(ACTION.match(text[before[0] : before[1]]))
    level = (link.to or link.base) and not weak and "是" not in link.text
    described = text[number.end : number.end + 1] == "的" and number.kind != "percent" and not level
    if described and number.kind == "money" and before[0] < before[1]:
        # 地区生产总值超200亿元的县: the sum is of the indicator; 总投资9.1亿元的产业园: of what follows.
        named = text[before[0] : before[1]]
        described = not is_known(named) or named.endswith(("投资", "投入", "资金"))
    # 潞宝200万吨焦炉: a measure without a verb before it describes the noun after it.
    measured = number.kind in MEASURES and not link.text and not HEAD_END.search(text, before[0], before[1])
    attribute = is_attribute(reading, number, link, before, numbers, index)
    if attribute:
        reading.place.attribute = before[0] if before[0] < before[1] else link.start
        described = True
    if (described or measured) and not has_after:
        after = counted_noun(text, numbers, index, limit, end)
        has_after = after[1] - after[0] >= 2
    if has_after and not number.kind == "percent" and (weak or described or measured or (counted and not level)):
        kept = without_measure(text, after, numbers, index) if counted else after
        if kept == after:
            reading.place.used = max(reading.place.used, after[1])
        after = kept
        words = text[after[0] : after[1]]
        if QUALIFIER.match(words) and index + 1 < len(numbers):
            # 1个国家级、2个省级现代农业示范区: the noun stands once, at the end.
            following = counted_noun(text, numbers, index + 1, end, end)
            words += GRADE.sub("", text[following[0] : following[1]])
        if weak and link.text in ("提升", "提高", "扩大", "巩固提升"):
            link.change = False
        if words in ("项目", "企业") and ACTION.match(text[before[0] : before[1]]):
            words = text[before[0] : before[1]] + words
        return Subject(after[0], after[1], words, start, scope=scope_of(text, low, after[0]))
    if before[0] < before[1] and "有" in link.text and counted and text[start - 2 : start - 1] == "中":
        # 全省百强民营企业中,长治有16家: what is counted stands in the clause before.
        return previous_clause(reading, start, number, end)
    if weak and before[0] < before[1] and link.text in ("提升", "提高") and number.kind not in ("percent", "points"):
        # 新建高标准农田150万亩、改造提升110万亩
        link.change = False
    if (
        number.kind == "time"
        and before[0] >= before[1]
        and _HONOURED.search(text, number.start - 2, min(end, number.end + 4))
    ):
        # 连续5年获评最佳城市
        a, b = number.end, min(end, number.end + 20)
        return Subject(a, b, text[a:b], start)
    if before[0] < before[1] and not is_pronoun(text[before[0] : before[1]]):
        if index and counted and low == numbers[index - 1].end:
            before = with_attribute(reading, before, numbers, index, link)
        return _named(reading, before, start, link)
    carried = reading.place.subject
    if carried is not None and index and counted and carried.end == link.start:
        # 招引5亿元以上项目388个: the noun that 5亿元 describes is what 388 counts.
        previous = numbers[index - 1]
        if previous.kind in MEASURES and carried.start >= previous.end:
            low = start if index == 1 else previous.start
            if reading.place.attribute >= 0:
                low, reading.place.attribute = reading.place.attribute, -1
            a, b = clean_words(text, low, carried.end)
            return Subject(a, b, text[a:b], start, scope=carried.scope)
    fate = _FATE.match(text, number.end) if number.kind == "people" and before[0] >= before[1] else None
    if fate:
        # 50万人摆脱贫困: a verb follows, not what is counted.
        a, b = number.end, fate.end()
        return Subject(a, b, text[a:b], start)
    if number.kind == "percent" and text[before[0] : before[1]] in ("增幅", "增速", "涨幅", "降幅"):
        link.change = True
    if carried is not None and text[before[0] : before[1]] == "人均" and not carried.words.startswith("人均"):
        return Subject(before[0], before[1], "人均" + carried.words, carried.clause_start, scope=carried.scope)
    between = clause_between(reading, start) if carried is None or carried.start < start else None
    if between is not None:
        return between
    if carried is not None and not (has_after and number.kind == "percent" and not link.change and not link.to):
        total = before[0] < before[1] and text[before[0] : before[1]] in _TOTALS or "累计" in link.text
        last = reading.figures[-1] if reading.figures and index else None
        if last is not None and last.unit == number.unit and last.words_start == carried.start:
            # 新增企业29家、达到63家
            total = total or (counted and link.to and number.value >= last.value)
        if total and (words := ACTION_LEAD.sub("", carried.words)) and words != carried.words:
            # 新增“小巨人”企业21家,总数达58家: the total is not of the new ones.
            return Subject(carried.end - len(words), carried.end, words, carried.clause_start, scope=carried.scope)
        return carried
    if has_after:
        reading.place.used = max(reading.place.used, after[1])
        return Subject(after[0], after[1], text[after[0] : after[1]], start, scope=scope_of(text, low, after[0]))
    return previous_clause(reading, start, number, end)


_FATE = re.compile(
    r"(?:摆脱|实现(?!了?[0-9])|享受|参加|搬出|走出|脱贫|获得|荣获|获评|入选|当选|就业|受益|受惠)[^,，。;；0-9\n]{0,18}"
)
_HONOURED = re.compile(r"^连续.{1,6}?(?:获|荣|被|入选|入围|蝉联|当选|上榜)")
_TOTALS = frozenset(("总数", "总量", "总规模", "总户数"))


def clause_between(reading: Reading, start: int) -> Subject | None:
    """Return the indicator that opens a clause without a number since the last one that had some; None for none.

    一般公共预算收入实现正增长,完成111亿元: the sum is not of what the sentence named before.
    """
    text = reading.text
    low = reading.place.clause_end
    low = low if low >= 0 else reading.place.sentence_start
    if start - low < 6:
        return None
    index = bisect_right(reading.edges, start - 1)
    while index > 1 and reading.edge_ends[index - 2] > low:
        index -= 1
        a, b = clean_words(text, reading.edge_ends[index - 1], reading.edges[index])
        name = opening_name(text[a:b])
        if name:
            return Subject(a, a + len(name), name, a)
    return None


_VERB_INSIDE = re.compile("突破|达到?|增长|提高|下降|完成|实现|新增|通过|入选|获|成为|建成|开工|投运|启动|居|推进")


_AND_SO_ON = re.compile(r"(?<![高中初同平均优相上下特三二一何])等(?![级于候高院学职专待])(?=[^等]{2,16}$)")


_OCCUPIES = re.compile(r"占(?:[用道补领]|地(?!区|方))")


def last_share(text: str, a: int, b: int) -> int:
    """Return where the last 占 stands that tells a share; below zero for none."""
    at = text.rfind("占", a, b)
    return -1 if at < 0 or _OCCUPIES.match(text, at) else at


def _named(reading: Reading, span: tuple[int, int], start: int, link: Link) -> Subject:
    text = reading.text
    a, b = span
    share = last_share(text, a, b)
    if share > a and not text[a:b].endswith(("比重", "比例", "占比", "份额", "比", "率")):
        a, b = clean_words(text, a, share)
        if a >= b or (is_pronoun(text[a:b]) and reading.place.subject is not None):
            # 约占全省60%, 总量占全省60%: of what was named before.
            if reading.place.subject is not None:
                return reading.place.subject
            a, b = span
    elif share == a and reading.place.subject is not None:
        return reading.place.subject
    comma = text.rfind("、", a, b)
    if comma > a and (verb := _VERB_INSIDE.search(text, a, comma)):
        # 新增上市公司、挂牌企业10家: a verb at the beginning governs both.
        if verb.start() > a or _VERB_INSIDE.match(text, comma + 1) or "、" in text[a:comma]:
            a = comma + 1
    if b - a > 24:
        cut = max(text.rfind(mark, a, b - 2) for mark in "、的为")
        a = cut + 1 if cut > a and b - cut > 3 else b - 24
    listed = _AND_SO_ON.search(text, a + 2, b)
    if listed and b - listed.end() >= 2:
        a = listed.end()
    compared = COMPARE.search(text, a + 1, b)
    if compared and compared.start() - a >= 2:
        b = compared.start()
    words = text[a:b].replace("分别", "")
    carried = reading.place.subject
    if carried is not None:
        if (
            BARE_VERB.match(words)
            or QUALIFIER.match(words)
            or (carried.clause_start == start and BUILDING.match(words))
        ):
            # 开工建设保障性住房2.7万套、基本建成1.8万套: the verb needs the noun before.
            words = (words[2:] if QUALIFIER.match(words) and words.startswith("新增") else words) + (
                ACTION_LEAD.sub("", carried.words) or carried.words
            )
        elif words == "人均":
            words += carried.words
        elif words in ("增加值", "产值", "利润", "营业收入", "主营业务收入", "税收", "利税") and carried.words.endswith(
            "企业"
        ):
            words = carried.words + words
    subject = Subject(a, b, words, start, scope=scope_of(text, a, b))
    if "、" in words or "和" in words or "与" in words or "及" in words:
        for count in range(2, 9):
            members = split_members(text, a, b, count)
            if members and count == 1 + sum(words.count(joint) for joint in ("、", "和", "与", "及")):
                full = member_words(text, members, is_known, is_name)
                subject.members = tuple((x, y, w) for (x, y), w in zip(members, full, strict=True))
                break
    return subject


_BASE_RANK = re.compile(r"(?:由|从)[^由从,，。;；到至升]{0,16}$")
_AMONG = re.compile(r"(?P<what>[^,，]{2,20}?)(?:位居|居|在|于)")


def _rank_subject(reading: Reading, link: Link, low: int, number: NumberMention, start: int) -> Subject | None:
    text = reading.text
    words_end, scope = rank_words_end(text, low, link.start)
    span = clean_words(text, low, words_end)
    place = reading.place
    if _BASE_RANK.search(text, low, number.start):
        # 从2015年的全省第十一位跃升至第七位: the second has the field of the first.
        link.base = True
        place.rank_scope = scope
    elif scope is None and place.base_to >= start:
        scope = place.rank_scope
    carried = place.subject
    if span[0] >= span[1] or is_pronoun(text[span[0] : span[1]]):
        if carried is None:
            return previous_clause(reading, start, number, number.end)
        among = _AMONG.match(text, start, carried.start) if text.startswith("中", carried.end) else None
        if among:
            # 经济总量在全国30个自治州中从第6位跃居第3位: what is ranked stands before its field.
            a, b = clean_words(text, *among.span("what"))
            carried = Subject(a, b, text[a:b], start, scope=carried.scope)
        return Subject(carried.start, carried.end, carried.words, carried.clause_start, carried.members, scope)
    subject = _named(reading, span, start, link)
    return Subject(subject.start, subject.end, subject.words, start, subject.members, scope)


def previous_clause(reading: Reading, start: int, number: NumberMention, end: int) -> Subject | None:
    """Return what the clause before says, else what follows the number: the last resort."""
    text = reading.text
    if start > reading.place.sentence_start + 2:
        index = bisect_right(reading.edges, start - 1)
        clause_start = max(reading.place.sentence_start, reading.edge_ends[index - 2] if index > 1 else 0)
        a, b = clean_words(text, clause_start, start - 1)
        b -= text[b - 1 : b] == "中" and b - a > 3
        digits = _LEADING_NUMBER.match(text, a, b)
        a = digits.end() if digits else a
        name = opening_name(text[a:b])
        if name:
            return Subject(a, a + len(name), name, clause_start)
        if b - a >= 2 and not number.kind == "time":
            return Subject(max(a, b - 20), b, text[max(a, b - 20) : b], clause_start)
    a, b = number.end, min(end, number.end + 16)
    while a < b and text[a] in " 以上左右内的":
        a += 1
    if a < b:
        return Subject(a, b, text[a:b], start)
    a, b = start, number.start
    return Subject(a, b, text[a:b], start) if a < b else None


_LEADING_NUMBER = re.compile(r"[0-9.,]+[万亿]?[个家户项名所座]?")


def scope_of(text: str, low: int, high: int) -> str | None:
    """Return the part of a place that is named in `text[low:high]`; None for the whole."""
    match = _SCOPE.search(text, low, high)
    if match and match.end() == high and match.start() > low:
        # 特色田园乡村15个: it is what is counted.
        return None
    return match.group() if match else None
