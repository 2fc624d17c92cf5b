"""Every setting, read once from the environment (prefix ASKREPORT_) or a .env file."""

import os
from pathlib import Path
from typing import Literal

from platformdirs import user_data_path
from pydantic import Field, SecretStr, ValidationError
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
    store: Literal["faiss", "milvus"] = Field(
        default="faiss", description="Where passages are searched: files in the home folder, or Milvus."
    )
    milvus_uri: str = Field(
        default="http://localhost:19530", min_length=1, description="Milvus: its address, or a file for milvus-lite."
    )
    milvus_token: SecretStr | None = Field(default=None, description="Milvus: token, or user:password.")
    milvus_collection: str = Field(
        default="askreport", pattern=r"^[A-Za-z_]\w{0,200}$", description="Milvus: the collection of this library."
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
    generator: Literal["none", "transformers", "openai"] = Field(
        default="none", description="What writes answers for mode generative and auto; openai is any compatible server."
    )
    generator_model: str = Field(
        default="", description="Folder or hub name of the model, or the name the server knows it by."
    )
    generator_url: str | None = Field(default=None, description="The server's address, as http://localhost:11434/v1.")
    generator_key: SecretStr | None = Field(default=None, description="The server's API key.")
    generator_timeout_s: float = Field(
        default=30.0, gt=0, le=600, description="Seconds a text may take; after them the extractive answer is given."
    )
    generator_max_new_tokens: int = Field(default=400, ge=16, le=8192, description="Longest text, in tokens.")
    generator_device: str = Field(
        default="auto", min_length=1, description="transformers: auto, cpu, cuda, cuda:1, mps."
    )
    generator_dtype: Literal["auto", "float32", "float16", "bfloat16"] = Field(
        default="auto", description="transformers: number format of the weights."
    )
    generator_queue: int = Field(
        default=8, ge=0, le=1000, description="transformers: questions that may wait; more get the extractive answer."
    )
    generator_concurrency: int = Field(default=8, ge=1, le=1000, description="openai: calls at the same time.")
    generator_retries: int = Field(default=2, ge=0, le=10, description="openai: tries after a failed call.")
    cors_origins: list[str] = Field(
        default=[], description='Origins whose pages may call, as a JSON list: ["https://example.org"].'
    )
    keys: list[SecretStr] = Field(
        default=[], description="Keys that may ask, as a JSON list; none means that anybody may."
    )
    public_url: str | None = Field(
        default=None, description="Address of this service in links to quotes; default: the one a request came to."
    )
    server: str | None = Field(
        default=None,
        description="Address of a running service that the commands ask instead of loading one (--server).",
    )
    server_key: SecretStr | None = Field(default=None, description="Key for that service.")
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        default="info", description="Least severe lines that the server logs, as JSON on standard error."
    )

    write_key: SecretStr | None = Field(
        default=None, min_length=8, description="Key that may add and remove reports over HTTP; without it nobody may."
    )
    max_upload_bytes: int = Field(
        default=16_777_216, ge=1024, le=64 * 1024 * 1024, description="Largest report that is taken over HTTP."
    )

    @property
    def reports_folder(self) -> Path:
        """Where the user's own reports live."""
        return self.home / "reports"

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
