"""In which field a rank holds: 在全省, 居副省级城市."""

import re

from corpus.figures.phrases import read_link

_RANK_SCOPE = re.compile(
    r"(?P<scope>全[省国市区州盟县]|全自治区|世界|全球|全行业|(?:[“”+0-9个一-龥](?<![在居列排])){1,10}(?:城市群?|地区|县市区?|县区)|西部|东部|中部|西北|东北|中西部|沿海)(?:的|中|各市|同类)?$"
)


def rank_words_end(text: str, low: int, end: int) -> tuple[int, str | None]:
    """Return where the words of a rank end before its field (在全省, 居副省级城市), and the field."""
    scope: str | None = None
    for _ in range(3):
        match = _RANK_SCOPE.search(text, max(low, end - 14), end)
        if match is None:
            break
        before = read_link(text, low, match.start(), rank=True).start
        if not text[low : match.start()].strip() and not _FIELD.fullmatch(match["scope"]):
            # 国家创新型城市排名全国第37位: what is ranked, no field.
            break
        scope = scope or match["scope"]
        end = before
    return end, scope


_FIELD = re.compile("全.{1,3}|世界|[东中西].{0,2}部?|沿海.*|同类.*|副省级.*|[“”+0-9个]+.*")
