from importlib.metadata import version

import pytest
from starlette.testclient import TestClient

from service.app import create_app
from service.settings import Settings


@pytest.fixture(scope="module")
def client(built_in):
    with TestClient(create_app(Settings(_env_file=None), lambda settings: built_in)) as client:
        yield client


def test_info_tells_version_encoder_index_and_limits(client, built_in):
    info = client.get("/info").json()
    assert info["version"] == version("askreport")
    assert info["encoder"].startswith("static:")
    assert info["dimension"] == built_in.retriever.encoder.dimension
    assert info["reports"] == 1
    assert info["passages"] == len(built_in.retriever.index.passages) > 50
    assert info["generator"] is None
    assert info["limits"] == {"concurrency": 4, "queue": 64, "body": 262144}


def test_info_tells_no_secret(client):
    assert not {"key", "keys", "generator_key"} & set(client.get("/info").json())
