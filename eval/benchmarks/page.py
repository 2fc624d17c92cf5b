"""How long a reader waits for the page, and for its answer, in a real browser over loopback."""

import shutil
import time
from typing import Annotated, Any

import typer

from eval.benchmarks.http import HOST, run_server
from eval.benchmarks.timing import JsonFile, quantile, save_numbers, show_table
from eval.subjects import hash_settings
from service.settings import read_settings

QUESTION = "2020年地区生产总值是多少？"
_BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def measure_page(browser: Any, address: str) -> tuple[float, float]:
    """Return the milliseconds until a new page has loaded, and from asking until the whole answer stands."""
    context = browser.new_context(locale="zh-CN")
    page = context.new_page()
    started = time.perf_counter()
    page.goto(address, wait_until="load")
    loaded = time.perf_counter()
    page.fill("#question", QUESTION)
    asked = time.perf_counter()
    page.keyboard.press("Enter")
    page.locator(".turn .actions").first.wait_for()
    answered = time.perf_counter()
    context.close()
    return (loaded - started) * 1000, (answered - asked) * 1000


def main(
    turns: Annotated[int, typer.Option(min=1, help="Pages opened.")] = 15,
    json: JsonFile = None,
) -> None:
    """Measure the page's loading and its answer; the first turn warms up and is left out."""
    path = next((found for name in _BROWSERS if (found := shutil.which(name))), None)
    if path is None:
        raise typer.BadParameter("no Chromium is installed: apt install chromium")
    from playwright.sync_api import sync_playwright

    with run_server() as port, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        times = [measure_page(browser, f"http://{HOST}:{port}/") for _ in range(turns + 1)][1:]
        browser.close()
    rows = []
    numbers: dict[str, float] = {"turns": turns}
    for name, values in zip(("load", "answer"), zip(*times, strict=True), strict=True):
        numbers |= {f"{name}_p50_ms": quantile(list(values), 0.5), f"{name}_p95_ms": quantile(list(values), 0.95)}
        rows.append((name, f"{numbers[f'{name}_p50_ms']:.0f}", f"{numbers[f'{name}_p95_ms']:.0f}"))
    show_table("The page in a browser", ("", "p50 ms", "p95 ms"), rows)
    save_numbers(json, "page", numbers, hash_settings(read_settings()))


if __name__ == "__main__":
    typer.run(main)
