"""The dates of a report's head and the year it looks forward to.

A report's year is that of the session that heard it, the next one when that sat in November or December; where no date
stands, its heads tell (2020年工作回顾, 2021年工作安排), or the session of the National People's Congress.
"""

import re
from collections import Counter

_DIGITS = str.maketrans("０１２３４５６７８９○〇零一二三四五六七八九", "0123456789" + "000" + "123456789")
_DATE = re.compile(
    r"(?P<y>(?:19|20)\d{2}|\d{2}|[一二][九○〇零]?[\d一二三四五六七八九○〇零]{2,3}|２０[０-９]{2}|１９[０-９]{2})\s*年\s*"
    r"(?P<m>[\d０-９]{1,2}|[一二三四五六七八九十]{1,2})\s*月\s*(?P<d>[\d０-９]{1,2}|[一二三四五六七八九十]{1,3})\s*日"
)
_LATIN_DATE = re.compile(
    r"(?P<m>January|February|March|April|May|June|July|August|September|October|November|December)\s+(?P<d>\d{1,2}),\s+(?P<y>\d{4})"
)
TITLE = re.compile(
    r"政\W{0,3}府\W{0,3}工\W{0,3}作\W{0,3}的?\W{0,3}报\W{0,3}告|Report on the Work of the Government|^\W*工作报告\W*$",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?<!\d)(?P<y>(?:19|20)\d{2})(?!\d)(?!\s*年\s*\d{1,2}\s*月)(?!-\d)(?:\s*年)?")
_PLAN_YEAR = re.compile(
    r"(?P<y>(?:19|20)\d{2})\s*年?.{0,24}?(?:安排|任务|部署|打算|建议|目标|重点|要求|思路|展望|要点|工作$)"
)
_REVIEW_YEAR = re.compile(r"(?P<y>(?:19|20)\d{2})\s*年?.{0,20}?(?:回顾|总结|成就|完成情况)")
_CONGRESS = re.compile(
    r"第(?P<n>[一二三四五六七八九十\d]{1,3})届全国人民代表大会(?:第(?P<m>[一二三四五六七八九十\d]{1,2})次会[议議])?(?P<since>闭幕|以[来來]|期[间間])?"
)
_FULL_WIDTH = str.maketrans("０１２３４５６７８９", "0123456789")
_MAX_HEAD = 60
_HEAD_CHARACTERS = 1500
_LATIN_YEAR = re.compile(r"^(?:[IVX]+|\d+)\. .{0,120}\b(?:for|in)(?: the Year)? (?P<y>20\d{2})\b", re.MULTILINE)
_URL_DATE = re.compile(r"(?:/|t|content_)(?P<y>(?:19|20)\d{2})[/-]?(?P<m>0[1-9]|1[0-2]|[1-9](?=/))")


def find_dates(text: str) -> list[str]:
    """Return the dates of a text as YYYY-MM-DD: in digits of any width, in Chinese numerals, in English."""
    found = [_iso(_year_number(m["y"]), _number(m["m"]), _number(m["d"])) for m in _DATE.finditer(text)]
    found += [_iso(int(m["y"]), _MONTHS.index(m["m"]) + 1, int(m["d"])) for m in _LATIN_DATE.finditer(text)]
    return [date for date in found if date]


_MONTHS = "January February March April May June July August September October November December".split()


def _iso(year: int, month: int, day: int) -> str | None:
    return f"{year}-{month:02}-{day:02}" if 1949 <= year <= 2100 and 1 <= month <= 12 and 1 <= day <= 31 else None


def _year_number(digits: str) -> int:
    plain = digits.translate(_DIGITS)
    if not plain.isdecimal():
        return 0
    return int(plain) if len(plain) == 4 else 2000 + int(plain) if len(plain) == 2 else 0


def _number(digits: str) -> int:
    plain = digits.translate(_FULL_WIDTH)
    if plain.isdecimal():
        return int(plain)
    tens, _, ones = digits.rpartition("十")
    value = {char: number for number, char in enumerate("一二三四五六七八九", start=1)}
    if "十" not in digits:
        return value.get(digits, 0)
    return value.get(tens, 1 if not tens else 0) * 10 + value.get(ones, 0)


def find_year(named: list[str], dates: list[str], lines: list[str], date: str | None, url: str | None) -> int | None:
    """Return the year that a report looks forward to; it reviews the year before.

    `named` are the lines of its title, `dates` those of its session, `lines` all of it, `date` that of its page.
    """
    titled = [int(match["y"]) for line in named if TITLE.search(line) for match in _YEAR.finditer(line)]
    if titled and (not dates or int(dates[0][:4]) - titled[-1] in {0, -1}):
        return titled[-1]
    heads = _head_years(lines)
    if dates:
        year, month = int(dates[0][:4]), int(dates[0][5:7])
        if heads[year + 1] >= 2 and not heads[year]:
            return year + 1
        # A session in November or December already plans the next year.
        if month >= 11 and heads[year + 1] >= heads[year]:
            return year + 1
        return year
    if heads:
        return max(heads, key=lambda year: (heads[year], year))
    text = "\n".join(lines).translate(_FULL_WIDTH)
    return _congress_year(text[:_HEAD_CHARACTERS]) or _year_without_heads(text, date, url)


def _head_years(lines: list[str]) -> Counter[int]:
    """Return how many heads make each year the report's: 2020年工作回顾 and 2021年工作安排 both speak for 2021."""
    years: Counter[int] = Counter()
    for line in lines:
        if len(line) > _MAX_HEAD or line.endswith(("。", "；")):
            continue
        plain = line.translate(_FULL_WIDTH)
        review, plan = _REVIEW_YEAR.search(plain), _PLAN_YEAR.search(plain)
        if review:
            years[int(review["y"]) + 1] += 1
        elif plan:
            years[int(plan["y"])] += 1
    return years


def _congress_year(text: str) -> int | None:
    """Return the year of the latest session of the National People's Congress that a text's head names."""
    years = []
    for match in _CONGRESS.finditer(text):
        congress, session = _number(match["n"]), _number(match["m"] or "一")
        year = {1: 1954, 2: 1959, 3: 1964, 4: 1975, 5: 1978}.get(congress, 1983 + 5 * (congress - 6)) + session - 1
        # "since the first session" is said by the session after it, and by the next congress after five years.
        years.append(year if not match["since"] else year + 1 if session > 1 else year + 5)
    return max(years, default=None)


def _year_without_heads(text: str, date: str | None, url: str | None) -> int | None:
    latin = [int(match["y"]) for match in _LATIN_YEAR.finditer(text)]
    if latin:
        return max(latin)
    mentioned = Counter(
        year
        for match in re.finditer(r"([\d一二三四五六七八九〇○零]{4})\s*年", text)
        if (year := _year_number(match[1])) > 1948
    )
    if date:
        return int(date[:4])
    match = _URL_DATE.search(url or "")
    if match:
        return int(match["y"])
    return mentioned.most_common(1)[0][0] if mentioned else None
