"""`wayside doctor --twilio`: whether all is right at Twilio, and what to paste where."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from engine.texting.senders import is_short_code
from webhooks.checks import Check, mend, unsure, well
from webhooks.settings import Settings
from webhooks.twilio.account import Account, NotAllowed, NotThere, NotTold
from webhooks.twilio.channel_senders import senders
from webhooks.twilio.numbers import listed_at, number_of, service_of
from webhooks.twilio.opt_out import opt_out
from webhooks.twilio.pasted import (
    Pasted,
    host_of,
    leads_elsewhere,
    wrong_with,
    wrong_with_fallback,
    wrong_with_status,
)
from webhooks.twilio.registered import registered
from webhooks.twilio.things import Found, method_in, name_of, text_in


def asked_twilio(settings: Settings) -> Iterator[Check]:
    """Ask Twilio, and give a check for everything that matters; nothing is changed there."""
    if missing := settings.missing_for_twilio:
        yield Check("account", well=False, words=f"Set {' and '.join(missing)} first.")
        return
    account = Account(settings.twilio_api, settings.account_sid or "", settings.auth_tokens[0])
    is_ours = _account(account)
    yield is_ours
    if is_ours.well or is_ours.unsure:
        yield from _number(settings, account)
        yield from senders(settings, account)


def _account(account: Account) -> Check:
    try:
        found = account.one("api", f"{account.path}.json")
    except (NotAllowed, NotThere):
        return mend(
            "account",
            "Twilio does not know this TWILIO_ACCOUNT_SID with this TWILIO_AUTH_TOKEN. Copy both "
            'from the first page of Twilio\'s console (console.twilio.com, "Account Info"); of two '
            "tokens, the first must be good.",
        )
    except NotTold as why:
        return mend("account", str(why))
    if (status := text_in(found, "status")) != "active":
        return mend(
            "account",
            f"The account is {status or 'not active'}. Open Twilio's console (console.twilio.com): "
            "it says at the top why, and what to do. Until then no text comes in or goes out.",
        )
    if text_in(found, "type") == "Trial":
        return Check(
            "account", well=False, unsure=True,
            words="This is a trial account: it texts only numbers that you have verified, and puts "
            "words of its own before each text. Click \"Upgrade\" at the top of Twilio's console "
            "before players come.",
        )  # fmt: skip
    return well("account", "Twilio knows the account, and it is active.")


def _number(settings: Settings, account: Account) -> Iterator[Check]:
    if settings.phone is None:
        yield mend("number", "Set WAYSIDE_PHONE to the number that players text.")
        return
    try:
        number = number_of(account, settings.phone)
        if number is None:
            yield mend(
                "number",
                f"{settings.phone} is not a number of this account. Set WAYSIDE_PHONE to one that "
                f"stands in the console at {listed_at(settings.phone)}.",
            )
            return
        service, entry = service_of(account, settings.phone)
    except NotTold as why:
        yield mend("number", str(why))
        return
    found = Found(settings, account, {**entry, **number}, service)
    for what, look in LOOKS.items():
        try:
            yield from look(found)
        except NotTold as why:
            yield mend(what, str(why))


def _texts_in(found: Found) -> Iterator[Check]:
    """Look at where texts that come in are sent, which the number says or its service."""
    number, service, settings = found.number, found.service, found.settings
    if service is not None and not service.get("use_inbound_webhook_on_number"):
        where = f'Messaging > Services > {name_of(service)} > Integration, "Send a webhook"'
        yield from _hook(
            settings, _Names(where, "Request URL", "Fallback URL"),
            Pasted(text_in(service, "inbound_request_url"), method_in(service, "inbound_method")),
            Pasted(text_in(service, "fallback_url"), method_in(service, "fallback_method")),
        )  # fmt: skip
        return
    where = f"{listed_at(settings.phone or '')} > {settings.phone} > Messaging"
    if text_in(number, "sms_application_sid"):
        yield mend(
            "texts in",
            "A TwiML app takes the texts of this number, so that none reaches Wayside.\n"
            f'In Twilio\'s console, at {where}, choose "Webhook" in its stead, paste this for "A '
            f'message comes in", choose HTTP POST, and save:\n{settings.hook_url}',
        )
        return
    yield from _hook(
        settings, _Names(where, "A message comes in", "Primary handler fails"),
        Pasted(text_in(number, "sms_url"), method_in(number, "sms_method")),
        Pasted(text_in(number, "sms_fallback_url"), method_in(number, "sms_fallback_method")),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Names:
    """What two addresses are called in Twilio's console, and where they stand there."""

    where: str
    first: str
    fallback: str

    def paste(self, name: str, settings: Settings) -> str:
        return (
            f'In Twilio\'s console, at {self.where}, paste this for "{name}", choose HTTP POST, '
            f"and save:\n{settings.hook_url}"
        )


