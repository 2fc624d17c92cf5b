"""Every number of a report as a typed figure: indicator, value, unit, period, status and scope.

Each number is read inside its clause: the link before it (增长到, 较上年下降) tells level from change, the words before the
link or after the number name the indicator, and what a clause leaves out is carried over from the clauses before it.
"""

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from functools import lru_cache

from corpus.glossary import Indicator, load_glossary
from corpus.numerals import NumberMention, find_numbers, fold
from corpus.periods import PeriodMention, find_periods, years_of
from corpus.phrases import (
    Link,
    clean_words,
    member_words,
    noun_after,
    pair_of,
    read_link,
    split_members,
)
from corpus.timeline import Timeline, forward_year, read_timeline
from corpus.types import Figure, FigureKind, Outline, Report, Role, Status
from corpus.units import base_unit

_CLAUSE_EDGE = re.compile(
    r"[，；;：\n。！？!?]|(?<![0-9]),|,(?![0-9]{3}(?![0-9]))|(?<![0-9]):|:(?![0-9])|[(（][0-9]{1,2}[)）]|——"
)
_SENTENCE_EDGES = frozenset("。！？!?\n")
_JOINT = re.compile(r"(?:以上|以下|以内|左右)?\s*(?:[、,，]\s*(?:和|与|及)?|和|与|及|以及|或)\s*(?:约|近)?$")
_GENERIC = re.compile(
    r"^(?:年度|计划|总|完成)*(?:总?投资(?:额|总额)?|完成投资|项目|资金|投入资金|投入|产值|收入|面积|长度|规模|数量|总数|销售收入|营业收入|项目建设|总投资额?)$"
)
_TOPIC = re.compile(
    r"(?!围绕|聚焦|坚持|推动|加快|支持|依托|大力|深入|全面|持续|实施|推进|落实|做|抓|强化|突出)(?P<t>[^,，。;；:：、\s]{2,16}?(?:产业集群|集群|产业链|开发区|园区|公司|集团|行业|产业|零售业|物流业|旅游业|[农林牧渔工服务商制造建筑]业|县|区))(?=以|依托|围绕|发挥|[,，]|完成|实现|积极|大力|全方位|突出|聚焦|重点|全力|加快|要)"
)
_SCOPE = re.compile(
    r"主城区|中心城区|城区|市区|市本级|市直|农村地区|农村|城镇|开发区|高新区|经开区|县城|新区|建成区|乡村"
)
_RANK_SCOPE = re.compile(
    r"(?P<scope>全[省国市区州盟县]|全自治区|世界|全球|全行业|(?:[“”+0-9个一-龥](?<![在居列排])){1,10}(?:城市群?|地区|县市区?|县区)|西部|东部|中部|西北|东北|中西部|沿海)(?:的|中|各市|同类)?$"
)
_ACTION = re.compile(
    r"^(?:设立|发放|拨付|筹集|筹措|新增加|新设|成立|举办|获得|争取|吸引|储备|谋划|安排|建成并运行|建成投运|新上|开工|投产|竣工|新开通|开通|改扩建|新改|完成了|推进了|认定|培训|出台|整合|淘汰|关闭|拆除|清理|化解|招引|引入|组建|推出|新建成|建立|新创建|配备|配套|解决|帮助|减免|兑付|下达|新建|新改建|新改扩建|新开工|建成|建设|改造|培育|引进|新培育|新引进|实施|新认证|新打造|打造|创建|整治|完善|打通)$"
)
_MEASURES = frozenset(("weight", "power", "volume", "area", "length", "money"))
_HEAD_END = re.compile(
    r"(?:面积|投资|资金|里程|长度?|总量|产量|产值|收入|投入|融资|贷款|补助|补贴|标准|规模|能力|容量|额)$"
)
_IDLE_TIME = re.compile(r"(?:(?<![费利作专])用|前|历时|近|后|每|过去|今后|提前|最近|仅)$")
_BARE_VERB = re.compile(
    r"^(?:新)?(?:基本建成|建成|竣工|完工|开工|续建|建成投用|投产|投用|启用|分配入住|交付|封顶|主体完工|收储|搬迁|调整|开工建设|配租|入住)$"
)
_QUALIFIER = re.compile(r"^(?:国家级?|省级|市级|自治区级?|县级|省级以上|市级以上|国家级和省级|省部级|新增国家级|新增省级|新增市级)$")
_ACTION_LEAD = re.compile(
    r"^(?:新增|新建|新开工|新改扩建|新改建|开工建设|开工|建设|改造|新认定|认定|新培育|培育|引进|完成|筹集|新创建|创建|新引进|拥有|净增|累计)+"
)
_YARDSTICK = re.compile(r"(?:比|较|高于|低于|快于).{1,14}[高低快多少慢]?")
_COMPARE = re.compile(r"(?:比|较)(?:全|上|去|同|[“\"]|十|[0-9]|计划|预期|目标|年初|“)")
_DONE = re.compile(r"完工|建成|通车|竣工|投用|投产|交付|投入使用|投运|启用")
_CUMULATIVE = re.compile(r"累计|总计|共计|合计|五年(?:来)?共|[三四五]年共|五年间")
_PAST_WORDS = re.compile(r"现有|已有|已(?!经济)|目前|截至|截止|现已|原有|(?:中|现|共|拥)有$")
_AIM = re.compile(r"力争|确保|目标|计划|将|争取|新增|达到|完成|提高|增长|建设|推进|打造")
_STATE_WORDS = re.compile(r"达到?|为$|突破|超过|控制在|保持在|稳定在")
_FLOW_WORDS = re.compile(
    r"新增|累计|完成|建成|新建|投入|投资|改造|发放|培训|转移|减免|引进|办理|治理|压减|实现|新改|共"
)
_PAST_PEER = re.compile(r"[较比]|相当于")


