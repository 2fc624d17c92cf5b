"""One number at a time: what is counted, how, when and whether reached. Groups stand in test_figures_members.py."""

from decimal import Decimal
from importlib import resources

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.figures import extract_figures
from corpus.outline import outline_report
from corpus.types import Bound, Figure, FigureKind, Report, Status


def extract(text: str, year: int | None = 2021) -> tuple[Figure, ...]:
    report = Report("r", "", "长治市", year, text, "")
    return extract_figures(report, outline_report(text))


def review(text: str) -> tuple[Figure, ...]:
    return extract("一、2020年工作回顾\n\n" + text)


def five_years(text: str) -> tuple[Figure, ...]:
    return extract("一、“十三五”时期工作回顾\n\n" + text)


def plan(text: str) -> tuple[Figure, ...]:
    return extract("一、2020年工作回顾\n\n一年来，成绩很大。\n\n二、2021年工作安排\n\n" + text)


def test_level_rank_and_mean_growth_of_one_indicator():
    figures = five_years("地区生产总值由2015年的1195.1亿元增加到2020年的1711.6亿元,稳居全省第二,年均增长6%。")
    base, level, rank, growth = figures
    assert {f.indicator for f in figures} == {"地区生产总值"}
    assert (base.value, base.period, base.status) == (Decimal("1195.1"), "2015", Status.BASE)
    assert (level.value, level.period, level.status) == (Decimal("1711.6"), "2020", Status.ACHIEVED)
    assert (rank.kind, rank.value, rank.scope) == (FigureKind.RANK, 2, "全省")
    assert (growth.kind, growth.period) == (FigureKind.GROWTH, "2016-2020")


def test_starting_value_without_a_year_lies_before_the_span():
    base, level, growth = five_years("一般公共预算收入由96.4亿元增加到166.4亿元,创历史新高,年均增长11.5%。")
    assert (base.period, base.status, level.period, growth.period) == ("2015", Status.BASE, "2020", "2016-2020")


def test_year_of_a_starting_value_does_not_leak_to_the_end_value():
    base, level = five_years("科技进步贡献率由2015年的42%增长到54.1%。")
    assert (base.period, level.period) == ("2015", "2020")


def test_change_against_an_older_year_is_no_figure_of_that_year():
    level, drop = five_years("PM2.5平均浓度降到44微克/立方米、较2015年下降20%。")
    assert (level.indicator, level.unit, level.period) == ("PM2.5浓度", "微克/立方米", "2020")
    assert (drop.indicator, drop.kind, drop.period) == ("PM2.5浓度", FigureKind.GROWTH, "2016-2020")


def test_multiples_are_multiples():
    area, times = five_years("市辖区面积扩大到2631平方公里,是原来的8倍。")
    assert (area.kind, times.kind, times.value, times.words) == (
        FigureKind.LEVEL,
        FigureKind.MULTIPLE,
        8,
        "市辖区面积",
    )
    doubled, total = five_years("全市家庭农场数量翻了四番,达到1959家。")
    assert (doubled.unit, doubled.value, total.indicator) == ("番", 4, "家庭农场")


def test_change_is_told_from_level():
    assert plan("城乡居民最低生活保障标准每人每月再提高20元。")[0].kind is FigureKind.CHANGE
    assert plan("城乡居民最低生活保障标准提高到每人每月620元。")[0].kind is FigureKind.LEVEL


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("新增停车泊位5000个。", "新增停车泊位"),
        ("5个贫困县全部摘帽。", "贫困县"),
        ("完成145个工业固体废物堆场“三防”整治。", "工业固体废物堆场“三防”整治"),
        ("“三公”经费下降52.1%。", "“三公”经费"),
        ("建成27万平方米的“山西智创城NO.5”。", "“山西智创城NO.5”"),
        ("设立1亿元科技成果转化引导基金。", "科技成果转化引导基金"),
        ("为6.4万名妇女进行免费检查。", "妇女"),
        ("全市17个国省考断面优良。", "国省考断面"),
        ("新引进世界500强企业3家。", "新引进世界500强企业"),
        ("实现全国双拥模范城市“六连冠”。", "双拥模范城市"),
        ("年主营业务收入超200亿元产业达到3个。", "年主营业务收入超200亿元产业"),
        ("高于全国平均水平的项目完成率99.4%。", "项目完成率"),
    ],
)
def test_words_say_what_is_counted(text, words):
    assert words in review(text)[-1].words


def test_part_of_a_counted_whole_is_carried():
    total, good = review("全市17个国省考断面中15个达到优良水质标准。")
    assert (total.words, good.words) == ("国省考断面", "国省考断面")


def test_verbs_and_grades_take_the_noun_before():
    started, built = review("开工建设保障性住房2.9万套、基本建成1.6万套。")
    assert started.words == "开工建设保障性住房"
    assert built.words == "基本建成保障性住房"
    assert built.indicator == "保障性住房"
    _, national = review("新增高新技术企业147家,其中国家级6家。")
    assert national.words == "国家级高新技术企业"


