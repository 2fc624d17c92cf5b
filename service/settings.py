"""Every setting, read once from the environment (prefix ASKREPORT_) or a .env file."""

import os
from pathlib import Path
from typing import Literal

from platformdirs import user_data_path
from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from corpus.errors import SettingsError

PREFIX = "ASKREPORT_"


class Settings(BaseSettings):
    """The settings; frozen. `.env.example` lists them all."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, env_file=".env", extra="ignore", frozen=True)

    home: Path = Field(
        default_factory=lambda: user_data_path("askreport"),
        description="Folder of your own reports and of the index; made when it is first needed.",
    )
    encoder: str = Field(
        default="bundled",
        min_length=1,
        description="bundled, a folder with a model2vec or sentence-transformers model, or a hub name (BAAI/bge-m3).",
    )
    passages: int = Field(default=12, ge=1, le=100, description="Passages read for one question.")
    min_confidence: float = Field(default=0.5, ge=0, le=1, description="Answers below this confidence become refusals.")
    host: str = Field(default="127.0.0.1", min_length=1, description="Address that `askreport serve` listens on.")
    port: int = Field(default=8000, ge=1, le=65535, description="Port that `askreport serve` listens on.")
    concurrency: int = Field(default=4, ge=1, le=256, description="Questions answered at the same time.")
    queue: int = Field(default=64, ge=0, le=10_000, description="Questions that may wait; more are told 429.")
    max_body_bytes: int = Field(
        default=262_144, ge=1024, le=100_000_000, description="Largest body of a request; larger ones are told 413."
    )
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        default="info", description="Least severe lines that the server logs, as JSON on standard error."
    )

    @property
    def index_folder(self) -> Path:
        """Where the index lives."""
        return self.home / "index"


def read_settings() -> Settings:
    """Return the settings from the environment and .env.

    Raises:
        SettingsError: a value is out of bounds, or a variable with our prefix is none of our settings.
    """
    known = {PREFIX + name.upper() for name in Settings.model_fields}
    unknown = sorted(key for key in os.environ if key.upper().startswith(PREFIX) and key.upper() not in known)
    if unknown:
        raise SettingsError(f"Unknown setting: {', '.join(unknown)}. See: askreport settings")
    try:
        return Settings()
    except ValidationError as error:
        wrong = "; ".join(
            f"{PREFIX}{'.'.join(map(str, e['loc'])).upper()}: {e['msg']} (is {e['input']!r})" for e in error.errors()
        )
        raise SettingsError(f"{wrong}. See: askreport settings") from None
