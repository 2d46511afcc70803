"""Which story staff mean, of those that are kept."""

from pathlib import Path

import click

from engine.cli.paths import named
from engine.cli.plain import plain
from engine.store import Store
from engine.story.build.folder import FILE
from engine.story.nearest import did_you_mean_or_all


def story_id(_ctx: click.Context, _param: click.Parameter, given: str | None) -> str | None:
    """Give a story's id: its name, or that of its folder."""
    return Path(given).name if given else given


def known_stories(store: Store) -> set[str]:
    """Give every story that was published or played, also those that are no more."""
    published = (each.story for each in store.editions.published())
    return {*published, *store.totals.stories()}


def check_story(store: Store, name: str | None) -> None:
    """Raise click.UsageError where nothing is known of a story; None is for all of them."""
    known = known_stories(store)
    if name is None or name in known:
        return
    if (named(Path(name)) / FILE).is_file():
        told = f"'{name}' was never published. Type: wayside publish {name}"
    elif known:
        told = f"There is no story '{name}'.{did_you_mean_or_all(name, sorted(known))}"
    else:
        told = f"There is no story '{name}': none was published yet. Type: wayside publish PATH"
    raise click.UsageError(plain(told))
