"""A writer killed at any moment leaves the library as it was before or after what it did."""

import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from corpus.library import built_in_reports
from corpus.shelf import Shelf
from index.build import open_any_index, verify_index
from service.assemble import assemble, build
from service.schemas import AskRequest
from service.settings import Settings

ROOT = Path(__file__).parents[2]
TEXT = (
    "{place}人民政府工作报告\n——2021年1月20日在{place}第五届人民代表大会第一次会议上\n{place}市长 王某\n各位代表：\n"
    "一、2020年工作回顾\n全市地区生产总值完成{number}亿元，增长4.7%。粮食总产量达到150万吨。新增城镇就业4万人。\n"
    "二、2021年工作安排\n地区生产总值增长8%左右，建设公园三个，改造老旧小区二十个，新建学校五所，新增学位一万个。\n"
    "各位代表！让我们团结一心，真抓实干，为全面建设社会主义现代化而努力奋斗，以优异成绩庆祝建党一百周年！\n"
) + "我们要坚持稳中求进工作总基调，完整准确全面贯彻新发展理念，推动高质量发展，保障和改善民生。\n" * 4
PLACES = ("太原市", "大同市", "阳泉市")

WRITER = """
import sys
from pathlib import Path
from corpus.intake import add_files, remove_report
from corpus.shelf import Shelf
from service.assemble import build, update
from service.settings import Settings
home, *files = map(Path, sys.argv[1:])
settings = Settings(_env_file=None, home=home)
shelf = Shelf(settings.reports_folder)
print("ready", flush=True)
while True:
    for number, file in enumerate(files):
        for outcome in add_files(shelf, [file]):
            update(settings)
        if number == 1:
            build(settings)
    for report_id in shelf.ids():
        remove_report(shelf, report_id)
        update(settings)
"""


@pytest.fixture(scope="module")
def texts(tmp_path_factory):
    folder = tmp_path_factory.mktemp("files")
    files = []
    for number, place in enumerate(PLACES):
        files.append(folder / f"{place}.txt")
        files[-1].write_text(TEXT.format(place=place, number=500 + number), "utf-8")
    return files


def kill_a_writer(home: Path, files: list[Path], after_s: float) -> None:
    command = [sys.executable, "-c", WRITER, str(home), *map(str, files)]
    writer = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    try:
        assert writer.stdout is not None
        assert writer.stdout.readline() == b"ready\n", writer.stderr and writer.stderr.read()
        # Nothing is waited for but the moment itself: the writer goes on until it is killed.
        with pytest.raises(subprocess.TimeoutExpired):
            writer.wait(timeout=after_s)
    finally:
        writer.send_signal(signal.SIGKILL)
        writer.communicate()


def check_state(settings: Settings, files: list[Path]) -> None:
    shelf = Shelf(settings.reports_folder)
    whole = {file.read_text("utf-8") for file in files}
    stored = {report_id: shelf.read(report_id) for report_id in shelf.ids()}
    assert {report.text for report in stored.values()} <= whole
    manifest, index = open_any_index(settings.index_folder)
    verify_index(settings.index_folder)
    indexed = manifest.recipe.reports
    assert {passage.report_id for passage in index.passages} == set(indexed)
    # One step at most lies between the reports and their index.
    here = {report.id: report.sha256 for report in built_in_reports()} | {i: r.sha256 for i, r in stored.items()}
    assert len(set(indexed.items()) ^ set(here.items())) <= 1


def kill_many(home: Path, files: list[Path], times: int, seed: int) -> None:
    settings = Settings(_env_file=None, home=home)
    build(settings)
    chance = random.Random(seed)
    for _ in range(times):
        kill_a_writer(home, files, chance.uniform(0, 1.5))
        check_state(settings, files)
    service = assemble(settings)
    response = service.ask(AskRequest(question="长治市2020年GDP是多少？"))
    assert "1711.6亿元" in response.answer
    assert len(list(settings.index_folder.glob("build-*"))) <= 2


def test_a_writer_killed_at_any_moment_leaves_the_old_state_or_the_new(tmp_path, texts):
    kill_many(tmp_path, texts, times=4, seed=1)


@pytest.mark.slow
def test_a_writer_killed_a_hundred_times_leaves_the_old_state_or_the_new(tmp_path, texts):
    kill_many(tmp_path, texts, times=100, seed=2)
