"""The words around a number: what links it to its indicator, and which words name the indicator."""

import re
from collections.abc import Callable
from dataclasses import dataclass

_TO = (
    "回升到 回升至 设定为 增加到 增加至 增长到 增长至 提高到 提高至 提升到 提升至 提升为 上升到 上升至 上升为 扩大到 扩大至 降到 降至 降为 降低到 降低至 降低为 下降到 下降至"
    " 下降为 减少到 减少至 减少为 压缩到 压缩至 压缩为 压减到 压减至 压减为 缩短到 缩短至 缩短为 缩小到 缩小至 升至 升到 增至 增到 扩至 扩展到"
    " 调整到 调整为 调整至 回落到 回落至 拓展到 发展到 跃升至 跃升到 跃升为 跨越到 跃至 攀升至 上调至 上调到 压降至 优化到 优化为 减为 减至 减到 精简为 精简至"
    " 精简到 变为 缩减至 缩减到 缩减为 改善到 提至 翻到"
).split()
_LEVEL = (
    "达到 达到了 达 达成 为 是 有 共有 已有 约为 控制在 保持在 稳定在 维持在 突破 超过 完成 实现 总计 共计 合计 超 逾 接近 近 约"
    " 分布在 总量达 总数达 总额达 累计达 定为 确定为 安排 保持 高达 迈上 跨上 迈过 跨过 站上 迈入 进入 不足 不到 拥有"
    " 均为 均达到 均达 均有 得到 取得"
).split()
_RANKED = "位居 居 列 位列 排名 排 排在 位于 稳居 跃居 仍居 居于 跻身 连续 蝉联 位次 名列 继续保持 创 并列 均居 进入 跃升 跃升至 上升至 上升到 前移至 升至 升到 晋升 晋位 在 稳定在".split()
_CHANGE = (
    "增长 增加 增 提高 提升 上升 上涨 涨 扩大 下降 降低 降 减少 减 压减 压缩 缩短 缩小 回落 回升 精简 高出 压降 削减 递增 下调 上调 净增 净增加 净增长"
    " 增长了 增加了 提高了 提升了 上升了 下降了 降低了 减少了 压缩了 缩短了 压减了 累计下降 累计增长 增幅达 增速达 增幅达到 增速达到 提速 缩减 快于"
    " 高于 低于 超出 递减 改善 微降 微增 前移 上移 跃升 负增长 新增 再增 降幅达 涨幅达 压低 攀升 进位 减半"
).split()
_ADVERBS = (
    "分别 年均 同比 环比 累计 预计 力争 确保 预期 将 已 再 均 都 也 总 又 仅 只 大约 至少 不低于 不少于 不超过 不高于 低于 高于 全年 年内 平均 每年 逐年"
    " 实际 名义 可比价 按可比价格计算 按可比价计算 按可比价 按可比口径 同口径 可比口径 按可比口径计算 首次 再次 成功 历史性 一举 率先 计划 目标 左右 继续"
    " 由 从 到 至 的 了 以 要 应 超额 最少 最高 最低 大幅 明显 每人每月 每人每年 月人均 人均每月 人均每年 原来 原来的 上年的 去年的 共 每人 每月 每年 其中"
    " 也是 就 以来 相比 剔除价格因素 扣除价格因素 扣除物价因素 剔除物价因素 剔除物价上涨因素 连续 合并 控制 争取 稳定 总共 进一步 上 努力 比例 比重 数量 总量 规模 总额 余额 总数 人数"
    " 直接 比上年 同期 大概 普遍 快速 基本 单位 以内 新 尽 各 最多 上年 去年 当年 全部 历史 有望 需 累积 正 还 与 实有 未来 按 照 整体"
    " 提前 可以 可望 可达 能够 不过 乃至 过 通过 提前一年 提前两年 年度 先后 共同 下达 下达了 每户每年 每户 每亩每年 每亩 每公顷 每平方公里 每亩达 原有 现有 ( （ “ : ："
).split()
_YARDSTICKS = (
    "全市 全省 全国 全国平均 全省平均 全国平均水平 全省平均水平 全国全省平均水平 全国和全省平均水平 全国、全省平均水平 全省、全国平均水平 全市平均水平 全区平均水平"
    " 全国水平 全省水平 平均水平 全自治区 世界平均水平 同期 预期目标 年初预期"
).split()
"""What a value is held against: in the link of a rank they are its field."""
_KEEP_NOUN = frozenset("比例 比重 数量 总量 规模 总额 余额 总数 人数 控制 稳定 历史 目标 比例".split())
_ADVERBS = [word for word in _ADVERBS if word not in _KEEP_NOUN]


