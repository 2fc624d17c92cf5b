"""The recipe from end to end on a handful of made-up pairs: tokenizer, pairs, training, model folder, measuring."""

import json
from pathlib import Path

import numpy as np
import pytest
from model2vec import StaticModel
from typer.testing import CliRunner

from index.late_interaction import TokenTable
from index.training.__main__ import app

for needed in ("sentencepiece", "google.protobuf", "numba", "torch"):
    pytest.importorskip(needed, reason="the recipe's own needs are not installed")

PLACES = {
    "长治": "Changzhi",
    "太原": "Taiyuan",
    "大同": "Datong",
    "临汾": "Linfen",
    "晋城": "Jincheng",
    "运城": "Yuncheng",
}
THINGS = {
    "经济": "economy",
    "工业": "industry",
    "农业": "farming",
    "人口": "population",
    "收入": "income",
    "投资": "investment",
}
DEEDS = {"增长": "grew", "下降": "fell", "稳定": "stayed steady"}


def write(path: Path, rows: list[dict[str, object]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows) + "\n", encoding="utf-8")


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("data")
    said = [
        ({"zh": f"{place}的{thing}{deed}。", "en": f"The {what} of {where} {did}."}, place, thing, deed)
        for place, where in PLACES.items()
        for thing, what in THINGS.items()
        for deed, did in DEEDS.items()
    ]
    write(folder / "train/tatoeba_manythings.jsonl", [row for row, *_ in said])
    write(folder / "train/cc_cedict.jsonl", [{"zh": zh, "en": [en]} for zh, en in (PLACES | THINGS | DEEDS).items()])
    asked = [
        {
            "question": f"{place}的{thing}怎么样？",
            "context": f"去年{place}很好。{row['zh']}今年更好。",
            "answers": [deed],
        }
        for row, place, thing, deed in said
    ]
    write(folder / "train/cmrc2018.train.jsonl", asked[::2])
    write(folder / "eval/xquad_zh.test.jsonl", asked[::7])
    write(folder / "multi/de.tatoeba.jsonl", [{"xx": "Die Wirtschaft wuchs.", "en": "The economy grew.", "lang": "de"}])
    lines = "\n".join(f"{p}{t}{d}6.4%，{t}总量达到120亿元，{p}人民生活改善，社会大局和谐稳定，各项事业全面进步。" * 2
                      for p in PLACES for t in THINGS for d in DEEDS)  # fmt: skip
    report = {"file": "x", "level": "city", "lang": "zh", "complete": True, "variant_of": None, "text": lines}
    write(folder / "reports.jsonl", [report | {"place": f"市{n}", "year": 2000 + n} for n in range(42)])
    return folder


@pytest.fixture(scope="module")
def model(data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    work = tmp_path_factory.mktemp("work")
    for step in (
        ["tokenizer", "--size", "1700"],
        ["train", "--steps", "20", "--mean-steps", "12", "--width", "16"],
        # Going on from the saved state.
        ["train", "--steps", "24", "--mean-steps", "12", "--width", "16"],
    ):
        done = CliRunner().invoke(app, [*step, "--data", str(data), "--work", str(work), "--reports", str(data)])
        assert done.exit_code == 0, done.output + repr(done.exception)
    done = CliRunner().invoke(app, ["export", "--work", str(work), "--into", str(work / "model")])
    assert done.exit_code == 0, done.output
    return work / "model"


def test_both_libraries_give_the_same_vectors(model: Path) -> None:
    sentence_transformers = pytest.importorskip("sentence_transformers")
    texts = ["长治的经济增长。", "The economy of Changzhi grew.", "ＧＤＰ增長6.4%", "長治經濟", ""]
    ours = StaticModel.from_pretrained(model).encode(texts, use_multiprocessing=False)
    theirs = sentence_transformers.SentenceTransformer(str(model), device="cpu").encode(texts)
    assert ours == pytest.approx(theirs, abs=1e-5)
    assert ours == pytest.approx(TokenTable.from_folder(model).means(texts), abs=1e-5)
    assert np.linalg.norm(ours, axis=1) == pytest.approx([1, 1, 1, 1, 0], abs=1e-5)


def test_the_trained_model_is_measured(model: Path, data: Path) -> None:
    done = CliRunner().invoke(app, ["evaluate", "--model", str(model), "--data", str(data)])
    assert done.exit_code == 0, done.output
    assert "xquad-zh" in done.output
    assert "mean + late" in done.output


def test_traditional_and_full_width_text_has_the_tokens_of_the_plain(model: Path) -> None:
    table = TokenTable.from_folder(model)
    assert table.ids("長治經濟 ＧＤＰ").tolist() == table.ids("长治经济 gdp").tolist()
    assert table.ids("2020").tolist() != table.ids("2021").tolist()
