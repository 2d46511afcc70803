"""The pages of a walk, which need no script: /w/STORY, and /w/STORY/list."""

from flask import Blueprint, abort, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from engine.looking import Seen
from engine.story.model import Story
from engine.turns import NotStored
from webhooks.web.browsers import read_languages
from webhooks.web.walk.asked import NotAsked, incoming
from webhooks.web.walk.drawn import walk_page
from webhooks.web.walk.giving import may_be_large
from webhooks.web.walk.listed import list_page
from webhooks.web.walk.session import Session, hand_over, held, let_go, new_session
from webhooks.web.walk.walks import Walks, desk, given, is_ours, kept, told, tongue
from webhooks.web.walk.words import words

YEAR_S = 365 * 24 * 60 * 60
NOT_KEPT = {"Cache-Control": "no-store"}
LATER = NOT_KEPT | {"Retry-After": "5"}
FORM = "application/x-www-form-urlencoded"


class Pages:
    """The doors. What is done on a page leads back to it by GET: a reload does nothing again."""

    def __init__(self, walks: Walks) -> None:
        self._walks = walks

    def add_to(self, blueprint: Blueprint) -> None:
        """Put them into a blueprint."""
        blueprint.add_url_rule("/w/<name>", "page", self.page)
        blueprint.add_url_rule("/w/<name>", "do", self.do, methods=["POST"])
        blueprint.add_url_rule("/w/<name>/give", "give", self.give, methods=["POST"])
        blueprint.add_url_rule("/w/<name>/clear", "clear", self.clear, methods=["POST"])
        blueprint.add_url_rule("/w/<name>/list", "all_stops", self.all_stops)
        blueprint.add_url_rule("/w/<name>/map.svg", "drawn_map", self.drawn_map)

    def page(self, name: str) -> Response:
        """Show a walk: what it is, to who has not begun it; else how far it is."""
        story, session = self._walks.story(name), held(desk())
        try:
            seen = self._walks.seen(session, story)
        except NotStored:
            return sorry(story, session, "not stored", 503)
        if seen and seen.awaited.ended is not None and self._went_on(story, seen):
            return redirect(url_for("walk.page", name=seen.story, **kept()), 303)
        page = walk_page(self._walks, story, session, seen)
        response = make_response(page, 200, NOT_KEPT)
        return hand_over(session, response, self._walks.settings) if session else response

    def do(self, name: str) -> Response:
        """Take what a form sends."""
        story, session = self._walks.story(name), held(desk())
        if not is_ours(self._walks, session, request.form.get("token", "")):
            return sorry(story, session, "no play", 400)
        fresh = session or new_session(desk())
        try:
            self._walks.turns.take(incoming(fresh, story.id, request.form, read_languages()))
        except NotAsked:
            abort(400)
        except NotStored:
            return sorry(story, session, "not stored", 503)
        return self._back_to(story, fresh)

    def give(self, name: str) -> Response:
        """Take a photo or a voice message that a form sends."""
        may_be_large()
        story, session = self._walks.story(name), held(desk())
        if session is None or not session.is_own(request.form.get("token", "")):
            return sorry(story, session, "no play", 400)
        try:
            self._walks.turns.take(given(self._walks, session, story))
        except NotAsked:
            return sorry(story, session, "not given", 400)
        except NotStored:
            return sorry(story, session, "not now", 503)
        return self._back_to(story, session)

    def _back_to(self, story: Story, session: Session) -> Response:
        to = url_for("walk.page", name=story.id, _anchor="now", **kept())
        return hand_over(session, redirect(to, 303), self._walks.settings)

    def clear(self, name: str) -> Response:
        """Erase the player that this browser is, in every story; one who texts as well stays."""
        story, session = self._walks.story(name), held(desk())
        if session is None or not is_ours(self._walks, session, request.form.get("token", "")):
            return sorry(story, session, "no play", 400)
        try:
            left = session.kind == "web" and self._walks.carrying.leave(session.id)
            if not left:
                self._walks.turns.forget(session.address)
        except NotStored:
            return sorry(story, session, "not stored", 503)
        return let_go(
            session.kind, sorry(story, None, "cleared, texts" if left else "cleared", 200)
        )

    def all_stops(self, name: str) -> Response:
        """List all stops with what is heard there: for a desk, for paper, for a screen reader."""
        story = self._walks.story(name)
        page = list_page(self._walks, told(story), tongue(story))
        return make_response(page, 200, {"Vary": "Accept-Language"})

    def drawn_map(self, name: str) -> Response:
        """Draw the map of a walk. What an address with this edition gives never changes."""
        story = self._walks.story(name)
        try:
            svg = self._walks.maps.map_of(told(story))
        except NotStored:
            return sorry(story, None, "not stored", 503)
        if not svg:
            abort(404)
        response = make_response(svg, 200, {"Content-Type": "image/svg+xml; charset=utf-8"})
        response.cache_control.max_age = (
            YEAR_S if request.args.get("edition") == story.edition else 0
        )
        return response

    def _went_on(self, story: Story, seen: Seen) -> bool:
        return seen.story != story.id and seen.story in self._walks.catalog().stories


def sorry(story: Story | None, session: Session | None, what: str, status: int) -> Response:
    """Say kindly what did not go, by its word, with a button that sends the same once more.

    Without a story it leads to all of them.
    """
    language = tongue(story)
    page = render_template(
        "web/walk/sorry.html", story=story and told(story), language=language,
        words=words(language), said=what, session=session, kept=kept(),
        sent=request.form if request.mimetype == FORM else {},
    )  # fmt: skip
    return make_response(page, status, LATER if status == 503 else NOT_KEPT)
