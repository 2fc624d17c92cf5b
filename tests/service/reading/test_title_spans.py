from corpus.library import make_report
from corpus.types import Section
from service.assemble import assemble
from service.reading.title_spans import find_counted_heads, find_title, split_styles
from service.settings import Settings
from tests.service.small_report import ask_report

TEXT = (
    "阳泉市政府工作报告\n各位代表：\n"
    "**一、2021年工作回顾**\n2021年，全市生产总值增长8%。\n"
    "**二、2022年工作安排**\n今年的主要目标是：\n"
    "——经济平稳增长。生产总值增长7%。\n——环境更加优美。空气变好。\n——生活更加富裕。收入增加。\n"
    "做好以下三个方面的工作：\n"
    "一、聚焦产业升级\n抓好项目。\n二、打赢攻坚战役\n治理污染。\n三、扩大对外开放\n招商引资。\n"
)


def read():
    service = assemble(Settings(_env_file=None), [make_report(TEXT, "yangquan-2022")])
    return service.readings.get("yangquan-2022")


def test_the_span_of_a_title_holds_its_words_and_no_marks():
    reading = read()
    for section in reading.outline.sections:
        assert reading.quote(*find_title(reading, section)) == section.title


def test_heads_that_count_from_one_again_are_a_list_of_their_own():
    assert [[head.title for head in run] for run in find_counted_heads(read())] == [
        ["一、聚焦产业升级", "二、打赢攻坚战役", "三、扩大对外开放"]
    ]


def test_heads_with_other_marks_are_other_lists():
    titles = ["——经济增长", "——环境优美", "（一）产业升级", "（二）对外开放", "（三）民生改善"]
    heads = [Section(title, 2, 0, 0, 0) for title in titles]
    assert [[head.title for head in run] for run in split_styles(heads)] == [titles[:2], titles[2:]]


def test_the_parts_of_a_plan_are_told():
    answer = ask_report(TEXT)("2022年安排的三个方面工作，分别抓什么？").answer
    assert all(words in answer for words in ("产业升级", "攻坚战役", "对外开放"))
    assert "经济平稳增长" not in answer
