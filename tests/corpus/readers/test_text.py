from pathlib import Path

import pytest

from corpus.errors import UnreadableFileError
from corpus.readers.text import read_text


def test_utf_8_with_and_without_mark_reads_the_same(tmp_path: Path) -> None:
    plain, marked = tmp_path / "a.txt", tmp_path / "b.txt"
    plain.write_bytes("政府工作报告\n各位代表：\n".encode())
    marked.write_bytes("政府工作报告\r\n各位代表：\r\n".encode("utf-8-sig"))
    assert read_text(plain) == read_text(marked) == "政府工作报告\n各位代表：\n"


def test_missing_and_empty_files_are_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError, match="absent.txt"):
        read_text(tmp_path / "absent.txt")
    (tmp_path / "empty.txt").write_bytes(b" \n")
    with pytest.raises(UnreadableFileError, match="empty"):
        read_text(tmp_path / "empty.txt")
