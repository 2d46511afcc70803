"""Which story or number staff mean."""

import re
from pathlib import Path

import click

from engine.cli.nearest import did_you_mean_or_all
from engine.cli.paths import named
from engine.cli.plain import plain
from engine.store import Store
from engine.story.build.folder import FILE
from webhooks.texting_values import phone_number
from webhooks.values import Wrong


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


_ADDRESS = re.compile(r"(whatsapp|rcs):[+A-Za-z0-9_.-]{1,150}")
_WHOLE = "Type it whole, with its country: +12125550123."


def typed_address(text: str, *, repeats: bool = True) -> str:
    """Give a phone number (E.164), or an address of WhatsApp or RCS, as staff typed it.

    Raises click.UsageError, which `repeats` what was typed unless it is to be told nowhere.
    """
    if _ADDRESS.fullmatch(text):
        return text
    try:
        return phone_number(text)
    except Wrong as wrong:
        typed = f"'{text}'" if repeats else "What was given"
        raise click.UsageError(plain(f"{typed} {wrong.args[0]}. {_WHOLE}")) from None
