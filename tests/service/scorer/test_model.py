import subprocess
import sys
import time

import numpy as np
import pytest

from service.scorer.model import MODELS, load_evidence_model, prepare
from service.scorer.network import Network
from tests.evidence_fakes import SENTENCES, TABLE, prepared

ROWS = np.arange(len(SENTENCES))
SCORES = np.ones(len(SENTENCES), dtype=np.float32)


@pytest.mark.parametrize(
    ("question", "row"),
    [
        ("2020年地区生产总值是多少？", 1),
        ("粮食产量达到多少万吨？", 2),
        ("今年的主要目标是什么？", 3),
        ("如何推进乡村振兴？", 4),
    ],
)
def test_the_answering_sentence_comes_first(question, row):
    scored = load_evidence_model().weigh(question, prepared(), ROWS, SCORES)
    assert scored.best(1)[0] == row
    assert ((scored.chances >= 0) & (scored.chances <= 1)).all()


def test_scores_are_the_same_every_time():
    model = load_evidence_model()
    first, second = (model.score("粮食产量多少", prepared(), ROWS, SCORES) for _ in range(2))
    assert first.tolist() == second.tolist()


def test_clauses_can_be_scored_in_the_place_of_sentences():
    clauses = ["全市粮食再获丰收", "粮食产量达到150万吨", "新增就业4万人"]
    texts = prepare(clauses, [0, 0, 0], TABLE)
    scored = load_evidence_model().weigh("粮食产量是多少万吨", texts, np.arange(3), np.ones(3, np.float32))
    assert scored.best(1)[0] == 1


def test_the_answering_clause_comes_first():
    sentence = "全市粮食再获丰收，粮食产量达到150万吨，新增就业4万人。"
    found = load_evidence_model().weigh_clauses("粮食产量达到多少万吨？", sentence, TABLE)
    best, _ = max(found, key=lambda each: each[1])
    assert sentence[best.start : best.end] == "粮食产量达到150万吨"
    assert load_evidence_model().weigh_clauses("粮食", "", TABLE) == []


@pytest.mark.parametrize("question", ["", "？？", "   "])
def test_question_without_words_has_no_chance(question):
    assert load_evidence_model().score(question, prepared(), ROWS, SCORES).max() == 0


def test_no_rows_give_no_scores():
    assert len(load_evidence_model().score("粮食", prepared(), ROWS[:0], SCORES[:0])) == 0


def test_question_of_two_thousand_characters_is_scored():
    assert load_evidence_model().score("粮食产量多少" * 340, prepared(), ROWS, SCORES).shape == (len(ROWS),)


def test_weights_are_small_and_load_quickly():
    assert sum(path.stat().st_size for path in MODELS.glob("*.npz")) < 1_000_000
    times = []
    for _ in range(5):
        started = time.perf_counter()
        load_evidence_model.__wrapped__()
        times.append(time.perf_counter() - started)
    assert min(times) < 0.1


def test_network_survives_saving(tmp_path):
    chooser = np.random.default_rng(1)
    network = Network(
        ("a", "b"),
        np.zeros(2, np.float32),
        np.ones(2, np.float32),
        (chooser.random((2, 3), np.float32), chooser.random((3, 1), np.float32)),
        (np.zeros(3, np.float32), np.zeros(1, np.float32)),
        2.0,
        -1.0,
    )
    network.save(tmp_path / "n.npz")
    loaded = Network.load(tmp_path / "n.npz")
    rows = chooser.random((4, 2), np.float32)
    assert loaded.columns == network.columns
    assert loaded(rows) == pytest.approx(network(rows), abs=0.01)
    assert loaded.probability(np.zeros(1, np.float32))[0] == pytest.approx(1 / (1 + np.e), abs=1e-4)


def test_scoring_imports_no_training_library():
    code = (
        "import sys; from service.scorer.model import load_evidence_model; load_evidence_model();"
        "import service.scorer.answerability;"
        "print([m for m in ('torch', 'lightgbm', 'sklearn', 'scipy') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
