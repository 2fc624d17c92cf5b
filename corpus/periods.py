"""The times a text names, as periods: "2020", "2016-2020", "2021-09".

Works on reports and on questions, in Chinese and, for questions, in English and the other languages people ask in.
"""

import re
from dataclasses import dataclass

from corpus.numerals import fold, parse_number

PLAN_STARTS = {
    "一五": 1953, "二五": 1958, "三五": 1966, "四五": 1971, "五五": 1976, "六五": 1981, "七五": 1986, "八五": 1991,
    "九五": 1996, "十五": 2001, "十一五": 2006, "十二五": 2011, "十三五": 2016, "十四五": 2021, "十五五": 2026,
    "十六五": 2031,
}  # fmt: skip
_PLAN_ORDINALS = [1953, 1958, 1966, 1971, 1976, 1981, 1986, 1991, 1996, 2001, 2006, 2011, 2016, 2021, 2026, 2031]
_ENGLISH_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth"
    " sixteenth"
).split()
_MONTHS = "january february march april may june july august september october november december".split()


@dataclass(frozen=True, slots=True)
class PeriodMention:
    """A time that a text names."""

    start: int
    end: int
    period: str
    """"2020", "2016-2020", "2021-09"; a bare month has the report's year."""
    words: str
    relative: bool = False
    """It depends on the report's year (今年, 去年, 9月, 过去五年)."""


