r"""Plain-text files: UTF-8, UTF-16, GB18030 or Big5, and line ends that were written as the letters \r\n."""

import re
from pathlib import Path

from corpus.canonical import canonical_text
from corpus.errors import UnreadableFileError

_WRITTEN_BREAK = re.compile(r"(?:\\r\\n|\\n|\\r)")


def read_text(path: Path) -> str:
    """Return the canonical text of a text file.

    Raises:
        UnreadableFileError: there is no such file, its encoding cannot be told, or it is empty.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableFileError(f"{path} cannot be read: {error.strerror}.") from error
    text = canonical_text(decode_text(data, str(path)))
    if not text.strip():
        raise UnreadableFileError(f"{path} is empty. Give a file that holds a report.")
    return text


def decode_text(data: bytes, name: str) -> str:
    r"""Return the text of a file's bytes, with line ends that were written as the letters \r\n made into line ends.

    Raises:
        UnreadableFileError: the bytes are no text in an encoding that Chinese reports come in.
    """
    return _restore_breaks(_decode(data, name))


def _decode(data: bytes, name: str) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _decode_as(data, "utf-16", name)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _decode_as(data, _guess_encoding(data, name), name)
    if "\0" in text:
        # UTF-16 of Latin text is valid UTF-8 full of zeros.
        return _decode_as(data, _guess_encoding(data, name), name)
    return text


def _decode_as(data: bytes, encoding: str, name: str) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableFileError(
            f"{name} is broken {encoding} text (byte {error.start}). Save it as UTF-8."
        ) from error
    if "\0" in text:
        raise UnreadableFileError(f"{name} is no text file. Readable are text, Markdown, HTML, DOCX and PDF.")
    return text


def _guess_encoding(data: bytes, name: str) -> str:
    from charset_normalizer import from_bytes

    found = from_bytes(data, cp_isolation=["gb18030", "big5", "utf_16_le", "utf_16_be"], threshold=0.4).best()
    if found is None:
        raise UnreadableFileError(f"{name} is no text in UTF-8, UTF-16, GB18030 or Big5. Save it as UTF-8.")
    return found.encoding


def _restore_breaks(text: str) -> str:
    # A report whose line ends were lost to letters has hundreds of them and hardly any of its own.
    written = len(_WRITTEN_BREAK.findall(text))
    return _WRITTEN_BREAK.sub("\n", text) if written >= 5 and written > text.count("\n") else text
