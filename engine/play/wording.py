"""Text with facts filled in, in the player's language."""

from engine.languages.listing import listing
from engine.languages.sentences import word
from engine.play.effects import Say
from engine.play.telling import Telling
from engine.play.variants import chosen
from engine.story.model import Line, Slot, Speech, Words


def speak(telling: Telling, speech: Speech) -> None:
    """Say and show what a scene or a reply has."""
    text = worded(telling, speech.say) if speech.say is not None else ""
    heard = worded(telling, speech.transcript) if speech.transcript is not None else ""
    if text.strip() or speech.picture or speech.audio:
        say = Say(text, speech.picture, speech.alt, speech.audio, heard)
        telling.effects.append(say)


def worded(telling: Telling, words: Words) -> str:
    """Give the text to be said now, and count the variant as used; empty where none may be."""
    line = words if isinstance(words, Line) else chosen(telling, words)
    return filled(telling, line) if line is not None else ""


def filled(telling: Telling, line: Line) -> str:
    """Fill in a line's slots. What a player typed is put in as text and never read again."""
    if len(line.parts) == 1 and isinstance(line.parts[0], str):
        return line.parts[0]
    return "".join(part if isinstance(part, str) else _value(telling, part) for part in line.parts)


def _value(telling: Telling, slot: Slot) -> str:
    match slot.kind:
        case "fact":
            value = telling.fact(slot.name)
            if isinstance(value, bool):
                return word("yes" if value else "no", telling.language)
            return str(value)
        case "place":
            return place_name(telling)
        case "items":
            names = telling.story.items
            return listing([names[item] for item in telling.items], telling.language)
        case "counter":
            return str(telling.counted(slot.name))
        case "votes" | "percent" | "leader":
            return _votes(telling, slot)
        case "gift":
            return _gift(telling, slot)


def place_name(telling: Telling) -> str:
    """Give the name of the scene's place, else of the last proven one; empty without."""
    place = telling.story.places.get(telling.scene.place or telling.place or "")
    return place.name if place else ""


def _votes(telling: Telling, slot: Slot) -> str:
    votes = telling.shared.votes.get(slot.name, {})
    options = telling.story.polls[slot.name]
    total = sum(votes.get(option, 0) for option in options)
    if slot.kind == "votes":
        return str(votes.get(slot.of, 0))
    if slot.kind == "percent":
        # Half up, in whole numbers.
        return str((200 * votes.get(slot.of, 0) + total) // (2 * total) if total else 0)
    most = max(votes.get(option, 0) for option in options)
    leaders = [name for option, name in options.items() if votes.get(option, 0) == most]
    return listing(leaders, telling.language) if most else word("none yet", telling.language)


def _gift(telling: Telling, slot: Slot) -> str:
    if slot.of == "count":
        return str(telling.gifts(slot.name))
    gifts = telling.shared.gifts.get(slot.name, ())
    if not gifts:
        return word("none yet", telling.language)
    return gifts[0] if slot.of == "newest" else gifts[telling.choose(len(gifts))]
