"""The parts put together."""

import dataclasses
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from corpus.canonical import hash_text
from corpus.errors import StoreMismatchError, StoreMissingError, StoreUnavailableError
from corpus.library import Library, open_library
from corpus.types import Report
from index.build import Progress, build_index, open_index, save_index
from index.encoder import Encoder, load_encoder, load_table
from index.figure_table import open_table
from index.late_interaction import TokenTable
from index.retrieve import Retriever
from index.store import PassageIndex
from index.update import differs_in_reports_only, update_index
from service.answer import Service
from service.figures.lookup import FigureLookup
from service.generate.generators import make_writer
from service.reading.file import ReadingFiles
from service.reading.reading import Readings
from service.settings import Settings


def _quiet(done: int, total: int) -> None:
    """Show no progress."""


def assemble(
    settings: Settings, reports: Sequence[Report] | None = None, on_progress: Progress = _quiet, once: bool = False
) -> Service:
    """Return the service over the library, or over the given reports with an index in memory.

    The index is built when there is none yet, and brought up to date when reports came or went since it was. `once`
    leaves out what only pays from the second question on.

    Raises:
        ModelLoadError: the encoder cannot be loaded.
        StoreMismatchError: the index was made by another encoder or other code, or is damaged.
        EmptyCorpusError: there is no report.
        LibraryError: the folder of the user's reports cannot be read.
    """
    kept = settings.index_folder if reports is None else None
    encoder = load_encoder(settings.encoder, kept)
    table = load_table(encoder, kept)
    if not once:
        table.warm()
    if reports is None:
        library, index = _open(settings, encoder, table, on_progress)
    else:
        library = Library(reports)
        index = build_index(list(library), None, encoder, table)
    writer = make_writer(settings, encoder)
    return Service(
        library=library,
        readings=_open_readings(library, table, kept),
        retriever=Retriever(index, encoder, table),
        passages=settings.passages,
        min_confidence=settings.min_confidence,
        figures=FigureLookup(library, settings.index_folder if reports is None else None),
        writer=writer,
        about={
            "encoder": encoder.name,
            "dimension": encoder.dimension,
            "generator": writer.generator.name if writer else None,
            "limits": {"concurrency": settings.concurrency, "queue": settings.queue, "body": settings.max_body_bytes},
        }
        | _count(library, index),
    )


def reassemble(service: Service, settings: Settings) -> Service:
    """Return a service over the library as it is now, with the models of a loaded one; that one stays as it is.

    Raises:
        StoreError: the index cannot be brought up to date.
        LibraryError: the folder of the user's reports cannot be read.
    """
    encoder, table = service.retriever.encoder, service.retriever.table
    library, index = _open(settings, encoder, table, _quiet)
    return dataclasses.replace(
        service,
        library=library,
        readings=_open_readings(library, table, settings.index_folder),
        retriever=Retriever(index, encoder, table),
        figures=FigureLookup(library, settings.index_folder),
        about=service.about | _count(library, index),
    )


def build(settings: Settings, on_progress: Progress = _quiet, on_figures: Progress = _quiet) -> PassageIndex:
    """Return an index of the whole library, newly built and saved.

    `on_progress` hears of passages, `on_figures` of the reports whose figures were read.

    Raises:
        StoreUnavailableError: the index folder cannot be written.
        LibraryError: the folder of the user's reports cannot be read.
    """
    encoder = load_encoder(settings.encoder, settings.index_folder)
    table = load_table(encoder, settings.index_folder)
    return _save(settings, encoder, table, on_progress, on_figures, anew=True)[1]


def update(settings: Settings, on_progress: Progress = _quiet, on_figures: Progress = _quiet) -> PassageIndex:
    """Return the index brought up to date with the library, and saved; only new and changed reports are encoded.

    Raises:
        StoreUnavailableError: the index folder cannot be written.
        LibraryError: the folder of the user's reports cannot be read.
    """
    encoder = load_encoder(settings.encoder, settings.index_folder)
    table = load_table(encoder, settings.index_folder)
    return _save(settings, encoder, table, on_progress, on_figures)[1]


def _open(
    settings: Settings, encoder: Encoder, table: TokenTable, on_progress: Progress
) -> tuple[Library, PassageIndex]:
    if settings.store == "milvus":
        return _save(settings, encoder, table, on_progress)
    library = open_library(settings.reports_folder)
    reports = list(library)
    try:
        return library, open_index(settings.index_folder, reports, encoder)
    except StoreMissingError:
        return _save(settings, encoder, table, on_progress)
    except StoreMismatchError:
        if not differs_in_reports_only(settings.index_folder, reports, encoder):
            raise
        return _save(settings, encoder, table, on_progress)


def _save(
    settings: Settings,
    encoder: Encoder,
    table: TokenTable,
    on_progress: Progress,
    on_figures: Progress = _quiet,
    anew: bool = False,
) -> tuple[Library, PassageIndex]:
    from filelock import FileLock

    folder = settings.index_folder
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(folder / "update.lock")
        lock.acquire()
    except OSError as error:
        raise StoreUnavailableError(
            f"The index cannot be written to {folder} ({error.strerror or error}). Set ASKREPORT_HOME to a folder that"
            " can be written."
        ) from error
    # The library is read inside: of two processes that add reports, the later one indexes those of both.
    try:
        library = open_library(settings.reports_folder)
        reports = list(library)
        if settings.store == "milvus":
            index = _fill_milvus(settings, reports, encoder, table, on_progress, anew)
        else:
            index = _fill_folder(folder, reports, encoder, table, on_progress, anew)
    finally:
        lock.release()
    if len(reports) > 1:
        # Questions over several reports look figures up; of many, each is read when it is first asked for.
        open_table(folder, reports, on_figures)
    else:
        _open_readings(library, table, folder).get(reports[0].id)
    return library, index


def _fill_folder(
    folder: Path, reports: Sequence[Report], encoder: Encoder, table: TokenTable, on_progress: Progress, anew: bool
) -> PassageIndex:
    """Return the index of the reports in a folder, saved there."""
    if anew:
        index = build_index(reports, None, encoder, table, on_progress, folder)
    else:
        index = update_index(folder, reports, encoder, table, on_progress)
    save_index(index, reports, encoder, folder)
    return index


def _fill_milvus(
    settings: Settings,
    reports: Sequence[Report],
    encoder: Encoder,
    table: TokenTable,
    on_progress: Progress,
    anew: bool,
) -> PassageIndex:
    """Return the index of the reports in Milvus, brought up to date there."""
    from index.milvus_store import MilvusStore, update_milvus

    token = settings.milvus_token.get_secret_value() if settings.milvus_token else ""
    address = (settings.milvus_uri, settings.milvus_collection, encoder.dimension, token)
    store = MilvusStore(*address)
    if anew:
        store.drop()
        store = MilvusStore(*address)
    index = update_milvus(store, reports, encoder, table, on_progress)
    # Other processes with this home folder see by it that the library changed.
    current = settings.index_folder / "CURRENT"
    mark = "milvus-" + hash_text("\n".join(f"{report.id} {report.sha256}" for report in reports))
    if not current.exists() or current.read_text("utf-8") != mark:
        current.write_text(mark, "utf-8")
    return index


def _open_readings(library: Library, table: TokenTable, folder: Path | None) -> Readings:
    """Return the readings of a library, kept in the index folder where there is one."""
    files = ReadingFiles(folder / "readings", table) if folder and table.name else None
    return Readings(library, table, files=files)


def _count(library: Library, index: PassageIndex) -> dict[str, Any]:
    return {"reports": len(library), "passages": len(index)}
