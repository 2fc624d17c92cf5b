"""A real browser and a real server; without a browser these tests are skipped."""

import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from corpus.library import make_report, read_library
from service.app import create_app
from service.assemble import assemble
from service.settings import Settings
from tests.front import serve

HOSTILE_TEXT = """某某市政府工作报告
（2021年2月1日）
各位代表：
一、2020年工作回顾
<script>window.hacked = 1</script>地区生产总值达到<img src=x onerror="window.hacked = 2">321.5亿元,增长6.1%。
粮食总产量达到15.2亿公斤，𠮷县建成"学校" 12所。
"""


# Not for the session: while it lives, its event loop runs in this thread, and no other can.
@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if path is None:
        pytest.skip("no Chromium is installed")
    with api.sync_playwright() as playwright:
        # A container's root has no sandbox to give.
        started = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    service = assemble(Settings(_env_file=None), list(read_library()))
    with serve(create_app(Settings(_env_file=None), lambda settings: service)) as found:
        yield found


@pytest.fixture(scope="session")
def hostile_address() -> Iterator[str]:
    service = assemble(Settings(_env_file=None), [make_report(HOSTILE_TEXT, "hostile-2021")])
    with serve(create_app(Settings(_env_file=None), lambda settings: service)) as found:
        yield found


@pytest.fixture
def open_page(browser: Any, address: str) -> Iterator[Callable[..., Any]]:
    """Opens pages whose console must stay empty and which must ask nobody else."""
    contexts: list[Any] = []
    faults: list[str] = []

    def open_one(path: str = "/", base: str = address, **options: Any) -> Any:
        context = browser.new_context(**({"locale": "zh-CN", "viewport": {"width": 1280, "height": 860}} | options))
        contexts.append(context)
        context.grant_permissions(["clipboard-read", "clipboard-write"])
        page = context.new_page()
        page.set_default_timeout(20_000)
        page.on(
            "console", lambda message: faults.append(message.text) if message.type in ("error", "warning") else None
        )
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on(
            "request",
            lambda request: None if request.url.startswith((base, "blob:")) else faults.append(f"asked {request.url}"),
        )
        page.goto(base + path)
        return page

    yield open_one
    for context in contexts:
        context.close()
    assert faults == []
