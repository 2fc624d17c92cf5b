import pytest

from tests.service.small_report import ask_report

HEAD = "阳泉市政府工作报告\n各位代表：\n一、2021年工作回顾\n2021年，全市生产总值增长8%。各项事业取得进步。\n"
TAIL = "二、2022年工作安排\n今年，生产总值增长7%。抓好九个方面工作。努力破解民营企业的困难。\n"
OPENING = "在肯定成绩的同时，我们也清醒地看到，发展还存在不少困难和问题"
TOLD = [
    f"{OPENING}：一是产业结构不优。重大项目不多。二是县域经济不强。三是干部作风不实。对此，我们要切实解决。\n",
    f"{OPENING}。产业结构不优，重大项目不多。县域经济不强。干部作风不实。我们一定要切实解决。\n",
    f"{OPENING}。主要表现在：产业结构不优，重大项目不多；县域经济不强；干部作风不实。对此，我们将认真解决。\n",
]


@pytest.mark.parametrize("told", TOLD)
@pytest.mark.parametrize(
    "question", ["市政府自己承认有哪些问题和不足？", "市长列的三条短板是什么", "目前存在哪些困难？"]
)
def test_all_problems_are_told_each_on_its_line(told, question):
    answer = ask_report(HEAD + told + TAIL)(question).answer
    lines = answer.splitlines()
    assert lines[0] == "共3项："
    assert all(words in line for words, line in zip(["产业结构", "县域经济", "干部作风"], lines[1:], strict=True))
    assert "重大项目不多" in answer
    assert "解决" not in answer


def test_a_question_that_names_one_problem_has_that_one():
    answer = ask_report(HEAD + TOLD[1] + TAIL)("干部作风上有哪些问题？").answer
    assert "干部作风不实" in answer
    assert "县域经济" not in answer
