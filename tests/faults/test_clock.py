"""Clocks that jump or change: nothing is lost, nothing comes twice, nobody is woken at night."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from engine import floods, sweeping
from engine.library import Library
from engine.places.hours import read_hours
from engine.store import pacing
from engine.sweeping import FURTHEST_BACK_S
from engine.waking import Waker
from tests.engine.door import NOON, Visitor, opened
from tests.twilio_api import twilio_api
from tests.webhooks.twilio.test_delivery import NEW_YORK, give
from tests.webhooks.twilio.test_sweeping import Swept

JUMPS = [timedelta(hours=1), timedelta(days=1), timedelta(days=400)]
NIGHT = """
story: Night
keywords: [NIGHT]
timezone: America/New_York
start: hall
scenes:
  hall:
    say: A hall.
    choices: [{pick: Look, say: Dust.}]
    after: {AFTER: {say: A ghost.}}
"""


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Swept]:
    with twilio_api() as api:
        town = Swept(tmp_path, api)
        town.sweep()
        yield town
        town.store.close()


def first_lines(town: Swept) -> list[str]:
    return [each.partition("\n")[0] for each in town.sent]


# A clock that is put forward, and one that is put back


@pytest.mark.parametrize("jump", JUMPS)
def test_a_clock_that_jumps_forward_lets_time_pass_once(town: Swept, jump: timedelta) -> None:
    town.visitor().text("hush")
    town.at += jump
    for _ in range(3):
        town.later(seconds=10)
        for place in range(len(town.sent)):
            town.told_of(place, "delivered")
    assert first_lines(town) == ["A ghost."]
    assert "Another." in town.sent[0]


@pytest.mark.parametrize("jump", JUMPS)
def test_a_clock_that_is_put_back_sends_nothing_twice_and_loses_nothing(
    town: Swept, jump: timedelta
) -> None:
    town.visitor().text("hush")
    town.later(minutes=1)
    town.at -= jump
    for _ in range(3):
        town.later(minutes=1)
    assert first_lines(town) == ["A ghost."]
    town.at += jump
    for _ in range(3):
        town.later(minutes=1)
    assert first_lines(town) == ["A ghost.", "Another."]


def paced_after(town: Swept, jump: timedelta) -> int:
    """Send at the slowest pace, put the clock back, and count what is sent in the next minute."""
    town.pace = 1
    give(town.store, NEW_YORK, town.at)
    town.delivery.deliver()
    town.at -= jump
    for number in range(5):
        give(town.store, f"+1212555010{number}", town.at)
    before = len(town.sent)
    for _ in range(12):
        town.later(seconds=5)
    return len(town.sent) - before


@pytest.mark.parametrize("jump", JUMPS)
def test_a_line_that_was_noted_by_another_clock_keeps_nobody_waiting(
    town: Swept, jump: timedelta
) -> None:
    assert paced_after(town, jump) == 5


def test_a_line_that_believes_every_clock_is_found_out(
    town: Swept, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pacing, "MOST_SEGMENTS", 10**9)
    assert paced_after(town, timedelta(hours=1)) == 0


def heard_after(jump: timedelta) -> list[str]:
    """Send as much as one may, put the clock back, and give what becomes of the next text."""
    flood, now_s = floods.Floods(), NOON.timestamp()
    for number in range(floods.MOST_ANSWERS):
        assert flood.heard("+1", f"SM{number}", f"word {number}", now_s) == "answer"
    assert flood.heard("+1", "SM-more", "more", now_s) == "silence"
    return [flood.heard("+1", "SM-later", "later", now_s - jump.total_seconds())]


@pytest.mark.parametrize("jump", JUMPS)
def test_who_had_texted_much_before_the_clock_was_put_back_is_answered(jump: timedelta) -> None:
    assert heard_after(jump) == ["answer"]


def test_a_machine_is_not_silenced_for_longer_by_a_clock_that_is_put_back() -> None:
    flood, now_s = floods.Floods(), NOON.timestamp()
    for number in range(floods.MACHINE_TEXTS):
        last = flood.heard("+1", f"SM{number}", f"word {number}", now_s)
    assert last == "machine"
    back_s = now_s - 24 * 3600
    assert flood.heard("+1", "SM-a", "a", back_s) == "silence"
    assert flood.heard("+1", "SM-b", "b", back_s + floods.SILENT_S + 1) == "answer"


def swept_after(town: Swept, jump: timedelta) -> int:
    """Sweep by a clock that goes wrong, put it right, and count the lost texts that are played."""
    town.at += timedelta(hours=1)
    town.lost("hush", minutes=10)
    town.at += jump
    town.sweep()
    town.at -= jump
    assert town.sweeper()._is_due()
    return town.sweep()


@pytest.mark.parametrize("jump", [timedelta(hours=1), timedelta(days=400)])
def test_what_was_lost_is_found_though_the_clock_was_wrong_meanwhile(
    town: Swept, jump: timedelta
) -> None:
    # By a clock that is an hour wrong it is found at once, and not once more by the right one.
    assert swept_after(town, jump) == (0 if jump.total_seconds() < FURTHEST_BACK_S else 1)
    # What was put off by a clock that was an hour ahead goes when the right one comes there.
    town.later(hours=1)
    assert first_lines(town) == ["A hall."]


def test_a_sweep_that_believes_every_clock_is_found_out(
    town: Swept, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sweeping, "_before", lambda noted_s, _now_s: noted_s)
    with pytest.raises(AssertionError):
        swept_after(town, timedelta(days=400))


# Summer and winter time: in New York from 14 March 2027 on, and until 7 November


class Night:
    """A story whose timed reply is so long after its player's text, and the hours it comes at."""

    def __init__(self, folder: Path, after: str) -> None:
        (folder / "night").mkdir()
        (folder / "night" / "story.yaml").write_text(NIGHT.replace("AFTER", after))
        library = Library(folder)
        assert library.problems == ()
        self.store, self.catalog = opened(folder), library.catalog

    def sends(self, asked: datetime, looked: datetime) -> bool:
        """Text at a time, let another pass, and tell whether something is to be sent then."""
        visitor = Visitor(self.store, self.catalog, NEW_YORK, asked, sends=True)
        visitor.text("night")
        visitor.at = looked
        Waker(visitor.turns, visitor.tell).wake_all()
        return bool(self.store.outbox("", lambda _: 1_000).claim(looked.timestamp()))


