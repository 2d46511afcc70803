"""What an installation is told by its environment, as one frozen value."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from webhooks.variables import VARIABLES, OptOut, Wrong, usual_pace

HOOK = "/hooks/twilio/sms"
STATUS = "/hooks/twilio/status"
# Twilio's connection overrides: five more tries, also after a 5xx and a time-out, which by default
# are not tried again (https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides).
RETRIES = "#rc=5&rp=5xx,ct,rt&ct=2000&rt=5000"


@dataclass(frozen=True, slots=True)
class Settings:
    """Where everything is, and who we are to Twilio.

    `database` is the path of a SQLite file or a database's URL. `erasures` is the folder of the
    ledger of who was erased. `public_url` is scheme and host alone, as in https://play.example.org.
    `phone` is E.164. Of two tokens both are good, and the first is ours to use. `pace` is in
    segments a second;
    `floods`: whose texts are too many is not answered.
    """

    stories: Path
    data: Path
    database: Path | str = field(repr=False)
    secret_file: Path
    erasures: Path = Path("var/erasures")
    public_url: str | None = None
    phone: str | None = None
    try_page: bool = True
    optout: OptOut = "carrier"
    account_sid: str | None = None
    auth_tokens: tuple[str, ...] = field(default=(), repr=False)
    twilio_api: str = "https://api.twilio.com"
    pace: float | None = None
    floods: bool = True

    @property
    def status_url(self) -> str | None:
        """Give where Twilio tells what becomes of a text, or None without a public address."""
        return f"{self.public_url}{STATUS}" if self.public_url else None

    def pace_of(self, sender: str) -> float:
        """Give how many segments a second the carriers take of one of our senders."""
        return self.pace or usual_pace(sender)

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
            except Wrong as wrong:
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
        "erasures": data / "erasures",
        "try_page": "public_url" not in given,
    }
    return Settings(**{**defaults, **given})
