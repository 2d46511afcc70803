"""What is said and shown: text, picture, sound, and what is different by channel."""

from collections.abc import Mapping
from dataclasses import replace

from engine.story import keys
from engine.story.build.reading import Entries, Reading
from engine.story.build.texts import plain
from engine.story.build.variants import words
from engine.story.document import Node
from engine.story.model import CHANNELS, Channel, Speech

KEYS = tuple(keys.SPEECH)


def read_speech(reading: Reading, entries: Entries, key: str) -> Speech:
    """Read what is said and shown; `key` is what a play counts the text's variants by."""
    speech = Speech(
        say=words(reading, entries.get("say"), "say", key),
        picture=_file(reading, entries.get("picture"), "picture"),
        alt=plain(reading, entries.get("alt"), "alt"),
        audio=_file(reading, entries.get("audio"), "audio"),
        transcript=words(reading, entries.get("transcript"), "transcript", f"{key}/transcript"),
    )
    if speech.picture and not speech.alt and "picture" in entries and "alt" not in entries:
        message = "This picture has no 'alt': the picture in words, for who cannot see it."
        reading.problem(entries["picture"].span, "no-alt", message)
    return speech


def read_speeches(reading: Reading, entries: Entries, key: str) -> Mapping[Channel, Speech]:
    """Read what a scene says on each channel; a channel's block replaces the keys it names."""
    usual = read_speech(reading, entries, f"{key}/say")
    return {
        channel: _on(reading, entries.get(channel), usual, f"{key}/{channel}")
        for channel in CHANNELS
    }


def _on(reading: Reading, node: Node | None, usual: Speech, key: str) -> Speech:
    if node is None:
        return usual
    entries = reading.block(node, KEYS, "What is different on a channel")
    reading.spans |= {f"scenes/{key}/{name}": value.span for name, value in entries.items()}
    own = read_speech(reading, entries, key)
    return replace(usual, **{name: getattr(own, name) for name in entries})


def _file(reading: Reading, node: Node | None, what: str) -> str:
    """Give the name of a file in media/ that is there."""
    name = reading.text(node, what)
    if node is None or not name:
        return ""
    if reading.media is not None and name not in reading.media:
        reading.no_file(node, name, what)
    return name
