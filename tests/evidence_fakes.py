"""A small token table and texts for the tests of evidence."""

from collections.abc import Sequence

import numpy as np
from tokenizers import Regex, Tokenizer, models, pre_tokenizers

from index.late_interaction import TokenTable
from service.scorer.sentences import PreparedSentences, prepare

LETTERS = "长治市太原二〇年生产总值粮食量达到亿元万吨目标为多少新增就业人城镇口是的，。？0123456789abcdefgh"


def make_table() -> TokenTable:
    letters = sorted(set(LETTERS))
    tokenizer = Tokenizer(models.Unigram([("[UNK]", -20.0), *((letter, -2.0) for letter in letters)], unk_id=0))
    tokenizer.pre_tokenizer = pre_tokenizers.Split(Regex("."), behavior="isolated")
    chooser = np.random.default_rng(5)
    vectors = chooser.integers(-127, 128, (len(letters) + 1, 16)).astype(np.int8)
    return TokenTable(tokenizer, vectors, np.ones(len(letters) + 1, np.float32))


TABLE = make_table()

SENTENCES = (
    "过去一年，我市经济平稳增长。",
    "2020年地区生产总值达到1711.6亿元，增长3.6%。",
    "粮食产量达到150万吨，实现十七连丰。",
    "今年的主要目标是：地区生产总值增长8%，城镇新增就业4万人。",
    "全面推进乡村振兴，加快农业现代化。",
    "Changzhi is a city in Shanxi, China.",
)
GROUPS = (0, 0, 0, 1, 1, 2)
HEADERS = ("长治市 · 2021 · 一、回顾",) * 3 + ("长治市 · 2021 · 二、目标",) * 2 + ("",)


def prepared(sentences: Sequence[str] = SENTENCES, groups: Sequence[int] = GROUPS) -> PreparedSentences:
    headers = HEADERS if sentences is SENTENCES else None
    return prepare(sentences, groups, TABLE, headers)
