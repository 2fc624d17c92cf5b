"""Any server that speaks OpenAI's chat completions: vLLM, SGLang, Ollama, llama.cpp, a hosted service."""

import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from typing import Any

from corpus.errors import ExtraNotInstalledError, GenerationError, OverloadedError
from service.generate.generator import Message, yield_from_thread


class OpenAICompatibleGenerator:
    """A model behind a URL; connections are kept, failures retried by the SDK, calls limited."""

    def __init__(
        self,
        model: str,
        url: str | None,
        key: str | None,
        *,
        timeout_s: float,
        retries: int,
        concurrency: int,
        max_new_tokens: int,
    ) -> None:
        self.name = f"openai:{model}"
        self._model = model
        self._timeout_s = timeout_s
        self._max_new_tokens = max_new_tokens
        self._turns = threading.BoundedSemaphore(concurrency)
        self._client = _make_client(url, key, timeout_s, retries)

    def load(self) -> None:
        """Do nothing: the server has its model."""

    def generate(self, messages: Sequence[Message]) -> Iterator[str]:
        """Yield the text in pieces as it comes.

        Raises:
            GenerationError: the server failed or was too slow.
            OverloadedError: every call that is allowed at a time is under way.
        """
        if not self._turns.acquire(blocking=False):
            raise OverloadedError("The language model is busy with other questions.")
        try:
            yield from yield_from_thread(lambda put, stop: self._read(messages, put, stop), self._timeout_s)
        finally:
            self._turns.release()

    def _read(self, messages: Sequence[Message], put: Callable[[str], None], stop: threading.Event) -> None:
        with self._client.chat.completions.create(
            model=self._model,
            messages=[asdict(message) for message in messages],
            stream=True,
            temperature=0,
            max_tokens=self._max_new_tokens,
        ) as stream:
            for chunk in stream:
                if stop.is_set():
                    return
                if not hasattr(chunk, "choices"):
                    raise GenerationError("The server sent something that is no chat completion.")
                if chunk.choices and chunk.choices[0].delta.content:
                    put(chunk.choices[0].delta.content)


def _make_client(url: str | None, key: str | None, timeout_s: float, retries: int) -> Any:
    try:
        import openai
    except ImportError:
        raise ExtraNotInstalledError("A remote language model needs: pip install openai") from None
    # A server of one's own takes any key, but the SDK wants one. The SDK's wait ends a second after ours: of two that
    # end at once, chance would choose which error is told.
    return openai.OpenAI(base_url=url, api_key=key or "none", timeout=timeout_s + 1, max_retries=retries)
