"""What the register says of signs that are printed: who allowed them, and what stands against it.

A sign may be retired, or lead elsewhere.
"""

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import click

from engine.clock import utc_now
from engine.signs.register import Sign
from engine.story.model import Place, Story
from webhooks.kept import kept
from webhooks.opening import is_new
from webhooks.settings import from_environment
from webhooks.signs.finding import Known, known_signs
from webhooks.signs.listing import permission_told


@dataclass(frozen=True, slots=True)
class Registered:
    """What to know of the codes, and by code the last word on the permission of its sign."""

    warnings: tuple[str, ...] = ()
    permissions: Mapping[str, str] = field(default_factory=dict)


def registered(story: Story, places: Sequence[Place]) -> Registered:
    """Give what is known of the signs of these places; nothing where no register is kept.

    One that cannot be read keeps nobody from printing, who is told so.
    """
    if is_new(from_environment(os.environ)):
        return Registered()
    try:
        with kept() as store:
            known = known_signs(store)
    except click.ClickException as error:
        told = f"What the register says of these signs could not be read. {error.message}"
        return Registered((told,))
    codes = [place.code for place in places if place.code]
    return Registered(tuple(_told(known, story, places)), _permissions(known, codes))


def _permissions(known: Known, codes: Sequence[str]) -> dict[str, str]:
    """Give the last word on each sign that anybody was asked for."""
    now_s = int(utc_now().timestamp())
    return {
        code: permission_told(known.found(code), now_s, whom=True)
        for code in codes
        if known.signs.get(code, Sign(code)).permit is not None
    }


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
