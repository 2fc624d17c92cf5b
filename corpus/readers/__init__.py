"""Files in, canonical text out: one file per format.

A format is told by the file's first bytes and then by its suffix; the package that parses it is imported only then.
"""

from pathlib import Path

from corpus.errors import UnreadableFileError
from corpus.readers.reading import Reading

SUFFIXES = (".txt", ".text", ".md", ".markdown", ".html", ".htm", ".shtml", ".docx", ".pdf")
"""What `askreport reports add FOLDER` takes."""
MAX_BYTES = 64 * 1024 * 1024
"""The largest file that is read; the longest known report takes a quarter of a mebibyte as text."""


def read_file(path: Path) -> Reading:
    """Return what a report's file holds.

    Raises:
        UnreadableFileError: there is no such file, it is too large, or no reader can make text of it.
    """
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise UnreadableFileError(f"{path} has {size} bytes; at most {MAX_BYTES} are read. Give the report alone.")
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableFileError(f"{path} cannot be read: {error.strerror}.") from error
    return read_bytes(data, str(path))


def read_bytes(data: bytes, name: str) -> Reading:
    """Return what a file's bytes hold; `name` is used for its suffix and in messages.

    Raises:
        UnreadableFileError: the bytes are empty or no reader can make text of them.
    """
    suffix = Path(name).suffix.lower()
    reading = _read(data, name, suffix)
    if not reading.text.strip():
        raise UnreadableFileError(f"{name} is empty. Give a file that holds a report.")
    return reading


def _read(data: bytes, name: str, suffix: str) -> Reading:
    if data.startswith(b"%PDF"):
        from corpus.readers.pdf import read_pdf

        return read_pdf(data, name)
    if data.startswith(b"PK\x03\x04"):
        from corpus.readers.docx import read_docx

        return read_docx(data, name)
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise UnreadableFileError(f"{name} is a Word file of before 2007. Save it as .docx and add that.")
    if suffix in {".pdf", ".docx"}:
        raise UnreadableFileError(f"{name} is no {suffix[1:].upper()} file, whatever its name says.")
    from corpus.readers.text import decode_text

    text = decode_text(data, name)
    if suffix in {".html", ".htm", ".shtml"} or _looks_like_html(text):
        from corpus.readers.html import read_html

        return read_html(text, name)
    if suffix in {".md", ".markdown"}:
        from corpus.readers.markdown import read_markdown

        return read_markdown(text, name)
    return Reading.of(text)


def _looks_like_html(text: str) -> bool:
    opening = text[:2000].lstrip().lower()
    return opening.startswith(("<!doctype html", "<html")) or ("<body" in opening and "<div" in text.lower())
