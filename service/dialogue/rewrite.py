"""What a follow-up leaves out, put back from the question before it."""

from collections.abc import Callable
from dataclasses import replace

from service.dialogue.answer_nouns import point_at_answer_noun
from service.dialogue.attach import ask_for_others, attach, fill_in, point_back
from service.dialogue.english import (
    ask_amount,
    ask_beginning,
    ask_met,
    ask_more,
    ask_planned,
    ask_step,
    ask_up,
    point_at_noun,
)
from service.dialogue.lists import ask_pair, ask_position
from service.dialogue.standing import ask_growth, ask_standing, ask_target_of_year, ask_whole
from service.dialogue.swap import (
    count_again,
    name_counted,
    swap_circumstance,
    swap_scope,
    swap_thing,
    swap_time_or_place,
)
from service.dialogue.text import close
from service.dialogue.topic import Before, find_anchor, find_root
from service.dialogue.turn_parts import Parts


def rewrite(new: Parts, before: Before) -> str:
    """Return a follow-up as a question that stands alone; as it is when it does already."""
    anchor = find_anchor(new, before)
    before = replace(before, question=anchor, root=find_root(anchor, before.earlier))
    for rule in _RULES:
        text = rule(new, before)
        if text:
            return close(text, new)
    return new.text


_RULES: tuple[Callable[[Parts, Before], str | None], ...] = (
    ask_position,
    point_at_answer_noun,
    ask_planned,
    ask_amount,
    ask_up,
    ask_step,
    ask_beginning,
    ask_met,
    ask_more,
    point_at_noun,
    ask_standing,
    ask_growth,
    ask_target_of_year,
    ask_whole,
    ask_pair,
    ask_for_others,
    swap_scope,
    swap_time_or_place,
    swap_circumstance,
    name_counted,
    count_again,
    swap_thing,
    attach,
    point_back,
    fill_in,
)
