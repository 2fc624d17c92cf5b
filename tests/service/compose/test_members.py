import pytest

from service.compose.members import count_members, find_members
from tests.service.small_report import look


@pytest.mark.parametrize(
    ("clause", "counts"),
    [
        ("培育量子科技、生物制造、脑机接口等未来产业", {3}),
        ("抓好教育、医疗和养老", {2, 3}),
        ("经济平稳增长", set()),
        ("实施“项目提速年”“基层提升年”“旅游升级年”行动", {3}),
        ("湖南商业技术学院和湖南铁路学院建成开学", {2}),
    ],
)
def test_members_side_by_side_are_counted(clause, counts):
    assert count_members(clause) == counts


def test_every_clause_found_has_members_and_stands_in_its_sentence(small):
    question, evidence = look(small, "今年要办哪些民生实事？")
    for members in find_members(question, evidence):
        reading, clause = members.evidence.reading, members.clause
        assert count_members(reading.quote(clause.start, clause.end))
        assert members.evidence.sentence.start <= clause.start < clause.end <= members.evidence.sentence.end