@dataclass(slots=True)
class _Subject:
    """Words that name an indicator, where they stand."""

    start: int
    end: int
    words: str
    clause_start: int
    members: tuple[tuple[int, int, str], ...] = ()
    scope: str | None = None


@dataclass(slots=True)
class _Place:
    """Where the reading stands: what earlier clauses of the sentence have said."""

    sentence_start: int = -1
    subject: _Subject | None = None
    named: list[_Subject] = field(default_factory=list)
    """The subjects of the sentence so far, each once."""
    topic: str | None = None
    past: bool = False
    """A sentence of a plan that tells what is already there."""
    base_from: int = -1
    base_to: int = -1
    """Where a starting value stands (由2015年的42%): its time is its own."""
    used: int = 0
    """How far the words of the numbers read so far reach."""


@dataclass(slots=True)
class _Reading:
    """One report on its way to figures."""

    report: Report
    year: int | None
    text: str
    edges: list[int]
    edge_ends: list[int]
    sentence_edges: list[int]
    timeline: Timeline
    periods: list[PeriodMention]
    period_starts: list[int]
    place: _Place = field(default_factory=_Place)
    figures: list[Figure] = field(default_factory=list)


def extract_figures(report: Report, outline: Outline) -> tuple[Figure, ...]:
    """Return the figures of a report in text order.

    Only body paragraphs count. A value shared by several members (A、B分别达到300亿元) gives one figure for each, with the
    same span. Linear in the length of the text.
    """
    text = fold(report.text)
    year = forward_year(report, outline)
    periods = find_periods(report.text, year, loose=False, plain=text)
    edges = list(_CLAUSE_EDGE.finditer(text))
    reading = _Reading(
        report=report,
        text=text,
        edges=[edge.start() for edge in edges],
        edge_ends=[edge.end() for edge in edges],
        sentence_edges=[
            edge.end() for edge in edges if edge.group()[-1] in _SENTENCE_EDGES or edge.group()[0] in "(（"
        ],
        timeline=read_timeline(report, outline, periods, year),
        year=year,
        periods=periods,
        period_starts=[mention.start for mention in periods],
    )
    found = find_numbers(report.text, text)
    numbers = [n for n, following in zip(found, [*found[1:], None], strict=True) if _counts(text, n, following)]
    starts = [number.start for number in numbers]
    for paragraph in outline.paragraphs:
        if paragraph.role is not Role.BODY:
            continue
        low, high = bisect_left(starts, paragraph.start), bisect_left(starts, paragraph.end)
        if low < high:
            _read_paragraph(reading, numbers[low:high], paragraph.start, paragraph.end)
    return tuple(reading.figures)


def _read_paragraph(reading: _Reading, numbers: list[NumberMention], start: int, end: int) -> None:
    clauses: dict[int, list[NumberMention]] = {}
    for number in numbers:
        clauses.setdefault(bisect_right(reading.edges, number.start - 1), []).append(number)
    for index, members in clauses.items():
        clause_start = max(start, reading.edge_ends[index - 1] if index else 0)
        clause_end = min(end, reading.edges[index] if index < len(reading.edges) else end)
        while clause_start < clause_end and reading.text[clause_start].isspace():
            clause_start += 1
        _enter_sentence(reading, clause_start, start)
        _read_clause(reading, members, clause_start, clause_end)


def _enter_sentence(reading: _Reading, clause_start: int, paragraph_start: int) -> None:
    index = bisect_right(reading.sentence_edges, clause_start)
    sentence_start = max(paragraph_start, reading.sentence_edges[index - 1] if index else 0)
    if sentence_start != reading.place.sentence_start:
        topic = _TOPIC.match(reading.text, sentence_start, clause_start + 20)
        reading.place = _Place(sentence_start, topic=topic["t"].strip() if topic else None)


