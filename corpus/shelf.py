r"""The user's reports on disk: one file a report, written whole or not at all.

A shelf is a folder. Each report is a file `ID.report`: one line of JSON with what is known about it, then its canonical
text in UTF-8. A file is written beside its place, flushed to the disk and then renamed, so that a reader and a machine
that loses power see the old report or the new one, never half of one. Writers take turns through a lock.
"""

import errno
import json
import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from corpus.canonical import hash_text
from corpus.errors import LibraryError, ReportNotFoundError, UnreadableFileError
from corpus.types import Report

SUFFIX = ".report"
_VERSION = 1
_LOCK_TIMEOUT_S = 60.0
_FACTS = tuple(field.name for field in fields(Report) if field.name != "text")


@dataclass(frozen=True, slots=True)
class Entry:
    """What a shelf knows of a report without reading its text."""

    id: str
    title: str
    place: str
    year: int | None
    sha256: str
    language: str
    date: str | None
    speaker: str | None
    province: str | None
    level: str | None
    url: str | None


class Shelf:
    """The reports in one folder. Reading needs no lock; writing takes it for the length of a `writing` block."""

    def __init__(self, folder: Path, lock_timeout_s: float = _LOCK_TIMEOUT_S) -> None:
        """Name the folder; it is made when something is first written."""
        self.folder = folder
        self._lock_timeout_s = lock_timeout_s

    def ids(self) -> list[str]:
        """Return the ids of the reports, in order.

        Raises:
            LibraryError: the folder cannot be listed.
        """
        try:
            names = [entry.name for entry in os.scandir(self.folder)]
        except FileNotFoundError:
            return []
        except OSError as error:
            raise _explain(error, self.folder, "read") from error
        return sorted(name.removesuffix(SUFFIX) for name in names if name.endswith(SUFFIX) and name[0] != ".")

    def state(self) -> str:
        """Return a mark that changes whenever a report is put, replaced or taken off; reads no report.

        Raises:
            LibraryError: the folder cannot be listed.
        """
        marks = []
        for report_id in self.ids():
            try:
                found = self._path(report_id).stat()
            except FileNotFoundError:
                continue  # Taken off since the listing; the next state will tell.
            marks.append(f"{report_id} {found.st_mtime_ns} {found.st_size} {found.st_ino}")
        return hash_text("\n".join(marks))

    def entries(self) -> Iterator[Entry]:
        """Yield what is known of each report, in the order of the ids; broken files are left out."""
        for report_id in self.ids():
            try:
                with self._path(report_id).open("rb") as file:
                    yield _entry(file.readline(), report_id)
            except (OSError, UnreadableFileError):
                continue

    def read(self, report_id: str) -> Report:
        """Return one report, checked against its hash.

        Raises:
            ReportNotFoundError: the shelf has no such report.
            UnreadableFileError: its file is cut off or was altered.
        """
        path = self._path(report_id)
        try:
            head, _, body = path.read_bytes().partition(b"\n")
        except FileNotFoundError:
            raise ReportNotFoundError(f"No report has the id {report_id!r}.") from None
        except OSError as error:
            raise _explain(error, path, "read") from error
        entry = _entry(head, report_id)
        try:
            text = body.decode("utf-8")
        except UnicodeDecodeError as error:
            raise _damaged(path) from error
        if hash_text(text) != entry.sha256:
            raise _damaged(path)
        return Report(text=text, **asdict(entry))

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the writers' lock, and clear away what a writer that was killed left behind.

        Raises:
            LibraryError: the folder cannot be made or written, or another writer holds the lock for too long.
        """
        from filelock import FileLock, Timeout

        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            lock = FileLock(self.folder / ".lock")
            lock.acquire(timeout=self._lock_timeout_s)
        except Timeout as error:
            raise LibraryError(
                f"Another process has been writing to {self.folder} for {self._lock_timeout_s:g} s. Try again later."
            ) from error
        except OSError as error:
            raise _explain(error, self.folder, "written") from error
        try:
            for left in self.folder.glob(".*.part"):
                left.unlink(missing_ok=True)
            yield
        finally:
            lock.release()

    def write(self, report: Report) -> None:
        """Put a report on the shelf, in place of the one with its id. Call it inside `writing`.

        Raises:
            LibraryError: the disk is full or the folder is read-only; what was there before is still there.
        """
        head = {"version": _VERSION} | {name: getattr(report, name) for name in _FACTS}
        data = json.dumps(head, ensure_ascii=False).encode("utf-8") + b"\n" + report.text.encode("utf-8")
        part = self.folder / f".{report.id}.{os.getpid()}.part"
        try:
            with part.open("wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            part.replace(self._path(report.id))
            self._flush_folder()
        except OSError as error:
            part.unlink(missing_ok=True)
            raise _explain(error, self.folder, "written") from error

    def remove(self, report_id: str) -> None:
        """Take a report off the shelf. Call it inside `writing`.

        Raises:
            ReportNotFoundError: the shelf has no such report.
            LibraryError: the folder is read-only.
        """
        try:
            self._path(report_id).unlink()
            self._flush_folder()
        except FileNotFoundError:
            raise ReportNotFoundError(f"No report of yours has the id {report_id!r}.") from None
        except OSError as error:
            raise _explain(error, self.folder, "written") from error

    def _path(self, report_id: str) -> Path:
        if not is_report_id(report_id):
            raise ReportNotFoundError(f"{report_id!r} is no id of a report.")
        return self.folder / f"{report_id}{SUFFIX}"

    def _flush_folder(self) -> None:
        # The rename itself is only safe on disk once the folder is.
        descriptor = os.open(self.folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def is_report_id(text: str) -> bool:
    """Return whether a text can be an id: letters of any script, digits, and - _ between them; it names a file."""
    return bool(re.fullmatch(r"\w[\w-]{0,79}", text))


def _entry(head: bytes, report_id: str) -> Entry:
    try:
        known: Mapping[str, object] = json.loads(head)
        entry = Entry(**{name: known[name] for name in _FACTS})  # type: ignore[arg-type]  # checked just below
    except (ValueError, KeyError, TypeError) as error:
        raise UnreadableFileError(f"The stored report {report_id!r} is damaged. Add its file again.") from error
    if entry.id != report_id or not isinstance(entry.sha256, str):
        raise UnreadableFileError(f"The stored report {report_id!r} is damaged. Add its file again.")
    return entry


def _damaged(path: Path) -> UnreadableFileError:
    return UnreadableFileError(
        f"{path} is cut off or was altered: its text does not match its hash. Add its file again."
    )


def _explain(error: OSError, path: Path, deed: str) -> LibraryError:
    hints = {
        errno.ENOSPC: "The disk is full. Free some space; nothing that was there is lost.",
        errno.EDQUOT: "The disk quota is used up. Free some space; nothing that was there is lost.",
        errno.EROFS: "The disk is read-only. Set ASKREPORT_HOME to a folder that can be written.",
        errno.EACCES: "Permission is denied. Change the folder's rights or set ASKREPORT_HOME to another.",
        errno.EPERM: "Permission is denied. Change the folder's rights or set ASKREPORT_HOME to another.",
        errno.ENOTDIR: "A part of the path is a file. Set ASKREPORT_HOME to a folder.",
    }
    return LibraryError(f"{path} cannot be {deed}: {error.strerror}. {hints.get(error.errno or 0, '')}".strip())