def utc(text_: str) -> datetime:
    return datetime.fromisoformat(text_).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("after", "asked", "due", "sends"),
    [
        # 09:30 in New York is 14:30 UTC in winter and 13:30 in summer; 08:30 is too early.
        ("10 hours", "2027-03-14T03:30:00", "2027-03-14T13:30:00", True),
        ("9 hours", "2027-03-14T03:30:00", "2027-03-14T12:30:00", False),
        ("10 hours", "2027-03-13T03:30:00", "2027-03-13T13:30:00", False),
        ("11 hours", "2027-11-07T03:30:00", "2027-11-07T14:30:00", True),
        ("10 hours", "2027-11-07T03:30:00", "2027-11-07T13:30:00", False),
        ("10 hours", "2027-11-06T03:30:00", "2027-11-06T13:30:00", True),
        # 20:30 in New York: 00:30 UTC in summer, 01:30 in winter.
        ("12 hours", "2027-03-14T12:30:00", "2027-03-15T00:30:00", False),
        ("12 hours", "2027-03-13T12:30:00", "2027-03-14T00:30:00", True),
    ],
)
def test_what_comes_by_itself_keeps_to_the_day_when_the_clocks_change(
    tmp_path: Path, after: str, asked: str, due: str, sends: bool
) -> None:
    night = Night(tmp_path, after)
    assert night.sends(utc(asked), utc(due)) is sends
    night.store.close()


def test_a_time_of_its_own_counts_real_hours_also_when_the_clocks_change(town: Swept) -> None:
    # Two o'clock in the morning of 14 March is three: a minute later is a minute later.
    town.at = utc("2027-03-14T06:59:30")
    town.visitor().text("hush")
    town.later(seconds=59)
    assert town.sent == []
    town.later(seconds=1)
    assert first_lines(town) == ["A ghost."]


@pytest.mark.parametrize("day", ["2027-03-14", "2027-11-07"])
def test_opening_hours_are_those_on_the_wall_when_the_clocks_change(day: str) -> None:
    hours, zone = read_hours("09:00-17:00"), ZoneInfo("America/New_York")
    for hour in range(24):
        moment = datetime.fromisoformat(f"{day}T{hour:02}:30:00").replace(tzinfo=zone)
        assert hours.open_at(moment.astimezone(UTC).astimezone(zone)) is (9 <= hour < 17)
