"""What a phone plays a walk by itself with: the story as a file, and what of it changes."""

import hashlib
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, TypeAlias

import orjson
from flask import Blueprint, abort, jsonify, make_response, request, url_for
from werkzeug.wrappers import Response

from engine.looking import Seen
from engine.play.play import to_json
from engine.pocket.story import story_data
from engine.pocket.surroundings import world_data
from engine.pocket.tables import tables_data
from engine.showing import FOLDER
from engine.story.model import Channel, Story
from engine.turns import NotStored
from webhooks.web.walk.page_data import fresh, not_now, page_data
from webhooks.web.walk.pictures import pictures
from webhooks.web.walk.session import Session, hand_over, held, new_session
from webhooks.web.walk.walks import Walks, desk, told

Data: TypeAlias = dict[str, Any]
BY_WEB: tuple[Channel, ...] = ("web",)
YEAR_S = 365 * 24 * 60 * 60


class Pocket:
    """The doors. A story with `offline: no` is not given."""

    def __init__(self, walks: Walks) -> None:
        self._walks = walks

    def add_to(self, blueprint: Blueprint) -> None:
        """Put them into a blueprint."""
        blueprint.add_url_rule("/api/walks/<name>/pocket", "pocket", self.carry)
        blueprint.add_url_rule("/w/<name>/pocket.json", "pocket_file", self.file)

    def carry(self, name: str) -> Response:
        """Give where a walk is and what its turns look at, to a phone that plays it from now on.

        The browser gets a name of its own now: what it sends later, perhaps twice, is one player's.
        There is no file where the server alone plays: the story is not given to phones, or its
        player texts as well.
        """
        story, session = self._walks.story(name), held(desk()) or new_session(desk())
        try:
            seen = self._walks.seen(session, story)
            if not story.offline or (seen and seen.texts):
                return fresh(jsonify(file=None, token=session.token))
            effects = seen.answer if seen else ()
            data = page_data(self._walks, story, session, seen, effects)
            data |= pocket_data(self._walks, story, session, seen)
            if seen:
                self._walks.turns.leave_time(session.address, story.id)
        except NotStored:
            return not_now()
        return hand_over(session, fresh(jsonify(data)), self._walks.settings)

    def file(self, name: str) -> Response:
        """Give a story as it is played, as long as it is the one that the address is of."""
        story = told(self._walks.story(name))
        if not story.offline or request.args.get("of") != _of(story):
            abort(404)
        response = make_response(pocket_file(story), 200, {"Content-Type": "application/json"})
        response.cache_control.max_age = YEAR_S
        response.cache_control.immutable = True
        return response


def pocket_data(walks: Walks, story: Story, session: Session, seen: Seen | None) -> Data:
    """Give what a phone needs of a walk beside what its page shows."""
    shown = told(story, seen)
    world = walks.looking.surroundings(session.address, story.id)
    return {
        "file": pocket_address(shown),
        "play": orjson.loads(to_json(seen.play)) if seen and seen.play else None,
        "world": _own(world_data(world, shown), story),
    }


def pocket_address(story: Story) -> str:
    """Give where the file of a story is, in its language: another one whenever it is another."""
    return url_for("walk.pocket_file", name=story.id, language=story.language, of=_of(story))


@dataclass(frozen=True, slots=True)
class _Told:
    """A story in one language and edition; two of the same are the same."""

    id: str
    edition: str
    language: str
    story: Story = field(compare=False)


def pocket_file(story: Story) -> bytes:
    """Give a story in its language, what is known of that, and where pictures and sounds are."""
    return _file(_Told(story.id, story.edition, story.language, story))


@lru_cache(maxsize=64)
def _file(of: _Told) -> bytes:
    story = of.story
    shown = pictures(story)
    named = {name: shown[public] for name, public in story.media.items()}
    return orjson.dumps({
        "story": story_data(story, BY_WEB),
        "tables": tables_data(story.language, story.languages),
        "pictures": {
            name: {"picture": each.address, "light": each.light, "width": each.width,
                   "height": each.height}
            for name, each in named.items()
        },
        "sounds": {name: FOLDER + public for name, public in story.media.items()},
    })  # fmt: skip


def _of(story: Story) -> str:
    return hashlib.sha256(pocket_file(story)).hexdigest()[:16]


def _own(world: Data, story: Story) -> Data:
    """Leave out what a phone need not know: where the signs of other stories lead."""
    signs = {code: sign for code, sign in world["signs"].items() if sign["story"] == story.id}
    return world | {"signs": signs}
