"""Sending through Twilio's REST API."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

import requests
from urllib3.exceptions import ConnectTimeoutError, MaxRetryError, NewConnectionError

from engine.delivery import Never, NotTaken, Unsure
from engine.store.outbox import Letter
from webhooks.twilio.codes import NOT_TAKEN, reason_of

CONNECT_S, READ_S = 5, 10
# Twilio takes 1 to 36,000 seconds.
LONGEST_VALID_S = 36_000
# Clocks differ, and Twilio's dates are whole seconds.
ABOUT_S = 60
MOST_LISTED = 50
_SERVICE = "MG"
_NEVER_WENT = frozenset({"failed", "canceled"})


class Twilio:
    """Sends as one account. `status_url` is where Twilio tells what becomes of each letter."""

    def __init__(self, api: str, account_sid: str, token: str, status_url: str) -> None:
        self._messages = f"{api}/2010-04-01/Accounts/{account_sid}/Messages.json"
        self._session = requests.Session()
        self._session.auth = (account_sid, token)
        self._status_url = status_url

    def send(self, letter: Letter) -> str:
        """Send a letter; give Twilio's name for it. Raises NotTaken, Unsure and Never."""
        by = "MessagingServiceSid" if letter.sender.startswith(_SERVICE) else "From"
        valid_s = letter.until_s - letter.tried_s
        form = {
            "To": letter.to,
            by: letter.sender,
            "Body": letter.text,
            "StatusCallback": f"{self._status_url}?{urlencode({'letter': letter.id.hex()})}",
            "ValidityPeriod": str(min(max(valid_s, 1), LONGEST_VALID_S)),
        }
        return str(self._asked("POST", data=form)["sid"])

    def find(self, letter: Letter) -> str | None:
        """Give Twilio's name for a letter that it may have; None where it has it not."""
        listed = self._asked("GET", params={"To": letter.to, "PageSize": str(MOST_LISTED)})
        return next(_same(letter, listed.get("messages", [])), None)

    def _asked(self, method: str, **form: Any) -> Mapping[str, Any]:
        try:
            answer = self._session.request(
                method, self._messages, timeout=(CONNECT_S, READ_S), allow_redirects=False, **form
            )
        except requests.RequestException as error:
            raise (NotTaken() if _never_left(error) else Unsure()) from error
        status = answer.status_code
        if status in (HTTPStatus.OK, HTTPStatus.CREATED):
            return _json(answer)
        if status == HTTPStatus.TOO_MANY_REQUESTS:
            raise NotTaken(_seconds(answer.headers.get("Retry-After", "")))
        if not HTTPStatus.BAD_REQUEST <= status < HTTPStatus.INTERNAL_SERVER_ERROR:
            raise Unsure
        code = int(_json(answer).get("code") or 0)
        if code in NOT_TAKEN or status == HTTPStatus.UNAUTHORIZED:
            raise NotTaken
        raise Never(reason_of(code), code)


def _same(letter: Letter, messages: list[Mapping[str, Any]]) -> Iterator[str]:
    """Give each message that may be this letter: the same words, sent since it was tried."""
    since = datetime.fromtimestamp(letter.tried_s - ABOUT_S, UTC)
    for message in messages:
        ours = str(message.get("direction", "")).startswith("outbound-api")
        same = " ".join(str(message.get("body", "")).split()) == " ".join(letter.text.split())
        made = parsedate_to_datetime(str(message["date_created"]))
        if ours and same and made >= since and message.get("status") not in _NEVER_WENT:
            yield str(message["sid"])


def _never_left(error: requests.RequestException) -> bool:
    """Tell whether no connection came about, so that nothing can have been taken."""
    cause = error.args[0] if error.args else None
    if isinstance(cause, MaxRetryError):
        cause = cause.reason
    return isinstance(cause, NewConnectionError | ConnectTimeoutError)


def _json(answer: requests.Response) -> Mapping[str, Any]:
    try:
        found = answer.json()
    except ValueError as error:
        raise Unsure from error
    if not isinstance(found, dict):
        raise Unsure
    return found


def _seconds(text: str) -> float:
    return min(float(text), 3600) if text.isdecimal() else 0