def _reversed_alternatives(words: list[str]) -> str:
    heads: dict[str, list[str]] = {}
    for word in sorted(set(words), key=len, reverse=True):
        back = word[::-1]
        heads.setdefault(back[0], []).append(back[1:])
    return "|".join(
        re.escape(head) + (f"(?:{'|'.join(map(re.escape, tails))})" if tails != [""] else "")
        for head, tails in heads.items()
    )


_TIME_BACK = r"(?:期同|时|初|[底末])?(?:年 ?[0-9]{4}|年上|年去|年前|年一上|期同|末?[”\"]?五[一二三四五六]十[“\"]?|月[0-9]{1,2}(?:年[0-9]{4})?|代年[0-9]{2}|初年|[底末]年)"
_TAIL_BODY = rf"(?:\s|[)）][^()（）,，]{{1,14}}[(（]|的?(?:比相)?(?:平水)?{_TIME_BACK}(?:[较比同与在于]|较比|比相)?|{_reversed_alternatives(_TO + _LEVEL + _CHANGE + _ADVERBS)}"
_TAIL = re.compile(_TAIL_BODY + ")*")
_RANK_TAIL = re.compile(_TAIL_BODY + f"|{_reversed_alternatives(_RANKED)})*")
_COMPARED = re.compile(rf"(?:比相)?{_TIME_BACK}(?:[较比同与])")

_SCOPE_WORDS = "全市|全省|全区|全县|全州|全旗|全国|全盟|全自治区|我市|我省|我区|我县|我州|我国|我们|各级|各地|市本级|本市|本省|全行业|全社会(?!固定|消费|用电|融资|研发|R|研究)"
_LEAD = re.compile(
    rf"(?:^的|直接|(?<![0-9])[0-9]{{1,2}}[.．、](?![0-9])|五年(?=城镇|新增)|(?:\s|[、,，:：”\"》）)—\-·*#]|“(?![^”]{{1,14}}”)|以上|以下|以内|左右|{_SCOPE_WORDS}|(?:到|至|从|自|截至|截止)?(?:(?:19|20)[0-9]{{2}} ?年(?:[0-9]{{1,2}}月|底|末|以来)?|今年(?:以来)?|去年|上年|明年)(?:的|我们|全市)?"
    r"|[“\"]?十[一二三四五六]五[”\"]?(?:时期|期间|末|以来)?|[一二三四五]年来|过去[一二三四五]年|[一二三四五]年(?=共|累计)|年内|全年|当年|年底前|年末|年度|今后|期间|平均每年|每年"
    r"|圆满完成|超额完成|完成|实现|推进|推动|确保|力争|争取|积极|大力|全面|深入|扎实|稳步|持续|加快|加强|着力|努力|切实|不断|进一步|有序|累计|预计|其中|同时"
    r"|使|让|促进|共(?!享|同|建|产|青)|已经|已|再(?!就业)|将(?!军)|要|主要预期目标|预期目标|主要目标|是|由|对(?!外|口)|为|把|以(?!上|下)|并(?!网)|也|均|都|成功|顺利|统筹|重点(?=推进|抓好|做好|实施|支持|建设|打造)|重点$|抓好|启动|继续|组织"
    r"|开展|高质量|高标准|高水平|有效|有力|率先|先后|共计|总计|合计|新一轮|计划|牢牢|守住|强力|加大|带动了|拉动|实施|支持|落实|保障了|目前|现有|和(?!谐)|与|及|还|又|就|通过|围绕|依托|一是|二是|三是|四是|五是"
    r"|六是|[(（][0-9一二三四五六七八九十]{1,3}[)）]|一方面|另一方面|坚持|突出|强化|严格|优化|提请|审议|办理(?=人大|建议|政协|代表)|免费为|免费(?!送|教)|认真|全力|狠抓|稳定|投产|组织|分别|获得|做好|提出|期末|末|到(?![位账户期达])|在(?![校建职编岗园册孵库线读训营])|[五四三两]年(?![规计行期级制一划])|大关)(?![率额]))+"
)
_TAIL_NOISE = re.compile(
    r"(?:分别|年均|同比|每人每月|每人每年|累计|等|的|均|也|则|已|将|在|总|各|新|以|为|是|达|从|由|[、,，\s“]|全市|全省|平均|比上年|一次性|再|共|其中|仅|约|预计|全年)+$"
)

