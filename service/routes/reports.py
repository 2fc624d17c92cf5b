"""GET /reports and GET /reports/{id}; POST and DELETE for who holds the write key."""

from typing import Annotated, Any
from urllib.parse import unquote

from fastapi import APIRouter, Header, HTTPException, Query, Request, Response
from fastapi.concurrency import run_in_threadpool
from pydantic import BaseModel

from corpus.intake import Deed, Outcome, add_upload, remove_report
from corpus.shelf import Shelf
from service.routes.keys import WriteKeyCheck
from service.routes.needs import RenewalNeed, ServiceNeed
from service.schemas import ErrorBody, ReportDetail, ReportSummary, summarise_report
from service.settings import Settings

router = APIRouter(prefix="/reports", tags=["reports"])

_WRITE: dict[int | str, dict[str, Any]] = {status: {"model": ErrorBody} for status in (401, 403, 503)}
_FILE: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
    }
}


class ReportAdded(BaseModel):
    """What was done with an uploaded report."""

    done: Deed
    note: str
    report: ReportSummary


@router.get("")
def list_reports(service: ServiceNeed) -> list[ReportSummary]:
    """Return what is known of each report, without the texts."""
    return [ReportSummary(**summarise_report(report)) for report in service.library]


@router.post(
    "",
    status_code=201,
    dependencies=[WriteKeyCheck],
    responses=_WRITE | {200: {"model": ReportAdded}, 413: {"model": ErrorBody}, 422: {"model": ErrorBody}},
    openapi_extra=_FILE,
)
async def add_report(
    request: Request,
    response: Response,
    renewal: RenewalNeed,
    x_file_name: Annotated[
        str, Header(min_length=1, max_length=1000, description="Its suffix tells the format; percent-encoded UTF-8.")
    ],
    place: Annotated[str | None, Query(min_length=1, max_length=100)] = None,
    year: Annotated[int | None, Query(ge=1900, le=2099)] = None,
    url: Annotated[str | None, Query(max_length=2000)] = None,
) -> ReportAdded:
    """Add the report that is the body of the request; 200 when it was there already or replaces another.

    Place, year and address are taken before what the report's text tells.
    """
    settings: Settings = request.app.state.settings
    data = await _read(request, settings.max_upload_bytes)
    facts = {name: str(v) for name, v in (("place", place), ("year", year), ("url", url)) if v is not None}
    shelf = Shelf(settings.reports_folder)

    def add() -> Outcome:
        outcome = add_upload(shelf, data, unquote(x_file_name), facts)
        if outcome.deed is not Deed.SKIPPED:
            renewal.renew()
        return outcome

    outcome = await run_in_threadpool(add)
    if outcome.deed is not Deed.ADDED:
        response.status_code = 200
    report = request.app.state.service.library.get(outcome.report_id or "")
    return ReportAdded(done=outcome.deed, note=outcome.note, report=ReportSummary(**summarise_report(report)))


@router.get("/{report_id}", responses={404: {"model": ErrorBody}})
def get_report(report_id: str, service: ServiceNeed) -> ReportDetail:
    """Return one report with the canonical text that citations point into."""
    report = service.library.get(report_id)
    return ReportDetail(**summarise_report(report), text=report.text)


@router.delete(
    "/{report_id}", status_code=204, dependencies=[WriteKeyCheck], responses=_WRITE | {404: {"model": ErrorBody}}
)
def delete_report(report_id: str, request: Request, renewal: RenewalNeed) -> None:
    """Take a report that was added out of the library; the built-in one stays."""
    remove_report(Shelf(request.app.state.settings.reports_folder), report_id)
    renewal.renew()


async def _read(request: Request, limit: int) -> bytes:
    """Return the body, refused as soon as it is too large."""
    data = bytearray()
    async for part in request.stream():
        data += part
        if len(data) > limit:
            raise HTTPException(
                413, f"The report is larger than {limit} bytes; send less or raise ASKREPORT_MAX_UPLOAD_BYTES"
            )
    return bytes(data)
