"""GET /reports and GET /reports/{id}."""

from fastapi import APIRouter

from service.routes.needs import ServiceNeed
from service.schemas import ErrorBody, ReportDetail, ReportSummary, summarise_report

router = APIRouter(prefix="/reports", tags=["reports"])


@router.get("")
def list_reports(service: ServiceNeed) -> list[ReportSummary]:
    """Return what is known of each report, without the texts."""
    return [ReportSummary(**summarise_report(report)) for report in service.library]


@router.get("/{report_id}", responses={404: {"model": ErrorBody}})
def get_report(report_id: str, service: ServiceNeed) -> ReportDetail:
    """Return one report with the canonical text that citations point into."""
    report = service.library.get(report_id)
    return ReportDetail(**summarise_report(report), text=report.text)
