"""What can go wrong in an evaluation; each message says what to do.

EvalError
GoldError          a gold file does not have its form
ReportsFileError   the file of other reports cannot be read
ResultsError       a results file cannot be read
GatesError         a gates file cannot be used
UnknownMetricError no metric has this name
ReportMissingError the report of some questions is not at hand: they are skipped
"""


class EvalError(Exception):
    """Any error that the evaluation raises on purpose."""


class GoldError(EvalError):
    """A gold file cannot be read; the message names file and line."""


class ReportsFileError(EvalError):
    """The file of other reports cannot be read."""


class ResultsError(EvalError):
    """A results file cannot be read."""


class GatesError(EvalError):
    """A gates file cannot be used; the message names the file and what is wrong."""


class UnknownMetricError(EvalError):
    """No metric has this name."""


class ReportMissingError(EvalError):
    """The report of some questions is not at hand; the message says why."""
