"""What a sentence must hold to answer: a number in the unit asked for, a time, the office whose holder is asked for."""

import re
from collections.abc import Sequence

from corpus.normal_form import normalise
from corpus.numerals import parse_number
from corpus.periods import find_periods
from corpus.types import FigureKind
from corpus.units import unit_kind
from service.compose.members import count_members
from service.compose.sentence import weigh_clauses
from service.draft import Draft
from service.evidence.evidence import Evidence
from service.question.cues import Kind
from service.question.question import Question
from service.refusal.fit import MEASURING

_COUNT = re.compile(r"[\d〇零一二三四五六七八九十百千万亿两半]+(?!地|手|体|线|端|翼|级|边|者|定|步|方|号)")
_ASKS_WHICH = re.compile(r"哪一?[家个座所位条][^,，。?？]{0,12}$|哪[几些]|叫什么|叫啥|都?[有是]谁|名字|姓名|名称|名单")
_SEGMENT = re.compile(r"[,，、;；:：。]")
_COUNTED_THING = re.compile(r"[\d.一二两三四五六七八九十百千万亿]+余?多?[家个所座位名人项条种件处]")
_COUNTING_WORDS = re.compile(
    r"[新净]增|新[建评晋]|新|增加到|增至|达到?|累计|成功|获[评批得]|荣获|入[选围]|当选|评[为上]|被|认定|培育|创建|建成|引进|实现|总数|共有?|有|了|为|再|已|等"
)
_NAME_LENGTH = 2
"""Chinese characters of the shortest name."""
_AMOUNT = re.compile(
    r"(?<![第\d.-])[\d一二三四五六七八九两半][\d〇零一二三四五六七八九十百千万亿两半.]*(?:多|余)?(?![\d号线届期年月日类级强条是]|地|手|体|定|步|方|批|系列|起)"
)
"""A number of things, not one that names: 3号线, 2013年, 第二, 一批."""
_ASKS_AMOUNT = re.compile(
    r"多少|多[大高长宽重深](?!程度|影响|意义|作用)|几(?=[个家户项条座处所件届套场只辆棵株颗幢趟台栋间艘架名位人亩])"
)
_ASKS_COUNT = re.compile(r"几(?P<of>[大个项条类种张本场](?!人|月)[一-龥]{2})")
_LENGTH = re.compile(r"[一二两三四五六七八九十半百\d](?:年(?!级|代)|个?月|天|周|个?小时|分钟)")
_DAYS = re.compile(r"(?:仅|只|[耗历]时|用|花|不到|短短)[^,，。]{0,3}\d+多?(?:天|日)")
_IN_A_ROW = re.compile(r"连[着续]|连[丰增涨冠升快胜]")
_ROW = re.compile(r"[一二三四五六七八九十\d]+连[丰增涨冠升快胜]")
_ASKS_TURN = re.compile(r"第几([轮届批期次代季站号只头座条家年])")
_TAKES_PLACE = re.compile(r"第几[名位个]?(?:的)?(?:会|能|可以?|才|将|给|授|奖|得|拿)")
_PLACES = re.compile(r"[前后末第][\d一二两三四五六七八九十]+[名位]")
_FROM_PLACE = re.compile(r"[由从]第[\d一二三四五六七八九十]+[位名]?[^,，。;；]{0,8}[到至]第")
_CHANGES_PLACE = re.compile(r"(?:从|由)第几|升到|变[到成为]|[升降掉前后]了?(?:几|多少)")
_ASKS_PERSONS = re.compile(r"姓名|名单|姓什么|叫什么名|名字|都有谁")
_NAMES = re.compile(r"[“《「、]|命名|名为|叫做|取名|即")
_ASKS_ONE = re.compile(
    r"哪一?[个家座所条支款处类种][^,，。?？]|叫什么|叫啥|全称|名字|什么[^,，。?？多少几]{0,6}(?:展会|展览|会议|活动|称号|奖|比赛|赛事|大会|论坛)"
    r"|(?<!有)(?:什么|啥)[^,，。?？多少几]{0,4}(?:工程|行动|计划|制度|机制|品牌|平台|模式|试点|改革|战略|专项|头衔|牌子)"
)
_ASKS_ROLE = re.compile(
    r"(?P<role>主演|导演|负责|承建|投资|设计|牵头|作者|发明|冠军|教练|队长|股东|主办|承办|捐赠|施工|运营|赞助|评委)[一-龥]{0,2}(?:是|叫|有)?(?:谁|哪位|什么人|哪[家个])"
)
_OTHERS = re.compile(
    r"(?:另外?|其余|其他|剩下|余下)的?(?P<count>[两二三四五六七八九十\d]+)[家个所条座名位项种](?!月|百分点)[^,，。?？]{0,8}(?:谁|哪|什么|啥)"
)
_COUNTED_NAMES = re.compile(
    r"(?P<count>[两二三四五六七八九十\d]+)[家个所条座名位项种部](?!月|百分点)[^,，。?？]{0,10}(?:叫什么|叫啥|名字|姓名|名称|名单)"
)
_ASKS_NAMES = re.compile(r"叫什么|叫啥|名字|姓名|名称|名单")
_OFFICE = re.compile(
    r"(?:[省市县区州]委|人大|政协|政府|常务副|副)?(?:书记|主任|主席|局长|部长|院长|校长|董事长|秘书长)"
)
_TIME = re.compile(
    r"\d+(?:[年月日]|号(?!线|楼|井|机|院|桥))|[一二三四五六七八九十]月|[年月]底|年内|年初|[上下]半年|季度|[今明去]年|[春夏秋冬]季|[五两三]年来|近年"
    r"|[“\"]十一[”\"]|五一|国庆|春节|元旦|中秋|汛期|供暖季"
)
_NAMED = (
    (re.compile(r"哪一?天|几月几[号日]|具体日期"), re.compile(r"\d[日号](?!线)|元旦|国庆|除夕|春节|七一|八一")),
    (
        re.compile(r"哪一?个?月份?|几月"),
        re.compile(r"\d月|[一二三四五六七八九十]月|[年月]底|年内|[上下]半年|[一二三四]季度"),
    ),
    (re.compile(r"(?:哪条|什么)(?:街|路(?![子径线]))|几号(?!线)"), re.compile(r"街|路|大道|巷|\d号")),
    (
        re.compile(r"交易所|哪个板块?上市"),
        re.compile(r"[交港]所|交易所|主板|创业板|科创板|新三板|纳斯达克|[沪深]市|北交"),
    ),
    (re.compile(r"哪国|哪个国家|哪几个国家"), re.compile(r"国|美|英|法|德|日|韩|俄|欧|洲|加坡|利亚")),
    (re.compile(r"几点|几时"), re.compile(r"\d时|\d点")),
    (
        re.compile(r"哪一?(?:个|些|几个|座)?(?:县|旗)(?!城|级)"),
        re.compile(
            r"(?:落户|落地|坐落|位于|花落|选址)(?:于|在)?[一-龥]{2,3}(?=[,，。、；;]|$)"
            r"|(?<![全各本我该市个困小])[县旗](?![域级委乡])|(?<=[一-龥]{2})(?<![山城老灾园库市社地景牧林矿])区(?!域)"
        ),
    ),
    (re.compile(r"哪一?个?(?:国家)?(?:部委|部门|部)(?!分)"), re.compile(r"[部委局办厅署院](?![分位署会员])|部门|政府")),
    (
        re.compile(r"哪一?个区(?!域)"),
        re.compile(r"(?<=[一-龥])(?<![山城老灾园库市社地景牧林矿郊片街校])区(?!域|划|间|位|块)"),
    ),
    (
        re.compile(r"(?:发生|搬|迁|选|落户|位于|坐落|举行|举办)[^,，。]{0,4}(?:哪[里儿]|什么地方|何处)"),
        re.compile(
            r"[在于至到][一-龥]{2}|落户|进驻|坐落"
            r"|[一-龥]{2}(?<![全本我该各城大中小门超都铁公线])(?:县|区|市|镇|乡|村|州|旗|街道|路)(?![级场域民])"
        ),
    ),
    (re.compile(r"哪一?(?:个|些|几个)?(?:镇|乡)(?!村)"), re.compile(r"(?<![城乡村各小])[镇乡](?![村镇振化级])")),
    (re.compile(r"哪一?(?:个|些|几个)?村(?!民)"), re.compile(r"(?<![乡农城贫困行政各])村(?![民庄镇级道委])|村庄")),
)
"""What a question asks by its name, and what a name of it holds."""
_ASKS_GAP = re.compile(
    r"[比较跟和与](?P<wider>全国|全省|全市|全区|全县|全州)(?:的?平均(?:水平)?|水平)?(?:相?比)?[^,，。?？多少几]{0,4}?"
    r"(?:高出?|低|快|慢|多|少|强|差)[^,，。?？]{0,2}(?:多少|几)"
)
_TELLS_GAP = (
    r"(?:[比较]|[高低快慢优好多少]于|超过?出?|领先|跑赢){wider}|{wider}(?:平均|水平|均值|增[速幅]|的?[\d.]|为|达)"
)
_LOOKED_AT = 4
_SPEAKS = 0.3
"""A clause that holds this share of what the best clause holds of a question speaks of it."""
_FAR_OFF = 0.3
"""Among how many sentences, and how far behind the best, one that names a time is looked for."""


