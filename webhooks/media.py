"""The door for pictures and sounds of stories: phones, browsers and carriers fetch them here."""

from collections.abc import Callable

from flask import Blueprint, Response, abort, request

from engine.showing import FOLDER
from engine.story.media import SOUNDS, TYPES, ending_of
from webhooks.ranges import may_be_part, part_asked
from webhooks.recent import Recent

YEAR_S = 365 * 24 * 60 * 60


def media(found: Callable[[str], bytes | None]) -> Blueprint:
    """Make /media/NAME; `found` gives a file by its public name, None where there is none.

    A name is made of the file's content, so what it gives never changes. Parts of a file are given
    to who asks for them (RFC 9110, 14): players do for sounds, and seek by them.
    """
    blueprint = Blueprint("media", __name__)
    recent = Recent(found)

    @blueprint.get(f"{FOLDER}<name>")
    def give(name: str) -> Response:
        data = recent(name)
        if data is None:
            abort(404)
        response = _given(name, data)
        response.make_conditional(request)
        # Range is for GET alone (14.2), and only for what would be given whole (13.2.2).
        if request.method == "GET" and response.status_code == 200:
            _cut(response, name, data)
        if response.status_code in (412, 416):
            # What could not be given is nothing to keep.
            response.headers["Cache-Control"] = "no-store"
            response.set_data(b"")
        return response

    return blueprint


def _given(name: str, data: bytes) -> Response:
    """Give a file whole, to be kept for ever."""
    ending = ending_of(name)
    response = Response(data, mimetype=TYPES[ending])
    response.set_etag(name)
    response.accept_ranges = "bytes"
    response.cache_control.public = True
    response.cache_control.max_age = YEAR_S
    response.cache_control.immutable = True
    # Phones show this name; Twilio asks for one of 20 characters at the most.
    shown = f"{'sound' if ending in SOUNDS else 'picture'}.{ending}"
    response.headers["Content-Disposition"] = f'inline; filename="{shown}"'
    return response


def _cut(response: Response, name: str, data: bytes) -> None:
    """Leave of a file the part that is asked for; nothing where there is no such part."""
    if not may_be_part(request.headers.get("If-Range"), name):
        return
    part = part_asked(request.range, len(data))
    if part == "unsatisfiable":
        response.status_code = 416
        response.headers["Content-Range"] = f"bytes */{len(data)}"
    elif part is not None:
        response.status_code = 206
        response.headers["Content-Range"] = part.told(len(data))
        response.set_data(data[part.first : part.end])
