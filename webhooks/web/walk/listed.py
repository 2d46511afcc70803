"""The list of all stops, with what is told there: as a page, and as it stands for one offline."""

from dataclasses import replace

from flask import render_template, url_for

from engine.story.model import Story
from webhooks.web.browsers import read_languages
from webhooks.web.walk.drawn import digest_of
from webhooks.web.walk.heard import heard, heard_between
from webhooks.web.walk.shown import Said
from webhooks.web.walk.stops import stops
from webhooks.web.walk.walks import Walks, map_address
from webhooks.web.walk.words import tongue_for, words_for


def list_page(walks: Walks, story: Story, language: str, *, offline: bool = False) -> str:
    """Draw the list of a story as it is told; the page's own words are in `language`.

    `offline`: it is shown in place of the walk where there is no signal, and says so.
    """
    own, told, between = words_for(story, language), heard(story), heard_between(story)
    if offline:
        between = [_as_carried(each) for each in between]
        told = {place: [_as_carried(each) for each in said] for place, said in told.items()}
    return render_template(
        "web/walk/list.html", story=story, language=language, words=own, offline=offline,
        stops=stops(story, walks.catalog(), language, walks.clock()), heard=told,
        between=between, map=map_address(story),
        # What its script says.
        offered={name: said for name, said in own.items() if name.startswith("download ")},
    )  # fmt: skip


def _as_carried(said: Said) -> Said:
    """Give what is said with its picture as phones carry it: all that keep files know WebP."""
    return replace(said, picture=said.light or said.picture, light="")


def offline_page(walks: Walks, story: Story) -> str:
    """Draw the list as a phone keeps it, all in the language that the story is told in."""
    return list_page(walks, story, tongue_for((story.language, *read_languages())), offline=True)


def offline_address(story: Story, page: str) -> str:
    """Give where a phone fetches that page: another address whenever the page is another."""
    return url_for("walk.offline", name=story.id, language=story.language, of=digest_of(page))
