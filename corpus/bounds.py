"""Words that tell how exact a number is: 约, 以上, 不超过."""

from corpus.types import Bound

_BOUND_AFTER = {
    "以上": Bound.AT_LEAST, "以内": Bound.AT_MOST, "之内": Bound.AT_MOST, "以下": Bound.AT_MOST, "左右": Bound.ABOUT,
    "上下": Bound.ABOUT,
}  # fmt: skip
_BOUND_BEFORE = (
    ("不低于", Bound.AT_LEAST), ("不少于", Bound.AT_LEAST), ("不小于", Bound.AT_LEAST), ("至少", Bound.AT_LEAST),
    ("超过", Bound.AT_LEAST), ("突破", Bound.AT_LEAST), ("高于", Bound.AT_LEAST), ("不超过", Bound.AT_MOST),
    ("不高于", Bound.AT_MOST), ("低于", Bound.AT_MOST), ("不大于", Bound.AT_MOST), ("大约", Bound.ABOUT),
    ("将近", Bound.ABOUT), ("接近", Bound.ABOUT), ("超", Bound.AT_LEAST), ("逾", Bound.AT_LEAST), ("约", Bound.ABOUT),
    ("近", Bound.ABOUT), ("不足", Bound.AT_MOST), ("不到", Bound.AT_MOST), ("突破了", Bound.AT_LEAST),
    ("超过了", Bound.AT_LEAST), ("过", Bound.AT_LEAST), ("通过", Bound.EXACT), ("经过", Bound.EXACT),
    ("不过", Bound.EXACT),
)  # fmt: skip
_BOUND_ENDS = frozenset(word[-1] for word, _ in _BOUND_BEFORE)
_BOUND_BEFORE_SORTED = tuple(sorted(_BOUND_BEFORE, key=lambda item: -len(item[0])))


def read_bound(text: str, start: int, end: int) -> Bound:
    """Return what the words around the number `text[start:end]` say; exact where they say nothing."""
    after = _BOUND_AFTER.get(text[end : end + 2]) or (
        _BOUND_AFTER.get(text[end + 1 : end + 3]) if text[end : end + 1] == " " else None
    )
    if after:
        return after
    return Bound.AT_LEAST if text[end : end + 1] in ("多", "余") else _bound_before(text, start)


def _bound_before(text: str, start: int) -> Bound:
    while start and text[start - 1] in " \u00a0\u3000":
        start -= 1
    if text[start - 1 : start] not in _BOUND_ENDS:
        return Bound.EXACT
    for word, bound in _BOUND_BEFORE_SORTED:
        if text.endswith(word, 0, start):
            # 最近, 附近, 靠近 and the like end in a bound word and are none.
            if word == "近" and text[max(0, start - 2) : start - 1] in ("最", "附", "就", "靠", "新", "远"):
                return Bound.EXACT
            if word == "约" and text[max(0, start - 2) : start - 1] in ("节", "签", "集", "合", "公"):
                return Bound.EXACT
            return bound
    return Bound.EXACT
