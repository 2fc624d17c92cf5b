"""Who may ask, and who may change the library: keys as `Authorization: Bearer KEY`."""

import hmac
from collections.abc import Sequence
from typing import Annotated

from fastapi import Depends, HTTPException, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from pydantic import SecretStr

_bearer = HTTPBearer(auto_error=False, description="One of ASKREPORT_KEYS, where any are set.")


def check_key(request: Request, credentials: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)]) -> None:
    """Let a request pass that holds a key, or any when there are no keys.

    Raises:
        HTTPException: 401 without a key, 403 with a wrong one.
    """
    settings = request.app.state.settings
    if settings.keys:
        # Who may write may ask.
        _compare(credentials, [*settings.keys, *([settings.write_key] if settings.write_key else [])])


def check_write_key(
    request: Request, credentials: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)]
) -> None:
    """Let a request pass that holds the write key.

    Raises:
        HTTPException: 403 when there is no write key or the given one is wrong, 401 without a key.
    """
    key = request.app.state.settings.write_key
    if key is None:
        raise HTTPException(403, "The library cannot be changed over HTTP until ASKREPORT_WRITE_KEY is set")
    _compare(credentials, [key])


def _compare(credentials: HTTPAuthorizationCredentials | None, secrets: Sequence[SecretStr]) -> None:
    if credentials is None:
        raise HTTPException(401, "A key is needed: Authorization: Bearer KEY", {"WWW-Authenticate": "Bearer"})
    keys = [secret.get_secret_value() for secret in secrets]
    given = credentials.credentials.encode()
    # Every key is compared, in constant time: neither the number of equal letters nor which key it was shows.
    matches = [hmac.compare_digest(given, key.encode()) for key in keys]
    if not any(matches):
        raise HTTPException(403, "The key is not known here.")


KeyCheck = Depends(check_key)
WriteKeyCheck = Depends(check_write_key)
