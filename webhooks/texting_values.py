"""How the variables that are about texting are read: numbers, Twilio, and what it costs."""

import re
from collections.abc import Callable
from typing import Literal, TypeAlias, TypeVar

from engine.texting.addresses import kind_of
from engine.texting.prices import Prices, read_amount, read_prices
from engine.texting.senders import is_short_code, is_toll_free
from webhooks.values import Wrong, switch_of

OptOut: TypeAlias = Literal["carrier", "ours"]
T = TypeVar("T")


def phone_number(text: str) -> str:
    """Give a number as E.164. Raises Wrong."""
    import phonenumbers  # noqa: PLC0415 - takes 25 ms, and few commands need it

    fix = "Set it to a whole number with its country: +12025550123."
    try:
        number = phonenumbers.parse(text, None)
    except phonenumbers.NumberParseException as error:
        raise Wrong("is no phone number with a country", fix) from error
    if not phonenumbers.is_valid_number(number):
        raise Wrong("is a number that nobody can have", fix)
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


_OUR_SHORT_CODE = re.compile("[2-9][0-9]{4,5}")


def our_number(text: str) -> str:
    """Give a number of ours: a short code as it is, any other as E.164. Raises Wrong."""
    if _OUR_SHORT_CODE.fullmatch(text):
        return text
    if text.isascii() and text.isdecimal() and is_short_code(text):
        fix = "Set it to a whole number with its country, +12025550123, or to a short code: 22395."
        raise Wrong("is neither a phone number with a country nor a short code", fix)
    return phone_number(text)


def rcs_of(text: str) -> str:
    name = text.removeprefix("rcs:")
    if not re.fullmatch("[A-Za-z0-9_-]{1,100}", name):
        fix = "Copy the sender's id from Twilio's console: my_library_a1b2c3d4_agent."
        raise Wrong("is no id of an RCS sender", fix)
    return f"rcs:{name}"


def whatsapp_of(text: str) -> str:
    return f"whatsapp:{phone_number(text.removeprefix('whatsapp:'))}"


def optout_of(text: str) -> dict[str, OptOut]:
    """Read who answers STOP and its like, for all of our senders, or for each of some."""
    return _of_each(text, _answerer, "+18885550123=carrier, +12025550123=ours")


def _answerer(text: str) -> OptOut:
    match text.lower():
        case "carrier":
            return "carrier"
        case "ours":
            return "ours"
    raise Wrong(
        "is neither carrier nor ours",
        "Set it to carrier where Twilio itself answers STOP, START and HELP (it does unless you "
        "switched that off), to ours where Wayside shall.",
    )


# Segments a second that US carriers take of one sender, the least of its kind
# (https://support.twilio.com/hc/en-us/articles/115002943027, checked in November 2026).
LONG_CODE, TOLL_FREE, SHORT_CODE = 1.0, 3.0, 10.0
FASTEST = 1_000.0
# Messages a second that Twilio sends of a new WhatsApp sender, the least
# (https://www.twilio.com/docs/whatsapp/best-practices-and-faqs); RCS asks for no less.
WHATSAPP_OR_RCS = 10.0


def usual_pace(sender: str) -> float:
    """Give how many segments a second a sender may send, as far as its number tells.

    Of a sender of WhatsApp or RCS, where nothing is cut into segments, how many messages.
    """
    if kind_of(sender) != "sms":
        return WHATSAPP_OR_RCS
    if is_short_code(sender):
        return SHORT_CODE
    return TOLL_FREE if is_toll_free(sender) else LONG_CODE


def pace_of(text: str) -> float:
    fix = "Set it to the segments a second that Twilio grants your number, such as 1, 4.5 or 75."
    try:
        pace = float(text)
    except ValueError as error:
        raise Wrong("is no number", fix) from error
    if not 0 < pace <= FASTEST:
        raise Wrong("is too little or too much", fix)
    return pace


def countries_of(text: str) -> frozenset[str]:
    """Take ISO 3166 codes; `all` is every country, which is no set of them."""
    if text.lower() == "all":
        return frozenset()
    from phonenumbers import SUPPORTED_REGIONS  # noqa: PLC0415 - as in phone_number

    codes = {code.strip().upper() for code in text.split(",") if code.strip()}
    unknown = sorted(codes - set(SUPPORTED_REGIONS))
    if unknown or not codes:
        named = f"names no country: {', '.join(unknown)}" if unknown else "names no country"
        raise Wrong(named, "Set it to two-letter codes with commas, such as US,CA; or to all.")
    return frozenset(codes)


MOST_ALIKE = 30


def alike_of(text: str) -> int | None:
    if text.lower() == "off":
        return None
    if text.isascii() and text.isdecimal() and 0 < int(text) <= 10_000:
        return int(text)
    raise Wrong(
        "is neither a number from 1 to 10,000 nor off",
        "Set it to how many new numbers that are alike may come in ten minutes, such as 30.",
    )


def budget_of(text: str) -> int:
    fix = "Set it to an amount in US dollars, such as 20 or 12.50."
    try:
        amount = read_amount(text)
    except ValueError as error:
        raise Wrong("is no amount of money", fix) from error
    if not amount:
        raise Wrong("is nothing, with which nobody could play", fix)
    return amount


def prices_of(text: str) -> Prices:
    try:
        return read_prices(text)
    except ValueError as error:
        fix = "Set it to COUNTRY=OUT/IN in US dollars, with commas: GB=0.05/0.0075, DE=0.11/0.0075."
        raise Wrong(f"cannot be read: {error}", fix) from error


ALL_NUMBERS = ""


def mms_of(text: str) -> dict[str, bool]:
    """Read on or off for all of our numbers, or for each of some."""
    return _of_each(text, switch_of, "+12025550123=on, +442071838750=off")


def _of_each(text: str, read: Callable[[str], T], example: str) -> dict[str, T]:
    """Read a value for all of our numbers, or values for some of them, as in the example."""
    if "=" not in text:
        return {ALL_NUMBERS: read(text)}
    found: dict[str, T] = {}
    for each in text.split(","):
        number, mark, value = (part.strip() for part in each.partition("="))
        if not mark or not number:
            raise Wrong("has something that is no NUMBER=VALUE", f"Write it like this: {example}.")
        as_it_is = is_short_code(number) or number.startswith("MG")
        found[number if as_it_is else phone_number(number)] = read(value)
    return found


def account_of(text: str) -> str:
    if not re.fullmatch("AC[0-9a-fA-F]{32}", text):
        fix = "Copy the Account SID from the first page of Twilio's console."
        raise Wrong("is no Account SID: AC and 32 of 0-9 and a-f", fix)
    return text


def tokens_of(text: str) -> tuple[str, ...]:
    fix = "Copy the Auth Token from Twilio's console; while it changes, both with a comma between."
    tokens = tuple(token.strip() for token in text.split(","))
    if len(tokens) > 2:
        raise Wrong(f"holds {len(tokens)} tokens", fix)
    if not all(re.fullmatch("[!-~]+", token) for token in tokens):
        raise Wrong("holds something that is no token", fix)
    return tokens
