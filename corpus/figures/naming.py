"""From the words of an indicator to its canonical name, checked against the unit."""

import re
from functools import lru_cache

from corpus.figures.joined import pair_of
from corpus.figures.words import ACTION_LEAD
from corpus.glossary import Indicator, load_glossary
from corpus.types import FigureKind

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


def choose_indicator(words: str, scope: str | None, kind: FigureKind, unit_kind: str) -> Indicator | None:
    """Return the indicator that words name, if it is measured in such a unit; None else."""
    indicator = find_indicator(words, scope)
    if words == "经济" and kind is FigureKind.GROWTH:
        # 经济增长7.5%: the verb took half of the name.
        indicator = load_glossary().get("经济增长率")
    sector = words.endswith(("业", "业项目", "经济")) and not words.endswith(("企业", "企业项目"))
    if sector and kind not in (FigureKind.GROWTH, FigureKind.CHANGE):
        return None if indicator is None or indicator.unit_kind == "money" else indicator
    if kind is FigureKind.COUNT and "、" in words and indicator and words.strip("“”") not in indicator.aliases:
        # 上市公司、挂牌企业10家 counts both.
        other = find_indicator(words[: words.rindex("、")], scope)
        indicator = indicator if other in (None, indicator) else None
    if indicator is None or kind in (FigureKind.RANK, FigureKind.MULTIPLE, FigureKind.GROWTH, FigureKind.CHANGE):
        return indicator
    fits = _FITS.get(indicator.unit_kind)
    if fits is None or (unit_kind or "bare") in fits:
        return indicator
    if kind is not FigureKind.SHARE:
        return None
    # 全社会研发经费投入15亿元，占生产总值比重达1.4%
    return _find_share(indicator.name, of_output="企业" not in words)


def _find_share(name: str, of_output: bool) -> Indicator | None:
    """Return the indicator of a thing's share: of research in output it is the intensity."""
    intensity = load_glossary().get(f"{name}强度") if of_output else None
    return intensity or load_glossary().get(f"{name}占比")


WIDE_KINDS = frozenset(("money", "percent", "weight", "power", "energy", "people", "concentration", "volume"))
"""Kinds of indicator that a whole place has one of: what stands before the name narrows it."""


_HARMLESS = re.compile(
    r"^(?:新增|新建|完成|实现|地方|财政|全社会|规模以上|规上|规模|城镇|农村|城市|全部|预计|初步|年度|金融机构|各项|本外币|人民币|外贸|外商|国内|国际|主要"
    r"|县市区|工业|营造林|生产|实际|总|年|平均|人均|集中式|城乡|居民|农民|环境|空气|质量|地表水|国考|国省考|断面|水质|主城区|中心城区|城区|市区|建成区|常住|全口径"
    r"|一般|公共|预算|同口径|可比|单位|万元|学前|三年|带动|拉动|吸引|撬动|接待|海内外|国内外|免费|补贴性|各类|重大|重点|项目|产业|[0-9.]+|企业|对外|按时|足额|及时|发放|投入|投放|政府|国家|考核|退休|职工|人员|兑现|落实|直接|各级|专项|筹集|发行|争取|下达|收入中|压减|压缩|市级|省级|县级|本级)*$"
)


@lru_cache(maxsize=8192)
def find_prefix(words: str, indicator: Indicator) -> str | None:
    """Return what narrows an indicator inside its words (滨海新区生产总值 -> 滨海新区); None for nothing of weight."""
    for name in sorted((indicator.name, *indicator.aliases), key=len, reverse=True):
        at = words.find(name)
        if at > 1:
            prefix = ACTION_LEAD.sub("", words[:at]).removesuffix("实现").removesuffix("完成").strip("、，“”")
            return prefix if len(prefix) > 1 and not _HARMLESS.match(prefix) else None
        if at >= 0:
            return None
    return None


_QUALIFIED = re.compile(
    r"^(?:省级以上|市级以上|国家级|省级|市级|县级以上|各类|新认定|新增|新引进|国家|全市|重点|年均|累计)+(?=[一-龥]{3})"
)


_OUTPUT = re.compile(r"(?:全[市省县区州]|地区|国内)*(?:生产总值|GDP)")
_SHARE_WORD = re.compile(r"(?:的)?(?:比重|比例|占比)$")
_SPACE = re.compile(r"\s+")
_TRAILING = re.compile(
    r"(?:数量|总量|总数|总人数|人数|数|额|总额|规模|任务|工程|改造|建设|面积|新增|增速|增幅|涨幅|增长率|降幅|增长|项目"
    r"|总产量|产量|水平|达到|完成|工作|分别|投资额?|年均|平均|标准|补助|量|治理|均值|事项|月人均|人均月|月均|月|人均|连续多年|连续|持续|保持|达标"
    r"|\[[^\]]{1,3}\])$"
)


