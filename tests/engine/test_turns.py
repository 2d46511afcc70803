"""One turn, exactly once, whatever happens beside it."""

import json
import signal
import subprocess
import sys
import threading
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from engine.floods import Floods
from engine.languages.sentences import sentence
from engine.library import Library
from engine.patience import FLOODED
from engine.play.effects import Offer, Say
from engine.play.events import Said, Scanned, SentPhoto
from engine.play.hear import Catalog
from engine.store import Store
from engine.turns import Address, Answer, Incoming, Turns
from tests.engine.asked import asked_of
from tests.engine.door import (
    AT_THE_DOOR,
    CHOICES,
    GREETED,
    NOON,
    PHONE,
    Visitor,
    knocks,
)
from tests.kept import nobody_writes, rows

AT_THE_WELL = Answer((Say("A well."), Offer(("Look down",))))
BEGIN = ("BEGIN IMMEDIATE", "PRAGMA user_version")
FAULT = Answer((Say(sentence("fault", "en")),))
STOPPED = Answer((Say(sentence("stopped", "en")),))
WORKER = """
import json, sys, time
from pathlib import Path
from engine.library import Library
from tests.engine.door import Visitor, opened
folder, messages = Path(sys.argv[1]), json.loads(sys.stdin.readline())
visitor = Visitor(opened(folder), Library(folder / "stories").catalog)
print("ready", flush=True)
while not (folder / "go").exists():
    time.sleep(0.0005)
for message, text in messages:
    answer = visitor.send(message, text)
    print(json.dumps([message, answer.effects[0].text]), flush=True)
"""


@pytest.fixture
def visitor(store: Store, stories: Catalog) -> Visitor:
    return Visitor(store, stories)


# Once


def test_a_second_delivery_gets_the_first_answer_and_is_not_stepped(visitor: Visitor) -> None:
    visitor.text("door", "Sam")
    assert visitor.send("knock", "1") == knocks(1)
    assert visitor.text("1") == knocks(2)
    visitor.at = NOON + timedelta(minutes=10)
    assert visitor.send("knock", "1") == knocks(1)
    assert visitor.text("1") == knocks(3)


def test_the_same_text_under_another_id_is_another_message(visitor: Visitor) -> None:
    visitor.text("door", "Sam")
    assert [visitor.send(name, "1") for name in ("a", "b")] == [knocks(1), knocks(2)]


def test_one_id_on_two_channels_is_two_messages(visitor: Visitor) -> None:
    assert visitor.send("one", "door") == AT_THE_DOOR
    assert visitor.send("one", "well", kind="try") == AT_THE_WELL


def test_players_do_not_share_a_play(store: Store, stories: Catalog, visitor: Visitor) -> None:
    visitor.text("door", "Sam", "1", "1")
    other = Visitor(store, stories, "+15005550001")
    assert other.text("door") == AT_THE_DOOR
    assert visitor.text("1") == knocks(3)


def test_a_play_goes_on_where_it_was_left_for_another_story(visitor: Visitor) -> None:
    visitor.text("door", "Sam", "1")
    assert visitor.text("well") == AT_THE_WELL
    assert visitor.text("door") == GREETED
    assert visitor.text("1") == knocks(2)


def test_an_answer_from_before_stop_is_not_given_again(visitor: Visitor) -> None:
    visitor.send("before", "door")
    assert visitor.send("stop", "STOP") == STOPPED
    assert visitor.send("before", "door") == Answer()
    visitor.send("start", "START")
    assert visitor.send("before", "door") == Answer()


def test_a_second_delivery_of_stop_is_confirmed_as_the_first(visitor: Visitor) -> None:
    """Its confirmation was perhaps never seen."""
    visitor.text("door")
    assert visitor.send("stop", "STOP") == STOPPED
    assert visitor.send("stop", "STOP") == STOPPED


