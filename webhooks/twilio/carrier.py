"""Sending through Twilio's REST API."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

import requests
from urllib3.exceptions import ConnectTimeoutError, MaxRetryError, NewConnectionError

from engine.delivery import Never, NotTaken, Unsure
from engine.play.events import Said
from engine.store.letters import Letter
from engine.texting.addresses import kind_of
from engine.turns import Address, Event, Incoming
from webhooks.twilio.codes import NOT_TAKEN, reason_of
from webhooks.twilio.incoming import sender_of
from webhooks.twilio.media import media_in

CONNECT_S, READ_S = 5, 10
# Twilio takes 1 to 36,000 seconds.
LONGEST_VALID_S = 36_000
# Clocks differ, and Twilio's dates are whole seconds.
ABOUT_S = 60
LARGEST_PAGE = 1_000
_SERVICE = "MG"
_NEVER_WENT = frozenset({"failed", "canceled"})


class Twilio:
    """Sends as one account, and knows what was sent to it.

    `status_url` is where Twilio tells what becomes of each letter, `media_url(name)` where it
    fetches the pictures and sounds that go with one. `senders` are ours, none for all of the
    account. `carrier_answers` tells of which of them Twilio itself answers STOP, START and HELP.
    """

    def __init__(
        self,
        api: str,
        account_sid: str,
        token: str,
        status_url: str,
        senders: tuple[str, ...] = (),
        *,
        media_url: Callable[[str], str] = str,
        carrier_answers: Callable[[str], bool] = lambda _: True,
    ) -> None:
        self._api = api
        self._senders = senders
        self._carrier_answers = carrier_answers
        self._messages = f"{api}/2010-04-01/Accounts/{account_sid}/Messages.json"
        self._session = requests.Session()
        self._session.auth = (account_sid, token)
        self._status_url = status_url
        self._media_url = media_url

    def send(self, letter: Letter) -> str:
        """Send a letter; give Twilio's name for it. Raises NotTaken, Unsure and Never."""
        by = "MessagingServiceSid" if letter.sender.startswith(_SERVICE) else "From"
        form: dict[str, str | list[str]] = {
            "To": letter.to,
            by: letter.sender,
            "StatusCallback": f"{self._status_url}?{urlencode({'letter': letter.id.hex()})}",
            "ValidityPeriod": str(min(max(letter.valid_s, 1), LONGEST_VALID_S)),
        }
        if letter.text:
            form["Body"] = letter.text
        if letter.media:
            form["MediaUrl"] = [self._media_url(name) for name in letter.media]
        return str(self._asked("POST", self._messages, data=form)["sid"])

    def find(self, letter: Letter) -> str | None:
        """Give Twilio's name for a letter that it may have; None where it has it not."""
        return next(_same(letter, self.listed(To=letter.to)), None)

    def received(self, since_s: int) -> Iterator[Incoming]:
        """Give every text to our senders since then, the oldest first, as coming late.

        Raises NotTaken, Unsure and Never.
        """
        day = datetime.fromtimestamp(since_s, UTC).date().isoformat()
        found: list[Incoming] = []
        for to in self._senders or (None,):
            listed = self.listed(**{"DateSent>": day, **({"To": to} if to else {})})
            found += (late for each in listed if (late := self._late(each)))
        return iter(sorted(found, key=lambda each: each.sent_s or 0))

    def _late(self, message: Mapping[str, Any]) -> Incoming | None:
        if message.get("direction") != "inbound":
            return None
        words = str(message.get("body") or "")
        event: Event | None = None
        if str(message.get("num_media", "0")) != "0":
            event = media_in(self._media(message), words, self._api)
        sender = sender_of(str(message["from"]))
        kind, ours = kind_of(sender), sender_of(str(message["to"]))
        if kind != "sms" and event is None and not words.strip():
            # A position, perhaps: Twilio does not tell it afterwards.
            return None
        return Incoming(
            str(message["sid"]),
            Address(kind, sender),
            event or Said(words),
            ours,
            sent_s=int(parsedate_to_datetime(str(message["date_created"])).timestamp()),
            carrier_answers=self._carrier_answers(ours) and kind != "whatsapp",
        )

    def _media(self, message: Mapping[str, Any]) -> dict[str, str]:
        """Give a message's media in the fields in which a webhook has them."""
        base = self._messages.removesuffix(".json")
        listed = self._asked("GET", f"{base}/{message['sid']}/Media.json").get("media_list", [])
        fields = {"NumMedia": str(len(listed))}
        for number, each in enumerate(listed):
            address = str(each.get("uri", "")).removesuffix(".json")
            fields[f"MediaUrl{number}"] = f"{self._api}{address}"
            fields[f"MediaContentType{number}"] = str(each.get("content_type", ""))
        return fields

    def listed(self, **params: str) -> Iterator[Mapping[str, Any]]:
        """Give every message that Twilio lists for these. Raises NotTaken, Unsure and Never."""
        url, asked = self._messages, {**params, "PageSize": str(LARGEST_PAGE)}
        while url:
            page = self._asked("GET", url, params=asked)
            yield from page.get("messages", [])
            # Each page names the next one, with everything that was asked.
            following = str(page.get("next_page_uri") or "")
            url, asked = (f"{self._api}{following}" if following else ""), {}

    def delete(self, sid: str) -> None:
        """Delete a message and what came with it. Raises NotTaken, Unsure and Never."""
        self._asked("DELETE", f"{self._messages.removesuffix('.json')}/{sid}.json")

    def _asked(self, method: str, url: str, **form: Any) -> Mapping[str, Any]:
        try:
            answer = self._session.request(
                method, url, timeout=(CONNECT_S, READ_S), allow_redirects=False, **form
            )
        except requests.RequestException as error:
            raise (NotTaken() if _never_left(error) else Unsure()) from error
        status = answer.status_code
        if status in (HTTPStatus.OK, HTTPStatus.CREATED):
            return _json(answer)
        if status == HTTPStatus.NO_CONTENT:
            return {}
        if status == HTTPStatus.TOO_MANY_REQUESTS:
            raise NotTaken(_seconds(answer.headers.get("Retry-After", "")))
        if not HTTPStatus.BAD_REQUEST <= status < HTTPStatus.INTERNAL_SERVER_ERROR:
            raise Unsure
        code = int(_json(answer).get("code") or 0)
        if code in NOT_TAKEN or status == HTTPStatus.UNAUTHORIZED:
            raise NotTaken
        raise Never(reason_of(code), code)


def _same(letter: Letter, messages: Iterable[Mapping[str, Any]]) -> Iterator[str]:
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
