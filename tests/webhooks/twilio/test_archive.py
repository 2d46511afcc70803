"""What Twilio has of somebody who was erased is deleted there, in the end whatever happens."""

import sqlite3
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from engine.delivery import NotTaken, Unsure
from engine.erasing import Eraser
from engine.ledger import Ledger
from engine.remnants import GIVEN_UP, Deleting
from tests.engine.door import OURS
from tests.twilio_api import twilio_api
from tests.twilio_stub import ACCOUNT, TOKEN
from tests.webhooks.twilio.test_delivery import NEW_YORK, STATUS, Town
from webhooks.twilio.archive import TwilioArchive
from webhooks.twilio.carrier import Twilio

NEIGHBOUR = "+12125550199"
NOT_OURS = "+12025550177"


class Archived(Town):
    """The town, whose Twilio keeps what was texted, and what deletes it there."""

    def deleting(self, phone: str = "") -> Deleting:
        twilio = Twilio(self.api.url, ACCOUNT, TOKEN, STATUS)
        clock = lambda: self.at  # noqa: E731
        return Deleting(self.store, TwilioArchive(twilio, phone, clock), clock, self.tell)

    def text(self, *texts: str, number: str = NEW_YORK) -> list[str]:
        """Text, as Twilio sees it too; give the names of all messages."""
        names = []
        for text in texts:
            names.append(self.api.sent_us(number, OURS, text, self.at))
            self.visitor(number).send(names[-1], text)
            names.append(self.api.replied(number, "an answer", self.at))
        return names

    def delete(self, **later: float) -> int:
        self.at += timedelta(**later)
        return self.deleting().delete()

    @property
    def remnants(self) -> list[tuple[object, ...]]:
        database = sqlite3.connect(self.folder / "wayside.db")
        return database.execute("SELECT tries, at_s, sealed FROM remnants").fetchall()

    @property
    def left(self) -> set[str]:
        """Give the names of the messages that Twilio still has."""
        every = (*self.api.taken, *self.api.inbound, *self.api.replies)
        return {each["sid"] for each in every} - set(self.api.deleted)


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Archived]:
    with twilio_api() as api:
        town = Archived(tmp_path, api)
        yield town
        town.store.close()


def test_every_message_of_who_is_forgotten_is_deleted_and_no_other(town: Archived) -> None:
    stay = set(town.text("hush", number=NEIGHBOUR))
    theirs = town.text("hush")
    town.later(minutes=1)
    assert town.sent == ["A ghost.\n\n1 Look\n2 Read"] * 2
    stay.add(next(each["sid"] for each in town.api.taken if each["To"] == NEIGHBOUR))
    for each in town.api.taken:
        each["status"] = "delivered"
    # The account has a number that is not Wayside's: what goes on there is not ours to delete.
    stay.add(town.api.sent_us(NEW_YORK, NOT_OURS, "pay my fine", town.at))
    stay.add(town.api.replied(NEW_YORK, "paid", town.at, **{"from": NOT_OURS}))
    theirs += town.text("forget me", "forget me")
    assert set(theirs) <= town.left
    town.delete(minutes=2)
    assert town.left == stay
    assert town.delete(minutes=10) == 1
    assert town.remnants == []
    assert (town.left, town.told) == (stay, [])


def test_nothing_is_deleted_before_the_confirmation_was_delivered(town: Archived) -> None:
    theirs = town.text("hush", "forget me", "forget me")
    town.delete(minutes=1, seconds=59)
    assert (town.api.asked, len(town.remnants)) == ([], 1)
    town.api.replies[-1]["status"] = "sent"
    town.delete(seconds=1)
    assert town.left == set(theirs)
    town.api.replies[-1]["status"] = "delivered"
    town.delete(minutes=10)
    assert town.left == set()
    assert town.delete(hours=1) == 1
    assert town.remnants == []


def test_a_confirmation_of_which_nobody_tells_is_waited_for_an_hour(town: Archived) -> None:
    town.text("hush", "forget me", "forget me")
    town.api.replies[-1]["status"] = "sent"
    for wait in ({"minutes": 2}, {"minutes": 10}):
        town.delete(**wait)
        assert town.api.deleted == []
    town.delete(hours=1)
    assert town.left == set()


