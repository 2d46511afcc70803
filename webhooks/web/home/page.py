"""The door of the first page. It needs no script; one sorts it by what is near, on the phone."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from flask import Blueprint, Response, render_template

from engine.clock import Clock
from engine.languages.choosing import chosen
from engine.languages.tables import language_of
from engine.play.catalog import Catalog
from engine.texting.imprint import UNNAMED
from webhooks.settings import Settings
from webhooks.web.browsers import asked_language, wanted_languages
from webhooks.web.home.cards import card
from webhooks.web.invitations import spaced
from webhooks.web.signs.words import words as sign_words
from webhooks.web.words import Words

WORDS = Words(Path(__file__).parent / "words")
SAID_BY_SCRIPT = ("asking", "coarse", "failed", "late", "refused", "sorted")


def add_home(
    blueprint: Blueprint, catalog: Callable[[], Catalog], settings: Settings, clock: Clock
) -> None:
    """Put / into a blueprint."""
    blueprint.add_url_rule("/", "home", partial(_home, catalog, settings, clock))


def _home(catalog: Callable[[], Catalog], settings: Settings, clock: Clock) -> Response:
    """Show every story as a card, in the languages that the visitor reads best."""
    there, now, wanted, asked = catalog(), clock(), wanted_languages(), asked_language()
    language = WORDS.tongue_for(wanted)
    told = (
        story.told_in(chosen(story.languages, wanted) or story.language)
        for story in there.stories.values()
    )
    cards = [card(story, there, settings.phone, language, now) for story in told]
    has_spots = any(stop.lat is not None for each in cards for stop in each.stops)
    words = WORDS.of(language)
    page = render_template(
        "web/home.html",
        cards=cards,
        phone=spaced(settings.phone) if settings.phone else None,
        try_page=settings.try_page,
        # Where nobody but staff comes by, it is said what to set.
        staff=settings.public_url is None,
        name=settings.name or UNNAMED,
        language=language,
        words=words,
        signs=sign_words(language) if there.signs else None,
        near={each: words[each] for each in SAID_BY_SCRIPT} if has_spots else None,
        tongues=[(tag, language_of(tag).name) for tag in WORDS.tongues() if tag != language],
        # Who chose a language keeps it on the way.
        kept={"language": asked} if asked else {},
    )
    return Response(page, headers={"Vary": "Accept-Language"})