def may_tell_number(question: Question, item: Evidence) -> bool:
    """Say whether a sentence may hold the number that a question asks for: one in the unit that it names."""
    if question.unit not in MEASURING:
        if question.unit is None:
            return not _asks_amount(question) or any(map(_AMOUNT.search, _quote_speaking(question, item)))
        return bool(_COUNT.search(item.quote))
    told = item.reading.figures_within(item.sentence.start, item.sentence.end)
    return any(unit_kind(figure.base_unit) == MEASURING[question.unit] for figure in told)


def asks_name(question: Question) -> bool:
    """Say whether a question is which one it is (哪座古镇, 全称是什么), so that no number answers it."""
    return question.language == "zh" and bool(_ASKS_ONE.search(question.text))


def tells_place(question: Question, item: Evidence) -> bool:
    """Say whether a sentence tells in words which place or turn a question asks for: 由第11位上升到第7位, 第九轮谈判.

    A place that stands alone is a figure and needs no sentence.
    """
    if question.measure is not FigureKind.RANK or question.language != "zh":
        return False
    turn = _ASKS_TURN.search(question.text)
    told = " ".join(_quote_speaking(question, item))
    if turn:
        return bool(re.search(rf"第[\d一二三四五六七八九十]+{turn[1]}", told))
    if _TAKES_PLACE.search(question.text):
        return bool(_PLACES.search(told))
    return bool(_FROM_PLACE.search(told)) and bool(_CHANGES_PLACE.search(question.text))


