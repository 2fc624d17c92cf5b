import string

from service.generate.prompts import _read_prompts, make_prompt
from service.wording.wording import _read_sentences


def names(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_both_languages_have_the_same_placeholders() -> None:
    prompts = _read_prompts()
    for part in ("system", "user"):
        assert names(prompts["zh"][part]) == names(prompts["en"][part]) != set()


def test_every_language_we_speak_has_a_name() -> None:
    assert set(_read_prompts()["languages"]) == set(_read_sentences())


def test_sources_are_numbered_and_kept_on_one_line() -> None:
    system, user = make_prompt("问题？", "zh", "答案", ["第一句\n仍是第一句", "第二句{question}"])
    assert "中文" in system.content
    assert "[1] 第一句 仍是第一句\n[2] 第二句{question}" in user.content
    assert user.content.endswith("问题：问题？")
