"""Plain-text files."""

from pathlib import Path

from corpus.canonical import canonical_text
from corpus.errors import UnreadableFileError


def read_text(path: Path) -> str:
    """Return the canonical text of a UTF-8 file.

    Raises:
        UnreadableFileError: there is no such file, it is not UTF-8, or it is empty.
    """
    try:
        text = canonical_text(path.read_bytes().decode("utf-8"))
    except OSError as error:
        raise UnreadableFileError(f"{path} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise UnreadableFileError(f"{path} is not UTF-8 text (byte {error.start}). Save it as UTF-8.") from error
    if not text.strip():
        raise UnreadableFileError(f"{path} is empty. Give a file that holds a report.")
    return text
