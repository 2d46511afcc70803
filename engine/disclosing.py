"""What is said once beside the story, with the first answer by text: who is texting.

It stands below the answer, in the same text: the story's own words come first. Of an answer that
needs several texts it ends the first, which is cut so that both have room. It is said again to who
comes back after STOP, after a long pause, or after they were erased; not where HELP says all of it.
"""

from collections.abc import Callable, Iterator
from datetime import timedelta

from engine.incoming import Event
from engine.languages.folding import fold
from engine.play.catalog import Catalog
from engine.play.effects import Erase, Say, Shown
from engine.play.hear import Heard, reads
from engine.play.matching import LONGEST_HEARD, called, code_in
from engine.play.message import message
from engine.play.wishes import asks_help, words_of
from engine.play.world import World
from engine.store.consents import Consent
from engine.store.known import SENT_TO
from engine.store.open_turn import OpenTurn
from engine.texting.optout import carrier_word
from engine.texting.parts import LONGEST_PART, first_part, parts, units
from engine.texting.segments import segments

# Who comes back after this has perhaps forgotten; numbers also change hands.
LONG_PAUSE = timedelta(days=30)
BREAK = "\n\n"


def disclosure(
    turn: OpenTurn, heard: Heard, event: Event, catalog: Catalog, world: World
) -> Consent | None:
    """Give what must be told beside this answer, if anything must, and by what it was agreed to."""
    leaves = heard.player.stopped or any(isinstance(each, Erase) for each in heard.effects)
    words = words_of(event)
    asks = not heard.plays and asks_help(catalog, heard.player.language, event)
    if turn.kind not in SENT_TO or leaves or asks:
        return None
    if turn.knows_who_texts((world.now - LONG_PAUSE).date()):
        return None
    language = heard.plays[-1].language if heard.plays else reads(heard.player, world)
    story = catalog.stories.get(heard.player.story or "")
    shown = world.imprint.notice(language, story.title if story else "")
    if turn.player.stopped:
        return Consent("start", " ".join(fold(words)).upper(), "", language, shown)
    return _agreed(words, catalog, language, shown)


def disclosed(
    answer: tuple[Shown, ...],
    notice: str,
    written: Callable[[tuple[Shown, ...]], str] = message,
) -> tuple[Shown, ...]:
    """Put a notice below an answer, or, where that is too long for one text, below its first.

    `written` gives the words in which an answer goes out, with what tells of its pictures. Where
    these do not leave room, they come after the notice.
    """
    room = LONGEST_PART - units(BREAK + notice)
    if units(written(answer)) <= room:
        return (*answer, Say(notice))
    first, rest = first_part(message(answer), room)
    said = tuple(Say(each) for each in (first, notice, rest) if each)
    return (*said, *_shown(answer))


def _shown(answer: tuple[Shown, ...]) -> Iterator[Say]:
    """Give what is shown beside words, with what tells of it where the words do not."""
    for each in answer:
        if isinstance(each, Say) and (each.picture or each.audio):
            told = each.alt if each.text or each.transcript else ""
            yield Say(picture=each.picture, alt=told, audio=each.audio)


def added_segments(answer: tuple[Shown, ...], notice: str) -> int:
    """Count the segments that a notice adds to an answer."""
    several = parts(message(disclosed(answer, notice)))
    without = parts(message(answer))
    return sum(segments(part).count for part in several) - sum(
        segments(part).count for part in without
    )


def _agreed(words: str, catalog: Catalog, language: str, shown: str) -> Consent:
    """Say by what somebody asked for texts; what else they wrote is theirs, and not kept."""
    if carrier_word(words) == "start":
        return Consent("start", "START", "", language, shown)
    folded = fold(words[:LONGEST_HEARD])
    if keyword := called(folded, catalog.keywords):
        word = " ".join(folded).upper()
        return Consent("keyword", word, keyword.story, language, shown)
    if code := code_in(folded, catalog.keywords, catalog.signs):
        return Consent("sign", code.upper(), catalog.signs[code].story, language, shown)
    return Consent("text", "", "", language, shown)