def test_what_comes_between_stop_and_start_is_never_stepped(visitor: Visitor) -> None:
    visitor.text("door", "Sam", "1", "STOP")
    assert visitor.send("between", "1") == Answer()
    visitor.text("START")
    assert visitor.send("between", "1") == Answer()
    assert visitor.text("1") == knocks(2)


def test_somebody_unknown_can_send_stop(visitor: Visitor) -> None:
    assert visitor.text("STOP") == STOPPED
    assert visitor.text("door") == Answer()


def test_where_the_carrier_answers_we_do_not_but_know(store: Store, visitor: Visitor) -> None:
    from_carrier = Incoming("c", Address("sms", PHONE), Said("STOP"), carrier_answers=True)
    assert visitor.turns.take(from_carrier) == Answer()
    assert visitor.text("door") == Answer()


# At the same moment


def test_one_message_on_two_threads_is_stepped_once(store: Store, visitor: Visitor) -> None:
    visitor.text("door", "Sam")
    answers: list[Answer] = []
    threads = [
        threading.Thread(target=lambda: answers.append(visitor.send("knock", "1")))
        for _ in range(8)
    ]
    with nobody_writes(store):  # so that all of them arrive before the first is taken
        for thread in threads:
            thread.start()
    for thread in threads:
        thread.join()
    assert answers == [knocks(1)] * 8
    assert visitor.text("1") == knocks(2)


def test_texts_of_one_player_on_two_threads_are_both_stepped(visitor: Visitor) -> None:
    visitor.text("door", "Sam")
    answers: list[Answer] = []

    def knock(who: int) -> None:
        answers.extend(visitor.send(f"{who} {number}", "1") for number in range(20))

    threads = [threading.Thread(target=knock, args=[who]) for who in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    told = [repr(answer.effects) for answer in answers]
    assert sorted(told) == sorted(repr(knocks(n + 1).effects) for n in range(80))


def working(folder: Path, messages: list[tuple[str, str]]) -> subprocess.Popen[str]:
    """Start a worker that takes these messages once there is a file `go`."""
    command = [sys.executable, "-c", WORKER, str(folder)]
    process = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1
    )
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(json.dumps(messages) + "\n")
    assert process.stdout.readline() == "ready\n"
    return process


def test_the_same_messages_on_three_workers_are_stepped_once(
    visitor: Visitor, tmp_path: Path
) -> None:
    messages = [("new", "door"), ("name", "Sam"), *((f"knock {n}", "1") for n in range(30))]
    workers = [working(tmp_path, messages) for _ in range(3)]
    (tmp_path / "go").touch()
    heard = [worker.communicate()[0] for worker in workers]
    expected = ["A door.", "Good day, Sam.", *(f"Knock {n + 1}." for n in range(30))]
    assert heard[0].splitlines() == [
        json.dumps([message, text]) for (message, _), text in zip(messages, expected, strict=True)
    ]
    assert heard[1:] == heard[:1] * 2
    assert rows(tmp_path, "SELECT count(*) FROM players") == [(1,)]
    assert rows(tmp_path, "SELECT kind, count(*) FROM happenings GROUP BY 1 ORDER BY 1") == [
        ("moved", 2), ("started", 1)
    ]  # fmt: skip


def test_texts_of_one_player_on_two_workers_are_all_stepped(
    visitor: Visitor, tmp_path: Path
) -> None:
    visitor.text("door", "Sam")
    workers = [
        working(tmp_path, [(f"{who} {number}", "1") for number in range(30)]) for who in range(2)
    ]
    (tmp_path / "go").touch()
    lines = [line for worker in workers for line in worker.communicate()[0].splitlines()]
    assert sorted(json.loads(line)[1] for line in lines) == sorted(
        f"Knock {number + 1}." for number in range(60)
    )


