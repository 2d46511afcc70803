"""Cards that hold a whole clue, as their template takes them (templates/cards.typ)."""

from collections.abc import Sequence
from dataclasses import dataclass

from engine.printing.clues import NoClue, as_contact, clue_of
from engine.printing.look import Look
from engine.printing.qr import Qr, as_svg, qr
from engine.printing.sheets import Sheets, common, logo_of, page_of
from engine.printing.signs import Door
from engine.printing.sizes import SMALLEST_MM, NoRoom, Size
from engine.printing.tongues import Told, Tongue, tongue_of
from engine.printing.words import phrase
from engine.story.model import Place, Story

# What a phone's camera tells apart at a hand's breadth, and what is comfortable.
_FINEST_MM, _USUAL_MM = 0.6, 0.9
_WIDEST = 0.72
# What the largest code holds at level Q (ISO/IEC 18004, table 7).
_MOST_BYTES = 1663


@dataclass(frozen=True, slots=True)
class Card:
    """A place with its clue, as a contact and as the code that holds it."""

    place: Place
    clue: str
    contact: str
    code: Qr
    tongue: Tongue

    @property
    def name(self) -> str:
        """Give how its sheet is called as a file."""
        return self.place.code or self.place.id


def cards_of(
    story: Story, places: Sequence[Place], door: Door, look: Look, size: Size
) -> tuple[Sheets, list[str]]:
    """Give a card for each of these places that has a clue, and why the others have none.

    Raises NoClue where none has, NoRoom for one that is too long, NoGlyph.
    """
    cards, without = _cards(story, places, door, size)
    if not cards:
        raise NoClue("\n".join(without))
    host = tongue_of("en", [(look.host, "'host' of signs.yaml")])
    drawn = {
        f"{number}.svg": as_svg(card.code, look.colours.ink).encode()
        for number, card in enumerate(cards)
    }
    shown = [
        _shown(story, card, size) | {"file": file} for file, card in zip(drawn, cards, strict=True)
    ]
    data = {**common(look, host), "title": story.title, "page": page_of(size), "cards": shown}
    sheets = Sheets(
        "cards.typ",
        data,
        drawn | logo_of(look),
        (host, *(card.tongue for card in cards)),
        tuple((card.contact,) for card in cards),
        tuple(card.name for card in cards),
    )
    return sheets, without


def _cards(
    story: Story, places: Sequence[Place], door: Door, size: Size
) -> tuple[list[Card], list[str]]:
    cards: list[Card] = []
    without: list[str] = []
    for place in places:
        try:
            clue = clue_of(story, place)
        except NoClue as error:
            without.append(str(error))
            continue
        contact = as_contact(place, clue, door)
        tongue = tongue_of(story.language, _texts(story, place, clue))
        cards.append(Card(place, clue, contact, _code(contact, place, size), tongue))
    return cards, without


def _texts(story: Story, place: Place, clue: str) -> list[Told]:
    return [
        (story.title, "the title of the story"),
        (place.name, f"the name of place '{place.id}'"),
        (clue, f"the clue of '{place.id}'"),
        (phrase("clue", story.language), "what every card says"),
    ]


def _shown(story: Story, card: Card, size: Size) -> dict[str, object]:
    side = _side(card.code, size)
    whole = card.code.whole(side)
    return {
        "code": card.place.code or "",
        "alt": card.clue,
        "whole": whole,
        "tongue": card.tongue.as_data(),
        "title": story.title,
        "place": card.place.name,
        "how": phrase("clue", story.language),
        "clue": card.clue.split("\n"),
    }


def _side(code: Qr, size: Size) -> float:
    return max(SMALLEST_MM, min(size.width_mm * _WIDEST, code.modules * _USUAL_MM))


def _is_readable(code: Qr | None, size: Size) -> bool:
    return code is not None and _side(code, size) / code.modules >= _FINEST_MM


def _code(contact: str, place: Place, size: Size) -> Qr:
    """Give the code of a clue. Raises NoRoom where it would be too fine to be read."""
    code = qr(contact)
    if code is not None and _is_readable(code, size):
        return code
    much, room = len(contact.encode()), _room(size)
    larger = ", or take a larger --size" if room < _MOST_BYTES else ""
    raise NoRoom(
        f"The clue of '{place.id}' is too long for a code that can be read on {size.name}: "
        f"{much} bytes with its name, of which {room} fit. Say it in about {much - room} "
        f"characters less{larger}."
    )


def _room(size: Size) -> int:
    """Give how many bytes fit into a code on a sheet of that size."""
    fits, too_many = 0, _MOST_BYTES + 1
    while too_many - fits > 1:
        middle = (fits + too_many) // 2
        # Letters that want a byte each: of figures and capitals more would fit.
        if _is_readable(qr("a" * middle), size):
            fits = middle
        else:
            too_many = middle
    return fits
