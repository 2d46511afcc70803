"""Whether requests come through the public address as Twilio sends them.

A request is signed as Twilio signs, and sent to the door for what becomes of texts: of a status
that nobody knows, and of a letter that was never written, so that nothing comes of it. It holds
no token, and could do nothing if somebody kept it.
"""

import secrets
from http import HTTPStatus

import requests

from webhooks.checks import Check
from webhooks.settings import HOOK, STATUS, Settings
from webhooks.twilio.signature import signature

CONNECT_S, READ_S = 5.0, 10.0
# What proxies like to write otherwise: an encoded slash, a plus, an empty value, two of one name.
QUERY = "letter={letter}&a=x%2Fy%20z&b=1+2&c=&a=%C3%A9"
REFUSED = "Not a signed text of this account."
UNSIGNED = "Not signed by this account."


def through_the_world(settings: Settings) -> Check:
    """Send ourselves a signed request through the public address, and one that must be refused."""
    try:
        wrong = _wrong_with_status(settings) or _wrong_with_texts(settings)
    except requests.RequestException as error:
        wrong = _unreached(error)
    if wrong:
        return Check("address", well=False, words=wrong)
    words = "A signed request came through the public address as it was sent."
    return Check("address", well=True, words=words)


def _wrong_with_status(settings: Settings) -> str:
    with_query = _post(settings, f"{STATUS}?{QUERY.format(letter=secrets.token_hex(16))}")
    if with_query.status_code == HTTPStatus.NO_CONTENT:
        return ""
    if not _is_ours(with_query, UNSIGNED):
        return _strange(with_query)
    if _post(settings, STATUS).status_code == HTTPStatus.NO_CONTENT:
        return (
            "The proxy before Wayside changes what stands after the question mark of an "
            "address, so that Twilio's signature does not fit. Let it pass addresses as they come."
        )
    return (
        "Wayside refuses a request that was signed with these settings. The server that runs has "
        "another TWILIO_AUTH_TOKEN or WAYSIDE_PUBLIC_URL (start it again), or the proxy changes "
        "addresses or what is sent."
    )


def _wrong_with_texts(settings: Settings) -> str:
    """Look whether the door for texts is there: without a signature it must refuse."""
    answer = requests.post(
        f"{settings.public_url}{HOOK}", data={"MessageSid": "SM"}, timeout=(CONNECT_S, READ_S),
        allow_redirects=False,
    )  # fmt: skip
    return "" if _is_ours(answer, REFUSED) else _strange(answer)


def _post(settings: Settings, target: str) -> requests.Response:
    url = f"{settings.public_url}{target}"
    fields = {
        "AccountSid": settings.account_sid or "",
        "MessageSid": f"SM{secrets.token_hex(16)}",
        "MessageStatus": "looked-at-by-wayside",
    }
    signed = {"X-Twilio-Signature": signature(settings.auth_tokens[0], url, fields.items())}
    return requests.post(
        url, data=fields, headers=signed, timeout=(CONNECT_S, READ_S), allow_redirects=False
    )


def _is_ours(answer: requests.Response, words: str) -> bool:
    return answer.status_code == HTTPStatus.FORBIDDEN and answer.text.strip() == words


def _strange(answer: requests.Response) -> str:
    status = answer.status_code
    if HTTPStatus.MULTIPLE_CHOICES <= status < HTTPStatus.BAD_REQUEST:
        return (
            f"The public address answers with a redirect ({status}): Twilio follows it without the "
            "text, which is lost. Let the proxy pass /hooks/ on without a redirect."
        )
    if status in (
        HTTPStatus.BAD_GATEWAY,
        HTTPStatus.SERVICE_UNAVAILABLE,
        HTTPStatus.GATEWAY_TIMEOUT,
    ):
        return f"The public address answers {status}: Wayside does not run behind it. Start it."
    if status == HTTPStatus.NOT_FOUND:
        return (
            "The public address knows no /hooks/twilio/ (404): another server answers there, the "
            "proxy changes paths, or Wayside was started before its settings. Start it again."
        )
    return (
        f"Something before Wayside answers in its stead ({status}). Let the proxy pass /hooks/ on "
        "as it is, without a password, a page of its own or a look at who asks."
    )


def _unreached(error: requests.RequestException) -> str:
    if isinstance(error, requests.exceptions.SSLError):
        return (
            "The certificate of the public address is not good; Twilio refuses it as well. Let the "
            "proxy get a new one, for exactly this name, from an authority that phones know."
        )
    if isinstance(error, requests.Timeout):
        return (
            "The public address did not answer in time. Look whether the proxy and Wayside run, "
            "and whether the firewall lets port 443 in."
        )
    return (
        "The public address cannot be reached from here. If a phone opens it, only this machine "
        "cannot (some routers do so), and all may be well. Else look whether the name leads to "
        "your server (DNS), whether the proxy runs, and whether the firewall lets its port in."
    )
