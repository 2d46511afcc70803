"""What Twilio's API gives, as far as it is looked at."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from webhooks.settings import Settings
from webhooks.twilio.account import Account

Thing: TypeAlias = Mapping[str, Any]
LONGEST_QUOTED = 200


@dataclass(frozen=True, slots=True)
class Found:
    """What was found at Twilio: our number, and the messaging service that it belongs to."""

    settings: Settings
    account: Account
    number: Thing
    service: Thing | None


def text_in(found: Thing | None, name: str) -> str:
    """Give a text that something holds; empty where it holds none."""
    value = (found or {}).get(name)
    return value.strip() if isinstance(value, str) else ""


def method_in(found: Thing, name: str) -> str:
    """Give the HTTP method that something holds."""
    return text_in(found, name) or "POST"


def name_of(service: Thing) -> str:
    """Give what a messaging service is called."""
    return shown(text_in(service, "friendly_name")) or "the service"


def quoted(text: str) -> str:
    """Give what Twilio says, as the end of a sentence."""
    return f': "{shown(text)}"' if text else "."


def shown(text: str) -> str:
    """Give a text from outside in one line, as a terminal can be given it."""
    return "".join(char if char.isprintable() else " " for char in text)[:LONGEST_QUOTED]
