"""The page of a walk, drawn: as it is now for a browser, and as a phone keeps it."""

import hashlib
import json

from flask import render_template, url_for

from engine.languages.tables import language_of
from engine.looking import Seen
from engine.story.model import Story
from webhooks.web.browsers import read_languages
from webhooks.web.invitations import invitation, spaced
from webhooks.web.walk.page_data import page_data
from webhooks.web.walk.session import Session, new_session
from webhooks.web.walk.shown import opening_sound, said
from webhooks.web.walk.stops import Shut, shut_now, stops
from webhooks.web.walk.walks import Walks, desk, kept, map_address, told, tongue
from webhooks.web.walk.words import tongue_for, words_for

OPEN = Shut("", by_staff=False)


def walk_page(walks: Walks, story: Story, session: Session | None, seen: Seen | None) -> str:
    """Draw a walk: what it is, to who has not begun it; else how far it is."""
    language, shown = tongue(story, seen), told(story, seen)
    shut = shut_now(shown, walks.catalog(), language, walks.clock())
    return _drawn(
        walks, story, session, seen, language=language, shut=shut, message=new_session().id
    )


def shell_page(walks: Walks, story: Story) -> str:
    """Draw a walk as a phone keeps it, to put its own play into it; in the story's language.

    Drawn again it is the same, as long as the story is.
    """
    language = tongue_for((story.language, *read_languages()))
    return _drawn(walks, story, None, None, language=language, shut=OPEN, message="")


def shell_address(story: Story, page: str) -> str:
    """Give where a phone fetches that page: another address whenever the page is another."""
    return url_for("walk.shell", name=story.id, language=story.language, of=digest_of(page))


def digest_of(page: str) -> str:
    """Give what a page that a phone keeps is known by."""
    return hashlib.sha256(page.encode()).hexdigest()[:16]


def _drawn(
    walks: Walks,
    story: Story,
    session: Session | None,
    seen: Seen | None,
    *,
    language: str,
    shut: Shut,
    message: str,
) -> str:
    shown, phone, answer = told(story, seen), walks.settings.phone, seen.answer if seen else ()
    return render_template(
        "web/walk/walk.html",
        story=shown,
        facts=invitation(shown, phone, language),
        phone=spaced(phone) if phone else "",
        language=language,
        words=words_for(shown, language),
        session=session,
        message=message,
        seen=seen,
        awaited=seen.awaited if seen else None,
        said=list(said(story, answer)),
        stops=stops(shown, walks.catalog(), language, walks.clock()),
        shut=shut,
        tongues=[(tag, language_of(tag).name) for tag in story.languages],
        kept=kept(),
        goes_on_by_text=bool(phone) and desk() == "web",
        data=json.dumps(page_data(walks, story, session, seen, answer)),
        intro=opening_sound(shown),
        map=map_address(shown),
    )
