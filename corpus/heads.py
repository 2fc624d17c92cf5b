"""The heads of a report: numbered, marked, standing alone or run into their paragraph.

Each head has a style; the outline nests styles in the order in which the report does.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.sentences import split_sentences

_ORDINAL = "[一二三四五六七八九十]{1,3}"
_NUMBERED = (
    ("part", re.compile(rf"^第(?P<n>{_ORDINAL})(?:部分|章|编)[\s、：:]*")),
    ("roman", re.compile(r"^(?P<n>[IVX]{1,5})\.\s+(?=[A-Z])")),
    ("chinese", re.compile(rf"^(?P<n>{_ORDINAL})\s*[、.．]\s*")),
    ("chinese_bracket", re.compile(rf"^[（(]\s*(?P<n>{_ORDINAL})\s*[)）][、.．]?\s*")),
    ("arabic", re.compile(r"^(?P<n>\d{1,2})(?:[、．]|\.(?!\d))\s*")),
    ("arabic_bracket", re.compile(r"^[（(]?\s*(?P<n>\d{1,2})\s*[)）]\s*")),
    ("nth", re.compile(rf"^第(?P<n>{_ORDINAL})[,，、]\s*")),
)
RANKS = {"part": 0, "major": 1, "roman": 2, "chinese": 2, "chinese_bracket": 3, "arabic": 4, "arabic_bracket": 5}
"""Styles whose nesting is known, outermost first; the rest nest as they come."""
_MARK = re.compile(r"^(#{1,6})\s*")
_BOLD = re.compile(r"^\*{2,3}(?P<bold>[^*]+)\*{2,3}\s*")
RUN_INS = frozenset({"bare", "bold_run", "dash"})
"""Styles of run-in heads without a number."""
MAX_HEAD = 50
"""Characters; a head is a phrase: longer than this it is text."""
_MAX_LATIN_HEAD = 170
_MAX_BARE_HEAD = 24
"""A run-in head without a number is shorter still."""
_MAX_PLAIN_HEAD = 45
_ADDRESS = re.compile(r"^\W{0,4}(?:各位(?:代表|委员)|同志们)[,，:：!！、]")
_MAJOR = re.compile(
    r"工作(?:的)?(?:回顾|总结|安排|建议|任务|部署|打算|要求|要点|目标|和)|回顾|(?:目标|任务)(?:任务|安排)?$|总体(?:要求|思路|考虑|部署)|自身建设|重点工作|主要工作"
    r"|工作$|成就$|“[^”]{2,6}”(?:时期|规划|发展)|指导思想|附件|民生实事|清单|政府建设|展望"
)
_NOT_PLAIN = re.compile(
    r"[。；，、：;,:！!？?…|>—]\W{0,3}$|^(?:——|──|-|\||!|<|（略|\(略)|^\W*\d[\d.,%％\s]*\W*$|^[（(].*[）)]$|略\W*$"
)
_BARE = re.compile(rf"[^,，。;；:：!！?？\d]{{3,{_MAX_BARE_HEAD}}}[。:：]")
_BARE_PAIR = re.compile(r"[^,，。;；:：!！?？\d]{3,14}(?:[,，][^,，。;；:：!！?？\d]{3,14})?。")
"""With one comma inside (抓技改，提质量。), where nearly all paragraphs of a group open so."""
_SAYS = re.compile(r"[：:；;\d]|[。].|[^\s]{36,}")
_STATEMENT = re.compile(r"(?<![一二三四五六七八九十])是|我们|年来")
_LEAD_IN = re.compile(
    r"以下|如下|(?:重点|着力|切实|主要|全力).{0,8}(?:做好|抓好|做了|推进|实施).{0,6}(?:工作|方面|任务)"
)


@dataclass(frozen=True, slots=True)
class Head:
    """One head: its style, its place in a numbered run (0 without a number), and whether text follows in its line."""

    style: str
    title: str
    run_in: bool
    ordinal: int = 0


def find_heads(body: Sequence[str | None]) -> dict[int, Head]:
    """Return the heads by line index. Lines that cannot hold one are None. Linear in the length of the lines."""
    lines = list(body)
    heads = {index: head for index, line in enumerate(lines) if line and (head := _numbered_head(line))}
    heads = {index: head for index, head in heads.items() if _in_run(index, head, heads)}
    items = _list_items(lines, heads)
    heads = {index: head for index, head in heads.items() if index not in items}
    # A line that was found to be an item can be no other kind of head either.
    lines = [None if index in items else line for index, line in enumerate(lines)]
    heads |= _standing_heads(lines, heads)
    heads |= _bold_run_ins(lines, heads)
    return heads | _bare_heads(lines, heads)


def is_address(line: str) -> bool:
    """Return whether the line turns to the deputies (各位代表，…)."""
    return bool(_ADDRESS.match(line))


def _plain(line: str) -> str:
    return re.sub(r"\s*\n\s*", "", re.sub(r"\*{2,3}|^#+\s*|^[-•]\s+", "", line)).strip("*# \u3000\xa0")


def _numbered_head(line: str) -> Head | None:
    bare = _plain(line)
    for style, pattern in _NUMBERED:
        match = pattern.match(bare)
        if match:
            return _cut_head(bare, match.end(), style, _ordinal(match["n"]))
    if _MARK.match(line) and re.fullmatch(_ORDINAL, bare):
        return Head("chinese", bare, False, _ordinal(bare))
    return None


def _ordinal(mark: str) -> int:
    if mark.isdecimal():
        return int(mark)
    if mark[0] in "IVX":
        return ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X"].index(mark) if len(mark) < 5 else 0
    digits = "一二三四五六七八九"
    tens, _, ones = mark.rpartition("十")
    if "十" not in mark:
        return digits.index(mark) + 1 if len(mark) == 1 else 0
    return (digits.index(tens) + 1 if tens in digits and tens else 1) * 10 + (digits.index(ones) + 1 if ones else 0)


def _cut_head(bare: str, body: int, style: str, ordinal: int) -> Head | None:
    """Return the head at the start of a numbered line, or None where the number opens running text."""
    latin = bool(re.match(r"[A-Za-z]", bare[body : body + 1]))
    limit = _MAX_LATIN_HEAD if latin else MAX_HEAD
    first_start, first_end = (split_sentences(bare, body) or [(body, body)])[0]
    spaced = re.compile(r"[^\s。，]{4,30}[\u4e00-\u9fff](?=\s+\S)").match(bare, body, first_end)
    if spaced and style == "chinese" and len(bare) - spaced.end() > MAX_HEAD:
        return Head(style, bare[: spaced.end()], True, ordinal)
    whole = first_end >= len(bare)
    title = bare[:first_end].rstrip("。！!；;：:.")
    if style == "nth" and whole and len(bare) > _MAX_PLAIN_HEAD:
        return None
    if whole and len(bare) <= limit + 10 and (not bare.endswith("。") or len(bare) <= limit):
        # 3.责任单位：… says something itself: it stands in its own section and is text.
        return Head(style, title, style.startswith("arabic") and bool(_SAYS.search(bare, body)), ordinal)
    if not whole and first_end - first_start <= limit:
        return Head(style, title, True, ordinal)
    if latin:
        cut = re.compile(r"(?<=[a-z]) (?=[A-Z][a-z]+,? [a-z])").search(bare, body, body + limit)
    else:
        cut = re.compile(r"[：:\s]").search(bare, body, body + limit)
    if cut and cut.start() > body + 1:
        return Head(style, bare[: cut.start()].rstrip("：: "), True, ordinal)
    if latin and style == "arabic":
        return Head(style, bare[:100].rsplit(" ", 1)[0], True, ordinal)
    return Head(style, bare[:limit], True, ordinal) if style.startswith("chinese") else None


def _in_run(index: int, head: Head, heads: dict[int, Head]) -> bool:
    """Return whether a numbered line is one of several: a lone 3. or 第二， opens running text."""
    if head.style in {"part", "chinese", "chinese_bracket", "roman"}:
        return True
    near = {head.ordinal - 1, head.ordinal + 1}
    return any(
        other.style == head.style and other.ordinal in near and abs(position - index) <= 30
        for position, other in heads.items()
        if abs(position - index) <= 30 and position != index
    )


def _list_items(lines: Sequence[str | None], heads: dict[int, Head]) -> set[int]:
    """Return the numbered lines that stand right beside their neighbour in number: they are items and head nothing."""
    places = [index for index, line in enumerate(lines) if line is not None]
    items: set[int] = set()
    for before, after in zip(places, places[1:], strict=False):
        one, two = heads.get(before), heads.get(after)
        if one and two and one.style == two.style and two.ordinal == one.ordinal + 1 and _fills(lines[before], one):
            items |= {before, after} if _fills(lines[after], two) else {before}
    return items


def _fills(line: str | None, head: Head) -> bool:
    """Return whether a head is all that stands in its line."""
    return len(_plain(line or "")) <= len(head.title) + 2


def _standing_heads(lines: Sequence[str | None], heads: dict[int, Head]) -> dict[int, Head]:
    """Return the heads without a number that stand on a line of their own."""
    found: dict[int, Head] = {}
    for index, line in enumerate(lines):
        if not line or index in heads:
            continue
        mark, bold = _MARK.match(line), _BOLD.fullmatch(line.strip())
        bare = _plain(line)
        if not bare or is_address(bare) or _LEAD_IN.search(bare):
            continue
        if mark and len(bare) <= _MAX_LATIN_HEAD:
            found[index] = Head("mark" + mark[1], bare, False)
        elif len(bare) <= (_MAX_PLAIN_HEAD + 5 if bold else _MAX_PLAIN_HEAD) and not _NOT_PLAIN.search(bare):
            following = next((other for other in lines[index + 1 : index + 3] if other), None)
            if following and (len(following) > len(line) or index + 1 in heads or _BOLD.fullmatch(following)):
                found[index] = Head("bold" if bold else "plain", bare, False)
    return _rank_standing(found, heads)


def _rank_standing(found: dict[int, Head], heads: dict[int, Head]) -> dict[int, Head]:
    """Return standing heads with those that part the whole report as style major.

    A head like 2020年工作回顾 parts the report when the numbers 一、 start again after it.
    """
    if not any(head.style.startswith("chinese") for head in heads.values()):
        # Without numbers all heads of a report are of one rank.
        plain = {i: Head("plain" if h.style == "bold" else h.style, h.title, h.run_in) for i, h in found.items()}
        return plain
    standing = {index: head for index, head in found.items() if head.style in {"bold", "plain"}}
    majors = {index for index, head in standing.items() if _MAJOR.search(head.title)}
    chinese = sorted(index for index, head in heads.items() if head.style == "chinese")
    majors = {index for index in majors if _restarts(index, heads, chinese)}
    others = [index for index in standing if index not in majors]
    if majors and len(others) <= max(2, len(majors) // 2):
        majors |= {index for index in others if _restarts(index, heads, chinese)}
    few = len(standing) <= 8 or not majors
    ranked = {}
    for index, head in found.items():
        style = "major" if index in majors else head.style
        if style == "bold" and few:
            style = "plain"
        ranked[index] = Head(style, head.title, head.run_in)
    return ranked


def _restarts(index: int, heads: dict[int, Head], chinese: list[int]) -> bool:
    """Return whether the numbers 一、 start again after a head, or no more come: between 一、 and 二、 is no part."""
    return next((heads[i].ordinal for i in chinese if i > index), 1) == 1


def _bold_run_ins(lines: Sequence[str | None], heads: dict[int, Head]) -> dict[int, Head]:
    found: dict[int, Head] = {}
    for index, line in enumerate(lines):
        match = _BOLD.match(line) if line and index not in heads else None
        if not line or not match or match.end() >= len(line):
            continue
        whole = match["bold"].strip()
        title = whole.split("。")[0]
        if len(title) <= MAX_HEAD and not (is_address(title) or _LEAD_IN.search(title) or title[-2:-1] in {"是", "为"}):
            # The mark that closes the opening sentence may stand behind the bold ones: **…建设**。
            opens = whole[-1] in "。：:" or line[match.end()] in "。：:"
            found[index] = Head(
                "major" if _MAJOR.search(title) and not opens else "bold_run",
                title.rstrip("。：:！"),
                True,
            )
    return found if len(found) >= 2 or any(head.style == "major" for head in found.values()) else {}


def _bare_heads(lines: Sequence[str | None], heads: dict[int, Head]) -> dict[int, Head]:
    """Return run-in heads without numbers.

    One short opening sentence proves nothing; where most paragraphs between two numbered heads open so, they are heads.
    """
    found: dict[int, Head] = {}
    group: list[int] = []
    for index in range(len(lines) + 1):
        line = lines[index] if index < len(lines) else None
        if line is not None and index not in heads and not is_address(line):
            group.append(index)
            continue
        bare = {i: head for i in group if (head := _bare_head(lines[i] or "", _BARE))}
        if not (len(bare) >= 2 and 2 * len(bare) >= len(group)):
            bare = {i: head for i in group if (head := _bare_head(lines[i] or "", _BARE_PAIR))}
            bare = bare if len(bare) >= 3 and 3 * len(bare) >= 2 * len(group) else {}
        found |= bare
        group = []
    return found


def _bare_head(text: str, shape: re.Pattern[str]) -> Head | None:
    first = shape.match(text)
    if not first or len(text) < 2 * first.end() or is_address(text) or _STATEMENT.search(first.group()):
        return None
    return Head("dash" if text.startswith(("——", "──")) else "bare", _plain(first.group()[:-1]), True)