def test_a_worker_that_is_killed_has_lost_nothing_that_it_answered(
    visitor: Visitor, tmp_path: Path
) -> None:
    visitor.text("door", "Sam")
    (tmp_path / "go").touch()
    answered: list[tuple[str, str]] = []
    for life in range(5):
        worker = working(tmp_path, [(f"{life} {number}", "1") for number in range(10_000)])
        assert worker.stdout is not None
        answered += [json.loads(worker.stdout.readline()) for _ in range(20 + life)]
        worker.send_signal(signal.SIGKILL)
        rest = worker.communicate()[0].splitlines(keepends=True)
        answered += [json.loads(line) for line in rest if line.endswith("\n")]
        assert worker.returncode == -signal.SIGKILL
    assert len(answered) == len({text for _, text in answered})
    for message, text in answered:
        assert visitor.send(message, "1").effects == (Say(text), CHOICES)
    stepped = rows(tmp_path, "SELECT count(*) FROM messages")[0][0]
    assert isinstance(stepped, int)
    assert visitor.text("1") == knocks(stepped - 2 + 1)


# How much is asked of the database


@pytest.fixture
def asked(sqlite_only: None, store: Store) -> list[str]:
    """The statements that are run from now on, by their first words."""
    return asked_of(store, words=3)


FIND = "SELECT addresses.stopped, players.id,"


def test_a_turn_reads_once_and_writes_what_changed(visitor: Visitor, asked: list[str]) -> None:
    visitor.text("door", "Sam", "1")
    asked.clear()
    visitor.text("1")
    assert asked == [
        *BEGIN, FIND, "INSERT INTO messages", "UPDATE plays SET", "COMMIT",
    ]  # fmt: skip


def test_a_turn_of_a_timed_scene_writes_when_it_wakes(visitor: Visitor, asked: list[str]) -> None:
    visitor.text("well", "1")
    visitor.at = NOON + timedelta(seconds=1)
    asked.clear()
    visitor.text("1", "hello")
    assert asked.count("UPDATE wakes SET") == 1


def test_a_turn_that_changes_nothing_writes_its_message_alone(
    visitor: Visitor, asked: list[str]
) -> None:
    visitor.text("door", "Sam", "1")
    asked.clear()
    visitor.text("again")
    assert asked == [
        *BEGIN, FIND, "INSERT INTO messages", "COMMIT"
    ]  # fmt: skip


def test_a_second_delivery_writes_nothing(visitor: Visitor, asked: list[str]) -> None:
    visitor.send("one", "door")
    asked.clear()
    visitor.send("one", "door")
    assert asked == [*BEGIN, FIND, "COMMIT"]


def test_the_first_turn_of_a_day_also_notes_the_day(visitor: Visitor, asked: list[str]) -> None:
    visitor.text("door", "Sam", "1")
    visitor.at = NOON + timedelta(days=1)
    asked.clear()
    visitor.text("1")
    assert asked == [
        *BEGIN, FIND, "UPDATE players SET", "INSERT INTO messages", "UPDATE plays SET",
        "COMMIT",
    ]  # fmt: skip


def test_a_new_player_is_made_in_one_go(visitor: Visitor, asked: list[str]) -> None:
    visitor.text("door")
    assert asked == [
        *BEGIN, FIND, "SELECT spent.id FROM", "SELECT staff.address FROM",
        "INSERT INTO players", "INSERT INTO addresses", "INSERT INTO numbers",
        "INSERT INTO routes", "INSERT INTO messages", "INSERT INTO plays",
        "INSERT INTO happenings", "INSERT INTO happenings", "COMMIT",
    ]  # fmt: skip


# What is said


def test_again_gives_the_last_answer_of_this_story(visitor: Visitor) -> None:
    visitor.text("door", "Sam", "1")
    for words in ("again", "door", "HELP", "again"):
        last = visitor.text(words)
    assert last == knocks(1)
    visitor.text("well", "1", "door", "again")
    assert visitor.text("again") == GREETED


