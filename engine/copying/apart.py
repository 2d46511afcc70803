"""Reading a stranger's file in a process of its own, which knows nothing and may do little.

Decoders are large and old, and files are made to break them. What goes wrong there, a crash, an
endless loop, all the memory, ends that process and no player's turn.
"""

import json
import os
import subprocess
import sys
from contextlib import suppress
from threading import Timer
from typing import Any, Literal, TypeAlias

from engine.copying.unreadable import UNREADABLE

Kind: TypeAlias = Literal["photo", "voice", "logo", "light"]
Medium: TypeAlias = Literal["picture", "sound"]
LONGEST_S = 60
# Twice what three minutes of sound or the fullest picture of this size come to.
MOST_MADE_BYTES = 8 * 1024 * 1024


class NotReadable(Exception):
    """This file cannot be read: it is not of its kind, broken, or too much.

    `for_certain`: that is so of this file, and would not be otherwise another time.
    """

    def __init__(self, *, for_certain: bool = False) -> None:
        super().__init__()
        self.for_certain = for_certain


def copied(kind: Kind, data: bytes) -> bytes:
    """Make a photo anew as a JPEG, a voice message as an MP3, a logo as a PNG, within a minute.

    A picture is made light as a WebP. Raises NotReadable.
    """
    return _made(kind, data)


def measured(medium: Medium, data: bytes) -> dict[str, Any]:
    """Measure a picture or a sound; the fields as in `engine.copying.measuring`.

    Raises NotReadable.
    """
    found: dict[str, Any] = json.loads(_made(f"measure {medium}", data))
    return found


def _made(what: str, data: bytes) -> bytes:
    # Its environment holds no token and no address.
    knows = {"PYTHONPATH": os.pathsep.join(sys.path)}
    if sys.platform == "win32":
        knows["SYSTEMROOT"] = os.environ["SYSTEMROOT"]
    with subprocess.Popen(  # noqa: S603 - our own program, and nothing of what came in its words
        [sys.executable, "-m", "engine.copying", what],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=knows,
    ) as process:
        timer = Timer(LONGEST_S, process.kill)
        timer.start()
        try:
            made = _exchanged(process, data)
        finally:
            timer.cancel()
            process.kill()
    if process.returncode != 0 or not 0 < len(made) <= MOST_MADE_BYTES:
        raise NotReadable(for_certain=process.returncode == UNREADABLE)
    return made


def _exchanged(process: "subprocess.Popen[bytes]", data: bytes) -> bytes:
    """Give the process its file, and take what it makes of it, as far as that is not too much."""
    if process.stdin is None or process.stdout is None:
        raise NotReadable
    with suppress(BrokenPipeError):
        process.stdin.write(data)
    with suppress(BrokenPipeError):
        process.stdin.close()
    made = process.stdout.read(MOST_MADE_BYTES + 1)
    if len(made) <= MOST_MADE_BYTES:
        process.wait()
    return made
