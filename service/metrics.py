"""What GET /metrics tells: requests, answers, refusals and where the time goes."""

import time
from collections.abc import Iterator

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from service.events import Event, Finished
from service.schemas import AskResponse

_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60)


class Metrics:
    """The counters of one application."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.requests = Counter(
            "askreport_requests", "Requests by route and status.", ["method", "route", "status"], registry=self.registry
        )
        self.seconds = Histogram(
            "askreport_request_seconds",
            "Seconds until the whole response was sent.",
            ["route"],
            buckets=_SECONDS,
            registry=self.registry,
        )
        self.running = Gauge("askreport_requests_running", "Requests under way.", registry=self.registry)
        self.answers = Counter(
            "askreport_answers",
            "Answers by how they were made, refusals by why.",
            ["mode", "refusal", "language"],
            registry=self.registry,
        )
        self.phases = Histogram(
            "askreport_phase_seconds",
            "Seconds of each step of an answer.",
            ["phase"],
            buckets=_SECONDS,
            registry=self.registry,
        )

    def count(self, events: Iterator[Event]) -> Iterator[Event]:
        """Yield the events and count the answer at their end."""
        for event in events:
            if isinstance(event, Finished):
                self._count_answer(event.response)
            yield event

    def render(self) -> bytes:
        """Return the text that Prometheus reads."""
        return generate_latest(self.registry)

    def _count_answer(self, response: AskResponse) -> None:
        refusal = response.refusal.reason if response.refusal else ""
        self.answers.labels(response.mode, refusal, response.language).inc()
        for phase, milliseconds in response.timings_ms.items():
            self.phases.labels(phase).observe(milliseconds / 1000)


class CountRequests:
    """Counts each request under the route that took it, never under the path a caller made up."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the request through and count it at its end."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began = time.perf_counter()
        status = 500

        async def watch(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        with self._metrics.running.track_inprogress():
            try:
                await self._app(scope, receive, watch)
            finally:
                route = getattr(scope.get("route"), "path", "other")
                self._metrics.requests.labels(scope["method"], route, str(status)).inc()
                self._metrics.seconds.labels(route).observe(time.perf_counter() - began)
