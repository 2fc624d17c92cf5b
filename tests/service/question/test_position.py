import pytest

from service.question.position import find_position, read_ordinal


@pytest.mark.parametrize(
    ("text", "position"),
    [
        ("第三个是什么？", 3),
        ("二十项工程的第十二项", 12),
        ("第12项呢", 12),
        ("最后一个是啥", -1),
        ("头一件是什么", 1),
        ("What is the second one?", 2),
        ("the last one?", -1),
        ("第二产业增加值", None),
        ("第七次旅发大会", None),
        ("第一个百年目标", None),
        ("在全省排第几", None),
        ("Which of the first six projects costs most?", None),
    ],
)
def test_position_asked_for(text: str, position: int | None) -> None:
    assert find_position(text) == position


def test_ordinals_of_other_languages() -> None:
    assert [read_ordinal(words) for words in ("le troisième", "das letzte", "второй", "cosa")] == [3, -1, 2, None]
