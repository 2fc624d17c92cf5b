"""Ranks in a text: 居全省第二, 位列第12位, 全国首位, 前3位. Ordinals that only count (第三产业, 第二届) are none."""

import re
from collections.abc import Iterator
from decimal import Decimal

from corpus.han_numbers import parse_number
from corpus.types import Bound

_GAP = r"[ \u00a0\u3000\t]{0,2}"
_RANK = re.compile(rf"第{_GAP}(?P<n>[一二三四五六七八九十]{{1,3}}|[0-9]{{1,3}})(?P<unit>位次?|名(?!优))?")
_RANK_BEFORE = re.compile(
    r"(?:居|列|排名|排|位次|跃升|前移|跃至|升至|升到|全[省国市区州盟球疆]|全自治区|世界|同类城市|[省市州]|上升到|进入|名列|荣获|获|均为|为|、|和|城市|地区|西部|中部|东部"
    r"|东北|沿海|GDP|总量|增速|增幅|数量|总分|[”)）]|连续.{1,3}年|保持|稳居|继续|跻身|蝉联|仍|位于|提升到|提升至|跃居|中|结果|评价|考核|测评|评比|评估|排序)(?:的)?$"
)
_ROW = re.compile(r"[、和][一二三四五六七八九十0-9]{1,3}[批届次期个号轮]")
"""第五、六批试点 counts rounds."""
_RANK_FIELD = re.compile(r"居|列|排|位|全[省国市区州盟]|世界|第[一二三四五六七八九十0-9]{1,3}位?[、和]")
_RANK_AFTER = re.compile(
    r"(?:[,，。;；、:：!！?？)）”]|\s+(?![次届个批])|$|的(?!.{0,3}(?:届|次))|和|与|并|且|以上|以内|左右|上升|，|个?的)"
)
_FIRST = re.compile(r"首位(?=[,，。;；、!！”)）\s]|$)")
_FIRST_BEFORE = re.compile(
    r"(?:(?:居|列|排名|排在|保持|位于)[^,，。;；放摆]{0,14}|全[省国市区州盟球]|世界|同类城市|地级市|[中西东]部)(?<!的)$"
)
_TOP = re.compile(rf"前{_GAP}(?P<n>[一二三四五六七八九十]{{1,3}}|[0-9]{{1,3}})(?P<unit>位|名|强|列)?")
_TOP_BEFORE = re.compile(r"(?:居|列|排名?|位|进入|保持|跻身|全[省国市区]|进|均为|为|城市)(?:[^,，。;；]{0,6})$")

_BARE = re.compile(
    r"(?:位居|位列|名列|排名|排在|列|居)(?:[^,，。;；、0-9]{0,4})(?:全[省国市区州]|世界|同类|百强|千强|[0-9]{2,3}强)[^,，。;；、0-9]{0,10}?"
    r"(?P<rank>(?P<n>[0-9]{1,3})位)(?=[,，。;；、)）\s]|$)"
)
"""列全国百强县41位: a rank without its 第."""


def find_ranks(text: str) -> Iterator[tuple[int, int, Decimal, Bound]]:
    """Yield the span, value and bound of each rank in a folded text; 前N is at most N."""
    for match in _RANK.finditer(text):
        if _is_rank(text, match) and (value := parse_number(match["n"])) is not None:
            yield *match.span(), value, Bound.EXACT
    for match in _FIRST.finditer(text) if "首位" in text else ():
        # 摆在首位 is no rank: one has its field or its verb before.
        if _FIRST_BEFORE.search(text, max(0, match.start() - 18), match.start()):
            yield *match.span(), Decimal(1), Bound.EXACT
    for match in _BARE.finditer(text):
        yield *match.span("rank"), Decimal(match["n"]), Bound.EXACT
    for match in _TOP.finditer(text):
        if match["unit"] != "强" and _is_top(text, match) and (value := parse_number(match["n"])) is not None:
            yield *match.span(), value, Bound.AT_MOST


def _is_rank(text: str, match: re.Match[str]) -> bool:
    after = text[match.end() : match.end() + 5]
    if match["unit"] in ("位次", "位"):
        return not text.endswith(("摆在", "放在", "摆到", "放到"), 0, match.start())
    if not _RANK_AFTER.match(after) or _ROW.match(after):
        return False
    before = _RANK_BEFORE.search(text, max(0, match.start() - 8), match.start())
    if before and before.group() in ("、", "和", "中"):
        # 第五、第六人民医院 is no rank: a row of ranks has its field before.
        return bool(_RANK_FIELD.search(text, max(0, match.start() - 20), match.start()))
    return bool(before)


def _is_top(text: str, match: re.Match[str]) -> bool:
    after = text[match.end() : match.end() + 2]
    if match["unit"] is None and not _RANK_AFTER.match(after):
        return False
    return bool(_TOP_BEFORE.search(text, max(0, match.start() - 10), match.start()))
