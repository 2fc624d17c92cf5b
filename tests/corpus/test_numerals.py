from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.numerals import find_numbers, fold, parse_number
from corpus.types import Bound
from corpus.units import base_unit


def read(text):
    return [(text[n.start : n.end], n.value, n.unit) for n in find_numbers(text)]


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("地区生产总值1711.6亿元", "1711.6", "亿元"),
        ("达到１，１２０亿元", "1120", "亿元"),
        ("实现GDP1960亿元", "1960", "亿元"),
        ("完成GDP 119.7亿元", "119.7", "亿元"),
        ("增长6.5％左右", "6.5", "%"),
        ("提升14.1个百分点", "14.1", "个百分点"),
        ("降到44微克/立方米", "44", "微克/立方米"),
        ("压缩至1个工作日", "1", "个工作日"),
        ("为5000多名职工", "5000", "名"),
        ("投资20多万元", "20", "万元"),
        ("畜禽饲养总量达到7000万头(只)以上", "7000", "万头(只)"),
        ("百分之六点五", "6.5", "%"),
        ("提高两个百分点", "2", "个百分点"),
        ("增长一倍以上", "1", "倍"),
        ("二十五亿元", "25", "亿元"),
        ("一百一十五万四千人", "1154000", "人"),
        ("翻了四番", "4", "番"),
        ("总产值翻番", "1", "番"),
        ("实现“六连冠”", "6", "连冠"),
        ("稳居全省第二,", "2", "位"),
        ("位列全国第12位", "12", "位"),
        ("稳居前3位", "3", "位"),
        ("一般公共预算收入增长-2.4%", "-2.4", "%"),
        ("提高2 个百分点", "2", "个百分点"),
    ],
)
def test_number_is_read_with_its_unit(text, value, unit):
    [(_, found, found_unit)] = read(text)
    assert (found, found_unit) == (Decimal(value), unit)


@pytest.mark.parametrize(
    "text",
    [
        "207、208国道主城区过境段",
        "山西智创城NO.5",
        "建设5G网络",
        "投放CNG50辆",
        "国家5A级景区",
        "PM2.5治理",
        "用好“13710”督办手段",
        "“2+26”城市",
        "2021年2月23日",
        "(15)建设潞州剧院停车场",
        "12345政务服务热线",
        "中国共产党成立100周年",
        "一个产业、一个团队",
        "三大攻坚战",
        "第三产业",
        "第二届职业技能大赛",
        "第一方阵",
        "2．改造传统产业",
    ],
)
def test_names_dates_and_item_numbers_are_no_numbers(text):
    assert [n for n in find_numbers(text) if n.unit] == []


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("增长5%以上", Bound.AT_LEAST),
        ("控制在4.5%以内", Bound.AT_MOST),
        ("涨幅3%左右", Bound.ABOUT),
        ("突破1000家", Bound.AT_LEAST),
        ("不少于100项", Bound.AT_LEAST),
        ("不超过3%", Bound.AT_MOST),
        ("近5000人", Bound.ABOUT),
        ("附近5000人", Bound.EXACT),
        ("600多名", Bound.AT_LEAST),
        ("2008万余人次", Bound.AT_LEAST),
        ("通过5项", Bound.EXACT),
        ("增长8%", Bound.EXACT),
    ],
)
def test_bound_words_are_read(text, bound):
    [number] = find_numbers(text)
    assert number.bound is bound


@pytest.mark.parametrize("text", ["增长7%-7.5%", "增长7%—7.5%", "增长7—7.5%", "增长7%至7.5%"])
def test_range_keeps_both_ends(text):
    [number] = find_numbers(text)
    assert (number.value, number.high, number.unit, number.bound) == (Decimal(7), Decimal("7.5"), "%", Bound.RANGE)


def test_base_values_make_units_comparable():
    assert find_numbers("1711.6亿元")[0].base_value == Decimal("171160000000")
    assert base_unit("亿斤") == (Decimal(50000), "吨")
    assert base_unit("万公顷") == (Decimal(150000), "亩")
    assert base_unit("兆瓦") == (Decimal(1000), "千瓦")
    assert base_unit("千克") == (Decimal("0.001"), "吨")


def test_parse_number_of_no_number_is_none():
    assert parse_number("若干") is None
    assert parse_number("二〇二一") == 2021


@given(st.text(alphabet="012379.,，％%亿万元人个第前一二三十百分之倍番多约近至-— (（)）年月日\n增长达到", max_size=40))
def test_mentions_stand_where_they_say(text):
    plain = fold(text)
    assert len(plain) == len(text)
    last = 0
    for number in find_numbers(text):
        assert last <= number.start < number.end <= len(text)
        assert text[number.start : number.end].strip()
        assert number.high is None or number.high > number.value
        last = number.end


@given(st.decimals(min_value=0, max_value=10**9, places=2), st.sampled_from(["亿元", "万人", "%", "公里", "个百分点"]))
def test_written_number_is_read_back(value, unit):
    [number] = find_numbers(f"增长到{value}{unit}。")
    assert (number.value, number.unit) == (value, unit)


@pytest.mark.parametrize("text", ["柳林列全国百强县41位", "全市排名全国41位，领先", "位居全国百强城市41位。"])
def test_a_rank_may_stand_without_its_ordinal(text):
    assert [number.kind for number in find_numbers(text) if number.value == 41] == ["rank"]


def test_so_many_people_have_no_rank():
    assert [number.kind for number in find_numbers("居全国首创的队伍41位老人")] != ["rank"]
