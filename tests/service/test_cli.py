import json
import os
import re
import subprocess
import sys

import pytest
import typer
import uvicorn

from corpus.errors import GenerationError
from service import cli
from service.schemas import AskRequest, AskResponse, SearchResponse
from service.settings import PREFIX, Settings

QUESTION = "2020年GDP是多少？"
UNANSWERED = "太原市2020年GDP是多少？"


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """A data folder that the first command that needs an index fills."""
    return tmp_path_factory.mktemp("home")


@pytest.fixture(autouse=True)
def environment(home, tmp_path, monkeypatch):
    for name in [key for key in os.environ if key.startswith(PREFIX)]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("ASKREPORT_HOME", str(home))
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def run(monkeypatch, capfd):
    """Run a command in this process; gives exit code, standard output and standard error."""

    def run(*arguments):
        monkeypatch.setattr(sys, "argv", ["askreport", *arguments])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        out, err = capfd.readouterr()
        return ended.value.code or 0, out, err

    return run


@pytest.fixture
def loaded(built_in, monkeypatch):
    """Spares each command the seconds that loading takes."""
    monkeypatch.setattr(cli, "_load", lambda once=False: built_in)


def start(*arguments, home, code=None):
    """Run a command in a process of its own."""
    command = [sys.executable, "-c", code, *arguments] if code else [sys.executable, "-m", "service.cli", *arguments]
    environment = {key: value for key, value in os.environ.items() if not key.startswith(PREFIX)}
    environment |= {"ASKREPORT_HOME": str(home), "PYTHONPATH": os.fspath(cli.__file__).removesuffix("/service/cli.py")}
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", env=environment, timeout=120)


LIST_MODULES = """
import json, sys
from service import cli
try: cli.main()
finally: print(json.dumps(sorted(sys.modules)), file=sys.stderr)
"""
HEAVY = {"torch", "transformers", "sentence_transformers", "fastapi", "uvicorn", "eval", "matplotlib", "numba"}
LIGHT = {"scipy", "bm25s", "structlog", "filelock", "snowballstemmer"}


def test_the_first_ask_builds_the_index_by_itself_and_imports_no_torch(tmp_path):
    home = tmp_path / "fresh" / "home"
    ended = start("ask", QUESTION, home=home, code=LIST_MODULES)
    assert ended.returncode == 0
    assert "1711.6亿元" in ended.stdout
    assert (home / "index" / "CURRENT").is_file()
    imported = {name.split(".")[0] for name in json.loads(ended.stderr.strip().splitlines()[-1])}
    assert "tokenizers" in imported
    assert not imported & HEAVY


def test_an_ask_with_a_built_index_imports_only_what_it_uses(home):
    answers = [start("ask", QUESTION, home=home, code=LIST_MODULES) for _ in range(2)]
    assert answers[0].stdout == answers[1].stdout
    imported = set(json.loads(answers[1].stderr.strip().splitlines()[-1]))
    assert not {name.split(".")[0] for name in imported} & {*HEAVY, *LIGHT}
    # What only a new report, a conversation, several reports or a language model needs.
    unused = "numpy.ma corpus.outline corpus.metadata corpus.figures.extraction corpus.intake"
    unused += (
        " service.dialogue.dialogue service.figures.compare service.figures.answer service.generate.writer service.app"
    )
    assert not imported & set(unused.split())


def test_an_answer_exits_with_0_and_shows_answer_place_and_quote(run, loaded):
    code, out, _ = run("ask", QUESTION)
    assert code == 0
    assert "1711.6亿元" in out.splitlines()[0]
    assert "长治市 2021 › 一、" in out
    assert "地区生产总值由2015年的1195.1亿元增加到2020年的1711.6亿元" in out


def test_a_refusal_exits_with_3_and_says_what_is_missing(run, loaded):
    code, out, _ = run("ask", UNANSWERED)
    assert code == 3
    assert out.strip()
    assert "Traceback" not in out


def test_json_is_exactly_the_answer_object(run, loaded):
    code, out, _ = run("ask", QUESTION, "--json")
    assert code == 0
    answer = AskResponse.model_validate_json(out)
    assert out == answer.model_dump_json(indent=2) + "\n"
    assert set(json.loads(out)) == set(AskResponse.model_fields)


