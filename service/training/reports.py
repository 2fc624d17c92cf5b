"""Questions made from reports: figures asked by other names, heads, lists, clauses.

They are no substitute for people's questions; they show the models the genre: section heads, long clauses of figures,
the same indicator with several years.
"""

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from corpus.canonical import canonical_text
from corpus.figures import extract_figures
from corpus.glossary import load_glossary
from corpus.library import make_report
from corpus.outline import outline_report
from corpus.sentences import find_enumerations
from corpus.types import Figure, FigureKind, Outline, Report, Role, Status
from index.passages import chunk_report
from service.training.sources import Example, Pool, build_pool, read_rows

_ASK = {
    FigureKind.LEVEL: (
        "{n}是多少？",
        "{n}达到多少？",
        "{n}有多少",
        "{n}多少",
        "{n}完成了多少？",
        "{n}",
        "{n}是多少{u}？",
        "{n}为多少？",
    ),
    FigureKind.GROWTH: (
        "{n}增长多少？",
        "{n}增长了百分之几？",
        "{n}增速",
        "{n}的增长率是多少？",
        "{n}涨了多少",
        "{n}比上年增长多少？",
        "{n}变化了多少？",
    ),
    FigureKind.SHARE: ("{n}占多少？", "{n}的比重是多少？", "{n}占比", "{n}是百分之多少？"),
    FigureKind.RANK: ("{n}排第几？", "{n}的排名", "{n}在全省排第几位？"),
    FigureKind.COUNT: ("{n}有多少？", "{n}多少{u}？", "一共{n}几{u}？", "{n}数量", "{n}有几{u}"),
    FigureKind.CHANGE: ("{n}变化了多少？", "{n}提高多少？", "{n}增减多少"),
    FigureKind.MULTIPLE: ("{n}是以前的几倍？", "{n}增长了几倍？"),
}
_OPENINGS = ("",) * 8 + ("请问", "我想知道", "请问一下，", "帮我查一下", "根据报告，", "报告里提到的")
_TARGET = ("目标", "预期目标", "的目标", "计划", "预计", "打算")
_SPLIT = re.compile(r"[，；：,;:]")
_TOKEN = re.compile(r"[a-zA-Z]+|\d+(?:\.\d+)?%?|.")
_CLAUSE_ASK = (
    "{a}{b}怎么样？",
    "{a}在{b}方面做了什么？",
    "{a}如何{b}？",
    "{a}{b}有哪些举措？",
    "{a}{b}情况如何",
    "{a}{b}的结果是什么？",
    "关于{b}，{a}怎么说？",
    "{a}怎样{b}",
    "{b}？",
    "{a}{b}做了哪些工作？",
)
_HEAD_ASK = (
    "{a}{b}方面有哪些举措？",
    "{a}如何{b}？",
    "{a}{b}的主要内容是什么？",
    "{b}怎么做？",
    "{a}在{b}上有什么安排？",
    "关于{b}有哪些工作？",
)
_LIST_ASK = ("{b}有哪些？", "{a}{b}包括哪些内容？", "{b}分别是什么？", "{a}{b}有哪几项？", "列举{b}")
_CAUSE = re.compile(r"因为|由于|为了|得益于|原因|受.{1,12}影响")


@dataclass(frozen=True, slots=True)
class Asked:
    """A made question with the figure it asks for, if it asks for one."""

    example: Example
    figure: Figure | None = None
    name: str = ""
    period: str = ""
    """As the question says it."""
    place: str = ""


@dataclass(slots=True)
class ReportPool:
    """One report as a pool, with its figures and made questions."""

    report: Report
    outline: Outline
    figures: tuple[Figure, ...]
    pool: Pool
    starts: list[int]
    """Where each sentence begins in the report's text."""
    asked: list[Asked]


