"""Sending what is in the outbox, as fast as carriers take it, and once wherever that can be known.

What becomes of a try has four ways out. The carrier took the letter: then it waits to hear that it
was delivered. It certainly did not: then it is tried again, later each time. It never will: the
letter goes, and staff or the store are told why. Nobody can tell (a time-out, a fault of the
carrier's): then the carrier is asked whether it has the letter before it is sent once more.
"""

import threading
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Literal, Protocol, TypeAlias

from engine.clock import Clock
from engine.faults import Foreseen, facts_of
from engine.observing import UNOBSERVED, Observer
from engine.store.letters import Letter, Posted
from engine.store.outbox import Outbox

POLL_S = 0.3
# Where the database or the carrier cannot be reached, asking so often helps nobody.
LATER_S = 5.0
AT_ONCE = 8
# Before a letter of unknown fate is asked after, so that the carrier has had time to list it.
ASK_AFTER_S = 30
BACK_OFF_S = (5, 15, 60, 5 * 60, 15 * 60)
ONCE_MORE_AFTER_S = 15 * 60
TRIES_UNDELIVERED = 2

# Why a letter will never go: its player has stopped; nobody has the number; the carriers do not let
# it through (`refused`: that is ours to mend); its time is over (`late`); or whatever else.
Reason: TypeAlias = Literal["stopped", "bad number", "country", "refused", "late", "other"]
# What the carrier tells of a letter.
Fate: TypeAlias = Literal["taken", "delivered", "undelivered"]


class NotTaken(Foreseen):
    """The carrier certainly has not taken a letter, and may later. `after_s`: not before."""

    def __init__(self, after_s: float = 0) -> None:
        super().__init__("Twilio cannot be reached, or takes nothing just now.")
        self.after_s = after_s


class Unsure(Foreseen):
    """Nobody can tell whether the carrier has taken a letter."""

    def __init__(self) -> None:
        super().__init__("Twilio was asked, and no answer came that could be read.")


class Never(Foreseen):
    """The carrier will never take this letter. `code` is its own number for why."""

    def __init__(self, reason: Reason, code: int) -> None:
        super().__init__(f"Twilio refuses what it is asked. Its number for why is {code}.")
        self.reason = reason
        self.code = code


class Carrier(Protocol):
    """Who sends. Both methods raise NotTaken, Unsure and Never, and return within seconds."""

    def send(self, letter: Letter) -> str:
        """Send a letter; give what the carrier calls it."""

    def find(self, letter: Letter) -> str | None:
        """Give what the carrier calls a letter that it may have, or None where it has none."""


@dataclass(frozen=True, slots=True)
class Told:
    """What the carrier tells of a letter, by our name for it. `once_more`: it is worth a try."""

    id: bytes
    sid: str
    fate: Fate
    code: int = 0
    reason: Reason = "other"
    once_more: bool = False