def _read_clause(reading: _Reading, numbers: list[NumberMention], start: int, end: int) -> None:
    index = 0
    previous_end = start
    reading.place.used = start
    while index < len(numbers):
        stop = index + 1
        while stop < len(numbers) and _JOINT.fullmatch(reading.text, numbers[stop - 1].end, numbers[stop].start):
            if not _same_sort(numbers[stop - 1], numbers[stop]):
                break
            stop += 1
        run = numbers[index:stop]
        limit = numbers[stop].start if stop < len(numbers) else end
        if len(run) > 1:
            run = _share_units(run)
        link = read_link(reading.text, previous_end, run[0].start, rank=run[0].kind == "rank")
        if len(run) > 1:
            _read_run(reading, run, link, previous_end, limit, start, end)
        else:
            _read_single(reading, numbers, index, link, previous_end, limit, start, end)
        previous_end = max(run[-1].end, reading.place.used)
        index = stop


def _same_sort(first: NumberMention, second: NumberMention) -> bool:
    if second.unit in ("万", "亿") and first.kind == "count":
        return False
    return not first.unit or not second.unit or first.kind == second.kind or "" in (first.kind, second.kind)


def _share_units(run: list[NumberMention]) -> list[NumberMention]:
    """Give the unit that stands once at a run's end to the numbers before it."""
    shared: list[NumberMention] = []
    unit, kind = run[-1].unit, run[-1].kind
    for number in reversed(run):
        if not number.unit and unit:
            factor, base = base_unit(unit)
            number = NumberMention(
                number.start,
                number.end,
                number.value,
                number.high,
                unit,
                number.value * factor,
                base,
                number.bound,
                kind,
            )
        elif number.unit in ("万", "亿") and unit.endswith(("元", "人", "吨", "亩", "户", "千瓦", "平方米")):
            factor, base = base_unit(number.unit + unit.lstrip("万亿"))
            number = NumberMention(
                number.start, number.end, number.value, number.high, number.unit + unit.lstrip("万亿"),
                number.value * factor, base, number.bound, kind,
            )  # fmt: skip
        else:
            unit, kind = number.unit, number.kind
        shared.append(number)
    return shared[::-1]


def _read_single(
    reading: _Reading, numbers: list[NumberMention], index: int, link: Link, low: int, limit: int, start: int, end: int
) -> None:
    number = numbers[index]
    if not number.unit and not _is_bare_value(reading.text, number, link):
        return
    if number.kind == "time" and _IDLE_TIME.search(reading.text, max(low, number.start - 3), number.start):
        return
    if number.unit == "年" and not link.text and low == link.start:
        return
    subject = _find_subject(reading, number, link, low, limit, start, end, numbers, index)
    if subject is None:
        return
    if subject.members and (
        link.each
        or _is_each(number, link, subject)
        or subject.clause_start == start
        and "分别" in reading.text[subject.end : number.start]
    ):
        for a, b, words in subject.members:
            _add(reading, number, link, _Subject(a, b, words, subject.clause_start, scope=subject.scope), start, end)
        reading.place.subject = subject
        return
    pair = pair_of(subject.words) if link.each else None
    if pair:
        for side in pair:
            _add(
                reading,
                number,
                link,
                _Subject(subject.start, subject.end, subject.words, subject.clause_start, scope=side),
                start,
                end,
            )
    else:
        _add(reading, number, link, subject, start, end)
    if not reading.place.named or reading.place.named[-1].start != subject.start:
        reading.place.named.append(subject)
    if number.kind == "rank":
        carried = reading.place.subject
        subject.scope = carried.scope if carried and carried.start == subject.start else None
    reading.place.subject = subject


def _is_each(number: NumberMention, link: Link, subject: _Subject) -> bool:
    """Tell whether one rate holds for every member (高新技术企业、科技型中小企业增长一倍以上)."""
    if number.kind not in ("percent", "multiple") or not (link.change or _ends_in_change(subject.words)):
        return False
    named = {_look_up(words, subject.scope) for _, _, words in subject.members}
    return None not in named and len(named) == len(subject.members)


def _counts(text: str, number: NumberMention, following: NumberMention | None) -> bool:
    if number.unit or _may_be_value(text, number):
        return True
    # 压缩至30、25个工作日: the unit stands once, at the end.
    return following is not None and bool(following.unit) and text[number.end : following.start] in ("、", "和", "与", "至")


def _may_be_value(text: str, number: NumberMention) -> bool:
    """Tell whether a number without a unit can be a value (恩格尔系数降为35.2) and not a stray digit."""
    written = text[number.start : number.end]
    if _PROPORTION.match(text, number.end):
        return False
    return "." in written or (written.endswith("1") and (":" in written or "∶" in written))


def _is_bare_value(text: str, number: NumberMention, link: Link) -> bool:
    if "." not in text[number.start : number.end]:
        return True
    after = text[number.end : number.end + 1]
    return link.base or ((link.to or link.change) and (not after or after in ",，。;；、)）左以"))


