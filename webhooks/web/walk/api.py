"""The same for the page's script, as JSON: /api/walks/STORY."""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from flask import Blueprint, jsonify, make_response, request
from werkzeug.wrappers import Response

from engine.looking import Seen
from engine.play.effects import Shown
from engine.story.model import Story
from engine.turns import Elsewhere, Incoming, NotStored, Unasked
from webhooks.web.browsers import read_languages
from webhooks.web.walk.asked import NotAsked, incoming
from webhooks.web.walk.giving import may_be_large
from webhooks.web.walk.page_data import fresh, not_now, page_data
from webhooks.web.walk.pocket import pocket_data
from webhooks.web.walk.session import Session, begun_by, hand_over, held
from webhooks.web.walk.walks import Walks, desk, given, is_ours

HOUR_S = 60 * 60
TOKEN = "X-Wayside-Token"  # noqa: S105 - the name of a header
SEEN = re.compile("[0-9]{1,15}")
DESCRIPTION = Path(__file__).with_name("openapi.json")


class Api:
    """The doors. A script of another site cannot set our header, nor send JSON, without leave."""

    def __init__(self, walks: Walks) -> None:
        self._walks = walks

    def add_to(self, blueprint: Blueprint) -> None:
        """Put them into a blueprint."""
        blueprint.add_url_rule("/api/walks/<name>", "look", self.look)
        blueprint.add_url_rule("/api/walks/<name>", "take", self.take, methods=["POST"])
        blueprint.add_url_rule("/api/walks/<name>/give", "gives", self.give, methods=["POST"])
        blueprint.add_url_rule("/api/walks/<name>/unasked", "unasked", self.unasked)
        blueprint.add_url_rule("/api/openapi.json", "described", described)

    def look(self, name: str) -> Response:
        """Give how far the browser is, and the last answer that it got."""
        story, session = self._walks.story(name), held(desk())
        try:
            seen = self._walks.seen(session, story)
        except NotStored:
            return not_now()
        return self._shown(story, session, seen, seen.answer if seen else ())

    def take(self, name: str) -> Response:
        """Take what somebody did, and give what comes of it."""
        story, session = self._walks.story(name), held(desk())
        sent: Any = request.get_json(silent=True)
        if not isinstance(sent, dict) or not is_ours(
            self._walks, session, request.headers.get(TOKEN, "")
        ):
            return _refused("not a request of this page")
        ours = session or begun_by(sent.get("message"), desk())
        return self._taken(
            story, ours, lambda: incoming(ours, story.id, sent, read_languages()),
            carries=sent.get("carries") is True and story.offline,
        )  # fmt: skip

    def give(self, name: str) -> Response:
        """Take a photo or a voice message: a form with a file, from who is on the walk."""
        may_be_large()
        story, session = self._walks.story(name), held(desk())
        if session is None or not session.is_own(request.headers.get(TOKEN, "")):
            return _refused("not a request of this page")
        carries = request.form.get("carries") == "true" and story.offline
        return self._taken(
            story, session, lambda: given(self._walks, session, story), carries=carries
        )

    def _taken(
        self,
        story: Story,
        session: Session,
        asked: Callable[[], Incoming],
        *,
        carries: bool = False,
    ) -> Response:
        """Take a turn, and give what it shows; to a phone that `carries` it, all that it needs."""
        try:
            answer = self._walks.turns.take(replace(asked(), carries=carries))
            seen = self._walks.seen(session, story)
            data = self._data(story, session, seen, answer.effects)
            if carries:
                data |= pocket_data(self._walks, story, session, seen)
        except NotAsked as error:
            return _refused(str(error))
        except Elsewhere:
            return _refused("the walk goes on elsewhere", 409)
        except NotStored:
            return not_now()
        return hand_over(session, fresh(jsonify(data)), self._walks.settings)

    def unasked(self, name: str) -> Response:
        """Give what came by itself after number `after`, and in how many seconds more may."""
        story, session = self._walks.story(name), held(desk())
        after = request.args.get("after", "")
        last = int(after) if SEEN.fullmatch(after) else 0
        try:
            found = self._walks.turns.unasked(session.address, last) if session else Unasked()
            seen = self._walks.seen(session, story)
        except NotStored:
            return not_now()
        effects = tuple(each for _, answer in found.answers for each in answer)
        shown = self._data(story, session, seen, effects)
        number = found.answers[-1][0] if found.answers else last
        return fresh(jsonify(shown | {"number": number, "more_in_s": found.more_in_s}))

    def _shown(
        self, story: Story, session: Session | None, seen: Seen | None, effects: tuple[Shown, ...]
    ) -> Response:
        return fresh(jsonify(self._data(story, session, seen, effects)))

    def _data(
        self, story: Story, session: Session | None, seen: Seen | None, effects: tuple[Shown, ...]
    ) -> dict[str, object]:
        return page_data(self._walks, story, session, seen, effects)


def described() -> Response:
    """Give what all of these doors take and answer, in OpenAPI 3.1."""
    response = make_response(DESCRIPTION.read_bytes(), 200, {"Content-Type": "application/json"})
    response.cache_control.max_age = HOUR_S
    return response


def _refused(why: str, status: int = 400) -> Response:
    return make_response(jsonify(error=why), status)
