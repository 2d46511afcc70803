"""`wayside staff`: whose phones are staff's own, so that reports leave their plays out."""

from datetime import UTC, datetime

import click

from engine.cli.groups import Group
from engine.cli.plain import plain, table
from engine.clock import utc_now
from engine.store.short import SHORTEST, length_for
from engine.store.staff import WORD_LASTS_S, Marked
from webhooks.kept import kept
from webhooks.values import Wrong, phone_number

FROM_NOW_ON = "Reports leave out what is played there from now on."


@click.group(cls=Group, invoke_without_command=True)
@click.pass_context
def staff(ctx: click.Context) -> None:
    """Tell which phones are staff's own: reports leave out what is played on them.

    What is played on the phone drawn at /try is staff's by itself. Without more words, it lists
    the phones. Their numbers are not kept, so give them names.
    """
    if ctx.invoked_subcommand is None:
        ctx.invoke(list_command)


@staff.command("add")
@click.argument("number")
@click.option("--name", default="", help="What to call it, such as 'front desk'.")
def add_command(number: str, name: str) -> None:
    """Take a phone as staff's own. NUMBER is whole, with its country: +12025550123."""
    with kept(makes=True) as store:
        today = utc_now().date().isoformat()
        new = store.staff.mark("sms", _number(number), name, today)
    click.echo(f"It is staff's. {FROM_NOW_ON}" if new else "It is staff's already.")


@staff.command("word")
def word_command() -> None:
    """Make a word that staff text from their phones, instead of telling you their numbers."""
    now = utc_now()
    with kept(makes=True) as store:
        word = store.staff.new_word(int(now.timestamp()))
    until = datetime.fromtimestamp(now.timestamp() + WORD_LASTS_S, UTC).astimezone()
    click.echo(f"Text this from every phone of staff, until {until.strftime('%Y-%m-%d %H:%M')}:")
    click.echo(f"\n  {word}\n\n{FROM_NOW_ON}")


@staff.command("list")
def list_command() -> None:
    """List the phones of staff, without their numbers."""
    with kept() as store:
        marked = store.staff.marked()
    if not marked:
        click.echo(
            "No phone is staff's yet. Type: wayside staff add NUMBER, or: wayside staff word"
        )
        return
    letters = length_for(each.id for each in marked)
    rows = [[each.id[:letters], each.since, each.kind, plain(each.name)] for each in marked]
    click.echo(table([["ID", "Since", "Kind", "Name"], *rows], words=4))


@staff.command("remove")
@click.argument("number")
def remove_command(number: str) -> None:
    """Take a phone as a player's again. NUMBER is its number, or its ID in `wayside staff list`."""
    with kept() as store:
        marked = store.staff.marked()
        found = [each for each in marked if _is_called(each, number)]
        if not found and number.startswith("+"):
            address = store.staff.address_of("sms", _number(number))
            found = [each for each in marked if each.address == address]
        if len(found) != 1:
            which = "Several begin so" if found else "No phone of staff is called so"
            raise click.UsageError(f"{which}. To see them, type: wayside staff list")
        store.staff.unmark(found[0].address)
    click.echo("It is a player's again. What was played there before stays left out.")


def _is_called(marked: Marked, name: str) -> bool:
    return len(name) >= SHORTEST and marked.id.startswith(name.lower())


def _number(text: str) -> str:
    try:
        return phone_number(text)
    except Wrong as wrong:
        whole = "Type it whole, with its country: +12025550123."
        raise click.UsageError(plain(f"'{text}' {wrong.args[0]}. {whole}")) from None
