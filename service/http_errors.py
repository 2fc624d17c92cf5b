"""Our errors as HTTP answers: one table, one body."""

from http import HTTPStatus

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from corpus.errors import (
    AskReportError,
    CorpusError,
    ExtraNotInstalledError,
    ModelError,
    OverloadedError,
    ReportNotFoundError,
    SettingsError,
    StoreError,
    UnreadableFileError,
)
from service.schemas import ErrorBody

_log = structlog.get_logger(__name__)

# The first class that fits counts, so the narrow ones stand first.
STATUSES: dict[type[AskReportError], tuple[int, str]] = {
    ReportNotFoundError: (404, "report_not_found"),
    UnreadableFileError: (422, "unreadable_file"),
    OverloadedError: (429, "overloaded"),
    StoreError: (503, "index_unavailable"),
    ModelError: (503, "model_unavailable"),
    ExtraNotInstalledError: (503, "extra_not_installed"),
    CorpusError: (503, "corpus_unavailable"),
    SettingsError: (500, "settings"),
}


def add_error_handlers(app: FastAPI) -> None:
    """Make every error of the app answer with the one body."""
    app.add_exception_handler(AskReportError, _answer_ours)
    app.add_exception_handler(RequestValidationError, _answer_invalid)
    app.add_exception_handler(HTTPException, _answer_http)
    app.add_exception_handler(Exception, _answer_unexpected)


def error_response(
    request_id: str, status: int, kind: str, message: str, headers: dict[str, str] | None = None
) -> JSONResponse:
    """Return one error as a response."""
    body = ErrorBody(error=kind, message=message, request_id=request_id)
    return JSONResponse(body.model_dump(), status, headers)


def request_id(request: Request) -> str:
    """Return the id that this request's log lines and error body carry."""
    return str(getattr(request.state, "request_id", ""))


def _answer_ours(request: Request, error: Exception) -> JSONResponse:
    status, kind, message = describe_error(error)
    headers = {"Retry-After": str(error.retry_after_s)} if isinstance(error, OverloadedError) else None
    return error_response(request_id(request), status, kind, message, headers)


def describe_error(error: Exception) -> tuple[int, str, str]:
    """Return an error's status, kind and message; what an unexpected one says is not told to the outside."""
    if not isinstance(error, AskReportError):
        return 500, "internal", "Something went wrong here; the log tells more."
    status, kind = next((found for cls, found in STATUSES.items() if isinstance(error, cls)), (500, "internal"))
    return status, kind, str(error)


def _answer_invalid(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)
    problems = "; ".join(f"{'.'.join(map(str, e['loc'][1:])) or 'body'}: {e['msg']}" for e in error.errors()[:5])
    return error_response(request_id(request), 422, "invalid_request", f"{problems}. See /docs for the shape.")


def _answer_http(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)
    kind = HTTPStatus(error.status_code).phrase.lower().replace(" ", "_")
    message = f"{request.method} {request.url.path}: {error.detail}. See /docs."
    return error_response(request_id(request), error.status_code, kind, message, dict(error.headers or {}))


def _answer_unexpected(request: Request, error: Exception) -> JSONResponse:
    _log.error("unexpected", request_id=request_id(request), path=request.url.path, exc_info=error)
    return error_response(request_id(request), *describe_error(error))
