"""Word files (.docx): paragraphs, tables, numbering that Word adds by itself, and footnotes."""

import io
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from corpus.errors import UnreadableFileError
from corpus.readers.reading import Reading

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MAX_INFLATED = 256 * 1024 * 1024
_CHINESE_FORMATS = {"chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCountingThousand"}


def read_docx(data: bytes, name: str) -> Reading:
    """Return a Word file's text, one paragraph a line, table rows as | a | b |, notes at the end as [1] ….

    Raises:
        UnreadableFileError: the bytes are no Word file, or one that would unpack to more than 256 MiB.
    """
    from docx import Document
    from docx.opc.exceptions import PackageNotFoundError

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            inflated = sum(entry.file_size for entry in archive.infolist())
        if inflated > _MAX_INFLATED:
            raise UnreadableFileError(f"{name} unpacks to {inflated} bytes; at most {_MAX_INFLATED} are read.")
        document: Any = Document(io.BytesIO(data))
    except (zipfile.BadZipFile, PackageNotFoundError, KeyError, ValueError) as error:
        raise UnreadableFileError(f"{name} is no Word file that can be read: {error}.") from error
    numbering = _Numbering(document)
    notes = _Notes(document)
    lines = list(_body_lines(document.element.body, numbering, notes))
    return Reading.of("\n".join([*lines, *notes.lines()]))


def _body_lines(body: Any, numbering: "_Numbering", notes: "_Notes") -> Iterator[str]:
    for child in body:
        if child.tag == _W + "p":
            yield from _paragraph(child, numbering, notes).split("\n")
        elif child.tag == _W + "tbl":
            for row in child.iter(_W + "tr"):
                cells = [
                    " ".join(_paragraph(p, numbering, notes) for p in cell.iter(_W + "p")).strip()
                    for cell in row.iter(_W + "tc")
                ]
                yield f"| {' | '.join(cells)} |" if len(cells) > 1 else "".join(cells)
        elif child.tag == _W + "sdt":
            content = child.find(_W + "sdtContent")
            if content is not None:
                yield from _body_lines(content, numbering, notes)


def _paragraph(paragraph: Any, numbering: "_Numbering", notes: "_Notes") -> str:
    words = [numbering.label(paragraph)]
    for node in paragraph.iter():
        if node.tag == _W + "t" and node.text:
            words.append(node.text)
        elif node.tag in {_W + "br", _W + "cr"}:
            words.append("\n")
        elif node.tag == _W + "tab":
            words.append("\t" if node.getparent().tag == _W + "r" else "")
        elif node.tag in {_W + "footnoteReference", _W + "endnoteReference"}:
            words.append(notes.mark(node))
    return "".join(words)


class _Numbering:
    """The numbers that Word shows before a paragraph but keeps out of its text."""

    def __init__(self, document: Any) -> None:
        self._levels: dict[tuple[str, str], tuple[str, str, int]] = {}
        self._counts: defaultdict[str, dict[int, int]] = defaultdict(dict)
        self._styles = document.styles
        try:
            root = document.part.numbering_part.element
        except (NotImplementedError, KeyError, AttributeError):
            return
        abstract = {node.get(_W + "abstractNumId"): node for node in root.iter(_W + "abstractNum")}
        for num in root.iter(_W + "num"):
            reference = num.find(_W + "abstractNumId")
            node = abstract.get(reference.get(_W + "val")) if reference is not None else None
            for level in node.iter(_W + "lvl") if node is not None else ():
                key = (num.get(_W + "numId"), level.get(_W + "ilvl"))
                start = _value(level, "start")
                self._levels[key] = (_value(level, "numFmt"), _value(level, "lvlText"), int(start or 1))

    def label(self, paragraph: Any) -> str:
        """Return the number of a paragraph as Word shows it, empty when it has none."""
        properties = paragraph.find(f"{_W}pPr/{_W}numPr")
        if properties is None:
            return ""
        number, level = _value(properties, "numId"), int(_value(properties, "ilvl") or 0)
        shape = self._levels.get((number, str(level)))
        if not shape or shape[0] in {"bullet", "none"}:
            return ""
        counts = self._counts[number]
        counts[level] = counts.get(level, shape[2] - 1) + 1
        for deeper in [key for key in counts if key > level]:
            del counts[deeper]
        label = shape[1]
        for key in range(level + 1):
            own = self._levels.get((number, str(key)), shape)
            label = label.replace(f"%{key + 1}", _spell(counts.get(key, own[2]), own[0]))
        return label


class _Notes:
    """Footnotes and endnotes, numbered in the order of their marks."""

    def __init__(self, document: Any) -> None:
        from docx.oxml import parse_xml

        self._texts: dict[tuple[str, str], str] = {}
        self._order: list[tuple[str, str]] = []
        for relation in document.part.rels.values():
            kind = relation.reltype.rsplit("/", 1)[-1]
            if kind in {"footnotes", "endnotes"} and not relation.is_external:
                root: Any = parse_xml(relation.target_part.blob)
                for note in root:
                    text = "".join(node.text or "" for node in note.iter(_W + "t")).strip()
                    self._texts[(kind[:-1], note.get(_W + "id"))] = text

    def mark(self, reference: Any) -> str:
        """Return the mark [n] of a note that is referred to."""
        key = (reference.tag.removeprefix(_W).removesuffix("Reference"), reference.get(_W + "id"))
        if not self._texts.get(key):
            return ""
        self._order.append(key)
        return f"[{len(self._order)}]"

    def lines(self) -> list[str]:
        """Return the notes that were referred to, each on its line."""
        return [f"[{index}] {self._texts[key]}" for index, key in enumerate(self._order, start=1)]


def _value(node: Any, child: str) -> str:
    found = node.find(_W + child)
    return (found.get(_W + "val") or "") if found is not None else ""


def _spell(number: int, shape: str) -> str:
    if shape in _CHINESE_FORMATS and 0 < number < 100:
        digits = "零一二三四五六七八九"
        tens, ones = divmod(number, 10)
        return (digits[tens] if tens > 1 else "") + ("十" if tens else "") + (digits[ones] if ones else "")
    if shape == "decimalEnclosedCircle" and 0 < number <= 20:
        return chr(ord("①") + number - 1)
    if shape in {"upperRoman", "lowerRoman"}:
        return _roman(number) if shape == "upperRoman" else _roman(number).lower()
    if shape in {"upperLetter", "lowerLetter"} and number <= 26:
        return chr(ord("A" if shape == "upperLetter" else "a") + number - 1)
    return str(number)


def _roman(number: int) -> str:
    letters = ""
    for value, letter in ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")):
        while number >= value:
            letters += letter
            number -= value
    return letters