def tells_length(question: Question, item: Evidence) -> bool:
    """Say whether a sentence tells in words how long, where that is asked: 每天一小时, 三年任务两年完成."""
    row = _ROW if _IN_A_ROW.search(question.text) else None
    length = {"时间": _LENGTH, "天": _DAYS, "年": row}.get(question.unit or "")
    return length is not None and any(map(length.search, _quote_speaking(question, item)))


def tells_count(question: Question, item: Evidence) -> bool:
    """Say whether a sentence counts in words what a question asks how many of: 九大工程 for 几大工程."""
    asked = _ASKS_COUNT.search(normalise(question.text))
    if asked is None or question.kind is not Kind.FIGURE:
        return False
    return bool(re.search(rf"[二两三四五六七八九十]{asked['of']}", normalise(item.quote)))


def _asks_amount(question: Question) -> bool:
    return question.kind is Kind.FIGURE and question.language == "zh" and bool(_ASKS_AMOUNT.search(question.text))


def keep_answering(question: Question, evidence: Sequence[Evidence]) -> Sequence[Evidence]:
    """Return the evidence that can answer, best first: all of it, but for questions that ask for a time or a holder.

    For a time only sentences that name one, near the best; for the holder of an office, or a street or a month, none
    where the best sentence does not name the like; for so many members none where it does not hold them.
    """
    if not evidence:
        return evidence
    normal = normalise(question.text)
    if question.kind is Kind.WHEN:
        near = (item for item in evidence[:_LOOKED_AT] if evidence[0].score - item.score < _FAR_OFF)
        evidence = [item for item in near if _names_time(question, item)]
    if not evidence or not _is_named(normal, evidence[0]):
        return []
    if question.kind is Kind.LIST and question.count is not None:
        return evidence if _holds_members(question, question.count, evidence[0]) else []
    role = _ASKS_ROLE.search(normal) if question.kind is Kind.WHO else None
    if role and role["role"] not in normalise(evidence[0].quote):
        return []
    office = _OFFICE.search(normal) if question.kind is Kind.WHO else None
    return [] if office and office.group() not in normalise(evidence[0].quote) else evidence


