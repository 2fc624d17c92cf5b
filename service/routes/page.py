"""GET /: the page, its files and the questions it offers."""

from pathlib import Path
from typing import Annotated, Literal

from fastapi import APIRouter, FastAPI, Query
from fastapi.responses import FileResponse
from fastapi.staticfiles import StaticFiles
from pydantic import BaseModel
from starlette.responses import Response
from starlette.types import Scope

from service.routes.needs import ExamplesNeed, LimitNeed
from service.schemas import ErrorBody

_FOLDER = Path(__file__).parent.parent / "web"
_HEADERS = {
    # Nothing from elsewhere is loaded, nothing inline is run, and nothing a report says can change that.
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-cache",
}

router = APIRouter(tags=["page"])


class ExampleQuestions(BaseModel):
    """Questions that the library answers."""

    questions: list[str]


class _Files(StaticFiles):
    """The page's files, asked for again each time and answered 304 while they are the same."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        response.headers.update(_HEADERS)
        return response


def add_page(app: FastAPI) -> None:
    """Serve the page at / and its files under /web."""
    app.get("/", include_in_schema=False)(get_page)
    app.mount("/web", _Files(directory=_FOLDER), name="web")


def get_page() -> FileResponse:
    """Return the page."""
    return FileResponse(_FOLDER / "index.html", headers=_HEADERS, media_type="text/html; charset=utf-8")


@router.get("/examples", responses={503: {"model": ErrorBody}, 429: {"model": ErrorBody}})
def list_examples(
    examples: ExamplesNeed,
    limit: LimitNeed,
    language: Literal["zh", "en"] = "zh",
    count: Annotated[int, Query(ge=1, le=20)] = 6,
) -> ExampleQuestions:
    """Return questions drawn from the library's own figures, each one known to be answered."""
    with limit.hold():
        return ExampleQuestions(questions=list(examples.list(language, count)))
