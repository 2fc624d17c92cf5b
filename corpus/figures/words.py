"""Small tests of words: verbs without a noun, yardsticks, words that stand for what was named before."""

import re

GENERIC = re.compile(
    r"^(?:年度|计划|总|完成)*(?:总?投资(?:额|总额)?|完成投资|项目|资金|投入资金|投入|产值|收入|面积|长度|规模|数量|总数|销售收入|营业收入|项目建设|总投资额?)$"
)


MEASURES = frozenset(("weight", "power", "volume", "area", "length", "money"))


ACTION = re.compile(
    r"^(?:设立|发放|拨付|筹集|筹措|新增加|新设|成立|举办|获得|争取|吸引|储备|谋划|安排|建成并运行|建成投运|新上|开工|投产|竣工|新开通|开通|改扩建|新改|完成了|推进了|认定|培训|出台|整合|淘汰|关闭|拆除|清理|化解|招引|引入|组建|推出|新建成|建立|新创建|配备|配套|解决|帮助|减免|兑付|下达|新建|新改建|新改扩建|新开工|建成|建设|改造|培育|引进|新培育|新引进|实施|新认证|新打造|打造|创建|整治|完善|打通)$"
)


ACTION_LEAD = re.compile(
    r"^(?:新增|新建|建成|新开工|新改扩建|新改建|开工建设|开工|建设|改造|新认定|认定|新培育|培育|引进|完成|安排|筹集|新创建|创建|新引进|拥有|净增|累计)+"
)


BUILDING = re.compile(r"^(?:改造提升|改造|提升|扩建|改建|修缮|维修)$")
"""Verbs that share the noun before them, but only inside a clause."""


BARE_VERB = re.compile(
    r"^(?:新)?(?:取消|下放|取消和下放|清理|精简|基本建成|建成|竣工|完工|开工|续建|建成投用|竣工达产|竣工投产|整改|整改完成|开工建设|达产|入库|签约|落地|投产|投用|启用|分配入住|交付|封顶|主体完工|收储|搬迁|调整|配租|入住)$"
)


QUALIFIER = re.compile(
    r"^(?:新增)?(?:国家级?|省级|市级|自治区级?|县级|区级|省级以上|市级以上|国家级和省级|省部级|列省|省列|列市|市列"
    r"|超?[十百千]亿元(?:以上)?)$"
)
GRADE = re.compile(r"^(?:国家级|省级|市级|县级|区级|列省|列市|省列|市列)")
YARDSTICK = re.compile(r"(?:比|较|高于|低于|快于).{1,14}[高低快多少慢]?")


COMPARE = re.compile(r"(?:比|较)(?:全|上|去|同|[“\"]|十|[0-9]|计划|预期|目标|年初|“)")


COMPARED = re.compile(r"[高低快慢多少]于")
"""A link with it compares one thing with several: 分别高于全省、全国1个和8.3个百分点."""


STOCK = re.compile(
    r"^(?!新增|新建|建成|改造|完成|实施|累计|新改)(?:.*(?:里程|余额|总人口|常住人口|户籍人口|保有量|装机容量|总装机|耕地面积|建成区面积|总资产|资产总额))$"
)
"""What is counted at a moment, even where no verb says so: 其中高铁里程913公里."""


_CHANGE_LEAD = re.compile(r"^(?:再|累计|年均)*(?:压减|压缩|精简|降低|减少|提高|提升|缩短|下调|上调|削减|下降)")


def ends_in_change(words: str) -> bool:
    """Tell whether words begin with a verb of change, so that a percentage after them is one (压减审批时限50%)."""
    return bool(_CHANGE_LEAD.match(words))


def joins_only(words: str) -> bool:
    """Tell whether words only join what is around them."""
    return words in ("和", "与", "及", "以及", "中", "其中", "其", "的", "区", "县", "共")


def is_pronoun(words: str) -> bool:
    """Tell whether words stand for what was named before (增速, 总量, 其中)."""
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
        "增量",
        "即",
        "年",
        "居",
    )
