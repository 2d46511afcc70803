"""Photos and voice messages: copied from the carrier, made anew, kept, and deleted there.

All of it outside of any turn: a text is answered before its photo is looked at. What cannot be had
now is tried again, later each time. What cannot be used is no gift any more, and staff are told.
"""

import threading
from collections.abc import Callable, Mapping
from typing import Literal, Protocol

from engine.clock import Clock
from engine.copying import NotReadable, copied
from engine.faults import facts_of
from engine.store.keepsakes import Away, Ending, Keepsakes, Leftover

POLL_S = 1.0
# Where the database cannot be reached, asking every second helps nobody.
LATER_S = 5.0
# The carrier itself may need a while until it has what came with a text.
ENDINGS: Mapping[Literal["photo", "voice"], Ending] = {"photo": "jpg", "voice": "mp3"}
LATER_EACH_TIME_S = (5, 30, 2 * 60, 10 * 60, 60 * 60, 6 * 60 * 60, 24 * 60 * 60)


class NotNow(Exception):
    """The carrier cannot give or delete something now, and may later."""


class Unusable(Exception):
    """Something will never be had: it lies elsewhere, is too large, or of another kind."""


class MediaHost(Protocol):
    """Where photos and voice messages lie that came with texts."""

    def fetch(self, url: str, kind: str) -> bytes:
        """Give what lies there. Raises NotNow and Unusable, within a minute."""

    def delete(self, url: str) -> None:
        """Delete it, and what else came with its text; nothing happens if it is gone.

        Raises NotNow and Unusable, within a minute.
        """


class Fetcher:
    """Copies what players send. Any number of processes may do this at once.

    Without a `host` nothing is fetched; files that are nobody's gift are deleted all the same.
    `tell_staff(what, **facts)` is told what people should know, without numbers or addresses.
    """

    def __init__(
        self, kept: Keepsakes, host: MediaHost | None, clock: Clock, tell_staff: Callable[..., None]
    ) -> None:
        self._kept = kept
        self._host = host
        self._clock = clock
        self._tell_staff = tell_staff
        self._over = threading.Event()

    def start(self) -> None:
        """Fetch from now on, in a thread that ends with the process, or with `stop`."""
        threading.Thread(target=self.run, name="fetcher", daemon=True).start()

    def stop(self) -> None:
        """End soon; what is being copied is copied."""
        self._over.set()

    def run(self) -> None:
        """Fetch until stopped."""
        pause_s, told = POLL_S, False
        while not self._over.wait(pause_s):
            try:
                self.fetch_all()
                pause_s, told = POLL_S, False
            except Exception as error:  # noqa: BLE001 - the thread is the only one that does this
                pause_s = LATER_S
                if not told:
                    self._tell_staff(_CANNOT, **facts_of(error))
                told = True

    def fetch_all(self) -> None:
        """Copy and delete everything that is due. Raises NotStored."""
        host = self._host
        if host:
            while (away := self._kept.away(self._now_s())) and not self._over.is_set():
                for each in away:
                    self._copy(each, host)
        while (leftovers := self._kept.leftovers(self._now_s())) and not self._over.is_set():
            for leftover in leftovers:
                if host:
                    self._delete(leftover, host)

    def _copy(self, away: Away, host: MediaHost) -> None:
        if not away.wanted:
            self._kept.give_up(away, self._now_s())
            return
        try:
            made = copied(away.kind, host.fetch(away.url, away.kind))
        except NotNow:
            self._later(away)
        except (Unusable, NotReadable):
            self._give_up(away, _UNUSABLE)
        else:
            self._kept.keep(away, made, ENDINGS[away.kind], self._now_s())

    def _later(self, away: Away) -> None:
        if away.tries > len(LATER_EACH_TIME_S):
            self._give_up(away, _GONE)
        else:
            self._kept.again(away, self._now_s() + LATER_EACH_TIME_S[away.tries - 1])

    def _give_up(self, away: Away, why: str) -> None:
        self._kept.give_up(away, self._now_s())
        self._tell_staff(why, reason=away.kind)

    def _delete(self, leftover: Leftover, host: MediaHost) -> None:
        try:
            host.delete(leftover.url)
        except NotNow:
            if leftover.tries <= len(LATER_EACH_TIME_S):
                at_s = self._now_s() + LATER_EACH_TIME_S[leftover.tries - 1]
                self._kept.still_there(leftover, at_s)
                return
            self._tell_staff(_NOT_DELETED)
        except Unusable:
            self._tell_staff(_NOT_DELETED)
        self._kept.gone(leftover)

    def _now_s(self) -> int:
        return int(self._clock().timestamp())


_CANNOT = "Photos and voice messages wait to be copied; that is tried again."
_UNUSABLE = (
    "A photo or voice message that somebody gave was not kept: it is broken, too large, or no such "
    "file. Nothing is to be done."
)
_GONE = (
    "A photo or voice message that somebody gave was not kept: for more than a day Twilio did not "
    "give it. Look whether the account and its token are right: wayside doctor"
)
_NOT_DELETED = (
    "A photo or voice message could not be deleted at Twilio. Delete it by hand in Twilio's "
    "console, among the messages of a few days ago."
)
