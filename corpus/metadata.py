"""Place, year, date, speaker and title, found in a report's first lines."""

import re
from dataclasses import dataclass

_TITLE_PLACE = re.compile(
    r"(?P<place>[\u4e00-\u9fff]{2,12}?(?:省|自治区|市|自治州|地区|盟|县|旗|区))(?:人民政府|政府)?\s*(?:\d{4}\s*年)?\s*政府\s*工作\s*报告"
)
_DATE = re.compile(r"(?P<year>\d{4})\s*年\s*(?P<month>\d{1,2})\s*月\s*(?P<day>\d{1,2})\s*日")
_TITLE = re.compile(r"^.*(?:政\s*府\s*工\s*作\s*报\s*告).*$", re.MULTILINE)
_SPEAKER = re.compile(
    r"(?:省长|市长|县长|区长|主席|州长|盟长|总理)\s*(?P<name>[\u4e00-\u9fff·]{2,6})\s*$", re.MULTILINE
)
_HEAD = 1500
"""Characters; metadata stands at the top."""


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a report says of itself; None or empty where it does not."""

    title: str
    place: str
    year: int | None
    date: str | None
    speaker: str | None


def find_metadata(text: str) -> Metadata:
    """Return what the first lines tell. A report's year is the year of the session that heard it."""
    head = text[:_HEAD]
    title = _TITLE.search(head)
    place = _TITLE_PLACE.search(head)
    dates = list(_DATE.finditer(head))
    date = dates[0] if dates else None
    speaker = _SPEAKER.search(head)
    return Metadata(
        title=re.sub(r"\s+", " ", title.group()).strip(" #*") if title else head.strip().split("\n")[0][:60],
        place=place["place"] if place else "",
        year=int(date["year"]) if date else None,
        date=f"{date['year']}-{int(date['month']):02}-{int(date['day']):02}" if date else None,
        speaker=speaker["name"] if speaker else None,
    )