def _find_subject(
    reading: _Reading, number: NumberMention, link: Link, low: int, limit: int, start: int, end: int,
    numbers: list[NumberMention], index: int,
) -> _Subject | None:  # fmt: skip
    text = reading.text
    if number.kind == "rank":
        return _rank_subject(reading, link, low, number, start)
    before = clean_words(text, low, link.start)
    if link.text in ("为", "对", "向") and before[0] >= before[1]:
        link.to = False
    if before[0] < before[1] and (
        _joins_only(text[before[0] : before[1]]) or _YARDSTICK.fullmatch(text, before[0], before[1])
    ):
        before = (before[1], before[1])
    counted = number.kind in ("count", "people") or number.unit in ("万", "亿", "番")
    after = (number.end, number.end)
    if counted or before[0] >= before[1] or _ACTION.match(text[before[0] : before[1]]):
        after = _counted_noun(text, numbers, index, limit, end)
    has_after = after[1] - after[0] >= 1
    weak = before[0] >= before[1] or bool(_ACTION.match(text[before[0] : before[1]]))
    level = link.to and not weak and "是" not in link.text
    described = text[number.end : number.end + 1] == "的" and number.kind != "percent" and not level
    # 潞宝200万吨焦炉: a measure without a verb before it describes the noun after it.
    measured = number.kind in _MEASURES and not link.text and not _HEAD_END.search(text, before[0], before[1])
    if (described or measured) and not has_after:
        after = _counted_noun(text, numbers, index, limit, end)
        has_after = after[1] - after[0] >= 2
    if has_after and not number.kind == "percent" and (weak or described or measured or (counted and not level)):
        reading.place.used = max(reading.place.used, after[1])
        words = text[after[0] : after[1]]
        if weak and link.text in ("提升", "提高", "扩大", "巩固提升"):
            link.change = False
        if words in ("项目", "企业") and _ACTION.match(text[before[0] : before[1]]):
            words = text[before[0] : before[1]] + words
        return _Subject(after[0], after[1], words, start, scope=_scope_of(text, low, after[0]))
    if before[0] < before[1] and "有" in link.text and counted and text[start - 2 : start - 1] == "中":
        # 全省百强民营企业中,长治有16家: what is counted stands in the clause before.
        return _previous_clause(reading, start, number, end)
    if before[0] < before[1] and not _is_pronoun(text[before[0] : before[1]]):
        if index and counted and low == numbers[index - 1].end:
            before = _with_attribute(reading, before, numbers, index, link)
        return _named(reading, before, start, link)
    carried = reading.place.subject
    if carried is not None and not (has_after and number.kind == "percent" and not link.change and not link.to):
        return carried
    if has_after:
        reading.place.used = max(reading.place.used, after[1])
        return _Subject(after[0], after[1], text[after[0] : after[1]], start, scope=_scope_of(text, low, after[0]))
    return _previous_clause(reading, start, number, end)


_VERB_INSIDE = re.compile("突破|达到?|增长|提高|下降|完成|实现|新增|通过|入选|获|成为|建成|开工|投运|启动|居|推进")
_ATTRIBUTE_GAP = re.compile(
    r"(?!建|新|改|用于|安排|完成|实施|购|发放|扩|修|打造|引进)(?:以上|以下|以内|级)?的?[^,，。、;；达到为有至增]{2,12}$"
)


def _with_attribute(
    reading: _Reading, span: tuple[int, int], numbers: list[NumberMention], index: int, link: Link
) -> tuple[int, int]:
    """Widen words over a number that only describes them: 年收入超200亿元产业达到3个 counts 年收入超200亿元产业."""
    text = reading.text
    previous = numbers[index - 1]
    if previous.kind not in _MEASURES or not _ATTRIBUTE_GAP.match(text, previous.end, link.start):
        return span
    subject = reading.place.subject
    if subject and subject.end <= previous.start:
        return subject.start, span[1]
    return previous.start, span[1]


def _joins_only(words: str) -> bool:
    return words in ("和", "与", "及", "以及", "中", "其中", "其", "的", "区", "县", "共")


def _is_pronoun(words: str) -> bool:
    return words in (
        "其中",
        "中",
        "其",
        "增幅",
        "增速",
        "涨幅",
        "降幅",
        "总数",
        "总量",
        "规模",
        "平均",
        "人均",
        "同比",
        "数量",
        "达标",
        "超额",
        "居",
    )


