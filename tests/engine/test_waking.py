"""Time passes for who says nothing: once, on time, and only while the play still waits for it."""

import json
import subprocess
import sys
import threading
import time
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from engine.library import Library
from engine.play.effects import Offer, Say
from engine.play.hear import Catalog
from engine.store import NotStored, Store
from engine.turns import PUT_OFF_S, Address, Answer
from engine.waking import Waker
from tests.engine.door import NOON, PHONE, Visitor
from tests.kept import nobody_writes, rows

HUSH = """
story: Hush
keywords: [HUSH]
start: hall
remember: {calls: 0}
scenes:
  hall:
    say: A hall.
    choices:
      - pick: Call
        say: You called after {calls}.
      - pick: Leave
        ending: Gone
    after:
      2 min: {do: add 1 to calls, say: "A ghost, {calls}."}
      5 min: {say: Farther off., go: cellar}
  cellar:
    say: A cellar.
    choices: [{pick: Listen}]
"""
RING = """
story: Ring
keywords: [RING]
start: one
scenes:
  one: {say: One., choices: [{pick: Stay}], after: {1 min: {go: two}}}
  two: {say: Two., choices: [{pick: Stay}], after: {1 min: {go: one}}}
"""
LEADING = """
story: Leading
keywords: [LEAD]
start: gate
scenes:
  gate: {say: A gate., choices: [{pick: Wait}], after: {1 min: {say: Go on., handover: hush}}}
"""
CHOICES = Offer(("Call", "Leave"))
AT_THE_HALL = Answer((Say("A hall."), CHOICES))
GHOST = (Say("A ghost, 1."), CHOICES)
WORKER = """
import json, sys, time
from datetime import timedelta
from pathlib import Path
from engine.library import Library
from engine.waking import Waker
from tests.engine.door import NOON, Visitor, opened
folder = Path(sys.argv[1])
stories = Library(folder / "stories").catalog
visitor = Visitor(opened(folder), stories, at=NOON + timedelta(minutes=3))
print("ready", flush=True)
while not (folder / "go").exists():
    time.sleep(0.0005)
Waker(visitor.turns, visitor.tell).wake_all()
print(json.dumps(visitor.told))
"""


@pytest.fixture
def stories(tmp_path: Path) -> Catalog:
    for name, text in (("hush", HUSH), ("ring", RING), ("leading", LEADING)):
        (tmp_path / "stories" / name).mkdir(parents=True)
        (tmp_path / "stories" / name / "story.yaml").write_text(text)
    library = Library(tmp_path / "stories")
    assert library.problems == ()
    return library.catalog


@pytest.fixture
def visitor(store: Store, stories: Catalog) -> Visitor:
    return Visitor(store, stories)


def wakes(folder: Path) -> list[tuple[object, ...]]:
    """Give the wakes that are kept: the story, how long after noon, and how often it failed."""
    since_noon = f"at_s - {int(NOON.timestamp())}"
    return rows(folder, f"SELECT story, {since_noon}, failures FROM wakes ORDER BY at_s")


def after(visitor: Visitor, seconds: int) -> int:
    """Look for what is due so long after noon, and give how many plays were woken."""
    visitor.at = NOON + timedelta(seconds=seconds)
    return Waker(visitor.turns, visitor.tell).wake_all()


def came(visitor: Visitor, number: int = 0) -> list[tuple[object, ...]]:
    """Give what a page would fetch."""
    found = visitor.turns.unasked(Address("try", visitor.number), number)
    return [answer for _, answer in found.answers]


# On time


def test_a_turn_keeps_when_its_play_wakes(visitor: Visitor, tmp_path: Path) -> None:
    visitor.text("hush")
    assert wakes(tmp_path) == [("hush", 120, 0)]


def test_a_second_too_early_nothing_happens(visitor: Visitor, tmp_path: Path) -> None:
    visitor.text("hush", kind="try")
    assert after(visitor, 119) == 0
    assert came(visitor) == []
    assert wakes(tmp_path) == [("hush", 120, 0)]


