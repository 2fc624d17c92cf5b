"""分别 and its kin: which of several values belongs to which of several indicators."""

import pytest

from corpus.figures import extract_figures
from corpus.outline import outline_report
from corpus.types import FigureKind, Report, Status


def extract(text, head="一、2020年工作回顾"):
    body = f"{head}\n\n{text}"
    return extract_figures(Report("r", "", "长治市", 2021, body, ""), outline_report(body))


def pairs(text, **options):
    return [(f.words, f"{f.value}{f.unit}") for f in extract(text, **options)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "LED、光伏、生物医药产值分别占到全省的95%、53%、50%。",
            [("LED产值", "95%"), ("光伏产值", "53%"), ("生物医药产值", "50%")],
        ),
        (
            "制造业、战略性新兴产业增加值占全市工业增加值比重分别达到31.1%、5.6%。",
            [
                ("制造业增加值占全市工业增加值比重", "31.1%"),
                ("战略性新兴产业增加值占全市工业增加值比重", "5.6%"),
            ],
        ),
        (
            "审批事项、环节、材料、时限、证明分别压减26%、40%、23%、66%、96%。",
            [("审批事项", "26%"), ("环节", "40%"), ("材料", "23%"), ("时限", "66%"), ("证明", "96%")],
        ),
        (
            "安全生产事故起数、死亡人数分别下降74.4%、31%。",
            [("安全生产事故起数", "74.4%"), ("死亡人数", "31%")],
        ),
        (
            "煤炭、电解铝分别淘汰落后生产能力1.1亿吨和120万吨。",
            [("煤炭淘汰落后生产能力", "1.1亿吨"), ("电解铝淘汰落后生产能力", "120万吨")],
        ),
        (
            "接待游客685.1万人次,旅游总收入达71.4亿元,分别较2005年增长2.8倍和2.7倍。",
            [("接待游客", "685.1万人次"), ("旅游总收入", "71.4亿元"), ("接待游客", "2.8倍"), ("旅游总收入", "2.7倍")],
        ),
        (
            "新认定高新技术企业804家和软件企业82家,分别占全省的60.4%和80.4%。",
            [
                ("新认定高新技术企业", "804家"),
                ("软件企业", "82家"),
                ("新认定高新技术企业", "60.4%"),
                ("软件企业", "80.4%"),
            ],
        ),
        (
            "第一、二、三产业增加值分别增长4.7%、12.2%和9.2%。",
            [("第一产业增加值", "4.7%"), ("第二产业增加值", "12.2%"), ("第三产业增加值", "9.2%")],
        ),
        (
            "城镇、农村居民人均可支配收入分别增长6%、7%。",
            [("城镇居民人均可支配收入", "6%"), ("农村居民人均可支配收入", "7%")],
        ),
        (
            "地区生产总值、固定资产投资、社会消费品零售总额,分别增长8、9和10个百分点。",
            [("地区生产总值", "8个百分点"), ("固定资产投资", "9个百分点"), ("社会消费品零售总额", "10个百分点")],
        ),
        (
            "政府投资、社会投资审批时间分别压缩至30、25个工作日。",
            [("政府投资审批时间", "30个工作日"), ("社会投资审批时间", "25个工作日")],
        ),
    ],
)
def test_values_go_to_their_members(text, expected):
    assert pairs(text) == expected


def test_one_value_for_each_of_several_members():
    found = pairs("到2025年,新材料、半导体光电产值分别达到300亿元。", head="二、2021年工作安排")
    assert found == [("新材料产值", "300亿元"), ("半导体光电产值", "300亿元")]


def test_town_and_country_in_one_phrase_are_two_indicators():
    town, country = extract("城乡居民人均可支配收入年均分别增长6.4%、8%。", head="一、“十三五”时期工作回顾")
    assert (town.indicator, town.scope) == ("城镇居民人均可支配收入", "城镇")
    assert (country.indicator, country.scope) == ("农村居民人均可支配收入", "农村")
    town, country = extract("城乡低保标准每人每月分别提高131元、200元。")
    assert (town.indicator, country.indicator) == ("城市低保标准", "农村低保标准")
    assert {town.kind, country.kind} == {FigureKind.CHANGE}


def test_deposits_and_loans_in_one_phrase_are_two_indicators():
    deposits, loans = extract("金融机构本外币存贷款余额分别增长10.9%和11.5%。")
    assert (deposits.indicator, loans.indicator) == ("存款余额", "贷款余额")


def test_ranks_in_a_row_keep_their_members():
    first, second = extract("单晶硅、电解铝产能分别居全国第2、第4位。")
    assert [(f.words, f.value, f.scope) for f in (first, second)] == [
        ("单晶硅产能", 2, "全国"),
        ("电解铝产能", 4, "全国"),
    ]


def test_neighbours_of_different_kinds_are_no_row():
    people, money = extract("全市城镇新增就业24.1万人,民生支出130亿元。")
    assert (people.words, money.words) == ("城镇新增就业", "民生支出")


def test_sum_over_members_stays_one_figure():
    [figure] = extract("办理人大代表建议和政协提案1689件。")
    assert figure.value == 1689


def test_one_rate_of_two_indicators_holds_for_both():
    figures = extract("高新技术企业、科技型中小企业增长一倍以上。", head="二、2021年工作安排")
    assert [f.indicator for f in figures] == ["高新技术企业", "科技型中小企业"]
    assert {f.status for f in figures} == {Status.TARGET}
