"""What of a turn is answered at once, and what is sent after it."""

from collections.abc import Iterator

from engine.play.effects import Erase, Lead, Offer, Repeat, Say, Shown
from engine.play.hear import Heard
from engine.showing import Showing
from engine.store.known import SENT_TO
from engine.store.open_turn import OpenTurn
from engine.store.outcome import Letters
from engine.story.media import PICTURES, ending_of


def told(
    heard: Heard, turn: OpenTurn, showing: Showing, *, waits: bool
) -> tuple[tuple[Shown, ...], Letters]:
    """Give the answer, and the letters that go beside it.

    By text an answer is one text, and the rest of a long one is sent after it. Where nobody `waits`
    for it, all of it is sent. Else what still waited to be sent is said first: who writes before a
    nudge went is not nudged after.
    """
    answer = tuple(_shown(heard, turn))
    if turn.kind not in SENT_TO:
        return answer, Letters()
    if not waits:
        sent = showing.sent(answer, turn.sender, turn.number)
        return answer, Letters(sent.parts, are_all=True, media=sent.media)
    leaves = heard.player.stopped or any(isinstance(each, Erase) for each in heard.effects)
    unsent = turn.unsent() if answer and not leaves else ()
    before = (said for text, media in unsent for said in _letter(text, media))
    answer = (*before, *answer)
    rest = showing.sent(answer, turn.sender, turn.number).parts[1:]
    return answer, Letters(rest, follow_answer=bool(rest), instead_of_unsent=bool(unsent))


def _letter(text: str, media: tuple[str, ...]) -> Iterator[Say]:
    """Say what was to be sent; its words tell already what its pictures show."""
    yield Say(text)
    for name in media:
        yield Say(picture=name) if ending_of(name) in PICTURES else Say(audio=name)


def _shown(heard: Heard, turn: OpenTurn) -> Iterator[Shown]:
    for effect in heard.effects:
        if isinstance(effect, Say | Offer | Lead):
            yield effect
        elif isinstance(effect, Repeat):
            yield from turn.last_answer(heard.player.story or "")
