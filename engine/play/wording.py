"""Text with facts filled in, in the player's language."""

from engine.languages.listing import listing
from engine.play.telling import Telling
from engine.story.model import First, Line, Slot, Words


def worded(telling: Telling, words: Words) -> str:
    """Give the text to be said now, and count the variant as used."""
    match words:
        case First(key, first, then):
            return filled(telling, first if telling.use(key) == 0 else then)
        case Line():
            return filled(telling, words)


def filled(telling: Telling, line: Line) -> str:
    """Fill in a line's slots. What a player typed is put in as text and never read again."""
    if len(line.parts) == 1 and isinstance(line.parts[0], str):
        return line.parts[0]
    return "".join(part if isinstance(part, str) else _value(telling, part) for part in line.parts)


def _value(telling: Telling, slot: Slot) -> str:
    match slot.kind:
        case "fact":
            value = telling.fact(slot.name)
            return ("yes" if value else "no") if isinstance(value, bool) else str(value)
        case "place":
            return telling.place_name()
        case "items":
            return listing(telling.items, telling.language)
