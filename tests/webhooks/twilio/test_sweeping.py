"""Texts that Twilio could not hand over, played from its list after an outage."""

import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from engine.play.events import Said
from engine.play.message import message
from engine.sweeping import FURTHEST_BACK_S, Sweeper
from engine.turns import Address, Incoming
from tests.engine.door import OURS
from tests.twilio_api import twilio_api
from tests.twilio_stub import ACCOUNT, TOKEN
from tests.until import until
from tests.webhooks.twilio.test_delivery import NEW_YORK, STATUS, Town
from webhooks.twilio import carrier
from webhooks.twilio.carrier import Twilio

OURS_AT_WHATSAPP = "whatsapp:+12025550111"
HALL = "A hall.\n\n1 Look\n2 Read"
DUST = "Dust.\n\n1 Look\n2 Read"


class Swept(Town):
    """The town, with what looks for texts that never arrived."""

    def sweeper(self) -> Sweeper:
        twilio = Twilio(self.api.url, ACCOUNT, TOKEN, STATUS, (OURS, OURS_AT_WHATSAPP))
        return Sweeper(self.visitor().turns, self.store, twilio, lambda: self.at, self.tell)

    def sweep(self) -> int:
        return self.sweeper().sweep()

    def lost(self, text: str, sender: str = NEW_YORK, **ago: float) -> str:
        """Let Twilio have a text that it could not hand over."""
        return self.api.sent_us(sender, OURS, text, self.at - timedelta(**ago))


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Swept]:
    with twilio_api() as api:
        town = Swept(tmp_path, api)
        town.sweep()
        town.at += timedelta(hours=1)
        yield town
        town.store.close()


def test_what_never_arrived_is_played_once_and_its_answer_is_sent(town: Swept) -> None:
    town.lost("hush", minutes=10)
    assert town.sweep() == 1
    assert town.sweep() == 0
    town.delivery.deliver()
    assert town.sent == [HALL]
    assert town.told == [("Texts that never arrived were played.", {"count": "1"})]


def test_several_are_played_in_their_order(town: Swept) -> None:
    town.lost("1", minutes=9)
    town.lost("hush", minutes=10)
    assert town.sweep() == 2
    town.delivery.deliver()
    town.told_of(0, "delivered")
    town.delivery.deliver()
    assert town.sent == [HALL, DUST]


def test_an_answer_that_is_hours_late_is_not_sent_in_the_night(town: Swept) -> None:
    town.lost("hush", hours=-5)
    # Ten at night in New York.
    town.at += timedelta(hours=11)
    assert town.sweep() == 1
    town.delivery.deliver()
    assert town.sent == []
    town.at += timedelta(hours=11)
    town.delivery.deliver()
    assert town.sent == [HALL]


def test_what_arrived_is_not_played_again(town: Swept) -> None:
    sid = town.lost("hush", minutes=10)
    visitor = town.visitor()
    visitor.send(sid, "hush")
    assert town.sweep() == 0
    town.delivery.deliver()
    assert town.sent == []


def test_what_twilio_hands_over_after_all_is_not_answered_twice(town: Swept) -> None:
    sid = town.lost("hush", minutes=10)
    town.sweep()
    assert message(town.visitor().send(sid, "hush").effects) == ""
    town.delivery.deliver()
    assert town.sent == [HALL]


def test_what_may_still_be_on_its_way_is_left_to_come(town: Swept) -> None:
    town.lost("hush", minutes=2)
    assert town.sweep() == 0
    town.at += timedelta(minutes=2)
    assert town.sweep() == 1


def test_whoever_went_on_since_is_not_moved_by_an_older_text(town: Swept) -> None:
    town.lost("2", minutes=10)
    visitor = town.visitor()
    town.at -= timedelta(minutes=5)
    visitor.text("hush")
    town.at += timedelta(minutes=5)
    assert town.sweep() == 1
    assert message(visitor.text("1").effects).endswith(DUST)
    town.delivery.deliver()
    assert not any("word" in text for text in town.sent)


@pytest.mark.parametrize("words", ["STOP", "please stop texting me"])
def test_whoever_wanted_no_more_texts_has_stopped_whenever_that_was(
    town: Swept, words: str
) -> None:
    town.lost(words, minutes=10)
    visitor = town.visitor()
    visitor.text("hush")
    assert town.sweep() == 1
    assert message(visitor.text("1").effects) == ""


@pytest.mark.parametrize("words", ["STOP", "please stop texting me"])
def test_start_that_was_lost_does_not_bring_back_who_has_stopped_since(
    town: Swept, words: str
) -> None:
    """As long as the carrier lists both, however short a while ago the second was."""
    visitor = town.visitor()
    visitor.text("hush", "STOP")
    town.at += timedelta(hours=1)
    town.lost("START", minutes=10)
    visitor.send(town.lost(words, minutes=1), words)
    town.sweep()
    assert message(visitor.text("1").effects) == ""
    town.later(minutes=1)
    assert town.sent == []