_Y = r"(?:19|20)[0-9]{2}"
_HAN_Y = "[一二][九〇零○Ｏ][〇零○一二三四五六七八九]{2}"
_S = r"[ \u00a0\u3000]{0,2}"
_COUNT = "[一二两三四五六七八九十]|1[0-9]|[2-9]"
_ANCHOR = re.compile("[年月五度]|今[春冬]")
"""Every Chinese time holds one of these: only their surroundings are read closely."""
_CHINESE = re.compile(
    rf"(?=[0-9一二三四五六七八九十两今往以本去上过前明下来近最这接未第“\"])(?:(?P<y1>{_Y}){_S}年?{_S}(?:[-–—―~～至到]|——){_S}(?P<y2>{_Y}){_S}(?:学年|年)"
    rf"|(?P<y>{_Y}){_S}年(?!代|版|第|号)(?:度|(?P<end>底|末)|{_S}(?P<m>1[0-2]|0?[1-9]){_S}月)?"
    rf"|(?P<hy>{_HAN_Y})年(?!代)"
    rf"|(?P<month>(?<![0-9至到—-])(?:1[0-2]|[1-9])){_S}月(?=底|末|份|初|上旬|中旬|下旬|[0-3]?[0-9]日|前|[,，、])"
    r"|(?P<this>今年|本年度?(?!级)|今春|今冬)(?:[年的]?(?P<tm>1[0-2]|[1-9])月)?"
    r"|(?P<last>去年|上年|上一年|前一年|过去一年|过去的一年|一年来)(?!的?同期|同期)(?:(?P<lm>1[0-2]|[1-9])月)?"
    r"|(?P<before>前年)|(?P<next>明年|下一年|来年)"
    rf"|(?:过去|近|最近|(?<![0-9年五期])这|上一届)(?:的)?(?P<past>{_COUNT})年(?:来|间|里)?|(?<![几数一二三四五六七八九十])(?P<past2>{_COUNT})年(?:来|间)"
    rf"|(?:今后|往后|未来|下一个|接下来|以后)(?:的)?(?P<future>{_COUNT})年"
    r"|[“\"]?(?P<plan>十[一二三四五六]五)[”\"]?(?!普法)(?:规划|计划)?(?P<pe>期?末|收官(?:之年|之时|那年|时)|期间?末|的?最后一年|规划末|(?:快要?|要)?(?:结束|完成|收尾)(?:的?时候|那年|时))?"
    r"|[“\"](?P<plan2>[一二三四五六七八九十]五)[”\"](?!普法)(?:规划|计划)?(?P<pe2>期?末)?"
    r"|(?<![二三四五六七八九])(?P<plan3>[六七八九十]五)(?=计划|规划|时期|期间)(?:规划|计划)?(?P<pe3>期?末)?"
    r"|第(?P<plan4>十?[一二三四五六七八九十])个五年(?:规划|计划))"
)
_LOOSE = re.compile(
    rf"\b(?:between|from)\s+(?P<e1>{_Y})\s+(?:and|to)\s+(?P<e2>{_Y})\b"
    rf"|(?<![0-9.])(?P<e3>{_Y})\s*(?:[-–—~]|to|and|bis|à|a|至|到)\s*(?P<e4>{_Y})(?![0-9])"
    rf"|\b(?P<emonth>{'|'.join(_MONTHS)})(?:\s+(?:[0-3]?[0-9],?\s+)?(?P<ey>{_Y}))?\b"
    r"|(?P<eend>end\s+of\s+)?(?:the\s+)?(?P<eplan>1[0-6](?:th)|[1-9](?:st|nd|rd|th)|"
    + "|".join(_ENGLISH_ORDINALS)
    + r")[\s-]+five[\s-]+year\s+plan"
    r"|\b(?:(?:over|in|during|for)\s+)?(?:the\s+)?(?:past|last|previous)\s+(?P<epast>five|three|four|two|ten|[2-9])\s+years"
    r"|\b(?:the\s+)?(?:next|coming|following)\s+(?P<enext>five|three|four|two|ten|[2-9])\s+years"
    r"|(?P<elast>\b(?:last|previous|the\s+past)\s+year\b|\bthe\s+year\s+before\b|昨年|前年度|작년|지난해|l['’]ann[ée]e\s+derni[èe]re|l['’]an\s+dernier"
    r"|letztes\s+Jahr|letzten\s+Jahr(?:es)?|vergangenen\s+Jahr(?:es)?|\bVorjahr(?:es)?\b|a[ñn]o\s+(?:pasado|anterior)"
    r"|ano\s+(?:passado|anterior)|anno\s+(?:scorso|precedente)|scorso\s+anno|năm\s+(?:ngoái|trước)|прошло[мг]о?\s+год[уа]?)"
    r"|(?P<ethis>\bthis\s+year\b|올해|금년|cette\s+ann[ée]e|diese[sm]\s+Jahr|este\s+a[ñn]o|quest['’]anno|\beste\s+ano\b"
    r"|năm\s+nay|этом\s+году|этот\s+год|этого\s+года)"
    r"|(?P<oend>\b(?:fin|fine|final|Ende|end|конц[ае])\s+(?:du|del|do|des|der|of)?\s*)?"
    r"(?:\b(?P<oplan>1[0-6]|(?=[IVX])X?(?:IX|IV|V?I{0,3}))(?:\.?[ºªoª°]|\.|e|ème|-?[йяе]|-?го|-?ой)?[\s-]+"
    r"(?:plan\s+quin?quenn?al|plano\s+quinquenal|piano\s+quinquennale|F[üu]nfjahr(?:es)?plan\w*|пятилет\w+)"
    r"|(?P<wplan>onzi|douzi|treizi|quatorzi|quinzi|und[ée]cimo|duod[ée]cimo|decimotercer|decimocuarto|decimoquinto|elfte|zwölfte"
    r"|dreizehnte|vierzehnte|fünfzehnte|undicesimo|dodicesimo|tredicesimo|quattordicesimo|quindicesimo"
    r"|одиннадцат|двенадцат|тринадцат|четырнадцат|пятнадцат)\w*\s+"
    r"(?:plan\s+quin?quenn?al|piano\s+quinquennale|F[üu]nfjahr(?:es)?plan\w*|пятилет\w+)"
    r"|第\s?(?P<jplan>1[0-6]|十[一二三四五六]?)次\s?(?:5|五)[かカヶヵ箇]年(?:計画|计划)?|제\s?(?P<kplan>1[0-6])차\s?5개년(?:\s?계획)?)"
    r"|(?P<enextyear>\bnext\s+year\b|来年)"
    r"|(?<![0-9])(?<![0-9][.,/:])(?P<ebare>19[4-9][0-9]|20[0-4][0-9])(?![0-9]|\.[0-9]|,[0-9]|\s*(?:[个万亿元名人家户公里亩吨项座所处件条%％/:]|\b(?:yuan|people|households|km)))"
    r"|(?<![0-9近后前过来续长满续约第.])(?P<short>[0-3][0-9])年(?!来|间|内|前|后|以上|期|限|的?历史|代|度|多|左右)",
    re.IGNORECASE,
)
_WORD_NUMBERS = {"two": 2, "three": 3, "four": 4, "five": 5, "ten": 10}


