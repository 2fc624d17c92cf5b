from tests.service.small_report import ask_report

TEXT = (
    "阳泉市政府工作报告\n各位代表：\n一、2021年工作回顾\n2021年，全市生产总值增长8%。\n二、2022年工作安排\n"
    "认真听取意见，以下四件确定为年度民生实事项目：\n"
    "1.新建公园3座。\n2.改造小区58个，惠及居民2万户。\n3.新建幼儿园12所。\n4.新增停车位5000个。\n"
    "上述实事要办实办好。\n"
)


def test_items_with_a_paragraph_each_are_a_list():
    answer = ask_report(TEXT)("2022年的四件民生实事都有啥？")
    lines = answer.answer.splitlines()
    assert lines[0].startswith("共4项")
    assert [line.split("[")[0] for line in lines[1:]] == [
        "1. 新建公园3座。",
        "2. 改造小区58个，惠及居民2万户。",
        "3. 新建幼儿园12所。",
        "4. 新增停车位5000个。",
    ]
