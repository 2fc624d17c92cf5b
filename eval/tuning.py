"""The tuning questions as the recipes that fit weights read them: report by report."""

from collections import defaultdict
from pathlib import Path

from corpus.types import Report
from eval.datasets import GoldQuestion, Half, load_gold, select_questions
from eval.subjects import Reports


def read_tuning(reports_path: Path | None) -> list[tuple[Report, list[GoldQuestion]]]:
    """Return the reports at hand with their tuning questions that stand alone; those with the most questions first.

    Raises:
        ReportsFileError: the file cannot be read.
    """
    by_report: dict[str, list[GoldQuestion]] = defaultdict(list)
    for question in select_questions(load_gold(None), halves=[Half.TUNE]):
        if not question.history:
            by_report[question.report].append(question)
    reports = Reports(reports_path, set(by_report))
    known = [(reports.get(name), own) for name, own in by_report.items() if reports.text_of(name) is not None]
    return sorted(known, key=lambda row: -len(row[1]))
