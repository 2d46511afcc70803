"""Steps that do something: in a walk's file, and after a slash while somebody plays."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from engine.checking.walks.walker import Step, Walker
from engine.play.events import Arrived, Said, Scanned, SentPhoto, SentVoice
from engine.story.nearest import did_you_mean
from engine.story.phrases import UNITS_S

LONGEST_WAIT = timedelta(days=3660)
_TIME = re.compile(r"([0-9]{1,9})\s*([a-z]+)")


def _text(walker: Walker, step: Step) -> str | None:
    walker.turn(walker.text(step), Said(walker.text(step)))
    return None


def _open(walker: Walker, _step: Step) -> str | None:
    walker.note("(opens)", walker.simulated.begin(walker.story.id))
    return None


def _no_place(walker: Walker, place: str) -> str | None:
    if place in walker.story.places:
        return None
    return f"There is no place '{place}'.{did_you_mean(place, walker.story.places)}"


def _scan(walker: Walker, step: Step) -> str | None:
    place = walker.text(step)
    if fault := _no_place(walker, place):
        return fault
    play = walker.simulated.play
    if play is None or play.story != walker.story.id or play.ended:
        code = walker.story.places[place].code
        if code is None:
            return f"'{place}' has no code, so that its sign cannot be scanned."
        walker.turn(f"(scans {place})", Said(code))
    else:
        walker.turn(f"(scans {place})", Scanned(place))
    return None


def _arrive(walker: Walker, step: Step) -> str | None:
    place = walker.text(step)
    if fault := _no_place(walker, place):
        return fault
    walker.turn(f"(arrives at {place})", Arrived(place))
    return None


def _photo(walker: Walker, step: Step) -> str | None:
    walker.turn("(sends a photo)", SentPhoto(walker.text(step)))
    return None


def _voice(walker: Walker, step: Step) -> str | None:
    walker.turn("(sends a voice message)", SentVoice(walker.text(step)))
    return None


def _approve(walker: Walker, step: Step) -> str | None:
    collection = walker.text(step)
    if collection not in walker.story.collections:
        hint = did_you_mean(collection, walker.story.collections)
        return f"There is no collection '{collection}'.{hint}"
    if not walker.simulated.commons.approve(walker.story.id, collection):
        return f"expected something held in '{collection}', got nothing"
    return None


def _wait(walker: Walker, step: Step) -> str | None:
    match = _TIME.fullmatch(walker.text(step).strip().lower())
    if match is None or match[2] not in UNITS_S:
        return f"'{walker.text(step)}' is no time. Write it like 25 min, 2 hours, 1 day."
    time = timedelta(seconds=int(match[1]) * UNITS_S[match[2]])
    if time > LONGEST_WAIT:
        return f"'{match[0]}' is too long. Wait at most {LONGEST_WAIT.days} days at a time."
    walker.note(f"(waits {match[0]})", walker.simulated.wait(time))
    return None


@dataclass(frozen=True, slots=True)
class Doing:
    """A step that does something. `run` gives what hinders it, or None.

    `about` is an example of what follows its name; `usual` what it is where nothing follows, empty
    where something must.
    """

    run: Callable[[Walker, Step], str | None]
    purpose: str
    about: str
    usual: str = ""


DOING: dict[str, Doing] = {
    "text": Doing(_text, "Texts something, also what begins with a slash.", "hello"),
    "press": Doing(_text, "Presses a key of the phone.", "1"),
    "code": Doing(_text, "Texts the code of a sign.", "HAND2"),
    "open": Doing(_open, "Opens the story, as a link does.", "yes", "yes"),
    "scan": Doing(_scan, "Scans the sign of a place.", "clock"),
    "arrive": Doing(_arrive, "Arrives at a place, as the phone tells it.", "clock"),
    "photo": Doing(_photo, "Sends a photo.", "me.jpg", "photo.jpg"),
    "voice": Doing(_voice, "Sends a voice message.", "me.mp3", "voice.mp3"),
    "approve": Doing(_approve, "Approves what is held in a collection.", "memories"),
    "wait": Doing(_wait, "Lets time pass.", "20 min"),
}
