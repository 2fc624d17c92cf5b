"""What a question asks for, as the evidence model sees it: its tokens and the type of its answer.

The model is trained on public questions, so this reading of a question stands on surface forms alone and knows neither
reports nor indicators.
"""

import re
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from corpus.normal_form import normalise
from index.arrays import code_points

_TOKEN = re.compile(r"[a-z]+|\d+(?:,\d{3})*(?:\.\d+)?|[\u00c0-\u1fff]+|[\u2e80-\u2eff\u3040-\U0003ffff]")
_SPACED = re.compile(r"[a-z]+|\d+(?:,\d{3})*(?:\.\d+)?|[\u00c0-\u1fff]+")
"""The tokens that may be longer than a character."""
_LIMIT = 96
"""Tokens of a question that are read; the rest of a longer one is left out."""

ASKED = (
    ("list", r"哪些|哪几|包括什么|有什么(?=[^关]*[措特产])|分别|列举|which of|list|what are|以及哪"),
    ("cause", r"为什么|为何|为啥|原因|何以|怎么会|缘何|因何|由于什么|因为什么|why|reason"),
    ("yes_no", r"是否|吗[?？]?$|有没有|是不是|能不能|会不会|可否|能否|^(?:is|are|was|were|did|does|do|has|have|can)\b"),
    (
        "count",
        r"多少|几(?=[个名位次年人条家座部项所种场届支岁天万千百十国艘间类级层首枚集]|[^何乎率])|how many|how much"
        r"|百分之几|多大|多长|多高|多远|多重|多久|多深|几成"
        r"|(?:人数|数量|数目|总[数额量]|金额|产[量值]|面积|价格?|票房|增速|增长率|比[例重]|占比|率|规模|收入)(?:是|为|有|[?？]|$)",
    ),
    (
        "time",
        r"什么时候|什么时间|何时|哪一?年|哪一?天|哪一?日|哪[个一]?月|几月|几号|几时|哪一?[个年]?(?:世纪|年代|时期|朝代)|何年"
        r"|时间(?=[是为?？]|$)|日期|年份|when|what year|which year|how long",
    ),
    (
        "person",
        r"谁|哪一?位|何人|哪个人|什么人|哪名|叫什么名|名字|who\b|whom|whose"
        r"|(?:导演|主演|作者|得主|创始人|主角|负责人|冠军|[省市县区州]长|书记|主席)(?:是|[?？]|$)",
    ),
    (
        "place",
        r"哪里|哪儿|何处|何地|在哪|位于|什么地方|哪[个一座]*(?:省|市|县|区|国|国家|地区|城市|地方|洲|岛|镇|村|街|州)|where|什么国家"
        r"|(?:地点|地址|位置|所在地)(?:是|在|[?？]|$)",
    ),
    (
        "organisation",
        r"哪[个一家所间支]*(?:公司|机构|部门|组织|单位|大学|学校|企业|球队|俱乐部|政党|党派|委员会|集团|军队|部队)"
        r"|which company|what organi",
    ),
    ("manner", r"如何|怎么|怎样|怎麽|什么方式|什么方法|哪种方[式法]|how\b"),
    ("definition", r"什么是|是什么意思|指的?是?什么|含义|定义|的意思|介绍|是怎么回事|what is meant|mean"),
    ("which", r"哪|which"),
    ("what", r"什么|何|甚么|啥|what"),
)
"""Answer types with the words that ask for them. A question can show several."""

_ASKED = tuple((name, re.compile(pattern)) for name, pattern in ASKED)
_WH = re.compile(
    r"什么时候|什么时间|什么地方|为什么|是什么|有什么|什么|为何|为啥|何时|何处|何地|何人|如何|哪里|哪儿|哪些|哪几|哪[一]?[个位年家种座名所天月次]?|谁|多少|多大|多长|多高|多远|多久|"
    r"几|怎么样?|怎样|是否|吗|何|how many|how much|what|which|when|where|who|why|how"
)
_TARGET = re.compile(r"目标|计划|预期|预计|打算|力争|将要|target|plan|goal|expect")
_PLACEHOLDER = re.compile(r"^(?:请问|请|我想知道|想知道|能告诉我|告诉我|你知道)")


