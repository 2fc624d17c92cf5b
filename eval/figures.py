"""How well figures are extracted, against the hand-checked ones: `python -m eval.figures --reports PATH`.

A figure is found when its value and unit stand at the same place, and right when its words agree too: the same words,
or one inside the other with at least half of its length, or most of their pairs of characters.
Gold files hold offsets and short quotes; the reports themselves come from a JSON Lines file (plain or .xz) that is
given by path, the built-in report excepted.
"""

import argparse
import hashlib
import json
import lzma
import sys
import time
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from importlib import resources
from pathlib import Path
from typing import Any

from corpus.canonical import canonical_text
from corpus.figures import extract_figures
from corpus.outline import outline_report
from corpus.types import Figure, Report

GOLD = Path(__file__).parent / "gold" / "figures"
BUILT_IN = "changzhi-2021"


@dataclass(frozen=True, slots=True)
class GoldReport:
    """The hand-checked figures of parts of one report."""

    name: str
    place: str
    year: int
    half: str
    """build; untouched (measured once, then looked at); fresh and last (read after that); final (hand-checked when the
    rules stood, measured, and not worked on since)."""
    sha256: str
    ranges: tuple[tuple[int, int], ...]
    """Where every figure has been read; nothing outside counts."""
    figures: tuple[dict[str, Any], ...]


@dataclass(slots=True)
class Score:
    """Counts over gold reports."""

    counts: Counter[str] = field(default_factory=Counter)
    characters: int = 0
    seconds: float = 0.0
    misses: list[str] = field(default_factory=list)

    def rate(self, right: str, total: str) -> float:
        """Return a share of counts; 1 when there is nothing to count."""
        return self.counts[right] / self.counts[total] if self.counts[total] else 1.0

    def f1(self, right: str) -> float:
        """Return the harmonic mean of precision and recall of what counts as right."""
        total = self.counts["gold"] + self.counts["found"]
        return 2 * self.counts[right] / total if total else 1.0


def load_gold(folder: Path = GOLD, half: str | None = None) -> list[GoldReport]:
    """Return the gold reports of a half, or all, in order of their names."""
    loaded = []
    for path in sorted(folder.glob("*.jsonl")):
        head, *figures = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        if half in (None, head["half"]):
            ranges = tuple((start, end) for start, end in head["ranges"])
            loaded.append(
                GoldReport(
                    head["report"], head["place"], head["year"], head["half"], head["sha256"], ranges, tuple(figures)
                )
            )
    return loaded


def load_texts(path: Path | None, names: set[str]) -> dict[str, str]:
    """Return the canonical texts of the named reports that can be had, by name."""
    texts: dict[str, str] = {}
    if BUILT_IN in names:
        raw = resources.files("corpus").joinpath("reports", f"{BUILT_IN}.txt").read_text(encoding="utf-8")
        texts[BUILT_IN] = canonical_text(raw)
    for row in _rows(path) if path else ():
        name = row["file"].removesuffix(".txt")
        if name in names:
            texts[name] = canonical_text(row["text"])
    return texts


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    opened = lzma.open(path, "rt", encoding="utf-8") if path.suffix == ".xz" else path.open(encoding="utf-8")
    with opened as lines:
        for line in lines:
            yield json.loads(line)


def score_report(gold: GoldReport, text: str, score: Score) -> None:
    """Add one report's counts to a score."""
    report = Report(gold.name, "", gold.place, gold.year, text, gold.sha256)
    outline = outline_report(text)
    extract_figures(report, outline)
    started = time.process_time()
    extracted = extract_figures(report, outline)
    score.seconds += time.process_time() - started
    score.characters += len(text)
    found = [f for f in extracted if any(a <= f.start < b for a, b in gold.ranges)]
    score.counts["gold"] += len(gold.figures)
    score.counts["found"] += len(found)
    pairs, lost, extra = _pair(gold.figures, found)
    for wanted, figure in pairs:
        _count_pair(wanted, figure, score, gold.name)
    for wanted in lost:
        score.counts["mapped"] += wanted["mapped"]
        score.misses.append(f"{gold.name} lost  {wanted['quote']} {wanted['words']}")
    score.misses.extend(f"{gold.name} extra {text[f.start : f.end]} {f.words}" for f in extra)


def _pair(
    gold: tuple[dict[str, Any], ...], found: list[Figure]
) -> tuple[list[tuple[dict[str, Any], Figure]], list[dict[str, Any]], list[Figure]]:
    """Pair gold and extracted figures of the same place, value and unit; those that share a place, by words."""
    left = list(found)
    pairs: list[tuple[dict[str, Any], Figure]] = []
    lost = []
    for wanted in gold:
        same = [f for f in left if _is_same_value(wanted, f)]
        if not same:
            lost.append(wanted)
            continue
        best = max(same, key=lambda f: (_words_agree(wanted["words"], f.words), f.words == wanted["words"]))
        left.remove(best)
        pairs.append((wanted, best))
    return pairs, lost, left


