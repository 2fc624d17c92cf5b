"""What the README and docs/ say is there, is there; and what is there, is told."""

import re
from pathlib import Path

import pytest
import typer

from service import cli
from service.app import create_app
from service.schemas import Refusal
from service.settings import PREFIX, Settings

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text("utf-8")
HTTP = (ROOT / "docs" / "http.md").read_text("utf-8")
PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").glob("*.md"))]


def commands():
    found = typer.main.get_command(cli.app).commands
    return {name: set(getattr(command, "commands", {})) for name, command in found.items()}


def test_every_command_of_the_readme_exists():
    scripts = set(re.findall(r"^ {4}(\w+) *\|? ?", (ROOT / "run").read_text("utf-8"), re.MULTILINE))
    scripts |= {"test", "check", "unit", "fix", "install", "eval"}
    for name, rest in re.findall(r"\./run ([a-z]+)((?: [a-z|\\]+)?)", README):
        assert name in commands().keys() | scripts, name
        if rest.strip() and commands().get(name):
            assert {part.strip(" \\") for part in rest.split("|")} <= commands()[name], (name, rest)


def test_the_readme_names_every_command():
    named = set(re.findall(r"\./run ([a-z]+)", README))
    assert set(commands()) - {"version"} <= named


def test_every_path_over_http_is_told():
    paths = create_app(Settings(_env_file=None)).openapi()["paths"]
    for path in paths:
        assert path in HTTP or path == "/v1/models/{model}", path
    told = set(re.findall(r"`(?:GET|POST) (/[\w/{}]*)`", HTTP))
    assert told <= set(paths) | {"/", "/metrics"}  # not described there


def test_every_reason_to_refuse_is_told():
    for reason in Refusal.model_json_schema()["properties"]["reason"]["enum"]:
        assert f"`{reason}`" in HTTP


def test_every_setting_that_is_named_exists():
    known = {PREFIX + name.upper() for name in Settings.model_fields}
    for page in PAGES:
        named = set(re.findall(rf"{PREFIX}[A-Z_]*[A-Z]", page.read_text("utf-8")))
        assert named <= known, page.name


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_file_that_is_linked_exists(page):
    for target in re.findall(r"\]\(([^)#\s]+)\)", page.read_text("utf-8")):
        if "://" not in target:
            assert (page.parent / target).exists(), target


def test_every_module_of_the_architecture_exists():
    text = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    folder = None
    for name in re.findall(r"`((?:corpus|index|service|eval)/[\w/.*]+|[\w.*]+\.(?:py|toml|json))`", text):
        path = Path(name)
        if name.endswith("/"):
            assert (ROOT / path).is_dir(), name
            # In the table of the folders of service/, the files of a row are its folder's.
            folder = path if path.parent == Path("service") else folder
        else:
            folder = path.parent if len(path.parts) > 1 else folder
            assert list(ROOT.glob(str(folder / path.name))), name


def test_the_change_log_has_a_place_for_what_comes_next():
    assert "## [Unreleased]" in (ROOT / "CHANGELOG.md").read_text("utf-8")
