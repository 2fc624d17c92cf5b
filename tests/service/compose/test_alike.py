from tests.service.small_report import ask_report

TEXT = (
    "阳泉市政府工作报告\n各位代表：\n一、2021年工作回顾\n"
    "2021年，全市生产总值增长8%。平定入选全省科技创新十强县。\n"
    "产业升级加快。盂县入选全省工业十强县。\n"
    "开放步伐加快。郊区获评全省对外开放十强县。\n"
    "二、2022年工作安排\n今年，生产总值增长7%。\n"
)


def test_sentences_that_tell_a_member_each_are_a_list():
    answer = ask_report(TEXT)("哪些县区拿了全省十强县的称号，分别是什么？").answer
    assert all(name in answer for name in ("平定", "盂县", "郊区"))
    assert answer.startswith("共3项")
