from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.normal_form import normalise
from service.scorer.features import RELATIVE, describe
from service.scorer.lexicon import RARITY_STEPS, Lexicon, QuestionWeights, hash_key
from service.scorer.matches import match
from service.scorer.meaning import Meanings
from service.scorer.questions import ASKED, cut_long, cut_tokens, read_question
from service.scorer.sentences import Mark, prepare
from tests.evidence_fakes import GROUPS, LETTERS, SENTENCES, TABLE, prepared

ROWS = np.arange(len(SENTENCES))
SCORES = np.ones(len(SENTENCES), dtype=np.float32)
EMPTY = Lexicon(
    np.zeros(1, np.uint32),
    np.zeros(1, np.float32),
    np.zeros(1, np.float32),
    np.zeros(1, np.float32),
    np.full((2, RARITY_STEPS), 0.5, np.float32),
    np.array([3.0, 5.0], np.float32),
)


def weigh(question: str) -> QuestionWeights:
    return EMPTY.weigh(read_question(question))


def features(question: str, rows: np.ndarray = ROWS) -> dict[str, np.ndarray]:
    table, names = describe(read_question(question), weigh(question), prepared(), rows, SCORES[rows])
    return dict(zip(names, table.T, strict=True))


def test_tokens_are_characters_words_and_whole_numbers():
    assert [token for token, _, _ in cut_tokens("gdp为1,711.6亿元")] == ["gdp", "为", "1711.6", "亿", "元"]


@given(st.text(alphabet="gdp为1,7.6亿元 àβ\0ꘐ𠀀、", max_size=30) | st.text(max_size=30))
def test_a_long_text_is_cut_into_the_same_tokens(text):
    tokens, starts, ends = cut_long(text)
    assert list(zip(tokens, starts.tolist(), ends.tolist(), strict=True)) == cut_tokens(text)


@given(st.lists(st.text(alphabet="产量1,50万吨。，、 gdp市", max_size=12), max_size=5))
def test_sentences_are_prepared_as_each_alone(sentences):
    together = prepare(sentences, [0] * len(sentences), TABLE)
    clause = 0
    for row, sentence in enumerate(sentences):
        alone = prepare([sentence], [0], TABLE)
        own = slice(together.offsets[row], together.offsets[row + 1])
        words, all_words = list(alone.vocabulary), list(together.vocabulary)
        assert [all_words[at] for at in together.tokens[own]] == [words[at] for at in alone.tokens]
        pairs, all_pairs = [None, *alone.pairs], [None, *together.pairs]
        assert [all_pairs[at + 1] for at in together.pair_at[own]] == [pairs[at + 1] for at in alone.pair_at]
        assert together.marks[own].tolist() == alone.marks.tolist()
        assert together.flags[row].tolist() == alone.flags[0].tolist()
        assert together.clauses[own].tolist() == (alone.clauses + clause).tolist()
        clause += round(np.expm1(alone.flags[0, -1])) + 1


def test_question_tells_what_it_asks_for():
    assert read_question("2020年GDP是多少？").years == (2020,)
    assert read_question("2021年增长目标").target
    read = read_question("新增就业多少人？")
    assert read.after_wh[0] == "人"
    assert read.focus.argmax() in (3, 6)


@pytest.mark.parametrize(
    ("question", "name"),
    [("谁是市长？", "person"), ("什么时候建成？", "time"), ("为什么增长？", "cause"), ("有哪些县？", "list")],
)
def test_question_words_give_the_answer_type(question, name):
    asked = dict(zip([each for each, _ in ASKED], read_question(question).asked, strict=True))
    assert asked[name] == 1


def test_full_width_and_traditional_questions_read_alike():
    assert read_question("２０２０年糧食產量").tokens == read_question("2020年粮食产量").tokens


def test_cover_is_the_weight_of_shared_words():
    found = features("粮食产量")
    assert found["cover"][2] == pytest.approx(1)
    assert found["cover_pairs"][2] == pytest.approx(1)
    assert found["cover"][5] == 0
    assert found["longest_run"][2] == pytest.approx(np.log1p(4))
    assert found["cover_below_best"].max() == 0


def test_neighbours_stay_inside_their_group():
    found = features("粮食产量")
    assert found["cover_after"][1] == pytest.approx(1)
    assert found["cover_before"][3] == 0
    assert found["cover_group"].tolist() == pytest.approx([1, 1, 1, *[found["cover_group"][3]] * 2, 0])


