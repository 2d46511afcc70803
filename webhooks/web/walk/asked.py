"""What a browser sends -> what somebody did: from a form of the page, or JSON from its script."""

import hashlib
import secrets
from collections.abc import Mapping
from typing import Any

from engine.incoming import OnPhone
from engine.play.events import Arrived, Opened, Passed, Pressed, Said, Scanned
from engine.turns import Event, Incoming
from webhooks.web.browsers import TAG
from webhooks.web.walk.session import ID, Session

LONGEST = 1_600
LONGEST_NAME = 200
# The last of the year 9999.
LAST_MOMENT_S = 253_402_300_799


class NotAsked(Exception):
    """What came is nothing that somebody can do on a page; the reason is for who writes scripts."""


def event_of(story: str, sent: Mapping[str, Any]) -> Event:
    """Read what somebody did: `do`, and `what` it was done to. Raises NotAsked."""
    what = _text(sent, "what", LONGEST)
    match sent.get("do"):
        case "open":
            language = _text(sent, "language", LONGEST_NAME)
            return Opened(story, what or None, language if TAG.fullmatch(language) else None)
        case "say":
            return Said(what)
        case "press":
            return Pressed(what, _text(sent, "words", LONGEST_NAME))
        case "arrive":
            return Arrived(what)
        case "here":
            return Arrived(what, "word")
        case "scan":
            return Scanned(what)
        case "pass" if "done" in sent:
            return Passed()
        case _:
            raise NotAsked("'do' is one of open, say, press, arrive, here, scan; on a phone pass")


def incoming(
    session: Session, story: str, sent: Mapping[str, Any], languages: tuple[str, ...]
) -> Incoming:
    """Make a message of what somebody did. Raises NotAsked."""
    return message_of(session, story, event_of(story, sent), sent, languages)


def message_of(
    session: Session, story: str, event: Event, sent: Mapping[str, Any], languages: tuple[str, ...]
) -> Incoming:
    """Make a message of an event: the same thing done in the same form is the same message.

    Another thing done in a form that the browser had kept (by its back button) is another. Raises
    NotAsked.
    """
    id_ = _text(sent, "message", LONGEST_NAME)
    form = id_ if ID.fullmatch(id_) else secrets.token_hex(16)
    done = hashlib.sha256(repr((story, event)).encode("utf-8", "replace")).hexdigest()[:16]
    played = _played(sent, form)
    # What a phone has played is the same thing also where its browser got another secret meanwhile.
    whose = session.id if played is None else "phone"
    return Incoming(
        f"{whose}.{form}.{done}", session.address, event, languages=languages, story=story,
        played=played,
    )  # fmt: skip


def _played(sent: Mapping[str, Any], form: str) -> OnPhone | None:
    """Read when, and in which edition, a phone has played it; None where it has not."""
    if "done" not in sent:
        return None
    done_s, edition = sent["done"], _text(sent, "edition", LONGEST_NAME)
    if type(done_s) is not int or not 0 <= done_s <= LAST_MOMENT_S:
        raise NotAsked("'done' is in whole seconds since 1970")
    return OnPhone(edition, done_s, int(form[:8], 16))


def _text(sent: Mapping[str, Any], name: str, longest: int) -> str:
    value = sent.get(name, "")
    if not isinstance(value, str):
        raise NotAsked(f"'{name}' is a text")
    return value[:longest]
