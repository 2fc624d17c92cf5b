import shutil

import pytest

from corpus.errors import EmptyCorpusError, ModelLoadError, StoreMismatchError
from corpus.library import make_report
from corpus.shelf import Shelf
from index.encoder import BUNDLED_MODEL
from service.assemble import assemble, build, reassemble, update
from service.evidence.evidence import select_evidence
from service.evidence.figure_choice import choose_figures
from service.question.question import understand
from service.reading.file import KeptReading
from service.schemas import AskRequest
from service.settings import Settings

REPORT = make_report(
    "甲市政府工作报告\n——2021年2月1日在甲市第十四届人民代表大会第六次会议上\n一、2020年工作回顾\n"
    "2020年，全市地区生产总值完成500亿元，增长4.5%。\n",
    "jia-2021",
)


def put(settings, report):
    shelf = Shelf(settings.reports_folder)
    with shelf.writing():
        shelf.write(report)


def current(settings):
    return (settings.index_folder / "CURRENT").read_text("utf-8")


def test_the_index_is_built_when_there_is_none_and_opened_after_that(tmp_path):
    settings = Settings(_env_file=None, home=tmp_path / "home")
    first = assemble(settings)
    built = current(settings)
    second = assemble(settings)
    assert current(settings) == built
    request = AskRequest(question="2020年GDP是多少？")
    assert first.ask(request).citations == second.ask(request).citations != []


def test_a_build_keeps_the_reading_of_a_single_report(tmp_path):
    settings = Settings(_env_file=None, home=tmp_path / "home")
    build(settings)
    kept = list((settings.index_folder / "readings").iterdir())
    written = [path.stat().st_mtime_ns for path in kept]
    assert len(kept) == 1
    once, long = assemble(settings, once=True), assemble(settings)
    assert isinstance(once.readings.get("changzhi-2021"), KeptReading)
    request = AskRequest(question="2020年GDP是多少？")
    assert once.ask(request).answer == long.ask(request).answer
    assert [path.stat().st_mtime_ns for path in kept] == written


def test_build_puts_a_new_index_in_use(tmp_path):
    settings = Settings(_env_file=None, home=tmp_path)
    steps = []
    index = build(settings, lambda done, total: steps.append((done, total)))
    before = current(settings)
    build(settings)
    assert current(settings) != before
    assert steps[-1] == (len(index.passages), len(index.passages))


def test_an_index_of_another_encoder_is_told_with_the_command_that_mends_it(tmp_path):
    build(Settings(_env_file=None, home=tmp_path / "home"))
    shutil.copytree(BUNDLED_MODEL, tmp_path / "other-static")
    other = Settings(_env_file=None, home=tmp_path / "home", encoder=str(tmp_path / "other-static"))
    with pytest.raises(StoreMismatchError, match=r"encoder was .*other-static.*askreport index build"):
        assemble(other)


def test_given_reports_are_answered_from_memory_and_leave_nothing_on_disk(tmp_path):
    settings = Settings(_env_file=None, home=tmp_path / "home")
    service = assemble(settings, [REPORT])
    response = service.ask(AskRequest(question="2020年GDP是多少？"))
    assert "500亿元" in response.answer
    assert {citation.report_id for citation in response.citations} == {"jia-2021"}
    assert not settings.home.exists()


def test_no_reports_is_an_error_that_says_how_to_add_one():
    with pytest.raises(EmptyCorpusError, match="askreport reports add"):
        assemble(Settings(_env_file=None), [])


def test_an_encoder_that_is_not_there_is_told_by_name(tmp_path):
    (tmp_path / "no-model").mkdir()
    settings = Settings(_env_file=None, encoder=str(tmp_path / "no-model"))
    with pytest.raises(ModelLoadError, match="no-model"):
        assemble(settings, [REPORT])


def test_reports_that_came_or_went_since_the_index_was_built_bring_it_up_to_date(tmp_path):
    settings = Settings(_env_file=None, home=tmp_path)
    first = assemble(settings)
    put(settings, REPORT)
    steps = []
    second = assemble(settings, on_progress=lambda done, total: steps.append((done, total)))
    new = [passage for passage in second.retriever.index.passages if passage.report_id == "jia-2021"]
    assert steps == [(len(new), len(new))]
    assert {report.id for report in second.library} == {"changzhi-2021", "jia-2021"}
    built = current(settings)
    assemble(settings)
    assert current(settings) == built
    Shelf(settings.reports_folder).remove("jia-2021")
    third = assemble(settings)
    assert third.retriever.index.passages == first.retriever.index.passages


def test_a_loaded_service_is_made_anew_over_the_library_and_stays_as_it_was(tmp_path):
    settings = Settings(_env_file=None, home=tmp_path)
    old = assemble(settings)
    put(settings, REPORT)
    index = update(settings)
    new = reassemble(old, settings)
    assert new.retriever.index.passages == index.passages
    assert new.retriever.encoder is old.retriever.encoder
    assert (old.about["reports"], new.about["reports"]) == (1, 2)
    request = AskRequest(question="甲市2020年GDP是多少？")
    assert "500亿元" in new.ask(request).answer
    assert "500亿元" not in old.ask(request).answer


def test_a_build_takes_in_the_reports_of_the_user(tmp_path):
    settings = Settings(_env_file=None, home=tmp_path)
    put(settings, REPORT)
    figures = []
    index = build(settings, on_figures=lambda done, total: figures.append((done, total)))
    assert {passage.report_id for passage in index.passages} == {"changzhi-2021", "jia-2021"}
    assert figures[-1] == (2, 2)


def test_milvus_answers_as_the_files_do(tmp_path):
    pytest.importorskip("milvus_lite", reason="needs the extra: pip install 'askreport[milvus]'")
    files = Settings(_env_file=None, home=tmp_path / "files")
    milvus = Settings(_env_file=None, home=tmp_path / "milvus", store="milvus", milvus_uri=str(tmp_path / "m.db"))
    for settings in (files, milvus):
        put(settings, REPORT)
    there, here = assemble(files), assemble(milvus)
    for question in ("甲市2020年GDP是多少？", "长治市2020年GDP是多少？", "2020年粮食总产量是多少？"):
        request = AskRequest(question=question)
        assert here.ask(request).answer == there.ask(request).answer
    before = current(milvus)
    Shelf(milvus.reports_folder).remove("jia-2021")
    assert len(update(milvus)) < len(here.retriever.index)
    assert current(milvus) != before


def test_figures_of_a_library_on_disk_can_be_told_apart(tmp_path):
    settings = Settings(_env_file=None, home=tmp_path)
    assemble(settings)
    service = assemble(settings)
    question = understand("2020年GDP比2015年多多少亿元？", 2021)
    evidence = select_evidence(question, service.retriever.retrieve(question.expanded, 12), service.readings)
    choices = choose_figures(question, evidence)
    assert len(dict.fromkeys(choices)) == len(choices) > 1
