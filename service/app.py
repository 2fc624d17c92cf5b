"""The HTTP application."""

import logging
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from importlib.metadata import version

import anyio.to_thread
import structlog
from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware

from service.answer import Service
from service.assemble import assemble
from service.http_errors import add_error_handlers
from service.metrics import CountRequests, Metrics
from service.middleware import RequestGuard
from service.renewal import Renewal
from service.routes import ask, chat, figures, page, reports, state
from service.routes.keys import KeyCheck
from service.routes.needs import Limit
from service.routes.page import add_page
from service.settings import Settings

_DESCRIPTION = """Answers questions about Chinese government work reports (政府工作报告) and proves every answer:
each citation is a verified span of the report, `text[start:end] == quote`."""


def create_app(settings: Settings, make_service: Callable[[Settings], Service] = assemble) -> FastAPI:
    """Return the application; the service is made when it starts, and `/readyz` tells when it can answer."""
    configure_logging(settings.log_level)

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        app.state.service = await anyio.to_thread.run_sync(_make_ready, make_service, settings)
        app.state.renewal = Renewal(app.state, settings)
        async with anyio.create_task_group() as tasks:
            tasks.start_soon(app.state.renewal.watch)
            yield
            tasks.cancel_scope.cancel()

    app = FastAPI(title="askreport", version=version("askreport"), description=_DESCRIPTION, lifespan=lifespan)
    app.state.settings = settings
    app.state.limit = Limit(settings.concurrency, settings.queue)
    app.state.metrics = Metrics()
    app.add_middleware(RequestGuard, max_body_bytes=settings.max_body_bytes)
    app.add_middleware(CountRequests, metrics=app.state.metrics)
    if settings.cors_origins:
        app.add_middleware(
            CORSMiddleware,
            allow_origins=settings.cors_origins,
            allow_methods=["GET", "POST"],
            allow_headers=["Authorization", "Content-Type"],
            expose_headers=["X-Request-Id", "Retry-After"],
        )
    add_error_handlers(app)
    for module in (ask, chat, figures, reports, page):
        app.include_router(module.router, dependencies=[KeyCheck])
    app.include_router(state.router)
    add_page(app)
    return app


def _make_ready(make_service: Callable[[Settings], Service], settings: Settings) -> Service:
    """Return the service with its language model, where it has one, loaded: the first question waits for nothing."""
    service = make_service(settings)
    writer = getattr(service, "writer", None)
    if writer is not None:
        writer.generator.load()
    return service


def configure_logging(level: str) -> None:
    """Send log lines of at least this level as JSON to standard error."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[level.upper()]),
        # Looked up for each line: whoever runs us may have put another stream in its place since.
        logger_factory=lambda *_: structlog.WriteLogger(sys.stderr),
    )
