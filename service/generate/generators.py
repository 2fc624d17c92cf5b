"""The language model that the settings name."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from corpus.errors import SettingsError
from index.encoder import Encoder

if TYPE_CHECKING:
    from service.generate.generator import Generator
    from service.generate.support import Similarity
    from service.generate.writer import Writer
    from service.settings import Settings


def make_writer(settings: "Settings", encoder: Encoder) -> "Writer | None":
    """Return the writer that the settings ask for, its model not loaded yet; None when there is none.

    Raises:
        SettingsError: the generator has no model.
        ExtraNotInstalledError: the generator's package is missing.
    """
    generator = make_generator(settings)
    if generator is None:
        return None
    from service.generate.writer import Writer

    return Writer(generator, compare_with(encoder))


def make_generator(settings: "Settings") -> "Generator | None":
    """Return the language model, not loaded yet; None when there is none.

    Raises:
        SettingsError: the generator has no model.
    """
    if settings.generator == "none":
        return None
    if not settings.generator_model:
        raise SettingsError("ASKREPORT_GENERATOR needs ASKREPORT_GENERATOR_MODEL. See: askreport settings")
    if settings.generator == "transformers":
        from service.generate.local_model import TransformersGenerator

        return TransformersGenerator(
            settings.generator_model,
            device=settings.generator_device,
            dtype=settings.generator_dtype,
            timeout_s=settings.generator_timeout_s,
            queue=settings.generator_queue,
            max_new_tokens=settings.generator_max_new_tokens,
        )
    from service.generate.openai_server import OpenAICompatibleGenerator

    return OpenAICompatibleGenerator(
        settings.generator_model,
        settings.generator_url,
        settings.generator_key.get_secret_value() if settings.generator_key else None,
        timeout_s=settings.generator_timeout_s,
        retries=settings.generator_retries,
        concurrency=settings.generator_concurrency,
        max_new_tokens=settings.generator_max_new_tokens,
    )


def compare_with(encoder: Encoder) -> "Similarity":
    """Return a function that gives the highest cosine of a sentence with one of the quotes."""

    def similar(sentence: str, quotes: Sequence[str]) -> float:
        own = encoder.encode_questions([sentence])[0]
        return float(np.max(encoder.encode_passages(quotes) @ own, initial=0.0))

    return similar
