"""Lists that count themselves: "地区生产总值、农业增加值、建筑业增加值三项指标增速全国第一" where 哪些指标 is asked."""

import re
from collections.abc import Sequence

from corpus.numerals import parse_number
from service.compose.list_nouns import name_asked
from service.compose.list_words import load_list_words
from service.compose.members import count_members
from service.compose.sentence import weigh_clauses
from service.draft import Draft
from service.evidence.evidence import Evidence
from service.question.cues import Kind
from service.question.question import Question

_LOOKED_AT = 2
_FEWEST = 2


def compose_counted(question: Question, evidence: Sequence[Evidence]) -> Draft | None:
    """Return the clause of the best sentences whose members are counted by the name that the question has for them."""
    if question.kind is not Kind.LIST or question.language != "zh" or question.position is not None:
        return None
    any_part = load_list_words()["of_any_part"]
    named = (noun for noun in name_asked(question.text) if len(noun) >= _FEWEST and not any_part.match(noun))
    nouns = "|".join(map(re.escape, named))
    if not nouns:
        return None
    counted = re.compile(rf"([二两三四五六七八九十]{{1,2}}|\d{{1,2}})(?:个|大|项|条|种|类|家|座|所)?(?:{nouns})")
    for item in evidence[:_LOOKED_AT]:
        gains = weigh_clauses(question, item)
        found = []
        for clause, gain in zip(item.clauses, gains, strict=True):
            words = item.reading.quote(clause.start, clause.end)
            match = counted.search(words)
            number = int(parse_number(match[1]) or 0) if match else 0
            if match and number in count_members(words[: match.start()]) and question.count in (None, number):
                found.append((gain, clause))
        if found:
            clause = max(found, key=lambda row: row[0])[1]
            draft = Draft(features={"named_list": 1.0})
            mark = draft.cite(item.reading, clause.start, clause.end)
            draft.text = f"{item.reading.quote(clause.start, clause.end)}{mark}"
            return draft
    return None
