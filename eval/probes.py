"""Reports asked for what they say, over reports that no rule was made on: `python -m eval.probes --reports FILE`.

clauses: a clause with its number asked for (新增就业3.2万人: 新增就业多少人？)
names: an indicator by any of its names, in Chinese or English, with its year (2020年新增就业是多少？)
titles: what a quoted name stands for (开展“清河”行动: 开展什么行动？)

Right is an answer that holds the value or the name as it stands. What is asked is what our own reading of the report
found, so a number read wrongly is not noticed here: `python -m eval.figures` measures that. Few questions should fail,
and each that does is a fault of a whole class: `--misses` lists them.
"""

import argparse
import random
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from corpus.figures import extract_figures
from corpus.glossary import load_glossary
from corpus.outline import outline_report
from corpus.types import Figure, FigureKind, Report, Status
from eval.datasets import load_gold
from eval.shares import Share
from eval.subjects import ServiceSubject, read_reports
from service.assemble import assemble
from service.evidence.figure_choice import plain_unit
from service.settings import Settings

SEED = 20210223
_WHOLE = 9_000
"""Characters of the shortest report: shorter texts are parts of one."""
_SHORTEST, _LONGEST = 8, 45
"""Characters of a clause that is asked for."""
_ASKED = {FigureKind.LEVEL, FigureKind.COUNT, FigureKind.SHARE, FigureKind.GROWTH}
_NUMBER = re.compile(r"[\d.,一二三四五六七八九十百千]+")
_BOUND = re.compile(r"^(?:以上|以内|左右|多|余)")
_RATE_NAME = re.compile(r"增[速幅长]|涨幅|growth|increase|rise|economy")
_YEAR = re.compile(r"\d{4}")
_TITLE = re.compile(
    r"(?<=[，。；\n])(?P<before>[^，。；\n“”]{3,16})“(?P<name>[^“”，。；]{3,12})”"
    r"(?P<noun>称号|工程|行动|计划|模式|品牌|平台|机制|活动|试点|体系|改革|制度)"
)
_WORDINGS = {
    "zh": {
        (FigureKind.LEVEL, Status.ACHIEVED): ("{year}年{name}是多少？", "{name}{year}年达到多少"),
        (FigureKind.LEVEL, Status.TARGET): ("{year}年{name}目标是多少？", "{year}年{name}要达到多少"),
        (FigureKind.SHARE, Status.ACHIEVED): ("{year}年{name}是百分之多少？",),
        (FigureKind.SHARE, Status.TARGET): ("{year}年{name}要达到多少？",),
    },
    "en": {
        (FigureKind.LEVEL, Status.ACHIEVED): ("What was the {name} in {year}?", "How much {name} was there in {year}?"),
        (FigureKind.LEVEL, Status.TARGET): ("What is the {year} target for {name}?",),
        (FigureKind.SHARE, Status.ACHIEVED): ("What was the {name} in {year}?",),
        (FigureKind.SHARE, Status.TARGET): ("What {name} is targeted for {year}?",),
    },
}


Ask = Callable[[str], Mapping[str, Any]]
"""From a question to the answer object."""