def test_json_of_a_refusal_is_the_answer_object_too(run, loaded):
    code, out, _ = run("ask", UNANSWERED, "--json")
    assert code == 3
    answer = AskResponse.model_validate_json(out)
    assert not answer.answered
    assert answer.answer == answer.refusal.message


def test_an_english_question_is_answered_in_english(run, loaded):
    code, out, _ = run("ask", "What was the GDP in 2020?")
    assert code == 0
    assert "171.16 billion yuan" in out


@pytest.mark.parametrize(
    "arguments",
    [
        ["ask", ""],
        ["ask", "   "],
        ["ask", "长" * 2001],
        ["ask"],
        ["ask", QUESTION, "--no-such-option"],
        ["ask", QUESTION, "--year", "last"],
        ["ask", QUESTION, "--year", "99999"],
        ["ask", QUESTION, "--mode", "magic"],
        ["no-such-command"],
        ["search", "乡村", "-k", "0"],
        ["search", "乡村", "--leg", "sparse"],
        ["serve", "--port", "0"],
        ["index"],
        ["index", "no-such-command"],
        ["reports", "show"],
    ],
)
def test_wrong_usage_exits_with_2(run, arguments):
    assert run(*arguments)[0] == 2


def test_a_scope_without_reports_is_refused(run, loaded):
    assert run("ask", QUESTION, "--place", "太原", "--json")[0] == 3
    assert run("ask", QUESTION, "--year", "1999")[0] == 3
    assert run("ask", QUESTION, "--place", "长治", "--year", "2021")[0] == 0


def test_an_error_of_ours_exits_with_1_and_one_line(run, monkeypatch):
    def fail(request):
        raise GenerationError("the model said nothing")

    monkeypatch.setattr(cli, "_load", lambda once=False: type("Broken", (), {"ask": staticmethod(fail)}))
    code, out, err = run("ask", QUESTION)
    assert code == 1
    assert out == ""
    assert err.strip() == "askreport: the model said nothing"


def test_a_home_that_cannot_be_written_is_told_with_what_to_do(run, tmp_path, monkeypatch):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("ASKREPORT_HOME", str(tmp_path / "file"))
    code, _, err = run("ask", QUESTION)
    assert code == 1
    assert "ASKREPORT_HOME" in err
    assert "Traceback" not in err


def test_a_wrong_setting_exits_with_2_and_its_name(run, monkeypatch):
    monkeypatch.setenv("ASKREPORT_PORT", "none")
    code, _, err = run("ask", QUESTION)
    assert code == 2
    assert "ASKREPORT_PORT" in err
    monkeypatch.delenv("ASKREPORT_PORT")
    monkeypatch.setenv("ASKREPORT_PROT", "8000")
    code, _, err = run("settings")
    assert code == 2
    assert "ASKREPORT_PROT" in err


def test_search_shows_passages_with_scores(run, loaded):
    code, out, _ = run("search", "乡村振兴", "-k", "2")
    assert code == 0
    assert "1. 长治市 2021" in out
    assert "2. 长治市 2021" in out
    assert "3. " not in out
    assert re.search(r"dense \d\.\d+, lexical", out)


def test_search_json_is_what_http_returns(run, loaded):
    code, out, _ = run("search", "乡村振兴", "-k", "2", "--leg", "lexical", "--json")
    assert code == 0
    assert len(SearchResponse.model_validate_json(out).hits) == 2


def test_an_index_is_built_shown_and_verified(run, home):
    code, out, _ = run("index", "build")
    assert code == 0
    assert re.match(r"\d+ passages indexed in ", out)
    code, out, _ = run("index", "info")
    assert code == 0
    assert "static:askreport-static" in out
    code, out, _ = run("index", "info", "--json")
    assert list(json.loads(out)["recipe"]["reports"]) == ["changzhi-2021"]
    code, out, _ = run("index", "verify")
    assert code == 0
    assert "files are as they were built" in out


