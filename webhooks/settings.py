"""What an installation is told by its environment, as one frozen value."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from engine.store.connections import USUAL_POOL, PoolSize
from engine.terms import Terms
from engine.texting.addresses import kind_of, region_of
from engine.texting.budget import Budget
from engine.texting.imprint import Imprint
from engine.texting.mms import receives, usually_sends
from engine.texting.phones import zones_of
from engine.texting.prices import USUAL, Prices
from engine.texting.senders import SHORT_CODES_OF, is_short_code
from webhooks.texting_values import ALL_NUMBERS, MOST_ALIKE, OptOut, usual_pace
from webhooks.values import Wrong
from webhooks.variables import VARIABLES

HOOK = "/hooks/twilio/sms"
STATUS = "/hooks/twilio/status"
TERMS, PRIVACY = "/terms", "/privacy"
# Twilio's connection overrides: five more tries, also after a 5xx and a time-out, which by default
# are not tried again (https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides).
RETRIES = "#rc=5&rp=5xx,ct,rt&ct=2000&rt=5000"


@dataclass(frozen=True, slots=True)
class Settings:
    """Where everything is, and who we are to Twilio.

    `database` is the path of a SQLite file or a database's URL, `pool` how many connections each
    process may have to a server. `erasures` is the folder of the
    ledger of who was erased. `public_url` is scheme and host alone, as in https://play.example.org.
    `phone` is E.164 or a short code; `whatsapp` and `rcs` are senders as Twilio writes them,
    `whatsapp:+12025550143`. `call` is a number (E.164) at which the stories are told aloud.
    `notice`: first answers say who is texting. Of two tokens both are good, and the first is ours
    to use. `pace` is in segments a second; `floods`: whose texts are too many is not answered, nor
    who is too fast on a page. `proxies`: so many stand in front, and
    each adds to `X-Forwarded-For` from where it was asked. `countries` is None for that of the
    number, empty for all; `prefix_alarm` None for none. Budgets are in millionths of a dollar.
    `mms` tells which of our numbers send pictures, `optout` who answers STOP and its like that come
    to each, where that is otherwise than usual; "" is all of them. `request_log`: each request has
    a line in the log. Who bears `metrics_token` may read the figures from anywhere; "" is none.
    """

    stories: Path
    data: Path
    database: Path | str = field(repr=False)
    secret_file: Path
    erasures: Path = Path("var/erasures")
    public_url: str | None = None
    phone: str | None = None
    name: str = ""
    contact: str = ""
    call: str = ""
    notice: bool = True
    whatsapp: str | None = None
    rcs: str | None = None
    try_page: bool = True
    optout: Mapping[str, OptOut] = field(default_factory=dict)
    account_sid: str | None = None
    auth_tokens: tuple[str, ...] = field(default=(), repr=False)
    twilio_api: str = "https://api.twilio.com"
    pace: float | None = None
    floods: bool = True
    proxies: int = 0
    countries: frozenset[str] | None = None
    prefix_alarm: int | None = MOST_ALIKE
    budget_day: int | None = None
    budget_total: int | None = None
    prices: Prices = USUAL
    timezone: str | None = None
    pool: PoolSize = USUAL_POOL
    mms: Mapping[str, bool] = field(default_factory=dict)
    request_log: bool = False
    metrics_token: str = field(default="", repr=False)

    @property
    def terms(self) -> Terms:
        """Give what this installation allows by text, and what that costs."""
        return Terms(
            countries=self.countries,
            most_alike=self.prefix_alarm if self.floods else None,
            budget=Budget(self.budget_day, self.budget_total),
            prices=self.prices,
            zone=self.timezone or self._zone_of_phone(),
            web=f"{self.public_url}/" if self.public_url else "",
            phone=self.phone or "",
        )

    @property
    def country(self) -> str | None:
        """Give the country of our number; None without one.

        That of a short code is the one that is served, where only one is; else the United States.
        """
        if self.phone is None:
            return None
        if not is_short_code(self.phone):
            return region_of(self.phone)
        served = self.countries or frozenset()
        return next(iter(served)) if len(served) == 1 else SHORT_CODES_OF

    def _zone_of_phone(self) -> str:
        zones = zones_of(self.phone) if self.phone else ()
        return zones[0] if len(zones) == 1 else "UTC"

    @property
    def imprint(self) -> Imprint:
        """Give who is texting, as players are told."""
        terms = f"{self.public_url}{TERMS}" if self.public_url else ""
        return Imprint(self.name, self.contact, terms)

    @property
    def status_url(self) -> str | None:
        """Give where Twilio tells what becomes of a text, or None without a public address."""
        return f"{self.public_url}{STATUS}" if self.public_url else None

    def pace_of(self, sender: str) -> float:
        """Give how many segments a second the carriers take of one of our senders."""
        if kind_of(sender) != "sms":
            return usual_pace(sender)
        return self.pace or usual_pace(sender)

    def carrier_answers(self, sender: str) -> bool:
        """Tell whether Twilio answers STOP, START and HELP that come to one of our senders.

        Unless told, it is taken to do as it does by itself: for all but short codes
        (https://support.twilio.com/hc/en-us/articles/223182208, read in November 2026).
        """
        ours = sender or self.phone or ""
        known = self.optout.get(ours, self.optout.get(ALL_NUMBERS))
        return not is_short_code(ours) if known is None else known == "carrier"

    def takes_mms(self, sender: str, to: str) -> bool:
        """Tell whether a picture goes along from one of our numbers to a player's (both E.164)."""
        ours = sender or self.phone or ""
        known = self.mms.get(ours, self.mms.get(ALL_NUMBERS))
        return (usually_sends(ours) if known is None else known) and receives(to)

    @property
    def senders(self) -> tuple[str, ...]:
        """Give those of our senders that are known; none where it may be any of the account."""
        if self.phone is None:
            return ()
        return tuple(each for each in (self.phone, self.whatsapp, self.rcs) if each)

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
