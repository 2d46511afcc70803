"""Showing the way: to where the story waits, begins, or could be gone on with."""

from collections.abc import Iterable, Iterator

from engine.places.latlon import LatLon, near_m
from engine.play.effects import Lead
from engine.play.opening import turned_away, when
from engine.play.telling import Telling
from engine.story.model import ANYWHERE_SCENE, Place

MOST_LED_TO = 5
MOST_NEARBY = 5
NEARBY_M = 5_000


def lead(telling: Telling, places: Iterable[str], *, asked: bool = False) -> None:
    """Show the way to places, and say of each that is closed that it is.

    The words for the way to one of several come only where somebody `asked`: they would be long.
    """
    known = [telling.story.places[place] for place in places]
    for place in known[:MOST_LED_TO]:
        say_if_closed(telling, place)
        if is_open(telling, place):
            directions = place.directions if asked or len(known) == 1 else ""
            at = f"{place.at.lat},{place.at.lon}" if place.at else ""
            telling.effects.append(Lead(place.id, place.name, directions, at))


def is_open(telling: Telling, place: Place) -> bool:
    """Tell whether a place can be led to: neither the story nor staff have closed it."""
    return place.status == "open" and telling.closed(place.id) is None


def say_if_closed(telling: Telling, place: Place) -> None:
    """Say that a place is closed or gone, in the story's words where it has some."""
    if place.status == "open" and turned_away(telling, place.id):
        return
    if place.status != "open":
        said = telling.sentence(f"place {place.status}", place=place.name)
        telling.say(place.instead or said)
    elif place.hours is not None and not place.hours.open_at(local := telling.local()):
        opens = place.hours.opens_next(local)
        telling.say(when("place", opens, local, telling.language, place.name))


def lead_to_start(telling: Telling, place: str | None) -> None:
    """Say where the story begins to somebody who comes to it at another place."""
    if telling.story.start == ANYWHERE_SCENE or place is None:
        return
    first = telling.story.places.get(telling.story.scenes[telling.story.start].place or "")
    if first is not None and first.id != place:
        said = telling.sentence("begins at", place=first.name, directions=first.directions)
        telling.say(said)


def list_places(telling: Telling) -> None:
    """Name the places that a story may begin at."""
    names = [place.name for place in telling.story.places.values() if is_open(telling, place)]
    telling.say("\n".join([telling.sentence("begins anywhere"), *names]))


def where(telling: Telling) -> None:
    """Say where the story waits; not for a walk that has `map: no`."""
    scene = telling.scene
    if scene.id == ANYWHERE_SCENE:
        list_places(telling)
    elif scene.walk is not None:
        lead(telling, scene.walk.to, asked=True)
    elif scene.place is not None:
        lead(telling, [scene.place])
    else:
        telling.say(telling.sentence("waits for a reply"))


def nearby(telling: Telling) -> None:
    """Name what is near the last proven place, the nearest first: places, and other stories."""
    here = telling.story.places.get(telling.place or "")
    if here is None or here.at is None:
        telling.say(telling.sentence("nearby, but where"))
        return
    found = sorted((*_places_near(telling, here.id, here.at), *_stories_near(telling, here.at)))
    lines = [
        telling.sentence(
            "nearby story" if keyword else "nearby line",
            name=name, metres=str(rounded(metres)), keyword=keyword,
        )
        for metres, name, keyword in found[:MOST_NEARBY]
        if metres <= NEARBY_M
    ]  # fmt: skip
    if lines:
        telling.say("\n".join([telling.sentence("near you"), *lines]))
    else:
        telling.say(telling.sentence("nothing nearby"))


def _places_near(telling: Telling, here: str, at: LatLon) -> Iterator[tuple[float, str, str]]:
    for place in telling.story.places.values():
        if place.at is not None and place.id != here and is_open(telling, place):
            yield near_m(at, place.at), place.name, ""


def _stories_near(telling: Telling, at: LatLon) -> Iterator[tuple[float, str, str]]:
    """Give each other story once, by the nearest of its places."""
    for each in telling.world.landmarks:
        if each.story != telling.story.id and not telling.world.is_shut(each.story):
            yield min(near_m(at, there) for there in each.at), each.title, each.keyword


def rounded(metres: float) -> int:
    """Give a distance as people say it: to ten metres."""
    return int(metres / 10 + 0.5) * 10
