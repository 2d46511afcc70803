"""What a story that was read is judged by: one rule a file, each a line here."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import TypeAlias

from engine.checking.rules.alike_codes import alike_codes
from engine.checking.rules.ambiguous_number import ambiguous_number
from engine.checking.rules.audio_varies import audio_varies
from engine.checking.rules.audio_words import audio_words
from engine.checking.rules.closed_place import closed_place
from engine.checking.rules.cut_text import cut_text
from engine.checking.rules.dear_character import dear_character
from engine.checking.rules.family import family
from engine.checking.rules.handover import handover
from engine.checking.rules.heavy_sound import heavy_sound
from engine.checking.rules.large_picture import large_picture
from engine.checking.rules.large_walk import large_walk
from engine.checking.rules.long_message import long_message
from engine.checking.rules.long_walk import long_walk
from engine.checking.rules.map_far import map_far
from engine.checking.rules.map_heavy import map_heavy
from engine.checking.rules.map_passed_over import map_passed_over
from engine.checking.rules.map_unread import map_unread
from engine.checking.rules.missing_translation import missing_translation
from engine.checking.rules.near_places import near_places
from engine.checking.rules.reserved_code import reserved_code
from engine.checking.rules.reserved_keyword import reserved_keyword
from engine.checking.rules.same_matchers import same_matchers
from engine.checking.rules.shadowed_word import shadowed_word
from engine.checking.rules.sign_only import sign_only
from engine.checking.rules.silent_loop import silent_loop
from engine.checking.rules.silent_sound import silent_sound
from engine.checking.rules.small_radius import small_radius
from engine.checking.rules.stale_translation import stale_translation
from engine.checking.rules.too_large_walk import too_large_walk
from engine.checking.rules.uneven_sound import uneven_sound
from engine.checking.rules.unplayable_sound import unplayable_sound
from engine.checking.rules.unprovable_walk import unprovable_walk
from engine.checking.rules.unread_fact import unread_fact
from engine.checking.rules.unreadable_picture import unreadable_picture
from engine.checking.rules.unused_collection import unused_collection
from engine.checking.rules.unused_counter import unused_counter
from engine.checking.rules.unused_item import unused_item
from engine.checking.rules.unused_place import unused_place
from engine.checking.rules.unused_poll import unused_poll
from engine.checking.rules.unused_translation import unused_translation
from engine.checking.rules.without_ending import without_ending
from engine.checking.rules.yes_word import yes_word
from engine.story.build.folder import Written
from engine.story.document import with_excerpts
from engine.story.problems import Problem

Rule: TypeAlias = Callable[[Written], Iterable[Problem]]
RULES: Mapping[str, Rule] = {
    "alike-codes": alike_codes,
    "ambiguous-number": ambiguous_number,
    "audio-varies": audio_varies,
    "audio-words": audio_words,
    "closed-place": closed_place,
    "cut-text": cut_text,
    "dear-character": dear_character,
    "family": family,
    "heavy-sound": heavy_sound,
    "large-picture": large_picture,
    "large-walk": large_walk,
    "long-message": long_message,
    "long-walk": long_walk,
    "map-far": map_far,
    "map-heavy": map_heavy,
    "map-passed-over": map_passed_over,
    "map-unread": map_unread,
    "missing-translation": missing_translation,
    "near-places": near_places,
    "reserved-code": reserved_code,
    "reserved-keyword": reserved_keyword,
    "same-matchers": same_matchers,
    "shadowed-word": shadowed_word,
    "sign-only": sign_only,
    "silent-loop": silent_loop,
    "silent-sound": silent_sound,
    "small-radius": small_radius,
    "stale-translation": stale_translation,
    "too-large-walk": too_large_walk,
    "uneven-sound": uneven_sound,
    "unplayable-sound": unplayable_sound,
    "unprovable-walk": unprovable_walk,
    "unread-fact": unread_fact,
    "unreadable-picture": unreadable_picture,
    "unused-collection": unused_collection,
    "unused-counter": unused_counter,
    "unused-item": unused_item,
    "unused-place": unused_place,
    "unused-poll": unused_poll,
    "unused-translation": unused_translation,
    "without-ending": without_ending,
    "yes-word": yes_word,
}
# These judge a story among the others of its shelf, of which they get the ids.
AMONG_STORIES: Mapping[str, Callable[[Written, Collection[str]], Iterable[Problem]]] = {
    "handover": handover,
}


def findings(written: Written, stories: Collection[str] | None = None) -> list[Problem]:
    """Give what the rules find in a story, in order, each with the line it stands in.

    `stories` are the ids of those that it may hand over to; None where nobody knows.
    """
    found = [problem for rule in RULES.values() for problem in rule(written)]
    if stories is not None:
        found += (each for rule in AMONG_STORIES.values() for each in rule(written, stories))
    return sorted(set(with_lines(written, found)))


def with_lines(written: Written, found: Collection[Problem]) -> Iterator[Problem]:
    """Give each with its line: of the story, or of a translation."""
    source = written.source
    texts = {source.translation_file(tag): po for tag, po in source.translations.items()}
    texts[source.file] = source.text
    for file, text in texts.items():
        yield from with_excerpts((each for each in found if each.span.file == file), text).problems
    # A map is often one line of a million characters, which nobody wants to read.
    yield from (each for each in found if each.span.file == source.map_file)
