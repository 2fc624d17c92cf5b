"""Questions made from news headlines: a headline's number is asked for, and its article answers."""

import random
import re
from pathlib import Path

from corpus.normal_form import normalise
from service.training.sources import Example, Pool, build_pool, read_rows

_NUMBER = re.compile(
    r"(?<![\d.A-Za-z])(\d+(?:\.\d+)?)([万亿]?)(人|名|元|个|家|件|起|岁|吨|公里|米|亩|天|次|对|辆|套|户|枚|金|银|座|条|所|只|%|％)"
)
_FURNITURE = re.compile(r"[（(]\d{6}[)）]|[\[【].*?[\]】]|[※…！!|｜]")
_MANY = ("多少{u}", "几{u}", "多少{u}")
_LEADS = ("{q}", "{q}？", "{q}？", "{q}", "请问{q}？")


def read_news(path: Path, count: int, others: int, seed: int) -> Pool:
    """Return articles as a pool with `count` questions at most, among `others` articles that nothing is asked of."""
    chance = random.Random(seed)
    rows = list(dict.fromkeys((str(row["a"]), str(row["b"])) for row in read_rows(path)))
    chance.shuffle(rows)
    asked: list[tuple[str, str, str]] = []
    silent: list[str] = []
    for title, body in rows:
        made = _ask(title, body, chance) if len(asked) < count else None
        if made is not None:
            asked.append((made[0], made[1], body))
        elif len(silent) < others:
            silent.append(body)
    bodies = list(dict.fromkeys([body for _, _, body in asked] + silent))
    pool = build_pool("news", bodies)
    number = {body: index for index, body in enumerate(bodies)}
    plain = [normalise(sentence) for sentence in pool.sentences]
    for question, answer, body in asked:
        found = tuple(row for row in pool.rows_of(number[body]) if answer in plain[row])
        pool.examples.append(Example(question, number[body], (answer,), found, "news", counted=False))
    return pool


def _ask(title: str, body: str, chance: random.Random) -> tuple[str, str] | None:
    plain = _FURNITURE.sub(" ", title).strip()
    numbers = list(_NUMBER.finditer(plain))
    if not numbers or not 10 <= len(plain) <= 45:
        return None
    chosen = chance.choice(numbers)
    answer = normalise(chosen.group())
    if answer not in normalise(body):
        return None
    asking = chance.choice(_MANY).format(u="%" if chosen[3] in "%％" else chosen[3])
    if chosen[3] in "%％":
        asking = chance.choice(("多少", "百分之几"))
    question = plain[: chosen.start()] + asking + plain[chosen.end() :]
    parts = re.split(r"[，,：: ]", question)
    if len(parts) > 1 and chance.random() < 0.5:
        holding = next((place for place, part in enumerate(parts) if asking in part), 0)
        question = "".join(parts[max(0, holding - 1) : holding + 1])
    return chance.choice(_LEADS).format(q=question), answer
