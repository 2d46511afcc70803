"""The variables of the environment: what each is for, and how it is read."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, TypeAlias
from urllib.parse import SplitResult, urlsplit

OptOut: TypeAlias = Literal["carrier", "ours"]


class Wrong(Exception):
    """A value that cannot be used: what is wrong, and what to set."""


@dataclass(frozen=True, slots=True)
class Variable:
    """One variable of the environment: how it is read, and what it is for, in words.

    `read` gives the value and raises `Wrong`. `default` is what holds without it, in words.
    `secret` values are never shown; of a `url` only its password is.
    """

    name: str
    setting: str
    meaning: str
    default: str
    read: Callable[[str], Any]
    secret: bool = False

    def shown(self, value: str) -> str:
        """Give a value as it may be shown to whoever sits at the terminal."""
        return "set, not shown" if self.secret else _without_password(value)


def _folder(text: str) -> Path:
    path = Path(text)
    if path.is_file():
        raise Wrong(f"is {text}, which is a file", "Set it to a folder.")
    return path


def _file(text: str) -> Path:
    path = Path(text)
    if path.is_dir():
        raise Wrong(f"is {text}, which is a folder", "Set it to a file.")
    return path


def _database(text: str) -> Path | str:
    """Take a URL; a SQLite one of a file becomes its path."""
    scheme, mark, rest = text.partition("://")
    file = rest.removeprefix("/")
    if scheme == "sqlite" and rest != file and "?" not in file and file not in ("", ":memory:"):
        return _file(file)
    if mark and rest and scheme in ("postgresql", "postgresql+psycopg"):
        return text
    raise Wrong(
        "is no address of a database that Wayside knows",
        "Set it to postgresql://USER:PASSWORD@HOST/NAME or sqlite:///FILE, or leave it out.",
    )


_HOST = re.compile(r"(?=.{1,253}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*")


def _public_url(text: str) -> str:
    fix = "Set it to what people type before the first single slash: https://play.example.org."
    parts = _split(text, fix)
    if parts.scheme != "https":
        raise Wrong("must begin with https://, as Twilio and phones ask for it", fix)
    if parts.path.strip("/") or parts.query or parts.fragment or "@" in parts.netloc:
        raise Wrong("must be a host alone, without a path, a name or a question mark", fix)
    host = (parts.hostname or "").lower()
    if not _HOST.fullmatch(host):
        raise Wrong("has a host that cannot be used (letters like é want their xn-- form)", fix)
    return f"https://{host}:{parts.port}" if parts.port else f"https://{host}"


def _api(text: str) -> str:
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
    import phonenumbers  # noqa: PLC0415 - takes 25 ms, and few commands need it

    fix = "Set it to a whole number with its country: +12025550123."
    try:
        number = phonenumbers.parse(text, None)
    except phonenumbers.NumberParseException as error:
        raise Wrong("is no phone number with a country", fix) from error
    if not phonenumbers.is_valid_number(number):
        raise Wrong("is a number that nobody can have", fix)
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _switch(text: str) -> bool:
    try:
        return {"on": True, "off": False}[text.lower()]
    except KeyError as error:
        raise Wrong("is neither on nor off", "Set it to on or off.") from error


def _optout(text: str) -> OptOut:
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
_TOLL_FREE = re.compile(r"\+18(00|33|44|55|66|77|88)")
_SHORT = re.compile(r"[0-9]{3,8}")


def usual_pace(sender: str) -> float:
    """Give how many segments a second a sender may send, as far as its number tells."""
    if _SHORT.fullmatch(sender):
        return SHORT_CODE
    return TOLL_FREE if _TOLL_FREE.match(sender) else LONG_CODE


def _pace(text: str) -> float:
    fix = "Set it to the segments a second that Twilio grants your number, such as 1, 4.5 or 75."
    try:
        pace = float(text)
    except ValueError as error:
        raise Wrong("is no number", fix) from error
    if not 0 < pace <= FASTEST:
        raise Wrong("is too little or too much", fix)
    return pace


def _account(text: str) -> str:
    if not re.fullmatch("AC[0-9a-fA-F]{32}", text):
        fix = "Copy the Account SID from the first page of Twilio's console."
        raise Wrong("is no Account SID: AC and 32 of 0-9 and a-f", fix)
    return text


def _tokens(text: str) -> tuple[str, ...]:
    fix = "Copy the Auth Token from Twilio's console; while it changes, both with a comma between."
    tokens = tuple(token.strip() for token in text.split(","))
    if len(tokens) > 2:
        raise Wrong(f"holds {len(tokens)} tokens", fix)
    if not all(re.fullmatch("[!-~]+", token) for token in tokens):
        raise Wrong("holds something that is no token", fix)
    return tokens


def _without_password(text: str) -> str:
    """Leave out what stands between the user and the host of an address."""
    return re.sub(r"(?<=://)([^/@]*?):[^/]*@", r"\1:***@", text)


VARIABLES = (
    Variable("WAYSIDE_STORIES", "stories", "folder with the stories", "stories", _folder),
    Variable(
        "WAYSIDE_DATA", "data", "folder for the database, the secret and the like", "var", _folder
    ),
    Variable(
        "WAYSIDE_DATABASE_URL",
        "database",
        "database in which plays are kept",
        "SQLite: wayside.db in the data folder",
        _database,
    ),
    Variable(
        "WAYSIDE_SECRET_FILE",
        "secret_file",
        "file with the secret that hides who plays",
        "secret in the data folder",
        _file,
    ),
    Variable(
        "WAYSIDE_PUBLIC_URL",
        "public_url",
        "address at which the world reaches this server; Twilio signs every text for it",
        "none: no texts by Twilio",
        _public_url,
    ),
    Variable(
        "WAYSIDE_PHONE",
        "phone",
        "number that players text",
        "none: pages show no number",
        phone_number,
    ),
    Variable(
        "WAYSIDE_TRY",
        "try_page",
        "on or off: the phone drawn at /try, on which everybody can play",
        "on without WAYSIDE_PUBLIC_URL, else off",
        _switch,
    ),
    Variable(
        "WAYSIDE_OPTOUT",
        "optout",
        "carrier or ours: who answers STOP, START and HELP",
        "carrier",
        _optout,
    ),
    Variable(
        "TWILIO_ACCOUNT_SID",
        "account_sid",
        "account whose texts are taken",
        "none: no texts by Twilio",
        _account,
    ),
    Variable(
        "TWILIO_AUTH_TOKEN",
        "auth_tokens",
        "token with which Twilio signs; two with a comma between while it changes",
        "none: no texts by Twilio",
        _tokens,
        secret=True,
    ),
    Variable(
        "WAYSIDE_PACE",
        "pace",
        "segments a second that the carriers take of your number; registered ones get more",
        "1 for a long code, 3 for a toll-free number, 10 for a short code",
        _pace,
    ),
    Variable(
        "WAYSIDE_FLOODS",
        "floods",
        "on or off: nobody is answered more than ten times a minute, and machines not at all",
        "on",
        _switch,
    ),
    Variable(
        "WAYSIDE_TWILIO_API",
        "twilio_api",
        "address of Twilio's API, for a stand-in",
        "https://api.twilio.com",
        _api,
    ),
)