_AFTER_STOP_WORDS = (
    "全部 达到 达产 达标 达效 达 实现 完成 建成 开工 投产 投运 投用 投入使用 进行 受到 入选 获 占 已 均 正在 正 纳入 通过 用于 位居 签约 落地 落户 脱贫 摘帽 退出 出列 出清 竣工"
    " 集中 合并 基本 参与 提供 发放 新建 新增 建立 为 是 居 列 被 有 率先 顺利 成功 加快 扎实 有序 全面 同步 并网 上线 运行 挂牌 上市 投放 启动 有效 稳定 正式 稳步 明显"
    " 得到 取得 惠及 覆盖 增长 下降 提高 增加 减少 上升 回升 回落 增至 增到 升至 升到 降至 降到 减至 提升到 提升至 扩大到 扩大至 跃升 跃居 时间 较 比 同比 年均 到 由 从 向 将 实行 实施 持续 具备 荣获 荣膺 跻身 晋级 进入 免费 分别 按期 如期 进展 前期 通车 贯通 封顶"
    " 解决 享受 接受 缴纳 在 于 对 与 给予 免除 涉及 逐步 陆续 加速 创建 推进 推动 整体 也 都 继续 消除 清零 动工 复工 复产 不 外迁 迁入 入驻 入库 入统 集聚 中标 相继 当年 累计 获批 获评 认定为 评为 列入 清理 突破 超 即将"
    " 完工 交付 验收 力争 主体 改制 关闭 停产 关停 初步 有望 拟 保持 仍 用地"
).split()
_STOP_HEADS: dict[str, list[str]] = {}
for _word in sorted(_AFTER_STOP_WORDS, key=len, reverse=True):
    _STOP_HEADS.setdefault(_word[0], []).append(_word[1:])
_NOT_STOP = {
    "有": "(?![机色关企限效轨])", "为": "", "对": "(?![口外接])", "比": "(?![例重])", "到": "", "列": "(?!车)", "升": "(?!级|降)", "超": "(?![市级高低])", "可": "(?!再|研)", "能": "(?!源|力|耗)",
    "向": "", "从": "(?!业)", "中": "", "在": "(?![线校建职编岗])", "于": "", "与": "", "不": "(?!动产|锈|良)", "将": "", "由": "", "居": "(?!民|家|住|委)", "达": "(?!州|人)", "占": "(?!地)",
    "获": "", "被": "", "正": "", "均": "(?!等|衡)", "已": "", "都": "(?!市)", "也": "", "是": "", "拟": "", "较": "", "仍": "",
}  # fmt: skip
_AFTER_STOP = re.compile(
    r"[,，。;；:：！!？?\n（(》]|(?:"
    + "|".join(
        ("(?<![国现所原共特拥享没私公])" if head == "有" else "")
        + head
        + (f"(?:{'|'.join(map(re.escape, tails))})" if tails != [""] else "")
        + (_NOT_STOP.get(head, "") if "" in tails else "")
        for head, tails in _STOP_HEADS.items()
    )
    + r")(?![率会额量])(?!区(?!域))|、(?=[^,，。;；、]{0,12}[0-9])|内(?=[“,，])|[和与及](?=[^,，。;；、和]{0,6}[0-9])|中(?=[0-9,，])|的?等(?=[,，。、0-9])|[”\"]?的(?=[0-9])|、[^、,，。;；]{0,3}(?:建成|开工|完成|新增)"
)
_BARE = re.compile(r"[，,。;；、:：！!）)]|$|\s|以上|以内|左右|的?(?:以上|以下)")

