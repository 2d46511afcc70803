"""What an installation is told by its environment, as one frozen value."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, TypeAlias
from urllib.parse import SplitResult, urlsplit

HOOK = "/hooks/twilio/sms"
# Twilio's connection overrides: five more tries, also after a 5xx and a time-out, which by default
# are not tried again (https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides).
RETRIES = "#rc=5&rp=5xx,ct,rt&ct=2000&rt=5000"
OptOut: TypeAlias = Literal["carrier", "ours"]


@dataclass(frozen=True, slots=True)
class Settings:
    """Where everything is, and who we are to Twilio.

    `database` is the path of a SQLite file or a database's URL. `public_url` is scheme and host
    alone, as in https://play.example.org. `phone` is E.164. Of two tokens both are good.
    """

    stories: Path
    data: Path
    database: Path | str = field(repr=False)
    secret_file: Path
    public_url: str | None = None
    phone: str | None = None
    try_page: bool = True
    optout: OptOut = "carrier"
    account_sid: str | None = None
    auth_tokens: tuple[str, ...] = field(default=(), repr=False)
    twilio_api: str = "https://api.twilio.com"

    @property
    def hook_url(self) -> str | None:
        """Give the address to paste at Twilio, or None without a public one."""
        return f"{self.public_url}{HOOK}{RETRIES}" if self.public_url else None

    @property
    def missing_for_twilio(self) -> tuple[str, ...]:
        """Name the variables without which no text from Twilio can be believed."""
        needed = {
            "TWILIO_ACCOUNT_SID": self.account_sid,
            "TWILIO_AUTH_TOKEN": self.auth_tokens,
            "WAYSIDE_PUBLIC_URL": self.public_url,
        }
        return tuple(name for name, value in needed.items() if not value)


@dataclass(frozen=True, slots=True)
class Mistake:
    """One variable that cannot be used: what is wrong with it, and what to set."""

    variable: str
    wrong: str
    fix: str

    def __str__(self) -> str:
        return f"{self.variable} {self.wrong}. {self.fix}"


class SettingsError(Exception):
    """The environment cannot be used, with everything that is wrong in it."""

    def __init__(self, mistakes: tuple[Mistake, ...]) -> None:
        self.mistakes = mistakes
        super().__init__("\n".join(str(mistake) for mistake in mistakes))


class _Wrong(Exception):
    """A value that cannot be used: what is wrong, and what to set."""


@dataclass(frozen=True, slots=True)
class Variable:
    """One variable of the environment: how it is read, and what it is for, in words.

    `read` gives the value and raises `_Wrong`. `default` is what holds without it, in words.
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


def from_environment(environment: Mapping[str, str]) -> Settings:
    """Read the settings. Raises SettingsError with everything that is wrong at once.

    A variable that is empty counts as not set.
    """
    given: dict[str, Any] = {}
    mistakes: list[Mistake] = []
    for variable in VARIABLES:
        if text := environment.get(variable.name, "").strip():
            try:
                given[variable.setting] = variable.read(text)
            except _Wrong as wrong:
                mistakes.append(Mistake(variable.name, *wrong.args))
    if mistakes:
        raise SettingsError(tuple(mistakes))
    return _with_defaults(given)


def _with_defaults(given: Mapping[str, Any]) -> Settings:
    data = given.get("data", Path("var"))
    defaults = {
        "stories": Path("stories"),
        "data": data,
        "database": data / "wayside.db",
        "secret_file": data / "secret",
        "try_page": "public_url" not in given,
    }
    return Settings(**{**defaults, **given})


def _folder(text: str) -> Path:
    path = Path(text)
    if path.is_file():
        raise _Wrong(f"is {text}, which is a file", "Set it to a folder.")
    return path


def _file(text: str) -> Path:
    path = Path(text)
    if path.is_dir():
        raise _Wrong(f"is {text}, which is a folder", "Set it to a file.")
    return path


