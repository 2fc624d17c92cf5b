import pytest

from service.premise import answers_no, contradicts

PAIRS = [
    ("PM2.5浓度为什么上升？", "PM2.5平均浓度下降12%", True),
    ("财政收入为什么下降？", "一般公共预算收入增长5%", True),
    ("Why did revenue fall?", "一般公共预算收入增长5%", True),
    ("PM2.5浓度下降了多少？", "PM2.5平均浓度下降12%", False),
    ("财政收入增长了多少？", "一般公共预算收入增长5%", False),
    ("财政收入是多少？", "一般公共预算收入增长5%", False),
    ("财政收入为什么下降？", "一般公共预算收入达到60亿元", False),
    ("为什么增长？", "有的上升，有的下降", False),
]


@pytest.mark.parametrize(("question", "clause", "expected"), PAIRS)
def test_only_words_of_the_other_direction_contradict(question, clause, expected):
    assert contradicts(question, clause) is expected


@pytest.mark.parametrize(
    ("question", "clause", "no"),
    [
        ("大桥建成了吗？", "安平大桥建成通车", False),
        ("大桥建成了吗？", "加快推进安平大桥建设", True),
        ("大桥建成了吗？", "安平大桥尚未开工", True),
        ("财政收入下降了吗？", "一般公共预算收入增长5%", True),
        ("财政收入增长了吗？", "一般公共预算收入增长5%", False),
    ],
)
def test_yes_or_no(question, clause, no):
    assert answers_no(question, clause) is no