def _hook(settings: Settings, names: _Names, first: Pasted, fallback: Pasted) -> Iterator[Check]:
    name, fallback_name = names.first, names.fallback
    paste = names.paste(name, settings)
    wrong = wrong_with(first, settings)
    yield (
        mend("texts in", f'"{name}" {wrong}\n{paste}')
        if wrong
        else well("texts in", f'"{name}" leads to Wayside, which is tried again when it is away.')
    )
    wrong = wrong_with_fallback(fallback, settings)
    if wrong:
        paste = names.paste(fallback_name, settings)
        yield mend("fallback", f'"{fallback_name}" {wrong}\n{paste}')
    elif leads_elsewhere(fallback.url, settings):
        yield unsure(
            "fallback",
            f'"{fallback_name}" leads to {host_of(fallback.url)}, which answers while Wayside is '
            "away. Wayside answers those texts as well, when it is back.",
        )
    else:
        yield well("fallback", f'"{fallback_name}" leads to Wayside as well.')


def _status(found: Found) -> Iterator[Check]:
    """Look at the status callback of the service: Wayside names its own with each text."""
    url = text_in(found.service, "status_callback") if found.service else ""
    where = f"Messaging > Services > {name_of(found.service or {})} > Integration"
    if wrong := wrong_with_status(url, found.settings):
        yield mend(
            "status",
            f'"Delivery Status Callback" {wrong}\nIn Twilio\'s console, at {where}, empty it, and '
            "save: Wayside names its own with each text.",
        )
    elif url and leads_elsewhere(url, found.settings):
        yield unsure(
            "status",
            f'"Delivery Status Callback" leads to {host_of(url)}: it is told of our texts, with '
            f"the numbers of players. Empty it in Twilio's console, at {where}, unless you want "
            "that.",
        )
    else:
        yield well("status", "Wayside asks with each text to be told what becomes of it.")


def _capabilities(found: Found) -> Iterator[Check]:
    can = _can(found.number.get("capabilities"))
    if is_short_code(found.settings.phone or ""):
        yield _short_code_can(can)
        return
    if "sms" not in can:
        yield mend(
            "can",
            "This number cannot text (no SMS). Buy one that can in Twilio's console, at Phone "
            "Numbers > Manage > Buy a number, and set WAYSIDE_PHONE to it.",
        )
        return
    calls = "It can be called as well." if "voice" in can else "It cannot be called."
    if "mms" not in can and _sends_pictures(found.settings):
        yield mend(
            "can",
            f"This number can text, but sends no pictures or sounds (no MMS). {calls}\nSet "
            "WAYSIDE_MMS=off, so that links to them are sent in their stead.",
        )
        return
    lacks = "" if "mms" in can else " It sends links to pictures and sounds, as it cannot MMS."
    yield well("can", f"This number can text.{lacks} {calls}")


def _sends_pictures(settings: Settings) -> bool:
    """Tell whether Wayside would send pictures along, to somebody who can take them."""
    return settings.takes_mms(settings.phone or "", "+12025550123")


def _can(given: object) -> set[str]:
    """Give what a number can, of an object with switches or of a list."""
    if isinstance(given, dict):
        return {str(name).lower() for name, on in given.items() if on}
    return {str(name).lower() for name in given} if isinstance(given, list) else set()


def _short_code_can(can: set[str]) -> Check:
    if "mms" in can:
        return well("can", "This short code can text, and send pictures (MMS).")
    return unsure(
        "can",
        "This short code can text. Twilio does not say that it sends pictures (MMS): ask its "
        "support to switch that on, or set WAYSIDE_MMS=off, so that links are sent in their stead.",
    )


GEO = "Messaging > Settings > Geo permissions"
_NOT_TOLD = (
    "Twilio does not tell which countries may be texted. Look in its console, at "
    f"{GEO}, whether yours is ticked."
)


def _countries(found: Found) -> Iterator[Check]:
    region = found.settings.country or ""
    try:
        answer = found.account.one("accounts", "/v1/Messaging/GeoPermissions", CountryCode=region)
    except (NotAllowed, NotThere):
        yield unsure("country", _NOT_TOLD)
        return
    listed = answer.get("permissions")
    entries = listed if isinstance(listed, list) else []
    ours = [
        each for each in entries if isinstance(each, dict) and each.get("country_code") == region
    ]
    if not ours:
        yield unsure("country", _NOT_TOLD)
    elif not any(each.get("enabled") is True for each in ours):
        yield mend(
            "country",
            f"The account may not text {region}, so that nobody there gets an answer. Tick it in "
            f"Twilio's console, at {GEO}, and save.",
        )
    else:
        yield well("country", f"The account may text {region}. Others are at {GEO}.")


Look: TypeAlias = Callable[[Found], Iterator[Check]]
LOOKS: Mapping[str, Look] = {
    "texts in": _texts_in,
    "status": _status,
    "can": _capabilities,
    "register": registered,
    "opt-out": opt_out,
    "country": _countries,
}
