"""The words around a number: what links it to its indicator, and which words name the indicator.

The words themselves stand in figure_words.json beside the glossary.
"""

import json
import re
from collections.abc import Callable, Iterable
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
    r"(?:年 ?[0-9]{4}|年[上去前]|年一上|期同|末?[”\"]?五[一二三四五六]十[“\"]?"
    r"|月[0-9]{1,2}(?:年[0-9]{4})?|代年[0-9]{2}|初年|[底末]年)"
)
_LINK_BODY = (
    r"(?:\s|[)）][^()（）,，]{1,14}[(（]|上(?![网线路会])"
    rf"|的?(?:比相)?(?:平水)?{_TIME_BACKWARDS}(?:[较比同与在于]|较比|比相)?"
    rf"|{_backwards(_LINKS['to'] + _LINKS['level'] + _LINKS['change'] + _LINKS['adverbs'])}"
)
_LINK = re.compile(_LINK_BODY + f"|{_backwards(_LINKS['yardsticks'])})*")
_RANK_LINK = re.compile(_LINK_BODY + f"|{_backwards(_LINKS['ranked'])})*")

_LEAD = re.compile(
    f"(?:(?:{_alternatives(_split(_WORDS['leads']['words']))}|{'|'.join(_WORDS['leads']['patterns'])})(?![率额性]))+"
)
_TRAILING = re.compile(rf"(?:[、,，\s“]|{_alternatives(_split(_WORDS['trailing']))})+$")


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

