"""Which numbers take pictures and sounds with a text (MMS), and how much of them."""

from collections.abc import Iterable, Iterator
from functools import lru_cache

from engine.texting.phones import country_of
from engine.texting.senders import is_short_code

# Twilio's numbers send MMS in the United States and Canada, whether long codes, toll-free or short
# (https://help.twilio.com/articles/223179808); a short code needs it switched on by Twilio.
COUNTRIES = frozenset({"US", "CA"})
MOST_FILES = 10
# Twilio takes 5 MB with the text, and makes pictures smaller where a carrier asks for it; sounds it
# sends as they are, and carriers take 600 KB of them
# (https://www.twilio.com/docs/messaging/guides/accepted-mime-types).
MOST_BYTES = 4_900_000
MOST_SOUND_BYTES = 600_000
# What a message with a picture is paid and paced as, whatever words are in it: so many segments
# (in the United States $0.022 against $0.0083 a segment in 2026, without the carriers' fees).
MMS_SEGMENTS = 3
PICTURES = frozenset({"jpg", "jpeg", "png", "gif"})
SOUNDS = frozenset({"mp3", "m4a"})


@lru_cache(maxsize=4096)
def usually_sends(sender: str) -> bool:
    """Tell whether one of our numbers sends MMS, as far as it tells: E.164, or a short code."""
    return is_short_code(sender) or receives(sender)


@lru_cache(maxsize=4096)
def receives(number: str) -> bool:
    """Tell whether a player's number (E.164) is in a country where MMS arrive."""
    # A number is found in whatsapp:+1… too, and that is no phone number.
    return number.startswith("+") and country_of(number) in COUNTRIES


def fitting(files: Iterable[tuple[str, int | None]]) -> Iterator[str]:
    """Give those of some files, by name and bytes, that fit into one message."""
    count, total = 0, 0
    for name, size in files:
        if size is None or not _is_taken(name, size):
            continue
        if count < MOST_FILES and total + size <= MOST_BYTES:
            count, total = count + 1, total + size
            yield name


def _is_taken(name: str, size: int) -> bool:
    ending = name.rpartition(".")[2]
    return ending in PICTURES or (ending in SOUNDS and size <= MOST_SOUND_BYTES)