def test_again_after_stop_and_start_still_knows(visitor: Visitor) -> None:
    visitor.text("door", "Sam", "1", "STOP", "START")
    assert visitor.text("again") == knocks(1)


def test_a_sign_that_is_scanned_opens_its_scene(visitor: Visitor) -> None:
    visitor.text("door", "Sam")
    scan = Incoming("scan", Address("try", PHONE), Scanned("cellar"))
    visitor.text("door", "Sam", kind="try")
    assert visitor.turns.take(scan) == Answer((Say("It is dark in the cellar."), CHOICES))
    assert visitor.turns.take(scan) == Answer((Say("It is dark in the cellar."), CHOICES))


def test_each_new_play_has_its_own_chance(store: Store, stories: Catalog, tmp_path: Path) -> None:
    for number in range(8):
        Visitor(store, stories, f"+1500555{number:04}").text("door")
    plays = rows(tmp_path, "SELECT play FROM plays")
    seeds = {json.loads(str(play))["seed"] for (play,) in plays}
    assert len(seeds) > 1
    assert all(0 <= seed < 2**32 for seed in seeds)


@pytest.mark.parametrize("name", ["\ud800", "\0?", "a\udfffb\0c", "🦉", "'; DROP TABLE plays; --"])
def test_any_text_can_be_stored(visitor: Visitor, name: str) -> None:
    visitor.text("door")
    answer = visitor.send(f"id {name}", name)
    assert isinstance(answer.effects[0], Say)
    assert answer.effects[0].text.startswith("Good day, ")
    assert answer.effects[1] == CHOICES
    assert visitor.send(f"id {name}", name) == answer
    assert visitor.told == []


def test_a_place_that_nobody_knows_can_be_scanned(visitor: Visitor) -> None:
    visitor.text("door", "Sam", kind="try")
    scan = Incoming("scan", Address("try", PHONE), Scanned("no\0where\ud800"))
    assert visitor.turns.take(scan).effects[-1] == CHOICES
    assert visitor.told == []


# In what language

PORT = """
story: Port
languages: [en, fr]
keywords: [PORT]
start: quay
scenes: {quay: {say: A quay., choices: [{pick: Look}]}}
"""


def language_of_play(folder: Path) -> str:
    ((play,),) = rows(folder, "SELECT play FROM plays WHERE story = 'port'")
    return str(json.loads(str(play))["language"])


@pytest.mark.parametrize(
    ("number", "language"),
    [
        ("+33612345678", "fr"),
        ("+32470123456", "fr"),  # Belgium: nl, fr, de
        ("+14155550123", "en"),
        ("+442071838750", "en"),
        ("+390612345678", "en"),
        ("+870773111632", "en"),  # a satellite's
        ("22395", "en"),
        ("whatsapp:+33612345678", "fr"),
    ],
)
def test_a_new_player_s_language_is_that_of_the_number_s_country(
    store: Store, tmp_path: Path, number: str, language: str
) -> None:
    (tmp_path / "more" / "port").mkdir(parents=True)
    (tmp_path / "more" / "port" / "story.yaml").write_text(PORT)
    visitor = Visitor(store, Library(tmp_path / "more").catalog, number)
    visitor.text("port")
    assert language_of_play(tmp_path) == language
    visitor.text("english" if language == "fr" else "francais", "restart", "restart")
    assert language_of_play(tmp_path) == ("en" if language == "fr" else "fr")


def test_a_fault_is_told_in_the_language_of_the_number_s_country(store: Store) -> None:
    none: list[Catalog] = []
    visitor = Visitor(store, Catalog(), "+33612345678")
    visitor.turns = Turns(store, lambda: none[0], lambda: NOON, visitor.tell)
    assert visitor.text("port") == Answer((Say(sentence("fault", "fr")),))


# What goes wrong


def broken(stories: Catalog) -> Catalog:
    """Give the stories with a door whose scenes are gone, as no file that checks could have."""
    door = stories.stories["door"]
    return replace(stories, stories={**stories.stories, "door": replace(door, scenes={})})


