import pytest

from service.languages.amounts import other_forms, put_amounts


@pytest.mark.parametrize(
    ("language", "text", "amount"),
    [
        ("en", "past 100 billion yuan", "1000亿"),
        ("en", "past a trillion yuan", "10000亿"),
        ("en", "2.5 million people", "250万"),
        ("en", "hundred-billion clusters", "1000亿"),
        ("en", "past 80, 70 and 45 billion", "800亿"),
        ("en", "in 2021 and 3 million more", "2021"),
        ("de", "mehr als 1,5 milliarden", "15亿"),
        ("es", "cien mil millones", "1000亿"),
        ("ru", "100 млрд юаней", "1000亿"),
    ],
)
def test_amounts_are_written_as_in_reports(language: str, text: str, amount: str):
    assert amount in put_amounts(text, language).split()


def test_a_unit_alone_is_no_amount():
    assert put_amounts("how many billion yuan", "en") == "how many billion yuan"


def test_round_amounts_have_names():
    assert other_forms("1000亿") == ("千亿",)
    assert "万亿" in other_forms("10000亿")
    assert other_forms("亿元") == ()
