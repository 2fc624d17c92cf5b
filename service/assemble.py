"""The parts put together."""

from collections.abc import Sequence
from importlib.metadata import version

from corpus.errors import StoreMissingError
from corpus.library import Library, read_library
from corpus.types import Report
from index.build import Index, Progress, build_index, open_index, save_index
from index.encoder import Encoder, load_encoder, load_table
from index.late_interaction import TokenTable
from index.retrieve import Retriever
from service.answer import Service
from service.figure_lookup import FigureLookup
from service.generators import make_writer
from service.reading import Readings
from service.settings import Settings


def assemble(settings: Settings, reports: Sequence[Report] | None = None) -> Service:
    """Return the service over the library, or over the given reports with an index in memory.

    The index is built when there is none yet.

    Raises:
        ModelLoadError: the encoder cannot be loaded.
        StoreMismatchError: the index was made from other reports or by another encoder.
        EmptyCorpusError: there is no report.
    """
    library = read_library() if reports is None else Library(reports)
    encoder = load_encoder(settings.encoder)
    table = load_table(encoder)
    if reports is None:
        index = _find_index(settings, library, encoder, table)
    else:
        index = build_index(list(library), None, encoder, table)
    writer = make_writer(settings, encoder)
    return Service(
        library=library,
        readings=Readings(library, table),
        retriever=Retriever(index, encoder, table),
        passages=settings.passages,
        min_confidence=settings.min_confidence,
        figures=FigureLookup(library, settings.index_folder if reports is None else None),
        writer=writer,
        about={
            "version": version("askreport"),
            "encoder": encoder.name,
            "dimension": encoder.dimension,
            "generator": writer.generator.name if writer else None,
            "reports": len(library),
            "passages": len(index.passages),
            "limits": {"concurrency": settings.concurrency, "queue": settings.queue, "body": settings.max_body_bytes},
        },
    )


def build(settings: Settings, on_progress: Progress = lambda done, total: None) -> Index:
    """Return an index of the whole library, newly built and saved.

    Raises:
        StoreUnavailableError: the index folder cannot be written.
    """
    encoder = load_encoder(settings.encoder)
    library = read_library()
    return _build(settings, library, encoder, load_table(encoder), on_progress)


def _find_index(settings: Settings, library: Library, encoder: Encoder, table: TokenTable) -> Index:
    try:
        return open_index(settings.index_folder, list(library), encoder)
    except StoreMissingError:
        return _build(settings, library, encoder, table)


def _build(
    settings: Settings,
    library: Library,
    encoder: Encoder,
    table: TokenTable,
    on_progress: Progress = lambda done, total: None,
) -> Index:
    reports = list(library)
    index = build_index(reports, None, encoder, table, on_progress)
    save_index(index, reports, encoder, settings.index_folder)
    if len(reports) > 1:
        # Questions over several reports look figures up; a single report is read in no time when it is asked for.
        FigureLookup(library, settings.index_folder).load()
    return index
