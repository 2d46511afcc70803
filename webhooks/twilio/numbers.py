"""Our number as Twilio knows it, and the messaging service that it belongs to.

A short code lies elsewhere than other numbers
(https://www.twilio.com/docs/messaging/api/short-code-resource and services-shortcode-resource), and
only its service tells what it can do.
"""

from collections.abc import Iterator

from engine.texting.senders import is_short_code
from webhooks.twilio.account import Account
from webhooks.twilio.things import Thing, text_in

SHORT_CODES = "Short codes (twilio.com/console/sms/short-codes)"
NUMBERS = "Phone Numbers > Manage > Active numbers"


def listed_at(phone: str) -> str:
    """Say where a number stands in Twilio's console."""
    return SHORT_CODES if is_short_code(phone) else NUMBERS


def number_of(account: Account, phone: str) -> Thing | None:
    """Give a number (E.164 or a short code) of this account; None where it has it not."""
    if is_short_code(phone):
        path, key = f"{account.path}/SMS/ShortCodes.json", "short_codes"
        listed = account.all("api", path, key, ShortCode=phone)
        return _named(listed, "short_code", phone)
    path, key = f"{account.path}/IncomingPhoneNumbers.json", "incoming_phone_numbers"
    # The filter also finds numbers that only hold this one.
    return _named(account.all("api", path, key, PhoneNumber=phone), "phone_number", phone)


def service_of(account: Account, phone: str) -> tuple[Thing | None, Thing]:
    """Give the messaging service of a number, None without one, and what that says of it."""
    path, key, name = (
        ("ShortCodes", "short_codes", "short_code")
        if is_short_code(phone)
        else ("PhoneNumbers", "phone_numbers", "phone_number")
    )
    for service in account.all("messaging", "/v1/Services", "services"):
        listed = account.all("messaging", f"/v1/Services/{text_in(service, 'sid')}/{path}", key)
        if entry := _named(listed, name, phone):
            return service, entry
    return None, {}


def _named(listed: Iterator[Thing], name: str, phone: str) -> Thing | None:
    return next((each for each in listed if each.get(name) == phone), None)
