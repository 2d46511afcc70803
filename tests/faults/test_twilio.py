"""Twilio at its worst: it stalls, fails, is away, and tells what became of a text in any order."""

import random
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import timedelta
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode

import pytest

from engine.delivery import Never, NotTaken
from engine.store import outbox
from tests.faults.broken import BREAKS_OF_SENDING
from tests.faults.lengths import either
from tests.serving import serving
from tests.twilio_api import twilio_api
from tests.twilio_stub import ACCOUNT, PUBLIC_URL, signed, text
from tests.until import until
from tests.webhooks.test_delivering import kept, shelf
from tests.webhooks.twilio.test_delivery import give
from tests.webhooks.twilio.test_sweeping import Swept
from webhooks.twilio.carrier import Twilio

PLAYERS = either(12, 100)
STORMS = either(10, 500)


def number(player: int) -> str:
    return f"+1212555{player:04}"


# While Twilio stalls


def statuses_meanwhile(folder: Path, program: Sequence[str] = ("-m", "webhooks")) -> set[int]:
    """Text a server while every request of its own to Twilio stalls; give the statuses."""
    with (
        twilio_api() as api,
        serving(
            folder / "var", stories=shelf(folder / "stories"), program=program,
            WAYSIDE_TWILIO_API=api.url, WAYSIDE_PACE="100",
        ) as server,
    ):  # fmt: skip
        api.faults = ["stall"] * 200
        found = {server.text(text("KNOCK", sender=number(n))).status for n in range(PLAYERS)}
        assert until(lambda: len(api.faults) < 200)
        return found | {
            server.text(text("1", sender=number(n))).status for n in range(PLAYERS) for _ in "12"
        }


def test_while_twilio_stalls_every_text_is_answered_at_the_first_try(tmp_path: Path) -> None:
    assert statuses_meanwhile(tmp_path) == {200}


@pytest.mark.parametrize("fault", BREAKS_OF_SENDING)
def test_a_server_that_lets_turns_wait_for_twilio_is_found_out(tmp_path: Path, fault: str) -> None:
    program = ("-m", "tests.faults.broken", fault)
    assert statuses_meanwhile(tmp_path, program) >= {503}


# What it tells


def teller(port: Callable[[], int], fates: Sequence[str]) -> Callable[[str, str], None]:
    """Give what posts these fates of a text to its callback, signed, one after the other."""

    def tell(callback: str, sid: str) -> None:
        for fate in fates:
            fields = {"MessageSid": sid, "MessageStatus": fate, "AccountSid": ACCOUNT}
            with closing(HTTPConnection("127.0.0.1", port(), timeout=20)) as connection:
                connection.request(
                    "POST", callback.removeprefix(PUBLIC_URL), urlencode(fields),
                    {"Content-Type": "application/x-www-form-urlencoded"}
                    | signed(callback, fields),
                )  # fmt: skip
                with connection.getresponse() as response:
                    assert response.status == 204

    return tell


@pytest.mark.parametrize("fault", [None, "drop"])
def test_what_twilio_tells_twice_out_of_order_and_before_its_answer_counts_once(
    tmp_path: Path, fault: str | None
) -> None:
    with (
        twilio_api() as api,
        serving(
            tmp_path / "var", stories=shelf(tmp_path / "stories"),
            WAYSIDE_TWILIO_API=api.url, WAYSIDE_PACE="100",
        ) as server,
    ):  # fmt: skip
        api.tell = teller(lambda: server.port, ("delivered", "queued", "sent", "delivered", "sent"))
        api.faults = [fault] * 3 if fault else []
        for player in range(PLAYERS):
            assert server.text(text("KNOCK", sender=number(player))).status == 200
        assert until(lambda: len(api.taken) >= PLAYERS and kept(tmp_path) == 0)
        assert {*Counter(each["To"] for each in api.taken).values()} == {1}
        assert api.refused == []


# All at once, for hours, with a clock of our own