def test_header_completes_the_sentence():
    found = features("长治市粮食产量")
    assert found["cover_with_header"][2] == pytest.approx(1)
    assert found["cover"][2] < 1


def test_years_are_told_apart():
    found = features("2020年生产总值")
    assert found["year_here"].tolist() == [0, 1, 0, 0, 0, 0]
    assert found["year_before_report"].tolist() == [1, 1, 1, 1, 1, 0]
    assert features("生产总值")["asks_year"].max() == 0


def test_expected_answers_are_found_beside_the_words():
    found = features("新增就业多少人")
    assert found["expected"][3] == 1
    assert found["expected"][4] == 0
    assert found["beside_expected"].argmax() == 3


def test_chosen_rows_keep_the_context_of_their_group():
    whole, one = features("粮食产量"), features("粮食产量", np.array([1]))
    assert one["cover_after"][0] == whole["cover_after"][1]
    assert len(one["cover"]) == 1


def test_prepare_marks_numbers_and_times():
    texts = prepared()
    held = [int(np.bitwise_or.reduce(texts.marks[a:b])) for a, b in pairwise(texts.offsets)]
    assert held[1] & Mark.COUNT and held[1] & Mark.TIME
    assert held[5] & Mark.LATIN
    assert not held[0] & Mark.LATIN


def test_sentence_without_words_has_no_matches():
    texts = prepare(["……", "粮食产量150万吨。", ""], [0, 0, 1], TABLE)
    rows = np.arange(3)
    table, names = describe(read_question("粮食产量"), weigh("粮食产量"), texts, rows, np.ones(3, np.float32))
    assert table[:, names.index("cover")].tolist() == pytest.approx([0, 1, 0])


def test_lexicon_takes_back_a_question_of_its_own(tmp_path: Path):
    keys = np.sort(np.array([hash_key(token) for token in "粮食"], np.uint32))
    lexicon = Lexicon(keys, np.full(2, 4.0), np.full(2, 10.0), np.full(2, 6.0), EMPTY.prior, EMPTY.unseen)
    lexicon.save(tmp_path / "lexicon.npz")
    lexicon = Lexicon.load(tmp_path / "lexicon.npz")
    read = read_question("粮食")
    seen, new = lexicon.weigh(read), lexicon.weigh(read, frozenset(int(key) for key in keys))
    assert seen.token_rate.tolist() == pytest.approx([(6 + 3) / 16] * 2)
    assert new.token_rate.tolist() == pytest.approx([(5 + 3) / 15] * 2)
    assert seen.pair_idf.tolist() == [5.0]


texts = st.text(alphabet=LETTERS + "、。 %", max_size=40)


@given(texts, st.lists(texts, min_size=1, max_size=6), st.integers(0, 3))
@settings(deadline=None, max_examples=80)
def test_any_text_gives_finite_features_and_true_matches(question, sentences, cut):
    groups = [0] * min(cut, len(sentences)) + [1] * (len(sentences) - min(cut, len(sentences)))
    texts = prepare(sentences, groups, TABLE)
    read = read_question(question)
    rows = np.arange(len(sentences))
    table, names = describe(read, EMPTY.weigh(read), texts, rows, np.ones(len(rows), np.float32))
    assert table.shape == (len(sentences), len(names))
    assert np.isfinite(table).all()
    found = match(read, texts, rows)
    for row, sentence in enumerate(sentences):
        own = [token for token, _, _ in cut_tokens(normalise(sentence))]
        assert found.has[row].tolist() == [float(token in own) for token in read.tokens]


def test_groups_are_runs_of_equal_numbers():
    assert prepare(["一", "二", "三", "四"], [7, 7, 2, 7], TABLE).groups.tolist() == [0, 0, 1, 2]
    assert len(prepare([], [], TABLE)) == 0


def test_meanings_are_the_means_of_the_table():
    sentences = ["粮食产量", "", "生产总值达到1711.6亿元", "粮粮粮"]
    assert Meanings.of_texts(TABLE, sentences).means == pytest.approx(TABLE.means(sentences), abs=1e-6)


def test_relative_features_are_named_once():
    assert len(set(RELATIVE)) == len(RELATIVE)
    assert GROUPS == tuple(sorted(GROUPS))