CLASSIFIER_KINDS = frozenset(("count", "people", "multiple"))
_HEAD_NOUN = re.compile(
    r"(?:种植|播种|养殖|建筑)?面积|(?:销售|加工)?总?产值|增加值|营业收入|销售收入|可支配收入|纯收入|总?收入|支出|投资(?!项目)|人口|标准|占比|比重|比例|数量|总[量额数]|里程|人[数次]|起数|余额|增速|增幅|能耗"
    r"|(?:吞吐|发电|用电|装机容|出栏|存栏|排放|业务|货运|客运|交易|成交|零售|进出口|贸易|签约|授权|申请|保有|消费|运输|周转|销售|总产|产|蓄积)[量额]|浓度|指数|[一-龥](?<![税利汇功效概频])率|价格|时间|时限|进出口|出口|利用外资|存款|贷款|利润|规模|次数|水平|家数|产能|天数"
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


_TO_RE = re.compile("|".join(map(re.escape, sorted(_TO, key=len, reverse=True))))
_CHANGE_RE = re.compile(
    "|".join(map(re.escape, sorted((w for w in _CHANGE if w not in ("高于", "低于", "快于")), key=len, reverse=True)))
)
_LEVEL_RE = re.compile(r"达到?|为|是|控制在|保持在|稳定在|维持在|突破|超过|(?<![原现所])有|占|位居|居|列")
_BASE_RE = re.compile(r"(?:由|从)[^由从]{0,12}$")


def read_link(text: str, start: int, end: int, *, rank: bool = False) -> Link:
    """Return the link that ends at `end`, looked for no further back than `start`."""
    before = text[start:end]
    match = (_RANK_TAIL if rank else _TAIL).match(before[::-1])
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
    """Return the span of the indicator's words inside `text[start:end]`, without lead words; empty when none is left."""
    match = _LEAD.match(text, start, end)
    if match:
        start = match.end()
    tail = _TAIL_NOISE.search(text, start, end) if start < end else None
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
    if text.startswith(("多", "余"), start):
        start += 1
    if start >= limit or text[start] in "”》）)" or text.startswith("大关", start):
        return start, start
    opened = text.startswith("“", start)
    if opened:
        closed = text.find("”", start, limit)
        scan = closed + 1 if closed > 0 else start
    else:
        scan = start
    match = _AFTER_STOP.search(text, scan, min(limit + 2, scan + 26))
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


_INDUSTRIES = re.compile(r"第?(?P<a>一)、?(?P<b>二)(?:、|和)?(?P<c>三)(?=次?产业)")


def split_members(text: str, start: int, end: int, count: int) -> list[tuple[int, int]] | None:
    """Return the spans of `count` members joined by 、 和 与 及 in `text[start:end]`; None when they are not so many."""
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
        return [
            f"第一产业{words[2][words[2].find('产业') + 2 :]}",
            f"第二产业{words[2][words[2].find('产业') + 2 :]}",
            f"第{words[2]}",
        ]
    last = words[-1]
    head = _HEAD_NOUN.search(last)
    shared = last[head.start() :] if head and head.start() else ""
    full = [_share_head(word, last, shared, known, named) for word in words[:-1]]
    return [*full, last]


def _share_head(
    word: str, last: str, shared: str, known: Callable[[str], bool], named: Callable[[str], bool]
) -> str:
    if _HEAD_NOUN.search(word):
        return word
    # The longest end of the last member that makes a known name wins: 城镇、农村居民人均可支配收入.
    for cut in range(1, len(last) - 1):
        if named(word + last[cut:]):
            return word + last[cut:]
    if known(word) and not word.endswith(("业", "经济")):
        return word
    return word + shared


_PAIRS = (
    (_CITY_COUNTRY, ("城镇", "农村")),
    (re.compile("存贷款"), ("存款", "贷款")),
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
