"""How the variables of the environment are read: each gives a value, or raises Wrong."""

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

from engine.places.zones import zone_named
from engine.store.connections import USUAL_POOL, PoolSize


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


def switch_of(text: str) -> bool:
    try:
        return {"on": True, "off": False}[text.lower()]
    except KeyError as error:
        raise Wrong("is neither on nor off", "Set it to on or off.") from error


MOST_PROXIES = 9


def proxies_of(text: str) -> int:
    if not re.fullmatch(f"[0-{MOST_PROXIES}]", text):
        fix = "Set it to 1 where one proxy ends https in front of Wayside, to 0 where none does."
        raise Wrong(f"is no number from 0 to {MOST_PROXIES}", fix)
    return int(text)


def timezone_of(text: str) -> str:
    try:
        zone_named(text)
    except ValueError as error:
        raise Wrong("is no time zone", "Set it to one like America/Chicago.") from error
    return text


SHORTEST_TOKEN = 16


def metrics_token_of(text: str) -> str:
    """Take a word that nobody guesses, and that fits into a header."""
    fix = "Type: openssl rand -hex 16 and set it to what that prints."
    if len(text) < SHORTEST_TOKEN:
        raise Wrong(f"has fewer than {SHORTEST_TOKEN} characters", fix)
    if not text.isascii() or not text.isprintable() or " " in text:
        raise Wrong("holds what cannot stand in a header, such as a space", fix)
    return text
