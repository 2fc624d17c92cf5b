import dataclasses

import numpy as np
import pytest

from corpus.library import make_report
from index.build import build_index, open_index, save_index
from index.encoder import load_encoder, load_table
from index.late_interaction import PassageTokens
from index.update import differs_in_reports_only, update_index
from tests.fakes import HashEncoder


def report(place: str, year: int, words: str):
    return make_report(
        f"{place}{year}年政府工作报告\n一、{year - 1}年工作回顾\n{words}\n二、{year}年工作安排\n{words}增长6%。\n",
        f"{place}-{year}",
    )


A = report("太原市", 2022, "地区生产总值增长9%。")
B = report("大同市", 2022, "粮食总产量达到100万吨。")
C = report("长治市", 2022, "城镇新增就业3万人。")
B2 = report("大同市", 2022, "粮食总产量达到120万吨，创历史新高。")


class Counting(HashEncoder):
    def __init__(self):
        self.texts = []

    def encode_passages(self, texts):
        self.texts += texts
        return self.encode_questions(texts)


@pytest.fixture(scope="module")
def table():
    return load_table(load_encoder("bundled"))


def save(folder, reports, table, encoder=None):
    encoder = encoder or HashEncoder()
    save_index(build_index(reports, None, encoder, table), reports, encoder, folder)


def assert_same(one, other):
    assert (one.passages, one.texts) == (other.passages, other.texts)
    assert np.array_equal(one.vectors.read_all(), other.vectors.read_all())
    for field in dataclasses.fields(PassageTokens):
        assert np.array_equal(getattr(one.tokens, field.name), getattr(other.tokens, field.name)), field.name
    assert np.array_equal(one.lexical.score("粮食增长"), other.lexical.score("粮食增长"))


@pytest.mark.parametrize("reports", [[A, B, C], [A, B], [C, A], [B], [A, B2, C]])
def test_an_update_gives_what_a_build_gives(tmp_path, table, reports):
    save(tmp_path, [A, B], table)
    assert_same(update_index(tmp_path, reports, HashEncoder(), table), build_index(reports, None, HashEncoder(), table))


def test_only_what_is_new_is_encoded(tmp_path, table):
    save(tmp_path, [A, B], table)
    encoder = Counting()
    index = update_index(tmp_path, [A, B2, C], encoder, table)
    assert encoder.texts == [t for t, p in zip(index.texts, index.passages, strict=True) if p.report_id != A.id]
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