def test_a_fault_is_answered_kindly_told_to_staff_and_leaves_no_play(
    visitor: Visitor, tmp_path: Path
) -> None:
    whole = visitor.stories
    visitor.stories = broken(whole)
    assert visitor.send("one", "door") == FAULT
    ((what, facts),) = visitor.told
    assert what == "A turn failed; its player was asked to try again."
    assert facts["channel"] == "sms"
    assert facts["trace"][-1] == "KeyError"
    assert any("engine/play/step.py" in line for line in facts["trace"])
    for table in ("plays", "happenings", "consents"):
        assert rows(tmp_path, f"SELECT * FROM {table}") == []
    visitor.stories = whole
    assert visitor.send("two", "door") == AT_THE_DOOR


def test_a_fault_in_the_middle_keeps_the_play_as_it_was(visitor: Visitor) -> None:
    whole = visitor.stories
    visitor.text("door", "Sam", "1")
    visitor.stories = broken(whole)
    assert visitor.send("knock", "1") == FAULT
    visitor.stories = whole
    assert visitor.send("again", "1") == knocks(2)


def test_a_second_delivery_of_what_failed_gets_the_first_answer_and_is_not_stepped(
    visitor: Visitor,
) -> None:
    """Its player was asked to send it again: it would count twice."""
    whole = visitor.stories
    visitor.stories = broken(whole)
    assert visitor.send("new", "door") == FAULT
    visitor.stories = whole
    assert visitor.send("new", "door") == FAULT
    visitor.text("door", "Sam", "1")
    visitor.stories = broken(whole)
    assert visitor.send("knock", "1") == FAULT
    visitor.stories = whole
    assert visitor.send("knock", "1") == FAULT
    assert not visitor.turns.take_late(
        Incoming("knock", Address("sms", PHONE), Said("1"), sent_s=int(NOON.timestamp()))
    )
    assert visitor.text("1") == knocks(2)


def test_what_comes_late_and_fails_is_not_tried_again_and_not_answered(
    visitor: Visitor, tmp_path: Path
) -> None:
    whole = visitor.stories
    visitor.text("door", "Sam")
    visitor.stories = broken(whole)
    visitor.at += timedelta(hours=1)
    late = Incoming(
        "late", Address("sms", PHONE), Said("1"), sent_s=int(visitor.at.timestamp()) - 60
    )
    assert visitor.turns.take_late(late)
    visitor.stories = whole
    assert not visitor.turns.take_late(late)
    assert visitor.send("late", "1") == Answer()
    assert rows(tmp_path, "SELECT * FROM outbox") == []


def test_what_fails_and_cannot_be_noted_is_answered_all_the_same(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_values: object) -> None:
        raise RuntimeError("nothing can be kept")

    monkeypatch.setattr("engine.store.open_turn.OpenTurn.keep", fail)
    assert visitor.send("one", "door") == FAULT
    monkeypatch.undo()
    assert visitor.send("one", "door") == AT_THE_DOOR
    assert len(visitor.told) == 1


def test_whatever_fails_who_wants_silence_or_to_be_forgotten_is_heard(
    visitor: Visitor, store: Store, stories: Catalog, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_values: object) -> None:
        raise RuntimeError("nothing is heard")

    visitor.text("door", "Sam")
    other = Visitor(store, stories, "+15005550001")
    other.text("door")
    monkeypatch.setattr("engine.stepping.hear", fail)
    forgotten = visitor.send("forget", "forget me")
    assert forgotten == Answer((Say(sentence("forgotten", "en")),))
    assert visitor.store.player_at("sms", PHONE) is None
    assert visitor.send("forget", "forget me") == Answer()
    assert other.send("stop", "please stop texting me") == Answer()
    monkeypatch.undo()
    assert other.text("door") == Answer()
    assert visitor.text("door") == AT_THE_DOOR


