"""A small library of several places and years, written for tests."""

from corpus.library import Library, make_report
from corpus.types import Report


def write_report(place: str, year: int, review: str, plan: str = "") -> Report:
    text = (
        f"{place}政府工作报告\n——{year}年1月10日在{place}第五届人民代表大会第一次会议上\n各位代表：\n"
        f"一、{year - 1}年工作回顾\n{review}\n二、{year}年工作安排\n{plan}\n"
    )
    return make_report(text, f"{place}-{year}")


def make_library() -> Library:
    return Library(
        [
            write_report(
                "晋城市",
                2021,
                "过去一年，全市地区生产总值1425.7亿元，增长4%；一般公共预算收入133.6亿元；城镇新增就业3.1万人。",
                "今年经济社会发展主要预期目标是：地区生产总值增长8%左右，一般公共预算收入增长5%以上。",
            ),
            write_report(
                "晋城市",
                2022,
                "过去一年，全市地区生产总值1912.1亿元，增长9.6%。",
                "今年经济社会发展主要预期目标是：地区生产总值增长7%左右。",
            ),
            write_report("晋城市", 2024, "2023年，全市地区生产总值2352.5亿元，增长5%。"),
            write_report(
                "大同市",
                2021,
                "过去一年，地区生产总值1369.9亿元，增长3.6%；一般公共预算收入147.9亿元。",
                "今年经济社会发展主要预期目标是：地区生产总值增长8%以上。",
            ),
            write_report("阳泉市", 2021, "过去一年，城镇登记失业率3.2%。", "今年，地区生产总值增长8%。"),
            write_report("山西省", 2021, "过去一年，全省地区生产总值1.77万亿元，增长3.6%。"),
        ]
    )
