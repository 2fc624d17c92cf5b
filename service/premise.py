"""Whether what a question takes for granted, or asks yes or no about, is what the evidence says."""

from corpus.normal_form import normalise
from service.question import find_directions


def contradicts(question: str, clause: str) -> bool:
    """Say whether a clause goes the other way than a question about the same thing: down for up, done for failed.

    Words of direction alone are compared (`[directions]` in phrases.toml), so a clause without any contradicts nothing.
    """
    asked, told = find_directions(normalise(question)), find_directions(normalise(clause))
    if "up" in asked and "down" not in asked and "down" in told and "up" not in told:
        return True
    if "down" in asked and "up" not in asked and "up" in told and "down" not in told:
        return True
    return "failed" in asked and "finished" in told and not told & {"failed", "negative"}


def answers_no(question: str, clause: str) -> bool:
    """Say whether the answer to a yes-or-no question is no: denied, the other way round, or not done yet."""
    asked, told = find_directions(normalise(question)), find_directions(normalise(clause))
    if contradicts(question, clause):
        return True
    if told & {"failed", "negative"} and not asked & {"failed", "negative"}:
        return True
    return "finished" in asked and "unfinished" in told and "finished" not in told
