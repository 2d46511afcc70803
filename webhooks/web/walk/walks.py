"""What the doors of a walk share: whose page it is, in which language, and whether it is ours."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import abort, request, url_for

from engine.clock import Clock
from engine.languages.choosing import chosen
from engine.looking import Looking, Seen
from engine.maps import Maps
from engine.play.catalog import Catalog
from engine.store.carrying import Carrying
from engine.story.model import Story
from engine.turns import Incoming, Turns
from webhooks.settings import Settings
from webhooks.web.browsers import is_from_here, read_languages, wanted_languages
from webhooks.web.walk.asked import message_of
from webhooks.web.walk.giving import Giving
from webhooks.web.walk.session import Desk, Session
from webhooks.web.walk.words import tongue_for


@dataclass(frozen=True, slots=True)
class Walks:
    """What they ask."""

    turns: Turns
    looking: Looking
    maps: Maps
    giving: Giving
    carrying: Carrying
    catalog: Callable[[], Catalog]
    settings: Settings
    clock: Clock

    def story(self, name: str) -> Story:
        """Give a story, or say that it is not there."""
        found = self.catalog().stories.get(name)
        return found if found is not None else abort(404)

    def seen(self, session: Session | None, story: Story) -> Seen | None:
        """Give how far a browser is in a story. Raises NotStored."""
        return self.looking.look(session.address, story.id) if session else None


def desk() -> Desk:
    """Give as whom the browser plays: staff try a walk at a desk by `?try=1`."""
    return "desk" if request.args.get("try") == "1" else "web"


def kept() -> dict[str, Any]:
    """Give what every address of such a page keeps."""
    return {"try": 1} if desk() == "desk" else {}


def tongue(story: Story | None, seen: Seen | None = None) -> str:
    """Give the language of the page's own words: the play's, or what the visitor reads."""
    told_in = (story.language,) if story else ()
    return tongue_for((seen.language,) if seen else (*wanted_languages(), *told_in))


def told(story: Story, seen: Seen | None = None) -> Story:
    """Give a story in the language of its play, or as it is best read by the visitor."""
    best = seen.language if seen else chosen(story.languages, wanted_languages())
    return story.told_in(best or story.language)


def is_ours(walks: Walks, session: Session | None, token: str) -> bool:
    """Tell whether a page of ours asks: by its token, or, before there is one, by its address.

    Else another site could begin a walk here, and so put a new player in the place of an old one.
    """
    if session is not None:
        return session.is_own(token)
    return is_from_here(walks.settings)


def given(walks: Walks, session: Session, story: Story) -> Incoming:
    """Take what this request gives. Raises NotAsked and NotStored."""
    event = walks.giving.given()
    return message_of(session, story.id, event, request.form, read_languages())


def map_address(story: Story) -> str:
    """Give where the map of a story is, in its language; "" where no place has a position.

    It is another address for another edition, so that what it gives never changes.
    """
    if not any(place.at for place in story.places.values()):
        return ""
    return url_for("walk.drawn_map", name=story.id, language=story.language, edition=story.edition)
