"""The tools through the SDK's own client: in memory, over stdio and over HTTP."""

import json
import os
import sys
from functools import cache
from typing import Any

import anyio
import pytest

pytest.importorskip("mcp")

from mcp import Client, StdioServerParameters
from mcp.client.stdio import stdio_client

from corpus.library import read_library
from service.answer import Service
from service.assemble import assemble
from service.mcp_server import make_server
from service.schemas import AskRequest
from service.settings import Settings
from tests.front import serve

GDP = "2020年GDP是多少？"


@cache
def make_service() -> Service:
    return assemble(Settings(_env_file=None), list(read_library()))


async def use(client: Client) -> dict[str, Any]:
    async with client:
        listed = await client.list_tools()
        assert {tool.name for tool in listed.tools} == {"ask", "search", "figures", "list_reports"}
        results = {}
        for name, arguments in (
            ("ask", {"question": GDP}),
            ("search", {"query": "能源革命", "k": 2}),
            ("figures", {"query": "GDP", "years": ["2020"], "status": ["achieved"]}),
            ("list_reports", {"words": "长治"}),
        ):
            result = await client.call_tool(name, arguments)
            assert not result.is_error, result
            results[name] = result.structured_content or json.loads(result.content[0].text)
        wrong = await client.call_tool("ask", {"question": ""})
        assert wrong.is_error
        return results


def check(results: dict[str, Any]) -> None:
    expected = make_service().ask(AskRequest(question=GDP))
    assert results["ask"]["answer"] == expected.answer
    assert results["ask"]["citations"] == [citation.model_dump(mode="json") for citation in expected.citations]
    assert len(results["search"]["hits"]) == 2
    assert any(figure["quote"] == "1711.6亿元" for figure in results["figures"]["figures"])
    reports = results["list_reports"]["result"]
    assert [report["id"] for report in reports] == ["changzhi-2021"]


def test_tools_in_memory() -> None:
    check(anyio.run(use, Client(make_server(make_service))))


def test_tools_over_http() -> None:
    with serve(make_server(make_service).streamable_http_app()) as address:
        check(anyio.run(use, Client(f"{address}/mcp")))


def test_tools_over_stdio(tmp_path) -> None:
    parameters = StdioServerParameters(
        command=sys.executable,
        args=["-m", "service.cli", "mcp"],
        env=os.environ | {"ASKREPORT_HOME": str(tmp_path), "PYTHONPATH": os.getcwd()},
    )
    check(anyio.run(use, Client(stdio_client(parameters))))
