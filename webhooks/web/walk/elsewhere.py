"""A walk that goes on elsewhere: /carry/TOKEN brings one here, /w/STORY/text gives the way out."""

import re

from flask import Blueprint, abort, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from engine.carrying import WORD
from engine.clock import Clock
from engine.store import NotStored
from engine.store.carrying import Found
from webhooks.web.browsers import read_languages
from webhooks.web.guessing import Guessing
from webhooks.web.invitations import sms_link, spaced
from webhooks.web.walk.pages import NOT_KEPT, sorry
from webhooks.web.walk.session import Session, hand_over, held, new_session
from webhooks.web.walk.walks import Walks, desk, is_ours, tongue
from webhooks.web.walk.words import tongue_for, words

TOKEN = re.compile("[a-z2-7]{26}")


class Carry:
    """The doors. Messengers look at links by GET, so that only a button, by POST, uses one up."""

    def __init__(self, walks: Walks, clock: Clock) -> None:
        self._walks = walks
        self._clock = clock
        self._links = Guessing(walks.settings, clock)

    def add_to(self, blueprint: Blueprint) -> None:
        """Put them into a blueprint."""
        blueprint.add_url_rule("/carry/<token>", "ask", self.ask)
        blueprint.add_url_rule("/carry/<token>", "carry", self.carry, methods=["POST"])
        blueprint.add_url_rule("/w/<name>/text", "by_text", self.by_text, methods=["POST"])

    def ask(self, token: str) -> Response:
        """Ask whether a walk shall go on in this browser, and say what that replaces here."""
        session = held()
        if wait_s := self._links.wait_s():
            return _wait(session, wait_s)
        try:
            found = self._found(token, session)
        except NotStored:
            return sorry(None, session, "not now", 503)
        if found is None:
            return self._nowhere(session)
        return make_response(self._drawn(found, session), 200, NOT_KEPT)

    def carry(self, token: str) -> Response:
        """Let the walk go on in this browser, under a new secret."""
        session, fresh = held(), new_session()
        if wait_s := self._links.wait_s():
            return _wait(session, wait_s)
        if not is_ours(self._walks, session, request.form.get("token", "")):
            return redirect(url_for("walk.ask", token=token), 303)
        try:
            story = self._taken(token, session, fresh)
        except NotStored:
            return sorry(None, session, "not now", 503)
        if story is None:
            return self._nowhere(session)
        to = url_for("walk.page", name=story, _anchor="now")
        return hand_over(fresh, redirect(to, 303), self._walks.settings)

    def by_text(self, name: str) -> Response:
        """Give a code that brings the walk of this browser to the phone that texts it."""
        story, session, fresh = self._walks.story(name), held(), new_session()
        phone = self._walks.settings.phone
        if phone is None or desk() != "web":
            abort(404)
        if session is None or not session.is_own(request.form.get("token", "")):
            return redirect(url_for("walk.page", name=story.id), 303)
        carrying, now_s = self._walks.carrying, self._now_s()
        try:
            seen = self._walks.seen(session, story)
            offers = seen is not None and seen.awaited.ended is None
            code = offers and carrying.offer_code(session.id, fresh.id, story.id, now_s)
        except NotStored:
            return sorry(story, session, "not now", 503)
        if not code:
            return redirect(url_for("walk.page", name=story.id), 303)
        language, text = tongue(story, seen), f"{WORD} {code}"
        page = render_template(
            "web/walk/text.html", story=story.told_in(seen.language if seen else language),
            language=language, words=words(language), text=text, phone=spaced(phone),
            sms=sms_link(phone, text),
        )  # fmt: skip
        return hand_over(fresh, make_response(page, 200, NOT_KEPT), self._walks.settings)

    def _found(self, token: str, session: Session | None) -> Found | None:
        if not TOKEN.fullmatch(token):
            return None
        return self._walks.carrying.found(token, session.id if session else None, self._now_s())

    def _taken(self, token: str, session: Session | None, fresh: Session) -> str | None:
        if not TOKEN.fullmatch(token):
            return None
        old = session.id if session else None
        return self._walks.carrying.take(token, old, fresh.id, self._now_s())

    def _drawn(self, found: Found, session: Session | None) -> str:
        language = tongue_for((found.language, *read_languages()))
        story = self._walks.catalog().stories.get(found.story)
        return render_template(
            "web/walk/carry.html", story=story and story.told_in(found.language), found=found,
            language=language, words=words(language), session=session,
        )  # fmt: skip

    def _nowhere(self, session: Session | None) -> Response:
        self._links.missed()
        return sorry(None, session, "link over", 410)

    def _now_s(self) -> int:
        return int(self._clock().timestamp())


def _wait(session: Session | None, wait_s: int) -> Response:
    response = sorry(None, session, "too fast", 429)
    response.headers["Retry-After"] = str(wait_s)
    return response
