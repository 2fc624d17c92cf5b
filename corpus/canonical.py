"""The one canonical form of a report's text, made once when it is read."""

import hashlib
import unicodedata


def canonical_text(raw: str) -> str:
    r"""Return the text with line ends as \n, no byte-order mark and in Unicode NFC; nothing else is changed."""
    return unicodedata.normalize("NFC", raw.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n"))


def hash_text(text: str) -> str:
    """Return the SHA-256 of a canonical text in UTF-8, lower-case hex."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
