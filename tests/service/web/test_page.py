import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest
from pydantic import SecretStr

from service.app import create_app
from service.settings import Settings
from tests.front import QUOTE, CannedService, make_response, serve
from tests.service.web.conftest import HOSTILE_TEXT

WEB = Path(__file__).parents[3] / "service" / "web"
GDP = "2020年GDP是多少？"
Open = Callable[..., Any]


def ask(page: Any, question: str, turn: int = 1) -> Any:
    page.fill("#question", question)
    page.keyboard.press("Enter")
    node = page.locator(f".turn:nth-child({turn})")
    node.locator(".actions, .note").first.wait_for()
    return node


def post(address: str, **body: Any) -> dict[str, Any]:
    answer: dict[str, Any] = httpx.post(f"{address}/ask", json=body, timeout=60).json()
    return answer


def test_the_page_is_light() -> None:
    assert sum(path.stat().st_size for path in WEB.iterdir() if path.is_file()) < 150_000


def test_both_languages_have_the_same_words() -> None:
    text = (WEB / "words.js").read_text("utf-8")
    chinese, english = re.findall(r"^  (?:zh|en): \{$(.*?)^  \},$", text, re.MULTILINE | re.DOTALL)
    rows = [dict(re.findall(r'^    (\w+): "(.*)",$', part, re.MULTILINE)) for part in (chinese, english)]
    assert rows[0].keys() == rows[1].keys() != set()
    for key in rows[0]:
        assert set(re.findall(r"\{(\w+)\}", rows[0][key])) == set(re.findall(r"\{(\w+)\}", rows[1][key])), key


def test_an_answer_streams_in_and_is_the_answer_of_the_interface(open_page: Open, address: str) -> None:
    page = open_page()
    turn = ask(page, GDP)
    expected = post(address, question=GDP)
    shown = turn.locator(".text").inner_text()
    marks = re.sub(r"\[(\d+)\]", r"\1", expected["answer"])
    assert re.sub(r"\s", "", shown) == re.sub(r"\s", "", marks)
    quotes = turn.locator(".said").all_inner_texts()
    assert quotes == [citation["quote"] for citation in expected["citations"]]


def test_a_citation_opens_the_report_at_its_quote_to_the_character(open_page: Open, address: str) -> None:
    page = open_page()
    turn = ask(page, GDP)
    citation = post(address, question=GDP)["citations"][0]
    turn.locator(".chip").first.click()
    page.wait_for_selector("#reader mark.own")
    assert "".join(page.locator("#reader mark.own").all_text_contents()) == citation["quote"]
    assert page.locator(".check:not(.wrong)").count() == 1
    assert citation["section"][0] in page.locator(".path").inner_text()
    box = page.locator("#reader mark.own").first.bounding_box()
    assert box and 0 < box["y"] < 860
    page.keyboard.press("Escape")
    assert page.locator("#reader").is_hidden()
    assert page.evaluate("document.activeElement.className").startswith("chip")


def test_a_follow_up_carries_what_was_said(open_page: Open) -> None:
    page = open_page()
    ask(page, GDP)
    with page.expect_request("**/ask") as caught:
        ask(page, "一般公共预算收入呢？", turn=2)
    body = json.loads(caught.value.post_data)
    assert [turn["role"] for turn in body["history"]] == ["user", "assistant"]
    assert body["history"][0]["content"] == GDP


def test_a_refusal_is_shown_as_one(open_page: Open, address: str) -> None:
    page = open_page()
    turn = ask(page, "你好")
    expected = post(address, question="你好")
    assert not expected["answered"]
    assert turn.locator(".refusal .message").inner_text() == expected["refusal"]["message"]
    assert turn.locator(".chip").count() == 0


def test_examples_can_be_asked(open_page: Open) -> None:
    page = open_page()
    page.locator(".example").first.click()
    page.locator(".turn .actions").wait_for()
    assert page.locator(".turn.is-answered").count() == 1


def test_dark_and_light(open_page: Open) -> None:
    page = open_page(color_scheme="dark")
    background = "getComputedStyle(document.documentElement).backgroundColor"
    dark = page.evaluate(background)
    page.click("#theme")
    light = page.evaluate(background)
    assert sum(map(int, re.findall(r"\d+", dark)[:3])) < 150 < 600 < sum(map(int, re.findall(r"\d+", light)[:3]))
    page.reload()
    assert page.evaluate(background) == light


def test_chinese_and_english(open_page: Open) -> None:
    page = open_page(locale="en-US")
    assert page.locator("h1").first.inner_text() == "Ask the report, see the proof"
    page.click("#language")
    assert page.locator("h1").first.inner_text() == "问报告，看原文"
    assert page.evaluate("document.documentElement.lang") == "zh-CN"