def _named(reading: _Reading, span: tuple[int, int], start: int, link: Link) -> _Subject:
    text = reading.text
    a, b = span
    share = text.rfind("占", a, b)
    if share > a and not text[a:b].endswith(("比重", "比例", "占比", "份额", "比", "率")):
        a, b = clean_words(text, a, share)
    elif share == a and reading.place.subject is not None:
        return reading.place.subject
    comma = text.rfind("、", a, b)
    if comma > a and _VERB_INSIDE.search(text, a, comma):
        a = comma + 1
    if b - a > 24:
        cut = max(text.rfind(mark, a, b - 2) for mark in "、的为")
        a = cut + 1 if cut > a and b - cut > 3 else b - 24
    compared = _COMPARE.search(text, a + 1, b)
    if compared and compared.start() - a >= 2:
        b = compared.start()
    words = text[a:b].replace("分别", "")
    carried = reading.place.subject
    if carried is not None:
        if _BARE_VERB.match(words) or _QUALIFIER.match(words):
            # 开工建设保障性住房2.7万套、基本建成1.8万套: the verb needs the noun before.
            words = (words[2:] if _QUALIFIER.match(words) and words.startswith("新增") else words) + (
                _ACTION_LEAD.sub("", carried.words) or carried.words
            )
        elif words == "人均":
            words += carried.words
    subject = _Subject(a, b, words, start, scope=_scope_of(text, a, b))
    if "、" in words or "和" in words or "与" in words or "及" in words:
        for count in range(2, 9):
            members = split_members(text, a, b, count)
            if members and count == 1 + sum(words.count(joint) for joint in ("、", "和", "与", "及")):
                full = member_words(text, members, _is_known, _is_name)
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


def _rank_words_end(text: str, low: int, end: int) -> tuple[int, str | None]:
    """Return where the words of a rank end before its field (在全省, 居副省级城市), and the field."""
    scope: str | None = None
    for _ in range(3):
        match = _RANK_SCOPE.search(text, max(low, end - 14), end)
        if match is None:
            break
        scope = scope or match["scope"]
        end = read_link(text, low, match.start(), rank=True).start
    return end, scope


def _rank_subject(reading: _Reading, link: Link, low: int, number: NumberMention, start: int) -> _Subject | None:
    text = reading.text
    words_end, scope = _rank_words_end(text, low, link.start)
    span = clean_words(text, low, words_end)
    carried = reading.place.subject
    if span[0] >= span[1] or _is_pronoun(text[span[0] : span[1]]):
        if carried is None:
            return None
        return _Subject(carried.start, carried.end, carried.words, carried.clause_start, carried.members, scope)
    subject = _named(reading, span, start, link)
    return _Subject(subject.start, subject.end, subject.words, start, subject.members, scope)


def _previous_clause(reading: _Reading, start: int, number: NumberMention, end: int) -> _Subject | None:
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
            return _Subject(max(a, b - 20), b, text[max(a, b - 20) : b], clause_start)
    a, b = number.end, min(end, number.end + 16)
    while a < b and text[a] in " 以上左右内的":
        a += 1
    if a < b:
        return _Subject(a, b, text[a:b], start)
    a, b = start, number.start
    return _Subject(a, b, text[a:b], start) if a < b else None


_PROPORTION = re.compile(r"\s*[:∶：]\s*[0-9.]+\s*[:∶：]")
_LEADING_NUMBER = re.compile(r"[0-9.,]+[万亿]?[个家户项名所座]?")


def _scope_of(text: str, low: int, high: int) -> str | None:
    match = _SCOPE.search(text, low, high)
    return match.group() if match else None


def _read_run(
    reading: _Reading, run: list[NumberMention], link: Link, low: int, limit: int, start: int, end: int
) -> None:
    subject = _run_subject(reading, run, link, low, start, end)
    if subject is None:
        return
    reading.place.subject = subject
    count = len(run)
    parts: list[_Subject]
    if len(subject.members) == count:
        parts = [_Subject(a, b, words, subject.clause_start, scope=subject.scope) for a, b, words in subject.members]
        reading.place.named.extend(parts)
    elif count == 2 and (pair := pair_of(subject.words)):
        parts = [_Subject(subject.start, subject.end, subject.words, subject.clause_start, scope=side) for side in pair]
    elif (
        "分别" in reading.text[low : run[0].start]
        and len(reading.place.named) >= count
        and subject.start == reading.place.named[-1].start
    ):
        parts = reading.place.named[-count:]
    else:
        parts = [subject] * count
        reading.place.named.append(subject)
    for number, part in zip(run, parts, strict=True):
        if number.unit:
            _add(reading, number, link, part, start, end)


def _run_subject(
    reading: _Reading, run: list[NumberMention], link: Link, low: int, start: int, end: int
) -> _Subject | None:
    text = reading.text
    words_end, scope = link.start, None
    if run[0].kind == "rank":
        words_end, scope = _rank_words_end(text, low, words_end)
    span = clean_words(text, low, words_end)
    if text.startswith("占", span[0]) and span[1] - span[0] < 12:
        span = (span[1], span[1])
    carried = reading.place.subject
    if span[0] < span[1] and not _is_pronoun(text[span[0] : span[1]]):
        subject = _members_subject(reading, span, start, len(run))
    elif carried is not None:
        subject = carried
    else:
        return _previous_clause(reading, start, run[0], end)
    if scope:
        subject = _Subject(subject.start, subject.end, subject.words, subject.clause_start, subject.members, scope)
    return subject


