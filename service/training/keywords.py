"""Questions shortened to the keywords that people type: "范廷颂什么时候被任为主教" -> "范廷颂被任为主教时间"."""

import re
from dataclasses import replace

from service.training.sources import Pool

_ENDS = (
    (re.compile(r"是?(?:在|于)?(?:什么时候|何时|什么时间|哪一?年|何年)(?:被|才|就)?"), "时间"),
    (re.compile(r"(?:共|一共|总共)?(?:是|有|为)?(?:多少|几)(?:人|名|位)"), "人数"),
    (re.compile(r"(?:共|一共|总共)?(?:是|有|为)?(?:多少|几)(?:个|种|座|所|部|次|家|项|条)?"), "数量"),
    (re.compile(r"是?(?:在|位于)?(?:哪里|哪儿|何处|什么地方)"), "地点"),
    (re.compile(r"(?:为什么|为何|因为什么)(?:会|要)?"), "原因"),
    (re.compile(r"(?:是)?(?:谁|什么|哪一?[个位]|何)[?？]*$"), ""),
    (re.compile(r"^谁是"), ""),
)
_TAIL = re.compile(r"[的?？呢了。]+$")


def shorten(question: str) -> str | None:
    """Return a question as keywords; None for one that does not shorten."""
    for pattern, noun in _ENDS:
        short, count = pattern.subn("", question, count=1)
        if count:
            short = _TAIL.sub("", short)
            return short + noun if len(short) >= 4 else None
    return None


def shortened_pool(pool: Pool) -> Pool:
    """Return a pool with those of its questions that shorten, shortened."""
    short = [(example, shorten(example.question)) for example in pool.examples]
    examples = [replace(example, question=words, counted=False) for example, words in short if words is not None]
    return replace(pool, name=f"{pool.name}-keywords", examples=examples)
