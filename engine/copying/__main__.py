"""The process in which one file is read: what to do as the one argument, from stdin to stdout."""

import json
import sys

from engine.copying.limits import limit
from engine.copying.unreadable import UNREADABLE, Unreadable


def main(what: str) -> int:
    """Make one file anew, or measure it; 0, or 3 where it cannot be read or is too much."""
    limit()
    data = sys.stdin.buffer.read()
    try:
        made = _made(what, data)
    except Unreadable:
        return UNREADABLE
    sys.stdout.buffer.write(made)
    return 0


def _made(what: str, data: bytes) -> bytes:
    # Only what is needed: each brings much along.
    if what == "photo":
        from engine.copying.picture import picture  # noqa: PLC0415

        return picture(data)
    if what == "logo":
        from engine.copying.picture import logo  # noqa: PLC0415

        return logo(data)
    if what == "light":
        from engine.copying.picture import light  # noqa: PLC0415

        return light(data)
    if what == "voice":
        from engine.copying.sound import sound  # noqa: PLC0415

        return sound(data)
    from engine.copying.measuring import picture_measured, sound_measured  # noqa: PLC0415

    measured = picture_measured if what == "measure picture" else sound_measured
    return json.dumps(measured(data)).encode()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
