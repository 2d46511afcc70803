"""A walk that asks for a sign, by text, while staff's register says that the sign is away."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.incoming import Address, Answer, Event, Incoming
from engine.looking import Looking
from engine.play.awaiting import Awaited
from engine.play.effects import Lead, Say
from engine.play.events import Located, Said
from engine.signs.register import Entry, Kind
from engine.store import Store
from tests.engine.door import NOON, OURS, PHONE, opened
from tests.engine.published import following, publish_all, visitor, write

STORY = """story: The Ford
keywords: [FORD]
start: on
places:
  stones: {name: Old stones, at: "51.50810, -0.12490", code: FERN5}
  ford: {name: The ford, code: WADE2}
scenes:
  on: {say: Go., walk: {to: TO, proof: sign}, go: there}
  there: {say: You are there., ending: Done}
"""
WAY = Lead("stones", "Old stones", "", "51.5081,-0.1249")
AWAY = Say("The sign is away just now: Old stones. Just reply HERE when you are there.")
SCAN = Say("Scan the sign there first, or reply its code: Old stones.")
THERE = Answer((Say("You are there."),))
AT_THE_STONES = Located(51.5081, -0.1249)
BEGUN = Address("sms", PHONE)


@pytest.fixture
def store(database: str, tmp_path: Path) -> Iterator[Store]:
    store = opened(tmp_path)
    publish(store, tmp_path, "stones")
    yield store
    store.close()


def publish(store: Store, folder: Path, to: str) -> None:
    publish_all(store, write(folder, name="ford", text=STORY.replace("TO", to)))


class Walker:
    """Somebody whose server knows what was last written of the signs."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._sent = 0

    def do(self, event: Event) -> Answer:
        self._sent += 1
        turns = visitor(self.store).turns
        return turns.take(Incoming(f"m{self._sent}", BEGUN, event, OURS))

    def text(self, text: str) -> Answer:
        return self.do(Said(text))

    def report(self, kind: Kind, code: str = "FERN5", **where: str) -> None:
        self.store.signs.add(Entry(code, 1, kind, **where))

    def waits(self) -> Awaited | None:
        catalog = following(self.store).catalog
        seen = Looking(self.store, lambda: catalog, lambda: NOON).look(BEGUN, "ford")
        return seen.awaited if seen else None


@pytest.fixture
def walker(store: Store) -> Walker:
    return Walker(store)


@pytest.mark.parametrize("kind", ["missing", "removed", "retired"])
@pytest.mark.parametrize("event", [Said("HERE"), Said("I am here"), AT_THE_STONES])
def test_who_is_at_a_sign_that_went_after_they_set_out_gets_on(
    walker: Walker, kind: Kind, event: Event
) -> None:
    assert walker.text("FORD") == Answer((Say("Go."), WAY))
    assert walker.do(event) == Answer((SCAN,))
    walker.report(kind)
    assert walker.do(event) == THERE


def test_who_sets_out_to_a_sign_that_is_away_is_told_and_may_skip_it(walker: Walker) -> None:
    walker.report("missing")
    assert walker.text("FORD") == Answer((Say("Go."), WAY, AWAY))
    assert walker.text("I see no sign") == Answer((WAY, AWAY))
    assert walker.text("SKIP") == Answer((Say("Skipped."), *THERE.effects))


@pytest.mark.parametrize("kind", ["placed", "checked"])
def test_where_the_sign_hangs_again_it_is_asked_for_again(walker: Walker, kind: Kind) -> None:
    walker.report("missing")
    walker.text("FORD")
    assert walker.waits() == Awaited(to=("stones",), here=("stones",), proof="sign", skips=True)
    walker.report(kind)
    assert walker.waits() == Awaited(to=("stones",), here=(), proof="sign")
    assert walker.text("HERE") == Answer((SCAN,))
    assert walker.do(AT_THE_STONES) == Answer((SCAN,))
    assert walker.text("SKIP") == Answer((Say("This part cannot be skipped."),))
    assert walker.text("FERN5") == THERE


def test_a_code_that_somebody_has_from_a_photo_is_an_arrival_while_its_sign_is_away(
    walker: Walker,
) -> None:
    walker.report("missing")
    walker.text("FORD")
    assert walker.text("FERN5") == THERE


def test_while_one_of_two_signs_hangs_at_a_place_it_is_asked_for(walker: Walker) -> None:
    walker.report("moved", "OAK22", story="ford", place="stones")
    walker.report("missing")
    assert walker.text("FORD") == Answer((Say("Go."), WAY))
    assert walker.text("HERE") == Answer((SCAN,))
    walker.report("removed", "OAK22")
    assert walker.text("HERE") == THERE


def test_of_two_places_only_the_one_whose_sign_is_away_takes_a_word(
    walker: Walker, tmp_path: Path
) -> None:
    publish(walker.store, tmp_path, "[stones, ford]")
    walker.report("missing")
    ways = (WAY, Lead("ford", "The ford", "", ""))
    assert walker.text("FORD") == Answer((Say("Go."), *ways, AWAY))
    waits = Awaited(to=("stones", "ford"), here=("stones",), proof="sign", skips=True)
    assert walker.waits() == waits
    which = Answer((Say("Which one? Reply its name.\nOld stones\nThe ford"),))
    assert walker.text("HERE") == which
    scan = Answer((Say("Scan the sign there first, or reply its code: The ford."),))
    assert walker.text("the ford") == scan
    assert walker.text("HERE") == which
    assert walker.text("old stones") == THERE
