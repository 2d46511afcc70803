"""Asking Twilio's REST API how an account is set up; nothing is changed there."""

import time
from collections.abc import Iterator, Mapping
from http import HTTPStatus
from typing import Any, Literal, TypeAlias

import requests

Host: TypeAlias = Literal["api", "messaging", "accounts"]
OWN_API = "https://api.twilio.com"
CONNECT_S, READ_S = 5.0, 10.0
# All questions together.
LONGEST_S = 60.0
PAGE_SIZE = 100
MOST_PAGES = 20
_REFUSED = frozenset({HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN})


class NotTold(Exception):
    """Twilio could not be asked, or did not answer as it should; why, in words for staff."""


class NotAllowed(NotTold):
    """Twilio does not take who we say we are, or does not let this account ask that."""


class NotThere(NotTold):
    """Twilio has no such thing."""


class Account:
    """One account, by its token. Every method raises NotTold.

    `api` is Twilio's own address, or a stand-in that has all of its hosts in one.
    """

    def __init__(self, api: str, account_sid: str, token: str) -> None:
        self._api = api
        self._session = requests.Session()
        self._session.auth = (account_sid, token)
        self._ends = time.monotonic() + LONGEST_S
        self.path = f"/2010-04-01/Accounts/{account_sid}"

    def one(self, host: Host, path: str, **params: str) -> Mapping[str, Any]:
        """Give what lies at a path."""
        return self._asked(f"{self._base(host)}{path}", params)

    def all(self, host: Host, path: str, key: str, **params: str) -> Iterator[Mapping[str, Any]]:
        """Give every entry of a list that is named `key`, page by page."""
        base = self._base(host)
        url, given = f"{base}{path}", {"PageSize": str(PAGE_SIZE), **params}
        for _ in range(MOST_PAGES):
            page = self._asked(url, given)
            entries = page.get(key)
            if not isinstance(entries, list):
                raise NotTold("Twilio's answer cannot be read.")
            yield from (entry for entry in entries if isinstance(entry, dict))
            url, given = _next_page(page, base), {}
            if not url:
                return

    def _base(self, host: Host) -> str:
        return f"https://{host}.twilio.com" if self._api == OWN_API else self._api

    def _asked(self, url: str, params: Mapping[str, str]) -> Mapping[str, Any]:
        left_s = self._ends - time.monotonic()
        if left_s <= 0:
            raise NotTold("Twilio answers too slowly. Try again in some minutes.")
        try:
            answer = self._session.get(
                url, params=params, timeout=(CONNECT_S, min(READ_S, left_s)), allow_redirects=False
            )
        except requests.RequestException as error:
            raise NotTold(f"Twilio could not be reached: {_why(error)}. Try again.") from error
        status = answer.status_code
        if status in _REFUSED:
            raise NotAllowed(
                "Twilio does not let this account ask that. Look by hand, in Twilio's console."
            )
        if status == HTTPStatus.NOT_FOUND:
            raise NotThere("Twilio does not know that here. Look by hand, in Twilio's console.")
        if status != HTTPStatus.OK:
            raise NotTold(f"Twilio answers {status} just now. Try again in some minutes.")
        try:
            found = answer.json()
        except ValueError as error:
            raise NotTold("Twilio's answer cannot be read.") from error
        if not isinstance(found, dict):
            raise NotTold("Twilio's answer cannot be read.")
        return found


def _next_page(page: Mapping[str, Any], base: str) -> str:
    """Give the address of the page that follows; never one elsewhere, as the token goes with it."""
    meta = page.get("meta")
    following = meta.get("next_page_url") if isinstance(meta, dict) else None
    if page.get("next_page_uri"):
        following = f"{base}{page['next_page_uri']}"
    found = str(following or "")
    return found if found.startswith(f"{base}/") else ""


def _why(error: requests.RequestException) -> str:
    if isinstance(error, requests.Timeout):
        return "it did not answer in time"
    if isinstance(error, requests.exceptions.SSLError):
        return "its certificate is not good"
    return "no connection came about"
