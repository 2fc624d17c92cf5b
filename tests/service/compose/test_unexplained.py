import pytest

from tests.service.small_report import ask_report

TEXT = (
    "晋城市政府工作报告\n"
    "一、2020年工作回顾\n"
    "深入实施“五个一批”工程，脱贫攻坚取得胜利。深化“一城两核”定位，加快老城改造。\n"
    "重点发展“四大经济”、推动改革创新、补齐民生短板、争创文明城市。\n"
    "形成以东城、西山、南河3个园区为主、北坪为辅的“3+1”布局。\n"
    "积极推进景泰湖、西山公园、东河湿地、英烈园整合，构建“一山一水一林一园”综合体。\n"
    "东县、西县、北区成为全国“两山”实践创新基地，南县入选重点区域。\n"
    "“三张清单”即权力清单、责任清单、负面清单。\n"
)


@pytest.fixture(scope="module")
def ask():
    return ask_report(TEXT)


@pytest.mark.parametrize(
    "text",
    ["“五个一批”具体是哪五批？", "“一城两核”是哪一城、哪两核？", "“四大经济”是指哪四种经济？", "“五个一批”怎么分？"],
)
def test_a_shorthand_that_is_only_named_is_refused(ask, text):
    assert not ask(text).answered


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("“3+1”是什么意思？", "北坪"),
        ("“一山一水一林一园”指的是哪几个地方？", "英烈园"),
        ("“三张清单”是哪三张？", "负面清单"),
    ],
)
def test_a_shorthand_whose_parts_stand_beside_it_is_told(ask, text, held):
    answer = ask(text)
    assert answer.answered and held in answer.answer


def test_what_is_not_asked_what_it_stands_for_is_answered(ask):
    assert ask("“五个一批”工程实施了吗？").answered


def test_who_has_a_title_with_a_shorthand_in_it_is_no_question_for_its_parts(ask):
    answer = ask("哪几个县区成了全国“两山”实践创新基地？")
    assert answer.answered and "东县、西县、北区" in answer.answer
