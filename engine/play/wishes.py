"""What somebody asks of Wayside itself, whatever story they are in: silence, help, to be forgotten.

`language` is the one that they chose, empty where they chose none.
"""

from engine.languages.folding import fold
from engine.play.catalog import Catalog
from engine.play.commands import command
from engine.play.events import Came, Pressed, Said, SentPhoto, SentVoice
from engine.play.matching import LONGEST_HEARD
from engine.texting.asking import asks_for
from engine.texting.optout import carrier_word
from engine.texting.revoking import revokes


def words_of(event: Came) -> str:
    """Give what somebody wrote, alone or beside a photo or a voice message."""
    match event:
        case Said(text):
            return text
        case SentPhoto() | SentVoice():
            return event.words
        case Pressed(payload, words):
            return payload if carrier_word(payload) else words or payload
        case _:
            return ""


def wants_silence(catalog: Catalog, event: Came) -> bool:
    """Tell whether somebody asks for no more texts, by the carriers' words or their own."""
    text = words_of(event)
    return carrier_word(text) == "stop" or revokes(text, catalog.languages)


def asks_erasure(catalog: Catalog, language: str, event: Came) -> bool:
    """Tell whether somebody asks to be forgotten, in any language that is told here."""
    tongues = {"en", language or "en", *catalog.languages}
    words = fold(words_of(event)[:LONGEST_HEARD])
    return any(command(words, tag) == "forget me" for tag in tongues)


def asks_help(catalog: Catalog, language: str, event: Came) -> bool:
    """Tell whether somebody asks for help, by the carriers' word or in any language told here."""
    text = words_of(event)
    tongues = (language or "en", *catalog.languages)
    return carrier_word(text) == "help" or asks_for("help", text, tongues)


def asks_of_wayside(catalog: Catalog, language: str, event: Came) -> bool:
    """Tell whether somebody says what is heard whatever happens: STOP, HELP, FORGET ME."""
    if carrier_word(words_of(event)) or wants_silence(catalog, event):
        return True
    if asks_help(catalog, language, event):
        return True
    return asks_erasure(catalog, language, event)
