"""Which way a change goes: a fall of 0.9% is -0.9% as data, though the report writes 下降0.9%."""

import re
from dataclasses import replace

from corpus.types import Figure, FigureKind

_FALL = re.compile(
    r"(?:下降|降低|减少|回落|下滑|负增长|缩减|缩小|压减|下跌|萎缩|降幅(?:为|达)?|[了同比]降)(?:幅度|了|约|近|超过?|为|达到?|\s)*$"
)
_BEFORE = 12


def give_sign(text: str, figure: Figure) -> Figure:
    """Return a growth rate or a change with a minus where the words before it say that it is a fall."""
    if figure.kind not in (FigureKind.GROWTH, FigureKind.CHANGE) or figure.value <= 0:
        return figure
    if not _FALL.search(text[max(figure.clause_start, figure.start - _BEFORE) : figure.start]):
        return figure
    high = None if figure.high is None else -figure.high
    return replace(figure, value=-figure.value, base_value=-figure.base_value, high=high)


def signed_quote(figure: Figure, quote: str) -> str:
    """Return a number as it stands, with a minus where the figure has one and the quote has not."""
    return f"-{quote}" if figure.value < 0 and not quote.startswith(("-", "－", "−", "负")) else quote
