"""Figures in answers: `python -m eval.figure_answers confusion|computations|comparisons --reports FILE`.

confusion: is a target stated where what was achieved is asked for, or the other way round?
computations: is what answers compute right, and are the operands cited?
comparisons: with a whole library loaded, is each cited number of the place and year that it stands for?

Questions are made from wordings (`figure_questions.toml`), hand-checked figures, and the places and years of a library.
Shares stand with their counts and 95 % intervals.
"""

import argparse
import json
import lzma
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from corpus.canonical import canonical_text
from corpus.library import read_library
from eval import computations, confusion, side_by_side, side_by_side_questions
from eval.confusion import Ask, Pair
from eval.figures import GoldReport, load_gold, load_texts
from eval.subjects import Reports, ServiceSubject
from service.assemble import assemble
from service.settings import Settings, read_settings

_TEST = {"final"}
"""Halves of `eval/gold/figures` that were not worked on; of the pairs it is `untouched`."""


class AloneAsker:
    """Asks each report alone, in one service at a time: questions come report by report."""

    def __init__(self, path: Path, wanted: set[str]) -> None:
        self._reports = Reports(path, wanted)
        self._settings = Settings()
        self._name = ""
        self._subject: ServiceSubject | None = None

    def ask(self, report: str, question: str) -> Mapping[str, Any]:
        """Return the answer object for a question to a report."""
        if self._subject is None or self._name != report:
            self._name, self._subject = report, self._reports.subject_of(self._settings, report)
        return self._subject.ask({"question": question})


def read_half(path: Path, half: str | None) -> tuple[list[GoldReport], list[Pair]]:
    """Return the hand-checked figures and pairs of a half (build, untouched) or of both."""
    gold = [report for report in load_gold() if half is None or (report.half in _TEST) == (half == "untouched")]
    pairs = [pair for pair in confusion.read_pairs() if half in (None, pair.half)]
    names = {report.name for report in gold}
    pairs += [pair for pair in confusion.pairs_of_figures(load_texts(path, names)) if pair.report in names]
    return gold, sorted(pairs, key=lambda pair: pair.report)


def measure_confusion(path: Path, half: str | None, make_ask: Callable[[set[str]], Ask]) -> confusion.Tally:
    """Ask for fact and plan of every pair."""
    _, pairs = read_half(path, half)
    return confusion.measure(pairs, make_ask({pair.report for pair in pairs}))


def measure_computations(path: Path, half: str | None, make_ask: Callable[[set[str]], Ask]) -> computations.Tally:
    """Ask for what can be computed from the hand-checked figures."""
    asked = sorted(computations.make_computations(*read_half(path, half)), key=lambda one: one.report)
    return computations.measure(asked, make_ask({one.report for one in asked}))


def measure_comparisons(path: Path, count: int, seed: int, home: Path | None) -> side_by_side.Tally:
    """Put comparisons to the library of a home folder, which the reports of the file have been added to."""
    settings = read_settings() if home is None else Settings(home=home)
    service = assemble(settings)
    rows = [*_read_rows(path), *({"place": r.place, "year": r.year, "text": r.text} for r in read_library())]
    sources = side_by_side_questions.match_sources(service.library, rows)
    asked = side_by_side_questions.make_comparisons(list(sources.values()), count, seed)
    subject = ServiceSubject(service)
    return side_by_side.measure(asked, lambda question: subject.ask({"question": question}), sources)


def _read_rows(path: Path) -> list[dict[str, Any]]:
    opened = lzma.open(path, "rt", encoding="utf-8") if path.suffix == ".xz" else path.open(encoding="utf-8")
    with opened as lines:
        rows = [json.loads(line) for line in lines]
    return [row | {"text": canonical_text(row["text"])} for row in rows]


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print the numbers."""
    parser = argparse.ArgumentParser(prog="python -m eval.figure_answers", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("what", choices=["confusion", "computations", "comparisons"])
    parser.add_argument("--reports", type=Path, required=True, help="JSON Lines, plain or .xz: file, place, year, text")
    parser.add_argument("--half", choices=["build", "untouched"], help="confusion and computations: default both")
    parser.add_argument("--home", type=Path, help="comparisons: home folder that the reports were added to")
    parser.add_argument("--count", type=int, default=600, help="comparisons: how many questions")
    parser.add_argument("--seed", type=int, default=side_by_side_questions.SEED, help="comparisons: which questions")
    parser.add_argument("--misses", action="store_true", help="list what is not right")
    options = parser.parse_args(arguments)

    def make_ask(wanted: set[str]) -> Ask:
        return AloneAsker(options.reports, wanted).ask

    tally: confusion.Tally | computations.Tally | side_by_side.Tally
    if options.what == "confusion":
        tally = measure_confusion(options.reports, options.half, make_ask)
    elif options.what == "computations":
        tally = measure_computations(options.reports, options.half, make_ask)
    else:
        tally = measure_comparisons(options.reports, options.count, options.seed, options.home)
    lines = [*(tally.list_misses() if options.misses else ()), *tally.describe()]
    sys.stdout.write("\n".join(lines) + "\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
