import json

import pytest

from corpus.library import read_library
from eval.confusion import Pair, Side
from eval.figure_answers import main, measure_comparisons, measure_computations, measure_confusion


@pytest.fixture
def reports(tmp_path):
    path = tmp_path / "reports.jsonl"
    places = (("苏州市", 1.9), ("无锡市", 1.2))
    rows = []
    for place, start in places:
        for year in (2019, 2020, 2021):
            text = (
                f"{place}政府工作报告\n——{year}年1月10日在{place}第五届人民代表大会第一次会议上\n各位代表：\n"
                f"一、{year - 1}年工作回顾\n过去一年，地区生产总值{start + year / 10_000}万亿元。\n"
            )
            rows.append({"file": f"city/{place}-{year}.txt", "place": place, "year": year, "text": text})
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")
    return path


def refuse_all(wanted):
    return lambda report, question: {"answered": False, "answer": "没有", "citations": []}


def test_pairs_and_computations_are_asked_of_a_half(reports, monkeypatch):
    pair = Pair("r", 2021, "build", "新建公园", Side("12座", "2020", "level"), Side("15座", "2021", "level"))
    monkeypatch.setattr("eval.confusion.read_pairs", lambda: [pair])
    build = measure_confusion(reports, "build", refuse_all)
    untouched = measure_confusion(reports, "untouched", refuse_all)
    assert build.refused == build.asked > untouched.asked == 0
    computed = measure_computations(reports, "build", refuse_all)
    assert sum(counts["refused"] for counts in computed.outcomes.values()) > 100


def test_comparisons_are_put_to_a_library(reports, tmp_path):
    from corpus.intake import add_files
    from corpus.shelf import Shelf
    from service.settings import Settings

    home = tmp_path / "home"
    for row in map(json.loads, reports.read_text(encoding="utf-8").splitlines()):
        file = tmp_path / f"{row['place']}-{row['year']}.txt"
        file.write_text(row["text"] + "城市建设有新的进展，民生持续改善。" * 20, encoding="utf-8")
    files = sorted(tmp_path.glob("*.txt"))
    add_files(Shelf(Settings(home=home).reports_folder), files)
    rows = [
        {"file": file.name, "place": file.stem[:3], "year": int(file.stem[-4:]), "text": file.read_text("utf-8")}
        for file in files
    ]
    reports.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")
    tally = measure_comparisons(reports, 12, 1, home)
    assert len(tally.seconds) == 12
    assert not [cell for cell in tally.cells if cell.wrong_place or cell.wrong_year]
    assert len(list(read_library())) == 1


def test_the_command_prints_counts_and_intervals(reports, monkeypatch, capsys):
    monkeypatch.setattr("eval.confusion.read_pairs", list)
    monkeypatch.setattr("eval.figure_answers.load_gold", list)
    monkeypatch.setattr("eval.confusion.pairs_of_figures", lambda texts: [])
    assert main(["confusion", "--reports", str(reports), "--half", "build", "--misses"]) == 0
    assert "fact and plan confused: 0.00 % (0 of 0; 95 %: 0.00 to 100.00)" in capsys.readouterr().out