def _members_subject(reading: _Reading, span: tuple[int, int], start: int, count: int) -> _Subject:
    text = reading.text
    a, b = span
    whole = text[a:b]
    subject = _Subject(a, b, whole.replace("分别", ""), start, scope=_scope_of(text, a, b))
    predicate = ""
    share = text.rfind("占", a, b)
    if share > a and not whole.endswith(("比重", "比例", "占比", "份额", "比", "率")):
        b = share
    each = text.find("分别", a, b)
    if each > a:
        # 煤炭、电解铝分别淘汰落后产能1.1亿吨和120万吨: the members stand before 分别, what they share after it.
        predicate = text[each + 2 : b]
        b = each
    subject.end, subject.words = b, text[a:b]
    members = split_members(text, a, b, count)
    if members is None and not pair_of(text[a:b]):
        members = _members_before(reading, a, b, count)
    if members:
        words = [words + predicate for words in member_words(text, members, _is_known, _is_name)]
        cleaned = [clean_words(text, x, y) for x, y in members]
        subject.members = tuple(
            (c[0], c[1], w if c == m else w[c[0] - m[0] :]) if c[0] < c[1] else (m[0], m[1], w)
            for c, m, w in zip(cleaned, members, words, strict=True)
        )
        subject.clause_start = min(start, members[0][0])
    return subject


def _members_before(reading: _Reading, a: int, b: int, count: int) -> list[tuple[int, int]] | None:
    """Return members of which the first stand in the clauses before."""
    text = reading.text
    low = a
    for _ in range(count):
        index = bisect_right(reading.edges, low - 1)
        low = max(reading.place.sentence_start, reading.edge_ends[index - 2] if index > 1 else 0)
        wide = clean_words(text, low, b)
        if any("0" <= char <= "9" for char in text[wide[0] : a]) or text[wide[0] : a].find("：") >= 0:
            return None
        members = split_members(text, wide[0], b, count)
        if members:
            pieces = member_words(text, members, _is_known, _is_name)
            short = all(len(piece) <= 14 and not _EDGE_MARK.search(piece) for piece in pieces)
            return members if short and all(_look_up(piece, None) for piece in pieces[:-1]) else None
        if low <= reading.place.sentence_start:
            return None
    return None


_EDGE_MARK = re.compile(r"[,，。;；:：]")


def _is_name(words: str) -> bool:
    return load_glossary().get(words) is not None


def _is_known(words: str) -> bool:
    return _look_up(words, None) is not None


def _add(reading: _Reading, number: NumberMention, link: Link, subject: _Subject, start: int, end: int) -> None:
    kind = _kind_of(number, link, subject.words)
    period, status = _time_of(reading, number, link, kind, subject.words, start)
    indicator = _indicator_of(subject.words, subject.scope, kind, number.kind)
    scope = subject.scope
    if _GENERIC.match(subject.words) and number.kind != "time":
        scope = _narrower(reading, subject, start) or scope
    reading.figures.append(
        Figure(
            start=number.start,
            end=number.end,
            clause_start=min(subject.clause_start, start),
            clause_end=end,
            words=subject.words,
            words_start=subject.start,
            words_end=subject.end,
            indicator=indicator.name if indicator else None,
            value=number.value,
            high=number.high,
            unit=number.unit,
            base_value=number.base_value,
            base_unit=number.base_unit,
            kind=kind,
            bound=number.bound,
            period=period,
            status=status,
            scope=scope,
        )
    )


def _narrower(reading: _Reading, subject: _Subject, start: int) -> str | None:
    """Return whose investment, area or projects a bare word means."""
    place = reading.place
    if place.topic:
        return place.topic
    work = _WORK.match(reading.text, subject.end)
    if work and reading.text[place.sentence_start - 1 : place.sentence_start] in (")", "）"):
        return work["what"]
    carried = place.subject
    if (
        carried
        and carried.start != subject.start
        and not carried.words.endswith("期")
        and not _GENERIC.match(carried.words)
    ):
        return carried.words
    if carried:
        return carried.scope
    if subject.clause_start <= start and start > place.sentence_start + 2:
        index = bisect_right(reading.edges, start - 1)
        clause_start = max(place.sentence_start, reading.edge_ends[index - 2] if index > 1 else 0)
        a, b = clean_words(reading.text, clause_start, start - 1)
        return reading.text[a:b] if 2 <= b - a <= 16 else None
    return None


_WORK = re.compile(
    r"[0-9.]+[万亿]*元(?:以上)?[,，](?:开工建设|新建|改造|建设|搬迁|完成|实施|推进|改扩建|扩建|启动|启动建设|整治)?(?P<what>[^,，。;；、]{2,30}?)(?:建设|工程|项目)?[,，。;；]"
)


def _kind_of(number: NumberMention, link: Link, words: str) -> FigureKind:
    if number.kind == "rank":
        return FigureKind.RANK
    if number.kind == "multiple":
        return FigureKind.MULTIPLE
    if number.kind == "points":
        return FigureKind.CHANGE
    if number.kind == "percent" or number.kind == "tenths":
        if link.change or (words.endswith(("增速", "增幅", "涨幅", "增长率", "降幅", "增长")) and not link.change):
            return FigureKind.GROWTH
        if _ends_in_change(words) and not link.to:
            return FigureKind.GROWTH
        return FigureKind.SHARE
    if link.change and "新增" not in link.text:
        return FigureKind.CHANGE
    if number.kind in ("count",) or number.unit in ("名", "位"):
        return FigureKind.COUNT
    return FigureKind.LEVEL