def test_on_the_drawn_phone_what_comes_is_there_at_its_time(
    visitor: Visitor, tmp_path: Path
) -> None:
    visitor.text("hush", kind="try")
    assert after(visitor, 120) == 1
    assert came(visitor) == [GHOST]
    assert wakes(tmp_path) == [("hush", 300, 0)]
    assert after(visitor, 300) == 1
    assert came(visitor)[1:] == [(Say("Farther off."), Say("A cellar."), Offer(("Listen",)))]
    assert wakes(tmp_path) == []


def test_a_page_is_given_what_is_new_and_told_when_more_may_come(visitor: Visitor) -> None:
    visitor.text("hush", kind="try")
    address = Address("try", PHONE)
    assert visitor.turns.unasked(address, 0).more_in_s == 120
    after(visitor, 120)
    first = visitor.turns.unasked(address, 0)
    assert (len(first.answers), first.more_in_s) == (1, 180)
    (seen, _), *_ = first.answers
    assert visitor.turns.unasked(address, seen).answers == ()
    after(visitor, 300)
    last = visitor.turns.unasked(address, seen)
    assert (len(last.answers), last.more_in_s) == (1, None)
    assert visitor.turns.unasked(Address("try", "nobody"), 0).answers == ()


def test_what_is_long_due_comes_at_once_in_its_order(visitor: Visitor) -> None:
    visitor.text("hush", kind="try")
    assert after(visitor, 3600) == 1
    assert came(visitor) == [(*GHOST, Say("Farther off."), Say("A cellar."), Offer(("Listen",)))]


def test_by_text_it_happens_on_time_and_its_words_precede_the_next_answer(
    visitor: Visitor, tmp_path: Path
) -> None:
    visitor.text("hush")
    assert after(visitor, 120) == 1
    assert visitor.turns.unasked(Address("sms", PHONE), 0).answers == ()
    assert visitor.text("1") == Answer((Say("A ghost, 1."), Say("You called after 1."), CHOICES))
    assert wakes(tmp_path) == [("hush", 420, 0)]


def test_again_after_a_silence_says_what_came(visitor: Visitor) -> None:
    visitor.text("hush", kind="try")
    after(visitor, 120)
    assert visitor.text("again", kind="try") == Answer(GHOST)
    visitor.text("hush")
    after(visitor, 360)
    assert visitor.text("again") == Answer((Say("A ghost, 1."), *AT_THE_HALL.effects))


def test_only_the_last_things_that_came_are_kept(visitor: Visitor, tmp_path: Path) -> None:
    for number in range(25):
        visitor.at = NOON + timedelta(hours=number)
        visitor.text("hush" if number == 0 else "restart", "restart", kind="try")
        visitor.at += timedelta(minutes=2)
        Waker(visitor.turns, visitor.tell).wake_all()
    assert len(came(visitor)) == 20


def test_two_things_in_one_second_are_two(visitor: Visitor) -> None:
    for _ in range(2):
        visitor.text("hush", "restart", "restart", kind="try")
        visitor.at -= timedelta(seconds=120)
        visitor.text("restart", "restart", kind="try")
        visitor.at += timedelta(seconds=120)
        Waker(visitor.turns, visitor.tell).wake_all()
    numbers = [n for n, _ in visitor.turns.unasked(Address("try", PHONE), 0).answers]
    assert numbers == [int(NOON.timestamp()), int(NOON.timestamp()) + 1]


# Whom it is for


def test_a_player_s_answer_beats_a_timer_that_is_due(visitor: Visitor) -> None:
    visitor.text("hush", kind="try")
    visitor.at = NOON + timedelta(seconds=121)
    seen = visitor.turns.due()
    assert visitor.text("1", kind="try").effects[0] == Say("You called after 0.")
    for wake in seen:
        visitor.turns.let_pass(wake)
    assert came(visitor) == []
    assert visitor.turns.due() == []