class Delivery:
    """Sends, and hears what became of it.

    `tell_staff(what, **facts)` is told of what people must mend, without numbers or texts. `link`
    gives where a picture or a sound is found, by its name. `observer` is told of each try, and of
    what became of letters.
    """

    def __init__(
        self,
        outbox: Outbox,
        carrier: Carrier,
        clock: Clock,
        tell_staff: Callable[..., None],
        link: Callable[[str], str] = str,
        *,
        observer: Observer = UNOBSERVED,
    ) -> None:
        self._outbox = outbox
        self._carrier = carrier
        self._clock = clock
        self._tell_staff = tell_staff
        self._link = link
        self._observer = observer
        self._over = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Send from now on, in a thread that ends with the process, or with `stop`."""
        self._thread = threading.Thread(target=self.run, name="delivery", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End soon; what is being sent is sent."""
        self._over.set()

    def wait(self, longest_s: float) -> None:
        """Wait until it has ended after `stop`, but not for longer than that."""
        if self._thread:
            self._thread.join(longest_s)

    def run(self) -> None:
        """Send until stopped."""
        pause_s, told = POLL_S, False
        with ThreadPoolExecutor(AT_ONCE, "sending") as senders:
            while not self._over.wait(pause_s):
                try:
                    went = self.deliver(senders.map)
                    pause_s, told = (POLL_S if went else LATER_S), False
                except Exception as error:  # noqa: BLE001 - the thread is the only one that does this
                    pause_s = LATER_S
                    if not told:
                        self._tell_staff("Nothing can be sent now.", **facts_of(error))
                    told = True

    def deliver(self, each: Callable[..., Iterable[bool]] = map) -> bool:
        """Send all that may be sent now; False where the carrier could not be reached.

        `each` is `map`, or does the same with several at once. Raises NotStored.
        """
        while not self._over.is_set() and (
            letters := self._outbox.claim(self._clock().timestamp())
        ):
            if not all(list(each(self._try, letters))):
                return False
        return True

    def _try(self, letter: Letter) -> bool:
        """Try to send one; False where the carrier could not be reached."""
        time.sleep(letter.in_s)
        now_s = self._now_s()
        try:
            sid = self._found(letter) if letter.unsure else None
            sid = sid or self._carrier.send(letter)
        except NotTaken as error:
            again_s = max(_back_off_s(letter.tries), error.after_s)
            self._outbox.again(letter, int(now_s + again_s))
            self._observer.posted("not_taken")
            return False
        except Unsure:
            self._outbox.unsure(letter, now_s + max(ASK_AFTER_S, _back_off_s(letter.tries)))
            self._observer.posted("unsure")
            return False
        except Never as never:
            self._outbox.refused(letter)
            self._give_up(letter, never.reason, never.code)
            self._observer.posted("refused", never.code)
            return True
        self._outbox.sent(letter, sid, now_s)
        self._observer.posted("sent", segments=letter.segments)
        return True

    def _found(self, letter: Letter) -> str | None:
        """Ask whether the carrier has a letter. What cannot be asked is as unsure as before."""
        try:
            return self._carrier.find(letter)
        except (NotTaken, Never) as error:
            raise Unsure from error

    def heard(self, told: Told) -> None:
        """Take in what the carrier tells of a letter; what is told twice or late changes nothing.

        Raises NotStored.
        """
        # A letter that waits to be tried once more is not what an earlier try is told of.
        posted = self._outbox.posted(told.id)
        if posted is None:
            return
        now_s = self._now_s()
        if told.fate == "delivered":
            self._outbox.drop(posted.player, posted.number, now_s)
            self._observer.posted("delivered")
        elif told.fate == "undelivered" and posted.state != "waiting":
            if told.once_more and posted.tries < TRIES_UNDELIVERED:
                self._outbox.retry(posted, now_s + ONCE_MORE_AFTER_S)
            else:
                self._give_up(posted, told.reason, told.code)
            self._observer.posted("undelivered", told.code)
        elif told.fate == "taken" and posted.state == "sending":
            self._outbox.taken(posted, told.sid, now_s)

    def _give_up(self, letter: Letter | Posted, reason: Reason, code: int) -> None:
        player, address, number = letter.player, letter.address, letter.number
        if letter.media and reason == "other":
            # Perhaps only what goes along cannot: a phone, a carrier or Twilio did not take it.
            self._outbox.tell_instead(player, number, self._link, self._now_s())
            return
        self._outbox.drop(player, number, self._now_s())
        if reason == "stopped":
            self._outbox.stop(player, address, self._now_s())
        elif reason == "bad number":
            self._outbox.forget_number(player, address)
        if what := _FOR_STAFF.get(reason):
            self._tell_staff(what, reason=str(code))

    def _now_s(self) -> int:
        return int(self._clock().timestamp())


_FOR_STAFF: dict[Reason, str] = {
    "country": "A text was not sent: Twilio does not let us text that country. Turn it on, or not.",
    "refused": (
        "A text was not sent: the phone companies refuse texts from our number. It may not be "
        "registered, or the text was taken for spam."
    ),
    "other": "A text was not sent, for a reason that Twilio gives as a number.",
}


def _back_off_s(tries: int) -> int:
    return BACK_OFF_S[min(tries, len(BACK_OFF_S)) - 1]
