import pytest

from corpus.heads import find_heads
from corpus.outline import outline_report
from corpus.types import Role

TEXT = "全市坚持稳中求进工作总基调，地区生产总值增长6.5%，一般公共预算收入增长8%，好于预期。"
TITLE = "某某市政府工作报告\n各位代表：\n现在，我代表市人民政府向大会报告工作，请予审议，并请各位委员提出意见。\n"
CLOSING = "各位代表，让我们团结起来，为实现目标而努力奋斗！\n"


def paths(body: str) -> list[tuple[str, ...]]:
    """Return the section paths of the body paragraphs that hold TEXT or the closing, in order."""
    text = TITLE + body + CLOSING
    outline = outline_report(text)
    kept = [p for p in outline.paragraphs if p.role is Role.BODY and p.start >= len(TITLE)]
    return [outline.path(p.section) for p in kept]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(
            f"**一、工作回顾**\n{TEXT}\n**二、工作安排**\n（一）发展产业\n{TEXT}\n（二）改善民生。{TEXT}\n",
            [("一、工作回顾",), ("二、工作安排", "（一）发展产业"), ("二、工作安排", "（二）改善民生"), ()],
            id="bold and bracketed numbers",
        ),
        pytest.param(
            f"## 工作回顾\n{TEXT}\n## 工作安排\n### 发展产业\n{TEXT}\n",
            [("工作回顾",), ("工作安排", "发展产业"), ()],
            id="markdown",
        ),
        pytest.param(
            f"2021年工作回顾\n{TEXT}\n一、经济平稳增长\n{TEXT}\n二、民生持续改善\n{TEXT}\n2022年工作安排\n一、发展产业\n{TEXT}\n",
            [
                ("2021年工作回顾",),
                ("2021年工作回顾", "一、经济平稳增长"),
                ("2021年工作回顾", "二、民生持续改善"),
                ("2022年工作安排", "一、发展产业"),
                (),
            ],
            id="parts without a number above 一、",
        ),
        pytest.param(
            f"一、工作安排\n稳定就业。{TEXT}\n办好教育。{TEXT}\n以上各项，{TEXT}\n",
            [("一、工作安排", "稳定就业"), ("一、工作安排", "办好教育"), ("一、工作安排",), ()],
            id="run-in heads without a number",
        ),
        pytest.param(
            f"一、工作安排\n**稳定就业。**{TEXT}\n**办好教育。**{TEXT}\n",
            [("一、工作安排", "稳定就业"), ("一、工作安排", "办好教育"), ()],
            id="bold run-in heads",
        ),
        pytest.param(
            f"一、自身建设\n**推进法治政府建设。**{TEXT}\n**推进廉洁政府建设**。{TEXT}\n",
            [("一、自身建设", "推进法治政府建设"), ("一、自身建设", "推进廉洁政府建设"), ()],
            id="bold run-in heads, the mark behind the bold ones",
        ),
        pytest.param(
            f"一、工作回顾\n（一）稳增长。{TEXT}\n{TEXT}\n（二）惠民生。{TEXT}\n各位代表，这些成绩来之不易。{TEXT}\n",
            [
                ("一、工作回顾", "（一）稳增长"),
                ("一、工作回顾", "（一）稳增长"),
                ("一、工作回顾", "（二）惠民生"),
                ("一、工作回顾",),
                (),
            ],
            id="what follows a run-in head before its next number is its own",
        ),
        pytest.param(
            f"一、工作安排\n{TEXT}\n1.修建东站\n2.修建西站\n3.修建南站\n",
            [("一、工作安排",)] * 4 + [()],
            id="items of a list head nothing",
        ),
    ],
)
def test_paragraphs_stand_under_the_heads_of_their_layout(body: str, expected: list[tuple[str, ...]]) -> None:
    assert paths(body) == expected


def test_latin_heads_with_roman_numbers_nest() -> None:
    sentence = "We worked hard and grain output reached 1.4 trillion jin, up 1.6 percent on the year before."
    lines = ["I. A Review of Our Work in 2025", sentence, "II. Major Tasks for 2026", "1. Building a market", sentence]
    text = "Fellow Deputies,\n" + "\n".join(lines)
    outline = outline_report(text)
    last = outline.paragraphs[-1]
    assert outline.path(last.section) == ("II. Major Tasks for 2026", "1. Building a market")


def test_an_annex_opens_its_own_section_after_the_closing() -> None:
    annex = f"附件\n2022年民生实事清单\n一、稳定就业。{TEXT}\n名词解释\n双碳：碳达峰、碳中和。"
    text = f"{TITLE}一、工作安排\n{TEXT}\n{CLOSING}{annex}"
    outline = outline_report(text)
    told = [(outline.path(p.section), p.role) for p in outline.paragraphs[-4:]]
    assert told == [
        (("2022年民生实事清单",), Role.HEADING),
        (("2022年民生实事清单", "一、稳定就业"), Role.BODY),
        (("名词解释",), Role.HEADING),
        (("名词解释",), Role.GLOSSARY),
    ]


def test_lines_that_cannot_hold_a_head_have_none() -> None:
    assert find_heads([None, "", TEXT, "今年主要做了以下工作：", "各位代表！", "——就业稳定；"]) == {}
