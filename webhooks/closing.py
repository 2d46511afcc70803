"""`wayside close`, `open` and `closed`: the day of the storm."""

from datetime import datetime

import click

from engine.cli.reporting import printable
from engine.clock import utc_now
from engine.closing import Target, listed, names, targets, told, until
from engine.editions import catalog_now
from engine.places.moments import read_moment
from engine.play.catalog import Catalog
from engine.play.world import Closing
from engine.story.nearest import did_you_mean
from webhooks.kept import kept

LONGEST_SAID = 300


@click.command("close")
@click.argument("what", metavar="STORY|PLACE")
@click.option("--until", "when", metavar="WHEN",
              help="When it opens by itself, by the clock there: 18:00, 5 pm, tomorrow 9:00, "
                   "2027-06-07 09:00, 3 hours. After a day alone (tomorrow, friday, 2027-06-07) it "
                   "opens when that day is over. Else until: wayside open.")  # fmt: skip
@click.option("--say", "words", metavar="TEXT", default="",
              help="What players are told of it first, as you write it.")  # fmt: skip
def close(what: str, when: str | None, words: str) -> None:
    """Close a story, or a place of it, for a while; at once, wherever it is played.

    A place is PLACE or STORY/PLACE, by its name, some words of it, or the code on its sign. Who
    comes is told kindly, and when it opens again; who is in the middle keeps their place, and timed
    texts of a closed story wait. What is closed already gets the new time and words.
    """
    now = utc_now()
    with kept() as store:
        target = _the_one(catalog_now(store), what)
        closing = Closing(_until_s(when, now, target), _said(words), target.zone)
        store.closings.close(*target.key, closing, int(now.timestamp()))
    called = f" ({target.place.name})" if target.place else ""
    said = f"{_name(target)}{called} is closed {until(closing)}. Who comes there reads:"
    click.echo(printable(said))
    click.echo(printable("\n".join(f"  {line}" for line in told(target, closing, now).split("\n"))))
    click.echo(printable(f"To open it: wayside open '{_name(target)}'"), err=True)


@click.command("open")
@click.argument("what", metavar="STORY|PLACE")
def open_(what: str) -> None:
    """Open a story or a place that was closed; timed texts that waited for it come soon."""
    now = utc_now()
    with kept() as store:
        closed = store.closings.current()
        catalog = catalog_now(store)
        # What was withdrawn since can be opened by the name in the list.
        story, _, place = what.partition("/")
        key = (story, place) if (story, place) in closed else _the_one(catalog, what).key
        if key not in closed:
            raise click.UsageError(f"'{what}' is not closed. See: wayside closed")
        store.closings.open(*key, int(now.timestamp()))
    click.echo(printable(f"{'/'.join(filter(None, key))} is open."))


@click.command("closed")
def closed_command() -> None:
    """List what is closed now, and until when."""
    with kept() as store:
        lines = list(listed(store.closings.current(), utc_now()))
    click.echo(printable("\n".join(lines) if lines else "Nothing is closed."))


def _the_one(catalog: Catalog, what: str) -> Target:
    found = targets(catalog, what)
    if len(found) == 1:
        return found[0]
    if found:
        every = ", ".join(_name(target) for target in found)
        raise click.UsageError(printable(f"'{what}' may be any of {every}. Type one of them."))
    if not catalog.stories:
        raise click.UsageError("Players meet no story yet; see: wayside publish")
    hint = did_you_mean(what, names(catalog)) or f" There are:\n{_all(catalog)}"
    raise click.UsageError(printable(f"Players meet no story and no place called '{what}'.{hint}"))


def _all(catalog: Catalog) -> str:
    lines = []
    for story in catalog.stories.values():
        lines.append(f"  {story.id}  {story.title}")
        lines += [f"    {story.id}/{each.id}  {each.name}" for each in story.places.values()]
    return "\n".join(lines)


def _name(target: Target) -> str:
    return "/".join(part for part in target.key if part)


def _until_s(when: str | None, now: datetime, target: Target) -> int | None:
    if when is None:
        return None
    try:
        return int(read_moment(when, now, target.zone).timestamp())
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--until") from None


def _said(words: str) -> str:
    """Give the words in one line, if a phone can show them."""
    words = " ".join(printable(words).split())
    if len(words) > LONGEST_SAID:
        hint = f"Say it in at most {LONGEST_SAID} characters; it is {len(words)} long."
        raise click.BadParameter(hint, param_hint="--say")
    return words
