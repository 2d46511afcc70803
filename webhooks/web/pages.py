"""The pages that need no telephone: what can be played here, and how it is started."""

import hashlib
from collections.abc import Callable
from functools import cache
from pathlib import Path

from flask import Blueprint, Response, abort, render_template, send_from_directory, url_for

from engine.play.catalog import Catalog
from engine.turns import Turns
from webhooks.settings import Settings
from webhooks.web.invitations import invitation, qr_svg, spaced
from webhooks.web.phone import add_phone

STATIC = Path(__file__).parent / "static"
YEAR_S = 365 * 24 * 60 * 60
HOUR_S = 60 * 60


def pages(turns: Turns, catalog: Callable[[], Catalog], settings: Settings) -> Blueprint:
    """Make /, /qr/STORY.svg, /try and what they are drawn with."""
    blueprint = Blueprint("web", __name__, template_folder="templates")
    blueprint.add_app_template_global(_asset, "asset")

    @blueprint.get("/")
    def home() -> str:
        return render_template(
            "web/home.html",
            invitations=[invitation(s, settings.phone) for s in catalog().stories.values()],
            phone=spaced(settings.phone) if settings.phone else None,
            try_page=settings.try_page,
        )

    @blueprint.get("/qr/<story>.svg")
    def qr(story: str) -> Response:
        found = catalog().stories.get(story)
        link = invitation(found, settings.phone).sms if found else None
        if link is None:
            abort(404)
        response = Response(qr_svg(link), mimetype="image/svg+xml")
        response.cache_control.max_age = HOUR_S
        return response

    @blueprint.get("/assets/<name>")
    def assets(name: str) -> Response:
        # The address holds the file's digest, so what it gives never changes.
        return send_from_directory(STATIC, name, max_age=YEAR_S)

    add_phone(blueprint, turns, catalog, settings)
    return blueprint


def _asset(name: str) -> str:
    """Give the address of a file in static/, another one whenever the file changes."""
    return url_for("web.assets", name=name, v=_digest(name))


@cache
def _digest(name: str) -> str:
    return hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:12]
