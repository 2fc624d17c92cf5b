"""POST /ask and POST /search."""

from fastapi import APIRouter

from service.routes.needs import LimitNeed, ServiceNeed
from service.schemas import AskRequest, AskResponse, ErrorBody, SearchRequest, SearchResponse

router = APIRouter(
    tags=["questions"],
    responses={status: {"model": ErrorBody} for status in (413, 422, 429, 503)},
)


@router.post("/ask")
def ask(request: AskRequest, service: ServiceNeed, limit: LimitNeed) -> AskResponse:
    """Answer a question, with a verified citation for everything the answer says, or refuse and say why."""
    with limit.hold():
        return service.ask(request)


@router.post("/search")
def search(request: SearchRequest, service: ServiceNeed, limit: LimitNeed) -> SearchResponse:
    """Return the passages nearest to a query, best first."""
    with limit.hold():
        return service.search_passages(request)
