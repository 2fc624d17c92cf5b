import threading

import pytest

from corpus.errors import StoreError, StoreMismatchError, StoreMissingError, StoreUnavailableError
from corpus.library import make_report, read_library
from index.build import build_index, open_index, save_index, verify_index
from tests.evidence_fakes import TABLE
from tests.fakes import HashEncoder

FILES = [
    "manifest.json",
    *(f"*/{name}" for name in ("passages.json", "passages.npy", "chinese.npy", "vectors.faiss")),
    *(f"*/postings/{name}.npy" for name in ("terms", "starts", "rows", "counts", "lengths", "tops")),
    *(f"*/tokens/{name}.npy" for name in ("ids", "sentences", "passages", "lengths")),
]


@pytest.fixture(scope="module")
def reports():
    return list(read_library())


@pytest.fixture(scope="module")
def index(reports):
    return build_index(reports, None, HashEncoder(), TABLE)


def test_a_saved_index_opens_as_it_was(tmp_path, reports, index):
    save_index(index, reports, HashEncoder(), tmp_path)
    again = open_index(tmp_path, reports, HashEncoder())
    assert again.passages == index.passages
    assert verify_index(tmp_path).passages == len(index.passages)


def test_no_index_is_told_with_the_command_that_makes_one(tmp_path, reports):
    with pytest.raises(StoreMissingError, match="askreport index build"):
        open_index(tmp_path, reports, HashEncoder())


def test_another_encoder_is_told_by_name(tmp_path, reports, index):
    class Other(HashEncoder):
        name = "fake:other"

    save_index(index, reports, HashEncoder(), tmp_path)
    with pytest.raises(StoreMismatchError, match=r"encoder was 'fake:hash' and is 'fake:other'.*askreport index build"):
        open_index(tmp_path, reports, Other())


def test_a_changed_report_is_told_by_id(tmp_path, reports, index):
    save_index(index, reports, HashEncoder(), tmp_path)
    changed = [make_report(reports[0].text + "完。", reports[0].id)]
    with pytest.raises(StoreMismatchError, match=f"reports changed: {reports[0].id}"):
        open_index(tmp_path, changed, HashEncoder())


@pytest.mark.parametrize("name", FILES)
def test_a_file_cut_short_is_found(tmp_path, reports, index, name):
    save_index(index, reports, HashEncoder(), tmp_path)
    path = next(tmp_path.glob(f"build-*/{name}"))
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    with pytest.raises(StoreMismatchError):
        open_index(tmp_path, reports, HashEncoder())


@pytest.mark.parametrize("name", FILES)
def test_a_missing_file_is_found(tmp_path, reports, index, name):
    save_index(index, reports, HashEncoder(), tmp_path)
    next(tmp_path.glob(f"build-*/{name}")).unlink()
    with pytest.raises(StoreError):
        open_index(tmp_path, reports, HashEncoder())


def test_an_altered_byte_is_found_by_verify(tmp_path, reports, index):
    save_index(index, reports, HashEncoder(), tmp_path)
    path = next(tmp_path.glob("build-*/*/vectors.faiss"))
    data = bytearray(path.read_bytes())
    data[-1] ^= 1
    path.write_bytes(data)
    with pytest.raises(StoreMismatchError, match=r"vectors\.faiss"):
        verify_index(tmp_path)


def test_a_build_that_fails_leaves_the_old_index_in_use(tmp_path, reports, index, monkeypatch):
    save_index(index, reports, HashEncoder(), tmp_path)

    def fail(*arguments):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("index.build.write_manifest", fail)
    with pytest.raises(StoreUnavailableError, match="No space left"):
        save_index(index, reports, HashEncoder(), tmp_path)
    assert open_index(tmp_path, reports, HashEncoder()).passages == index.passages
    assert len(list(tmp_path.glob("build-*"))) == 1


def test_a_reader_never_sees_half_an_index(tmp_path, reports, index):
    save_index(index, reports, HashEncoder(), tmp_path)
    failures = []

    def read():
        for _ in range(15):
            try:
                assert len(open_index(tmp_path, reports, HashEncoder()).passages) == len(index.passages)
            except Exception as error:
                failures.append(error)

    reader = threading.Thread(target=read)
    reader.start()
    for _ in range(5):
        save_index(index, reports, HashEncoder(), tmp_path)
    reader.join()
    assert not failures
