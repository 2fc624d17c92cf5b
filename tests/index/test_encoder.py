import subprocess
import sys

import numpy as np
import pytest

from corpus.errors import ModelLoadError
from index.encoder import BUNDLED_MODEL, StaticEncoder, load_encoder, load_table
from tests.fakes import HashEncoder

WORDS = ["query", ":", "passage", "2020", "gdp", "长", "治", "市", "年", "生", "产", "总", "值", "？"]


@pytest.fixture(scope="module")
def models(tmp_path_factory):
    """Two folders with one tiny transformer of random weights, named as a model with prompts and as one without."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Pooling, Transformer
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors
    from torch import manual_seed
    from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

    folder = tmp_path_factory.mktemp("models")
    vocabulary = {word: number for number, word in enumerate(["[PAD]", "[UNK]", "[CLS]", "[SEP]", *WORDS])}
    tokenizer = Tokenizer(models.WordLevel(vocabulary, unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.BertNormalizer()
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", special_tokens=[("[CLS]", 2), ("[SEP]", 3)]
    )
    manual_seed(1)
    config = BertConfig(
        vocab_size=len(vocabulary),
        hidden_size=16,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=32,
        max_position_embeddings=64,
    )
    plain = folder / "transformer"
    BertModel(config).save_pretrained(plain)
    PreTrainedTokenizerFast(
        tokenizer_object=tokenizer, pad_token="[PAD]", unk_token="[UNK]", cls_token="[CLS]", sep_token="[SEP]"
    ).save_pretrained(plain)
    module = Transformer(str(plain))
    model = SentenceTransformer(modules=[module, Pooling(16, pooling_mode="mean")], device="cpu")
    folders = {"plain": folder / "tiny", "prompted": folder / "tiny-e5-small"}
    for path in folders.values():
        model.save(str(path))
    return folders


@pytest.fixture(scope="module")
def static():
    return StaticEncoder()


@pytest.fixture(params=["fake", "static", "transformer"])
def encoder(request, models, static):
    if request.param == "fake":
        return HashEncoder()
    return static if request.param == "static" else load_encoder(str(models["plain"]))


TEXTS = ["2020年gdp", "长治市生产总值", "长治市生产总值", ""]


def test_vectors_are_of_unit_length_and_nothing_said_is_a_zero_vector(encoder):
    for encode in (encoder.encode_questions, encoder.encode_passages):
        vectors = encode(TEXTS)
        assert vectors.shape == (4, encoder.dimension)
        assert vectors.dtype == np.float32
        assert np.linalg.norm(vectors, axis=1) == pytest.approx([1, 1, 1, 0], abs=1e-5)


def test_no_texts_give_no_rows(encoder):
    assert encoder.encode_questions([]).shape == (0, encoder.dimension)
    assert encoder.encode_passages([]).shape == (0, encoder.dimension)


def test_a_text_has_one_vector_whatever_stands_beside_it(encoder):
    together = encoder.encode_passages(TEXTS)
    assert together[1] == pytest.approx(together[2], abs=1e-6)
    assert encoder.encode_passages(TEXTS[:1])[0] == pytest.approx(together[0], abs=1e-5)


def test_what_is_said_decides_the_vector(encoder):
    first, second = encoder.encode_passages(TEXTS[:2])
    assert float(first @ second) < 0.999


def test_names_tell_encoders_apart(models, static):
    names = {HashEncoder.name, static.name, *(load_encoder(str(path)).name for path in models.values())}
    assert len(names) == 4


def test_a_card_that_asks_for_prompts_gets_them_before_question_and_passage(models):
    plain, prompted = load_encoder(str(models["plain"])), load_encoder(str(models["prompted"]))
    text = "长治市 gdp"
    assert prompted.encode_questions([text]) == pytest.approx(plain.encode_questions([f"query: {text}"]), abs=1e-6)
    assert prompted.encode_passages([text]) == pytest.approx(plain.encode_passages([f"passage: {text}"]), abs=1e-6)
    assert not np.allclose(prompted.encode_questions([text]), prompted.encode_passages([text]), atol=1e-3)


def test_a_model_without_prompts_sees_the_text_alone(models):
    encoder = load_encoder(str(models["plain"]))
    assert encoder.encode_questions(["gdp"]) == pytest.approx(encoder.encode_passages(["gdp"]))


def test_the_bundled_model_stands_for_its_name_and_for_its_folder(static):
    assert load_encoder("bundled").name == load_encoder(str(BUNDLED_MODEL)).name == static.name


def test_a_static_encoder_shares_its_table_and_the_table_says_the_same(static):
    table = load_table(static)
    text = "2020年长治市地区生产总值"
    assert table.width == static.dimension
    assert float(table.means([text])[0] @ static.encode_passages([text])[0]) > 0.99


def test_another_encoder_is_given_the_bundled_table(static):
    assert load_table(HashEncoder()).size == static.table.size


def test_a_folder_without_a_model_is_told_with_what_to_set(tmp_path):
    with pytest.raises(ModelLoadError, match="ASKREPORT_ENCODER"):
        load_encoder(str(tmp_path))
    with pytest.raises(ModelLoadError, match="no static model"):
        StaticEncoder(tmp_path)


def test_a_damaged_static_model_is_told(tmp_path):
    (tmp_path / "config.json").write_text('{"model_type": "model2vec"}', "utf-8")
    (tmp_path / "model.safetensors").write_bytes(b"\x00" * 20)
    with pytest.raises(ModelLoadError, match="no static model"):
        load_encoder(str(tmp_path))


def test_the_static_encoder_imports_no_torch():
    code = (
        "import sys; from index.encoder import load_encoder, load_table; e = load_encoder('bundled');"
        "load_table(e); e.encode_questions(['长治']);"
        "sys.exit(any(m.split('.')[0] in ('torch', 'transformers', 'sentence_transformers') for m in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], timeout=60).returncode == 0
