"""The built-in report, answered for by the parts as they are shipped; made once, since it takes seconds."""

import pytest

from corpus.library import Library, read_library
from service.answer import Service
from service.assemble import assemble
from service.reading import Reading
from service.settings import Settings


@pytest.fixture(scope="session")
def built_in_library() -> Library:
    return read_library()


@pytest.fixture(scope="session")
def built_in(built_in_library: Library) -> Service:
    return assemble(Settings(_env_file=None), list(built_in_library))


@pytest.fixture(scope="session")
def built_in_reading(built_in: Service) -> Reading:
    return built_in.readings.get("changzhi-2021")
