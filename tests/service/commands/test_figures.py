import json

import pytest
from typer.testing import CliRunner

from service.cli import app

runner = CliRunner()


@pytest.fixture(autouse=True)
def own_home(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ASKREPORT_HOME", str(tmp_path))


def run(*arguments):
    return runner.invoke(app, ["figures", *arguments])


def test_the_table_shows_values_and_the_total():
    result = run("财政收入", "--place", "长治", "--year", "2020")
    assert result.exit_code == 0
    assert "166.4" in result.stdout and "Figures 1–1 of 1" in result.stdout


def test_json_is_what_the_http_interface_returns():
    body = json.loads(run("GDP", "--status", "target", "--json").stdout)
    assert body["total"] == len(body["figures"]) and {f["status"] for f in body["figures"]} == {"target"}


def test_csv_prints_every_row():
    lines = run("--csv").stdout.splitlines()
    assert lines[0].startswith("place,indicator,") and len(lines) > 200


def test_years_print_a_series():
    lines = run("地区生产总值", "--place", "长治市", "--years", "2019..2020", "--csv").stdout.splitlines()
    assert [line.split(",")[2:5] for line in lines[1:]] == [["2019", "", ""], ["2020", "1711.6", "亿元"]]
    assert "1711.6亿元" in run("地区生产总值", "--place", "长治市", "--years", "2019..2020").stdout


@pytest.mark.parametrize(
    "arguments",
    [("GDP", "--year", "20"), ("GDP", "--years", "2020..2021"), ("--place", "长治", "--years", "2020"),
     ("GDP", "--place", "晋城市", "--years", "2020")],
)  # fmt: skip
def test_wrong_usage_is_exit_code_two(arguments):
    assert run(*arguments).exit_code == 2
