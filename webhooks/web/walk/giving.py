"""What somebody gives in a browser: a photo or voice message, made anew before it is kept."""

from threading import BoundedSemaphore
from typing import Literal, TypeAlias

from flask import request

from engine.clock import Clock
from engine.copying import NotReadable, copied
from engine.fetching import ENDINGS
from engine.play.events import SentPhoto, SentVoice
from engine.store import NotStored
from engine.store.keepsakes import Keepsakes
from webhooks.web.walk.asked import NotAsked

Kind: TypeAlias = Literal["photo", "voice"]
# A photo of a telephone is 3 to 8 MB, five minutes of its voice 2 to 5.
LARGEST_BYTES = 15_000_000
# Each is made anew by a process of its own; more at once would only wait for each other.
MOST_AT_ONCE = 2
LONGEST_WAIT_S = 20


def may_be_large() -> None:
    """Let this request be as large as such a file. Call it before anything of it is read."""
    request.max_content_length = LARGEST_BYTES


class Giving:
    """Takes files from browsers."""

    def __init__(self, kept: Keepsakes, clock: Clock) -> None:
        self._kept = kept
        self._clock = clock
        self._places = BoundedSemaphore(MOST_AT_ONCE)

    def given(self) -> SentPhoto | SentVoice:
        """Keep the file of this request, and give what its player did.

        Raises NotAsked where it is no photo or voice message, and NotStored.
        """
        what, file = request.form.get("what", ""), request.files.get("file")
        if what not in ENDINGS or file is None:
            raise NotAsked("'what' is photo or voice, and 'file' holds it")
        kind: Kind = "photo" if what == "photo" else "voice"
        made = self._made(kind, file.read())
        name = self._kept.take_in(made, ENDINGS[kind], int(self._clock().timestamp()))
        return SentPhoto(name) if kind == "photo" else SentVoice(name)

    def _made(self, kind: Kind, data: bytes) -> bytes:
        if not self._places.acquire(timeout=LONGEST_WAIT_S):
            raise NotStored("Too many files are being made anew.")
        try:
            return copied(kind, data)
        except NotReadable as error:
            raise NotAsked("no photo or voice message") from error
        finally:
            self._places.release()
