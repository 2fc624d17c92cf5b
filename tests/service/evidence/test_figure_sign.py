import pytest

from corpus.figures import extract_figures
from corpus.outline import outline_report
from service.evidence.figure_sign import give_sign, signed_quote
from tests.service.library import write_report


def values(body):
    report = write_report("晋城市", 2021, body)
    figures = [give_sign(report.text, figure) for figure in extract_figures(report, outline_report(report.text))]
    return [signed_quote(figure, report.text[figure.start : figure.end]) for figure in figures]


@pytest.mark.parametrize(
    "body, expected",
    [
        ("2020年，地区生产总值1276.64亿元，同比下降0.9%。", ["1276.64亿元", "-0.9%"]),
        ("2020年，进出口总额下降了5%。", ["-5%"]),
        ("2020年，固定资产投资增长-3.2%。", ["-3.2%"]),
        ("2020年，地区生产总值增长4%。", ["4%"]),
        ("2020年，城镇登记失业率下降0.3个百分点。", ["-0.3个百分点"]),
        ("2020年，PM2.5平均浓度下降到44微克/立方米。", ["44微克/立方米"]),
    ],
)
def test_falls_are_negative_and_levels_are_not(body, expected):
    assert values(body) == expected
