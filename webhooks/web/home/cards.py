"""A story on the first page: what is known of it, as words and figures."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from engine.languages.tables import language_of
from engine.places.latlon import minutes_on_foot
from engine.places.zones import local_time
from engine.play.catalog import Catalog
from engine.story.luggage import luggage
from engine.story.model import Audience, Story, Times
from webhooks.web.figures import about, minutes
from webhooks.web.invitations import Invitation, invitation
from webhooks.web.walk.hours import hours_told, season_told
from webhooks.web.walk.stops import Stop, shut_now, stops


@dataclass(frozen=True, slots=True)
class Card:
    """One story. What there is nothing of is "" or empty.

    `languages` are tags (BCP 47) with their own names. `foot` is how long its way takes, `sound`
    how long all that is heard on it. `closed` says that it cannot be begun now, and until when;
    `is_closed_by_staff` that this is in the story's language. `closed_stops` are names of stops
    that cannot be come to today.
    """

    story: Invitation
    languages: tuple[tuple[str, str], ...]
    audience: Audience
    foot: str
    sound: str
    hours: tuple[str, ...]
    closed: str
    is_closed_by_staff: bool
    stops: tuple[Stop, ...]
    closed_stops: tuple[str, ...]


def card(story: Story, catalog: Catalog, phone: str | None, language: str, now: datetime) -> Card:
    """Tell a story, as the visitor reads it, on a page in a language (BCP 47), at a moment."""
    listed = stops(story, catalog, language, now)
    closed = shut_now(story, catalog, language, now)
    local = local_time(now, story.timezone or "UTC")
    return Card(
        story=invitation(story, phone, language),
        languages=tuple((tag, language_of(tag).name) for tag in story.languages),
        audience=story.audience,
        foot=minutes(about(minutes_on_foot(story.walk_m)), language) if story.walk_m else "",
        sound=_sound(story, language),
        hours=tuple(_times(story.times, language)),
        closed=closed.words,
        is_closed_by_staff=closed.by_staff,
        stops=tuple(listed),
        closed_stops=tuple(_closed(story, listed, local)),
    )


def _sound(story: Story, language: str) -> str:
    """Tell how long all is that can be heard; "" where nobody measured it."""
    heard = [piece.seconds for piece in luggage(story) if piece.kind == "sound"]
    known = [seconds for seconds in heard if seconds is not None]
    whole = -(-sum(known) // 60) if len(known) == len(heard) else 0
    return minutes(int(whole), language) if whole else ""


def _times(times: Times, language: str) -> Iterator[str]:
    if times.hours is not None and (hours := hours_told(times.hours, language)):
        yield hours
    if times.season is not None:
        yield season_told(times.season, language)


def _closed(story: Story, listed: list[Stop], local: datetime) -> Iterator[str]:
    """Give the stops that are closed, and those that do not open on this day."""
    for stop, place in zip(listed, story.places.values(), strict=True):
        hours = place.hours
        if not stop.is_open or (hours is not None and not hours.open_on(local.date())):
            yield stop.name