def test_a_photo_that_came_with_what_failed_is_deleted_where_it_lies(
    visitor: Visitor, tmp_path: Path
) -> None:
    visitor.stories = broken(visitor.stories)
    photo = Incoming("one", Address("sms", PHONE), SentPhoto("https://a.example/1", "door"))
    assert visitor.turns.take(photo) == FAULT
    assert rows(tmp_path, "SELECT url FROM arrived_media") == [("https://a.example/1",)]


def test_the_error_s_own_words_do_not_reach_staff(store: Store, stories: Catalog) -> None:
    """They may hold what a player wrote, or the number."""
    visitor, text = Visitor(store, stories), "my secret text"

    def failing() -> Catalog:
        try:
            return {"": stories}[text]
        except KeyError as error:
            raise ValueError(f"{PHONE} wrote {text}") from error

    visitor.turns = Turns(store, failing, lambda: NOON, visitor.tell)
    assert visitor.text(text) == FAULT
    told = repr(visitor.told)
    assert "'KeyError'" in told
    assert "'ValueError'" in told
    assert text not in told
    assert PHONE not in told


def test_a_fault_is_not_told_to_a_player_who_stopped(visitor: Visitor) -> None:
    visitor.text("door", "STOP")
    none: list[Catalog] = []
    visitor.turns = Turns(visitor.store, lambda: none[0], lambda: NOON, visitor.tell)
    assert visitor.text("hello") == Answer()
    assert len(visitor.told) == 1


@pytest.mark.parametrize(
    "play",
    ["", "{", "[]", "null", '{"v":99}', '{"v":1,"story":"door","shoe":1}', '{"v":1}', "[" * 9999],
)
def test_a_play_that_cannot_be_read_begins_anew_and_says_so(
    visitor: Visitor, tmp_path: Path, play: str
) -> None:
    visitor.text("door", "Sam", "1")
    rows(tmp_path, "UPDATE plays SET play = ?", play)
    answer = visitor.send("one", "1")
    assert answer == Answer((Say(sentence("changed", "en")), *AT_THE_DOOR.effects))
    assert [what for what, _ in visitor.told] == ["A play could not be read; its story began anew."]
    assert visitor.send("one", "1") == answer
    assert visitor.text("Kim", "1") == knocks(1)


def test_a_story_that_is_gone_leaves_its_player_with_what_can_be_played(visitor: Visitor) -> None:
    whole = visitor.stories
    visitor.text("door", "Sam", "1")
    visitor.stories = replace(
        whole, stories={"well": whole.stories["well"]}, keywords={"well": whole.keywords["well"]}
    )
    assert isinstance(visitor.text("1").effects[0], Say)
    assert visitor.text("well") == AT_THE_WELL
    visitor.stories = whole
    assert visitor.text("door") == GREETED
    assert visitor.told == []


# Too many


def flooding(visitor: Visitor) -> None:
    visitor.turns = Turns(
        visitor.store, lambda: visitor.stories, lambda: visitor.at, visitor.tell, floods=Floods()
    )


def test_who_sends_more_than_ten_texts_a_minute_is_not_answered_and_moves_nothing(
    visitor: Visitor,
) -> None:
    flooding(visitor)
    visitor.text("door", "Sam", *["1"] * 8)
    assert visitor.send("eleventh", "1") == Answer()
    assert visitor.store.has_taken("sms", PHONE, "eleventh")
    visitor.at = NOON + timedelta(minutes=1)
    assert visitor.text("1") == knocks(9)


def test_a_machine_is_told_of_once_and_stop_is_always_heard(visitor: Visitor) -> None:
    flooding(visitor)
    visitor.text("door", *["Thank you for your message."] * 12)
    assert [what for what, _ in visitor.told] == [FLOODED]
    assert visitor.text("1") == Answer()
    assert visitor.text("STOP").effects != ()
    assert visitor.store.player_at("sms", PHONE) is not None