def read_reports(path: Path, count: int, seed: int, left_out: frozenset[str]) -> Iterator[ReportPool]:
    """Yield `count` reports with questions made from them, chosen at random; no variants, none of `left_out` (ids)."""
    rows = [
        row
        for row in read_rows(path)
        if row["lang"] == "zh" and not row["variant_of"] and row["file"].removesuffix(".txt") not in left_out
        and 3000 < len(row["text"]) < 40000 and row["year"]
    ]  # fmt: skip
    chooser = random.Random(seed)
    for index, row in enumerate(chooser.sample(rows, min(count, len(rows)))):
        yield _open(row, random.Random(seed * 100_003 + index))


def _open(row: dict[str, Any], chance: random.Random) -> ReportPool:
    report = replace(make_report(canonical_text(row["text"]), row["file"]), place=row["place"], year=int(row["year"]))
    outline = outline_report(report.text)
    passages = chunk_report(report, outline)
    pool = build_pool(report.id, [report.text[p.start : p.end] for p in passages], [p.header for p in passages])
    starts = [passages[group].start + span[0] for group, span in zip(pool.prepared.groups, pool.spans, strict=True)]
    made = ReportPool(report, outline, extract_figures(report, outline), pool, starts, [])
    made.asked.extend(_ask_figures(made, chance))
    made.asked.extend(_ask_clauses(made, chance))
    made.asked.extend(_ask_heads(made, chance))
    made.asked.extend(_ask_lists(made, chance))
    pool.examples.extend(asked.example for asked in made.asked)
    return made


def _row_at(made: ReportPool, position: int) -> int | None:
    for row, start in enumerate(made.starts):
        if start <= position < start + len(made.pool.sentences[row]):
            return row
    return None


def _example(made: ReportPool, question: str, rows: list[int], weight: float = 1.0) -> Example:
    paragraph = int(made.pool.prepared.groups[rows[0]])
    return Example(question, paragraph, (), tuple(sorted(set(rows))), "report", weight, counted=False)


def _say_period(figure: Figure, report: Report, chance: random.Random) -> str:
    if not figure.period or report.year is None or chance.random() < 0.35:
        return ""
    period = figure.period
    if period == str(report.year - 1) and chance.random() < 0.3:
        return "去年"
    if period == str(report.year) and chance.random() < 0.3:
        return "今年"
    if re.fullmatch(r"\d{4}", period):
        return f"{period}年"
    return f"{period[:4]}年到{period[-4:]}年" if re.fullmatch(r"\d{4}-\d{4}", period) else ""


def _ask_figures(made: ReportPool, chance: random.Random, most: int = 14) -> Iterator[Asked]:
    glossary = load_glossary()
    figures = [f for f in made.figures if 2 <= len(f.words) <= 16]
    for figure in chance.sample(figures, min(most, len(figures))):
        indicator = glossary.get(figure.indicator) if figure.indicator else None
        names = (indicator.name, *indicator.aliases) if indicator else (figure.words,)
        name = chance.choice([figure.words, *names])
        if indicator is None and len(name) > 5:
            name = _thin(name, chance)
        period = _say_period(figure, made.report, chance)
        alike = [f for f in made.figures if _is_alike(f, figure, bool(period))]
        rows = [row for f in alike if (row := _row_at(made, f.start)) is not None]
        if not rows:
            continue
        place = chance.choice(("", made.report.place, made.report.place.rstrip("省市县区")))
        target = chance.choice(_TARGET) if figure.status == Status.TARGET and (period or chance.random() < 0.5) else ""
        if indicator and chance.random() < 0.25:
            question = _ask_english(indicator.english, figure, period, target, chance)
        else:
            unit = figure.unit.lstrip("万亿")
            ask = chance.choice(_ASK[figure.kind]).format(n=name + target, u=unit)
            parts = [place, period]
            chance.shuffle(parts)
            question = chance.choice(_OPENINGS) + "".join(parts) + ask
        yield Asked(_example(made, question, rows), figure, name, period, place)


