"""Sentences (or clauses) read once, so that scoring a question against them is array work alone.

A sentence's tokens are those of `evidence_question.cut_tokens`, so that questions and sentences meet in one vocabulary.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntFlag

import numpy as np
from numpy.typing import NDArray

from corpus.normal_form import normalise
from index.arrays import each_once, offsets_of
from index.late_interaction import LateInteraction, TokenTable
from service.scorer.meaning import Meanings
from service.scorer.questions import QuestionTokens, cut_long, cut_tokens, read_year


class Mark(IntFlag):
    """What a token could be part of as an answer."""

    COUNT = 1
    TIME = 2
    PLACE = 4
    ORGANISATION = 8
    PERSON = 16
    LATIN = 32
    QUOTED = 64
    CAUSE = 128
    MEMBER = 256
    """Beside a 、 or a list mark."""


_SURNAMES = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦许何吕施张孔曹严华金魏陶姜谢邹苏潘葛范彭鲁韦马方任袁柳史唐薛雷贺倪汤罗毕郝安常乐于傅齐康伍余顾孟黄穆萧尹姚邵汪祁毛米戴宋"
    "庞熊纪舒屈项祝董梁杜阮蓝闵席季贾路江童颜郭梅盛林钟徐邱骆高夏蔡田樊胡凌霍虞万柯管卢莫房丁邓洪包左石崔吉龚程邢裴陆荣翁甄曲封储靳段焦侯班仇刘叶白蒲龙谭溥曾"
)
_COUNT_UNIT = (
    r"(?:[%‰]|[个名位次年人条家座部项所种场届支岁天万千百亿元吨公米平亩户辆倍成分集首册枚艘架间类级层只头件期票英港美日欧克升度小]"
    r"|余|多|左右|以上)"
)
_PATTERNS: tuple[tuple[Mark, re.Pattern[str]], ...] = (
    (
        Mark.COUNT,
        re.compile(
            rf"(?<![\d.])\d[\d,]*(?:\.\d+)?(?:%|‰|(?!年(?:[^间代来]|$)|[月日号时点])\s*{_COUNT_UNIT}?)"
            r"|[一二两三四五六七八九十百千数几][一二三四五六七八九十百千]*(?:个|名|位|次|人|条|家|座|部|项|所|种|场|届|支|岁|万|亿|倍|成)|百分之|半数|一半"
        ),
    ),
    (
        Mark.TIME,
        re.compile(
            r"\d{1,4}\s*(?:年代?|月|日|号|世纪|时|点)|[一二三四五六七八九十〇零]+(?:世纪|年代|月|日|年)|公元前?|年间|时期|元年|初年|末年|[春夏秋冬]季|[上下]半年|今年|去年|明年|当日|同年|翌年|次年|\d{4}\s*[-—~至]\s*\d{2,4}"
        ),
    ),
    (
        Mark.PLACE,
        re.compile(
            r"[\u4e00-\u9fff]{1,4}(?:省|市|县|区|国|州|岛|镇|乡|村|洲|山|河|湖|海|路|街|城|港|湾|半岛|地区|盆地|平原|机场|车站|站|寺|宫)"
        ),
    ),
    (
        Mark.ORGANISATION,
        re.compile(
            r"[\u4e00-\u9fffa-z]{1,8}(?:公司|大学|学院|学校|中学|小学|部|局|院|委员会|协会|队|集团|银行|政府|党|社|厂|医院|组织|机构|俱乐部|电视台|联盟|基金|出版社|研究所|企业|教会)"
        ),
    ),
    (
        Mark.PERSON,
        re.compile(
            rf"[{_SURNAMES}][\u4e00-\u9fff]{{1,2}}(?=[，、（(,担任是为于的出在与和等。及先生女士教授博士饰]|$)|[\u4e00-\u9fff]+·[\u4e00-\u9fff·]+|(?:[总主]统|皇帝|王|皇后|公主|将军|导演|作家|教授|博士|先生|女士|市长|书记|主席|总理|校长)"
        ),
    ),
    (Mark.LATIN, re.compile(r"[a-z][a-z .\-']*")),
    (Mark.QUOTED, re.compile(r"《[^》]*》|“[^”]*”|「[^」]*」|『[^』]*』|\"[^\"]*\"")),
    (
        Mark.CAUSE,
        re.compile(
            r"因为|由于|因此|所以|因而|因|为了|旨在|以便|导致|使得?|致使|造成|原因|鉴于|出于|有利于|目的|从而|以[使免求]|故此?|缘于|源于|得益于"
        ),
    ),
    (
        Mark.MEMBER,
        re.compile(
            r"[^，,。；;、]{1,12}、[^，,。；;、]{1,12}|[一二三四五六七八九十]是|包括|分别|[①-⑳]|第[一二三四五六七八九十][,，、]"
        ),
    ),
)
_EXTRA_FLAGS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("percent", re.compile(r"%|百分之|‰")),
    ("year", re.compile(r"\d{4}\s*年|[〇零一二三四五六七八九]{4}年")),
    ("day", re.compile(r"月\d+日|\d月")),
    ("is", re.compile(r"[是为即指]")),
    ("named", re.compile(r"称为|叫做?|名为|又称|简称|命名|别名|俗称|称作|称之")),
    ("located", re.compile(r"位于|坐落|地处|在|来自|出生|前往|设于")),
    ("bracket", re.compile(r"[(（]")),
    ("quote_mark", re.compile(r"[“「『\"]")),
    ("book", re.compile(r"《")),
    ("contrast", re.compile(r"但|然而|不过|却|虽")),
    ("by", re.compile(r"由|被|受|经")),
    ("way", re.compile(r"通过|利用|采用|以|用|方式|方法|借助|按照")),
    ("money", re.compile(r"元|美金|英镑|欧元|币|费|价")),
    ("area", re.compile(r"平方|公顷|公里|千米|米|亩|海拔|面积|长度")),
    ("not", re.compile(r"不|没|未|无|非|否")),
    ("last_year", re.compile(r"去年|上年|过去一年|一年来")),
    ("this_year", re.compile(r"今年|本年|年内")),
    ("target", re.compile(r"目标|预期|力争|计划|确保|争取|左右|以上")),
    ("heading_like", re.compile(r"[^。！？!?]$")),
    ("pronoun_start", re.compile(r"^(?:他|她|它|该|此|这|其|本|当时|之后|后来|随后|因此|但|同时|另外|此外|而)")),
)
FLAGS = (
    *(mark.name or "" for mark, _ in _PATTERNS),
    *(name for name, _ in _EXTRA_FLAGS),
    "length",
    "commas",
    "clauses",
)
_CLAUSE_BREAK = re.compile(r"[，,；;：:。！？!?](?!\d{3}(?!\d))")


@dataclass(frozen=True, slots=True)
class PreparedSentences:
    """Tokens and surface features of sentences, in the order given; built by `prepare`."""

    vocabulary: dict[str, int]
    pairs: dict[tuple[str, str], int]
    tokens: NDArray[np.int32]
    """All sentences' token ids, one after another."""
    pair_at: NDArray[np.int32]
    """Id of the pair that starts at each token, -1 where the next token is not adjacent."""
    offsets: NDArray[np.int64]
    """Where each sentence's tokens begin; one more entry than sentences."""
    clauses: NDArray[np.int32]
    """Running number of each token's clause."""
    marks: NDArray[np.uint16]
    """`Mark` bits of each token."""
    flags: NDArray[np.float32]
    """Shape (sentences, len(FLAGS))."""
    groups: NDArray[np.int32]
    """Group (paragraph or passage) of each sentence, numbered from 0 in text order."""
    headers: tuple[str, ...]
    """One a sentence; empty where there is none."""
    header_tokens: tuple[frozenset[str], ...]
    years: NDArray[np.int16]
    """Of each token that writes a year in four digits; 0 for the others."""
    header_years: NDArray[np.int16]
    """The first year in each sentence's header, 0 for none."""
    token_idf: NDArray[np.float32]
    """By token id, over groups."""
    pair_idf: NDArray[np.float32]
    unknown_idf: float
    """What a token in no group weighs."""
    meanings: Meanings

    def rarity(self, question: QuestionTokens) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Return how rare a question's tokens and pairs are among these sentences' groups."""
        unknown = self.unknown_idf
        tokens = [self.vocabulary.get(token) for token in question.tokens]
        pairs = [self.pairs.get(pair) for pair in question.bigrams]
        return (
            np.array([unknown if t is None else self.token_idf[t] for t in tokens], dtype=np.float32),
            np.array([unknown if p is None else self.pair_idf[p] for p in pairs], dtype=np.float32),
        )

    def __len__(self) -> int:
        """Return the number of sentences."""
        return len(self.groups)


def prepare(
    sentences: Sequence[str],
    groups: Sequence[int],
    table: TokenTable,
    headers: Sequence[str] | None = None,
    late: LateInteraction | None = None,
) -> PreparedSentences:
    """Return sentences ready for scoring; neighbours with the same number in `groups` are of one paragraph.

    About 100 microseconds a sentence. Clauses, or any spans in text order, can be given in the place of sentences.
    `late` is a late interaction over the same sentences, where there is one already.
    """
    plain = [normalise(sentence) for sentence in sentences]
    # All are cut at once; what stands between two belongs to no token.
    whole = "\0".join(plain)
    begins = offsets_of([len(text) + 1 for text in plain])
    cut, starts, ends = cut_long(whole)
    vocabulary: dict[str, int] = {}
    token_array = np.array([vocabulary.setdefault(token, len(vocabulary)) for token in cut], dtype=np.int32)
    offsets = np.searchsorted(starts, begins)
    pairs: dict[tuple[str, str], int] = {}
    pair_array = np.full(len(cut), -1, dtype=np.int32)
    adjacent = np.flatnonzero(ends[:-1] == starts[1:])
    pair_array[adjacent] = [pairs.setdefault((cut[place], cut[place + 1]), len(pairs)) for place in adjacent.tolist()]
    breaks = np.array([match.start() for match in _CLAUSE_BREAK.finditer(whole)], dtype=np.int64)
    clauses = np.searchsorted(np.sort(np.concatenate([breaks, begins[1:-1] - 1])), starts)
    flags = np.zeros((len(sentences), len(FLAGS)), dtype=np.float32)
    marked: list[list[tuple[int, int]]] = [[] for _ in _PATTERNS]
    for row, text in enumerate(plain):
        flags[row, :-3] = _mark_text(text, int(begins[row]), marked)
    bits = np.zeros(len(whole) + 1, dtype=np.uint16)
    for (mark, _), spans in zip(_PATTERNS, marked, strict=True):
        bits[_cover(spans, len(bits))] |= int(mark)
    lengths, enumerated = [len(text) for text in plain], [text.count("、") for text in plain]
    flags[:, -3:] = np.log1p(np.array([lengths, enumerated, np.diff(np.searchsorted(breaks, begins))])).T
    changes = [groups[row] != groups[row - 1] for row in range(1, len(groups))]
    group_array = np.cumsum([0, *changes], dtype=np.int32)[: len(groups)]
    group_of_token = np.repeat(group_array, np.diff(offsets)).astype(np.int64)
    total = len(each_once(group_array))
    headers = ("",) * len(sentences) if headers is None else headers
    header_words = {header: [token for token, _, _ in cut_tokens(normalise(header))] for header in set(headers)}
    header_year = {header: next(filter(None, map(read_year, words)), 0) for header, words in header_words.items()}
    return PreparedSentences(
        vocabulary=vocabulary,
        pairs=pairs,
        tokens=token_array,
        pair_at=pair_array,
        offsets=offsets,
        clauses=clauses.astype(np.int32),
        marks=bits[starts],
        flags=flags,
        groups=group_array,
        headers=tuple(headers),
        header_tokens=tuple(frozenset(header_words[header]) for header in headers),
        years=np.array([read_year(token) for token in vocabulary], dtype=np.int16)[token_array],
        header_years=np.array([header_year[header] for header in headers], dtype=np.int16),
        token_idf=_idf(token_array, group_of_token, len(vocabulary), total),
        pair_idf=_idf(pair_array, group_of_token, len(pairs), total),
        unknown_idf=float(np.log1p((total + 0.5) / 0.5)),
        meanings=Meanings.of_texts(table, sentences, late),
    )


def _mark_text(text: str, begin: int, marked: Sequence[list[tuple[int, int]]]) -> list[bool]:
    """Return which patterns a text shows, and note where those stand that mark tokens; the text begins at `begin`."""
    patterns: list[bool] = []
    for (_, pattern), spans in zip(_PATTERNS, marked, strict=True):
        before = len(spans)
        spans.extend([(begin + match.start(), begin + match.end()) for match in pattern.finditer(text)])
        patterns.append(len(spans) > before)
    patterns.extend(bool(pattern.search(text)) for _, pattern in _EXTRA_FLAGS)
    return patterns


def _cover(spans: Sequence[tuple[int, int]], size: int) -> NDArray[np.bool_]:
    """Return which of so many places lie in a span."""
    starts, ends = np.array(spans, dtype=np.int64).reshape(-1, 2).T
    return np.cumsum(np.bincount(starts, minlength=size) - np.bincount(ends, minlength=size)) > 0


def _idf(ids: NDArray[np.int32], groups: NDArray[np.int64], size: int, total: int) -> NDArray[np.float32]:
    known = ids >= 0
    seen = each_once(ids[known].astype(np.int64) * (int(groups.max(initial=0)) + 1) + groups[known])
    count = np.bincount(seen // (int(groups.max(initial=0)) + 1), minlength=size)
    return np.log1p((total - count + 0.5) / (count + 0.5)).astype(np.float32)