@pytest.mark.parametrize("words", ["STOP", "please stop texting me"])
def test_who_came_back_since_has_not_stopped_by_what_was_lost_before(
    town: Swept, words: str
) -> None:
    visitor = town.visitor()
    visitor.text("hush")
    town.lost(words, minutes=10)
    visitor.send(town.lost("START", minutes=1), "START")
    town.sweep()
    assert message(visitor.text("1").effects).endswith(DUST)


@pytest.mark.parametrize(("last", "answer"), [("STOP", ""), ("START", DUST)])
def test_of_stop_and_start_that_both_were_lost_the_last_counts(
    town: Swept, last: str, answer: str
) -> None:
    visitor = town.visitor()
    visitor.text("hush")
    town.at += timedelta(hours=1)
    words = ["START", "STOP"] if last == "STOP" else ["STOP", "START"]
    for place, each in enumerate(words):
        town.lost(each, minutes=10 - place)
    # Somebody else's changes nothing.
    town.lost(words[0], "+12125550124", minutes=5)
    town.sweep()
    found = message(visitor.text("1").effects)
    assert found.endswith(answer)
    assert bool(found) is bool(answer)


def test_a_new_installation_does_not_answer_what_came_before_it(tmp_path: Path) -> None:
    with twilio_api() as api:
        town = Swept(tmp_path, api)
        town.lost("hush", hours=3)
        assert town.sweep() == 0
        town.at += timedelta(hours=1)
        assert town.sweep() == 0
        town.store.close()


def test_what_is_older_than_a_day_is_left(town: Swept) -> None:
    town.at += timedelta(days=3)
    town.lost("hush", seconds=FURTHEST_BACK_S + 60)
    town.lost("hush", "+12125550124", seconds=FURTHEST_BACK_S - 60)
    assert town.sweep() == 1


def test_a_long_list_is_read_to_its_end(town: Swept, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(carrier, "LARGEST_PAGE", 2)
    for number in range(7):
        town.lost("hush", f"+1212555010{number}", minutes=10)
    assert town.sweep() == 7


def test_what_others_were_sent_or_we_sent_is_none_of_it(town: Swept) -> None:
    town.api.sent_us(NEW_YORK, "+12025550199", "hush", town.at - timedelta(minutes=10))
    town.visitor().text("hush")
    town.later(minutes=1)
    town.at += timedelta(minutes=10)
    assert town.sweep() == 0


def test_a_photo_is_one_when_it_comes_late_too(town: Swept) -> None:
    media = [{"uri": "/2010/Media/ME1.json", "content_type": "image/jpeg"}]
    town.visitor().text("hush")
    town.at += timedelta(minutes=20)
    at = town.at - timedelta(minutes=10)
    town.api.sent_us(NEW_YORK, OURS, "", at, media=media)
    assert town.sweep() == 1


def test_while_twilio_is_away_nothing_is_passed_over(town: Swept) -> None:
    town.lost("hush", minutes=10)
    town.api.faults = [500]
    with pytest.raises(carrier.Unsure):
        town.sweep()
    assert town.sweep() == 1


def test_of_several_processes_one_sweeps_every_few_minutes(town: Swept) -> None:
    town.lost("hush", minutes=10)
    sweeping = [town.sweeper() for _ in range(3)]
    for each in sweeping:
        each.start()
    assert until(lambda: len(town.api.asked) >= 1)
    time.sleep(0.2)
    for each in sweeping:
        each.stop()
    # Each asks once for each of our senders.
    assert len(town.api.asked) <= 3 * 2
    town.delivery.deliver()
    assert town.sent == [HALL]
    town.api.asked.clear()
    again = town.sweeper()
    again.start()
    time.sleep(0.2)
    again.stop()
    assert town.api.asked == []


def test_what_was_lost_by_whatsapp_is_played_and_answered_there(town: Swept) -> None:
    sender = "whatsapp:US.13491208655302741918"
    town.api.sent_us(sender, OURS_AT_WHATSAPP, "hush", town.at - timedelta(minutes=10))
    # Where somebody sent that they are, Twilio does not tell afterwards.
    town.api.sent_us(sender, OURS_AT_WHATSAPP, "", town.at - timedelta(minutes=9))
    assert town.sweep() == 1
    town.later(seconds=0)
    (sent,) = town.api.taken
    assert (sent["To"], sent["From"], sent["Body"]) == (sender, OURS_AT_WHATSAPP, HALL)


def test_stop_that_was_lost_by_whatsapp_is_heard(town: Swept) -> None:
    sender = "whatsapp:+14155550199"
    town.api.sent_us(sender, OURS_AT_WHATSAPP, "STOP", town.at - timedelta(minutes=10))
    assert town.sweep() == 1
    hush = Incoming("x", Address("whatsapp", sender), Said("hush"), OURS_AT_WHATSAPP)
    assert town.visitor().turns.take(hush).effects == ()
