"""`wayside sign permit`: who was asked whether a sign may be there, and what they said."""

from typing import cast

import click

from engine.cli.plain import plain
from engine.clock import utc_now
from engine.signs.register import Kind, without_number
from webhooks.kept import kept
from webhooks.signs.finding import known_signs, the_sign
from webhooks.signs.saying import LONGEST_NAME, SIGN, UNTIL, Words, moment_s, one_line, said
from webhooks.times import when

_ANSWERS = ("asked", "granted", "refused")
_BY = {"asked": "of", "granted": "by", "refused": "by"}


@click.command("permit")
@SIGN
@click.argument("kind", type=click.Choice(_ANSWERS), metavar="|".join(_ANSWERS))
@click.option("--whom", default="", metavar="NAME",
              help="Which office or owner is asked or answers. No phone number.")  # fmt: skip
@click.option("--until", metavar="WHEN",
              help=f"Until when it is granted. {UNTIL} A day alone is all of it.")  # fmt: skip
@said
def permit_command(what: str, kind: str, whom: str, until: str | None, words: Words) -> None:
    """Write down how it stands with the permission for a sign: the last word on it counts."""
    if until is not None and kind != "granted":
        hint = f"Only what is granted has an end; this was {kind}."
        raise click.BadParameter(hint, param_hint="--until")
    now, whom = utc_now(), without_number(one_line("--whom", whom, LONGEST_NAME))
    with kept() as store:
        found = the_sign(known_signs(store), what)
        until_s = moment_s(until, now, found.zone)
        entry = found.entry(
            cast(Kind, kind),
            int(now.timestamp()),
            by=words.by,
            note=words.note,
            whom=whom,
            until_s=until_s,
        )
        store.signs.add(entry)
    told = f"{found.called}: permission {kind}"
    told += f" {_BY[kind]} {whom}" if whom else ""
    if until_s is not None:
        told += f", until {when(until_s, found.zone, ends=True)} ({found.zone})"
    click.echo(plain(f"{told}."))