def leaves_unnamed(question: Question, evidence: Sequence[Evidence], draft: Draft) -> bool:
    """Say whether names are asked for, and the one quote of a draft only counts them or speaks of who has them."""
    others = _OTHERS.search(normalise(question.text)) or _COUNTED_NAMES.search(normalise(question.text))
    if "definition" in draft.features or question.kind is Kind.YES_NO:
        return False
    if len(draft.spans) != 1 or question.language != "zh":
        return False
    reading, start, end = draft.spans[0]
    if (question.kind is Kind.WHO or _ASKS_WHICH.search(question.text)) and _only_counts(
        question, reading.quote(start, end)
    ):
        return True
    if not (others or _ASKS_NAMES.search(question.text)):
        return False
    quoted = (e for e in evidence if e.reading is reading and e.sentence.start <= start < e.sentence.end)
    count = int(parse_number(others["count"]) or 0) if others else question.count
    if count is not None:
        return not all(_holds_members(question, count, item) for item in quoted)
    if not _ASKS_PERSONS.search(question.text):
        return False
    return not any(_NAMES.search(clause) for item in quoted for clause in _quote_speaking(question, item))


def _only_counts(question: Question, quote: str) -> bool:
    """Say whether a quote says of what is asked no more than how many there are: 新增三甲医院1家, 1人当选院士."""
    asked = set(question.content)
    segments = [segment for segment in _SEGMENT.split(normalise(quote)) if segment]
    best = max(segments, key=lambda segment: len(asked.intersection(segment)))
    if not _COUNTED_THING.search(best):
        return False
    rest = _COUNTING_WORDS.sub("", _COUNTED_THING.sub("", best))
    return sum("一" <= letter <= "龥" and letter not in asked for letter in rest) < _NAME_LENGTH


def leaves_uncompared(question: Question, draft: Draft) -> bool:
    """Say whether how far something is from the whole country's or province's is asked and no quote tells theirs."""
    asked = _ASKS_GAP.search(normalise(question.text))
    if asked is None or not draft.spans:
        return False
    told = re.compile(_TELLS_GAP.replace("{wider}", asked["wider"]))
    return not any(told.search(normalise(reading.quote(start, end))) for reading, start, end in draft.spans)


def _is_named(normal: str, item: Evidence) -> bool:
    """Say whether a sentence names what a question asks for by its kind: a month, a county, a street."""
    told = normalise(item.quote)
    return all(named.search(told) for asked, named in _NAMED if asked.search(normal))


def _holds_members(question: Question, count: int, item: Evidence) -> bool:
    """Say whether a clause that speaks of what is asked, or one beside it, holds as many members side by side."""
    return any(count in count_members(clause) for clause in _quote_speaking(question, item))


def _quote_speaking(question: Question, item: Evidence) -> list[str]:
    """Return the clauses of a sentence that speak of what is asked, and those beside them."""
    gains = weigh_clauses(question, item)
    least = _SPEAKS * max(gains)
    speaking = {number for number, gain in enumerate(gains) if gain >= least}
    return [
        item.reading.quote(clause.start, clause.end)
        for number, clause in enumerate(item.clauses)
        if not speaking.isdisjoint(range(number - 1, number + 2))
    ]


def _names_time(question: Question, item: Evidence) -> bool:
    """Say whether a time stands with what is asked: in its part of a sentence of several things, or in its opening."""
    gains = weigh_clauses(question, item)
    best = item.clauses[gains.index(max(gains))]
    quote, start = item.quote, item.sentence.start
    begins = max((quote.rfind(mark, 0, best.start - start) for mark in "；;"), default=-1) + 1
    ends = min((at for mark in "；;" if (at := quote.find(mark, best.end - start - 1)) >= 0), default=len(quote))
    opening = quote[: item.clauses[0].end - start] if begins else ""
    here = quote[begins:ends]
    # A span of years that opens a look back is no time of one thing in it.
    return bool(_TIME.search(here + opening)) or bool(find_periods(here, item.reading.report.year))
