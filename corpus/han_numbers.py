"""The value of Chinese numerals: 二十五, 一百一十五万四千, 两, 三点二."""

from decimal import Decimal
from functools import cache

_HAN_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_HAN_POWERS = {"十": 10, "百": 100, "千": 1000}


@cache
def parse_number(text: str) -> Decimal | None:
    """Return the value of a number in digits or Chinese numerals without unit; None when it is none."""
    if text[:1].isdecimal():
        return Decimal(text.replace(",", ""))
    whole, _, fraction = text.partition("点")
    total, section, digit = 0, 0, 0
    run = ""
    for char in whole:
        if char in _HAN_DIGITS:
            digit = _HAN_DIGITS[char]
            run += str(digit)
        elif char in _HAN_POWERS:
            section += (digit or 1) * _HAN_POWERS[char]
            digit = 0
            run = ""
        elif char in "万亿":
            total = (total + section + digit) * (10**4 if char == "万" else 10**8)
            section = digit = 0
            run = ""
        else:
            return None
    if len(run) > 1 and not section and not total:
        digit = int(run)
    value = Decimal(total + section + digit)
    if fraction:
        if any(char not in _HAN_DIGITS for char in fraction):
            return None
        value += Decimal("0." + "".join(str(_HAN_DIGITS[char]) for char in fraction))
    return value