@pytest.mark.parametrize("width", [320, 390, 768])
def test_narrow_screens_never_scroll_sideways(open_page: Open, width: int) -> None:
    page = open_page(viewport={"width": width, "height": 700})
    turn = ask(page, GDP)
    fits = "document.documentElement.scrollWidth <= innerWidth"
    assert page.evaluate(fits)
    turn.locator(".chip").first.click()
    page.wait_for_selector("#reader mark.own")
    assert page.evaluate(fits)
    assert page.evaluate("document.getElementById('main').inert")
    page.locator("#reader .close").click()
    assert not page.evaluate("document.getElementById('main').inert")


def test_everything_is_reached_by_keyboard(open_page: Open) -> None:
    page = open_page()
    page.keyboard.press("Tab")
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("/")
    page.keyboard.type(GDP)
    page.keyboard.press("Enter")
    page.locator(".turn .actions").wait_for()
    page.locator(".chip").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("#reader mark.own")
    assert page.evaluate("document.activeElement.id") == "reader-title"


def test_a_shared_question_asks_itself_and_a_shared_quote_opens_itself(open_page: Open, address: str) -> None:
    page = open_page()
    turn = ask(page, GDP)
    assert "q=" in page.url
    turn.locator(".actions button").nth(1).click()
    shared = page.evaluate("navigator.clipboard.readText()")
    again = open_page(shared.removeprefix(address))
    again.locator(".turn .actions").wait_for()
    citation = post(address, question=GDP)["citations"][0]
    quote = open_page(f"/?report={citation['report_id']}&start={citation['start']}&end={citation['end']}")
    quote.wait_for_selector("#reader mark.own")
    assert "".join(quote.locator("#reader mark.own").all_text_contents()) == citation["quote"]


def test_a_copied_answer_has_its_quotes(open_page: Open, address: str) -> None:
    page = open_page()
    ask(page, GDP).locator(".actions button").first.click()
    copied = page.evaluate("navigator.clipboard.readText()")
    expected = post(address, question=GDP)
    assert expected["answer"] in copied
    assert expected["citations"][0]["quote"] in copied.split(expected["answer"])[1]


def test_the_library_lists_filters_and_opens(open_page: Open, address: str) -> None:
    page = open_page()
    page.click("#tab-library")
    page.wait_for_selector(".report")
    page.fill("#filter", "没有这份报告")
    assert page.locator(".report").count() == 0
    page.fill("#filter", "长治 2021")
    assert page.locator(".report").count() == 1
    page.locator(".report .plain").first.click()
    page.wait_for_selector("#reader .paper p")
    page.locator("#reader .close").click()
    page.locator(".report .plain").nth(1).click()
    with page.expect_request("**/ask") as caught:
        ask(page, GDP)
    assert json.loads(caught.value.post_data)["scope"]["reports"] == ["changzhi-2021"]


@pytest.mark.parametrize(
    "question", ["2020年地区生产总值是多少？", '<img src=x onerror="window.hacked=3">粮食总产量是多少？']
)
def test_markup_in_question_and_report_stays_text(open_page: Open, hostile_address: str, question: str) -> None:
    page = open_page(base=hostile_address)
    turn = ask(page, question)
    assert turn.locator(".asked").inner_text() == question
    turn.locator(".quote").first.click()
    page.wait_for_selector("#reader .paper p")
    assert "<script>window.hacked = 1</script>" in page.locator("#reader .paper").inner_text()
    assert page.locator(".turn img, .turn script, #reader img, #reader script").count() == 0
    assert page.evaluate("window.hacked") is None


def test_characters_outside_the_basic_plane_do_not_shift_the_quote(open_page: Open, hostile_address: str) -> None:
    text = httpx.get(f"{hostile_address}/reports/hostile-2021").json()["text"]
    start = text.index("建成")
    page = open_page(f"/?report=hostile-2021&start={start}&end={start + 4}", base=hostile_address)
    page.wait_for_selector("#reader mark.own")
    assert page.locator("#reader mark.own").text_content() == text[start : start + 4]


FIGURES = [
    {"indicator": "地区生产总值", "value": value, "unit": "亿元", "period": period, "status": status}
    | {"place": "长治市", "citation": 1}
    for value, period, status in ((1195.1, "2015", "base"), (1711.6, "2020", "achieved"), (2800, "2025", "target"))
]  # fmt: skip


def test_figures_become_a_chart_whose_points_open_quotes_and_a_table_to_download(browser: Any) -> None:
    service = CannedService(figures=FIGURES, answer="1195.1亿元[1]\n1711.6亿元[1]\n2800亿元[1]")
    with serve(create_app(Settings(_env_file=None), lambda settings: service)) as found:  # type: ignore[arg-type,return-value]
        page = browser.new_page()
        page.goto(f"{found}/?q=x")
        page.wait_for_selector(".turn .actions")
        assert page.locator(".chart .point").count() == 3
        assert page.locator(".chart .point").nth(1).get_attribute("aria-label").startswith("2020 1,711.6")
        page.locator(".data summary").click()
        with page.expect_download() as caught:
            page.locator(".data button.plain").click()
        rows = Path(caught.value.path()).read_text("utf-8-sig").splitlines()
        assert rows[0] == "indicator,place,period,value,unit,status,quote,report,start,end"
        assert rows[2] == f"地区生产总值,长治市,2020,1711.6,亿元,achieved,{QUOTE},changzhi-2021,100,{100 + len(QUOTE)}"
        page.close()