def test_what_a_story_does_while_its_player_is_in_another_is_nothing(
    visitor: Visitor, tmp_path: Path
) -> None:
    visitor.text("hush", "ring")
    assert wakes(tmp_path) == [("ring", 60, 0)]
    visitor.text("hush")
    assert wakes(tmp_path) == [("hush", 120, 0)]


def test_a_story_that_ended_wakes_no_more(visitor: Visitor, tmp_path: Path) -> None:
    visitor.text("hush", "2")
    assert wakes(tmp_path) == []


@pytest.mark.parametrize("texts", [["STOP"], ["forget me", "forget me"]])
def test_who_stops_or_is_erased_is_not_woken(
    visitor: Visitor, tmp_path: Path, texts: list[str]
) -> None:
    visitor.text("hush", kind="try")
    after(visitor, 120)
    seen = visitor.turns.due()
    visitor.text(*texts, kind="try")
    for wake in seen:
        visitor.turns.let_pass(wake)
    assert wakes(tmp_path) == []
    assert came(visitor) == []
    assert visitor.told == []


def test_words_of_the_carriers_leave_a_wake_as_it_is(visitor: Visitor, tmp_path: Path) -> None:
    visitor.text("hush")
    visitor.at = NOON + timedelta(seconds=60)
    visitor.text("HELP")
    assert wakes(tmp_path) == [("hush", 120, 0)]


def test_a_new_edition_without_the_silence_forgets_the_wake(
    visitor: Visitor, tmp_path: Path
) -> None:
    visitor.text("hush", kind="try")
    hush = visitor.stories.stories["hush"]
    hall = replace(hush.scenes["hall"], after=())
    calm = replace(hush, scenes={**hush.scenes, "hall": hall}, tongues={})
    visitor.stories = replace(visitor.stories, stories={"hush": calm})
    assert after(visitor, 120) == 1
    assert (came(visitor), wakes(tmp_path)) == ([], [])


def test_a_silence_may_lead_to_another_story(visitor: Visitor, tmp_path: Path) -> None:
    visitor.text("lead", kind="try")
    after(visitor, 60)
    assert came(visitor) == [(Say("Go on."), *AT_THE_HALL.effects)]
    assert wakes(tmp_path) == [("hush", 180, 0)]


def test_by_text_what_another_story_then_says_waits_as_well(visitor: Visitor) -> None:
    visitor.text("lead")
    after(visitor, 60)
    assert visitor.text("1").effects == (
        Say("Go on."), Say("A hall."),
        Say("That came too late: the story went on without it."), CHOICES,
    )  # fmt: skip
    assert visitor.text("1").effects == (Say("You called after 0."), CHOICES)


# Once


def test_one_wake_on_many_threads_is_stepped_once(visitor: Visitor, store: Store) -> None:
    visitor.text("hush", kind="try")
    visitor.at = NOON + timedelta(seconds=120)
    (wake,) = visitor.turns.due()
    threads = [threading.Thread(target=visitor.turns.let_pass, args=[wake]) for _ in range(8)]
    with nobody_writes(store):  # so that all of them have seen it before the first steps it
        for thread in threads:
            thread.start()
    for thread in threads:
        thread.join()
    assert came(visitor) == [GHOST]


def test_the_same_wakes_in_three_processes_are_stepped_once(
    store: Store, stories: Catalog, tmp_path: Path
) -> None:
    visitors = [Visitor(store, stories, f"+1500555{number:04}") for number in range(40)]
    for visitor in visitors:
        visitor.text("hush", kind="try")
    workers = [
        subprocess.Popen(
            [sys.executable, "-c", WORKER, str(tmp_path)], stdout=subprocess.PIPE, text=True
        )
        for _ in range(3)
    ]
    for worker in workers:
        assert worker.stdout is not None
        assert worker.stdout.readline() == "ready\n"
    (tmp_path / "go").touch()
    assert [json.loads(worker.communicate()[0]) for worker in workers] == [[]] * 3
    assert [came(visitor) for visitor in visitors] == [[GHOST]] * 40
    assert wakes(tmp_path) == [("hush", 300, 0)] * 40


