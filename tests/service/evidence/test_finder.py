"""Finding the sentences of a question."""

import pytest

from service.clock import Clock
from service.evidence.finder import Finder, Turn
from service.schemas import Scope

TEXT = "2020年地区生产总值是多少？"


@pytest.fixture
def turn(built_in) -> Turn:
    return Turn(built_in.finder, Scope(), Clock())


def test_the_best_sentence_is_found(turn):
    found = turn.find(turn.understand(TEXT), turn.finder.library)
    assert "1711.6亿元" in found.evidence[0].quote
    assert found.hits


def test_the_same_words_are_searched_for_once(turn, monkeypatch):
    searched = []
    find = Finder.find

    def count(self, question, *args):
        searched.append(question.text)
        return find(self, question, *args)

    monkeypatch.setattr(Finder, "find", count)
    first = turn.find(turn.understand(TEXT), turn.finder.library)
    assert turn.find(turn.understand(TEXT), turn.finder.library) is first
    assert turn.find(turn.understand(TEXT), ()).evidence == []
    assert len(searched) == 2


def test_its_time_is_counted(turn):
    turn.find(turn.understand(TEXT), turn.finder.library, turn.clock)
    assert set(turn.clock.phases) == {"retrieve", "evidence"}


def test_candidates_stand_by_score(built_in):
    _, evidence = built_in.finder.find_candidates(TEXT, Scope())
    assert [item.score for item in evidence] == sorted((item.score for item in evidence), reverse=True)
    assert len(evidence) > 1