def test_a_damaged_index_is_told_with_the_command_that_mends_it(run, tmp_path, monkeypatch):
    monkeypatch.setenv("ASKREPORT_HOME", str(tmp_path / "home"))
    assert run("index", "verify")[0] == 1
    assert run("index", "build")[0] == 0
    path = next((tmp_path / "home" / "index").glob("build-*/*/vectors.faiss"))
    data = bytearray(path.read_bytes())
    data[-1] ^= 1
    path.write_bytes(data)
    code, _, err = run("index", "verify")
    assert code == 1
    assert "vectors.faiss" in err
    assert "askreport index build" in err
    assert run("index", "build")[0] == 0
    assert run("index", "verify")[0] == 0


def test_no_index_is_told_with_the_command_that_makes_one(run, tmp_path, monkeypatch):
    monkeypatch.setenv("ASKREPORT_HOME", str(tmp_path / "none"))
    code, _, err = run("index", "info")
    assert code == 1
    assert "askreport index build" in err


def test_reports_are_listed(run):
    code, out, _ = run("reports", "list")
    assert code == 0
    assert "changzhi-2021" in out
    assert "长治市" in out
    code, out, _ = run("reports", "list", "--json")
    assert [report["id"] for report in json.loads(out)] == ["changzhi-2021"]


def test_a_report_is_shown_as_outline_and_as_text(run, built_in_library):
    code, out, _ = run("reports", "show", "changzhi-2021")
    assert code == 0
    assert "一、“十三五”时期工作回顾" in out
    code, out, _ = run("reports", "show", "changzhi-2021", "--text")
    assert out == built_in_library.get("changzhi-2021").text + "\n"


def test_an_unknown_report_is_told_with_those_there_are(run):
    code, _, err = run("reports", "show", "nowhere-1999")
    assert code == 1
    assert "nowhere-1999" in err
    assert "changzhi-2021" in err


def test_settings_show_every_variable_its_value_and_meaning(run, home):
    code, out, _ = run("settings")
    assert code == 0
    for name in Settings.model_fields:
        assert PREFIX + name.upper() in out
    assert str(home)[:20] in out


def test_settings_never_show_a_key(run, monkeypatch):
    monkeypatch.setenv("ASKREPORT_GENERATOR_KEY", "hunter2")
    monkeypatch.setenv("ASKREPORT_KEYS", '["hunter3"]')
    for arguments in (["settings"], ["settings", "--json"]):
        code, out, _ = run(*arguments)
        assert code == 0
        assert "hunter" not in out


def test_serve_listens_where_it_is_told(run, monkeypatch):
    called = []
    monkeypatch.setattr(uvicorn, "run", lambda app, **options: called.append(options))
    monkeypatch.setenv("ASKREPORT_PORT", "8123")
    assert run("serve")[0] == 0
    assert run("serve", "--host", "0.0.0.0", "--port", "9000")[0] == 0
    assert [(options["host"], options["port"]) for options in called] == [("127.0.0.1", 8123), ("0.0.0.0", 9000)]


def test_the_version_is_shown(run):
    code, out, _ = run("version")
    assert code == 0
    assert re.fullmatch(r"\d+\.\d+\.\d+\S*\n", out)


def commands(group=None):
    found = typer.main.get_command(cli.app) if group is None else group
    for name, command in found.commands.items():
        yield [name]
        if hasattr(command, "commands"):
            yield from ([name, *rest] for rest in commands(command))


@pytest.mark.parametrize("arguments", list(commands()), ids=" ".join)
def test_every_command_says_what_it_does(run, arguments):
    code, out, _ = run(*arguments, "--help")
    assert code == 0
    assert re.search(r"Usage: .*askreport", out)
    help_line = next(line for line in out.splitlines()[2:] if line.strip())
    assert len(help_line.split()) > 2


def test_help_names_every_command_and_the_exit_codes(run):
    code, out, _ = run("--help")
    assert code == 0
    for name in ("ask", "search", "serve", "settings", "index", "reports", "eval", "version"):
        assert re.search(rf"\b{name}\b", out)
    assert "3 refused" in out


def test_the_terminal_gives_the_answer_that_ask_gives(run, built_in):
    expected = built_in.ask(AskRequest(question=QUESTION))
    told = AskResponse.model_validate_json(run("ask", QUESTION, "--json")[1])
    assert told.answer == expected.answer
    assert told.citations == expected.citations
