"""The clue of a place, whole, as a contact that a phone keeps without any network."""

from engine.printing.signs import Door
from engine.story.model import Cases, Line, Place, Scene, Slot, Story, Varied, Words


class NoClue(Exception):
    """A place that has no clue for a card: why, and what to do."""


def clue_of(story: Story, place: Place) -> str:
    """Give what a place says to who first opens its sign, as they get it by text.

    That is the first scene of the place in the file; one that only says something and goes back
    is taken where there is no other. Raises NoClue.
    """
    scenes = [each for each in story.scenes.values() if each.place == place.id and _says(each)]
    scene = next((each for each in scenes if not each.back), scenes[0] if scenes else None)
    if scene is None:
        raise NoClue(f"No card for '{place.id}': no scene of this place says anything.")
    words = _first(scene.speech["sms"].say)
    if words is None or any(isinstance(part, Slot) for part in words.parts):
        raise NoClue(
            f"No card for '{place.id}': what the scene '{scene.id}' says is different for each "
            "player, as it holds { }."
        )
    return "".join(str(part) for part in words.parts).strip()


def _says(scene: Scene) -> bool:
    return scene.speech["sms"].say is not None


def _first(words: Words | None) -> Line | None:
    """Give what is said the first time, to who has done nothing yet."""
    match words:
        case Varied(options=options):
            return options[0].value
        case Cases(options=options):
            return next((each.value for each in options if each.condition is None), None)
        case _:
            return words


def as_contact(place: Place, clue: str, door: Door) -> str:
    """Write a clue as a contact card (vCard 3.0, RFC 2426), which phones show and keep."""
    name = _escaped(place.name)
    lines = [
        "BEGIN:VCARD",
        "VERSION:3.0",
        f"N:{name};;;;",
        f"FN:{name}",
        f"NOTE:{_escaped(clue)}",
        *([f"URL:{door.link(place.code)}"] if place.code else []),
        "END:VCARD",
    ]
    return "\n".join(lines)


def _escaped(text: str) -> str:
    for mark in ("\\", ",", ";"):
        text = text.replace(mark, f"\\{mark}")
    return text.replace("\r\n", "\n").replace("\n", "\\n")