def test_what_goes_wrong_is_said_and_can_be_tried_again(browser: Any) -> None:
    from corpus.errors import OverloadedError

    service = CannedService(error=OverloadedError("Too many questions."))
    with serve(create_app(Settings(_env_file=None), lambda settings: service)) as found:  # type: ignore[arg-type,return-value]
        page = browser.new_page(locale="en-US")
        page.goto(f"{found}/?q=x")
        page.wait_for_selector(".failed")
        assert "Too many questions." in page.locator(".failed").inner_text()
        service._error = None
        page.locator(".failed button").click()
        page.wait_for_selector(".turn .actions")
        assert make_response().citations[0].quote in page.locator(".said").inner_text()
        page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_serious_fault(open_page: Open, scheme: str) -> None:
    axe_module = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed")
    axe = axe_module.Axe()

    def check(page: Any, state: str) -> None:
        found = axe.run(page).response["violations"]
        serious = [
            (rule["id"], [node["target"] for node in rule["nodes"]])
            for rule in found
            if rule["impact"] in ("serious", "critical")
        ]
        assert serious == [], state

    page = open_page(color_scheme=scheme)
    page.wait_for_selector(".example")
    check(page, "empty")
    turn = ask(page, GDP)
    turn.locator(".why summary").click()
    turn.locator(".quote").first.click()
    page.wait_for_selector("#reader mark.own")
    check(page, "reading")
    ask(page, "你好", turn=2)
    check(page, "refusal")
    page.click("#tab-library")
    page.wait_for_selector(".report")
    check(page, "library")
    page.click("#tab-figures")
    page.wait_for_selector("#figure-table tbody tr")
    check(page, "figures")


def test_figures_are_found_and_open_their_quotes(open_page: Open, address: str) -> None:
    page = open_page()
    page.click("#tab-figures")
    page.wait_for_selector("#figure-table tbody tr")
    page.fill("#figure-query", "GDP")
    page.fill("#figure-years", "2020")
    page.keyboard.press("Enter")
    expected = httpx.get(f"{address}/figures", params={"q": "GDP", "year": "2020", "page_size": 200}).json()["figures"]
    rows = "count => document.querySelectorAll('#figure-table tbody tr').length === count"
    page.wait_for_function(rows, arg=len(expected))
    assert page.locator("td.amount").all_inner_texts() == [figure["quote"] for figure in expected]
    page.locator("#figure-table button").first.click()
    page.wait_for_selector("#reader mark.own")
    assert "".join(page.locator("#reader mark.own").all_text_contents()) == expected[0]["citation"]["quote"]
    with page.expect_download() as caught:
        page.click("#figure-csv")
    assert len(Path(caught.value.path()).read_text("utf-8-sig").splitlines()) == len(expected) + 1


def test_a_service_with_keys_asks_for_one(browser: Any) -> None:
    app = create_app(Settings(_env_file=None, keys=[SecretStr("open sesame")]), lambda settings: CannedService())  # type: ignore
    with serve(app) as found:
        page = browser.new_page()
        page.goto(f"{found}/?q=x")
        page.fill(".key input", "open sesame")
        page.keyboard.press("Enter")
        page.wait_for_selector(".turn .actions")
        page.close()


def test_a_report_is_added_asked_about_and_removed(browser: Any, tmp_path: Path) -> None:
    settings = Settings(_env_file=None, home=tmp_path / "home", write_key=SecretStr("open sesame"))
    report = tmp_path / "某某市2022年政府工作报告.txt"
    text = HOSTILE_TEXT.replace("2021", "2022") + "我们坚持稳中求进，全力推进各项工作，办成了一批好事实事。\n" * 20
    report.write_text(text, "utf-8")
    with serve(create_app(settings)) as found:
        page = browser.new_page(locale="zh-CN")
        page.set_default_timeout(60_000)
        page.goto(found)
        page.click("#tab-library")
        page.wait_for_selector(".report")
        page.locator("#manage summary").click()
        page.set_input_files("#upload", report)
        page.locator("#uploads li").get_by_text("没能加入").wait_for()
        page.fill("#write-key", "open sesame")
        page.set_input_files("#upload", report)
        page.wait_for_function("() => document.querySelectorAll('.report').length === 2")
        added = page.locator(".report").filter(has_text="某某市")
        added.get_by_role("button", name="移除").click()
        added.get_by_role("button", name="确定移除？").click()
        page.wait_for_function("() => document.querySelectorAll('.report').length === 1")
        page.close()