@lru_cache(maxsize=8192)
def find_indicator(words: str, scope: str | None) -> Indicator | None:
    """Return the indicator whose name the words are or end in; None where the glossary has none."""
    glossary = load_glossary()
    plain = _SPACE.sub("", words.replace("“", "").replace("”", "")).strip('"、')
    if scope and (pair := pair_of(plain)) and scope in pair:
        narrow = (
            plain.replace("存贷款", scope)
            .replace("存、贷款", scope)
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
            found = find_indicator(narrow, None)
        if found:
            return found
    # 规模以上工业实现增加值 is 规模以上工业增加值.
    joined = plain.replace("实现", "").replace("完成增加值", "增加值")
    exact = glossary.get(plain) or glossary.get(ACTION_LEAD.sub("", plain)) or glossary.get(joined)
    if exact:
        return exact
    plain = _QUALIFIED.sub("", plain) or plain
    if "占" in plain:
        part, _, whole = plain.partition("占")
        if part.endswith(_SHARE_WORD.sub("", whole) or "占"):
            # 现代服务业占服务业比重: the share of a part in the sector, not the sector's in all.
            return None
        if not part.endswith(("侵", "抢")):
            owner = glossary.find_ending(part)
            name = owner[0].name if owner else part
            return _find_share(name, of_output=bool(_OUTPUT.match(whole))) if whole else None
    for _ in range(3):
        exact = glossary.get(plain)
        if exact:
            return exact
        ending = glossary.find_ending(plain)
        if ending and (_names_alone(ending[1]) or _PLACE_BEFORE.search(plain.removesuffix(ending[1]))):
            return ending[0]
        shorter = _TRAILING.sub("", plain)
        if shorter == plain or not shorter:
            return None
        plain = shorter
    return None


_MEASURE_END = re.compile(
    r"(?:(?<=.)(?:开工|投产|完成|履约|竣工|落地|入驻|签约|达标|覆盖|办结|合格)率|(?:综合|总|年|销售|营业|人均|主营业务)*(?:产值|收入|营收|增加值|税收|利润|投资|面积|产量|人口|价格))$"
)


def measure_at_end(words: str) -> int:
    """Return how many characters at the end of words name a measure of what stands before them; 0 for none."""
    own = _MEASURE_END.search(words)
    if own and own.group().endswith("率"):
        return len(own.group())
    ending = load_glossary().find_ending(words)
    if ending and ending[0].unit_kind in ("money", "percent") and len(ending[1]) < len(words) - 1:
        return len(ending[1])
    return len(own.group()) if own else 0


_STATES = re.compile(
    r"(?:由负转正|实现|保持|呈现|增速|增幅|稳|持续|继续|快速|平稳|大幅|较快|止跌|逆势|再创|首次|突破|提前|超额|有所|明显|显著|创|迈上|再上|跨|增长|提高|提升|下降|日趋|日益|不断|蓬勃|健康|加快|活跃|繁荣|良好|发展|运行|向好|回升|回稳|企稳|质效|较|更|总体)"
)


@lru_cache(maxsize=8192)
def opening_name(words: str) -> str | None:
    """Return the name of an indicator that some words open with and that a verb follows; None where none does."""
    found = load_glossary().find(words)
    if not found or found[0].start or not _names_alone(words[: found[0].end]):
        return None
    end = found[0].end
    return words[:end] if end == len(words) or _STATES.match(words, end) else None


_WHOLE_ONLY = frozenset(
    ("综合指数", "进出口", "集装箱", "经济总量", "经济规模", "经济增速", "经济增幅", "经济增长率", "经济增长速度")
)


_PLACE_BEFORE = re.compile(r"[一-龥][省市区县州圈带群]$")
"""Whole places have an economy of their own: 天府新区经济总量, but not 会展经济总量."""


def _names_alone(name: str) -> bool:
    # The bare name of a sector is an indicator only by itself: 制造业增长8%, but not 单体制造业.
    sector = name.endswith(("业", "经济")) and not name.endswith("企业")
    return len(name) > 2 and name not in _WHOLE_ONLY and not sector


def is_name(words: str) -> bool:
    """Tell whether words are the name of an indicator."""
    return load_glossary().get(words) is not None


def is_known(words: str) -> bool:
    """Tell whether words end in the name of an indicator."""
    return find_indicator(words, None) is not None
