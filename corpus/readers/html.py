"""HTML pages as government sites serve them: one article among navigation, buttons and related articles."""

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from corpus.errors import UnreadableFileError
from corpus.readers.reading import Reading

_DROPPED = "script, style, noscript, nav, header, footer, aside, form, button, select, iframe, svg, template"
_BLOCKS = frozenset(
    "p div section article li ul ol table tr h1 h2 h3 h4 h5 h6 blockquote center dd dt dl pre br hr tbody thead"
    " main body figure figcaption".split()
)
_MAIN_SHARE = 0.85
"""The article is the smallest part of the page that holds this share of its running text."""


def read_html(text: str, name: str) -> Reading:
    """Return the article of a page, one paragraph a line, and its address.

    A title that stands outside the article comes first. An article that stands on the page twice is taken once.

    Raises:
        UnreadableFileError: the page holds no running text.
    """
    tree = LexborHTMLParser(text)
    facts = _facts(tree)
    heading = _heading(tree)
    for node in tree.css(_DROPPED):
        node.decompose()
    if tree.body is None:
        raise UnreadableFileError(f"{name} is no HTML page with a body.")
    lines = _drop_repeat(_lines(_main_node(tree.body)))
    if not any(len(line) > 40 for line in lines):
        raise UnreadableFileError(f"{name} holds no running text; perhaps the page loads it with a script.")
    if heading and not any(_squeeze(heading) in _squeeze(line) for line in lines[:15]):
        lines.insert(0, heading)
    return Reading.of("\n".join(lines), facts)


def _facts(tree: LexborHTMLParser) -> dict[str, str]:
    for selector, attribute in (("link[rel=canonical]", "href"), ("meta[property='og:url']", "content")):
        node = tree.css_first(selector)
        address = (node.attributes.get(attribute) or "") if node else ""
        if address.startswith("http"):
            return {"url": address}
    return {}


def _heading(tree: LexborHTMLParser) -> str:
    node = tree.css_first("meta[name='ArticleTitle' i]")
    title = (node.attributes.get("content") or "").strip() if node else ""
    if not title:
        heads = [head.text(strip=True) for head in tree.css("h1, h2, title")]
        title = next((head for head in heads if re.search(r"工作报告|Report on the Work", head)), "")
    # What follows _ or - in a page's title is the site's name.
    return re.split(r"\s*[_|]\s*|\s+-+\s+", title)[0].strip()


def _main_node(body: LexborNode) -> LexborNode:
    node = body
    total = _running_text(body)
    while True:
        children = [(child, _running_text(child)) for child in node.iter()]
        best, amount = max(children, key=lambda pair: pair[1], default=(node, 0))
        # Under the article itself no child holds most of the text: its paragraphs share it. An article that stands
        # twice is shared by two children, of which either will do.
        twin = sorted((size for _, size in children), reverse=True)[1:2]
        alike = bool(twin) and amount > 0.45 * total and abs(twin[0] - amount) < 0.1 * amount
        if amount == 0 or (amount < _MAIN_SHARE * total and not alike):
            return node
        if best.tag == "p":
            return node
        node, total = best, amount


def _running_text(node: LexborNode) -> int:
    """Return the number of characters of a node's text that are not in links."""
    if node.tag in {"a", "-comment", "_comment"}:
        return 0
    links = sum(len(link.text(strip=True)) for link in node.css("a"))
    return max(0, len(_squeeze(node.text())) - links)


def _lines(node: LexborNode) -> list[str]:
    lines: list[str] = []
    words: list[str] = []

    def flush() -> None:
        line = re.sub(r"[ \t\r\n]+", " ", "".join(words)).strip(" ")
        if line.strip():
            lines.append(line)
        words.clear()

    for piece in _pieces(node):
        if piece is None:
            flush()
        else:
            words.append(piece)
    flush()
    return lines


def _pieces(node: LexborNode) -> Iterator[str | None]:
    """Yield the text of a node in order, None where a block begins or ends."""
    for child in node.iter(include_text=True):
        if child.tag == "-text":
            yield child.text(deep=False)
        elif child.tag == "tr":
            cells = [_squeeze_white(cell.text()) for cell in child.css("td, th")]
            yield None
            yield f"| {' | '.join(cells)} |" if len(cells) > 1 else "".join(cells)
            yield None
        elif child.tag in _BLOCKS:
            yield None
            yield from _pieces(child)
            yield None
        else:
            yield from _pieces(child)


def _drop_repeat(lines: list[str]) -> list[str]:
    """Return the lines without the second copy of an article that a page holds twice, for print or for phones."""
    seen: dict[str, int] = {}
    for index, line in enumerate(lines):
        if len(line) < 40:
            continue
        if line not in seen:
            seen[line] = index
            continue
        first = seen[line]
        length = next(
            (i for i in range(len(lines) - index) if lines[first + i] != lines[index + i]), len(lines) - index
        )
        if sum(map(len, lines[index : index + length])) > 0.3 * sum(map(len, lines)):
            return lines[:index] + lines[index + length :]
    return lines


def _squeeze(text: str) -> str:
    return re.sub(r"\s+", "", text)


def _squeeze_white(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()