def storm(folder: Path, seed: int, find: object = Twilio.find) -> Counter[str]:
    """Send to each player while Twilio fails by chance; give how often it took each one's text."""
    chance = random.Random(seed)
    with twilio_api() as api, pytest.MonkeyPatch.context() as patch:
        patch.setattr(Twilio, "find", find)
        town = Swept(folder, api)
        api.faults = chance.choices(["drop", "cut", 500, 429, 503, 401], k=3 * PLAYERS)
        api.tell = lambda callback, _sid: _hear(town, callback, chance)
        for player in range(PLAYERS):
            give(town.store, number(player), town.at)
        for _ in range(40):
            with ThreadPoolExecutor(4) as senders:
                town.delivery.deliver(senders.map)
            town.at += timedelta(minutes=chance.randint(1, 4))
        town.store.close()
        assert api.refused == []
        return Counter(each["To"] for each in api.taken)


def _hear(town: Swept, callback: str, chance: random.Random) -> None:
    """Let some of what became of a text be told at once: before the answer, twice, in any order."""
    place = next(n for n, each in enumerate(town.api.taken) if each["StatusCallback"] == callback)
    for fate in chance.sample(["taken", "taken", "delivered", "delivered"], chance.randint(0, 3)):
        town.told_of(place, fate)


def test_whatever_twilio_does_each_text_goes_once(tmp_path: Path) -> None:
    for seed in range(STORMS):
        (tmp_path / str(seed)).mkdir()
        assert storm(tmp_path / str(seed), seed) == dict.fromkeys(map(number, range(PLAYERS)), 1)


def test_who_does_not_ask_whether_a_text_went_sends_it_twice(tmp_path: Path) -> None:
    assert max(storm(tmp_path, 0, lambda _self, _letter: None).values()) > 1


def test_who_gives_up_at_the_first_fault_forgets_texts(tmp_path: Path) -> None:
    known = Twilio.send

    def send(self: Twilio, letter: object) -> str:
        try:
            return known(self, letter)  # type: ignore[arg-type]
        except NotTaken as error:
            raise Never("other", 0) from error

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Twilio, "send", send)
        assert len(storm(tmp_path, 0)) < PLAYERS


# Away for an hour


def away_for_an_hour(folder: Path, *, sweeps: bool = True) -> dict[str, list[str]]:
    """Let Twilio be away for an hour in which players text; give what each was sent by then.

    Of each four players one waits for what comes by itself, one texts meanwhile for the first time,
    one texts meanwhile in the middle of the story, and one comes back first with another text.
    """
    with twilio_api() as api:
        town = Swept(folder, api)
        town.sweep()
        waits, comes, goes_on, is_faster = (number(n) for n in range(4))
        for player in (waits, goes_on, is_faster):
            town.visitor(player).text("hush")
        town.later(seconds=30)
        port, api.port = api.port, 1
        town.delivery = town.another_delivery()
        for minute in range(60):
            town.later(minutes=1)
            if minute == 20:
                town.lost("hush", comes)
                town.lost("1", goes_on)
                town.lost("1", is_faster)
        assert town.sent == []
        api.port = port
        town.delivery = town.another_delivery()
        town.visitor(is_faster).send("faster", "1")
        for _ in range(20):
            if sweeps:
                town.sweep()
            town.later(minutes=1)
            for place in range(len(api.taken)):
                town.told_of(place, "delivered")
        town.store.close()
        sent: dict[str, list[str]] = {}
        for each in api.taken:
            sent.setdefault(each["To"], []).append(each["Body"].partition("\n")[0])
        return sent


AFTER_AN_HOUR = {
    number(0): ["A ghost.", "Another."],
    number(1): ["A hall.", "A ghost."],
    number(2): ["A ghost.", "Another.", "Dust."],
}


def test_after_an_hour_without_twilio_nobody_is_forgotten_or_texted_twice(tmp_path: Path) -> None:
    assert away_for_an_hour(tmp_path) == AFTER_AN_HOUR


def test_who_does_not_look_for_lost_texts_or_gives_up_is_found_out(tmp_path: Path) -> None:
    (tmp_path / "never sweeps").mkdir()
    assert away_for_an_hour(tmp_path / "never sweeps", sweeps=False) != AFTER_AN_HOUR
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(outbox.Outbox, "again", lambda *_: None)
        assert away_for_an_hour(tmp_path) != AFTER_AN_HOUR
