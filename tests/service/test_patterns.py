import re

import pytest

from service.patterns import Patterns
from service.question.cues import read_phrases


def test_a_pattern_is_all_its_alternatives_and_compiled_once():
    patterns = Patterns({"much": ["多少", "几个"], "broken": ["("]})
    assert list(patterns) == ["much", "broken"]
    assert "broken" in patterns
    assert "none" not in patterns
    assert patterns["much"].findall("几个人，多少钱") == ["几个", "多少"]
    assert patterns["much"] is patterns["much"]
    with pytest.raises(KeyError):
        patterns["none"]
    with pytest.raises(re.error):
        patterns["broken"]


def test_every_phrase_that_we_ship_is_a_pattern():
    for table in read_phrases().values():
        assert len(list(table.values())) == len(table) > 0
