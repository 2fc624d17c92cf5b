import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.library import BUILT_IN
from corpus.metadata import find_language, find_metadata
from corpus.readers.text import read_text

BODY = "\n现在，我代表市人民政府向大会报告工作，请予审议，并请各位政协委员和列席人员提出意见。\n"


def test_built_in_report_tells_its_place_year_date_and_speaker() -> None:
    found = find_metadata(read_text(BUILT_IN / "changzhi-2021.txt"))
    assert found.title == "长治市政府工作报告(2021年2月23日 杨勤荣)"
    assert found.place == "长治市"
    assert found.province == "山西省"
    assert found.level == "city"
    assert found.year == 2021
    assert found.date == "2021-02-23"
    assert found.speaker == "杨勤荣"
    assert found.language == "zh"


def test_a_text_that_tells_nothing_has_empty_metadata() -> None:
    found = find_metadata("今天天气很好。")
    assert (found.place, found.year, found.date, found.speaker) == ("", None, None, None)
    assert find_metadata("").title == ""


@pytest.mark.parametrize(
    ("head", "place", "province", "level"),
    [
        ("政府工作报告\n——2021年1月19日在酒泉市第四届人民代表大会第五次会议上", "酒泉市", "甘肃省", "city"),
        ("2019年政府工作报告\n太原市市长 李晓波", "太原市", "山西省", "city"),
        ("政府工作报告\n（2010年1月20日在贵州省第十一届人民代表大会第三次会议上）", "贵州省", "贵州省", "province"),
        (
            "政府工作报告\n——2003年3月5日在第十届全国人民代表大会第一次会议上\n国务院总理　朱镕基",
            "国务院",
            None,
            "national",
        ),
        ("清苑县政府工作报告", "清苑区", "河北省", "county"),
        ("伊犁州政府工作报告（2021年1月9日 库尔玛什·斯尔江）", "伊犁哈萨克自治州", "新疆维吾尔自治区", "city"),
        # A mistyped title is outvoted by session and speaker.
        (
            "池州市政府工作报告\n2016年1月6日在沧州市第三届人民代表大会第五次会议上\n沧州市市长 张三",
            "沧州市",
            "河北省",
            "city",
        ),
        (
            "---\nsource: https://www.zj.gov.cn/art/2013/11/1/a.html\ntitle: 政府工作报告\n---",
            "浙江省",
            "浙江省",
            "province",
        ),
    ],
)
def test_place_is_found_with_its_province_and_level(head: str, place: str, province: str | None, level: str) -> None:
    found = find_metadata(head + "\n各位代表：" + BODY)
    assert (found.place, found.province, found.level) == (place, province, level)


@pytest.mark.parametrize(
    ("text", "year", "date"),
    [
        ("政府工作报告\n2013年12月28日在益阳市第五届人民代表大会第二次会议上", 2014, "2013-12-28"),
        ("政府工作报告\n二〇二一年二月二十三日在焦作市第十三届人民代表大会第四次会议上", 2021, "2021-02-23"),
        ("政府工作报告\n——19年2月24日在太原市第十四届人民代表大会第四次会议上", 2019, "2019-02-24"),
        ("长治市2022年政府工作报告", 2022, None),
        ("政府工作报告\n１９９３年３月１５日在第八届全国人民代表大会第一次会议上", 1993, "1993-03-15"),
    ],
)
def test_year_is_the_one_the_report_looks_forward_to(text: str, year: int, date: str | None) -> None:
    found = find_metadata(text + "\n各位代表：" + BODY)
    assert (found.year, found.date) == (year, date)


def test_year_is_read_from_the_heads_when_no_date_stands() -> None:
    found = find_metadata("各位代表：" + BODY + "一、2023年工作回顾\n全市增长5%。\n二、2024年工作安排\n全市增长6%。")
    assert found.year == 2024


@pytest.mark.parametrize(
    ("line", "speaker"),
    [
        ("长治市市长　杨勤荣", "杨勤荣"),
        ("**代市长 马 懿**", "马懿"),
        ("国务院副总理兼国家计划委员会主任　李富春", "李富春"),
        ("安国市人民政府市长?? 梁忠林", "梁忠林"),
        ("市长", None),
    ],
)
def test_speaker_is_named_without_office_and_spaces(line: str, speaker: str | None) -> None:
    assert find_metadata(f"政府工作报告\n{line}\n各位代表：{BODY}").speaker == speaker


def test_a_mistyped_title_yields_to_the_rank_of_the_government_that_speaks() -> None:
    head = "大理市政府工作报告\n——2014年2月18日在大理白族自治州第十三届人民代表大会第二次会议上\n各位代表：\n"
    assert find_metadata(f"{head}现在，我代表州人民政府，向大会报告工作。").place == "大理白族自治州"
    assert find_metadata(f"{head}现在，我代表市人民政府，向大会报告工作。").place == "大理市"


def test_without_a_head_the_rank_of_the_government_that_speaks_tells_the_level() -> None:
    text = "各位代表：\n现在，我代表县人民政府，向大会报告工作。\n" + "新安县建设全市副中心，争创洛阳市第一。\n" * 4
    assert find_metadata(text).place == "新安县"


def test_a_lost_title_is_made_from_place_and_year() -> None:
    found = find_metadata("各位代表：\n现在，我代表长治市人民政府向大会报告工作，请予审议。\n一、2023年工作回顾\n好。")
    assert found.title == "2024年长治市政府工作报告"


def test_the_address_is_found_in_the_front_matter_or_given() -> None:
    text = "---\nsource: https://www.lanzhou.gov.cn/a.htm\ntitle: 政府工作报告\n---\n各位代表：" + BODY
    assert find_metadata(text).url == "https://www.lanzhou.gov.cn/a.htm"
    assert find_metadata("各位代表：" + BODY, url="https://example.org/b").url == "https://example.org/b"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("各位代表，现在报告工作。", "zh"),
        ("我們國家經濟發展，這個為會來對開發農業產業體系。" * 3, "zh-Hant"),
        ("Fellow Deputies, on behalf", "en"),
    ],
)
def test_language(text: str, language: str) -> None:
    assert find_language(text) == language


@given(st.text(max_size=400))
def test_no_text_breaks_it(text: str) -> None:
    found = find_metadata(text)
    assert found.year is None or 1949 <= found.year <= 2100
