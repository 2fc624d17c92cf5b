"""Indicators named together: A、B和C, 城乡, LED、光伏产值."""

import re
from collections.abc import Callable

_HEAD_NOUN = re.compile(
    r"(?:种植|播种|养殖|建筑)?面积|注册资[本金]|(?:销售|加工)?总?产值|增加值|营业收入|销售收入|可支配收入|纯收入|总?收入|支出|投资(?!项目)|人口|标准|占比|比重|比例|数量|总[量额数]|里程|人[数次]|起数|余额|增速|增幅|能耗"
    r"|(?:吞吐|发电|用电|装机容|出栏|存栏|排放|业务|货运|客运|交易|成交|零售|进出口|贸易|签约|授权|申请|保有|消费|运输|周转|销售|总产|产|蓄积)[量额]|浓度|指数|(?:普及|覆盖|参保|入学|入园|巩固|利用|处理|达标|优良|完成|增长|开工|投产|落地|注册|履约|回收|入户|通达|贡献|转化|满意|合格|办结|网办|治理|收集|就业|改造|城镇化|失业|持证|达线)率|[一-龥](?<![税利汇功效概频])率|价格|时间|时限|进出口|出口|利用外资|存款|贷款|利润|规模|次数|水平|家数|产能|天数"
)


_CITY_COUNTRY = re.compile(
    r"城乡|城镇和农村|城镇、农村|城镇与农村|城市和农村|城市、农村|城镇居民和农村居民|城市、农村|城镇居民、农村居民"
)


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
    return [*full, _share_start(words[0], last, known, named)]


_SIDES = ("城镇", "城市", "农村")


def _share_start(first: str, last: str, known: Callable[[str], bool], named: Callable[[str], bool]) -> str:
    """Return the last member with what the first begins with: 专利申请量和授权量 -> 专利授权量."""
    if len(last) > 4 or known(last):
        return last
    return next((first[:cut] + last for cut in range(len(first) - 1, 1, -1) if named(first[:cut] + last)), last)


def _share_head(word: str, last: str, shared: str, known: Callable[[str], bool], named: Callable[[str], bool]) -> str:
    own = _HEAD_NOUN.search(word)
    if own:
        # 政府投资、社会投资审批时间: what follows the same head belongs to both.
        at = last.find(own.group()) + len(own.group())
        return word + last[at:] if own.end() == len(word) and own.group() in last[:at] and at < len(last) else word
    if word in _SIDES and last.startswith(_SIDES):
        return word + last[2:]
    # 普通患者、重病患者住院报销比例: what follows the noun that both end in belongs to both.
    for length in range(len(word) - 1, 1, -1):
        at = last.find(word[-length:])
        if 0 < at < len(last) - length - 1 and (last.endswith(shared) if shared else not known(word)):
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
