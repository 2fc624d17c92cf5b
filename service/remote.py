"""A service elsewhere, asked over HTTP as if it were in this process."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx

from corpus.errors import AskReportError, OverloadedError, StoreUnavailableError
from service.events import Added, Event, Finished, Found
from service.schemas import AskRequest, AskResponse, Citation, SearchRequest, SearchResponse

_TIMEOUT = httpx.Timeout(120.0, connect=10.0)


class RemoteService:
    """The service at an address; raises the errors that the one in this process would."""

    def __init__(self, url: str, key: str | None = None) -> None:
        self._url = url.rstrip("/")
        self._client = httpx.Client(timeout=_TIMEOUT, headers={"Authorization": f"Bearer {key}"} if key else {})

    def ask(self, request: AskRequest) -> AskResponse:
        """Return the answer object.

        Raises:
            AskReportError: the service cannot be reached or refuses the request.
        """
        return AskResponse.model_validate(self._post("/ask", request.model_dump(mode="json") | {"stream": False}))

    def search_passages(self, request: SearchRequest) -> SearchResponse:
        """Return the passages nearest to a query, best first.

        Raises:
            AskReportError: the service cannot be reached or refuses the request.
        """
        return SearchResponse.model_validate(self._post("/search", request.model_dump(mode="json")))

    def stream(self, request: AskRequest) -> Iterator[Event]:
        """Yield the answer in pieces.

        Raises:
            AskReportError: the service cannot be reached, refuses the request or breaks midway.
        """
        body = request.model_dump(mode="json") | {"stream": True}
        with self._reached(), self._client.stream("POST", f"{self._url}/ask", json=body) as response:
            if response.is_error:
                response.read()
            self._check(response)
            name = ""
            for line in response.iter_lines():
                if line.startswith("event:"):
                    name = line[6:].strip()
                elif line.startswith("data:"):
                    yield _read_event(name, json.loads(line[5:]))

    def _post(self, path: str, body: dict[str, Any]) -> Any:
        with self._reached():
            response = self._client.post(f"{self._url}{path}", json=body)
            self._check(response)
            return response.json()

    @contextmanager
    def _reached(self) -> Iterator[None]:
        try:
            yield
        except (httpx.HTTPError, ValueError) as error:
            raise StoreUnavailableError(
                f"{self._url} gives no answer ({error}). Is it running: askreport serve?"
            ) from error

    def _check(self, response: httpx.Response) -> None:
        if response.is_success:
            return
        try:
            message = str(response.json()["message"])
        except (ValueError, KeyError, TypeError):
            message = response.reason_phrase
        if response.status_code == 429:
            raise OverloadedError(message, int(response.headers.get("Retry-After", "1")))
        raise AskReportError(f"{self._url} answers {response.status_code}: {message}")


def _read_event(name: str, data: Any) -> Event:
    if name == "citations":
        return Found(tuple(Citation.model_validate(citation) for citation in data["citations"]))
    if name == "delta":
        return Added(data["text"])
    if name == "done":
        return Finished(AskResponse.model_validate(data))
    raise AskReportError(str(data.get("message", "The service broke off.")))
