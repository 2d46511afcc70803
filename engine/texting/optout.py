"""The words of the carriers: STOP, START and HELP, and their like."""

import re
from typing import Literal, TypeAlias

CarrierWord: TypeAlias = Literal["stop", "start", "help"]

_WORDS: dict[str, CarrierWord] = {
    **dict.fromkeys(
        ("stop", "stopall", "unsubscribe", "cancel", "end", "quit", "revoke", "optout"), "stop"
    ),
    **dict.fromkeys(("start", "unstop"), "start"),
    **dict.fromkeys(("help", "info"), "help"),
}
# A story never hears these, so that none of them can be a reply, a code or a keyword.
CARRIERS_WORDS = frozenset(_WORDS)
_NOT_IN_A_WORD = re.compile(r"[\W_]+")
_LONGEST = 160


def words_for(meaning: CarrierWord) -> tuple[str, ...]:
    """Give the carriers' words that mean this, as they are written on forms."""
    return tuple(word.upper() for word, meant in _WORDS.items() if meant == meaning)


def carrier_word(text: str) -> CarrierWord | None:
    """Give what a text asks of the carrier when it is one of the carriers' words alone.

    Case, spaces, punctuation and emoji do not matter: " Stop." and "OPT OUT" are found. Letters and
    digits do: END7 may be the code of a sign. A text of more than 160 characters is none.
    Source: CTIA Messaging Principles (2023), section 5.1.3, and Twilio's default keywords. YES is
    an opt-in word for some senders only, and an answer in stories, so it is none here.
    """
    if len(text) > _LONGEST:
        return None
    return _WORDS.get(_NOT_IN_A_WORD.sub("", text).lower())