def find_periods(
    text: str, report_year: int | None, *, loose: bool = True, plain: str | None = None
) -> list[PeriodMention]:
    """Return the times a text names, in text order and without overlaps.

    Words that depend on the report's year (去年, 过去五年) are left out when it is None. `loose` also reads what only a
    question would say: bare years, two-digit years and other languages. `plain` is the folded text where the caller
    has it already.
    """
    plain = fold(text) if plain is None else plain
    found: list[PeriodMention] = []
    for start, end in _windows(plain):
        for match in _CHINESE.finditer(plain, start, end):
            mention = _read_chinese(text, match, report_year)
            if mention:
                found.append(mention)
    if not loose:
        return found
    for match in _LOOSE.finditer(plain):
        start, end = match.span()
        if any(mention.start < end and start < mention.end for mention in found):
            continue
        mention = _read_loose(text, match, report_year)
        if mention:
            found.append(mention)
    return sorted(found, key=lambda mention: mention.start)


def _windows(text: str) -> list[tuple[int, int]]:
    windows: list[tuple[int, int]] = []
    low = high = 0
    for match in _ANCHOR.finditer(text):
        at = match.start()
        if at - 12 > high:
            if high:
                windows.append((low, high))
            low = at - 12
        high = at + 18
    if high:
        windows.append((max(0, low), high))
    return windows


def years_of(period: str) -> tuple[int, int] | None:
    """Return the first and last year of a period; None for an empty one."""
    if not period:
        return None
    first, _, last = period.partition("-")
    return (int(first), int(last)) if len(last) == 4 else (int(first), int(first))


def plan_span(name: str) -> str:
    """Return the years of a five-year plan by its short name: 十三五 -> 2016-2020."""
    first = PLAN_STARTS[name]
    return f"{first}-{first + 4}"


def _read_chinese(text: str, match: re.Match[str], year: int | None) -> PeriodMention | None:
    group = match.lastgroup
    start, end = match.span()
    period = ""
    relative = False
    if match["y1"]:
        period = f"{match['y1']}-{match['y2']}" if match["y1"] < match["y2"] else match["y2"]
    elif match["y"]:
        period = match["y"] + (f"-{int(match['m']):02d}" if match["m"] else "")
    elif match["hy"]:
        period = _digit_year(match["hy"])
    elif plan := match["plan"] or match["plan2"] or match["plan3"]:
        first = PLAN_STARTS[plan]
        period = str(first + 4) if match["pe"] or match["pe2"] or match["pe3"] else f"{first}-{first + 4}"
    elif match["plan4"]:
        number = parse_number(match["plan4"])
        first = _PLAN_ORDINALS[int(number or 1) - 1]
        period = f"{first}-{first + 4}"
    elif year is not None and group:
        period, relative = _relative(match, year), True
    return PeriodMention(start, end, period, text[start:end], relative) if period else None