def _is_alike(other: Figure, figure: Figure, timed: bool) -> bool:
    if other.kind != figure.kind or other.scope != figure.scope:
        return False
    if other.indicator != figure.indicator or (figure.indicator is None and other.words != figure.words):
        return False
    same_time = other.period == figure.period and (other.status == Status.TARGET) == (figure.status == Status.TARGET)
    return same_time or not timed


def _ask_english(name: str, figure: Figure, period: str, target: str, chance: random.Random) -> str:
    year = f" in {figure.period}" if period and re.fullmatch(r"\d{4}", figure.period) else ""
    if figure.kind == FigureKind.GROWTH:
        asks: tuple[str, ...] = (
            f"How much did {name} grow{year}?",
            f"growth of {name}{year}",
            f"What was the growth rate of {name}{year}?",
        )
    else:
        asks = (f"What was the {name}{year}?", f"How much was {name}{year}?", f"{name}{year}", f"{name} figure{year}?")
    goal = f"What is the target for {name}{year}?"
    return goal if target else chance.choice(asks)


def _thin(text: str, chance: random.Random, share: float = 0.25) -> str:
    tokens = _TOKEN.findall(text)
    kept = [token for token in tokens if chance.random() > share]
    return "".join(kept) if len(kept) >= 2 else text


def _ask_clauses(made: ReportPool, chance: random.Random, most: int = 10) -> Iterator[Asked]:
    rows = [row for row, text in enumerate(made.pool.sentences) if 25 < len(text) < 220]
    for row in chance.sample(rows, min(most, len(rows))):
        clauses = [c for c in _SPLIT.split(made.pool.sentences[row].rstrip("。！")) if 4 <= len(c) <= 30]
        if len(clauses) < 2:
            continue
        asked = chance.choice(clauses)
        words = re.sub(r"\d[\d.,]*(?:%|亿元|万元|[万亿]?[\u4e00-\u9fff])?", "", asked)
        words = _thin(words, chance)
        if chance.random() < 0.3:
            half = len(words) // 2
            words = words[half:] + words[:half]
        place = chance.choice(("", "", made.report.place, "政府", f"{made.report.year}年"))
        template = "{a}为什么{b}？" if _CAUSE.search(made.pool.sentences[row]) else chance.choice(_CLAUSE_ASK)
        if len(words) >= 4:
            yield Asked(_example(made, template.format(a=place, b=words), [row]), place=place)


def _ask_heads(made: ReportPool, chance: random.Random, most: int = 4) -> Iterator[Asked]:
    sections = [s for s in made.outline.sections if 6 <= len(s.title) <= 30]
    for section in chance.sample(sections, min(most, len(sections))):
        rows = [row for row, start in enumerate(made.starts) if section.start <= start < section.end][1:12]
        title = re.sub(
            r"^[^\u4e00-\u9fff]*[一二三四五六七八九十]{1,3}[、)）]|^[一二三四五六七八九十]是", "", section.title
        )
        title = title.strip("（）()。：: ")
        if rows and len(title) >= 4:
            question = chance.choice(_HEAD_ASK).format(
                a=chance.choice(("", made.report.place)), b=_thin(title, chance, 0.15)
            )
            yield Asked(_example(made, question, rows, 0.5))


def _ask_lists(made: ReportPool, chance: random.Random, most: int = 3) -> Iterator[Asked]:
    found = [
        enumeration
        for paragraph in made.outline.paragraphs
        if paragraph.role is Role.BODY
        for enumeration in find_enumerations(made.report.text, paragraph.start, paragraph.end)
        if 5 <= enumeration.lead_end - enumeration.lead_start <= 60
    ]
    for enumeration in chance.sample(found, min(most, len(found))):
        lead = made.report.text[enumeration.lead_start : enumeration.lead_end].strip("：:。，, ")
        lead = _SPLIT.split(lead)[-1]
        rows = [row for item in enumeration.items if (row := _row_at(made, item.start)) is not None]
        if len(lead) >= 4 and rows:
            yield Asked(_example(made, chance.choice(_LIST_ASK).format(a="", b=_thin(lead, chance, 0.15)), rows, 0.5))
