"""Photos and voice messages at Twilio: fetched with our credentials, and deleted there."""

import re
from collections.abc import Callable
from http import HTTPStatus
from urllib.parse import urljoin, urlsplit

import requests
from urllib3.exceptions import HTTPError

from engine.clock import running_s
from engine.fetching import NotNow, Unusable
from webhooks.twilio.media import KINDS

CONNECT_S, READ_S = 5, 10
LONGEST_FETCH_S = 45.0
# Twilio takes in no more than 5 MB a message by MMS, and 16 MB by WhatsApp and RCS
# (https://www.twilio.com/docs/messaging/guides/accepted-mime-types).
MOST_BYTES = 16 * 1024 * 1024
MOST_REDIRECTS = 3
_CHUNK_BYTES = 64 * 1024
# Where Twilio sends on who asks for media: its own delivery network, and its bucket at Amazon
# (https://help.twilio.com/articles/223183748).
_CDN = re.compile(r"[a-z0-9.-]+\.twiliocdn\.com")
_BUCKET_HOST, _BUCKET = "s3-external-1.amazonaws.com", "/media.twiliocdn.com/"
# What is late may come yet.
_LATER = frozenset({401, 403, 404, 408, 409, 425, 429})


def is_twilios_cdn(url: str) -> bool:
    """Tell whether an address is one to which Twilio sends who asks for media."""
    parts = urlsplit(url)
    host = parts.netloc
    is_bucket = host == _BUCKET_HOST and parts.path.startswith(_BUCKET)
    return parts.scheme == "https" and (is_bucket or _CDN.fullmatch(host) is not None)


class TwilioMedia:
    """What came with texts to one account. `may_lead_to(url)`: where Twilio may send us on to."""

    def __init__(
        self,
        api: str,
        account_sid: str,
        token: str,
        may_lead_to: Callable[[str], bool] = is_twilios_cdn,
    ) -> None:
        base = f"{api}/2010-04-01/Accounts/{account_sid}/Messages/"
        self._ours = re.compile(rf"({re.escape(base)}[A-Za-z0-9]{{34}}/Media)/[A-Za-z0-9]{{34}}")
        self._api = api
        self._auth = (account_sid, token)
        self._may_lead_to = may_lead_to

    def fetch(self, url: str, kind: str) -> bytes:
        """Give a photo or voice message of our account. Raises NotNow and Unusable.

        Our credentials go to Twilio's API alone, and nothing is asked of anybody but Twilio.
        """
        if self._ours.fullmatch(url) is None:
            raise Unusable
        try:
            return self._followed(url, kind, running_s() + LONGEST_FETCH_S)
        except (requests.RequestException, HTTPError, OSError, ValueError) as error:
            raise NotNow from error

    def _followed(self, url: str, kind: str, until_s: float) -> bytes:
        for _ in range(MOST_REDIRECTS + 1):
            with self._asked("GET", url) as answer:
                if not answer.is_redirect:
                    _refuse(answer, kind)
                    return _body(answer, until_s)
                url = urljoin(url, answer.headers["Location"])
            if self._ours.fullmatch(url) is None and not self._may_lead_to(url):
                raise Unusable
        raise Unusable

    def delete(self, url: str) -> None:
        """Delete everything that came with a text of our account. Raises NotNow and Unusable."""
        ours = self._ours.fullmatch(url)
        if ours is None:
            raise Unusable
        try:
            for each in {f"{url}.json", *self._beside(ours[1])}:
                with self._asked("DELETE", each) as answer:
                    if answer.status_code not in (HTTPStatus.NO_CONTENT, HTTPStatus.NOT_FOUND):
                        raise NotNow
        except (requests.RequestException, HTTPError, OSError, ValueError) as error:
            raise NotNow from error

    def _beside(self, folder: str) -> list[str]:
        """List what else came with the same text: of several photos, one is taken."""
        with self._asked("GET", f"{folder}.json") as answer:
            if answer.status_code == HTTPStatus.NOT_FOUND:
                return []
            if answer.status_code != HTTPStatus.OK:
                raise NotNow
            listed = answer.json().get("media_list", [])
        found = [f"{self._api}{each.get('uri', '')}" for each in listed]
        return [url for url in found if self._ours.fullmatch(url.removesuffix(".json"))]

    def _asked(self, method: str, url: str) -> requests.Response:
        """Ask once; our credentials go along where it is ours, and nobody else's ever."""
        ours = url.startswith(f"{self._api}/")
        with requests.Session() as session:
            # Neither a .netrc nor a cookie is anybody's business.
            session.auth = self._auth if ours else _nobody
            return session.request(
                method,
                url,
                headers={"Accept-Encoding": "identity"},
                timeout=(CONNECT_S, READ_S),
                allow_redirects=False,
                stream=True,
            )


def _nobody(request: requests.PreparedRequest) -> requests.PreparedRequest:
    return request


def _refuse(answer: requests.Response, kind: str) -> None:
    """Refuse what is not there, of another kind, or too large by its own words."""
    status = answer.status_code
    if status in _LATER or status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        raise NotNow
    said = answer.headers.get("Content-Type", "").strip().lower().partition("/")[0]
    length = answer.headers.get("Content-Length", "0")
    is_large = length.isdecimal() and int(length) > MOST_BYTES
    if status != HTTPStatus.OK or is_large or KINDS.get(said) is not _EVENTS[kind]:
        raise Unusable


def _body(answer: requests.Response, until_s: float) -> bytes:
    """Read a body that is not too large and does not take too long, however slowly it comes."""
    data = bytearray()
    while chunk := answer.raw.read1(_CHUNK_BYTES):
        data += chunk
        if len(data) > MOST_BYTES or running_s() > until_s:
            raise Unusable
    length = answer.headers.get("Content-Length", "")
    if length.isdecimal() and int(length) != len(data):
        raise NotNow
    return bytes(data)


_EVENTS = {"photo": KINDS["image"], "voice": KINDS["audio"]}
