"""`wayside publish`, `editions`, `rollback` and `withdraw`: what players meet."""

import sys
from collections.abc import Mapping
from pathlib import Path

import click

from engine.cli.paths import stories_in
from engine.cli.reporting import as_text, printable
from engine.cli.searching import seconds_option, within
from engine.clock import utc_now
from engine.editions import catalog_now, source_of
from engine.publishing import consider, in_the_middle, met_in_turn, publish, waiting, who_waits
from engine.store import Store
from engine.store.editions import Publication
from engine.story.build.folder import build_written
from engine.story.model import Story
from engine.story.problems import StoryError
from webhooks.kept import kept, zone_here
from webhooks.naming import check_story, story_id
from webhooks.times import clock

# Each process that answers looks once a second, and builds what is new beside what it has.
SOON = "Servers that run follow within a few seconds."
YES = click.option("--yes", is_flag=True, help="Go on without asking, also where players wait.")


@click.command("publish")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@YES
@seconds_option
def publish_command(paths: tuple[Path, ...], yes: bool, search_s: float) -> None:  # noqa: FBT001
    """Publish stories, so that players meet them. PATH is a story's folder, or one of stories.

    A story with errors is not published: then players go on with the one they have, and this exits
    with 1. A server that runs takes the new edition within seconds.
    """
    failed = 0
    with kept(makes=True) as store:
        for folder in stories_in(paths):
            failed += not _publish(folder, store, search_s, yes=yes)
    raise SystemExit(1 if failed else 0)


def _publish(folder: Path, store: Store, search_s: float, *, yes: bool) -> bool:
    """Publish one folder, and tell of it; False where that was not possible."""
    name = folder.resolve().name
    considered = consider(folder, catalog_now(store), within(search_s, name))
    if considered.problems:
        click.echo(as_text(considered.problems))
    story = considered.story
    if story is None:
        told = "Players meet the old one, if there is one."
        click.echo(printable(f"{name} is not published. {told}"), err=True)
        return False
    if store.editions.current().get(story.id) == story.edition:
        click.echo(printable(f"{name}: edition {story.edition} is what players meet already."))
        return True
    if not _may_go_on(story, store, yes=yes):
        return False
    publish(considered, store, int(utc_now().timestamp()), "publish")
    click.echo(printable(f"{name}: edition {story.edition} is published."))
    click.echo(SOON, err=True)
    return True


@click.command("editions")
@click.argument("story", required=False, callback=story_id)
def editions_command(story: str | None) -> None:
    """List what was published, the newest last; `*` is what players meet."""
    with kept() as store:
        current = store.editions.current()
        published = [each for each in store.editions.published() if story in (None, each.story)]
        check_story(store, story)
    if not published:
        click.echo("Nothing was published yet. Type: wayside publish PATH", err=True)
        return
    last = {each.story: each for each in published}
    zone = zone_here()
    rows = [("STORY", "EDITION", f"WHEN ({zone})", "HOW")]
    rows += [
        (each.story, each.edition or "(withdrawn)", clock(each.at_s, zone), each.how)
        for each in published
    ]
    marks = [" ", *("*" if _is_met(each, last, current) else " " for each in published)]
    widths = [max(len(printable(cell)) for cell in column) for column in zip(*rows, strict=True)]
    for mark, row in zip(marks, rows, strict=True):
        cells = (printable(cell).ljust(width) for cell, width in zip(row, widths, strict=True))
        click.echo(f"{mark} {'  '.join(cells)}".rstrip())


def _is_met(each: Publication, last: Mapping[str, Publication], current: Mapping[str, str]) -> bool:
    return each is last[each.story] and each.edition == current.get(each.story)


@click.command("rollback")
@click.argument("story", callback=story_id)
@click.argument("edition", required=False)
@YES
def rollback_command(story: str, edition: str | None, yes: bool) -> None:  # noqa: FBT001
    """Let players meet an older edition again: the one before, or that which EDITION begins."""
    with kept() as store:
        wanted = _older(store, story, edition)
        if not _may_go_on(_read(store, story, wanted), store, yes=yes):
            raise SystemExit(1)
        store.editions.make_current(story, wanted, int(utc_now().timestamp()), "rollback")
    click.echo(printable(f"{story}: players meet edition {wanted} again."))
    click.echo(SOON, err=True)


@click.command("withdraw")
@click.argument("story", callback=story_id)
def withdraw_command(story: str) -> None:
    """Take a story away from players; `wayside publish` or `rollback` brings it back."""
    with kept() as store:
        check_story(store, story)
        if story not in store.editions.current():
            raise click.UsageError(f"'{story}' is withdrawn already. See: wayside editions")
        playing = in_the_middle(story, store)
        store.editions.make_current(story, None, int(utc_now().timestamp()), "withdraw")
    click.echo(printable(f"{story} is withdrawn."))
    click.echo(SOON, err=True)
    if playing:
        who = "1 player is" if playing == 1 else f"{playing} players are"
        told = (
            f"{who} in the middle of it. Whoever writes is told that it is closed; plays are kept."
        )
        click.echo(told, err=True)


def _older(store: Store, story: str, edition: str | None) -> str:
    """Give the edition that is meant: the one that players met before, or one by how it begins.

    Raises click.UsageError.
    """
    check_story(store, story)
    log = [each for each in store.editions.published() if each.story == story]
    line = met_in_turn(log)
    now = store.editions.current().get(story)
    if edition is not None:
        every = dict.fromkeys(each.edition for each in log if each.edition is not None)
        wanted = [each for each in every if each.startswith(edition) and each != now]
        none = f"'{story}' has no other edition that begins with '{edition}'."
    else:
        # What was withdrawn comes back as it was.
        wanted = line if now is None else line[:-1]
        none = f"'{story}' has no edition before the one that players meet."
    if not wanted:
        raise click.UsageError(f"{none} See: wayside editions")
    return wanted[-1]


def _read(store: Store, story: str, edition: str) -> Story:
    try:
        return build_written(source_of(story, store.editions.files(story, edition)), story).story
    except StoryError as error:
        click.echo(as_text(error.problems))
        raise click.ClickException("This Wayside cannot read that edition any more.") from None


def _may_go_on(story: Story, store: Store, *, yes: bool) -> bool:
    """Say who waits, and ask where somebody would lose their place."""
    who = waiting(story, store)
    click.echo(printable(who_waits(who)), err=True)
    if not who.thrown_back or yes:
        return True
    if sys.stdin.isatty():
        return click.confirm("Go on?", default=False, err=True)
    click.echo("Nothing was changed. Name the scenes in 'moved', or add --yes.", err=True)
    return False