def test_on_the_drawn_phone_nobody_is_too_quick(visitor: Visitor) -> None:
    flooding(visitor)
    visitor.text("door", "Sam", kind="try")
    assert visitor.text(*["1"] * 30, kind="try") == knocks(30)


def test_codes_and_numbers_may_be_sent_again_and_again(visitor: Visitor) -> None:
    flooding(visitor)
    visitor.text("door", "Sam")
    for minute in range(1, 12):
        visitor.at = NOON + timedelta(minutes=minute)
        assert visitor.text("4273") != Answer()
    assert visitor.told == []


def test_a_code_in_parts_may_be_sent_again_and_again_too(visitor: Visitor) -> None:
    flooding(visitor)
    visitor.text("door", "Sam")
    for minute in range(1, 12):
        visitor.at = NOON + timedelta(minutes=minute)
        assert visitor.text("DOOR 42 73" if minute % 2 else "42 73") != Answer()
    assert visitor.told == []


def test_who_has_stopped_is_forgotten_however_much_they_send(visitor: Visitor) -> None:
    flooding(visitor)
    visitor.text("door", "STOP", *["Thank you for your message."] * 25)
    assert visitor.text("forget me") == Answer()
    assert visitor.store.player_at("sms", PHONE) is None


def test_in_a_flood_help_is_answered_a_few_times_an_hour_and_then_no_more(
    visitor: Visitor,
) -> None:
    flooding(visitor)
    visitor.text("door", *["Thank you for your message."] * 25)
    helped = visitor.text("HELP")
    assert "STOP" in helped.effects[0].text  # type: ignore[union-attr]
    assert [visitor.text("INFO") for _ in range(4)] == [helped] * 3 + [Answer()]
    assert [what for what, _ in visitor.told] == [FLOODED]
    visitor.at += timedelta(minutes=59)
    visitor.text(*["Thank you for your message."] * 25)
    assert visitor.text("HELP") == Answer()
    visitor.at += timedelta(minutes=1)
    assert visitor.text("HELP") == helped


def test_help_alone_over_and_over_ends_as_well(visitor: Visitor) -> None:
    flooding(visitor)
    answers = [visitor.text("HELP") for _ in range(30)]
    assert Answer() not in answers[:11]
    assert answers[11:] == [Answer()] * 19
    assert [what for what, _ in visitor.told] == [FLOODED]


def test_so_it_does_for_who_has_stopped(visitor: Visitor) -> None:
    flooding(visitor)
    visitor.text("door", "STOP")
    answers = [visitor.text("HELP") for _ in range(30)]
    assert Answer() not in answers[:11]
    assert answers[11:] == [Answer()] * 19
    assert visitor.text("forget me") == Answer()
    assert visitor.store.player_at("sms", PHONE) is None


def test_in_a_flood_who_asks_to_be_forgotten_is_asked_back_and_forgotten(visitor: Visitor) -> None:
    flooding(visitor)
    visitor.text("door", *["Thank you for your message."] * 25)
    assert visitor.text("forget me") == Answer((Say(sentence("forget me?", "en")),))
    assert visitor.text("forget me") == Answer((Say(sentence("forgotten", "en")),))
    assert visitor.store.player_at("sms", PHONE) is None


def test_who_cannot_be_asked_back_any_more_is_forgotten_at_once(
    visitor: Visitor, tmp_path: Path
) -> None:
    flooding(visitor)
    visitor.text("door", *["Thank you for your message."] * 25, *["HELP"] * 5)
    assert visitor.text("forget me") == Answer()
    assert visitor.store.player_at("sms", PHONE) is None
    # From nobody nothing is kept but that it came.
    assert visitor.text("forget me", "hello") == Answer()
    assert rows(tmp_path, "SELECT count(*) FROM players") == [(0,)]
