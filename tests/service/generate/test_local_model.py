"""The real loading and generating code over a tiny causal model that is made here."""

import time
from pathlib import Path

import pytest

from corpus.errors import GenerationError, ModelLoadError, OverloadedError
from service.generate.generator import Message
from service.generate.local_model import TransformersGenerator

MESSAGES = [Message("system", "规则"), Message("user", "2020年地区生产总值是多少？")]
TEMPLATE = (
    "{% for message in messages %}<|{{ message['role'] }}|>{{ message['content'] }}<|end|>{% endfor %}"
    "{% if add_generation_prompt %}<|assistant|>{% endif %}"
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    tokenizers = pytest.importorskip("tokenizers")
    torch = pytest.importorskip("torch")
    from transformers import LlamaConfig, LlamaForCausalLM, PreTrainedTokenizerFast

    path = tmp_path_factory.mktemp("tiny")
    words = [
        "<|end|>",
        "<|system|>",
        "<|user|>",
        "<|assistant|>",
        "<unk>",
        *"规则年地区生产总值是多少0123456789？。[]1亿元",
    ]
    vocabulary = {word: index for index, word in enumerate(dict.fromkeys(words))}
    model = tokenizers.Tokenizer(tokenizers.models.WordLevel(vocabulary, unk_token="<unk>"))
    model.pre_tokenizer = tokenizers.pre_tokenizers.Split("", "isolated")
    model.decoder = tokenizers.decoders.Fuse()
    tokenizer = PreTrainedTokenizerFast(
        tokenizer_object=model,
        eos_token="<|end|>",
        pad_token="<|end|>",
        unk_token="<unk>",
        additional_special_tokens=["<|system|>", "<|user|>", "<|assistant|>"],
    )
    tokenizer.chat_template = TEMPLATE
    tokenizer.save_pretrained(path)
    torch.manual_seed(7)
    config = LlamaConfig(
        vocab_size=len(vocabulary), hidden_size=16, intermediate_size=32, num_hidden_layers=1, num_attention_heads=2,
        num_key_value_heads=2, max_position_embeddings=512, eos_token_id=None, pad_token_id=0,
    )  # fmt: skip
    LlamaForCausalLM(config).save_pretrained(path)
    return path


def make(path: Path, **changes: object) -> TransformersGenerator:
    options: dict[str, object] = {"device": "cpu", "timeout_s": 60.0, "queue": 1, "max_new_tokens": 24}
    return TransformersGenerator(str(path), **(options | changes))  # type: ignore[arg-type]


def test_a_model_is_loaded_once_and_writes_what_follows_the_prompt(folder: Path) -> None:
    generator = make(folder)
    first = list(generator.generate(MESSAGES))
    loaded = generator._loaded
    second = list(generator.generate(MESSAGES))
    assert generator._loaded is loaded
    assert "".join(first) == "".join(second) != ""
    assert "规则" not in "".join(first)


def test_a_reader_who_leaves_stops_the_model(folder: Path) -> None:
    generator = make(folder, max_new_tokens=480)
    pieces = generator.generate(MESSAGES)
    next(piece for piece in pieces if piece)
    pieces.close()  # type: ignore[attr-defined]
    began = time.monotonic()
    # The next question gets its turn as soon as the model has noticed.
    next(piece for piece in generator.generate(MESSAGES) if piece)
    assert time.monotonic() - began < 30


def test_time_runs_out(folder: Path) -> None:
    generator = make(folder, timeout_s=0.001)
    generator.load()
    with pytest.raises(GenerationError, match="not done after"):
        list(generator.generate(MESSAGES))


def test_the_queue_is_bounded(folder: Path) -> None:
    generator = make(folder, queue=0)
    pieces = generator.generate(MESSAGES)
    next(pieces)
    with pytest.raises(OverloadedError):
        next(generator.generate(MESSAGES))
    pieces.close()  # type: ignore[attr-defined]


def test_a_folder_without_a_model_is_told_so(tmp_path: Path) -> None:
    with pytest.raises(ModelLoadError, match="cannot be loaded"):
        make(tmp_path).load()


def test_a_model_without_a_chat_template_is_told_so(folder: Path, tmp_path: Path) -> None:
    from transformers import AutoModelForCausalLM, AutoTokenizer

    tokenizer = AutoTokenizer.from_pretrained(folder)
    tokenizer.chat_template = None
    tokenizer.save_pretrained(tmp_path)
    AutoModelForCausalLM.from_pretrained(folder).save_pretrained(tmp_path)
    with pytest.raises(ModelLoadError, match="no chat template"):
        make(tmp_path).load()