# What goes wrong


def test_a_fault_is_told_put_off_longer_each_time_and_given_up(
    visitor: Visitor, tmp_path: Path
) -> None:
    """A story that is never at rest is refused by the step, each time."""
    visitor.text("ring", kind="try")
    at_s = 60
    for failures, later_s in enumerate(PUT_OFF_S, 1):
        after(visitor, at_s)
        assert wakes(tmp_path) == [("ring", at_s + later_s, failures)]
        assert after(visitor, at_s + later_s - 1) == 0
        at_s += later_s
    after(visitor, at_s)
    assert wakes(tmp_path) == []
    assert [what for what, _ in visitor.told] == ["Time could not pass for a play."] * 7
    assert visitor.told[0][1]["channel"] == "try"
    assert visitor.told[0][1]["trace"][-1] == "EndlessStory"
    assert visitor.text("again", kind="try") == Answer((Say("One."), Offer(("Stay",))))


def test_a_fault_of_one_play_keeps_no_other_from_its_time(
    visitor: Visitor, store: Store, stories: Catalog
) -> None:
    other = Visitor(store, stories, "+15005550001")
    visitor.text("ring", kind="try")
    other.text("hush", kind="try")
    after(visitor, 120)
    assert came(other) == [GHOST]


def test_a_story_that_is_away_for_a_while_goes_on_when_it_is_back(
    visitor: Visitor, tmp_path: Path
) -> None:
    visitor.text("hush", kind="try")
    whole = visitor.stories
    visitor.stories = replace(whole, stories={})
    after(visitor, 120)
    assert wakes(tmp_path) == [("hush", 180, 1)]
    visitor.stories = whole
    after(visitor, 180)
    assert came(visitor) == [GHOST]
    assert (wakes(tmp_path), visitor.told) == ([("hush", 300, 0)], [])


def test_a_player_s_turn_puts_the_clock_right_after_a_fault(
    visitor: Visitor, tmp_path: Path
) -> None:
    visitor.text("hush", kind="try")
    whole = visitor.stories
    visitor.stories = replace(whole, stories={})
    after(visitor, 120)
    visitor.stories = whole
    visitor.text("1", kind="try")
    assert wakes(tmp_path) == [("hush", 240, 0)]


def test_a_play_that_cannot_be_read_is_told(visitor: Visitor, tmp_path: Path) -> None:
    visitor.text("hush", kind="try")
    rows(tmp_path, "UPDATE plays SET play = '{'")
    after(visitor, 120)
    assert [what for what, _ in visitor.told] == ["A play could not be read; its story began anew."]
    assert wakes(tmp_path) == []


def test_the_thread_survives_a_database_that_cannot_be_asked(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[tuple[str, dict[str, str]]] = []
    seen = threading.Event()
    asked = iter([NotStored("gone"), ValueError("secret"), NotStored("gone")])

    class Gone:
        def due(self) -> list[object]:
            error = next(asked, None)
            if error is None:
                seen.set()
                return []
            raise error

    monkeypatch.setattr("engine.waking.POLL_S", 0.001)
    monkeypatch.setattr("engine.waking.LATER_S", 0.001)
    waker = Waker(Gone(), lambda what, **facts: told.append((what, facts)))  # type: ignore[arg-type]
    waker.start()
    assert seen.wait(30)
    waker.stop()
    assert told == [("Timed replies wait; that is tried again.", {"reason": "gone"})]


def test_the_thread_wakes_by_itself(visitor: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("engine.waking.POLL_S", 0.001)
    visitor.text("hush", kind="try")
    visitor.at = NOON + timedelta(seconds=120)
    waker = Waker(visitor.turns, visitor.tell)
    waker.start()
    deadline = time.monotonic() + 30
    while not came(visitor) and time.monotonic() < deadline:
        time.sleep(0.001)
    waker.stop()
    assert came(visitor) == [GHOST]
