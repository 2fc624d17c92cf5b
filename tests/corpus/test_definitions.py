import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from corpus.definitions import find_definitions
from corpus.outline import outline_report

BODY = "政府工作报告\n各位代表：\n" + "全市生产总值1711.6亿元，增长4.7%，好于预期。\n" * 8
CLOSING = "各位代表，让我们团结起来，为实现目标而努力奋斗！\n"


def read(entries: str) -> list[tuple[str, str]]:
    text = f"{BODY}{CLOSING}名词解释\n{entries}"
    return [
        (text[d.term_start : d.term_end], text[d.start : d.end]) for d in find_definitions(text, outline_report(text))
    ]


@pytest.mark.parametrize(
    ("entry", "term", "meaning"),
    [
        ("双碳：碳达峰、碳中和的简称。", "双碳", "碳达峰、碳中和的简称。"),
        ("1.“双碳”:碳达峰、碳中和。", "双碳", "碳达峰、碳中和。"),
        ("2．**“放管服”改革：**简政放权、放管结合、优化服务。", "“放管服”改革", "简政放权、放管结合、优化服务。"),
        ("【两个维护】即坚决维护核心地位。", "两个维护", "即坚决维护核心地位。"),
        ("[12]“三名工程”：名医、名院、名诊所。", "三名工程", "名医、名院、名诊所。"),
        ("③四类人员是指确诊患者、疑似患者。", "四类人员", "是指确诊患者、疑似患者。"),
        ("53．农村“三变”改革 即资源变资产、资金变股金。", "农村“三变”改革", "即资源变资产、资金变股金。"),
        ("29．**两手抓** 一手抓疫情防控，一手抓发展。", "两手抓", "一手抓疫情防控，一手抓发展。"),
        ("[^4]: 海绵城市：是新一代城市雨洪管理概念。", "海绵城市", "是新一代城市雨洪管理概念。"),
    ],
)
def test_entries_of_a_glossary_are_terms_with_meanings(entry: str, term: str, meaning: str) -> None:
    assert read(entry + "\n另一个：解释。")[0] == (term, meaning)


def test_a_term_with_a_line_of_its_own_means_what_the_next_line_says() -> None:
    entries = "1.五主并举\n政府主抓、企业主体、市场主导。\n2.“四新”经济\n新技术、新模式的经济形态。"
    assert read(entries) == [
        ("五主并举", "政府主抓、企业主体、市场主导。"),
        ("“四新”经济", "新技术、新模式的经济形态。"),
    ]


def test_a_paragraph_that_defines_nothing_gives_nothing() -> None:
    assert read("（按出现顺序排列）\n双碳：碳达峰、碳中和。") == [("双碳", "碳达峰、碳中和。")]


def test_a_report_without_glossary_has_no_definitions() -> None:
    text = BODY + CLOSING
    assert find_definitions(text, outline_report(text)) == []


@example("““：1.")
@given(
    st.lists(st.sampled_from(["1.", "[2]", "“", "”", "双碳", "：", "**", "是指", "即", "【", "】", "好。", "\n"])).map(
        "".join
    )
)
def test_spans_lie_in_their_paragraphs_in_order(entries: str) -> None:
    text = f"{BODY}{CLOSING}名词解释\n{entries}"
    outline = outline_report(text)
    for found in find_definitions(text, outline):
        assert found.term_start <= found.term_end <= found.start < found.end
        assert any(p.start <= found.term_start for p in outline.paragraphs)
        assert any(found.end == p.end for p in outline.paragraphs)
