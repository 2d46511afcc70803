"""The pages that need no telephone: what can be played here, and how it is started."""

from collections.abc import Callable
from functools import partial
from typing import Literal

from flask import Blueprint, Response, abort, render_template

from engine.clock import Clock
from engine.languages.tables import language_of
from engine.languages.widths import right_to_left
from engine.play.catalog import Catalog
from engine.texting.imprint import UNNAMED
from engine.turns import Turns
from webhooks.settings import Settings
from webhooks.web.assets import asset, give_asset
from webhooks.web.browsers import asked_language, wanted_languages
from webhooks.web.home import add_home
from webhooks.web.invitations import invitation, qr_svg, spaced
from webhooks.web.papers import PAPERS, paper
from webhooks.web.phone import add_phone

HOUR_S = 60 * 60


def pages(
    turns: Turns, catalog: Callable[[], Catalog], settings: Settings, clock: Clock
) -> Blueprint:
    """Make /, /qr/STORY.svg, /try and what they are drawn with."""
    blueprint = Blueprint("web", __name__, template_folder="templates")
    blueprint.add_app_template_global(asset)
    blueprint.add_app_template_global(_direction, "direction")

    @blueprint.get("/qr/<story>.svg")
    def qr(story: str) -> Response:
        found = catalog().stories.get(story)
        language = asked_language()
        told = found.told_in(language) if found else None
        link = invitation(told, settings.phone, language).sms if told else None
        if link is None:
            abort(404)
        response = Response(qr_svg(link), mimetype="image/svg+xml")
        response.cache_control.max_age = HOUR_S
        return response

    blueprint.add_url_rule("/assets/<digest>/<path:name>", "assets", give_asset)
    for name in PAPERS:
        blueprint.add_url_rule(f"/{name}", name, partial(_paper, name, catalog, settings))
    add_home(blueprint, catalog, settings, clock)
    add_phone(blueprint, turns, catalog, settings)
    return blueprint


def _paper(name: str, catalog: Callable[[], Catalog], settings: Settings) -> Response:
    """Show the terms, or what is said about privacy, in a language that the reader asks for."""
    wanted = wanted_languages()
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


def _direction(tag: str) -> Literal["ltr", "rtl"]:
    """Tell how a language (BCP 47) is written: its own name for itself shows it."""
    return "rtl" if right_to_left(language_of(tag).name) else "ltr"
