"""By which sign somebody came, as far as what they sent tells it."""

from collections.abc import Mapping
from datetime import datetime

from engine.incoming import Incoming
from engine.languages.folding import fold
from engine.play.catalog import Catalog, codes_at
from engine.play.effects import Report
from engine.play.events import Opened, Pressed, Scanned
from engine.play.hear import Heard
from engine.play.matching import LONGEST_HEARD, code_in, retired_in
from engine.play.play import Play
from engine.play.world import Sign
from engine.signs.register import A_PLAYER, Entry
from engine.store.outcome import Visit

# Who is at a sign and was heard of so lately has not come by it again.
STAYS_S = 60 * 60


def visit_of(
    incoming: Incoming | None,
    catalog: Catalog,
    before: Mapping[str, Play | None],
    heard: Heard,
    now: datetime,
) -> Visit | None:
    """Give by which sign somebody came, or which one they report; None where they do neither.

    `before` holds each play of `heard` as it was. A code that opens nothing any more is a visit,
    too: its sign still hangs somewhere.
    """
    if incoming is None or heard.player.stopped:
        return None
    at_s = int(now.timestamp())
    if report := _reported(catalog, heard, at_s):
        return report
    code = _code(incoming, catalog, heard)
    sign = catalog.signs.get(code) if code else None
    if code is None or (sign and _is_there(before.get(sign.story), sign, at_s)):
        return None
    return Visit(code.upper(), at_s, _seen(catalog, code, sign, at_s))


def _reported(catalog: Catalog, heard: Heard, at_s: int) -> Visit | None:
    report = next((effect for effect in heard.effects if isinstance(effect, Report)), None)
    story, place = heard.player.story, report.place if report else None
    code = next(codes_at(catalog, story, place), None) if story and place else None
    if code is None:
        return None
    told = Entry(code.upper(), at_s, "damaged", A_PLAYER, story=story or "", place=place or "")
    return Visit(told.code, at_s, told, reports=True)


def _code(incoming: Incoming, catalog: Catalog, heard: Heard) -> str | None:
    match incoming.event:
        case Opened(story, place):
            return next(codes_at(catalog, story, place), None) if place else None
        case Scanned(place):
            story = incoming.story or heard.player.story or ""
            return next(codes_at(catalog, story, place), None)
        case Pressed(payload, words):
            return _code_in(payload, catalog) or _code_in(words, catalog)
        case _:
            return _code_in(incoming.words, catalog)


def _code_in(text: str, catalog: Catalog) -> str | None:
    words = fold(text[:LONGEST_HEARD])
    found = code_in(words, catalog.keywords, catalog.signs)
    return found or retired_in(words, catalog.keywords, catalog.retired)


def _seen(catalog: Catalog, code: str, sign: Sign | None, at_s: int) -> Entry | None:
    """Give what is written of a sign that staff miss; None of any other."""
    out = catalog.out_of_use.get(code)
    if sign is None or out is None or out.why != "missing":
        return None
    return Entry(code.upper(), at_s, "seen", story=sign.story, place=sign.place)


def _is_there(play: Play | None, sign: Sign, at_s: int) -> bool:
    return play is not None and play.place == sign.place and at_s - play.last_at_s < STAYS_S
