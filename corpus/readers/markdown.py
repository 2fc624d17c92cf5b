"""Markdown files with or without front matter."""

from typing import Any

from corpus.readers.reading import Reading

_NAMES = {
    "title": "title", "标题": "title", "place": "place", "地区": "place", "地点": "place", "year": "year",
    "年份": "year",     "date": "date", "日期": "date", "speaker": "speaker", "author": "speaker", "报告人": "speaker",
    "language": "language", "lang": "language", "url": "url", "source": "url", "来源": "url",
}  # fmt: skip


def read_markdown(text: str, name: str) -> Reading:
    """Return a Markdown text as it stands, with the facts of its front matter.

    The marks stay in the text, so that quotes are what the file says; the outline reads them. Front matter that is no
    YAML gives no facts.
    """
    return Reading.of(text, _facts(text))


def _facts(text: str) -> dict[str, str]:
    if not text.lstrip("\ufeff").startswith("---"):
        return {}
    import frontmatter
    import yaml

    try:
        matter: dict[str, Any] = frontmatter.loads(text).metadata
    except yaml.YAMLError:
        return {}
    found = {_NAMES[key.lower()]: str(value).strip() for key, value in matter.items() if key.lower() in _NAMES}
    if not found.get("url", "https://").startswith("http"):
        del found["url"]
    return found
