from collections.abc import Iterator

import pytest
from pydantic import SecretStr
from typer.testing import CliRunner

from corpus.errors import AskReportError, GenerationError, OverloadedError, StoreUnavailableError
from service.app import create_app
from service.cli import app as cli
from service.commands.terminal import ask_batch, chat
from service.events import Event, Finished, Found, finish
from service.remote import RemoteService
from service.schemas import AskRequest, AskResponse, Turn
from service.settings import Settings
from tests.front import CannedService, make_response, serve

REQUEST = AskRequest(question="2020年GDP是多少？")


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    app = create_app(Settings(_env_file=None, keys=[SecretStr("key")]), lambda settings: CannedService())  # type: ignore
    with serve(app) as found:
        yield found


def test_a_service_elsewhere_answers_as_one_here(address: str) -> None:
    remote = RemoteService(address, "key")
    expected = make_response(REQUEST.question)
    assert remote.ask(REQUEST) == expected
    events = list(remote.stream(REQUEST))
    assert events[0] == Found(tuple(expected.citations))
    assert events[-1] == Finished(expected)
    assert finish(iter(events)) == expected


def test_a_wrong_key_is_told(address: str) -> None:
    with pytest.raises(AskReportError, match="answers 403"):
        RemoteService(address, "other").ask(REQUEST)
    with pytest.raises(AskReportError, match="answers 401"):
        next(RemoteService(address).stream(REQUEST))


def test_nothing_at_the_address_is_told() -> None:
    with pytest.raises(StoreUnavailableError, match="Is it running"):
        RemoteService("http://127.0.0.1:9").ask(REQUEST)


class BreakingService(CannedService):
    def stream(self, request: AskRequest) -> Iterator[Event]:
        yield Found(())
        raise GenerationError("It broke.")


def test_what_goes_wrong_there_goes_wrong_here() -> None:
    with serve(
        create_app(Settings(_env_file=None), lambda s: CannedService(error=OverloadedError("full", 9)))
    ) as found:  # type: ignore
        with pytest.raises(OverloadedError) as caught:
            RemoteService(found).ask(REQUEST)
        assert caught.value.retry_after_s == 9
    with serve(create_app(Settings(_env_file=None), lambda settings: BreakingService())) as found:  # type: ignore
        with pytest.raises(AskReportError, match="It broke"):
            list(RemoteService(found).stream(REQUEST))


def make(question: str, history: list[Turn]) -> AskRequest:
    return AskRequest(question=question, history=history)


def test_a_conversation_remembers_until_it_is_told_to_forget(capsys: pytest.CaptureFixture[str]) -> None:
    service = CannedService()
    chat(service, make, ["一？", "", "二？", "/new", "三？", "/quit", "四？"])
    assert [request.question for request in service.asked] == ["一？", "二？", "三？"]
    assert [len(request.history) for request in service.asked] == [0, 2, 0]
    assert service.asked[1].history[1].content == make_response().answer
    assert "1711.6亿元" in capsys.readouterr().out


def test_a_batch_prints_one_object_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert ask_batch(CannedService(), make, ["一？\n", "\n", "二？\n"], as_json=True) == 2
    lines = capsys.readouterr().out.splitlines()
    assert [AskResponse.model_validate_json(line).question for line in lines] == ["一？", "二？"]


def test_the_command_asks_a_running_service(address: str, monkeypatch: pytest.MonkeyPatch, tmp_path) -> None:
    monkeypatch.setenv("ASKREPORT_SERVER_KEY", "key")
    run = CliRunner()
    one = run.invoke(cli, ["ask", REQUEST.question, "--server", address, "--json"])
    assert one.exit_code == 0
    assert AskResponse.model_validate_json(one.stdout) == make_response(REQUEST.question)
    questions = tmp_path / "questions.txt"
    questions.write_text("一？\n二？\n", "utf-8")
    batch = run.invoke(cli, ["ask", "--batch", str(questions), "--jsonl", "--server", address])
    assert batch.exit_code == 0
    assert len(batch.stdout.splitlines()) == 2
    talk = run.invoke(cli, ["chat", "--server", address], input="一？\n/quit\n")
    assert "1711.6亿元" in talk.stdout


def test_a_question_or_a_batch_and_not_both(tmp_path) -> None:
    run = CliRunner()
    assert run.invoke(cli, ["ask"]).exit_code == 2
    (tmp_path / "q").write_text("x", "utf-8")
    assert run.invoke(cli, ["ask", "x", "--batch", str(tmp_path / "q")]).exit_code == 2
