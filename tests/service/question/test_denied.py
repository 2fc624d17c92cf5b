import pytest

from service.question.denied import drop_denied


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("高标准的田，今年还要新弄多少亩（去年弄好的别算）", "高标准的田，今年还要新弄多少亩"),
        ("油菜扩种的幅度有多大？要百分比，不要亩数", "油菜扩种的幅度有多大？要百分比"),
        ("GDP增速，我要的是今年的目标不是去年的实绩", "GDP增速，我要的是今年的目标"),
        ("GDP target for 2021, not the actual", "GDP target for 2021"),
        ("2024年GDP打算增长多少？我不问23年的完成数", "2024年GDP打算增长多少？"),
        ("我在写一篇关于芜湖的论文，2026年GDP想到多少？", "芜湖，2026年GDP想到多少？"),
        ("我是教师，工资会涨吗？", "工资会涨吗？"),
        ("写材料用：今年有哪些大项目", "今年有哪些大项目"),
        ("除了石门和津市，还要发展哪些城镇组群？", "还要发展哪些城镇组群？"),
        ("旅游到底实际收了多少钱？目标值就不用给我了", "旅游到底实际收了多少钱？"),
        ("2015年达标的天数是多少？报告只给了2016年的", "2015年达标的天数是多少？"),
        ("煤产量多少？注意是一年的，不是五年加起来的", "煤产量多少？注意是一年的"),
    ],
)
def test_what_is_not_asked_for_is_left_out(text, rest):
    assert drop_denied(text) == rest


@pytest.mark.parametrize(
    "text",
    [
        "我在哪能查到低保标准，怎么申请",
        "不是说要建地铁吗",
        "除了省级和市级的，其他项目有多少个？",
        "城里要不要交税",
        "这里是不是第一？",
        "不用交税的有多少人",
        "非遗有多少项",
    ],
)
def test_a_question_that_says_no_stays_whole(text):
    assert drop_denied(text) == text


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("How many jobs were created in 2018? Not the plan for this year.", "How many jobs were created in 2018?"),
        ("What rise is planned for 2014 (not what it got in 2013)?", "What rise is planned for 2014?"),
        ("I need the goal for bandwidth, not the capacity already in place.", "I need the goal for bandwidth"),
        ("Welchen Anteil strebt die Provinz an (nicht den heutigen Stand)?", "Welchen Anteil strebt die Provinz an?"),
        ("Quel est l'objectif pour 2021 (pas le résultat de 2020) ?", "Quel est l'objectif pour 2021 ?"),
    ],
)
def test_what_is_denied_in_other_languages_is_left_out(text: str, kept: str):
    assert drop_denied(text).replace(" ", "") == kept.replace(" ", "")


def test_not_only_denies_nothing():
    assert drop_denied("Not only GDP, what else grew?") == "Not only GDP, what else grew?"
