"""Units of measure as reports write them: how they are found, what they count and what they are worth."""

import re
from decimal import Decimal

_MULTIPLIERS = {
    "万亿": 12, "亿万": 12, "千亿": 11, "百亿": 10, "亿": 8, "千万": 7, "百万": 6, "十万": 5, "万": 4, "千": 3, "百": 2
}  # fmt: skip
MULTIPLIERS = {word: Decimal(10) ** power for word, power in _MULTIPLIERS.items()}

# kind -> units. The order inside a kind does not matter: longer units are tried first.
_KINDS = {
    "money": "元 人民币 美元 港元 港币 欧元 日元 元人民币 块钱",
    "percent": "% ‰",
    "points": "个百分点 百分点 个位次",
    "multiple": "倍 番",
    "tenths": "成",
    "people": "人 名 人次 位 名次 人口",
    "rank": "位次",
    "count": (
        "个 家 户 项 件 条 所 座 处 处次 栋 幢 间 套 台 辆 列 架 艘 部 张 场 次 批 批次 场次 家次 户次 种 类"
        " 款 本 册 口 眼 孔 棵 株 头 只 头只 羽"
        " 尾 粒 片 枚 颗 份 支 例 起 宗 门 根 块 盏 对 班 趟 卷 席 台套 台(套) 台（套） 辆次 车次 头(只)"
        " 头（只） 组 盒 箱 笔 幅 篇 期 回 届次"
        " 县 区 村 镇 乡 县区 乡镇 县(区) 县（区） 县市 层 封 亿股 股 团 道 面 副 顶 艘次 架次 航次 班次 列次 床"
        " 个床位 户数 单 公顷次 亩次 件次 个标准箱 标准箱 标箱 TEU 门次 课时 学时 剂 剂次"
        " 人份 株次 串 滴 针 具 桩 轮 站 章 杯 匹 峰 节 轮次 幕 瓶 双 桌 帧 袋 码 垛"
    ),
    "length": "公里 千米 米 里 延米 延长米 厘米 毫米 纳米 海里 km 车道公里 单线公里 皮长公里 芯公里 沟公里",
    "area": "平方公里 平方千米 平方米 平米 ㎡ 亩 公顷 平方海里",
    "volume": "立方米 方 升 毫升 m³ 立方 标方",
    "weight": "吨 公斤 千克 斤 担 克 毫克 微克 吨标准煤 吨标煤 两 磅",
    "power": "千瓦 兆瓦 吉瓦 瓦 千伏 千伏安 伏 kV MW GW kW",
    "energy": "千瓦时 度 度电 焦耳 千卡 大卡",
    "traffic": "吨公里 人公里 吨海里",
    "time": "天 日 年 岁 个月 个工作日 工作日 个小时 小时 分钟 秒 周 个季度 个学期 载 毫秒",
    "temperature": "℃ 摄氏度",
    "score": "分 点",
    "computing": "P PFLOPS EFLOPS GB TB PB Gbps Mbps T Tbps",
}
_PER = (
    "立方米 平方公里 平方米 平方千米 吨 升 亩 公顷 人 年 月 日 天 户 公里 千瓦时 度 小时 人·年 人/年 人/月 人·月"
    " 秒 斤 公斤 m³ m3 次 家 个 套 床日"
)

UNIT_KINDS = {unit: kind for kind, units in _KINDS.items() for unit in units.split()}

# unit -> (base unit, how many base units it is)
_BASES = {
    "公斤": ("吨", "0.001"), "千克": ("吨", "0.001"), "斤": ("吨", "0.0005"), "担": ("吨", "0.05"),
    "吨标煤": ("吨标准煤", "1"), "千米": ("公里", "1"), "km": ("公里", "1"), "里": ("公里", "0.5"),
    "延米": ("米", "1"), "延长米": ("米", "1"),
    "平米": ("平方米", "1"), "㎡": ("平方米", "1"), "平方千米": ("平方公里", "1"), "公顷": ("亩", "15"),
    "方": ("立方米", "1"), "立方": ("立方米", "1"), "m³": ("立方米", "1"), "标方": ("立方米", "1"),
    "毫升": ("升", "0.001"),
    "度": ("千瓦时", "1"), "度电": ("千瓦时", "1"), "兆瓦": ("千瓦", "1000"), "MW": ("千瓦", "1000"),
    "吉瓦": ("千瓦", "1000000"), "GW": ("千瓦", "1000000"), "kW": ("千瓦", "1"), "kV": ("千伏", "1"),
    "百分点": ("个百分点", "1"), "标箱": ("标准箱", "1"), "个标准箱": ("标准箱", "1"), "TEU": ("标准箱", "1"),
    "工作日": ("个工作日", "1"), "名": ("人", "1"), "人口": ("人", "1"), 
    "元人民币": ("元", "1"), "人民币": ("元", "1"), "位次": ("位", "1"), "个位次": ("位", "1"),
    "名次": ("位", "1"), "个小时": ("小时", "1"), "成": ("%", "10"), "港币": ("港元", "1"), "块钱": ("元", "1"),
    "日": ("天", "1"),
}  # fmt: skip


def _alternatives(words: list[str]) -> str:
    """Return a pattern of alternatives, longest first, that share their first letters so that few are tried."""
    heads: dict[str, list[str]] = {}
    for word in sorted(words, key=len, reverse=True):
        heads.setdefault(word[0], []).append(word[1:])
    return "|".join(
        re.escape(head) + (f"(?:{'|'.join(map(re.escape, tails))})" if tails != [""] else "")
        for head, tails in heads.items()
    )


MULTIPLIER_PATTERN = _alternatives(list(MULTIPLIERS))
UNIT_PATTERN = rf"(?:{_alternatives(list(UNIT_KINDS))})(?:[/／](?:{_alternatives(_PER.split())}))?"


def unit_kind(unit: str) -> str:
    """Return what a unit without its 万 or 亿 measures; "per" for a compound one and "" for none."""
    if "/" in unit or "／" in unit:
        return "concentration" if unit.startswith(("微克", "毫克")) else "per"
    return UNIT_KINDS.get(unit, "")


def split_multiplier(unit: str) -> tuple[Decimal, str]:
    """Return the worth of the 万 or 亿 before a unit and the unit without it: 亿元 -> (100000000, 元)."""
    for word, factor in MULTIPLIERS.items():
        if unit.startswith(word) and (unit not in UNIT_KINDS or UNIT_KINDS.get(unit[len(word) :])):
            rest = unit[len(word) :]
            if word in ("千", "百") and unit in UNIT_KINDS:
                break
            return factor, rest
    return Decimal(1), unit


def base_unit(unit: str) -> tuple[Decimal, str]:
    """Return how many base units one unit is, with its 万 or 亿, and the base unit: 亿斤 -> (50000, 吨)."""
    factor, plain = split_multiplier(unit)
    base, worth = _BASES.get(plain, (plain, "1"))
    return factor * Decimal(worth), base
