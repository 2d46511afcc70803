"""Where a text comes from and goes to: a phone number, or an address of WhatsApp or RCS.

As Twilio writes them: `+12025550143`, `whatsapp:+12025550143`, `rcs:+12025550143`. Who has a name
at WhatsApp need not show their number: `whatsapp:US.13491208655302741918`, an id that begins with
the ISO 3166 region (https://developers.facebook.com/documentation/business-messaging/whatsapp/
business-scoped-user-ids).
"""

import re
from typing import Literal, TypeAlias

from engine.texting import phones

Kind: TypeAlias = Literal["sms", "whatsapp", "rcs"]
# So long after somebody's last text WhatsApp lets us write to them
# (https://www.twilio.com/docs/whatsapp/key-concepts, customer service windows): 24 hours, less what
# clocks and queues may differ.
WINDOWS_S: dict[str, int] = {"whatsapp": 24 * 60 * 60 - 5 * 60}

_E164 = re.compile(r"\+[1-9][0-9]{6,14}")
_USER_ID = re.compile(r"([A-Z]{2})\.[A-Za-z0-9.]{1,140}")


def kind_of(address: str) -> Kind:
    """Tell by what an address is reached."""
    if address.startswith("whatsapp:"):
        return "whatsapp"
    return "rcs" if address.startswith("rcs:") else "sms"


def phone_in(address: str) -> str:
    """Give the number of an address, in E.164; empty where it shows none."""
    found = _name(address)
    return found if _E164.fullmatch(found) else ""


def addresses_at(address: str) -> tuple[str, ...]:
    """Give every address that somebody with a number (E.164) may have; any other is one alone."""
    return (address, f"whatsapp:{address}", f"rcs:{address}") if address[:1] == "+" else (address,)


def region_of(address: str) -> str | None:
    """Give the ISO 3166 region of an address; None where it shows none."""
    if match := _USER_ID.fullmatch(_name(address)):
        return match[1]
    phone = phone_in(address)
    return phones.region_of(phone) if phone else None


def _name(address: str) -> str:
    kind = kind_of(address)
    return address if kind == "sms" else address.removeprefix(f"{kind}:")
