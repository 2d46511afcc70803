"""What proves that somebody is where a walk leads, and what they are told of it."""

from collections.abc import Iterable

from engine.play.leading import is_open
from engine.play.telling import Telling
from engine.story.model import Proof, Walk


def proof_at(telling: Telling, walk: Walk, place: str) -> Proof:
    """Give what proves that somebody is at a place of a walk: anything, while its sign is away."""
    is_away = walk.proof == "sign" and (telling.story.id, place) in telling.world.signless
    return "any" if is_away else walk.proof


def is_proven(telling: Telling, walk: Walk, place: str, proof: str | None) -> bool:
    """Tell whether who is at a place, by this proof, has come where a walk leads."""
    return place in walk.to and proof_at(telling, walk, place) in ("any", proof)


def open_places(telling: Telling, walk: Walk) -> tuple[str, ...]:
    """Give the places of a walk that can be come to now, as nobody closed them."""
    return tuple(place for place in walk.to if is_open(telling, telling.story.places[place]))


def takes_word(telling: Telling, walk: Walk, place: str) -> bool:
    """Tell whether somebody's word that they are at a place of a walk is proof enough.

    Where none of its places can be come to, none can be proven, so that a word must do.
    """
    return proof_at(telling, walk, place) == "any" or not open_places(telling, walk)


def asks_for_proof(telling: Telling, walk: Walk) -> bool:
    """Tell whether a word is enough at none of the places that a walk leads to now."""
    return not any(takes_word(telling, walk, place) for place in _left(telling, walk))


def say_what_proves(telling: Telling, walk: Walk, places: Iterable[str] = ()) -> None:
    """Say what tells that one has come, to these places of a walk or to any that it leads to now.

    Nobody is sent to a sign that is away: they are told that it is, and that HERE will do.
    """
    places = tuple(places) or _left(telling, walk)
    asking = [place for place in places if not takes_word(telling, walk, place)]
    if asking:
        key = "scan the sign first" if walk.proof == "sign" else "be there first"
        telling.say(telling.sentence(key, place=_names(telling, asking), directions=""))
    if not say_if_away(telling, walk, places) and not asking:
        telling.say(telling.sentence("reply here"))


def say_if_away(telling: Telling, walk: Walk, places: Iterable[str]) -> bool:
    """Say of the signs that a walk asks for and that are away that HERE will do; False if none is.

    Of a place that cannot be come to nothing is said.
    """
    away = [
        place
        for place in open_places(telling, walk)
        if place in places and proof_at(telling, walk, place) != walk.proof
    ]
    if away:
        telling.say(telling.sentence("sign away", place=_names(telling, away)))
    return bool(away)


def _left(telling: Telling, walk: Walk) -> tuple[str, ...]:
    return open_places(telling, walk) or walk.to


def _names(telling: Telling, places: Iterable[str]) -> str:
    return " / ".join(telling.story.places[place].name for place in places)
