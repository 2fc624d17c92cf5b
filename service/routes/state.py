"""GET /healthz, /readyz, /metrics and /info: is the process there, can it answer, what is it made of."""

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response
from prometheus_client import CONTENT_TYPE_LATEST

from service.http_errors import error_response, request_id
from service.routes.keys import KeyCheck
from service.routes.needs import ServiceNeed
from service.schemas import ErrorBody

router = APIRouter(tags=["state"])


@router.get("/healthz")
def get_health() -> dict[str, str]:
    """Answer as long as the process lives."""
    return {"status": "ok"}


@router.get("/readyz", responses={503: {"model": ErrorBody}}, response_model=dict[str, str])
def get_readiness(request: Request) -> JSONResponse:
    """Answer 200 once questions can be answered, 503 before."""
    if getattr(request.app.state, "service", None) is None:
        return error_response(request_id(request), 503, "not_ready", "The index is being loaded. Try again shortly.")
    return JSONResponse({"status": "ready"})


@router.get("/metrics", include_in_schema=False)
def get_metrics(request: Request) -> Response:
    """Return the counters as Prometheus reads them."""
    return Response(request.app.state.metrics.render(), media_type=CONTENT_TYPE_LATEST)


@router.get("/info", dependencies=[KeyCheck])
def get_info(service: ServiceNeed) -> dict[str, Any]:
    """Return version, encoder, index and limits."""
    return service.describe()
