from pathlib import Path

import pytest

from corpus.errors import UnreadableFileError
from corpus.readers import MAX_BYTES, read_bytes, read_file
from corpus.readers.text import decode_text, read_text

TEXT = "政府工作报告\n各位代表：\n现在，我代表市人民政府向大会报告工作，全市生产总值1711.6亿元，增长4.7%。\n" * 3


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030", "gbk"])
def test_every_encoding_reads_the_same(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(TEXT.encode(encoding))
    assert read_text(path) == TEXT
    assert read_file(path).text == TEXT


def test_big5_reads_as_it_was_written() -> None:
    text = "政府工作報告\n各位代表：\n現在，我代表國務院向大會作政府工作報告，請予審議，並請各位委員提出意見。\n" * 3
    assert decode_text(text.encode("big5"), "a.txt") == text


def test_windows_line_ends_read_the_same(tmp_path: Path) -> None:
    path = tmp_path / "b.txt"
    path.write_bytes(TEXT.replace("\n", "\r\n").encode("utf-8-sig"))
    assert read_text(path) == TEXT


def test_line_ends_written_as_letters_become_line_ends() -> None:
    written = TEXT.replace("\n", "\\r\\n")
    assert decode_text(written.encode(), "a.txt") == TEXT


def test_a_backslash_in_ordinary_text_stays() -> None:
    text = "路径 C:\\new\n第二行\n第三行\n"
    assert decode_text(text.encode(), "a.txt") == text


def test_missing_and_empty_files_are_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError, match="absent.txt"):
        read_text(tmp_path / "absent.txt")
    with pytest.raises(UnreadableFileError, match="absent.txt"):
        read_file(tmp_path / "absent.txt")
    (tmp_path / "empty.txt").write_bytes(b" \n")
    with pytest.raises(UnreadableFileError, match="empty"):
        read_text(tmp_path / "empty.txt")
    with pytest.raises(UnreadableFileError, match="empty"):
        read_file(tmp_path / "empty.txt")


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError, match="cannot be read"):
        read_file(tmp_path)


@pytest.mark.parametrize("data", [bytes(range(256)) * 20, b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(500), b"\0" * 100])
def test_binary_files_are_refused(data: bytes) -> None:
    with pytest.raises(UnreadableFileError):
        read_bytes(data, "a.txt")


def test_a_file_that_is_too_large_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    with path.open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    with pytest.raises(UnreadableFileError, match="at most"):
        read_file(path)


def test_old_word_files_are_refused_with_what_to_do() -> None:
    with pytest.raises(UnreadableFileError, match="docx"):
        read_bytes(b"\xd0\xcf\x11\xe0" + bytes(100), "a.doc")


@pytest.mark.parametrize("name", ["a.pdf", "a.docx"])
def test_a_suffix_that_lies_is_refused(name: str) -> None:
    with pytest.raises(UnreadableFileError, match="whatever its name says"):
        read_bytes("政府工作报告".encode(), name)