def test_targets_of_the_year_are_targets():
    growth, rate, prices = plan(
        "今年全市主要预期目标是:地区生产总值增长8%,城镇登记失业率控制在4.5%以内,居民消费价格涨幅控制在3%左右。"
    )
    assert {(f.period, f.status) for f in (growth, rate, prices)} == {("2021", Status.TARGET)}
    assert (growth.kind, growth.bound) == (FigureKind.GROWTH, Bound.EXACT)
    assert (rate.indicator, rate.bound) == ("城镇登记失业率", Bound.AT_MOST)
    assert (prices.indicator, prices.bound) == ("居民消费价格", Bound.ABOUT)


def test_target_of_the_plans_end_has_the_plans_last_year():
    [figure] = plan("到“十四五”末,地区生产总值力争达到2800亿元。")
    assert (figure.period, figure.status) == ("2025", Status.TARGET)


def test_mean_growth_to_a_target_year_spans_the_years_till_then():
    _, growth = plan("力争到2025年,地区生产总值达到620亿元、年均增长6.5%左右。")
    assert (growth.period, growth.status) == ("2021-2025", Status.TARGET)


def test_what_is_already_there_is_no_target():
    firms, rank = plan("全省百强民营企业中,长治有16家,居全省第二。")
    assert {(f.period, f.status) for f in (firms, rank)} == {("2020", Status.ACHIEVED)}
    assert firms.words == "百强民营企业"


def test_cumulative_sums_are_marked():
    [figure] = five_years("全市民生支出累计达到1275.3亿元。")
    assert (figure.status, figure.indicator) == (Status.CUMULATIVE, "民生支出")


def test_numbered_works_have_their_own_sum_month_and_name():
    text = (
        "继续实施一批工程。(1)投资9.1亿元,改造东环路,建设3座高架桥,7月底建成通车。"
        "(2)投资18亿元,建设高新大道,年底前建成通车。"
    )
    first, bridges, second = plan(text)
    assert (first.value, first.period, first.scope) == (Decimal("9.1"), "2021-07", "东环路")
    assert (bridges.words, bridges.value) == ("高架桥", 3)
    assert (second.value, second.period, second.scope) == (Decimal(18), "2021", "高新大道")


def test_topic_of_a_sentence_narrows_bare_words():
    count, money = plan("氢能产业集群围绕打造完整产业链,重点推进制氢工厂等10个项目,完成投资14亿元。")
    assert (count.scope, money.scope) == ("氢能产业集群", "氢能产业集群")
    assert money.indicator == "项目投资"


def test_share_is_no_level_of_the_whole():
    [figure] = review("服务业增加值占GDP比重达到52.1%。")
    assert (figure.indicator, figure.kind) == ("服务业占比", FigureKind.SHARE)


def test_share_of_what_was_named_before():
    exports, share = review("2020年出口总额3854.2亿元,约占全省的60%。")
    assert (share.words, share.kind) == ("出口总额", FigureKind.SHARE)
    assert exports.indicator == "出口总额"


def test_indicator_needs_a_fitting_unit():
    [figure] = review("建设粮食市场5个。")
    assert figure.indicator is None


def test_narrower_place_is_its_scope():
    [figure] = review("滨海新区生产总值达到800亿元。")
    assert (figure.indicator, figure.scope) == ("地区生产总值", "滨海新区")


def test_headless_report_turns_to_its_plan_in_the_text():
    figures = extract(
        "各位代表：\n\n过去的一年，地区生产总值增长5.1%。\n\n今年经济社会发展的主要预期目标是：地区生产总值增长8%。\n"
    )
    assert [(f.period, f.status) for f in figures] == [("2020", Status.ACHIEVED), ("2021", Status.TARGET)]


def test_built_in_report_is_read_whole():
    text = resources.files("corpus").joinpath("reports", "changzhi-2021.txt").read_text(encoding="utf-8")
    figures = extract(text)
    assert 310 <= len(figures) <= 330
    assert all(f.period for f in figures)
    assert sum(f.indicator is not None for f in figures) > 190


ALPHABET = (
    "由到从较比年增长达到完成投资新增建设项目个家亿元%万人12350.、，。；：分别居全省第二和的（）“”\n一二三2020今占"
)


@given(st.text(alphabet=ALPHABET, max_size=80))
def test_spans_hold_for_any_text(text):
    for figure in review(text):
        body = "一、2020年工作回顾\n\n" + text
        assert 0 <= figure.start < figure.end <= len(body)
        assert figure.clause_start <= figure.start and figure.end <= figure.clause_end
        assert figure.clause_start <= figure.words_start <= figure.words_end
        assert figure.words
        assert body[figure.words_start : figure.words_end]


def test_report_without_a_year_still_gives_figures():
    [figure] = extract("新增停车泊位5000个。", year=None)
    assert (figure.period, figure.value) == ("", 5000)


def test_what_a_growth_leaves_out_of_account_is_no_name_of_it():
    found = review("地方一般公共预算收入60.2亿元，扣除留抵退税因素后增长15.4%，按自然口径计算增长2.1%。")
    assert [figure.indicator for figure in found] == ["一般公共预算收入"] * 3
