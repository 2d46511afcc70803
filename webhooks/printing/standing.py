"""What the register says against a sign that is printed: it is retired, or leads elsewhere."""

import os
from collections.abc import Iterator, Sequence
from contextlib import suppress

import click

from engine.story.model import Place, Story
from webhooks.kept import kept
from webhooks.opening import is_new
from webhooks.settings import from_environment
from webhooks.signs.finding import Known, known_signs


def warnings(story: Story, places: Sequence[Place]) -> list[str]:
    """Give what to know of the codes of these places; nothing where no register can be read."""
    if is_new(from_environment(os.environ)):
        return []
    with suppress(click.ClickException), kept() as store:
        return list(_told(known_signs(store), story, places))
    return []


def _told(known: Known, story: Story, places: Sequence[Place]) -> Iterator[str]:
    for place in places:
        if place.code is None or place.code not in known.signs:
            continue
        found, own = known.found(place.code), f"{story.id}/{place.id}"
        if found.sign.state == "retired":
            yield (
                f"{found.code} is retired, so that its sign would open nothing. To use it again: "
                f"wayside sign place {found.code}"
            )
        elif found.leads is not None and found.path != own:
            yield (
                f"{found.code} leads to {found.path}, and not to the place that its sign names. "
                f"To lead it back: wayside sign move {found.code} {own}"
            )
