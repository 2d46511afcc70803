"""Turns that a phone has played first: their moment, their edition, their chance."""

from dataclasses import replace
from datetime import timedelta

import pytest

from engine.incoming import OnPhone
from engine.looking import Looking
from engine.play.catalog import Catalog
from engine.play.effects import Say
from engine.play.events import Event, Opened, Passed, Said
from engine.play.play import Play
from engine.store import Store
from engine.story.model import Story
from engine.turns import Address, Elsewhere, Incoming, Turns
from tests.engine.door import NOON

NOON_S = int(NOON.timestamp())
HOUR_S = 60 * 60
BROWSER = Address("web", "a browser")


class Phone:
    """A phone that was without signal until three hours after noon."""

    def __init__(self, store: Store, stories: Catalog) -> None:
        self.now = NOON + timedelta(hours=3)
        self.stories = stories
        self.older = stories.stories["door"]
        self.store = store
        self.turns = Turns(
            store, lambda: self.stories, lambda: self.now, self._fail, edition=self._edition
        )
        self._sent = 0

    def does(
        self,
        event: Event | Opened | Passed,
        done_s: int,
        *,
        edition: str = "",
        by: Address = BROWSER,
    ) -> Play:
        """Let the server take what was done, and give the play that it keeps."""
        self._sent += 1
        played = OnPhone(edition or self.older.edition, done_s, seed=7)
        coming = Incoming(f"m{self._sent}", by, event, story="door", played=played)
        self.turns.take(coming)
        seen = Looking(self.store, lambda: self.stories, lambda: self.now).look(BROWSER, "door")
        assert seen
        assert seen.play
        return seen.play

    def publish(self) -> None:
        """Let another edition of the story be the one that is played now."""
        newer = replace(self.older, edition="newer", tongues={})
        self.stories = replace(self.stories, stories={**self.stories.stories, "door": newer})

    def goes_on_by_text(self, name: str) -> None:
        """Let the player text the code that the browser shows; that is called so afterwards."""
        code = self.store.carrying.offer_code(
            BROWSER.value, name, "door", int(self.now.timestamp())
        )
        texted = Incoming("t1", Address("sms", "+15005550101"), Said(f"GO {code}"), "+15005550006")
        assert self.turns.take(texted).effects

    def _edition(self, story: str, edition: str) -> Story | None:
        return self.older if (story, edition) == ("door", self.older.edition) else None

    def _fail(self, what: str, **facts: str) -> None:
        raise AssertionError(f"{what} {facts}")


@pytest.fixture
def phone(store: Store, stories: Catalog) -> Phone:
    return Phone(store, stories)


def test_it_is_kept_as_of_when_the_phone_played_it_and_its_chance_starts_there(
    phone: Phone,
) -> None:
    play = phone.does(Opened("door"), NOON_S + 60)
    assert (play.last_at_s, play.seed, play.scene) == (NOON_S + 60, 7, "door")
    assert phone.does(Said("Sam"), NOON_S + 90).last_at_s == NOON_S + 90


@pytest.mark.parametrize(
    ("done_s", "taken_s"),
    [(0, NOON_S + 60), (NOON_S + 59, NOON_S + 60), (NOON_S + 10 * HOUR_S, NOON_S + 3 * HOUR_S)],
)
def test_a_clock_that_goes_wrong_neither_goes_back_nor_ahead(
    phone: Phone, done_s: int, taken_s: int
) -> None:
    phone.does(Opened("door"), NOON_S + 60)
    assert phone.does(Said("Sam"), done_s).last_at_s == taken_s


def test_the_edition_that_the_phone_played_is_stepped(phone: Phone) -> None:
    phone.does(Opened("door"), NOON_S)
    phone.publish()
    assert phone.does(Said("Sam"), NOON_S + 60).edition == phone.older.edition
    assert phone.does(Said("1"), NOON_S + 90, edition="newer").edition == "newer"


def test_nobody_is_brought_back_to_an_edition_from_before_their_play(phone: Phone) -> None:
    phone.publish()
    phone.does(Opened("door"), NOON_S, edition="newer")
    assert phone.does(Said("Sam"), NOON_S + 60).edition == "newer"


@pytest.mark.parametrize("edition", ["never published", "x" * 200, "'; DROP TABLE plays"])
def test_an_edition_that_is_none_is_the_one_of_now(phone: Phone, edition: str) -> None:
    phone.publish()
    assert phone.does(Opened("door"), NOON_S, edition=edition).edition == "newer"


def test_time_passes_on_the_phone_and_the_server_waits_for_nothing(
    phone: Phone, store: Store
) -> None:
    edition = phone.stories.stories["well"].edition
    played = OnPhone(edition, NOON_S, 7)
    coming = Incoming("w1", BROWSER, Opened("well"), story="well", played=played)
    phone.turns.take(coming)
    assert store.due(NOON_S + 100 * HOUR_S) == []
    passed = replace(
        coming, message="w2", event=Passed(), played=OnPhone(edition, NOON_S + HOUR_S, 8)
    )
    told = phone.turns.take(passed)
    assert told.effects[0] == Say("A drop.")


@pytest.mark.parametrize("is_told_by", ["the turn", "the phone"])
def test_from_when_a_phone_plays_it_the_server_lets_no_time_pass(
    phone: Phone, store: Store, is_told_by: str
) -> None:
    by_server = Incoming(
        "w1", BROWSER, Opened("well"), story="well", carries=is_told_by == "the turn"
    )
    phone.turns.take(by_server)
    if is_told_by == "the phone":
        assert len(store.due(NOON_S + 100 * HOUR_S)) == 1
        phone.turns.leave_time(BROWSER, "door")
        assert len(store.due(NOON_S + 100 * HOUR_S)) == 1
        phone.turns.leave_time(BROWSER, "well")
    assert store.due(NOON_S + 100 * HOUR_S) == []
    phone.turns.leave_time(Address("web", "nobody"), "well")


def test_nothing_was_done_longer_ago_than_an_edition_is_kept(phone: Phone) -> None:
    play = phone.does(Opened("door"), 0)
    assert play.last_at_s == NOON_S + 3 * HOUR_S - 30 * 24 * HOUR_S


@pytest.mark.parametrize("event", [Opened("door"), Said("Sam")])
def test_while_its_player_texts_as_well_the_server_plays_alone(phone: Phone, event: Event) -> None:
    phone.does(Opened("door"), NOON_S)
    phone.goes_on_by_text("its new name")
    with pytest.raises(Elsewhere):
        phone.does(event, NOON_S + 60, by=Address("web", "its new name"))
    unplayed = Incoming("m", Address("web", "its new name"), event, story="door")
    assert phone.turns.take(unplayed).effects


def test_what_a_phone_has_of_a_walk_that_was_carried_away_is_refused(phone: Phone) -> None:
    phone.does(Opened("door"), NOON_S)
    phone.goes_on_by_text("its new name")
    with pytest.raises(Elsewhere):
        phone.does(Said("Sam"), NOON_S + 60)
    phone.does(Opened("door"), NOON_S + 90)


def test_what_was_taken_before_it_was_carried_away_gets_its_answer_again(phone: Phone) -> None:
    phone.does(Opened("door"), NOON_S)
    played = OnPhone(phone.older.edition, NOON_S + 60, seed=7)
    coming = Incoming("m", BROWSER, Said("Sam"), story="door", played=played)
    answer = phone.turns.take(coming)
    phone.goes_on_by_text("its new name")
    assert phone.turns.take(replace(coming, address=Address("web", "its new name"))) == answer