_CHANGE_LEAD = re.compile(r"^(?:再|累计|年均)*(?:压减|压缩|精简|降低|减少|提高|提升|缩短|下调|上调|削减|下降)")


def _ends_in_change(words: str) -> bool:
    return bool(_CHANGE_LEAD.match(words))


def _time_of(
    reading: _Reading, number: NumberMention, link: Link, kind: FigureKind, words: str, start: int
) -> tuple[str, Status]:
    context = reading.timeline.at(number.start)
    mention = _governing(reading, number, start)
    year = reading.year
    forward = context.forward
    period = context.period
    text = reading.text
    if mention is not None:
        period = mention.period
        if mention.relative and not forward and "月" in mention.words and "年" not in mention.words and year:
            period = f"{year - 1}{period[4:]}"
    else:
        done = _completion(reading, number, start) if forward else ""
        period = done or period
    span = years_of(period)
    if mention is not None and span and year:
        if forward and span[1] < year:
            forward = False
        elif not forward and span[1] >= year and not mention.relative:
            forward = True
    if link.yearly and span and span[0] == span[1] and mention is not None:
        # 由2015年的A增加到2020年的B,年均增长6%: the mean is over the years between.
        wide = years_of(context.period)
        if year and span[1] > year:
            period, span = f"{year}-{span[1]}", (year, span[1])
        elif wide and wide[0] < wide[1] and span[1] in (wide[0] - 1, wide[1]):
            period, span = context.period, wide
    explicit_point = mention is not None and span is not None and span[0] == span[1]
    if (
        forward
        and mention is None
        and year
        and (
            _PAST_WORDS.search(text, max(start, number.start - 14), number.start)
            or link.text in ("有", "共有", "已有", "拥有")
            or reading.place.past
            or text.startswith("现有", number.end)
        )
    ):
        forward = False
        reading.place.past = not _AIM.search(text, start, number.start)
        period, span = str(year - 1), (year - 1, year - 1)
    if link.base and kind is not FigureKind.RANK:
        reading.place.base_from = max(text.rfind("由", 0, number.start), text.rfind("从", 0, number.start))
        reading.place.base_to = number.start
        if not explicit_point and span:
            period = str(span[0] - 1)
        return period, Status.BASE
    if span and span[0] < span[1] and _is_state(link, kind, words):
        period = str(span[1])
    if forward:
        return period, Status.TARGET
    clause = text[start : number.start]
    return period, Status.CUMULATIVE if _CUMULATIVE.search(
        clause
    ) and kind is not FigureKind.GROWTH else Status.ACHIEVED


def _is_state(link: Link, kind: FigureKind, words: str) -> bool:
    if kind is FigureKind.RANK:
        return True
    if kind in (FigureKind.GROWTH, FigureKind.CHANGE, FigureKind.MULTIPLE):
        return False
    if _FLOW_WORDS.search(link.text) or "新增" in words:
        return False
    return link.to or kind is FigureKind.SHARE


_NOT_A_TIME = re.compile(r"(?:规划|目标任务|目标|任务|普法|同期|以来)(?!末)")


def _governing(reading: _Reading, number: NumberMention, clause_start: int) -> PeriodMention | None:
    """Return the time that governs a number: the last one named before it in its sentence that is no yardstick."""
    index = bisect_left(reading.period_starts, number.start) - 1
    text = reading.text
    while index >= 0:
        mention = reading.periods[index]
        if mention.start < reading.place.sentence_start:
            break
        index -= 1
        if reading.place.base_from < mention.start < reading.place.base_to < number.start:
            continue
        if text[mention.start - 1 : mention.start] in "较比同与自" and text[mention.start - 1 : mention.start]:
            continue
        if _NOT_A_TIME.match(text, mention.end) or text[mention.end - 2 : mention.end] == "规划":
            continue
        if (
            "-" in mention.period
            and len(mention.period) == 7
            and mention.start < clause_start
            and "年" not in mention.words[:-1]
        ):
            continue
        if len(mention.period) == 7 and mention.start < clause_start:
            continue
        return mention
    return None


def _completion(reading: _Reading, number: NumberMention, start: int) -> str:
    """Return the month by which the work a number belongs to is to be done; empty when none is named."""
    if number.kind != "money":
        return ""
    index = bisect_right(reading.sentence_edges, start)
    stop = reading.sentence_edges[index] if index < len(reading.sentence_edges) else start + 200
    low = bisect_left(reading.period_starts, number.end)
    for mention in reading.periods[low : low + 3]:
        if mention.start >= stop:
            break
        if len(mention.period) == 7 and _DONE.search(reading.text, mention.end, min(stop, mention.end + 12)):
            return mention.period
    return ""


