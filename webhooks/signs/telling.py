"""`wayside sign place`, `check` and `report`: what became of a sign."""

from pathlib import Path
from typing import cast

import click

from engine.cli.plain import plain
from engine.clock import utc_now
from engine.signs.register import Kind
from webhooks.kept import kept
from webhooks.signs.finding import Found, known_signs, the_sign
from webhooks.signs.saying import PHOTO, SIGN, UNTIL, Words, kept_photo, moment_s, said
from webhooks.times import moment, when

_REPORTS = ("ordered", "printed", "damaged", "missing", "removed")
_OPENS = (
    "Its code opens its place as before, for who has it from a photo. Unless another sign hangs "
    "there, walks that ask for it take GPS or HERE meanwhile."
)


@click.command("place")
@SIGN
@PHOTO
@said
def place_command(what: str, photo: Path | None, words: Words) -> None:
    """Write down that a sign was put up, for the first time or again.

    That ends what was wrong with it; a retired one is in use again.
    """
    _write(what, "placed", photo, words)


@click.command("check")
@SIGN
@PHOTO
@said
def check_command(what: str, photo: Path | None, words: Words) -> None:
    """Write down that somebody was there and the sign is all right.

    That ends what was wrong with it.
    """
    _write(what, "checked", photo, words)


@click.command("report")
@SIGN
@click.argument("kind", type=click.Choice(_REPORTS), metavar="|".join(_REPORTS))
@click.option("--until", metavar="WHEN",
              help=f"When a removed sign is put up again. {UNTIL} A day alone means "
                   "its beginning.")  # fmt: skip
@PHOTO
@said
def report_command(
    what: str, kind: str, until: str | None, photo: Path | None, words: Words
) -> None:
    """Write down what became of a sign: ordered, printed, damaged, missing, or removed for winter.

    It is so until somebody places or checks it. Players' REPORT by text writes that it is damaged.
    """
    if until is not None and kind != "removed":
        hint = f"Only a removed sign comes back by itself; this one is {kind}."
        raise click.BadParameter(hint, param_hint="--until")
    _write(what, cast(Kind, kind), photo, words, until=until)


def _write(
    what: str, kind: Kind, photo: Path | None, words: Words, until: str | None = None
) -> None:
    now = utc_now()
    with kept() as store:
        found = the_sign(known_signs(store), what)
        until_s = moment_s(until, now, found.zone, begins=True)
        entry = found.entry(
            kind, int(now.timestamp()), by=words.by, note=words.note, until_s=until_s,
            photo=kept_photo(store, photo),
        )  # fmt: skip
        store.signs.add(entry)
        found = the_sign(known_signs(store), found.code)
    click.echo(plain(_told(found, kind)))


def _told(found: Found, kind: Kind) -> str:
    """Say how a sign is after an entry, and what comes of it."""
    state = found.sign.state
    if state == "retired":
        return (
            f"{found.called} was {kind}. It stays retired, so its code opens nothing. To use it "
            f"again: wayside sign place {found.code}"
        )
    if kind == "checked":
        return f"{found.called} is all right."
    if kind in ("ordered", "printed") and state != kind:
        return f"{found.called} was {kind}. Until that is placed, the old one is {state}."
    if state == "removed" and found.sign.until_s is not None:
        back = when(found.sign.until_s, found.zone)
        return f"{found.called} is removed until {back} ({found.zone}). {_OPENS}"
    at = moment(found.sign.since_s or 0, found.zone)
    return f"{found.called} is {state} since {at}.{f' {_OPENS}' if found.sign.is_out else ''}"
