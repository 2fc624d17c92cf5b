"""What can go wrong, in one tree.

    AskReportError
      CorpusError: UnreadableFileError, EmptyCorpusError, ReportNotFoundError,   CLI 1, HTTP 422 for the first,
                   LibraryError                                               404 for the third, else 503
      StoreError:  StoreMissingError, StoreMismatchError, StoreUnavailableError  503, CLI 1
      ModelError:  ModelLoadError (at start), GenerationError                    503, CLI 1
      ExtraNotInstalledError                                                     at start, CLI 1
      OverloadedError                                                            429 with Retry-After
      SettingsError                                                              at start, CLI 2

Each message says what happened, with the values, and what to do about it.
"""


class AskReportError(Exception):
    """Any error that this project raises on purpose."""


class CorpusError(AskReportError):
    """A report cannot be had or read."""


class UnreadableFileError(CorpusError):
    """A file is not a report we can read."""


class EmptyCorpusError(CorpusError):
    """There is no report to answer from."""


class ReportNotFoundError(CorpusError):
    """No report has this id."""


class LibraryError(CorpusError):
    """The folder of the user's reports cannot be read or written."""


class StoreError(AskReportError):
    """An index cannot be used."""


class StoreMissingError(StoreError):
    """There is no index yet."""


class StoreMismatchError(StoreError):
    """The index was made by other settings, other reports or other code."""


class StoreUnavailableError(StoreError):
    """The store did not answer."""


class ModelError(AskReportError):
    """A model cannot be used."""


class ModelLoadError(ModelError):
    """A model cannot be loaded."""


class GenerationError(ModelError):
    """A language model gave no usable text."""


class ExtraNotInstalledError(AskReportError):
    """A chosen part needs a package that is not installed."""


class OverloadedError(AskReportError):
    """Too many questions at once; try again after `retry_after_s`."""

    def __init__(self, message: str, retry_after_s: int = 1) -> None:
        super().__init__(message)
        self.retry_after_s = retry_after_s


class SettingsError(AskReportError):
    """A setting is missing, unknown or out of bounds."""