def _is_same_value(wanted: dict[str, Any], figure: Figure) -> bool:
    high = Decimal(wanted["high"]) if wanted["high"] else None
    return (
        figure.start < wanted["end"]
        and wanted["start"] < figure.end
        and figure.value == Decimal(wanted["value"])
        and figure.high == high
        and figure.unit == wanted["unit"]
    )


def _count_pair(wanted: dict[str, Any], figure: Figure, score: Score, name: str) -> None:
    counts = score.counts
    counts["value"] += 1
    agree = _words_agree(wanted["words"], figure.words)
    counts["words"] += agree
    counts["same words"] += _plain(wanted["words"]) == _plain(figure.words)
    checks = {
        "words": agree,
        "period": figure.period in wanted["period"].split("/"),
        "status": figure.status.value == wanted["status"],
        "kind": figure.kind.value == wanted["kind"],
        "bound": figure.bound.value == wanted["bound"],
        "indicator": figure.indicator == wanted["indicator"],
    }
    for part in ("period", "status", "kind", "bound"):
        counts[part] += checks[part]
    counts["named" if wanted["indicator"] else "unnamed"] += 1
    counts["named right" if wanted["indicator"] else "unnamed right"] += checks["indicator"]
    if wanted["mapped"]:
        counts["mapped"] += 1
        counts["mapped right"] += agree
    wrong = [part for part, right in checks.items() if not right]
    if wrong:
        given = {"words": figure.words, "period": figure.period, "status": figure.status.value}
        given |= {"kind": figure.kind.value, "bound": figure.bound.value, "indicator": figure.indicator or "-"}
        told = ", ".join(f"{part} {wanted[part]} -> {given[part]}" for part in wrong)
        score.misses.append(f"{name} {wanted['quote']} {wanted['words']}: {told}")


def _words_agree(gold: str, found: str) -> bool:
    wanted, given = _plain(gold), _plain(found)
    if wanted == given:
        return True
    short, long = sorted((wanted, given), key=len)
    if short and short in long:
        return 2 * len(short) >= len(long)
    first, second = Counter(_bigrams(wanted)), Counter(_bigrams(given))
    total = first.total() + second.total()
    return bool(total) and 2 * (first & second).total() / total >= 0.6


def _plain(words: str) -> str:
    return "".join(char for char in unicodedata.normalize("NFKC", words) if char.isalnum())


def _bigrams(words: str) -> list[str]:
    return [words[index : index + 2] for index in range(len(words) - 1)]


def describe(score: Score) -> list[str]:
    """Return the lines of a result, each number with what it counts."""
    counts = score.counts
    return [
        f"figures: {counts['gold']} gold, {counts['found']} extracted",
        f"F1 (value, unit):                  {score.f1('value'):.4f}",
        f"F1 (words, value, unit):           {score.f1('words'):.4f}",
        f"F1 (identical words, value, unit): {score.f1('same words'):.4f}",
        f"period right:    {score.rate('period', 'value'):.4f} of {counts['value']}",
        f"status right:    {score.rate('status', 'value'):.4f}",
        f"kind right:      {score.rate('kind', 'value'):.4f}",
        f"bound right:     {score.rate('bound', 'value'):.4f}",
        f"indicator right: {score.rate('named right', 'named'):.4f} of {counts['named']} that have one",
        f"no indicator given where there is none: {score.rate('unnamed right', 'unnamed'):.4f} of {counts['unnamed']}",
        f"分别 mapping right: {score.rate('mapped right', 'mapped'):.4f} of {counts['mapped']}",
        f"speed: {score.characters / max(score.seconds, 1e-9) / 1e6:.2f} million characters a second",
    ]


def main(arguments: list[str] | None = None) -> int:
    """Score the extraction and print the numbers; 1 when a report is missing or differs from the gold's."""
    parser = argparse.ArgumentParser(prog="python -m eval.figures", description=__doc__.split("\n")[0])
    parser.add_argument("--reports", type=Path, help="reports as JSON Lines, plain or .xz, with file, text")
    parser.add_argument("--half", choices=["build", "untouched", "fresh", "last", "final"])
    parser.add_argument("--misses", action="store_true", help="list what is wrong")
    options = parser.parse_args(arguments)
    gold = load_gold(half=options.half)
    texts = load_texts(options.reports, {report.name for report in gold})
    score = Score()
    missing = 0
    for report in gold:
        text = texts.get(report.name)
        if text is None or hashlib.sha256(text.encode()).hexdigest() != report.sha256:
            missing += 1
            sys.stderr.write(f"{report.name}: {'no such report given' if text is None else 'the text differs'}\n")
            continue
        score_report(report, text, score)
    lines = [*(score.misses if options.misses else ()), *describe(score)]
    sys.stdout.write("\n".join(lines) + "\n")
    return 1 if missing else 0


if __name__ == "__main__":
    raise SystemExit(main())
