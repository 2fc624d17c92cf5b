"""The words around a number: what links it to its indicator, and which words name the indicator.

The words themselves stand in figure_words.json beside the glossary.
"""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from importlib import resources
from typing import Any


def _read_words() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(resources.files("corpus").joinpath("figure_words.json").read_text("utf-8"))
    return found


def _split(lines: Iterable[str]) -> list[str]:
    return [word for line in lines for word in line.split()]


def _alternatives(words: Iterable[str]) -> str:
    """Return a pattern of literal alternatives, longest first, that share their first letters so that few are tried."""
    heads: dict[str, list[str]] = {}
    for word in sorted(set(words), key=lambda word: (-len(word), word)):
        heads.setdefault(word[0], []).append(word[1:])
    return "|".join(
        re.escape(head) + (f"(?:{'|'.join(map(re.escape, tails))})" if tails != [""] else "")
        for head, tails in heads.items()
    )


def _backwards(words: Iterable[str]) -> str:
    return _alternatives(word[::-1] for word in words)


_WORDS = _read_words()
_LINKS = {name: _split(lines) for name, lines in _WORDS["links"].items()}

# A link is read from the number back, so its pattern runs over the reversed text: 比上年同期增长 is 长增期同年上比.
_TIME_BACKWARDS = (
    r"(?:期同|时|初|[底末])?"
    r"(?:年 ?[0-9]{4}|年[上去前]|前年[二两三四五六七八九十]|年一上|期同|末?[”\"]?五[一二三四五六]十[“\"]?"
    r"|月[0-9]{1,2}(?:年[0-9]{4})?|代年[0-9]{2}|初年|[底末]年)"
)
_LINK_BODY = (
    r"(?:\s|[)）](?!(?:[镇区市街县旗州场]{1,2}|道街)[(（])[^()（）,，]{1,14}[(（]"
    rf"|的?(?:比相)?(?:平水)?{_TIME_BACKWARDS}(?:[较比同与在于]|较比|比相)?"
    rf"|{_backwards(_LINKS['to'] + _LINKS['level'] + _LINKS['change'] + _LINKS['adverbs'])}"
    # 扣除留抵退税因素后, 剔除减税降费政策影响, 按自然口径计算.
    r"|后?(?:素因(?:响影)?|响影)[^,，。;；]{1,14}?除[扣剔]|(?:算计)?径口[^,，。;；按]{1,6}按"
    r"|均人年?(?=[到至从由])|上(?![网线路会])|约(?![签节合公制条预履违契集])"
    r"|(?:平水)?(?:均平)?[国省市区州县]全于?[低高](?=[,，、仅只]|$)"
)
_LINK = re.compile(_LINK_BODY + f"|{_backwards(_LINKS['yardsticks'])})*")
_RANK_LINK = re.compile(_LINK_BODY + f"|{_backwards(_LINKS['ranked'])})*")

_BASED = "在?(?:上年|去年|[0-9]{4}年)的?(?:预算|决算|目标|计划|实际|完成数?)?的?基础上?(?:再|又)?"
"""What an amount is changed on top of: 在去年预算基础上缩减30%."""
_LEAD = re.compile(
    f"(?:(?:{_BASED}|{_alternatives(_split(_WORDS['leads']['words']))}|{'|'.join(_WORDS['leads']['patterns'])})(?![率额性]))+"
)
_STEPS = (
    "(?:连续|接连|相继|先后)?(?:跨过|跨越|跨上|连跨|迈上|迈过|迈入|突破|越过|登上|站上|跃上)"
    "(?:[一二两三四五0-9]个)?[十百千万]+亿?元?级?(?:新|大)?(?:台阶|大关|关口|门槛)"
)
"""What a level has passed on its way: 地区生产总值跨过两个千亿台阶、达到8712亿元."""
_TRAILING = re.compile(
    rf"(?:[、,，\s“]|[“\"]?[一二三四五六七八九十0-9]+连[增调涨升丰快][”\"]?|{_BASED}|{_STEPS}|连续(?:多|数|[0-9]{{1,2}}|[一二两三四五六七八九十]{{1,2}})(?:年|届|个月|个季度)|{_alternatives(_split(_WORDS['trailing']))})+$"
)


def _stop_pattern(words: list[str], unless: dict[str, str], after: dict[str, str]) -> str:
    """Return where a counted noun ends: at a verb or an adverb, unless it is part of a longer word (有 in 有机)."""
    heads: dict[str, list[str]] = {}
    for word in sorted(words, key=len, reverse=True):
        heads.setdefault(word[0], []).append(word)
    branches = []
    for first, members in heads.items():
        before = f"(?<![{after[first]}])" if first in after else ""
        tails = [re.escape(word[1:]) + unless.get(word, "") for word in members]
        branches.append(before + first + (f"(?:{'|'.join(tails)})" if tails != [""] else ""))
    return "(?:" + "|".join(branches) + ")(?![率会额量])(?!区(?!域))"


_NOUN_END = re.compile(
    r"[,，。;；:：！!？?\n（(》]|"
    + _stop_pattern(_split(_WORDS["stops"]["words"]), _WORDS["stops"]["unless"], _WORDS["stops"]["after"])
    + r"|新(?=开工|竣工|签约|建成|增|引进|投产|落户|认定|上)"
    r"|、(?=[^,，。;；、]{0,12}[0-9])|内(?=[“,，])|[和与及](?=[^,，。;；、和]{0,6}[0-9])"
    r"|中(?=[0-9,，从由位排居有])"
    r"|的?等(?=[,，。、0-9]|一批|重大|重点)|[”\"]?的(?=[0-9])|、[^、,，。;；]{0,3}(?:建成|开工|完成|新增)"
)


