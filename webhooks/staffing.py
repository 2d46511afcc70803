"""`wayside staff`: whose phones are staff's own, so that reports leave their plays out."""

import click

from engine.cli.groups import Group
from engine.cli.plain import plain, table
from engine.clock import utc_now
from engine.languages.folding import folded
from engine.store.short import SHORTEST, length_for
from engine.store.staff import WORD_LASTS_S, Marked, Staff
from engine.story.nearest import did_you_mean
from webhooks.kept import kept, zone_here
from webhooks.naming import typed_address
from webhooks.times import moment

_KINDS = {"sms": "text", "whatsapp": "WhatsApp", "rcs": "RCS", "try": "/try"}
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
    """Take a phone as staff's own, by text, WhatsApp and RCS. NUMBER is whole: +12025550123.

    Who adds a phone again with another name renames it.
    """
    address = typed_address(number)
    with kept(makes=True) as store:
        before = store.staff.mark(address, name, utc_now().date().isoformat())
        marked = store.staff.of(address)
    click.echo(plain(_added(before, name)))
    if marked is not None:
        click.echo(f"To undo that: wayside staff remove {marked.id[:SHORTEST]}", err=True)


def _added(before: Marked | None, name: str) -> str:
    if before is None:
        return f"It is staff's. {FROM_NOW_ON}"
    if not name or name == before.name:
        called = f", called '{before.name}'" if before.name else ""
        return f"It is staff's already{called}."
    instead = f", not '{before.name}' any more" if before.name else ""
    return f"It is staff's already. It is called '{name}' now{instead}."


@staff.command("word")
def word_command() -> None:
    """Make a word that staff text from their phones, instead of telling you their numbers.

    It is good for a day, for any number of phones. The word that was made before is not any more.
    """
    now_s = int(utc_now().timestamp())
    with kept(makes=True) as store:
        before_s = store.staff.word_until_s()
        word = store.staff.new_word(now_s)
    zone = zone_here()
    click.echo(f"Text this from every phone of staff, until {moment(now_s + WORD_LASTS_S, zone)}:")
    click.echo(f"\n  {word}\n\n{FROM_NOW_ON}")
    if before_s > now_s:
        old = f"The word from before, good until {moment(before_s, zone)}, is not taken any more."
        click.echo(f"{old} Phones that texted it stay staff's.", err=True)
    click.echo("To see these phones, or undo one: wayside staff", err=True)


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
    rows = [[each.id[:letters], each.since, _by(each), plain(each.name)] for each in marked]
    click.echo(table([["ID", "Since", "By", "Name"], *rows], words=4))
    click.echo(f"\nTo undo one: wayside staff remove {rows[0][0]}", err=True)


def _by(marked: Marked) -> str:
    return ", ".join(words for kind, words in _KINDS.items() if kind in marked.kinds)


@staff.command("remove")
@click.argument("phone")
def remove_command(phone: str) -> None:
    """Take a phone as a player's again. PHONE is its name, its ID, or its number."""
    with kept() as store:
        marked = store.staff.marked()
        found = _called(phone, marked, store.staff)
        if len(found) != 1:
            raise click.UsageError(plain(_not_one(phone, found, marked)))
        store.staff.unmark(found[0])
    called = f"'{found[0].name}'" if found[0].name else "It"
    click.echo(plain(f"{called} is a player's again. What was played there before stays left out."))


def _called(phone: str, marked: list[Marked], staff: Staff) -> list[Marked]:
    """Give the phones that are called so: by name, by how their ID begins, or by number."""
    by_name = [each for each in marked if each.name and folded(each.name) == folded(phone)]
    begins = phone.lower()
    by_id = [each for each in marked if len(phone) >= SHORTEST and each.id.startswith(begins)]
    if by_name or by_id or not any(map(str.isdecimal, phone)):
        return by_name or by_id
    number = staff.of(typed_address(phone))
    return [number] if number else []


def _not_one(phone: str, found: list[Marked], marked: list[Marked]) -> str:
    if found:
        every = ", ".join(each.id for each in found)
        return f"Several phones are called '{phone}'. Type the ID of one: {every}."
    hint = did_you_mean(phone, [each.name for each in marked if each.name])
    return f"No phone of staff is called '{phone}'.{hint} To see them, type: wayside staff"