_FITS = {
    "money": {"money", "per"},
    "percent": {"percent"},
    "permille": {"percent"},
    "people": {"people", "count", "bare"},
    "households": {"count", "bare"},
    "count": {"count", "people", "bare"},
    "area": {"area"},
    "length": {"length"},
    "weight": {"weight", "per"},
    "volume": {"volume", "weight"},
    "power": {"power"},
    "energy": {"energy"},
    "concentration": {"concentration", "per"},
    "days": {"time"},
    "years": {"time"},
}


def _indicator_of(words: str, scope: str | None, kind: FigureKind, unit_kind: str) -> Indicator | None:
    indicator = _look_up(words, scope)
    if indicator is None or kind in (FigureKind.RANK, FigureKind.MULTIPLE, FigureKind.GROWTH, FigureKind.CHANGE):
        return indicator
    fits = _FITS.get(indicator.unit_kind)
    if fits is None or (unit_kind or "bare") in fits:
        return indicator
    return load_glossary().get(indicator.name + "占比") if kind is FigureKind.SHARE else None


_WIDE_KINDS = frozenset(("money", "percent", "weight", "power", "energy", "people", "concentration", "volume"))
"""Kinds of indicator that a whole place has one of: what stands before the name narrows it."""
_HARMLESS = re.compile(
    r"^(?:新增|新建|完成|实现|地方|财政|全社会|规模以上|规上|规模|城镇|农村|城市|全部|预计|初步|年度|金融机构|各项|本外币|人民币|外贸|外商|国内|国际|主要"
    r"|县市区|工业|营造林|生产|实际|总|年|平均|人均|集中式|城乡|居民|农民|环境|空气|质量|地表水|国考|国省考|断面|水质|主城区|中心城区|城区|市区|建成区|常住|全口径"
    r"|一般|公共|预算|同口径|可比|单位|万元|学前|三年|带动|拉动|吸引|撬动|接待|海内外|国内外|免费|补贴性|各类|重大|重点|项目|产业|[0-9.]+)*$"
)


@lru_cache(maxsize=8192)
def _prefix_of(words: str, indicator: Indicator) -> str | None:
    """Return what narrows an indicator inside its words (滨海新区国内生产总值 -> 滨海新区); None for nothing of weight."""
    for name in sorted((indicator.name, *indicator.aliases), key=len, reverse=True):
        at = words.find(name)
        if at > 1:
            prefix = _ACTION_LEAD.sub("", words[:at]).removesuffix("实现").removesuffix("完成").strip("、，“”")
            return prefix if len(prefix) > 1 and not _HARMLESS.match(prefix) else None
        if at >= 0:
            return None
    return None


_QUALIFIED = re.compile(
    r"^(?:省级以上|市级以上|国家级|省级|市级|县级以上|各类|新认定|新增|新引进|国家|全市|重点|年均|累计)+(?=[一-龥]{3})"
)
_TRAILING = re.compile(
    r"(?:数量|总量|总数|人数|数|额|总额|规模|任务|工程|改造|建设|面积|新增|增速|增幅|涨幅|增长率|降幅|增长|项目|总产量|产量|水平|达到|完成|工作|分别|投资额?|年均|平均|标准|补助|量|治理)$"
)


@lru_cache(maxsize=8192)
def _look_up(words: str, scope: str | None) -> Indicator | None:
    glossary = load_glossary()
    plain = words.replace("“", "").replace("”", "").strip('"、 ')
    if scope and (pair := pair_of(plain)) and scope in pair:
        narrow = (
            plain.replace("存贷款", scope)
            .replace("城乡", scope)
            .replace("城镇和农村", scope)
            .replace("城镇、农村", scope)
        )
        found = glossary.get(narrow)
        if found is None and "居民" in narrow and "收入" in narrow:
            found = glossary.get(scope + "居民人均可支配收入")
        if found is None and scope in ("城镇", "农村") and ("低保" in narrow or "最低生活保障" in narrow):
            found = glossary.get("城市低保标准" if scope == "城镇" else "农村低保标准")
        if found is None and narrow != plain:
            found = _look_up(narrow, None)
        if found:
            return found
    exact = glossary.get(plain)
    if exact:
        return exact
    plain = _QUALIFIED.sub("", plain) or plain
    if "占" in plain:
        part, _, whole = plain.partition("占")
        if not part.endswith(("侵", "抢")):
            owner = glossary.find_best(part)
            return glossary.get((owner.name if owner else part) + "占比") if whole else None
    for _ in range(3):
        exact = glossary.get(plain)
        if exact:
            return exact
        indicator = glossary.find_best(plain)
        if indicator and any(len(name) > 2 and plain.endswith(name) for name in (indicator.name, *indicator.aliases)):
            return indicator
        shorter = _TRAILING.sub("", plain)
        if shorter == plain or not shorter:
            return None
        plain = shorter
    return None
