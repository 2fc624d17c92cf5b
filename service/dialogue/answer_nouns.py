"""Follow-ups that point at a thing by the noun that the answer before has for it: 这些床位给谁用."""

import re

from service.dialogue.carry import carry
from service.dialogue.topic import Before
from service.dialogue.turn_parts import Parts

_POINTED = re.compile(r"(?P<pointer>[这那](?:些|批|几[个座条家所张项])(?:新)?)(?P<rest>[一-龥]{2,})")
_LONGEST = 6
_BEFORE = re.compile(r"(?:(?<=\d)[万亿]?[个座条家所张项件套处辆])?(?P<words>[一-龥“”a-z]{1,12})$")
_CUT = re.compile(
    r".*(?:[一二两三四五六七八九十百千万亿余多][个座条家所张项件套处辆]|的|和|及|建设|建成|新建|新增|完成|改造|实施|建立|打造"
    r"|提供|推进|引进|培育|开展|安排|发放|组织|增加|达到|共|有|了)"
)
"""What stands before a thing's name in its clause."""


def point_at_answer_noun(new: Parts, before: Before) -> str | None:
    """Return a follow-up with the name that the answer before it has for the things that it points at."""
    found = _POINTED.match(new.plain) if new.language == "zh" else None
    if found is None or not before.told:
        return None
    rest, answer = found["rest"], before.answer
    for size in range(min(_LONGEST, len(rest)), 1, -1):
        at = answer.find(rest[:size])
        if at < 0:
            continue
        stands = _BEFORE.search(answer[:at])
        name = _CUT.sub("", stands["words"]) if stands else ""
        if not name or name in before.question.plain + rest:
            return None
        return carry(f"{name}{new.text[found.end('pointer') :]}", before, new)
    return None
