from hypothesis import given
from hypothesis import strategies as st

from corpus.cleaning import assign_roles
from corpus.types import Role

PAGE = [
    ("首页 > 政务公开 > 政府工作报告", Role.FURNITURE),
    ("某某市政府工作报告", Role.TITLE),
    ("来源：市政府办公室  发布时间：2021-03-10", Role.FURNITURE),
    ("——2021年2月23日在某某市第十四届人民代表大会第六次会议上", Role.TITLE),
    ("市长 王小明", Role.TITLE),
    ("各位代表：", Role.SALUTATION),
    (
        "现在，我代表市人民政府，向大会报告工作，请予审议，并请各位政协委员提出意见，也请各位列席人员提出意见。",
        Role.BODY,
    ),
    ("一、过去一年工作回顾", Role.BODY),
    ("全市生产总值1711.6亿元，增长4.7%。", Role.BODY),
    ("二、今年工作安排", Role.BODY),
    ("各位代表，让我们团结起来，为实现目标而努力奋斗！", Role.BODY),
    ("责任编辑：石某", Role.FURNITURE),
    ("相关阅读", Role.FURNITURE),
    ("某某市政府工作报告", Role.FURNITURE),
]


def test_page_lines_get_the_roles_a_reader_gives_them() -> None:
    assert assign_roles([line for line, _ in PAGE]) == [role for _, role in PAGE]


def test_explanations_at_the_end_are_the_glossary_under_their_own_head() -> None:
    lines = [line for line, _ in PAGE[5:11]] + ["名词解释", "双碳：碳达峰、碳中和的简称。"]
    assert assign_roles(lines)[-2:] == [Role.HEADING, Role.GLOSSARY]


def test_a_bare_speech_is_all_body() -> None:
    lines = ["全市生产总值1711.6亿元，增长4.7%。", "财政收入191亿元。"]
    assert assign_roles(lines) == [Role.BODY, Role.BODY]


def test_garbled_lines_are_no_text() -> None:
    garbled = "鍚勪綅浠ｈ〃锛佹牴鎹綋鍓嶇殑瀹為檯鎯呭喌锛屼负浜嗕績杩涳紝鎴戜滑鐨勭粡娴庛��".encode(
        "utf-8", "ignore"
    ).decode()
    lines = [line for line, _ in PAGE[5:10]] + [garbled * 3, PAGE[10][0]]
    assert assign_roles(lines)[-2:] == [Role.FURNITURE, Role.BODY]


def test_no_lines_have_no_roles() -> None:
    assert assign_roles([]) == []


@given(st.lists(st.one_of(st.sampled_from([line for line, _ in PAGE]), st.text(min_size=1, max_size=40)), max_size=40))
def test_every_line_has_one_role(lines: list[str]) -> None:
    assert len(assign_roles(lines)) == len(lines)
