"""Whose a figure is: one number of several things (甲、乙等33个项目，投资14亿元), the whole's number for a part's."""

import re

from corpus.normal_form import normalise
from corpus.places import find_places, short_name
from service.evidence.figure_choice import Choice
from service.question.question import Question
from service.reading.terms import cut_tokens

_AMONG_MANY = re.compile(r"(?P<members>[^，,。；;：:]*、[^，,。；;：:]*?)等(?=[^，,。；;：:]*\d)")
"""Things named for many, then how many there are."""
_HEAD = re.compile(
    r"^.*(?:推进|推动|引进|加快|完成|支持|实施|建设|建成|围绕|确保|签约|开展|抓好|包括|依托|培育|新增|启动|开工|投产|落地|谋划|争取)了?"
)
"""What stands before the first member: whose project it is, and what is done with it."""
_PART = re.compile(
    r"(?P<name>[一-龥]{1,8}?(?:[县旗]|(?<![城乡村集])镇|(?<!城)乡|综保区|保税区|开发区|高新区|经开区|新区|自贸区|工业园|产业园|园区))"
    r"(?=的|[12]\d{3}|去年|今年|上年|明年|前年)"
)
"""A part of the place that a question is about: 余江县2017年的生产总值, 综保区的进出口额."""
_NO_NAME = re.compile(
    r"全|各|每|哪|几|多少|[一二两三四五六七八九十]个|贫困|重点|[省市]级|国家级|城区|我|本|所有|[下返回]乡"
)
_TIME = re.compile(r"^(?:[今去明上]?年|今后|目前|现在)")
_OWN = 0.3
"""Share of the question's words that a member alone holds where the question asks about that member."""


def is_of_many(question: Question, choice: Choice) -> bool:
    """Say whether a question asks about one of several things and the figure is of all of them together.

    What the rest of the sentence holds too does not tell a member: 氢能产业集群…氢能汽车等10个项目 is of 氢能.
    """
    figure, reading = choice.figure, choice.reading
    sentence = reading.sentence_at(figure.start)
    before = normalise(reading.quote(sentence.start, figure.start))
    found = max(_AMONG_MANY.finditer(before), key=lambda match: match.end(), default=None)
    if found is None:
        return False
    head = _HEAD.match(found["members"])
    start = found.start() + (head.end() if head else 0)
    rest = f"{before[:start]} {before[found.end() :]} {normalise(reading.quote(figure.start, sentence.end))}"
    asked = cut_tokens(question.canonical) | cut_tokens(question.content)
    elsewhere = cut_tokens(rest)
    listed = before[start : found.end("members")]
    members = [cut_tokens(member) & asked - elsewhere for member in re.split("[、和及]", listed)]
    mass = reading.terms.mass(asked, foreign=not question.shares_words)
    named = [member for member in members if member and reading.terms.mass(member) >= _OWN * mass]
    return len(named) == 1


def is_of_whole(question: Question, choice: Choice) -> bool:
    """Say whether a question names a part of a place that neither the figure's sentence nor its head names."""
    reading = choice.reading
    if question.language != "zh":
        return _names_other(question, choice)
    found = _PART.search(normalise(question.text))
    if found is None or _NO_NAME.search(found["name"]):
        return False
    place = reading.report.place
    name = _TIME.sub("", found["name"].split("的")[-1]).removeprefix(place).removeprefix(short_name(place))
    if not name or name in place:
        return False
    return name[:2] not in read_around(choice)


def _names_other(question: Question, choice: Choice) -> bool:
    """Say whether a question that is put into Chinese names another city or county than the report and the sentence."""
    own = choice.reading.report.place
    named = [short_name(m.name) for m in find_places(question.content) if m.kind not in ("province", "national")]
    named = [name for name in named if name not in own]
    return bool(named) and not any(name in read_around(choice) for name in named)


def read_around(choice: Choice) -> str:
    """Return the normal form of a figure's sentence and of the heads above it."""
    reading, start = choice.reading, choice.figure.start
    sentence = reading.sentence_at(start)
    return normalise(" ".join([*reading.path_at(start), reading.quote(sentence.start, sentence.end)]))