@dataclass(frozen=True, slots=True)
class QuestionTokens:
    """A question cut into matching tokens: single Chinese characters, words of other scripts, whole numbers."""

    text: str
    """The matching form."""
    tokens: tuple[str, ...]
    adjacent: tuple[bool, ...]
    """Whether token i+1 follows token i directly; one fewer than tokens."""
    focus: NDArray[np.float32]
    """How near each token stands to the asking word, 1 beside it and falling to 0; all 0 when there is none."""
    after_wh: tuple[str, ...]
    """Up to three tokens right after the asking word: the noun it asks for (哪个国家, 多少人)."""
    asked: NDArray[np.float32]
    """One 0 or 1 for each of `ASKED`."""
    years: tuple[int, ...]
    """The years it names in four digits."""
    target: bool
    """Whether it asks for a plan or target."""

    @property
    def bigrams(self) -> list[tuple[str, str]]:
        """Neighbouring token pairs, in order."""
        return [pair for pair, near in zip(pairwise(self.tokens), self.adjacent, strict=True) if near]


def cut_tokens(text: str) -> list[tuple[str, int, int]]:
    """Return the tokens of a text in matching form, each with its span."""
    return [
        (match.group().replace(",", "") if match.group()[0].isdecimal() else match.group(), *match.span())
        for match in _TOKEN.finditer(text)
    ]


def cut_long(text: str) -> tuple[list[str], NDArray[np.int64], NDArray[np.int64]]:
    """Return what `cut_tokens` does, the tokens and where each begins and ends: a quarter of its time for a report."""
    points = code_points(text)
    single = ((points >= 0x2E80) & (points <= 0x2EFF)) | ((points >= 0x3040) & (points <= 0x3FFFF))
    spans = np.array([match.span() for match in _SPACED.finditer(text)], dtype=np.int64).reshape(-1, 2)
    for start, end in spans[single[spans[:, 0]]].tolist():
        # Digits of rarer scripts: numbers first.
        single[start:end] = False
    alone = np.flatnonzero(single)
    starts, ends = np.concatenate([spans[:, 0], alone]), np.concatenate([spans[:, 1], alone + 1])
    order = np.argsort(starts, kind="stable")
    starts, ends = starts[order], ends[order]
    tokens = [text[start:end] for start, end in zip(starts.tolist(), ends.tolist(), strict=True)]
    return [token.replace(",", "") if "," in token else token for token in tokens], starts, ends


def read_year(token: str) -> int:
    """Return the year that a token writes in four digits, 1900 to 2099; 0 for any other token."""
    return int(token) if len(token) == 4 and token.isdecimal() and token[:2] in ("19", "20") else 0


def read_question(question: str) -> QuestionTokens:
    """Return a question's tokens and what it asks for. An empty question has no tokens."""
    text = _PLACEHOLDER.sub("", normalise(question).strip())
    cut = cut_tokens(text)[:_LIMIT]
    wh = next(iter(_WH.finditer(text)), None)
    focus = np.zeros(len(cut), dtype=np.float32)
    after: list[str] = []
    if wh is not None:
        before_count = sum(end <= wh.start() for _, _, end in cut)
        after_first = sum(start < wh.end() for _, start, _ in cut)
        for place in range(len(cut)):
            distance = before_count - 1 - place if place < before_count else place - after_first
            focus[place] = max(0.0, 1.0 - distance / 6.0) if distance >= 0 else 0.0
        after = [token for token, _, _ in cut[after_first : after_first + 3]]
    return QuestionTokens(
        text=text,
        tokens=tuple(token for token, _, _ in cut),
        adjacent=tuple(a[2] == b[1] or (not text[a[2] : b[1]].strip()) for a, b in pairwise(cut)),
        focus=focus,
        after_wh=tuple(after),
        asked=np.array([bool(pattern.search(text)) for _, pattern in _ASKED], dtype=np.float32),
        years=tuple(year for token, _, _ in cut if (year := read_year(token))),
        target=bool(_TARGET.search(text)),
    )