def _relative(match: re.Match[str], year: int) -> str:
    if match["month"]:
        return f"{year}-{int(match['month']):02d}"
    if match["this"]:
        return f"{year}-{int(match['tm']):02d}" if match["tm"] else str(year)
    if match["last"]:
        return f"{year - 1}-{int(match['lm']):02d}" if match["lm"] else str(year - 1)
    if match["before"]:
        return str(year - 2)
    if match["next"]:
        return str(year + 1)
    past = match["past"] or match["past2"]
    count = int(parse_number(past or match["future"]) or 1)
    if past:
        return f"{year - count}-{year - 1}" if count > 1 else str(year - 1)
    return f"{year}-{year + count - 1}" if count > 1 else str(year)


def _read_loose(text: str, match: re.Match[str], year: int | None) -> PeriodMention | None:
    start, end = match.span()
    period = ""
    relative = False
    if match["e1"]:
        period = f"{match['e1']}-{match['e2']}"
    elif match["e3"]:
        period = f"{match['e3']}-{match['e4']}"
    elif match["emonth"]:
        month = _MONTHS.index(match["emonth"].lower()) + 1
        named = match["ey"]
        # "may" and "march" are verbs too: without a year only a capital makes them months.
        if named or (year is not None and text[start].isupper() and match["emonth"].lower() not in ("may", "march")):
            period, relative = f"{named or year}-{month:02d}", named is None
    elif match["eplan"]:
        period = _english_plan(match["eplan"].lower(), bool(match["eend"]))
    elif plan := _other_plan(match):
        period = _english_plan(plan, bool(match["oend"]))
    elif match["ebare"]:
        period = match["ebare"]
    elif match["short"]:
        period = f"20{match['short']}"
    elif year is not None:
        period, relative = _loose_relative(match, year), True
    return PeriodMention(start, end, period, text[start:end], relative) if period else None


def _loose_relative(match: re.Match[str], year: int) -> str:
    if match["elast"]:
        return str(year - 1)
    if match["ethis"]:
        return str(year)
    if match["enextyear"]:
        return str(year + 1)
    word = (match["epast"] or match["enext"]).lower()
    count = _WORD_NUMBERS.get(word) or int(word)
    return f"{year - count}-{year - 1}" if match["epast"] else f"{year}-{year + count - 1}"


_ORDINAL_WORDS = (
    ("onzi", "undécimo", "undecimo", "elfte", "undicesimo", "одиннадцат"),
    ("douzi", "duodécimo", "duodecimo", "zwölfte", "dodicesimo", "двенадцат"),
    ("treizi", "decimotercer", "dreizehnte", "tredicesimo", "тринадцат"),
    ("quatorzi", "decimocuarto", "vierzehnte", "quattordicesimo", "четырнадцат"),
    ("quinzi", "decimoquinto", "fünfzehnte", "quindicesimo", "пятнадцат"),
)
"""The eleventh to the fifteenth in other languages."""
_ROMAN = "I II III IV V VI VII VIII IX X XI XII XIII XIV XV XVI".split()


def _other_plan(match: re.Match[str]) -> str:
    """Return the number of a five-year plan that is named in another language, in digits; empty for none."""
    if match["wplan"]:
        return next((str(n) for n, words in enumerate(_ORDINAL_WORDS, 11) if match["wplan"].lower() in words), "")
    if match["jplan"]:
        number = parse_number(match["jplan"])
        return str(int(number)) if number else ""
    named = (match["oplan"] or match["kplan"] or "").upper()
    return str(_ROMAN.index(named) + 1) if named in _ROMAN else named


def _english_plan(word: str, end: bool) -> str:
    ordinal = _ENGLISH_ORDINALS.index(word) + 1 if word in _ENGLISH_ORDINALS else int(re.sub(r"\D", "", word))
    first = _PLAN_ORDINALS[ordinal - 1]
    return str(first + 4) if end else f"{first}-{first + 4}"


_HAN_DIGITS = str.maketrans("〇零○Ｏ一二三四五六七八九", "0000123456789")


def _digit_year(words: str) -> str:
    return words.translate(_HAN_DIGITS)