_HEAD_NOUN = re.compile(
    r"(?:种植|播种|养殖|建筑)?面积|注册资[本金]|(?:销售|加工)?总?产值|增加值|营业收入|销售收入|可支配收入|纯收入|总?收入|支出|投资(?!项目)|人口|标准|占比|比重|比例|数量|总[量额数]|里程|人[数次]|起数|余额|增速|增幅|能耗"
    r"|(?:吞吐|发电|用电|装机容|出栏|存栏|排放|业务|货运|客运|交易|成交|零售|进出口|贸易|签约|授权|申请|保有|消费|运输|周转|销售|总产|产|蓄积)[量额]|浓度|指数|(?:普及|覆盖|参保|入学|入园|巩固|利用|处理|达标|优良|完成|增长|开工|投产|落地|注册|履约|回收|入户|通达|贡献|转化|满意|合格|办结|网办|治理|收集|就业|改造|城镇化|失业|持证|达线)率|[一-龥](?<![税利汇功效概频])率|价格|时间|时限|进出口|出口|利用外资|存款|贷款|利润|规模|次数|水平|家数|产能|天数"
)
_CITY_COUNTRY = re.compile(
    r"城乡|城镇和农村|城镇、农村|城镇与农村|城市和农村|城市、农村|城镇居民和农村居民|城市、农村|城镇居民、农村居民"
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


def clean_words(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the span of the indicator's words in `text[start:end]`, without lead words; empty when none is left."""
    match = _LEAD.match(text, start, end)
    if match:
        start = match.end()
    tail = _TRAILING.search(text, start, end) if start < end else None
    if tail and tail.end() == end:
        end = tail.start()
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
    if text[start : start + 2] in ("情况", "前提", "基础", "条件"):
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
        scan = counties.end() if counties else start + (text.startswith("超", start) and limit > start + 1)
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


_COUNTIES = re.compile(r"[县乡镇区市]?[(（][县乡镇区市旗场街道、]{1,5}[)）][区街镇乡]?")
"""县（市、区）, 乡（镇）: a noun with brackets inside."""


_INDUSTRIES = re.compile(r"第?(?P<a>一)、?(?P<b>二)(?:、|和)?(?P<c>三)(?=次?产)")


def split_members(text: str, start: int, end: int, count: int) -> list[tuple[int, int]] | None:
    """Return the spans of `count` members joined by 、 和 与 及 in `text[start:end]`; None if there are not so many."""
    body = text[start:end]
    if count == 3 and (match := _INDUSTRIES.match(body)):
        return [
            (start, start + match.end("a")),
            (start + match.start("b"), start + match.end("b")),
            (start + match.start("c"), end),
        ]
    comma = [(m.start(), m.end()) for m in re.finditer("、(?:以及|和)?", body)]
    joined = [(m.start(), m.end()) for m in re.finditer(r"、|以及|和(?!谐)|(?<![参])与|及(?!其|时)|[,，]", body)]
    for cuts in (joined, comma):
        if len(cuts) == count - 1:
            return _pieces(start, end, cuts)
    last_joint = [cut for cut in joined if body[cut[0]] != "、"]
    if comma and last_joint and len(comma) + 1 == count - 1 and last_joint[-1][0] > comma[-1][0]:
        return _pieces(start, end, [*comma, last_joint[-1]])
    return None


def _pieces(start: int, end: int, cuts: list[tuple[int, int]]) -> list[tuple[int, int]] | None:
    edges = [0, *[edge for cut in cuts for edge in cut], end - start]
    pieces = [(start + a, start + b) for a, b in zip(edges[::2], edges[1::2], strict=True)]
    return pieces if all(a < b for a, b in pieces) else None


def member_words(
    text: str,
    members: list[tuple[int, int]],
    known: Callable[[str], bool] = lambda words: False,
    named: Callable[[str], bool] = lambda words: False,
) -> list[str]:
    """Return what each member says in full: LED、光伏、生物医药产值 -> LED产值, 光伏产值, 生物医药产值.

    `known` tells whether words end in the name of an indicator, `named` whether they are one.
    """
    words = [text[a:b].strip() for a, b in members]
    if len(words) == 3 and words[1] == "二" and words[0][-1:] == "一":
        tail = re.sub(r"^三次?产业?", "", words[2])
        return [f"第{number}产业{tail}" for number in "一二三"]
    last = words[-1]
    head = _HEAD_NOUN.search(last)
    shared = last[head.start() :] if head and head.start() else ""
    full = [_share_head(word, last, shared, known, named) for word in words[:-1]]
    return [*full, last]


def _share_head(word: str, last: str, shared: str, known: Callable[[str], bool], named: Callable[[str], bool]) -> str:
    own = _HEAD_NOUN.search(word)
    if own:
        # 政府投资、社会投资审批时间: what follows the same head belongs to both.
        at = last.find(own.group()) + len(own.group())
        return word + last[at:] if own.end() == len(word) and own.group() in last[:at] and at < len(last) else word
    # 普通患者、重病患者住院报销比例: what follows the noun that both end in belongs to both.
    for length in range(len(word) - 1, 1, -1):
        at = last.find(word[-length:])
        if at > 0 and at + length < len(last) and shared and last.endswith(shared) and at + length < len(last) - 1:
            return word + last[at + length :]
    # The longest end of the last member that makes a known name wins: 城镇、农村居民人均可支配收入.
    for cut in range(1, len(last) - len(shared) if shared else len(last) - 1):
        if named(word + last[cut:]):
            return word + last[cut:]
    if known(word) and not word.endswith(("业", "经济")):
        return word
    return word + shared


_PAIRS = (
    (_CITY_COUNTRY, ("城镇", "农村")),
    (re.compile("存、?贷款"), ("存款", "贷款")),
    (re.compile("进出口(?=分别|总额分别|额分别|$)"), ("进口", "出口")),
)


def pair_of(words: str) -> tuple[str, str] | None:
    """Return the two sides that one phrase names at once: 城乡 -> 城镇, 农村; None when it names one thing."""
    for pattern, sides in _PAIRS:
        if pattern.search(words):
            return sides
    return None


def is_city_and_country(words: str) -> bool:
    """Tell whether words name the urban and the rural side at once."""
    return bool(_CITY_COUNTRY.search(words))
