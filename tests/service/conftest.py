"""The parts as they are shipped, over the built-in report and one written for tests; made once: it takes seconds."""

import pytest

from corpus.library import Library, read_library
from service.answer import Service
from service.assemble import assemble
from service.reading.reading import Reading
from service.settings import Settings
from tests.service.small_report import REPORT


@pytest.fixture(scope="session")
def built_in_library() -> Library:
    return read_library()


@pytest.fixture(scope="session")
def built_in(built_in_library: Library) -> Service:
    return assemble(Settings(_env_file=None), list(built_in_library))


@pytest.fixture(scope="session")
def built_in_reading(built_in: Service) -> Reading:
    return built_in.readings.get("changzhi-2021")


@pytest.fixture(scope="session")
def small() -> Service:
    """The parts as they are shipped, over the report written for tests."""
    return assemble(Settings(_env_file=None), [REPORT])


@pytest.fixture(scope="session")
def small_reading(small: Service) -> Reading:
    return small.readings.get(REPORT.id)