@dataclass(frozen=True, slots=True)
class Probe:
    """One question, and the strings one of which a right answer holds."""

    kind: str
    question: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one probe."""

    report: str
    probe: Probe
    answered: bool
    answer: str

    @property
    def right(self) -> bool:
        """Whether the answer holds what was asked for."""
        return self.answered and any(value in self.answer for value in self.probe.values)


def draw_reports(path: Path, count: int, seed: int = SEED) -> list[Report]:
    """Return so many Chinese reports of a file, whole ones that no gold question is of, the same for the same seed.

    Raises:
        ReportsFileError: the file cannot be read.
    """
    known = {question.report for question in load_gold(None)}
    reports = [
        report
        for report in read_reports(path)
        if report.id not in known and report.year and report.language == "zh" and len(report.text) >= _WHOLE
    ]
    return random.Random(seed).sample(reports, min(count, len(reports)))


def make_probes(report: Report, each: int, seed: int = SEED) -> list[Probe]:
    """Return up to `each` probes of every kind, the same for the same report and seed."""
    chance = random.Random(f"{seed}{report.id}")
    figures = list(extract_figures(report, outline_report(report.text)))
    chance.shuffle(figures)
    kinds = (
        _ask_clauses(report, figures),
        *(_ask_names(report, figures, language, chance) for language in _WORDINGS),
        _ask_titles(report, chance),
    )
    return [probe for probes in kinds for probe in islice(probes, each)]


def _ask_clauses(report: Report, figures: Sequence[Figure]) -> Iterator[Probe]:
    for figure in figures:
        clause = report.text[figure.clause_start : figure.clause_end]
        before = report.text[figure.clause_start : figure.start]
        after = _BOUND.sub("", report.text[figure.end : figure.clause_end])
        value = report.text[figure.start : figure.end]
        alone = not re.search(r"\d", before + after) and before.strip() and _NUMBER.match(value)
        if figure.kind in _ASKED and figure.unit and alone and _SHORTEST <= len(clause) <= _LONGEST:
            asked = "百分之多少" if figure.unit == "%" else f"多少{plain_unit(figure)}"
            yield Probe("clauses", f"{before}{asked}{after}？".replace("\n", ""), (value,))


def _ask_names(report: Report, figures: Sequence[Figure], language: str, chance: random.Random) -> Iterator[Probe]:
    alike: dict[tuple[str, FigureKind, str, Status], list[Figure]] = defaultdict(list)
    for figure in figures:
        if figure.indicator and _YEAR.fullmatch(figure.period) and (figure.kind, figure.status) in _WORDINGS[language]:
            alike[figure.indicator, figure.kind, figure.period, figure.status].append(figure)
    for (indicator, kind, year, status), group in alike.items():
        known = load_glossary().get(indicator)
        assert known is not None
        every = (known.name, *known.aliases) if language == "zh" else known.names.get(language, ())
        # 经济增速 is no name of an amount.
        names = [name for name in every if not _RATE_NAME.search(name)]
        if names:
            wording = chance.choice(_WORDINGS[language][kind, status])
            question = wording.format(name=chance.choice(names), year=year)
            yield Probe(f"names {language}", question, tuple(report.text[f.start : f.end] for f in group))


def _ask_titles(report: Report, chance: random.Random) -> Iterator[Probe]:
    found = list(_TITLE.finditer(report.text))
    asked = Counter((match["before"], match["noun"]) for match in found)
    titles = [m for m in found if report.text.count(m["name"]) == 1 and asked[m["before"], m["noun"]] == 1]
    chance.shuffle(titles)
    for match in titles:
        yield Probe("titles", f"{match['before']}什么{match['noun']}？", (match["name"],))


def ask_probes(report: str, probes: Sequence[Probe], ask: Ask) -> list[Outcome]:
    """Return what comes of some probes of one report."""
    answers = ((probe, ask(probe.question)) for probe in probes)
    return [Outcome(report, probe, bool(told["answered"]), str(told["answer"] or "")) for probe, told in answers]


def describe(outcomes: Sequence[Outcome]) -> list[str]:
    """Return a line for each kind: how many are right and how many are refused, with 95 % intervals."""
    lines = []
    for kind in dict.fromkeys(outcome.probe.kind for outcome in outcomes):
        own = [outcome for outcome in outcomes if outcome.probe.kind == kind]
        right = Share(sum(outcome.right for outcome in own), len(own))
        refused = Share(sum(not outcome.answered for outcome in own), len(own))
        lines.append(f"{kind:10} right {right}, refused {refused}")
    return lines


def _make_ask(report: Report) -> Ask:
    subject = ServiceSubject(assemble(Settings(), [report]))
    return lambda question: subject.ask({"question": question})


def main(arguments: Sequence[str] | None = None) -> int:
    """Ask and print the numbers."""
    parser = argparse.ArgumentParser(prog="python -m eval.probes", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--reports", type=Path, required=True, help="JSON Lines, plain or .xz: file, place, year, text")
    parser.add_argument("--count", type=int, default=20, help="how many reports, drawn at random (default 20)")
    parser.add_argument("--each", type=int, default=15, help="questions of each kind and report (default 15)")
    parser.add_argument("--seed", type=int, default=SEED, help="which reports and questions")
    parser.add_argument("--misses", action="store_true", help="list what is not right")
    options = parser.parse_args(arguments)
    outcomes = []
    for report in draw_reports(options.reports, options.count, options.seed):
        probes = make_probes(report, options.each, options.seed)
        outcomes += ask_probes(report.id, probes, _make_ask(report))
    missed = [outcome for outcome in outcomes if not outcome.right] if options.misses else []
    told = [f"{o.report}\t{o.probe.question}\t{o.probe.values[0]}\t{o.answer}".replace("\n", " / ") for o in missed]
    sys.stdout.write("\n".join([*told, *describe(outcomes)]) + "\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
