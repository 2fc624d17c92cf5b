import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.library import make_report, read_library
from index.build import build_index, cut_reports
from index.retrieve import Retriever
from tests.evidence_fakes import TABLE
from tests.fakes import HashEncoder

SMALL = (
    "甲市政府工作报告\n一、2020年工作回顾\n粮食产量达到150万吨。\n新增就业4万人。\n"
    "二、2021年工作安排\n地区生产总值增长8%。\n建设公园三个。\n"
)
LEGS = ["hybrid", "dense", "lexical"]


@pytest.fixture(scope="module")
def reports():
    others = [make_report(SMALL.replace("甲市", f"{name}市").replace("150", name), f"{name}-2021") for name in "乙丙丁"]
    return [*read_library(), make_report(SMALL, "small-2021"), *others]


@pytest.fixture(scope="module")
def retriever(reports):
    return Retriever(build_index(reports, None, HashEncoder(), TABLE), HashEncoder(), TABLE)


@pytest.mark.parametrize("leg", LEGS)
def test_hits_come_best_first_and_no_more_than_asked_for(retriever, leg):
    hits = retriever.retrieve("粮食产量", 5, leg=leg)
    assert len(hits) == 5
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert len({hit.passage for hit in hits}) == 5


@pytest.mark.parametrize("leg", LEGS)
def test_a_passage_in_its_own_words_is_found_first(retriever, leg):
    hit = retriever.retrieve("粮食产量达到150万吨。", 1, {"small-2021"}, leg)[0]
    assert SMALL[hit.passage.start : hit.passage.end] == "粮食产量达到150万吨。"


def test_each_legs_scores_order_that_leg(retriever):
    dense = retriever.retrieve("新增就业", 20, leg="dense")
    lexical = retriever.retrieve("新增就业", 20, leg="lexical")
    assert [hit.score for hit in dense] == [hit.dense for hit in dense]
    assert [hit.score for hit in lexical] == [hit.lexical for hit in lexical]


def test_the_dense_leg_is_the_order_of_plain_cosines(retriever, reports):
    question = "城镇新增就业 和 地区生产总值"
    texts = [text for _, cut in cut_reports(reports) for _, text in cut]
    cosines = HashEncoder().encode_passages(texts) @ HashEncoder().encode_questions([question])[0]
    hits = retriever.retrieve(question, 10, leg="dense")
    assert [hit.dense for hit in hits] == pytest.approx(np.sort(cosines)[::-1][:10].tolist(), abs=1e-5)


@pytest.mark.parametrize("leg", LEGS)
def test_narrowing_happens_before_the_search(retriever, leg):
    """The four passages of the small report are all found, however far behind the others they are."""
    hits = retriever.retrieve("“十三五”时期", 50, {"small-2021"}, leg)
    assert len(hits) == 5 if leg != "lexical" else len(hits) <= 5
    assert {hit.passage.report_id for hit in hits} <= {"small-2021"}


def test_narrowing_to_nothing_finds_nothing(retriever):
    assert retriever.retrieve("粮食", 5, set()) == []


def test_narrowing_does_not_change_a_passages_scores(retriever):
    everywhere = {hit.passage: hit for hit in retriever.retrieve("粮食产量", 500)}
    for hit in retriever.retrieve("粮食产量", 500, {"small-2021"}):
        assert hit.lexical == pytest.approx(everywhere[hit.passage].lexical)
        assert hit.late == pytest.approx(everywhere[hit.passage].late, abs=1e-5)


@pytest.mark.parametrize("question", ["", " ", "？", "zzz", "\u0000", "长" * 2000])
def test_questions_that_say_nothing_are_no_error(retriever, question):
    for leg in LEGS:
        hits = retriever.retrieve(question, 3, leg=leg)
        assert all(np.isfinite([hit.score, hit.dense, hit.lexical, hit.late]).all() for hit in hits)


def test_more_than_there_is_gives_all_there_is(retriever):
    only = retriever.retrieve("地区生产总值", 1000, {"small-2021"}, "dense")
    assert len(only) == 5


@given(
    question=st.text(alphabet="长治市地区生产总值粮食就业2020 gdp", min_size=1, max_size=20),
    keep=st.sets(st.sampled_from(["changzhi-2021", "small-2021", "乙-2021", "丁-2021", "none-2021"])),
    k=st.integers(1, 20),
    leg=st.sampled_from(LEGS),
)
def test_every_hit_is_wanted_and_its_span_lies_in_its_report(retriever, reports, question, keep, k, leg):
    texts = {report.id: report.text for report in reports}
    allowed = {passage for passage in retriever.index.passages if passage.report_id in keep}
    hits = retriever.retrieve(question, k, keep, leg)
    assert len(hits) <= min(k, len(allowed))
    for hit in hits:
        passage = hit.passage
        assert passage in allowed
        assert 0 <= passage.paragraph_start <= passage.start < passage.end <= passage.paragraph_end
        words = texts[passage.report_id][passage.start : passage.end]
        assert words == words.strip() != ""
