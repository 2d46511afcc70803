"""The variables of the environment, and what each is for."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from webhooks import texting_values, values


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


def _without_password(text: str) -> str:
    """Leave out what stands between the user and the host of an address."""
    return re.sub(r"(?<=://)([^/@]*?):[^/]*@", r"\1:***@", text)


VARIABLES = (
    Variable("WAYSIDE_STORIES", "stories", "folder with the stories", "stories", values.folder_of),
    Variable(
        "WAYSIDE_DATA",
        "data",
        "folder for the database, the secret and the like",
        "var",
        values.folder_of,
    ),
    Variable(
        "WAYSIDE_DATABASE_URL",
        "database",
        "database in which plays are kept",
        "SQLite: wayside.db in the data folder",
        values.database_of,
    ),
    Variable(
        "WAYSIDE_DATABASE_POOL",
        "pool",
        "connections to PostgreSQL that each process may have (10), or that it keeps and may have "
        "(2-10); all servers together take servers x workers x this",
        "2-10",
        values.pool_of,
    ),
    Variable(
        "WAYSIDE_SECRET_FILE",
        "secret_file",
        "file with the secret that hides who plays",
        "secret in the data folder",
        values.file_of,
    ),
    Variable(
        "WAYSIDE_ERASURES",
        "erasures",
        "folder that notes who was erased (fingerprints only); keep it when you restore a backup",
        "erasures in the data folder",
        values.folder_of,
    ),
    Variable(
        "WAYSIDE_PUBLIC_URL",
        "public_url",
        "address at which the world reaches this server; Twilio signs every text for it",
        "none: no texts by Twilio",
        values.public_url_of,
    ),
    Variable(
        "WAYSIDE_PHONE",
        "phone",
        "number that players text, with its country: +12025550123; or a short code: 22395",
        "none: pages show no number",
        texting_values.our_number,
    ),
    Variable(
        "WAYSIDE_NAME",
        "name",
        "name of the library or town; the first text to a phone says it, and pages do",
        "none: the title of the story instead",
        values.line_of(values.LONGEST_NAME, "Set it to a short name, such as Pennyweir Library."),
    ),
    Variable(
        "WAYSIDE_CONTACT",
        "contact",
        "whom players can ask: an address for mail or a phone number; HELP and pages say it",
        "none: that of the story they are in",
        values.line_of(values.LONGEST_CONTACT, "Set it to an address for mail, or a phone number."),
    ),
    Variable(
        "WAYSIDE_CALL",
        "call",
        "number that tells the stories aloud, if you have one; the pages behind signs show it",
        "none: pages offer no call",
        texting_values.phone_number,
    ),
    Variable(
        "WAYSIDE_NOTICE",
        "notice",
        "on or off: the first text to a phone says who is texting, what it costs, how to stop",
        "on",
        values.switch_of,
    ),
    Variable(
        "WAYSIDE_WHATSAPP",
        "whatsapp",
        "number of your WhatsApp sender at Twilio, if you have one",
        "none: texts that were lost in an outage are looked for by SMS alone",
        texting_values.whatsapp_of,
    ),
    Variable(
        "WAYSIDE_RCS",
        "rcs",
        "id of your RCS sender at Twilio, if you have one",
        "none: as for WAYSIDE_WHATSAPP",
        texting_values.rcs_of,
    ),
    Variable(
        "WAYSIDE_TRY",
        "try_page",
        "on or off: the phone drawn at /try, on which everybody can play",
        "on without WAYSIDE_PUBLIC_URL, else off",
        values.switch_of,
    ),
    Variable(
        "WAYSIDE_OPTOUT",
        "optout",
        "carrier or ours, or for each number (+18885550123=carrier, +12025550123=ours): who "
        "answers STOP, START and HELP",
        "carrier, as Twilio does by itself; ours for a short code, where it does not",
        texting_values.optout_of,
    ),
    Variable(
        "TWILIO_ACCOUNT_SID",
        "account_sid",
        "account whose texts are taken",
        "none: no texts by Twilio",
        texting_values.account_of,
    ),
    Variable(
        "TWILIO_AUTH_TOKEN",
        "auth_tokens",
        "token with which Twilio signs; two with a comma between while it changes",
        "none: no texts by Twilio",
        texting_values.tokens_of,
        secret=True,
    ),
    Variable(
        "WAYSIDE_PACE",
        "pace",
        "segments a second that the carriers take of your number; registered ones get more",
        "1 for a long code, 3 for a toll-free number, 10 for a short code",
        texting_values.pace_of,
    ),
    Variable(
        "WAYSIDE_MMS",
        "mms",
        "on or off, or NUMBER=on, NUMBER=off: which of your numbers send pictures and sounds along "
        "with a text; the others send a link",
        "on for numbers of the United States and Canada and short codes, else off",
        texting_values.mms_of,
    ),
    Variable(
        "WAYSIDE_FLOODS",
        "floods",
        "on or off: nobody is answered more than ten times a minute, and machines not at all; who "
        "is too fast on a page of a walk is asked to wait",
        "on",
        values.switch_of,
    ),
    Variable(
        "WAYSIDE_PROXIES",
        "proxies",
        "how many proxies stand in front; each must add to X-Forwarded-For from where it was "
        "asked. So one address that begins very many walks is asked to wait",
        "0: X-Forwarded-For is not believed, and who comes from this machine or a private network "
        "is not counted by address",
        values.proxies_of,
    ),
    Variable(
        "WAYSIDE_COUNTRIES",
        "countries",
        "countries whose numbers are answered, as two-letter codes with commas, or all",
        "the country of your number; US,CA for one that begins with +1, US for a short code",
        texting_values.countries_of,
    ),
    Variable(
        "WAYSIDE_PREFIX_ALARM",
        "prefix_alarm",
        "so many new numbers that are alike but for their last four digits are answered within "
        "ten minutes; off for any",
        str(texting_values.MOST_ALIKE),
        texting_values.alike_of,
    ),
    Variable(
        "WAYSIDE_BUDGET_DAY",
        "budget_day",
        "US dollars that texts may cost on a day; see wayside budget",
        "no end",
        texting_values.budget_of,
    ),
    Variable(
        "WAYSIDE_BUDGET_TOTAL",
        "budget_total",
        "US dollars that texts may cost in all; see wayside budget",
        "no end",
        texting_values.budget_of,
    ),
    Variable(
        "WAYSIDE_PRICES",
        "prices",
        "what a segment costs, out/in, by country, where it differs: GB=0.05/0.0075",
        "Twilio's for the US and Canada with the dearest carrier's fee; elsewhere an estimate, "
        "0.15/0.0108",
        texting_values.prices_of,
    ),
    Variable(
        "WAYSIDE_TIMEZONE",
        "timezone",
        "time zone in which the days of a budget are counted",
        "that of your number, if it is in one; else UTC",
        values.timezone_of,
    ),
    Variable(
        "WAYSIDE_REQUEST_LOG",
        "request_log",
        "on or off: a line in the log for each request, without who sent it and what; it takes a "
        "tenth of what a text does",
        "off: only for what took longer than a second",
        values.switch_of,
    ),
    Variable(
        "WAYSIDE_METRICS_TOKEN",
        "metrics_token",
        "word with which Prometheus may read /metrics from anywhere",
        "none: from this machine and private networks alone, and by no proxy",
        values.metrics_token_of,
        secret=True,
    ),
    Variable(
        "WAYSIDE_TWILIO_API",
        "twilio_api",
        "address of Twilio's API, for a stand-in",
        "https://api.twilio.com",
        values.api_of,
    ),
)
