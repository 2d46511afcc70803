"""What staff may say beside each entry: who they are, a note, a picture; and until when."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import wraps
from pathlib import Path
from typing import Any, TypeVar

import click

from engine.cli.plain import plain
from engine.copying.apart import NotReadable, copied
from engine.places.moments import read_moment
from engine.places.zones import zone_named
from engine.store import Store

LONGEST_NOTE = 300
LONGEST_NAME = 60
LARGEST_BYTES = 32 * 1024 * 1024
F = TypeVar("F", bound=Callable[..., Any])

SIGN = click.argument("what", metavar="SIGN")
UNTIL = "Like 2027-03-01, or: friday, 2 weeks."


@dataclass(frozen=True, slots=True)
class Words:
    """Who says something of a sign, and what to know of it."""

    by: str
    note: str


def one_line(option: str, text: str, longest: int) -> str:
    """Give a text of staff in one line. Raises click.BadParameter where it is too long."""
    text = " ".join(text.split())
    if len(text) > longest:
        hint = f"Say it in at most {longest} characters; it is {len(text)} long."
        raise click.BadParameter(hint, param_hint=option)
    return text


def said(command: F) -> F:
    """Give a command the options --by and --note, each a text of one line, as `words`."""

    @click.option("--by", default="", metavar="NAME",
                  help="Who says so: your name or initials. No phone number.")  # fmt: skip
    @click.option("--note", default="", metavar="TEXT", help="What to know of it.")
    @wraps(command)
    def with_words(*args: Any, by: str, note: str, **more: Any) -> Any:
        by, note = one_line("--by", by, LONGEST_NAME), one_line("--note", note, LONGEST_NOTE)
        return command(*args, words=Words(by, note), **more)

    return with_words  # type: ignore[return-value]


PHOTO = click.option(
    "--photo", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="FILE",
    help="A picture of the sign where it is. It is kept without where and when it was taken.",
)  # fmt: skip


def kept_photo(store: Store, file: Path | None) -> bytes | None:
    """Keep a picture, made anew, and give what it is called by. Raises click.BadParameter."""
    if file is None:
        return None
    try:
        data = file.read_bytes() if file.stat().st_size <= LARGEST_BYTES else b""
        return store.signs.keep_photo(copied("photo", data))
    except NotReadable:
        told = plain(f"'{file.name}' is no picture that can be read: JPEG, PNG, GIF or WebP.")
        raise click.BadParameter(told, param_hint="--photo") from None


def moment_s(when: str | None, now: datetime, zone: str, *, begins: bool = False) -> int | None:
    """Read until when something is so, on the clock of a zone. Raises click.BadParameter.

    A day alone is all of it; of what `begins` again then, its beginning.
    """
    if when is None:
        return None
    try:
        if (day := _of_day(when, zone, begins=begins)) is not None and day > now:
            return int(day.timestamp())
        return int(read_moment(when, now, zone, begins=begins).timestamp())
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--until") from None


def _of_day(text: str, zone: str, *, begins: bool) -> datetime | None:
    """Give the end or the beginning of a day (ISO 8601), which may be many years off."""
    try:
        day = date.fromisoformat(text.strip()) + timedelta(days=not begins)
        return datetime.combine(day, time(), zone_named(zone)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