@dataclass(slots=True)
class Link:
    """What stands between an indicator's words and its number."""

    start: int
    """Where it begins; the words end here at the latest."""
    text: str
    change: bool
    """The number is a growth or a change (增长5%), not the level reached (增长到5%)."""
    to: bool
    """It names the level reached (增加到, 达到, 为)."""
    base: bool
    """The number is where something started from (由, 从)."""
    yearly: bool
    """A yearly mean (年均)."""
    each: bool
    """The words 分别 stand in it."""


_TO_RE = re.compile("|".join(map(re.escape, sorted(_LINKS["to"], key=len, reverse=True))))
_CHANGE_RE = re.compile(
    "|".join(
        map(
            re.escape, sorted((w for w in _LINKS["change"] if w not in ("高于", "低于", "快于")), key=len, reverse=True)
        )
    )
)
_LEVEL_RE = re.compile(r"达到?|为|是|控制在|保持在|稳定在|维持在|突破|超过|(?<![原现所])有|占|位居|居|列")
_BASE_RE = re.compile(r"(?:由|从)[^由从]{0,12}$")


def read_link(text: str, start: int, end: int, *, rank: bool = False) -> Link:
    """Return the link that ends at `end`, looked for no further back than `start`."""
    before = text[start:end]
    match = (_RANK_LINK if rank else _LINK).match(before[::-1])
    length = match.end() if match else 0
    link = before[len(before) - length :]
    if link.startswith("均") and before.endswith("人", 0, len(before) - length):
        # 人均 is a noun's beginning, no 均 of a link.
        length -= 1
        link = link[1:]
    to = bool(_TO_RE.search(link))
    change = not to and bool(_CHANGE_RE.search(link))
    return Link(
        start=end - length,
        text=link,
        change=change,
        to=to or (not change and bool(_LEVEL_RE.search(link))),
        base=bool(_BASE_RE.search(link)),
        yearly="年均" in link or "每年" in link,
        each="分别" in link,
    )


_WHOLE_WORDS = frozenset(
    "签约 节约 履约 契约 违约 集约 创新 更新 革新 翻新 人均 户均 亩均 行为 发达 直达 通达 到达 表达 传达"
    " 自由 缘由 汇总 平等 高等 初等 中等 目的 标的 变更".split()
)


_REMARK = re.compile(r"\([^()\n]{1,40}\)")
"""Behind a number it says what sort of number that is: 2650亿元(预计数)、增长5.5%."""


def clean_words(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the span of the indicator's words in `text[start:end]`, without lead words; empty when none is left."""
    remark = _REMARK.match(text, start, end)
    if remark:
        start = remark.end()
    match = _LEAD.match(text, start, end)
    if match:
        start = match.end()
    tail = _TRAILING.search(text, start, end) if start < end else None
    if tail and tail.end() == end:
        # 签约, 创新 and 人均 only end like words that are left out.
        end = tail.start() + (text[tail.start() - 1 : tail.start() + 1] in _WHOLE_WORDS and tail.start() > start)
        if end == start and text.startswith("人均", start):
            end = start + 2
    while start < end and text[end - 1] in "“（(":
        end -= 1
    while start < end and text[start] in "、,，“” \u3000)）":
        # An opening quote that is closed inside belongs to the words.
        if text[start] == "“" and "”" in text[start:end]:
            break
        start += 1
    return start, end


def noun_after(text: str, end: int, limit: int) -> tuple[int, int]:
    """Return the span of the counted noun that follows a number; empty when none does."""
    start = end
    while start < limit and text[start] in " \u00a0\u3000":
        start += 1
    if start < limit and text[start : start + 2] in ("以上", "以内", "左右", "以下"):
        start += 2
        if text[start : start + 1] == "的":
            start += 1
    elif text[start : start + 1] == "的":
        start += 1
    if text.startswith(("现有", "原有"), start):
        start += 2
    if text.startswith(("多", "余", "内"), start) and not text.startswith(
        ("内需", "内资", "内河", "内科", "内外"), start
    ):
        start += 1
    if text.startswith("的", start - 1) and _NOT_COUNTED.match(text, start):
        # 主动调减150万亩的情况下: a circumstance, nothing counted.
        return start, start
    if start >= limit or text[start] in "”》）)、和与及" or text.startswith("大关", start):
        return start, start
    counties = _COUNTIES.match(text, start, limit)
    opened = text.startswith("“", start)
    if opened:
        closed = text.find("”", start, limit)
        scan = closed + 1 if closed > 0 else start
    else:
        over = text[start] in "超过" and start + 1 < limit
        scan = counties.end() if counties else start + over
    match = _NOUN_END.search(text, scan, min(limit + 2, scan + 26))
    stop = min(match.start() if match else scan + 26, limit)
    comma = text.find("、", scan, stop)
    while comma >= 0:
        following = text.find("、", comma + 1, stop)
        if (following if following >= 0 else stop) - comma > 6:
            stop = comma
            break
        comma = following
    if text.endswith("作用", start, stop):
        stop -= 2
    while stop > start and text[stop - 1] in " 、和与及的等":
        stop -= 1
    return (start, stop) if stop - start >= 1 else (start, start)


_NOT_COUNTED = re.compile(
    r"情况|前提|基础|条件|目标|任务|速度|增速|增幅|水平|成绩|代价|台阶|比例|幅度|规模|大关|高位|势头|态势|年产|日产|日处理|装机|占地|总长|全长|建筑面积"
)
"""What 的 may join to a number that counts something else: 减少贫困人口40万人的目标."""
_COUNTIES = re.compile(r"[县乡镇区市][(（][县乡镇区市旗场街道、]{1,5}[)）][区街镇乡]?")
"""县（市、区）, 乡（镇）: a noun with brackets inside."""
