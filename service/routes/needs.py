"""What routes ask for in their signatures."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

from fastapi import Depends, Request

from corpus.errors import OverloadedError, StoreUnavailableError
from service.answer import Service
from service.examples import Examples
from service.metrics import Metrics
from service.renewal import Renewal


class Limit:
    """At most `concurrency` questions at a time and `queue` waiting; more are turned away at once."""

    def __init__(self, concurrency: int, queue: int) -> None:
        self._places = threading.BoundedSemaphore(concurrency + queue)
        self._turns = threading.BoundedSemaphore(concurrency)
        self._size = concurrency + queue

    @contextmanager
    def hold(self) -> Iterator[None]:
        """Hold a turn while the block runs.

        Raises:
            OverloadedError: everybody's turn is taken and the queue is full.
        """
        if not self._places.acquire(blocking=False):
            raise OverloadedError(f"{self._size} questions are already being answered or waiting. Try again shortly.")
        try:
            with self._turns:
                yield
        finally:
            self._places.release()


def find_service(request: Request) -> Service:
    """Return the loaded service.

    Raises:
        StoreUnavailableError: it is still loading.
    """
    service: Service | None = getattr(request.app.state, "service", None)
    if service is None:
        raise StoreUnavailableError("The index is being loaded. Try again shortly.")
    return service


def find_limit(request: Request) -> Limit:
    """Return the limit that all questions share."""
    limit: Limit = request.app.state.limit
    return limit


def find_metrics(request: Request) -> Metrics:
    """Return the counters of the application."""
    metrics: Metrics = request.app.state.metrics
    return metrics


def find_renewal(request: Request) -> Renewal:
    """Return what puts a changed library in use.

    Raises:
        StoreUnavailableError: the service is still loading.
    """
    find_service(request)
    renewal: Renewal = request.app.state.renewal
    return renewal


RenewalNeed = Annotated[Renewal, Depends(find_renewal)]
ServiceNeed = Annotated[Service, Depends(find_service)]
LimitNeed = Annotated[Limit, Depends(find_limit)]
MetricsNeed = Annotated[Metrics, Depends(find_metrics)]


def find_examples(request: Request, service: ServiceNeed) -> Examples:
    """Return the questions to offer; made once for a service and kept until another takes its place."""
    kept: tuple[Service, Examples] | None = getattr(request.app.state, "examples", None)
    if kept is None or kept[0] is not service:
        kept = request.app.state.examples = service, Examples(service)
    return kept[1]


ExamplesNeed = Annotated[Examples, Depends(find_examples)]
