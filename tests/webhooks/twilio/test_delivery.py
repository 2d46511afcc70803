"""Sending through Twilio's REST API, over a real connection to a stub of it."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from engine.delivery import Delivery, Told
from engine.library import Library
from engine.play.effects import Say
from engine.play.events import Said
from engine.play.hear import Player
from engine.play.message import message
from engine.play.world import Closing
from engine.store import Store
from engine.store.outcome import Letters, Outcome
from engine.terms import Terms
from engine.texting.prices import cost
from engine.turns import Address, Incoming, Turns
from engine.waking import Waker
from tests.engine.door import NOON, OURS, Visitor, opened
from tests.kept import rows
from tests.twilio_api import Api, twilio_api
from tests.twilio_stub import ACCOUNT, TOKEN
from webhooks.twilio.carrier import Twilio

AFTERNOON = NOON + timedelta(hours=3)
NEW_YORK = "+12125550123"
STATUS = "https://play.example.org/hooks/twilio/status"
HUSH = """
story: Hush
keywords: [HUSH]
start: hall
scenes:
  hall:
    say: A hall.
    choices: [{pick: Look, say: Dust.}, {pick: Read, say: LONG}]
    after: {1 min: {say: A ghost.}, 2 min: {say: Another.}}
"""
BELL = """
story: Bell
keywords: [BELL]
start: tower
scenes: {tower: {say: A bell., choices: [{pick: Ring, say: Dong.}]}}
"""
LONG = "\n".join(f"{number:03} " + "word " * 20 for number in range(40))


class Town:
    """A store with one story, a stub of Twilio, and what sends through it; time stands still."""

    def __init__(self, folder: Path, api: Api) -> None:
        (folder / "hush").mkdir()
        text = HUSH.replace("LONG", '"' + LONG.replace("\n", "\\n") + '"')
        (folder / "hush" / "story.yaml").write_text(text)
        self.folder, self.api, self.at = folder, api, AFTERNOON
        self.store = opened(folder)
        self.stories = Library(folder).catalog
        self.told: list[tuple[str, dict[str, str]]] = []
        self.pace = 1_000.0
        self.media = "https://play.example.org/media"
        api.clock = lambda: self.at
        self.delivery = self.another_delivery()

    def another_delivery(self, token: str = TOKEN) -> Delivery:
        """Give one more that sends from the same outbox, as in another process."""
        twilio = Twilio(self.api.url, ACCOUNT, token, STATUS, media_url=self.link)
        outbox = self.store.outbox("", lambda _sender: self.pace, Terms().letter)
        return Delivery(outbox, twilio, lambda: self.at, self.tell, self.link)

    def link(self, name: str) -> str:
        return f"{self.media}/{name}"

    def tell(self, what: str, **facts: str) -> None:
        self.told.append((what, facts))

    def visitor(self, number: str = NEW_YORK) -> Visitor:
        visitor = Visitor(self.store, self.stories, number, self.at, sends=True)
        visitor.turns = Turns(
            self.store, lambda: self.stories, lambda: self.at, self.tell, sends=True
        )
        return visitor

    def later(self, **time_: float) -> bool:
        """Let time pass, and send what is to be sent."""
        self.at += timedelta(**time_)
        Waker(self.visitor().turns, self.tell).wake_all()
        return self.delivery.deliver()

    @property
    def sent(self) -> list[str]:
        return [each["Body"] for each in self.api.taken]

    @property
    def paid(self) -> list[tuple[str, str, int, int]]:
        """Give the story, country, segments and amount of what was paid for letters."""
        return [
            (each.story, each.country, each.segments_out, each.amount)
            for each in self.store.spent()
        ]

    @property
    def rows(self) -> list[tuple[object, ...]]:
        return rows(self.folder, "SELECT state, tries FROM outbox ORDER BY number")

    def told_of(self, place: int, fate: str, **more: object) -> None:
        """Let Twilio tell what became of a text that it took."""
        url = urlsplit(self.api.taken[place]["StatusCallback"])
        id_ = bytes.fromhex(parse_qs(url.query)["letter"][0])
        told = Told(id_, self.api.taken[place]["sid"], fate)  # type: ignore[arg-type]
        self.delivery.heard(replace(told, **more))


@pytest.fixture
def town(database: str, tmp_path: Path) -> Iterator[Town]:
    with twilio_api() as api:
        town = Town(tmp_path, api)
        yield town
        town.store.close()


# What goes


def test_a_nudge_is_sent_on_time_by_the_number_that_the_player_texted(town: Town) -> None:
    town.visitor().text("hush")
    assert town.later(seconds=59)
    assert town.sent == []
    assert town.later(seconds=1)
    (sent,) = town.api.taken
    assert (sent["To"], sent["From"], sent["Body"]) == (
        NEW_YORK, OURS, "A ghost.\n\n1 Look\n2 Read"
    )  # fmt: skip
    assert sent["StatusCallback"].startswith(f"{STATUS}?letter=")
    assert sent["ValidityPeriod"] == str(4 * 60 * 60)
    assert town.api.refused == town.told == []


def test_what_was_sent_is_not_sent_again(town: Town) -> None:
    town.visitor().text("hush")
    town.later(minutes=1)
    for _ in range(3):
        assert town.later(seconds=0)
    assert len(town.sent) == 1
    town.told_of(0, "taken")
    town.told_of(0, "delivered")
    town.told_of(0, "taken")
    town.told_of(0, "undelivered", code=30008, once_more=True)
    assert town.rows == []
    town.later(seconds=1)
    assert len(town.sent) == 1


def test_the_next_goes_when_the_one_before_was_delivered(town: Town) -> None:
    town.visitor().text("hush")
    town.later(minutes=1)
    town.later(minutes=1)
    assert len(town.sent) == 1
    town.told_of(0, "delivered")
    town.later(seconds=0)
    assert [text.partition("\n")[0] for text in town.sent] == ["A ghost.", "Another."]


def test_a_letter_waits_for_none_that_another_machine_waits_for_no_more(town: Town) -> None:
    town.visitor().text("hush")
    town.later(minutes=1)
    # The other machine's clock is ahead, or our turn begins before what it does, and ends after.
    town.at += timedelta(minutes=2)
    assert town.delivery.deliver()
    town.at -= timedelta(minutes=2)
    town.later(minutes=1)
    assert [text.partition("\n")[0] for text in town.sent] == ["A ghost.", "Another."]


def test_where_nobody_tells_that_it_was_delivered_the_next_goes_after_two_minutes(
    town: Town,
) -> None:
    town.visitor().text("hush")
    town.later(minutes=1)
    town.later(seconds=119)
    assert len(town.sent) == 1
    town.later(seconds=1)
    assert len(town.sent) == 2


def test_a_long_answer_goes_in_parts_each_after_the_one_before(town: Town) -> None:
    answer = town.visitor().text("hush", "2")
    whole = message(answer.effects)
    assert town.later(seconds=0)
    assert town.sent == []
    answered = town.store.name_of_answer("sms", f"{NEW_YORK} 2")
    town.delivery.heard(Told(answered, "SM1", "delivered"))
    town.later(seconds=0)
    assert len(town.sent) == 1
    town.told_of(0, "delivered")
    town.later(seconds=0)
    first = whole[: whole.index(town.sent[0])].rstrip()
    assert len(first) <= 1_600
    assert "".join(f"{first}{''.join(town.sent)}".split()) == "".join(whole.split())


def test_who_answers_before_a_nudge_went_hears_it_in_the_answer_and_not_again(town: Town) -> None:
    visitor = town.visitor()
    visitor.text("hush")
    town.at += timedelta(minutes=1)
    Waker(visitor.turns, town.tell).wake_all()
    assert message(visitor.text("1").effects) == (
        "A ghost.\n\n1 Look\n2 Read\n\nDust.\n\n1 Look\n2 Read"
    )
    town.later(seconds=0)
    assert (town.sent, town.rows) == ([], [])


def test_who_stops_or_is_forgotten_is_sent_nothing_more(town: Town) -> None:
    for number, words in ((NEW_YORK, ["STOP"]), ("+12125550124", ["forget me", "forget me"])):
        visitor = town.visitor(number)
        visitor.text("hush")
        town.at += timedelta(minutes=1)
        Waker(visitor.turns, town.tell).wake_all()
        visitor.text(*words)
    town.later(minutes=5)
    assert (town.sent, town.rows) == ([], [])


def test_what_is_hours_late_is_not_sent(town: Town) -> None:
    town.visitor().text("hush")
    town.at += timedelta(minutes=1)
    Waker(town.visitor().turns, town.tell).wake_all()
    town.at += timedelta(hours=4)
    town.delivery.deliver()
    assert (town.sent, town.rows) == ([], [])


# What goes wrong


def test_after_a_time_out_it_is_asked_whether_the_text_went(town: Town) -> None:
    town.api.faults = ["drop"]
    town.visitor().text("hush")
    assert not town.later(minutes=1)
    assert town.sent == ["A ghost.\n\n1 Look\n2 Read"]
    town.later(seconds=30)
    assert len(town.api.asked) == 1
    assert len(town.sent) == 1
    assert town.rows == [("sent", 2)]


@pytest.mark.parametrize("fault", [429, 401, 404, 500, "cut"])
def test_while_twilio_cannot_be_asked_nothing_is_sent_a_second_time(
    town: Town, fault: int | str
) -> None:
    town.api.faults = ["drop", fault, fault]
    town.visitor().text("hush")
    town.later(minutes=1)
    for _ in range(4):
        town.later(seconds=60)
    assert [text.partition("\n")[0] for text in town.sent].count("A ghost.") == 1


def test_a_text_that_did_not_go_is_sent_once_that_is_known(town: Town) -> None:
    town.api.faults = ["cut"]
    town.visitor().text("hush")
    assert not town.later(minutes=1)
    assert town.sent == []
    town.later(seconds=30)
    assert (len(town.api.asked), len(town.sent)) == (1, 1)


def test_what_twilio_tells_before_its_answer_counts(town: Town) -> None:
    town.api.faults = ["drop"]
    town.visitor().text("hush")
    town.later(minutes=1)
    town.told_of(0, "taken")
    town.told_of(0, "delivered")
    town.later(seconds=30)
    assert (len(town.sent), town.api.asked, town.rows) == (1, [], [])


@pytest.mark.parametrize("fault", [429, 401])
def test_what_was_not_worked_on_is_sent_again_later_each_time(town: Town, fault: int) -> None:
    town.api.faults = [fault, fault]
    town.visitor().text("hush")
    assert not town.later(minutes=1)
    assert not town.later(seconds=5)
    assert town.later(seconds=14)
    assert town.sent == []
    assert town.later(seconds=1)
    assert (len(town.sent), town.api.asked) == (1, [])


def test_after_a_fault_of_twilios_it_is_asked_first(town: Town) -> None:
    town.api.faults = [500]
    town.visitor().text("hush")
    assert not town.later(minutes=1)
    assert town.later(seconds=30)
    assert (len(town.sent), len(town.api.asked)) == (1, 1)


def test_twilio_that_is_away_is_waited_for(town: Town) -> None:
    port, town.api.port = town.api.port, 1
    town.delivery = town.another_delivery()
    town.visitor().text("hush")
    assert not town.later(minutes=1)
    for _ in range(10):
        assert not town.later(minutes=16)
    assert [state for state, _ in town.rows] == ["waiting", "waiting"]
    town.api.port = port
    town.delivery = town.another_delivery()
    town.later(minutes=15)
    assert len(town.sent) == 1


def test_one_that_was_killed_while_it_sent_leaves_it_to_be_asked_after(town: Town) -> None:
    town.visitor().text("hush")
    town.at += timedelta(minutes=1)
    Waker(town.visitor().turns, town.tell).wake_all()
    outbox = town.store.outbox("", lambda _sender: 1)
    (letter,) = outbox.claim(town.at.timestamp())
    Twilio(town.api.url, ACCOUNT, TOKEN, STATUS).send(letter)
    town.later(seconds=59)
    assert len(town.sent) == 1
    town.later(seconds=1)
    assert (len(town.sent), len(town.api.asked)) == (1, 1)


@pytest.mark.parametrize(
    ("number", "left", "told"),
    [
        ("+15005550001", 0, 0), ("+15005550004", 0, 0), ("+15005550003", 0, 1),
        ("+15005550009", 0, 0),
    ],
)  # fmt: skip
def test_what_will_never_go_is_let_go_and_told_where_staff_can_mend_it(
    town: Town, number: str, left: int, told: int
) -> None:
    give(town.store, number, town.at)
    town.later(seconds=0)
    assert (len(town.rows), len(town.told)) == (left, told)
    assert town.sent == []


def give(store: Store, number: str, at: datetime, *media: str, words: str = "Hello.") -> None:
    """Put a letter to a number into the outbox."""
    with store.turn("sms", number, "m", OURS) as turn:
        turn.keep(Outcome(at, Player("en"), letters=Letters((words,), media=media)))


def test_who_has_blocked_us_counts_as_stopped_until_start(town: Town) -> None:
    give(town.store, "+15005550004", town.at)
    town.later(seconds=0)
    visitor = town.visitor("+15005550004")
    assert message(visitor.text("hush").effects) == ""
    assert "Welcome back" in message(visitor.text("START").effects)


def test_a_number_that_cannot_be_reached_comes_back_with_its_next_text(town: Town) -> None:
    give(town.store, "+15005550001", town.at)
    town.later(seconds=0)
    assert rows(town.folder, "SELECT count(*) FROM numbers") == [(0,)]
    town.visitor("+15005550001").text("hush")
    assert rows(town.folder, "SELECT count(*) FROM numbers") == [(1,)]


def test_what_was_not_delivered_is_tried_once_more_and_no_more(town: Town) -> None:
    town.visitor().text("hush")
    town.later(minutes=1)
    town.told_of(0, "undelivered", code=30008, once_more=True)
    town.later(minutes=14)
    assert len(town.sent) == 1
    town.later(minutes=1)
    assert [text.partition("\n")[0] for text in town.sent][:2] == ["A ghost.", "A ghost."]
    town.told_of(1, "undelivered", code=30008, once_more=True)
    town.later(minutes=30)
    assert [text.partition("\n")[0] for text in town.sent].count("A ghost.") == 2


@pytest.mark.parametrize("fault", [None, "drop"])
def test_what_is_told_undelivered_before_twilios_answer_is_tried_once_more(
    town: Town, fault: str | None
) -> None:
    town.visitor().text("hush")
    town.at += timedelta(minutes=1)
    Waker(town.visitor().turns, town.tell).wake_all()
    town.api.faults = [fault] if fault else []
    town.api.tell = lambda *_: town.told_of(0, "undelivered", code=30008, once_more=True)
    town.delivery.deliver()
    town.api.tell = None
    assert [state for state, _ in town.rows] == ["waiting"]
    town.at += timedelta(minutes=15)
    town.delivery.deliver()
    assert [text.partition("\n")[0] for text in town.sent] == ["A ghost."] * 2


def test_what_twilio_told_to_have_taken_is_not_asked_after_when_its_answer_is_lost(
    town: Town,
) -> None:
    town.api.faults = ["drop"]
    town.api.tell = lambda *_: town.told_of(0, "taken")
    town.visitor().text("hush")
    town.later(minutes=1)
    town.later(seconds=30)
    assert (len(town.sent), town.api.asked) == (1, [])


def test_a_text_of_unknown_fate_is_found_among_however_many_answers(town: Town) -> None:
    town.api.faults = ["drop"]
    town.visitor().text("hush")
    town.later(minutes=1)
    for number in range(1_001):
        town.api.replied(NEW_YORK, f"Answer {number}.", town.at + timedelta(seconds=number))
    town.later(seconds=30)
    assert len(town.sent) == 1


def test_what_is_sent_after_doubt_is_valid_no_longer_than_it_was(town: Town) -> None:
    town.visitor().text("hush")
    town.api.faults = ["cut", 500]
    town.later(minutes=1)
    town.later(minutes=1)
    town.later(minutes=10)
    (sent,) = town.api.taken
    assert sent["ValidityPeriod"] == str(4 * 60 * 60 - 11 * 60)


# Pictures


def test_pictures_go_with_a_letter(town: Town) -> None:
    give(town.store, NEW_YORK, town.at, "a.jpg", "b.mp3")
    town.later(seconds=0)
    (sent,) = town.api.taken
    assert (sent["Body"], sent["MediaUrl"]) == (
        "Hello.", f"{town.media}/a.jpg {town.media}/b.mp3"
    )  # fmt: skip
    assert town.api.refused == []


def test_where_a_picture_is_not_taken_its_letter_goes_with_a_link(town: Town) -> None:
    good, town.media = town.media, "ftp://play.example.org"
    give(town.store, NEW_YORK, town.at, "a.jpg")
    town.later(seconds=0)
    assert [code for code, _ in town.api.refused] == [21620]
    assert town.sent == ["Hello.\nftp://play.example.org/a.jpg"]
    town.media = good
    other = "+12125550124"
    give(town.store, other, town.at, "b.jpg")
    town.later(seconds=0)
    town.told_of(1, "undelivered", code=30011)
    town.later(seconds=0)
    assert town.sent[1:] == ["Hello.", f"Hello.\n{good}/b.jpg"]
    assert [("MediaUrl" in each) for each in town.api.taken] == [False, True, False]
    assert town.told == []
    town.told_of(2, "undelivered", code=30011)
    town.later(seconds=0)
    assert len(town.sent) == 3
    assert len(town.told) == 1


def test_a_picture_without_words_is_tried_once_more_as_well(town: Town) -> None:
    give(town.store, NEW_YORK, town.at, "a.jpg", words="")
    town.later(seconds=0)
    town.told_of(0, "undelivered", code=30008, once_more=True)
    assert town.rows == [("waiting", 1)]
    town.later(minutes=15)
    assert [each["MediaUrl"] for each in town.api.taken] == [f"{town.media}/a.jpg"] * 2
    assert [each.get("Body", "") for each in town.api.taken] == ["", ""]
    assert town.api.refused == []


def test_the_first_part_of_an_answer_is_not_tried_again_without_its_words(town: Town) -> None:
    """It went as the answer to its message, and only what follows it is kept here."""
    town.visitor().text("hush", "2")
    answered = town.store.name_of_answer("sms", f"{NEW_YORK} 2")
    undelivered = Told(answered, "SM1", "undelivered", 30008, once_more=True)
    town.delivery.heard(undelivered)
    assert town.later(minutes=15)
    assert ([text[:8] for text in town.sent], town.api.refused) == (["015 word"], [])


def test_a_picture_to_who_has_stopped_is_not_tried_in_words(town: Town) -> None:
    give(town.store, "+15005550004", town.at, "a.jpg")
    town.later(seconds=0)
    assert (town.sent, town.rows) == ([], [])


def test_who_answers_before_a_picture_went_gets_it_with_the_answer(town: Town) -> None:
    visitor = town.visitor()
    visitor.text("hush")
    give(town.store, NEW_YORK, town.at, "a.jpg", "b.mp3")
    answer = visitor.text("1")
    assert answer.effects[:3] == (Say("Hello."), Say(picture="a.jpg"), Say(audio="b.mp3"))
    town.later(seconds=0)
    assert town.sent == []


# How fast


def test_a_picture_takes_the_time_of_three_segments(town: Town) -> None:
    town.pace = 3
    for number in range(4):
        give(town.store, f"+1212555010{number}", town.at, "a.jpg")
    town.delivery.deliver()
    assert len(town.sent) == 2


def test_a_number_sends_no_faster_than_its_pace(town: Town) -> None:
    town.pace = 2
    for number in range(6):
        give(town.store, f"+1212555010{number}", town.at)
    begun = time.monotonic()
    town.delivery.deliver()
    first = len(town.sent)
    assert first == 3
    assert time.monotonic() - begun >= 1
    town.later(seconds=2)
    town.later(seconds=2)
    assert len(town.sent) == 6


def test_several_that_send_at_once_send_each_text_once(town: Town) -> None:
    for number in range(40):
        give(town.store, f"+121255501{number:02}", town.at)
    both = [town.another_delivery() for _ in range(3)]
    with ThreadPoolExecutor(3) as pool:
        assert all(pool.map(Delivery.deliver, both))
    assert sorted(each["To"] for each in town.api.taken) == [
        f"+121255501{number:02}" for number in range(40)
    ]


# What letters cost

ONE = ("hush", "US", 1, cost(1, "US"))


def test_a_letter_is_paid_for_as_it_goes_and_not_before(town: Town) -> None:
    town.visitor().text("hush")
    town.at += timedelta(minutes=1)
    Waker(town.visitor().turns, town.tell).wake_all()
    assert town.paid == []
    town.later(seconds=0)
    assert town.paid == [ONE]
    town.told_of(0, "delivered")
    town.later(seconds=1)
    assert town.paid == [ONE]


def test_a_letter_that_the_answer_says_instead_costs_nothing_as_a_letter(town: Town) -> None:
    visitor = town.visitor()
    visitor.text("hush")
    town.at += timedelta(minutes=1)
    Waker(visitor.turns, town.tell).wake_all()
    assert "A ghost." in message(visitor.text("1").effects)
    town.later(seconds=0)
    assert town.paid == []


@pytest.mark.parametrize("fault", [429, "cut", 500, "drop"])
def test_a_letter_that_is_tried_twice_is_paid_for_once(town: Town, fault: int | str) -> None:
    town.visitor().text("hush")
    town.api.faults = [fault]
    town.later(minutes=1)
    for _ in range(3):
        town.later(seconds=40)
    assert len(town.sent) == 1
    assert town.paid == [ONE]


def test_a_letter_that_is_sent_once_more_is_paid_for_once_more(town: Town) -> None:
    town.visitor().text("hush")
    town.later(minutes=1)
    town.told_of(0, "undelivered", code=30008, once_more=True)
    town.later(minutes=16)
    assert town.sent.count(town.sent[0]) == 2
    assert town.paid[0][2] == len(town.sent)


def test_a_letter_that_twilio_refuses_costs_nothing(town: Town) -> None:
    town.visitor("+15005550001").text("hush")
    town.later(minutes=1)
    assert town.api.refused
    assert town.paid == [("hush", "US", 0, 0)]


def test_a_letter_that_never_went_costs_nothing_in_the_end(town: Town) -> None:
    town.visitor().text("hush")
    town.api.faults = [429] * 100
    town.later(minutes=1)
    assert town.paid == [ONE]
    town.later(hours=5)
    assert (town.sent, town.paid) == ([], [("hush", "US", 0, 0)])


NOTHING = ("hush", "US", 0, 0)


def tried(town: Town, fault: int | str) -> Visitor:
    """Let a nudge be tried once, with this fault, and give its player."""
    visitor = town.visitor()
    visitor.text("hush")
    town.api.faults = [fault]
    town.later(minutes=1)
    assert town.paid == [ONE]
    return visitor


@pytest.mark.parametrize(
    "words", [["1"], ["STOP"], ["please stop texting me"], ["forget me", "forget me"]]
)
def test_what_certainly_did_not_go_costs_nothing_once_it_goes_no_more(
    town: Town, words: list[str]
) -> None:
    tried(town, 429).text(*words)
    assert town.rows == []
    assert town.paid == [NOTHING]


def test_what_certainly_did_not_go_costs_nothing_once_staff_erased_its_player(town: Town) -> None:
    tried(town, 429)
    at_s = int(town.at.timestamp())
    assert town.store.erasing.erase_number("sms", NEW_YORK, at_s)
    assert town.paid == [NOTHING]


@pytest.mark.parametrize("what", ["stop", "forget_number"])
def test_what_certainly_did_not_go_costs_nothing_once_the_carrier_lets_nothing_through(
    town: Town, what: str
) -> None:
    tried(town, 429)
    player = town.store.player_at("sms", NEW_YORK)
    address = town.store._secret.fingerprint("address", "sms", NEW_YORK)
    assert player is not None
    outbox = town.store.outbox("", lambda _sender: 1)
    if what == "stop":
        outbox.stop(player, address, int(town.at.timestamp()))
    else:
        outbox.forget_number(player, address)
    assert (town.rows, town.paid) == ([], [NOTHING])


def test_what_was_being_sent_when_its_player_stopped_costs_only_what_went(town: Town) -> None:
    visitor = town.visitor()
    visitor.text("hush")
    town.at += timedelta(minutes=1)
    Waker(visitor.turns, town.tell).wake_all()
    outbox = town.store.outbox("", lambda _sender: 1, Terms().letter)
    (letter,) = outbox.claim(town.at.timestamp())
    visitor.text("STOP")
    # Nobody knows yet whether it goes.
    assert (town.rows, town.paid) == ([], [ONE])
    outbox.again(letter, int(town.at.timestamp()) + 5)
    assert (town.rows, town.paid) == ([], [NOTHING])


@pytest.mark.parametrize("fault", ["drop", 500])
@pytest.mark.parametrize("words", [["STOP"], ["forget me", "forget me"]])
def test_what_may_have_gone_is_paid_for(town: Town, fault: int | str, words: list[str]) -> None:
    tried(town, fault).text(*words)
    assert (town.rows, town.paid) == ([], [ONE])


def test_what_went_and_was_not_delivered_is_paid_for_though_it_is_not_tried_again(
    town: Town,
) -> None:
    visitor = town.visitor()
    visitor.text("hush")
    town.later(minutes=1)
    town.told_of(0, "undelivered", code=30008, once_more=True)
    assert "A ghost." in message(visitor.text("1").effects)
    assert (town.rows, town.paid) == ([], [ONE])


def test_what_is_given_back_is_of_the_day_on_which_it_was_paid(town: Town) -> None:
    town.at = NOON + timedelta(hours=11, minutes=58)
    visitor = tried(town, 429)
    town.at += timedelta(minutes=5)
    visitor.text("1")
    assert town.paid == [NOTHING]
    assert [each.day for each in town.store.spent()] == [NOON.date()]


def test_a_letter_that_is_refused_is_given_back_once(town: Town) -> None:
    """Also where who sent it is killed before it is let go."""
    visitor = town.visitor()
    visitor.text("hush")
    town.at += timedelta(minutes=1)
    Waker(visitor.turns, town.tell).wake_all()
    outbox = town.store.outbox("", lambda _sender: 1_000, Terms().letter)
    (letter,) = outbox.claim(town.at.timestamp())
    outbox.refused(letter)
    town.at += timedelta(minutes=2)
    (letter,) = outbox.claim(town.at.timestamp())
    assert letter.unsure
    outbox.refused(letter)
    assert town.paid == [NOTHING]


# What staff closed meanwhile


def close(town: Town, story: str = "hush", place: str = "", until_s: int | None = None) -> None:
    """Close it as `wayside close` does; its servers know."""
    closing = Closing(until_s)
    town.store.closings.close(story, place, closing, int(town.at.timestamp()))
    town.stories = replace(town.stories, closed={(story, place): closing})


def test_a_letter_of_a_story_that_was_closed_meanwhile_does_not_go_and_costs_nothing(
    town: Town,
) -> None:
    tried(town, 429)
    close(town)
    town.later(minutes=5)
    assert (town.sent, town.rows, town.paid) == ([], [], [NOTHING])


def test_neither_does_the_rest_of_a_long_answer(town: Town) -> None:
    town.visitor().text("hush", "2")
    assert [state for state, _ in town.rows] == ["sent", "waiting", "waiting"]
    close(town)
    for _ in range(3):
        town.later(minutes=3)
    assert (town.sent, town.paid) == ([], [])


@pytest.mark.parametrize("closed", ["another", "a place", "over", "open again"])
def test_what_is_not_closed_goes(town: Town, closed: str) -> None:
    tried(town, 429)
    now_s = int(town.at.timestamp())
    if closed == "another":
        close(town, "other")
    elif closed == "a place":
        close(town, place="hall")
    elif closed == "over":
        close(town, until_s=now_s + 60)
    else:
        close(town)
        town.store.closings.open("hush", "", now_s)
        town.stories = replace(town.stories, closed={})
    town.later(minutes=5)
    assert town.sent[0].startswith("A ghost.")


def test_that_a_story_is_closed_is_sent_to_who_is_answered_late(town: Town) -> None:
    town.visitor().text("hush")
    close(town)
    town.at += timedelta(minutes=30)
    now_s = int(town.at.timestamp())
    for words, sent_s in (("1", now_s - 60), ("HELP", now_s - 30)):
        late = Incoming(f"late {words}", Address("sms", NEW_YORK), Said(words), OURS, sent_s)
        assert town.visitor().turns.take_late(late)
    town.later(seconds=0)
    town.told_of(0, "delivered")
    town.later(seconds=0)
    assert [text.partition(".")[0] for text in town.sent] == [
        "This story is closed now", "You can play here: Hush"
    ]  # fmt: skip


def test_who_writes_while_it_is_closed_does_not_get_it_with_the_answer_either(town: Town) -> None:
    visitor = tried(town, 429)
    close(town)
    assert message(visitor.text("1").effects) == "This story is closed now. Please come back later."
    town.later(minutes=5)
    assert (town.sent, town.rows, town.paid) == ([], [], [NOTHING])


def test_a_letter_is_paid_for_by_the_story_that_it_is_of(town: Town, tmp_path: Path) -> None:
    folder = tmp_path / "stories"
    for name, text in (("hush", HUSH.replace("LONG", "Long.")), ("bell", BELL)):
        (folder / name).mkdir(parents=True)
        (folder / name / "story.yaml").write_text(text)
    town.stories = Library(folder).catalog
    visitor = town.visitor()
    visitor.text("hush")
    town.at += timedelta(minutes=1)
    Waker(visitor.turns, town.tell).wake_all()
    # Another number of ours, or a page, brought them to another story before it went.
    with town.store.turn("sms", NEW_YORK, "elsewhere", OURS) as turn:
        turn.keep(Outcome(town.at, replace(turn.player, story="bell")))
    town.later(seconds=0)
    assert [story for story, *_ in town.paid] == ["hush"]


# How long it may be held up


def test_what_is_held_up_until_the_evening_is_not_sent_at_night(town: Town) -> None:
    """At 15:00 UTC it may go until 20:00 there: the place's zone is UTC."""
    town.at = NOON + timedelta(hours=7, minutes=29)
    town.visitor().text("hush")
    town.api.faults = [429] * 3
    # Two nudges belong to the player's own text, and may go within half an hour of it.
    town.later(minutes=1)
    assert len(town.rows) == 1
    town.at = NOON + timedelta(hours=8, minutes=1)
    town.api.faults = []
    town.delivery.deliver()
    assert (town.sent, town.rows) == ([], [])


def test_what_belongs_to_a_player_s_own_text_goes_at_night_for_half_an_hour(town: Town) -> None:
    town.at = NOON + timedelta(hours=11)
    town.visitor().text("hush")
    town.api.faults = [429]
    town.later(minutes=1)
    town.later(minutes=20)
    assert town.sent[0].startswith("A ghost.")


def test_the_rest_of_a_long_answer_does_not_come_hours_later_at_night(town: Town) -> None:
    town.at = NOON + timedelta(hours=11)
    town.visitor().text("hush", "2")
    assert town.rows
    town.later(minutes=31)
    town.later(minutes=3)
    assert (town.sent, town.rows) == ([], [])
