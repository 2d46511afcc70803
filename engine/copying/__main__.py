"""The process in which one file is read: its kind as the one argument, from stdin to stdout."""

import sys

from engine.copying.limits import limit
from engine.copying.unreadable import Unreadable


def main(kind: str) -> int:
    """Make one file anew; 0, or 1 where it cannot be read or is too much."""
    limit()
    data = sys.stdin.buffer.read()
    # Only what is needed: both are large.
    if kind == "photo":
        from engine.copying.picture import picture as make  # noqa: PLC0415
    else:
        from engine.copying.sound import sound as make  # noqa: PLC0415
    try:
        made = make(data)
    except Unreadable:
        return 1
    sys.stdout.buffer.write(made)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
