"""What of a turn is answered at once, and what is sent after it."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import assert_never

from engine.disclosing import disclosed
from engine.play.effects import Erase, Lead, Offer, Repeat, Say, Shown
from engine.play.hear import Heard
from engine.play.message import message
from engine.showing import Showing
from engine.store.known import SENT_TO
from engine.store.open_turn import OpenTurn
from engine.store.outcome import Letters
from engine.story.media import PICTURES, ending_of
from engine.texting.parts import Sent
from engine.texting.segments import is_better_plain, plain


def told(
    heard: Heard,
    turn: OpenTurn,
    showing: Showing,
    *,
    waits: bool,
    notice: str = "",
    is_plain: bool = False,
    is_shut: Callable[[str], bool] = lambda _story: False,
) -> tuple[tuple[Shown, ...], Letters, Sent]:
    """Give the answer, the letters that go beside it, and what of it goes out at once.

    A `notice` is put below what is said.

    By text an answer is one text, and the rest of a long one is sent after it. Where nobody `waits`
    for it, all of it is sent. Else what still waited to be sent is said first: who writes before a
    nudge went is not nudged after. `is_plain`: its story is told in plain texts. `is_shut` tells
    which stories staff closed: what waited to be sent of these is not said.
    """
    answer = said(heard, turn)
    if turn.kind not in SENT_TO:
        return answer, Letters(), Sent()
    leaves = heard.player.stopped or any(isinstance(each, Erase) for each in heard.effects)
    unsent = turn.unsent(is_shut) if waits and answer and not leaves else ()
    answer = (*(said for text, media in unsent for said in _letter(text, media)), *answer)
    # What is plain may be longer, as dots are; so that comes first.
    answer, notice = _plainly(answer, notice) if is_plain else (answer, notice)
    if notice:
        answer = disclosed(
            answer, notice, lambda all_: showing.written(all_, turn.sender, turn.number)
        )
    sent = showing.sent(answer, turn.sender, turn.number)
    if not waits:
        return answer, Letters(sent.parts, are_all=True, media=sent.media), Sent()
    rest = sent.parts[1:]
    letters = Letters(
        rest,
        follow_answer=bool(rest),
        instead_of_unsent=bool(unsent),
    )
    return answer, letters, sent


def _letter(text: str, media: tuple[str, ...]) -> Iterator[Say]:
    """Say what was to be sent; its words tell already what its pictures show."""
    yield Say(text)
    for name in media:
        yield Say(picture=name) if ending_of(name) in PICTURES else Say(audio=name)


def said(heard: Heard, turn: OpenTurn) -> tuple[Shown, ...]:
    """Give what the turn itself says."""
    return tuple(_shown(heard, turn))


def as_plain(answer: tuple[Shown, ...]) -> tuple[Shown, ...]:
    """Give an answer without curly quotes and the like, where it fits into less so."""
    if not is_better_plain(message(answer)):
        return answer
    return tuple(map(_plain, answer))


def _plainly(answer: tuple[Shown, ...], notice: str) -> tuple[tuple[Shown, ...], str]:
    """Give an answer, and the notice that goes below it, without them, where both fit so."""
    *said, below = as_plain((*answer, Say(notice)))
    return tuple(said), message((below,))


def _plain(effect: Shown) -> Shown:
    match effect:
        case Say(text, alt=alt, transcript=transcript):
            return replace(effect, text=plain(text), alt=plain(alt), transcript=plain(transcript))
        case Offer(choices):
            return Offer(tuple(map(plain, choices)))
        case Lead(name=name, directions=directions):
            return replace(effect, name=plain(name), directions=plain(directions))
        case _:
            assert_never(effect)


def _shown(heard: Heard, turn: OpenTurn) -> Iterator[Shown]:
    for effect in heard.effects:
        if isinstance(effect, Say | Offer | Lead):
            yield effect
        elif isinstance(effect, Repeat):
            yield from turn.last_answer(heard.player.story or "")
