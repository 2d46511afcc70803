"""How the variables of the environment are read: each gives a value, or raises Wrong."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Literal, TypeAlias, TypeVar
from urllib.parse import SplitResult, urlsplit

from engine.places.zones import zone_named
from engine.store.connections import USUAL_POOL, PoolSize
from engine.texting.addresses import kind_of
from engine.texting.prices import Prices, read_amount, read_prices
from engine.texting.senders import is_short_code, is_toll_free

OptOut: TypeAlias = Literal["carrier", "ours"]
T = TypeVar("T")


class Wrong(Exception):
    """A value that cannot be used: what is wrong, and what to set."""


def folder_of(text: str) -> Path:
    path = Path(text)
    if path.is_file():
        raise Wrong(f"is {text}, which is a file", "Set it to a folder.")
    return path


def file_of(text: str) -> Path:
    path = Path(text)
    if path.is_dir():
        raise Wrong(f"is {text}, which is a folder", "Set it to a file.")
    return path


def database_of(text: str) -> Path | str:
    """Take a URL; a SQLite one of a file becomes its path."""
    scheme, mark, rest = text.partition("://")
    file = rest.removeprefix("/")
    if scheme == "sqlite" and rest != file and "?" not in file and file not in ("", ":memory:"):
        return file_of(file)
    if mark and rest and scheme in ("postgresql", "postgresql+psycopg"):
        return text
    raise Wrong(
        "is no address of a database that Wayside knows",
        "Set it to postgresql://USER:PASSWORD@HOST/NAME or sqlite:///FILE, or leave it out.",
    )


MOST_CONNECTIONS = 500


def pool_of(text: str) -> PoolSize:
    """Take how many connections a process may have: `10`, or at least and at most: `2-10`."""
    least, dash, most = text.partition("-")
    numbers = [int(each) for each in (least, most if dash else least) if each.strip().isdecimal()]
    if len(numbers) != 2 or not 1 <= numbers[0] <= numbers[1] <= MOST_CONNECTIONS:
        raise Wrong(
            "is no number of connections",
            f"Set it to how many each process may have, 1 to {MOST_CONNECTIONS}, such as 10; or "
            "to how many it keeps and how many it may have, such as 2-10.",
        )
    return PoolSize(numbers[0] if dash else min(USUAL_POOL.least, numbers[1]), numbers[1])


_HOST = re.compile(r"(?=.{1,253}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*")


def public_url_of(text: str) -> str:
    fix = "Set it to what people type before the first single slash: https://play.example.org."
    parts = _split(text, fix)
    if parts.scheme != "https":
        raise Wrong(
            "must begin with https://: Twilio asks for it, and without it walks have no "
            "download, no position and no screen that stays on",
            fix,
        )
    if parts.path.strip("/") or parts.query or parts.fragment or "@" in parts.netloc:
        raise Wrong("must be a host alone, without a path, a name or a question mark", fix)
    host = (parts.hostname or "").lower()
    if not _HOST.fullmatch(host):
        raise Wrong("has a host that cannot be used (letters like é want their xn-- form)", fix)
    return f"https://{host}:{parts.port}" if parts.port else f"https://{host}"


def api_of(text: str) -> str:
    fix = "Set it to an address like http://127.0.0.1:9000, or leave it out."
    parts = _split(text, fix)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise Wrong("is no address of a server", fix)
    return text.rstrip("/")


def _split(text: str, fix: str) -> SplitResult:
    """Take an address apart; here a port beyond 65535 is found as well."""
    try:
        parts = urlsplit(text)
        parts.port  # noqa: B018 - it is read to be checked
    except ValueError as error:
        raise Wrong("is no address", fix) from error
    return parts


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


LONGEST_NAME, LONGEST_CONTACT = 60, 100


def line_of(longest: int, fix: str) -> Callable[[str], str]:
    """Make what reads a line that players are told."""

    def read(text: str) -> str:
        if len(text) > longest:
            raise Wrong(f"is longer than {longest} characters", fix)
        if not text.isprintable():
            raise Wrong("holds more than one line, or what cannot be shown", fix)
        return text

    return read


def rcs_of(text: str) -> str:
    name = text.removeprefix("rcs:")
    if not re.fullmatch("[A-Za-z0-9_-]{1,100}", name):
        fix = "Copy the sender's id from Twilio's console: my_library_a1b2c3d4_agent."
        raise Wrong("is no id of an RCS sender", fix)
    return f"rcs:{name}"


def whatsapp_of(text: str) -> str:
    return f"whatsapp:{phone_number(text.removeprefix('whatsapp:'))}"


def switch_of(text: str) -> bool:
    try:
        return {"on": True, "off": False}[text.lower()]
    except KeyError as error:
        raise Wrong("is neither on nor off", "Set it to on or off.") from error


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


MOST_PROXIES = 9


def proxies_of(text: str) -> int:
    if not re.fullmatch(f"[0-{MOST_PROXIES}]", text):
        fix = "Set it to 1 where one proxy ends https in front of Wayside, to 0 where none does."
        raise Wrong(f"is no number from 0 to {MOST_PROXIES}", fix)
    return int(text)


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


def timezone_of(text: str) -> str:
    try:
        zone_named(text)
    except ValueError as error:
        raise Wrong("is no time zone", "Set it to one like America/Chicago.") from error
    return text


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


SHORTEST_TOKEN = 16


def metrics_token_of(text: str) -> str:
    """Take a word that nobody guesses, and that fits into a header."""
    fix = "Type: openssl rand -hex 16 and set it to what that prints."
    if len(text) < SHORTEST_TOKEN:
        raise Wrong(f"has fewer than {SHORTEST_TOKEN} characters", fix)
    if not text.isascii() or not text.isprintable() or " " in text:
        raise Wrong("holds what cannot stand in a header, such as a space", fix)
    return text
