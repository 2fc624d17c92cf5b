"""Who may ask: keys as `Authorization: Bearer KEY`, when any are set."""

import hmac
from typing import Annotated

from fastapi import Depends, HTTPException, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

_bearer = HTTPBearer(auto_error=False, description="One of ASKREPORT_KEYS, where any are set.")


def check_key(request: Request, credentials: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)]) -> None:
    """Let a request pass that holds a key, or any when there are no keys.

    Raises:
        HTTPException: 401 without a key, 403 with a wrong one.
    """
    keys = [key.get_secret_value() for key in request.app.state.settings.keys]
    if not keys:
        return
    if credentials is None:
        raise HTTPException(401, "A key is needed: Authorization: Bearer KEY", {"WWW-Authenticate": "Bearer"})
    given = credentials.credentials.encode()
    # Every key is compared, in constant time: neither the number of equal letters nor which key it was shows.
    matches = [hmac.compare_digest(given, key.encode()) for key in keys]
    if not any(matches):
        raise HTTPException(403, "The key is not known here.")


KeyCheck = Depends(check_key)
