import json
from itertools import pairwise
from pathlib import Path

import pytest

from corpus.canonical import canonical_text, hash_text
from eval.benchmarks.reading import OUTLINES, expected_path, main, measure

TEXT = """长治市2022年政府工作报告
各位代表：
现在，我代表长治市人民政府向大会报告工作，请予审议。
一、2021年工作回顾
全市生产总值1711.6亿元，增长4.7%。
二、2022年工作安排
全市生产总值增长6.5%左右。
各位代表，让我们团结起来，为实现目标而努力奋斗！
"""


def row(file: str, text: str = TEXT, place: str = "长治市", year: int = 2022, variant_of: str | None = None) -> dict:
    return {"file": file, "place": place, "year": year, "variant_of": variant_of, "text": text}


def write_outline(folder: Path, heads: list) -> Path:
    text = canonical_text(TEXT)
    body = [text.index("各位代表"), len(text)]
    record = {"report": "city/a", "sha256": hash_text(text), "body": body, "heads": heads}
    (folder / "a.json").write_text(json.dumps(record), "utf-8")
    return folder


def test_right_facts_paths_and_variants_count(tmp_path: Path) -> None:
    heads = [
        [TEXT.index("一、"), 1, "一、2021年工作回顾"],
        [TEXT.index("二、"), 1, "二、2022年工作安排"],
        [TEXT.index("各位代表，让"), 0, ""],
    ]
    rows = [row("city/a.txt"), row("city/b.txt", TEXT.replace("\n", "\n\n"), variant_of="city/a.txt")]
    reading = measure(rows, write_outline(tmp_path, heads))
    assert (reading.place, reading.year, reading.misses) == (1.0, 1.0, ())
    assert (reading.outlined_reports, reading.paragraphs, reading.section_path) == (1, 6, 1.0)
    assert (reading.variant_pairs, reading.variant_overlap) == (1, 1.0)


def test_misses_are_named_and_wrong_paths_counted(tmp_path: Path) -> None:
    heads = [[TEXT.index("一、"), 1, "一、2021年工作回顾"]]
    reading = measure([row("city/a.txt", place="晋城市", year=2020)], write_outline(tmp_path, heads))
    assert [(miss.fact, miss.expected, miss.told) for miss in reading.misses] == [
        ("place", "晋城市", "长治市"),
        ("year", "2020", "2022"),
    ]
    assert (reading.place, reading.year) == (0.0, 0.0)
    assert reading.section_path == pytest.approx(0.5)


def test_a_head_without_title_closes_what_is_deeper() -> None:
    heads = [(0, 1, "一、回顾"), (10, 2, "（一）经济"), (20, 1, ""), (30, 2, "（二）民生"), (40, 0, "")]
    assert [expected_path(heads, position) for position in (0, 12, 25, 30, 45)] == [
        ["一回顾"],
        ["一回顾", "一经济"],
        ["一回顾"],
        ["一回顾", "二民生"],
        [],
    ]


def test_the_command_fails_under_its_goals(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "reports.jsonl"
    path.write_text(json.dumps(row("city/a.txt", place="晋城市")) + "\n", "utf-8")
    assert main(["--reports", str(path), "--outlines", str(tmp_path)]) == 1
    assert json.loads(capsys.readouterr().out)["place"] == 0.0


def test_at_least_twenty_outlines_are_kept_and_hold_together() -> None:
    files = sorted(OUTLINES.glob("*.json"))
    assert len(files) >= 20
    for file in files:
        record = json.loads(file.read_text("utf-8"))
        assert len(record["sha256"]) == 64
        starts = [start for start, _, _ in record["heads"]]
        assert all(a < b for a, b in pairwise(starts))
        assert record["body"][0] <= starts[0] < starts[-1] < record["body"][1]
        assert all(0 <= level <= 5 and len(title) <= 180 for _, level, title in record["heads"])
