import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import StoreMismatchError, StoreMissingError
from corpus.library import make_report
from index.manifest import (
    Manifest,
    check_recipe,
    describe_recipe,
    hash_files,
    read_manifest,
    write_manifest,
)

REPORTS = [make_report("甲市政府工作报告\n", "a-2021"), make_report("乙市政府工作报告\n", "b-2021")]
RECIPE = describe_recipe(REPORTS, "fake:one", 8)


def make_manifest(**changes):
    fields = {"recipe": RECIPE, "passages": 3, "built_at": "2026-01-01T00:00:00+00:00", "files": {"x": "0" * 64}}
    fields |= {"sizes": {"x": 1}, "segments": [{"name": "segment-0", "passages": 3, "vectors": "Flat", "gone": ["a"]}]}
    return Manifest(**(fields | changes))


def test_a_manifest_is_read_as_it_was_written(tmp_path):
    write_manifest(make_manifest(), tmp_path)
    assert read_manifest(tmp_path) == make_manifest()


def test_no_manifest_is_told_with_the_command_that_mends_it(tmp_path):
    with pytest.raises(StoreMissingError, match="askreport index build"):
        read_manifest(tmp_path)


@pytest.mark.parametrize("content", ["", "{", "[]", "null", '{"recipe": {}}'])
def test_a_damaged_manifest_is_told_with_the_command_that_mends_it(tmp_path, content):
    (tmp_path / "manifest.json").write_text(content, "utf-8")
    with pytest.raises(StoreMismatchError, match=r"damaged.*askreport index build"):
        read_manifest(tmp_path)


def test_a_manifest_of_other_code_with_more_fields_is_refused(tmp_path):
    fields = json.loads(make_manifest().model_dump_json())
    (tmp_path / "manifest.json").write_text(json.dumps(fields | {"more": 1}), "utf-8")
    with pytest.raises(StoreMismatchError):
        read_manifest(tmp_path)


def test_equal_recipes_fit_whatever_the_order_of_the_reports():
    check_recipe(RECIPE, describe_recipe(REPORTS[::-1], "fake:one", 8))


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        ({"encoder": "fake:two"}, r"encoder was 'fake:one' and is 'fake:two'"),
        ({"dimension": 9}, "dimension was 8 and is 9"),
        ({"format": 0}, "format was"),
        ({"run": 1}, "run was"),
        ({"long_paragraph": 1}, "long_paragraph was"),
        ({"bm25_k1": 0.5}, "bm25_k1 was"),
        ({"bm25_b": 0.1}, "bm25_b was"),
        ({"reports": {"a-2021": REPORTS[0].sha256}}, "reports changed: b-2021"),
    ],
)
def test_each_difference_is_named_with_the_command_that_mends_it(changed, named):
    with pytest.raises(StoreMismatchError, match=named) as caught:
        check_recipe(RECIPE, RECIPE.model_copy(update=changed))
    assert "askreport index build" in str(caught.value)


def test_every_part_of_a_recipe_counts():
    """A part that `check_recipe` passed over would let an index answer that another recipe made."""
    for name, value in RECIPE:
        other = {"z": "0"} if isinstance(value, dict) else "other" if isinstance(value, str) else value + 1
        with pytest.raises(StoreMismatchError, match=name):
            check_recipe(RECIPE, RECIPE.model_copy(update={name: other}))


def test_many_changed_reports_are_counted_not_listed():
    wanted = RECIPE.model_copy(update={"reports": {f"r{number}": "0" for number in range(50)}})
    with pytest.raises(StoreMismatchError, match=r"a-2021, b-2021, r0 and 49 more"):
        check_recipe(RECIPE, wanted)


@given(content=st.dictionaries(st.sampled_from(["a", "b/c", "b/d"]), st.binary(max_size=40), min_size=1))
def test_a_files_hash_follows_its_bytes_and_the_manifest_is_left_out(tmp_path_factory, content):
    folder = tmp_path_factory.mktemp("files")
    for name, data in content.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(data)
    before = hash_files(folder)
    (folder / "manifest.json").write_text("{}", "utf-8")
    assert hash_files(folder) == before
    assert set(before) == set(content)
    name = min(content)
    (folder / name).write_bytes(content[name] + b"x")
    after = hash_files(folder)
    assert after[name] != before[name]
    assert {k: v for k, v in after.items() if k != name} == {k: v for k, v in before.items() if k != name}
