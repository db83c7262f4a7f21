"""The token endpoint of the service-account flow: a signed assertion goes in, an access token comes out.

A token carries the account's name, so that it is still good after the practice servers were started again.
"""

import base64
import json
from contextlib import suppress
from typing import Any

from practice.sheets.errors import GoogleError

PREFIX = "practice-token."
JWT_BEARER = "urn:ietf:params:oauth:grant-type:jwt-bearer"
LIFETIME_SECONDS = 3600


class TokenError(Exception):
    """The token endpoint says no; its body is OAuth's, not Google's."""

    def __init__(self, error: str, description: str) -> None:
        super().__init__(description)
        self.body = {"error": error, "error_description": description}


def issue_token(form: dict[str, str]) -> dict[str, Any]:
    """Answer a JWT bearer grant; raise TokenError for any other or a broken one."""
    if form.get("grant_type") != JWT_BEARER:
        raise TokenError("unsupported_grant_type", f"Invalid grant_type: {form.get('grant_type', '')}")
    account = _claims(form.get("assertion", "")).get("iss")
    if not isinstance(account, str) or not account:
        raise TokenError("invalid_grant", "Invalid JWT: the claim 'iss' names no account.")
    return {"access_token": token_of(account), "expires_in": LIFETIME_SECONDS, "token_type": "Bearer"}


def token_of(account: str) -> str:
    """The access token of an account."""
    return PREFIX + base64.urlsafe_b64encode(account.encode()).decode().rstrip("=")


def account_of(authorization: str) -> str:
    """The account of an Authorization header; raise a 401 for one that we did not issue."""
    kind, _, token = authorization.partition(" ")
    if kind == "Bearer" and len(token) > len(PREFIX) and token.startswith(PREFIX):
        with suppress(ValueError):
            return _decoded(token.removeprefix(PREFIX)).decode()
    raise GoogleError(
        401,
        "Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other valid "
        "authentication credential. See https://developers.google.com/identity/sign-in/web/devconsole-project.",
    )


def _claims(assertion: str) -> dict[str, Any]:
    try:
        _header, claims, _signature = assertion.split(".")
        found = json.loads(_decoded(claims))
    except ValueError as error:
        raise TokenError("invalid_grant", "Invalid JWT: it does not have three readable parts.") from error
    return found if isinstance(found, dict) else {}


def _decoded(text: str) -> bytes:
    return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