def _database(text: str) -> Path | str:
    """Take a URL; a SQLite one of a file becomes its path."""
    scheme, mark, rest = text.partition("://")
    file = rest.removeprefix("/")
    if scheme == "sqlite" and rest != file and "?" not in file and file not in ("", ":memory:"):
        return _file(file)
    if mark and rest and scheme in ("postgresql", "postgresql+psycopg"):
        return text
    raise _Wrong(
        "is no address of a database that Wayside knows",
        "Set it to postgresql://USER:PASSWORD@HOST/NAME or sqlite:///FILE, or leave it out.",
    )


_HOST = re.compile(r"(?=.{1,253}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*")


def _public_url(text: str) -> str:
    fix = "Set it to what people type before the first single slash: https://play.example.org."
    parts = _split(text, fix)
    if parts.scheme != "https":
        raise _Wrong("must begin with https://, as Twilio and phones ask for it", fix)
    if parts.path.strip("/") or parts.query or parts.fragment or "@" in parts.netloc:
        raise _Wrong("must be a host alone, without a path, a name or a question mark", fix)
    host = (parts.hostname or "").lower()
    if not _HOST.fullmatch(host):
        raise _Wrong("has a host that cannot be used (letters like é want their xn-- form)", fix)
    return f"https://{host}:{parts.port}" if parts.port else f"https://{host}"


def _api(text: str) -> str:
    fix = "Set it to an address like http://127.0.0.1:9000, or leave it out."
    parts = _split(text, fix)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise _Wrong("is no address of a server", fix)
    return text.rstrip("/")


def _split(text: str, fix: str) -> SplitResult:
    """Take an address apart; here a port beyond 65535 is found as well."""
    try:
        parts = urlsplit(text)
        parts.port  # noqa: B018 - it is read to be checked
    except ValueError as error:
        raise _Wrong("is no address", fix) from error
    return parts


def _phone(text: str) -> str:
    import phonenumbers  # noqa: PLC0415 - takes 25 ms, and few commands need it

    fix = "Set it to a whole number with its country: +12025550123."
    try:
        number = phonenumbers.parse(text, None)
    except phonenumbers.NumberParseException as error:
        raise _Wrong("is no phone number with a country", fix) from error
    if not phonenumbers.is_valid_number(number):
        raise _Wrong("is a number that nobody can have", fix)
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _switch(text: str) -> bool:
    try:
        return {"on": True, "off": False}[text.lower()]
    except KeyError as error:
        raise _Wrong("is neither on nor off", "Set it to on or off.") from error


def _optout(text: str) -> OptOut:
    match text.lower():
        case "carrier":
            return "carrier"
        case "ours":
            return "ours"
    raise _Wrong(
        "is neither carrier nor ours",
        "Set it to carrier where Twilio itself answers STOP, START and HELP (it does unless you "
        "switched that off), to ours where Wayside shall.",
    )


def _account(text: str) -> str:
    if not re.fullmatch("AC[0-9a-fA-F]{32}", text):
        fix = "Copy the Account SID from the first page of Twilio's console."
        raise _Wrong("is no Account SID: AC and 32 of 0-9 and a-f", fix)
    return text


def _tokens(text: str) -> tuple[str, ...]:
    fix = "Copy the Auth Token from Twilio's console; while it changes, both with a comma between."
    tokens = tuple(token.strip() for token in text.split(","))
    if len(tokens) > 2:
        raise _Wrong(f"holds {len(tokens)} tokens", fix)
    if not all(re.fullmatch("[!-~]+", token) for token in tokens):
        raise _Wrong("holds something that is no token", fix)
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
        "WAYSIDE_PHONE", "phone", "number that players text", "none: pages show no number", _phone
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
        "WAYSIDE_TWILIO_API",
        "twilio_api",
        "address of Twilio's API, for a stand-in",
        "https://api.twilio.com",
        _api,
    ),
)
