"""A figure's value in the words of a language: 1711.6亿元 is 171.16 billion yuan."""

from decimal import Decimal

from corpus.glossary import load_glossary
from corpus.types import Bound, Figure, FigureKind
from corpus.units import split_multiplier

_SCALES = {
    "en": ((Decimal(10) ** 12, "trillion"), (Decimal(10) ** 9, "billion"), (Decimal(10) ** 6, "million")),
    "fr": ((Decimal(10) ** 12, "billions"), (Decimal(10) ** 9, "milliards"), (Decimal(10) ** 6, "millions")),
    "de": ((Decimal(10) ** 12, "Billionen"), (Decimal(10) ** 9, "Milliarden"), (Decimal(10) ** 6, "Millionen")),
    "es": ((Decimal(10) ** 12, "billones"), (Decimal(10) ** 6, "millones")),
    "ru": ((Decimal(10) ** 12, "трлн"), (Decimal(10) ** 9, "млрд"), (Decimal(10) ** 6, "млн")),
    "ja": ((Decimal(10) ** 12, "兆"), (Decimal(10) ** 8, "億"), (Decimal(10) ** 4, "万")),
    "ko": ((Decimal(10) ** 12, "조"), (Decimal(10) ** 8, "억"), (Decimal(10) ** 4, "만")),
}
_DOUBLED = "番"
_COUNTED = frozenset("个家户项座处所件届套场人名位条次天年") | {""}
"""Units that need no name in another language: the number alone says it."""
_SYMBOLS = {
    "公里": "km",
    "米": "m",
    "平方公里": "km²",
    "平方米": "m²",
    "平米": "m²",
    "立方米": "m³",
    "公顷": "ha",
    "亩": "mu",
    "吨": "t",
    "公斤": "kg",
    "千瓦": "kW",
    "千瓦时": "kWh",
}
"""Units that most languages write alike."""
_DOLLARS = {"fr": "dollars", "de": "US-Dollar", "es": "dólares", "ru": "долл. США", "ja": "米ドル", "ko": "달러"}
_COMMA_DECIMALS = {"fr", "de", "es", "ru"}
_YUAN = {"en": "yuan", "fr": "yuans", "de": "Yuan", "es": "yuanes", "ru": "юаней", "ja": "元", "ko": "위안"}
_BOUNDS = {
    "en": {Bound.AT_LEAST: "at least {}", Bound.AT_MOST: "at most {}", Bound.ABOUT: "about {}"},
    "fr": {Bound.AT_LEAST: "au moins {}", Bound.AT_MOST: "au plus {}", Bound.ABOUT: "environ {}"},
    "de": {Bound.AT_LEAST: "mindestens {}", Bound.AT_MOST: "höchstens {}", Bound.ABOUT: "etwa {}"},
    "es": {Bound.AT_LEAST: "al menos {}", Bound.AT_MOST: "como máximo {}", Bound.ABOUT: "alrededor de {}"},
    "ru": {Bound.AT_LEAST: "не менее {}", Bound.AT_MOST: "не более {}", Bound.ABOUT: "около {}"},
    "ja": {Bound.AT_LEAST: "{}以上", Bound.AT_MOST: "{}以内", Bound.ABOUT: "約{}"},
    "ko": {Bound.AT_LEAST: "{} 이상", Bound.AT_MOST: "{} 이내", Bound.ABOUT: "약 {}"},
}

_ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth".split()
_RANKS = {
    "en": "",
    "fr": "{}e rang",
    "de": "{}. Platz",
    "es": "{}.º puesto",
    "ru": "{}-е место",
    "ja": "{}位",
    "ko": "{}위",
}


def describe_value(figure: Figure, language: str) -> str | None:
    """Return the value with its unit in a language other than Chinese; None when the unit has no name there."""
    if figure.kind is FigureKind.RANK and language in _RANKS:
        return _describe_rank(int(figure.value), language)
    # In the unit that the report uses: 12.1亿公斤 is 1.21 billion kilograms and not so many tonnes.
    factor, unit = split_multiplier(figure.unit)
    number = describe_amount(figure.value * factor, unit, language)
    if number is None:
        return None
    if figure.high is not None:
        return f"{number} – {describe_amount(figure.high * factor, unit, language)}"
    return _BOUNDS.get(language, {}).get(figure.bound, "{}").format(number)


def _describe_rank(rank: int, language: str) -> str:
    if language == "en":
        ending = "th" if 10 < rank % 100 < 14 else {1: "st", 2: "nd", 3: "rd"}.get(rank % 10, "th")
        word = f"{_ORDINALS[rank - 1]} ({rank}{ending})" if rank <= len(_ORDINALS) else f"{rank}{ending}"
        return f"{word} place"
    return "1er rang" if (language, rank) == ("fr", 1) else _RANKS[language].format(rank)


def describe_amount(amount: Decimal, unit: str, language: str) -> str | None:
    """Return an amount in a base unit in words of a language; None when the unit has no name there."""
    if language not in _SCALES:
        return None
    if unit in ("%", "％"):
        return _describe_number(amount, language, scaled=False) + "%"
    if unit == "元":
        return f"{_describe_number(amount, language, scaled=True)} {_YUAN[language]}".replace(" 元", "元")
    if language != "en":
        symbol = _DOLLARS[language] if unit == "美元" else _SYMBOLS.get(unit)
        if symbol:
            return f"{_describe_number(amount, language, scaled=True)} {symbol}"
        return _describe_number(amount, language, scaled=True) if unit in _COUNTED else None
    name = load_glossary().english_unit(unit, many=amount != 1) if unit else ""
    if name and unit == _DOUBLED and amount == 1:
        # 翻番 tells no number, and none is told.
        return name
    return None if name is None else f"{_describe_number(amount, language, scaled=True)} {name}".strip()


def _describe_number(amount: Decimal, language: str, scaled: bool) -> str:
    if scaled:
        for size, word in _SCALES[language]:
            if abs(amount) >= size:
                joint = "" if language in ("ja", "ko") else " "
                return f"{_plain(amount / size, language)}{joint}{word}"
    return _plain(amount, language)


def _plain(amount: Decimal, language: str) -> str:
    text = f"{amount.normalize():,f}"
    if language in _COMMA_DECIMALS:
        text = text.replace(",", "\u00a0").replace(".", ",")
    return text