def test_what_is_not_complete_is_tried_again_and_the_rest_goes(town: Archived) -> None:
    theirs = town.text("hush", "forget me", "forget me")
    town.api.replies[0]["status"] = "sending"
    town.delete(hours=2)
    assert town.left == {theirs[1]}
    town.api.replies[0]["status"] = "delivered"
    town.delete(hours=1)
    assert (town.left, len(town.remnants)) == (set(), 1)
    assert town.delete(hours=6) == 1
    assert town.remnants == []


@pytest.mark.parametrize(
    ("fault", "error"), [("cut", Unsure), ("drop", Unsure), (500, Unsure), (429, NotTaken)]
)
def test_whatever_goes_wrong_is_tried_again(
    town: Archived, fault: int | str, error: type[Exception]
) -> None:
    town.text("hush", "forget me", "forget me")
    for place in range(4):
        town.api.faults = [*[None] * place, fault]  # type: ignore[list-item]
        with pytest.raises(error):
            town.delete(days=1)
        assert len(town.remnants) == 1
    town.api.faults = []
    town.delete(days=1)
    assert town.left == set()
    assert town.delete(days=1) == 1
    assert town.remnants == []


def test_what_a_killed_process_had_taken_up_is_done_by_another(town: Archived) -> None:
    town.text("hush", "forget me", "forget me")
    town.at += timedelta(minutes=2)
    assert town.store.remnants.claim(int(town.at.timestamp())) is not None
    town.delete(minutes=9, seconds=59)
    assert town.api.deleted == []
    town.delete(seconds=1)
    assert town.left == set()


def test_who_comes_back_keeps_what_they_texted_since(town: Archived) -> None:
    town.text("hush", "forget me", "forget me")
    town.at += timedelta(minutes=1, seconds=1)
    since = town.text("hush")
    town.delete(minutes=1)
    assert town.left == set(since)


def test_the_number_of_who_had_stopped_is_found_by_their_last_message(town: Archived) -> None:
    """It is not kept after STOP; still what Twilio has goes with all the rest."""
    stay = set(town.text("hush", number=NEIGHBOUR))
    town.text("hush", "STOP")
    town.text("hush", number=NEIGHBOUR)
    town.at += timedelta(days=91)
    stay = {each for each in town.left if each in stay} | set(town.text("hush", number=NEIGHBOUR))
    clock = lambda: town.at  # noqa: E731
    eraser = Eraser(town.store, Ledger(town.folder / "apart"), clock, town.tell)
    assert eraser.erase_all_old() == 1
    ((_, _, sealed),) = town.remnants
    assert sealed is None
    town.delete(minutes=2)
    assert {each["from"] for each in town.api.inbound if each["sid"] in town.left} == {NEIGHBOUR}
    assert {each["to"] for each in town.api.replies if each["sid"] in town.left} == {NEIGHBOUR}
    assert stay <= town.left
    assert town.delete(minutes=10) == 1
    assert town.remnants == []


def test_staff_erase_what_twilio_has_also_of_who_is_not_known(town: Archived) -> None:
    town.text("hush", "forget me", "forget me")
    database = sqlite3.connect(town.folder / "wayside.db", isolation_level=None)
    database.execute("DELETE FROM remnants")
    database.close()
    assert not town.store.erasing.erase_number("sms", NEW_YORK, int(town.at.timestamp()))
    town.delete(minutes=2)
    assert town.left == set()


def test_the_number_is_sealed_and_given_up_after_thirty_days(town: Archived) -> None:
    town.text("hush", "forget me", "forget me")
    town.api.replies[0]["status"] = "queued"
    for _ in range(30):
        town.delete(days=1)
        ((_, _, sealed),) = town.remnants
        assert isinstance(sealed, bytes)
        assert NEW_YORK.encode() not in sealed
    town.delete(days=1)
    assert (town.remnants, town.told) == ([], [(GIVEN_UP, {})])


def test_two_that_delete_at_once_take_different_ones(town: Archived) -> None:
    for number in (NEW_YORK, NEIGHBOUR):
        town.text("hush", "forget me", "forget me", number=number)
    now_s = int((town.at + timedelta(minutes=2)).timestamp())
    taken = [town.store.remnants.claim(now_s) for _ in range(3)]
    assert [each and each.number for each in taken if each] in (
        [NEW_YORK, NEIGHBOUR], [NEIGHBOUR, NEW_YORK],
    )  # fmt: skip
    assert taken[2] is None
