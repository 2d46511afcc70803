"""`wayside sign move` and `retire`: where the code of a sign leads, without printing it again."""

import click

from engine.cli.plain import plain
from engine.clock import utc_now
from engine.languages.sentences import SOURCE, sentence
from webhooks.kept import kept
from webhooks.signs.finding import known_signs, the_place, the_sign
from webhooks.signs.saying import SIGN, Words, said

_SOON = "So it is within a second or two, wherever it is played."


@click.command("move")
@SIGN
@click.argument("to", metavar="PLACE")
@said
def move_command(what: str, to: str, words: Words) -> None:
    """Let the code of a sign lead to another place, of its story or another.

    The sign itself stays as it is printed: look whether its words still fit.
    """
    with kept() as store:
        known = known_signs(store)
        found, place = the_sign(known, what), the_place(known, to)
        story, id_ = place.key
        at_s = int(utc_now().timestamp())
        store.signs.add(
            found.entry("moved", at_s, story=story, place=id_, by=words.by, note=words.note)
        )
        found = the_sign(known_signs(store), found.code)
    if found.sign.state == "retired":
        click.echo(plain(
            f"{found.code} is retired, and leads to {story}/{id_} once it is in use again: "
            f"wayside sign place {found.code}"
        ))  # fmt: skip
        return
    click.echo(plain(f"{found.called}: its code leads there now. {_SOON}"))


@click.command("retire")
@SIGN
@said
def retire_command(what: str, words: Words) -> None:
    """Take a sign out of use: its code opens nothing any more.

    Who texts it is told so kindly. To use it again, place it.
    """
    with kept() as store:
        found = the_sign(known_signs(store), what)
        if found.sign.state == "retired":
            raise click.UsageError(plain(f"{found.called} is retired already."))
        at_s = int(utc_now().timestamp())
        store.signs.add(found.entry("retired", at_s, by=words.by, note=words.note))
    language = found.leads.story.language if found.leads else SOURCE
    told = sentence("sign retired", language)
    click.echo(plain(f'{found.called} is retired. {_SOON} Who texts its code reads: "{told}"'))
    click.echo(f"To use it again: wayside sign place {found.code}", err=True)
