import pytest

from service.evidence.sentence_traits import TRAITS, describe_sentence_traits
from service.question.question import understand


@pytest.fixture(scope="module")
def traits_of(small_reading):
    def traits_of(text: str, held: str) -> dict[str, float]:
        question = understand(text, 2021, frozenset({"晋城市"}))
        quotes = [small_reading.quote(sentence.start, sentence.end) for sentence in small_reading.sentences]
        row = next(row for row, quote in enumerate(quotes) if held in quote)
        return dict(zip(TRAITS, map(float, describe_sentence_traits(question, small_reading, row)), strict=True))

    return traits_of


def test_the_sentence_of_the_year_tells_its_indicator_and_period(traits_of):
    told = traits_of("2020年地区生产总值完成多少亿元？", "500.5亿元")
    assert told["told_indicator_and_period"] and told["told_unit"] and told["review_for_plan"] == 0


def test_the_plan_is_no_fact(traits_of):
    told = traits_of("2020年地区生产总值完成了多少？", "预期目标")
    assert told["told_indicator"] and not told["told_indicator_and_period"]
    assert told["plan_for_fact"] and told["target"]


def test_a_sentence_without_figures_tells_none(traits_of):
    told = traits_of("安平大桥通车了吗？", "安平大桥")
    assert not any(told[name] for name in ("told_indicator", "told_unit", "figures", "many_figures", "target"))
    assert told["short"] == 1 and 0 < told["depth"] < 1


def test_headings_and_the_title_are_told_apart(traits_of):
    assert traits_of("去年做了什么？", "工作回顾")["heading"]
    assert traits_of("谁作的报告？", "政府工作报告")["title"]
