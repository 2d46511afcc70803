"""What Twilio does, for tests: the fields of a text, and its signature over them.

Written from Twilio's description of the signature, not from our reading of it.
"""

import base64
import hashlib
import hmac
from collections.abc import Iterable, Mapping
from itertools import count

ACCOUNT = "AC" + "0123456789abcdef" * 2
TOKEN = "0f1e2d3c4b5a69788796a5b4c3d2e1f0"
PUBLIC_URL = "https://play.example.org"
HOOK_URL = f"{PUBLIC_URL}/hooks/twilio/sms"
NO_API = "http://127.0.0.1:9"
OUR_NUMBER = "+12025550100"

_numbers = count(1)


def signature(
    url: str, params: Mapping[str, str] | Iterable[tuple[str, str]], token: str = TOKEN
) -> str:
    """Give base64 of HMAC-SHA1 over the address and each name and value, sorted by name."""
    pairs = params.items() if isinstance(params, Mapping) else params
    text = url + "".join(f"{name}{value}" for name, value in sorted(set(pairs)))
    mac = hmac.new(token.encode(), text.encode("utf-8", "surrogatepass"), hashlib.sha1)
    return base64.b64encode(mac.digest()).decode()


def signed(
    url: str, params: Mapping[str, str] | Iterable[tuple[str, str]], token: str = TOKEN
) -> dict[str, str]:
    """Give the header that Twilio sends with these names and values to this address."""
    return {"X-Twilio-Signature": signature(url, params, token)}


def text(body: str, sender: str = "+14155550123", **more: str) -> dict[str, str]:
    """Give the fields of a text as Twilio sends them; each text has an id of its own."""
    sid = f"SM{next(_numbers):032x}"
    fields = {
        "ToCountry": "US",
        "ToState": "",
        "SmsMessageSid": sid,
        "NumMedia": "0",
        "ToCity": "",
        "FromZip": "",
        "SmsSid": sid,
        "FromState": "CA",
        "SmsStatus": "received",
        "FromCity": "SAN FRANCISCO",
        "Body": body,
        "FromCountry": "US",
        "To": OUR_NUMBER,
        "ToZip": "",
        "NumSegments": "1",
        "MessageSid": sid,
        "AccountSid": ACCOUNT,
        "From": sender,
        "ApiVersion": "2010-04-01",
    }
    return {**fields, **more}


def environment(**more: str) -> dict[str, str]:
    """Give the variables of an installation that takes texts."""
    return {
        "WAYSIDE_PUBLIC_URL": PUBLIC_URL,
        "TWILIO_ACCOUNT_SID": ACCOUNT,
        "TWILIO_AUTH_TOKEN": TOKEN,
        # Where nobody listens: what a test does not wait for goes nowhere.
        "WAYSIDE_TWILIO_API": NO_API,
        # Tests send more than a person does.
        "WAYSIDE_FLOODS": "off",
        # What a first answer also says would stand in every test.
        "WAYSIDE_NOTICE": "off",
        # Tests read the log for what else it says.
        "WAYSIDE_REQUEST_LOG": "off",
        **more,
    }
