"""The door for pictures and sounds of stories: phones, browsers and carriers fetch them here."""

from collections.abc import Callable

from flask import Blueprint, Response, abort, request

from engine.showing import FOLDER
from engine.story.media import SOUNDS, TYPES, ending_of

YEAR_S = 365 * 24 * 60 * 60


def media(found: Callable[[str], bytes | None]) -> Blueprint:
    """Make /media/NAME; `found` gives a file by its public name, None where there is none.

    A name is made of the file's content, so what it gives never changes. Parts of a file are given
    to who asks for them (RFC 9110, 14): browsers do for sounds.
    """
    blueprint = Blueprint("media", __name__)

    @blueprint.get(f"{FOLDER}<name>")
    def give(name: str) -> Response:
        data = found(name)
        if data is None:
            abort(404)
        ending = ending_of(name)
        response = Response(data, mimetype=TYPES[ending])
        response.set_etag(name)
        response.cache_control.public = True
        response.cache_control.max_age = YEAR_S
        response.cache_control.immutable = True
        # Phones show this name; Twilio asks for one of 20 characters at the most.
        shown = f"{'sound' if ending in SOUNDS else 'picture'}.{ending}"
        response.headers["Content-Disposition"] = f'inline; filename="{shown}"'
        # Parts in another unit than bytes are not known: all of it is given (RFC 9110, 14.2).
        known = request.range is None or request.range.units == "bytes"
        response.make_conditional(request, accept_ranges=known, complete_length=len(data))
        return response

    return blueprint
