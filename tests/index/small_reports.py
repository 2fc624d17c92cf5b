"""Small made-up reports of three cities, for tests of what is added, replaced and removed."""

from corpus.library import make_report
from corpus.types import Report


def make(place: str, year: int, words: str) -> Report:
    """Return a report that says the same of two years."""
    return make_report(
        f"{place}{year}年政府工作报告\n一、{year - 1}年工作回顾\n{words}\n二、{year}年工作安排\n{words}增长6%。\n",
        f"{place}-{year}",
    )


TAIYUAN = make("太原市", 2022, "地区生产总值增长9%。")
DATONG = make("大同市", 2022, "粮食总产量达到100万吨。")
CHANGZHI = make("长治市", 2022, "城镇新增就业3万人。")
DATONG_AGAIN = make("大同市", 2022, "粮食总产量达到120万吨，创历史新高。")
