"""The pages that need no telephone: what can be played here, and how it is started."""

import hashlib
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path
from typing import Literal

from flask import (
    Blueprint,
    Response,
    abort,
    render_template,
    request,
    send_from_directory,
    url_for,
)

from engine.languages.tables import language_of
from engine.languages.widths import right_to_left
from engine.play.catalog import Catalog
from engine.texting.imprint import UNNAMED
from engine.turns import Turns
from webhooks.settings import Settings
from webhooks.web.browsers import TAG, read_languages
from webhooks.web.invitations import invitation, qr_svg, spaced
from webhooks.web.papers import PAPERS, paper
from webhooks.web.phone import add_phone

STATIC = Path(__file__).parent / "static"
YEAR_S = 365 * 24 * 60 * 60
HOUR_S = 60 * 60


def pages(turns: Turns, catalog: Callable[[], Catalog], settings: Settings) -> Blueprint:
    """Make /, /qr/STORY.svg, /try and what they are drawn with."""
    blueprint = Blueprint("web", __name__, template_folder="templates")
    blueprint.add_app_template_global(_asset, "asset")
    blueprint.add_app_template_global(_direction, "direction")

    @blueprint.get("/")
    def home() -> str:
        return render_template(
            "web/home.html",
            invitations=[invitation(s, settings.phone) for s in catalog().stories.values()],
            phone=spaced(settings.phone) if settings.phone else None,
            try_page=settings.try_page,
            # Where nobody but staff comes by, it is said what to set.
            staff=settings.public_url is None,
            name=settings.name or UNNAMED,
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

    @blueprint.get("/assets/<digest>/<path:name>")
    def assets(digest: str, name: str) -> Response:
        # The address holds the digest of all of them, so what it gives never changes; a page that
        # was open since before an update is given what there is now.
        is_known = digest == _digest()
        response = send_from_directory(STATIC, name, max_age=YEAR_S if is_known else 0)
        response.cache_control.immutable = is_known
        return response

    for name in PAPERS:
        blueprint.add_url_rule(f"/{name}", name, partial(_paper, name, catalog, settings))
    add_phone(blueprint, turns, catalog, settings)
    return blueprint


def _paper(name: str, catalog: Callable[[], Catalog], settings: Settings) -> Response:
    """Show the terms, or what is said about privacy, in a language that the reader asks for."""
    asked = request.args.get("language", "")
    wanted = ((asked,) if TAG.fullmatch(asked) else ()) + read_languages()
    facts = facts_of(settings, catalog())
    shown = paper(name, settings.stories, wanted, facts)
    others = [
        paper(each, settings.stories, (shown.language, *wanted), facts)
        for each in PAPERS
        if each != name
    ]
    tongues = [(tag, language_of(tag).name) for tag in shown.languages if tag != shown.language]
    page = render_template(
        "web/paper.html", paper=shown, others=others, tongues=tongues, name=facts["name"]
    )
    return Response(page, headers={"Vary": "Accept-Language"})


def facts_of(settings: Settings, catalog: Catalog) -> dict[str, str]:
    """Give what stands for the gaps in the terms and in what is said about privacy."""
    contacts = dict.fromkeys(story.contact for story in catalog.stories.values() if story.contact)
    name = settings.name or UNNAMED
    return {
        "name": name,
        "contact": settings.contact or "; ".join(contacts) or name,
        "phone": spaced(settings.phone) if settings.phone else "",
    }


def _asset(name: str) -> str:
    """Give the address of a file in static/, another one whenever one of them changes.

    Scripts ask for each other beside themselves, so all have one digest.
    """
    return url_for("web.assets", digest=_digest(), name=name)


def _direction(tag: str) -> Literal["ltr", "rtl"]:
    """Tell how a language (BCP 47) is written: its own name for itself shows it."""
    return "rtl" if right_to_left(language_of(tag).name) else "ltr"


@cache
def _digest() -> str:
    files = sorted(file for file in STATIC.rglob("*") if file.is_file())
    each = (hashlib.sha256(file.read_bytes()).digest() for file in files)
    return hashlib.sha256(b"".join(each)).hexdigest()[:12]
