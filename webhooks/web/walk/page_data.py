"""All that the page's script shows, as JSON data, and how it is answered."""

from flask import jsonify, make_response
from werkzeug.wrappers import Response

from engine.looking import Seen
from engine.play.effects import Shown
from engine.story.model import Story
from webhooks.web.walk.session import Session
from webhooks.web.walk.shown import as_data
from webhooks.web.walk.stops import stops
from webhooks.web.walk.walks import Walks, told


def page_data(
    walks: Walks,
    story: Story,
    session: Session | None,
    seen: Seen | None,
    effects: tuple[Shown, ...],
) -> dict[str, object]:
    """Give all that the page's script shows, as JSON data."""
    shown = told(story, seen)
    listed = stops(shown, walks.catalog(), shown.language, walks.clock())
    return as_data(shown, seen, effects) | {
        "stops": [each.as_data() for each in listed],
        "token": session.token if session else None,
    }


def fresh(response: Response) -> Response:
    """Let nobody keep an answer."""
    response.headers["Cache-Control"] = "no-store"
    return response


def not_now() -> Response:
    """Say that nothing can be stored now."""
    return make_response(jsonify(error="not stored"), 503, {"Retry-After": "5"})
