"""Steps that do something. Each gives what hinders it, or None."""

import re
from collections.abc import Callable
from datetime import timedelta

from engine.checking.walks.walker import Step, Walker
from engine.play.events import Arrived, Said, Scanned, SentPhoto, SentVoice
from engine.story.nearest import did_you_mean
from engine.story.phrases import UNITS_S

_TIME = re.compile(r"([0-9]{1,6})\s*([a-z]+)")


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
    walker.turn(f"(arrives at {place})", Arrived(place))
    return _no_place(walker, place)


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
    seconds = int(match[1]) * UNITS_S[match[2]]
    walker.note(f"(waits {match[0]})", walker.simulated.wait(timedelta(seconds=seconds)))
    return None


DOING: dict[str, Callable[[Walker, Step], str | None]] = {
    "text": _text, "press": _text, "code": _text, "open": _open, "scan": _scan,
    "arrive": _arrive, "photo": _photo, "voice": _voice, "approve": _approve, "wait": _wait,
}  # fmt: skip
