"""What a number counts: the noun after it, and the sums that only describe it (超5亿元内资项目429个)."""

import re

from corpus.figures.naming import measure_at_end
from corpus.figures.phrases import Link, noun_after, read_link
from corpus.figures.state import Reading
from corpus.figures.words import MEASURES
from corpus.numerals import NumberMention

HEAD_END = re.compile(
    r"(?:面积|投资|资金|里程|长度?|总量|产量|产值|收入|投入|融资|贷款|补助|补贴|标准|规模|能力|容量|额)$"
)


_ATTRIBUTE_GAP = re.compile(
    r"(?!建|新|改|用于|安排|完成|实施|购|发放|扩|修|打造|引进)(?:以上|以下|以内|级)?的?[^,，。、;；达到为有至增]{2,12}$"
)


_ATTRIBUTE_OF = re.compile(
    r"(?:以上|以下|以内|级)?的?[^,，。、;；0-9到至为]{1,14}?(?:项目|企业|产业|集群|园区|公司|品牌|产品|市场|工程)"
)


def is_attribute(
    reading: Reading,
    number: NumberMention,
    link: Link,
    before: tuple[int, int],
    numbers: list[NumberMention],
    index: int,
) -> bool:
    """Tell whether a sum only describes the things that the next number counts (超5亿元内资项目429个)."""
    if number.kind != "money" or index + 1 >= len(numbers) or link.text not in ("超", "超过", ""):
        return False
    if HEAD_END.search(reading.text, *before) or (before[0] >= before[1] and not link.text):
        return False
    following = numbers[index + 1]
    gap = read_link(reading.text, number.end, following.start)
    return following.kind == "count" and bool(_ATTRIBUTE_OF.fullmatch(reading.text, number.end, gap.start))


def without_measure(text: str, span: tuple[int, int], numbers: list[NumberMention], index: int) -> tuple[int, int]:
    """Return a counted noun without the measure that the next number gives: 847个重点项目开工率100%."""
    if index + 1 >= len(numbers) or numbers[index + 1].kind == "count":
        return span
    gap = read_link(text, span[0], numbers[index + 1].start)
    if gap.start != span[1]:
        return span
    head = measure_at_end(text[span[0] : span[1]])
    return (span[0], span[1] - head) if head and span[1] - head - span[0] >= 2 else span


def with_attribute(
    reading: Reading, span: tuple[int, int], numbers: list[NumberMention], index: int, link: Link
) -> tuple[int, int]:
    """Widen words over a number that only describes them: 年收入超200亿元产业达到3个 counts 年收入超200亿元产业."""
    text = reading.text
    previous = numbers[index - 1]
    if previous.kind not in MEASURES or not _ATTRIBUTE_GAP.match(text, previous.end, link.start):
        return span
    if reading.place.attribute >= 0:
        start, reading.place.attribute = reading.place.attribute, -1
        return start, span[1]
    subject = reading.place.subject
    if subject and subject.end <= previous.start:
        return subject.start, span[1]
    return previous.start, span[1]


def counted_noun(text: str, numbers: list[NumberMention], index: int, limit: int, end: int) -> tuple[int, int]:
    """Return the span of the noun that a number counts; empty when none follows."""
    number = numbers[index]
    last = number
    # 18座4.3米焦炉: the second number only describes what the first one counts.
    if index + 1 < len(numbers) and numbers[index + 1].start == number.end:
        last = numbers[index + 1]
        limit = numbers[index + 2].start if index + 2 < len(numbers) else end
    return noun_after(text, last.end, limit)
