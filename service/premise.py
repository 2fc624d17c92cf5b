"""Whether what a question takes for granted, or asks yes or no about, is what the evidence says."""

from corpus.normal_form import normalise
from service.question import find_directions


def contradicts(question: str, evidence: str) -> bool:
    """Say whether evidence goes the other way than the question: up for down, done for not done, or the reverse.

    Both are texts; the evidence is the clause that speaks of the thing asked about. Words of direction alone are
    compared, so evidence without any contradicts nothing.
    """
    asked, told = find_directions(normalise(question)), find_directions(normalise(evidence))
    if "up" in asked and "down" not in asked and "down" in told and "up" not in told:
        return True
    if "down" in asked and "up" not in asked and "up" in told and "down" not in told:
        return True
    return ("negative" in asked) != ("negative" in told) and bool({"finished", "negative"} & told)


def is_unfinished(question: str, evidence: str) -> bool:
    """Say whether the question asks for something done and the evidence tells of it as planned or under way."""
    asked, told = find_directions(normalise(question)), find_directions(normalise(evidence))
    return "finished" in asked and "unfinished" in told and "finished" not in told
