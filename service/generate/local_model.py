"""A causal language model in this process, through transformers."""

import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from typing import Any

from corpus.errors import ModelLoadError, OverloadedError
from service.generate.generator import Message, yield_from_thread


class TransformersGenerator:
    """Any causal model with a chat template: a local folder or a hub name; loaded once, one question at a time."""

    def __init__(
        self,
        model: str,
        *,
        device: str = "auto",
        dtype: str = "auto",
        timeout_s: float,
        queue: int,
        max_new_tokens: int,
    ) -> None:
        self.name = f"transformers:{model}"
        self._path = model
        self._device = device
        self._dtype = dtype
        self._timeout_s = timeout_s
        self._max_new_tokens = max_new_tokens
        self._waiting = threading.BoundedSemaphore(queue + 1)
        self._turn = threading.Lock()
        self._loading = threading.Lock()
        self._loaded: tuple[Any, Any] | None = None

    def load(self) -> None:
        """Read tokenizer and weights.

        Raises:
            ModelLoadError: there is no such model, or it has no chat template.
        """
        with self._loading:
            if self._loaded is None:
                self._loaded = _read_model(self._path, self._device, self._dtype)

    def generate(self, messages: Sequence[Message]) -> Iterator[str]:
        """Yield the text in pieces as it comes.

        Raises:
            GenerationError: the model failed or was too slow.
            ModelLoadError: it cannot be loaded.
            OverloadedError: the queue before the model is full.
        """
        if not self._waiting.acquire(blocking=False):
            raise OverloadedError("Too many questions are waiting for the language model.")
        try:
            self.load()
            yield from yield_from_thread(lambda put, stop: self._run(messages, put, stop), self._timeout_s)
        finally:
            self._waiting.release()

    def _run(self, messages: Sequence[Message], put: Callable[[str], None], stop: threading.Event) -> None:
        import torch
        from transformers import StoppingCriteria, StoppingCriteriaList, TextStreamer

        assert self._loaded is not None
        tokenizer, model = self._loaded

        class Stopped(StoppingCriteria):
            def __call__(self, input_ids: Any, scores: Any, **_: Any) -> Any:
                return torch.full((input_ids.shape[0],), stop.is_set(), dtype=torch.bool, device=input_ids.device)

        class Pieces(TextStreamer):
            def on_finalized_text(self, text: str, stream_end: bool = False) -> None:
                if text:
                    put(text)

        inputs = tokenizer.apply_chat_template(
            [asdict(message) for message in messages],
            add_generation_prompt=True,
            return_tensors="pt",
            return_dict=True,
        ).to(model.device)
        with self._turn, torch.inference_mode():
            if not stop.is_set():
                model.generate(
                    **inputs,
                    max_new_tokens=self._max_new_tokens,
                    do_sample=False,
                    streamer=Pieces(tokenizer, skip_prompt=True, skip_special_tokens=True),
                    stopping_criteria=StoppingCriteriaList([Stopped()]),
                )


def _read_model(path: str, device: str, dtype: str) -> tuple[Any, Any]:
    import torch
    from transformers import AutoModelForCausalLM, AutoTokenizer

    if device == "auto":
        device = "cuda" if torch.cuda.is_available() else "mps" if torch.backends.mps.is_available() else "cpu"
    try:
        tokenizer = AutoTokenizer.from_pretrained(path)
        model: Any = AutoModelForCausalLM.from_pretrained(path, dtype=dtype)
        model = model.to(device).eval()
    except (OSError, ValueError, RuntimeError) as error:
        reason = str(error).splitlines()[0]
        raise ModelLoadError(f"The language model {path!r} cannot be loaded on {device}: {reason}") from error
    if not tokenizer.chat_template:
        raise ModelLoadError(f"The language model {path!r} has no chat template. Choose an instruction-tuned one.")
    return tokenizer, model
