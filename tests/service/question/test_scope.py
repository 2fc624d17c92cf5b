import pytest

from corpus.library import Library, make_report
from service.question.question import understand
from service.question.scope import fits_scope, is_of, missing_place, select_reports
from service.schemas import Scope
from tests.service.small_report import REPORT


def write(place, year):
    return make_report(
        f"{place}政府工作报告\n——{year}年1月10日在{place}第五届人民代表大会第一次会议上\n", f"{place}-{year}"
    )


LIBRARY = Library([write("长治市", 2020), write("长治市", 2021), write("晋城市", 2021), write("山西省", 2021)])


def select(text, **scope):
    return [report.id for report in select_reports(understand(text, 2021), Scope(**scope), LIBRARY)]


def test_without_a_hint_all_reports_are_searched():
    assert len(select("城镇新增就业多少人？")) == 4


def test_a_place_in_the_question_narrows():
    assert select("晋城城镇新增就业多少人？") == ["晋城市-2021"]


def test_a_place_that_the_library_does_not_have_narrows_nothing():
    assert len(select("大同城镇新增就业多少人？")) == 4


def test_a_year_narrows_to_the_reports_that_review_or_plan_it():
    assert set(select("长治2019年城镇新增就业多少人？")) == {"长治市-2020"}
    assert set(select("长治2020年城镇新增就业多少人？")) == {"长治市-2020", "长治市-2021"}


def test_a_plans_year_narrows_to_the_report_that_plans_it():
    assert select("长治2020年GDP目标是多少？") == ["长治市-2020"] or set(select("长治2020年GDP目标是多少？")) == {
        "长治市-2020",
        "长治市-2021",
    }


def test_the_callers_scope_holds_whatever_the_question_names():
    assert select("长治城镇新增就业多少人？", places=["晋城"]) == ["晋城市-2021"]
    assert select("城镇新增就业多少人？", years=[2020]) == ["长治市-2020"]
    assert select("城镇新增就业多少人？", reports=["山西省-2021"]) == ["山西省-2021"]
    assert select("城镇新增就业多少人？", reports=["nowhere"]) == []


@pytest.mark.parametrize(
    ("scope", "fits"),
    [
        ({}, True),
        ({"places": ["长治"]}, True),
        ({"places": ["长治市"]}, True),
        ({"places": ["晋城", "长治"]}, True),
        ({"places": ["晋城"]}, False),
        ({"years": [2021]}, True),
        ({"years": [2020]}, False),
        ({"places": ["长治"], "years": [2020]}, False),
        ({"reports": ["长治市-2021"]}, True),
        ({"reports": ["长治市-2020"]}, False),
    ],
)
def test_each_part_of_a_scope_narrows(scope, fits):
    assert fits_scope(LIBRARY.get("长治市-2021"), Scope(**scope)) is fits


def test_the_place_that_is_missing_is_named():
    reports = list(LIBRARY)
    assert missing_place(understand("大同2020年GDP是多少？", 2021), reports).name == "大同市"
    assert missing_place(understand("长治2020年GDP是多少？", 2021), reports) is None
    assert missing_place(understand("2020年GDP是多少？", 2021), reports) is None


def test_a_report_is_of_its_place_under_its_short_name_too():
    (mention,) = understand("长治的GDP是多少？", 2021).places
    assert is_of(LIBRARY.get("长治市-2021"), mention)
    assert not is_of(LIBRARY.get("晋城市-2021"), mention)


def test_a_name_that_only_opens_with_the_country_is_no_other_place():
    assert missing_place(understand("中国医药城落户了多少家企业？", 2021, frozenset({"晋城市"})), [REPORT]) is None
    assert missing_place(understand("中国的GDP是多少？", 2021, frozenset({"晋城市"})), [REPORT]) is not None
