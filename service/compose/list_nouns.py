"""What a question calls the members of the list it asks for: 哪十件[惠民实事], 哪几个[地方], 五大[诊疗中心]."""

import re
from collections.abc import Sequence
from os.path import commonprefix

from corpus.numerals import parse_number
from service.compose.list_words import load_list_words

_CLASSIFIER = "个|大|项|条|类|种|件|处|家|座|样|场|块|位|名|支|张|所|批|句|道"
_COUNTED = re.compile(
    rf"(?:哪?(?:[些几]|(?<!第)(?:[二两三四五六七八九十]{{1,2}}|(?<!\d)\d{{1,2}}(?![\d年.%])))|哪)(?:{_CLASSIFIER}){{0,2}}(?=(?P<noun>[一-龥]{{0,8}}))"
)
_COUNTS = re.compile(rf"(?<!第)([一二两三四五六七八九十]{{1,3}}|\d{{1,2}})(?:{_CLASSIFIER}|方面)")
_AFTER = re.compile(r"[是都叫要有具怎什在里的呢吗各被把做搞没达受与和给哪啊呀年月日]|(?<!部)分")
_BEFORE = re.compile(
    r"([一-龥]{2,8}?)(?:分别|都|一共|总共|具体|主要|究竟|到底)*(?:有|是|包括|分成?|涉及|叫)(?:哪[些几]|几)[个大项条类种件处家座样块]*\W*$"
)
"""What stands before the question for them: 郊区新城有哪几个."""
_LONGEST = 6
_FEWEST = 3
_PLACES = "县区市镇乡村校院馆站"
"""Last characters of names for members that such members hold as well."""
_OF_ANY = frozenset("建设 发展 推进 提升 加强 开展 实施 重点 主要 新的 全面".split())
"""Two characters that many announcements and heads hold."""


def names_members(normal: str, announcement: str, members: Sequence[str]) -> bool:
    """Say whether heads can be what a question asks for: parts of a report or plan, or what it calls them by name.

    The name, or two characters of it, must stand in the announcement of the list or in most of its members.
    """
    named = name_asked(normal)
    if not named or any(load_list_words()["of_any_part"].match(noun) for noun in named):
        return True
    for noun in named:
        place = noun[-1] if noun[-1] in _PLACES else ""
        ending = noun[-2:] if place and len(noun) > 1 else noun
        if place and ending not in announcement and sum(place in member for member in members) <= len(members) / 2:
            # 扶贫攻坚县 are no 扶贫攻坚战.
            continue
        pieces = cut_noun(noun)
        if any(piece in announcement for piece in pieces):
            return True
        if sum(any(piece in member for piece in pieces) for member in members) > len(members) / 2:
            return True
    return False


def cut_noun(noun: str) -> set[str]:
    """Return the pairs of characters of a name for members, without those that many announcements hold."""
    return {noun[start : start + 2] for start in range(max(1, len(noun) - 1))} - _OF_ANY


def name_asked(normal: str) -> list[str]:
    """Return what a question calls the members that it asks for: 哪几项[指标], [郊区新城]有哪几个."""
    nouns = [_AFTER.split(match["noun"])[0][:_LONGEST] for match in _COUNTED.finditer(normal)]
    # 冲着百亿去的是哪几家: what ends with 的 is named by the words before it.
    nouns = [noun for noun in nouns if noun] or [
        noun.rstrip("的").rpartition("的")[2] for noun in _BEFORE.findall(normal)
    ]
    return [noun for noun in nouns if noun]


def says_number(announcement: str, size: int) -> bool:
    """Say whether an announcement counts so many members: 抓好九个方面工作."""
    return any(parse_number(match[1]) == size for match in _COUNTS.finditer(announcement))


def find_shared(members: Sequence[str]) -> str:
    """Return the words that all members begin or end with: 实施就业惠民工程, 实施教育惠民工程."""
    if len(members) < _FEWEST:
        return ""
    opening = commonprefix(list(members))
    ending = commonprefix([member[::-1] for member in members])[::-1]
    return " ".join(part for part in (opening, ending) if len(part) > 1)


def names_shared(content: str, shared: str) -> bool:
    """Say whether a question holds all of what members share, but for the particle before it."""
    return any(len(part) >= _FEWEST and part in content for part in (word.strip("的") for word in shared.split()))
