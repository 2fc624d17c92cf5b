"""Which words name the indicator of a single number."""

import re
from bisect import bisect_right

from corpus.figures.naming import is_known, is_name
from corpus.figures.phrases import Link, clean_words, member_words, noun_after, read_link, split_members
from corpus.figures.state import Reading, Subject
from corpus.figures.words import (
    ACTION,
    ACTION_LEAD,
    BARE_VERB,
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
    r"主城区|中心城区|城区|市区|市本级|市直|农村地区|农村|城镇|开发区|高新区|经开区|县城|新区|建成区|乡村"
)


_RANK_SCOPE = re.compile(
    r"(?P<scope>全[省国市区州盟县]|全自治区|世界|全球|全行业|(?:[“”+0-9个一-龥](?<![在居列排])){1,10}(?:城市群?|地区|县市区?|县区)|西部|东部|中部|西北|东北|中西部|沿海)(?:的|中|各市|同类)?$"
)


_HEAD_END = re.compile(
    r"(?:面积|投资|资金|里程|长度?|总量|产量|产值|收入|投入|融资|贷款|补助|补贴|标准|规模|能力|容量|额)$"
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
        after = _counted_noun(text, numbers, index, limit, end)
    has_after = after[1] - after[0] >= 1
    weak = before[0] >= before[1] or bool(ACTION.match(text[before[0] : before[1]]))
    level = link.to and not weak and "是" not in link.text
    described = text[number.end : number.end + 1] == "的" and number.kind != "percent" and not level
    # 潞宝200万吨焦炉: a measure without a verb before it describes the noun after it.
    measured = number.kind in MEASURES and not link.text and not _HEAD_END.search(text, before[0], before[1])
    if (described or measured) and not has_after:
        after = _counted_noun(text, numbers, index, limit, end)
        has_after = after[1] - after[0] >= 2
    if has_after and not number.kind == "percent" and (weak or described or measured or (counted and not level)):
        reading.place.used = max(reading.place.used, after[1])
        words = text[after[0] : after[1]]
        if QUALIFIER.match(words) and index + 1 < len(numbers):
            # 1个国家级、2个省级现代农业示范区: the noun stands once, at the end.
            following = _counted_noun(text, numbers, index + 1, end, end)
            words += GRADE.sub("", text[following[0] : following[1]])
        if weak and link.text in ("提升", "提高", "扩大", "巩固提升"):
            link.change = False
        if words in ("项目", "企业") and ACTION.match(text[before[0] : before[1]]):
            words = text[before[0] : before[1]] + words
        return Subject(after[0], after[1], words, start, scope=scope_of(text, low, after[0]))
    if before[0] < before[1] and "有" in link.text and counted and text[start - 2 : start - 1] == "中":
        # 全省百强民营企业中,长治有16家: what is counted stands in the clause before.
        return previous_clause(reading, start, number, end)
    if before[0] < before[1] and not is_pronoun(text[before[0] : before[1]]):
        if index and counted and low == numbers[index - 1].end:
            before = _with_attribute(reading, before, numbers, index, link)
        return _named(reading, before, start, link)
    carried = reading.place.subject
    if carried is not None and index and counted and carried.end == link.start:
        # 招引5亿元以上项目388个: the noun that 5亿元 describes is what 388 counts.
        previous = numbers[index - 1]
        if previous.kind in MEASURES and carried.start >= previous.end:
            low = start if index == 1 else previous.start
            a, b = clean_words(text, low, carried.end)
            return Subject(a, b, text[a:b], start, scope=carried.scope)
    if carried is not None and not (has_after and number.kind == "percent" and not link.change and not link.to):
        return carried
    if has_after:
        reading.place.used = max(reading.place.used, after[1])
        return Subject(after[0], after[1], text[after[0] : after[1]], start, scope=scope_of(text, low, after[0]))
    return previous_clause(reading, start, number, end)


_VERB_INSIDE = re.compile("突破|达到?|增长|提高|下降|完成|实现|新增|通过|入选|获|成为|建成|开工|投运|启动|居|推进")


_ATTRIBUTE_GAP = re.compile(
    r"(?!建|新|改|用于|安排|完成|实施|购|发放|扩|修|打造|引进)(?:以上|以下|以内|级)?的?[^,，。、;；达到为有至增]{2,12}$"
)


_AND_SO_ON = re.compile(r"(?<![高中初同平均优相上下特三二一何])等(?![级于候高院学职专待])(?=[^等]{2,16}$)")


def _with_attribute(
    reading: Reading, span: tuple[int, int], numbers: list[NumberMention], index: int, link: Link
) -> tuple[int, int]:
    """Return what a single number counts or measures; None where the text does not say."""
    """Widen words over a number that only describes them: 年收入超200亿元产业达到3个 counts 年收入超200亿元产业."""
    text = reading.text
    previous = numbers[index - 1]
    if previous.kind not in MEASURES or not _ATTRIBUTE_GAP.match(text, previous.end, link.start):
        return span
    subject = reading.place.subject
    if subject and subject.end <= previous.start:
        return subject.start, span[1]
    return previous.start, span[1]


def _named(reading: Reading, span: tuple[int, int], start: int, link: Link) -> Subject:
    text = reading.text
    a, b = span
    share = text.rfind("占", a, b)
    if share > a and not text[a:b].endswith(("比重", "比例", "占比", "份额", "比", "率")):
        a, b = clean_words(text, a, share)
        if a >= b:
            # 约占全省60%: of what was named before.
            if reading.place.subject is not None:
                return reading.place.subject
            a, b = span
    elif share == a and reading.place.subject is not None:
        return reading.place.subject
    comma = text.rfind("、", a, b)
    if comma > a and _VERB_INSIDE.search(text, a, comma):
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
        if BARE_VERB.match(words) or QUALIFIER.match(words):
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


def _counted_noun(text: str, numbers: list[NumberMention], index: int, limit: int, end: int) -> tuple[int, int]:
    number = numbers[index]
    last = number
    # 18座4.3米焦炉: the second number only describes what the first one counts.
    if index + 1 < len(numbers) and numbers[index + 1].start == number.end:
        last = numbers[index + 1]
        limit = numbers[index + 2].start if index + 2 < len(numbers) else end
    return noun_after(text, last.end, limit)


def rank_words_end(text: str, low: int, end: int) -> tuple[int, str | None]:
    """Return where the words of a rank end before its field (在全省, 居副省级城市), and the field."""
    scope: str | None = None
    for _ in range(3):
        match = _RANK_SCOPE.search(text, max(low, end - 14), end)
        if match is None:
            break
        scope = scope or match["scope"]
        end = read_link(text, low, match.start(), rank=True).start
    return end, scope


def _rank_subject(reading: Reading, link: Link, low: int, number: NumberMention, start: int) -> Subject | None:
    text = reading.text
    words_end, scope = rank_words_end(text, low, link.start)
    span = clean_words(text, low, words_end)
    carried = reading.place.subject
    if span[0] >= span[1] or is_pronoun(text[span[0] : span[1]]):
        if carried is None:
            return None
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
    return match.group() if match else None
