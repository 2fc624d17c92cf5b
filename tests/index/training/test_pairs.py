import pytest

pytest.importorskip("tokenizers")

from index.training.pairs import measured_passages, report_pairs, split_reports  # noqa: E402 - after the skip

REPORT = {
    "place": "长治市",
    "year": 2021,
    "lang": "zh",
    "variant_of": None,
    "text": "地区生产总值完成1711.6亿元，固定资产投资增长6.4%，城镇新增就业4.5万人，城乡居民收入稳步提高，"
    "各项社会事业全面进步，人民生活水平持续改善，社会大局保持和谐稳定。",
}


def test_a_question_is_made_of_an_indicator_without_its_figure() -> None:
    asked = [(left, right) for kind, left, right, _ in report_pairs([REPORT], seed=1) if kind == "template"]
    assert asked
    for question, passage in asked:
        assert "1711.6" not in question.replace("2021", "")
        assert passage == REPORT["text"]


def test_a_clause_is_taken_out_of_the_passage_it_must_find() -> None:
    for kind, left, right, _ in report_pairs([REPORT], seed=2):
        if kind == "clause":
            assert left not in right


def test_no_place_is_both_trained_on_and_held_out() -> None:
    rows = [{**REPORT, "place": f"市{n}", "year": year} for n in range(60) for year in (2020, 2021)]
    train, held = split_reports(rows, seed=1)
    assert {row["place"] for row in train}.isdisjoint({row["place"] for row in held})
    assert len(train) + len(held) == len(rows)


def test_measured_passages_of_a_folder_without_eval_are_none(tmp_path) -> None:
    assert measured_passages(tmp_path) == set()
