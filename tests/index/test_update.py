import dataclasses

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.build import build_index, cut_reports, open_index, save_index, verify_index
from index.retrieve import Retriever
from index.update import TIER, differs_in_reports_only, update_index
from tests.evidence_fakes import TABLE
from tests.fakes import HashEncoder
from tests.index.small_reports import CHANGZHI as C
from tests.index.small_reports import DATONG as B
from tests.index.small_reports import DATONG_AGAIN as B2
from tests.index.small_reports import TAIYUAN as A
from tests.index.small_reports import make


class Counting(HashEncoder):
    def __init__(self):
        self.texts = []

    def encode_passages(self, texts):
        self.texts += texts
        return self.encode_questions(texts)


@pytest.fixture(scope="module")
def table():
    return TABLE


def save(folder, reports, table, encoder=None):
    encoder = encoder or HashEncoder()
    save_index(build_index(reports, None, encoder, table), reports, encoder, folder)


def assert_same(one, other):
    """Both find the same passages with the same scores; their rows may be in another order."""
    assert len(one) == len(other)
    assert set(one.passages) == set(other.passages)
    for question in ("粮食增长", "2022年新增就业", "太原市", "gdp"):
        for leg in ("hybrid", "dense", "lexical"):
            found, wanted = (Retriever(i, HashEncoder(), TABLE).retrieve(question, 100, leg=leg) for i in (one, other))
            # Equal scores may differ in their last bit, and so in their order.
            ours, theirs = (
                {h.passage: (h.score, h.dense, h.lexical, h.late) for h in hits} for hits in (found, wanted)
            )
            assert ours.keys() == theirs.keys()
            for passage, numbers in ours.items():
                assert numbers == pytest.approx(theirs[passage], rel=1e-5, abs=1e-6)


@pytest.mark.parametrize("reports", [[A, B, C], [A, B], [C, A], [B], [A, B2, C]])
def test_an_update_gives_what_a_build_gives(tmp_path, table, reports):
    save(tmp_path, [A, B], table)
    assert_same(update_index(tmp_path, reports, HashEncoder(), table), build_index(reports, None, HashEncoder(), table))


def test_only_what_is_new_is_encoded(tmp_path, table):
    save(tmp_path, [A, B], table)
    encoder = Counting()
    index = update_index(tmp_path, [A, B2, C], encoder, table)
    assert encoder.texts == [text for _, cut in cut_reports([B2, C]) for _, text in cut]
    save_index(index, [A, B2, C], encoder, tmp_path)
    assert_same(open_index(tmp_path, [A, B2, C], encoder), index)


def test_a_report_of_another_place_or_year_is_indexed_under_it(tmp_path, table):
    save(tmp_path, [A, B], table)
    moved = dataclasses.replace(A, place="阳泉市")
    index = update_index(tmp_path, [moved, B], HashEncoder(), table)
    assert {p.header.split(" · ")[0] for p in index.passages if p.report_id == A.id} == {"阳泉市"}


def test_where_nothing_can_be_taken_over_everything_is_built(tmp_path, table):
    encoder = Counting()
    assert len(update_index(tmp_path, [A], encoder, table).passages) == len(encoder.texts) > 0
    other = HashEncoder()
    other.name = "fake:other"
    save(tmp_path, [A], table, other)
    encoder = Counting()
    assert len(update_index(tmp_path, [A], encoder, table).passages) == len(encoder.texts)


def test_reports_alone_are_told_from_other_differences(tmp_path, table):
    save(tmp_path, [A], table)
    other = HashEncoder()
    other.name = "fake:other"
    assert differs_in_reports_only(tmp_path, [A, B], HashEncoder())
    assert not differs_in_reports_only(tmp_path, [A], HashEncoder())
    assert not differs_in_reports_only(tmp_path, [A, B], other)


def many(count: int):
    return [make(f"{name}市", 2000 + number, f"产量达到{number}吨。") for number, name in enumerate("甲乙丙丁" * 9)][
        :count
    ]


def test_segments_are_taken_over_as_they_are(tmp_path, table):
    save(tmp_path, [A, B], table)
    (before,) = (path.stat().st_ino for path in tmp_path.glob("build-*/*/vectors.faiss"))
    index = update_index(tmp_path, [A, B, C], HashEncoder(), table)
    save_index(index, [A, B, C], HashEncoder(), tmp_path)
    inodes = [path.stat().st_ino for path in tmp_path.glob("build-*/*/vectors.faiss")]
    assert len(inodes) == 2
    assert before in inodes
    assert verify_index(tmp_path).passages == len(index)


def test_one_report_after_the_other_gives_what_a_build_gives(tmp_path, table):
    """Segments are joined on the way, so that there are never as many as reports."""
    reports = many(20)
    save(tmp_path, reports[:1], table)
    for count in range(2, len(reports) + 1):
        index = update_index(tmp_path, reports[:count], HashEncoder(), table)
        manifest = save_index(index, reports[:count], HashEncoder(), tmp_path)
        assert len(manifest.segments) < TIER
    verify_index(tmp_path)
    assert_same(open_index(tmp_path, reports, HashEncoder()), build_index(reports, None, HashEncoder(), table))


@settings(max_examples=20, deadline=None)
@given(steps=st.lists(st.sets(st.integers(0, 8), min_size=1), min_size=1, max_size=4))
def test_reports_that_come_and_go_leave_what_a_build_gives(tmp_path_factory, steps):
    folder = tmp_path_factory.mktemp("index")
    reports = many(9)
    for chosen in steps:
        here = [reports[number] for number in sorted(chosen)]
        save_index(update_index(folder, here, HashEncoder(), TABLE), here, HashEncoder(), folder)
    assert_same(open_index(folder, here, HashEncoder()), build_index(here, None, HashEncoder(), TABLE))


def test_a_large_build_waits_in_the_folder_and_is_the_same(tmp_path, table, monkeypatch):
    reports = many(9)
    wanted = build_index(reports, None, HashEncoder(), table)
    monkeypatch.setattr("index.segment._AT_ONCE", 7)
    index = build_index(reports, None, HashEncoder(), table, folder=tmp_path)
    assert_same(index, wanted)
    save_index(index, reports, HashEncoder(), tmp_path)
    assert len(list(tmp_path.glob("build-*"))) == 1
    assert_same(open_index(tmp_path, reports, HashEncoder()), wanted)
