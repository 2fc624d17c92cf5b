import re
from pathlib import Path

import pytest

from corpus.errors import SettingsError
from service.settings import PREFIX, Settings, read_settings

EXAMPLE = Path(__file__).parents[2] / ".env.example"


@pytest.fixture(autouse=True)
def bare_environment(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    for name in Settings.model_fields:
        monkeypatch.delenv(PREFIX + name.upper(), raising=False)


def test_every_setting_stands_in_the_example_and_nothing_else():
    named = set(re.findall(rf"^#? ?({PREFIX}[A-Z_]+)=", EXAMPLE.read_text("utf-8"), re.MULTILINE))
    assert named == {PREFIX + name.upper() for name in Settings.model_fields}


def test_the_example_gives_the_defaults(tmp_path):
    (tmp_path / ".env").write_text(EXAMPLE.read_text("utf-8"), "utf-8")
    assert read_settings() == Settings(_env_file=None)


def test_the_environment_is_read(monkeypatch):
    monkeypatch.setenv("ASKREPORT_PORT", "9000")
    assert read_settings().port == 9000


def test_an_unknown_setting_is_refused_by_name(monkeypatch):
    monkeypatch.setenv("ASKREPORT_ENCODRE", "x")
    with pytest.raises(SettingsError, match="ASKREPORT_ENCODRE"):
        read_settings()


def test_a_value_out_of_bounds_is_refused_by_name(monkeypatch):
    monkeypatch.setenv("ASKREPORT_PORT", "99999")
    with pytest.raises(SettingsError, match=r"ASKREPORT_PORT.*65535"):
        read_settings()


def test_every_setting_says_what_it_is_for():
    assert all(field.description for field in Settings.model_fields.values())
