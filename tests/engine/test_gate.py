"""Who is answered by text as far as that costs: countries, crowds of numbers alike, the budget."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select, text

from engine import gate as gates
from engine.floods import Floods
from engine.gate import CROWD, Gate
from engine.languages.sentences import sentence
from engine.play.effects import Say
from engine.play.events import Said, SentPhoto
from engine.play.hear import Catalog
from engine.play.message import message
from engine.store import Store
from engine.store.spending import MOST_ROWS, Spending, Spent
from engine.store.tables import METADATA
from engine.terms import Terms
from engine.texting.budget import Budget
from engine.texting.prices import cost
from engine.texting.segments import segments
from engine.turns import Address, Answer, Incoming, Turns
from engine.waking import Waker
from tests.engine.door import AT_THE_DOOR, NOON, OURS, PHONE, Visitor
from tests.kept import rows

WEB = "https://play.example.org/"
PARIS = "+33612345678"
NEW_YORK = "+12125550123"
SILENCE = Answer(())
TURNED_AWAY = Answer((Say(sentence("budget spent", "en", link=WEB)),))
A_TEXT = cost(1, "US", "in")
DAY = date(2027, 6, 5)
AFTERNOON = NOON + timedelta(hours=3)


class Town:
    """One installation with its terms; every process of it has a gate of its own."""

    def __init__(self, store: Store, stories: Catalog, terms: Terms) -> None:
        self.store, self.stories, self.terms = store, stories, replace(terms, web=WEB)
        self.at = AFTERNOON
        self.told: list[str] = []
        self.gate = Gate(self.terms)

    def restart(self, **changed: object) -> None:
        """Go on as another process does, perhaps with other terms."""
        self.terms = replace(self.terms, **changed)  # type: ignore[arg-type]
        self.gate = Gate(self.terms)

    @property
    def turns(self) -> Turns:
        return Turns(
            self.store, lambda: self.stories, lambda: self.at, self.tell, sends=True,
            gate=self.gate, floods=Floods(),
        )  # fmt: skip

    def tell(self, what: str, **_facts: object) -> None:
        self.told.append(what)

    def visitor(self, number: str = PHONE) -> Visitor:
        visitor = Visitor(self.store, self.stories, number)
        visitor.turns = self.turns
        return visitor

    def spend(self, amount: int, day: date = DAY) -> None:
        """Let others spend so much, and the gate see it."""
        self.store.spend(Spent(day, amount=amount))
        self.at += timedelta(seconds=2)

    @property
    def amount(self) -> int:
        return sum(each.amount for each in self.store.spent())

    def rows(self, table: str) -> int:
        with self.store._database.read() as transaction:
            return int(transaction.all(select(func.count()).select_from(text(table)))[0][0])


@pytest.fixture
def town(store: Store, stories: Catalog) -> Town:
    return Town(store, stories, Terms())


# Countries


def test_somebody_from_a_country_that_is_not_served_gets_no_answer_and_staff_hear_once(
    town: Town,
) -> None:
    visitor = town.visitor(PARIS)
    assert visitor.text("door") == SILENCE
    assert visitor.text("door", "Sam") == SILENCE
    town.restart()
    assert town.visitor("+33612345679").text("hello") == SILENCE
    assert town.told == [gates.ELSEWHERE.format(country="FR")]
    assert town.visitor("+4915112345678").text("door") == SILENCE
    assert town.told[1:] == [gates.ELSEWHERE.format(country="DE")]


def test_of_somebody_who_is_not_served_nothing_is_kept_but_that_the_text_came_and_its_cost(
    town: Town,
) -> None:
    town.visitor(PARIS).text("door")
    kept = {table: town.rows(table) for table in ("players", "addresses", "numbers", "messages")}
    assert kept == dict.fromkeys(kept, 0)
    assert town.rows("spent") == 1
    paid = cost(1, "FR", "in")
    assert town.store.spent() == [Spent(DAY, "", "FR", segments_in=1, amount=paid, texts_in=1)]


def test_the_same_text_of_somebody_who_is_not_served_counts_once(town: Town) -> None:
    visitor = town.visitor(PARIS)
    assert visitor.send("SM1", "door") == visitor.send("SM1", "door") == SILENCE
    assert town.rows("spending") == 1
    assert not town.turns.take_late(Incoming("SM1", Address("sms", PARIS), Said("door"), OURS, 1))


@pytest.mark.parametrize("words", ["STOP", "please stop texting me"])
def test_who_is_not_served_and_wants_silence_has_stopped(town: Town, words: str) -> None:
    assert town.visitor(PARIS).text(words) == SILENCE
    town.restart(countries=frozenset())
    assert town.visitor(PARIS).text("door") == SILENCE
    assert town.visitor(PARIS[:-1] + "9").text("door") == AT_THE_DOOR


def test_who_played_before_their_country_was_not_served_is_forgotten_at_once(town: Town) -> None:
    town.restart(countries=frozenset({"FR"}))
    assert town.visitor(PARIS).text("door") == AT_THE_DOOR
    town.restart(countries=frozenset({"US"}))
    assert town.visitor(PARIS).send("SM2", "door") == SILENCE
    assert town.rows("plays") == 1
    assert town.visitor(PARIS).send("SM3", "forget me") == SILENCE
    assert (town.rows("plays"), town.rows("players"), town.rows("numbers")) == (0, 0, 0)


@pytest.mark.parametrize("served", [True, False])
def test_nothing_comes_by_itself_to_a_country_that_is_not_served_any_more(
    town: Town, served: bool
) -> None:
    town.restart(countries=frozenset({"FR"}))
    town.visitor(PARIS).text("well")
    town.restart(countries=frozenset({"FR" if served else "US"}))
    town.at += timedelta(hours=1)
    assert Waker(town.turns, town.tell).wake_all() == 1
    assert town.rows("outbox") == (1 if served else 0)
    # Its words wait with the play, as where nothing is sent.
    town.restart(countries=frozenset({"FR"}))
    answer = message(town.visitor(PARIS).send("later", "1").effects)
    assert answer.startswith("A drop.")


@pytest.mark.parametrize(
    ("number", "served"),
    [
        (PHONE, True), ("+14165550123", True), ("+12425550123", False), ("+18765550123", False),
        # A new area code, which the rules of numbers do not know yet.
        ("+12225550123", True), ("28849", True), ("whatsapp:+12125550123", True),
    ],
)  # fmt: skip
def test_a_north_american_number_serves_the_united_states_and_canada(
    town: Town, number: str, served: bool
) -> None:
    assert (town.visitor(number).text("door") == AT_THE_DOOR) is served


def test_the_number_of_the_installation_tells_which_country_is_served(town: Town) -> None:
    town.restart(phone="+33755536789")
    assert town.visitor(PARIS).text("door") == AT_THE_DOOR
    assert town.visitor(PHONE).text("door") == SILENCE


def test_the_drawn_phone_is_served_wherever_it_is(town: Town) -> None:
    assert town.visitor(PARIS).text("door", kind="try") == AT_THE_DOOR
    assert town.rows("spending") == 0


# Many new numbers that are alike


def crowd(count: int, prefix: str = "+1212555") -> list[str]:
    return [f"{prefix}{number:04}" for number in range(count)]


def test_many_new_numbers_of_one_prefix_are_paused_and_staff_hear_once(town: Town) -> None:
    town.restart(most_alike=5)
    answers = [town.visitor(number).text("door") for number in crowd(9)]
    assert answers == [AT_THE_DOOR] * 5 + [SILENCE] * 4
    assert town.told == [CROWD]
    # Another prefix, and who plays already, are as before.
    assert town.visitor("+12125560001").text("door") == AT_THE_DOOR
    assert town.visitor(crowd(1)[0]).send("SM9", "Sam") != SILENCE


def test_texts_that_come_late_after_an_outage_are_no_crowd(town: Town) -> None:
    town.restart(most_alike=2)
    for number in crowd(6):
        sent_s = int(town.at.timestamp()) - 3600
        late = Incoming(number, Address("sms", number), Said("door"), sent_s=sent_s)
        assert town.visitor(number).turns.take_late(late)
    assert (town.rows("players"), town.told) == (6, [])


def test_another_process_or_a_restart_pauses_the_same(town: Town) -> None:
    town.restart(most_alike=4)
    answers = []
    for number in crowd(8):
        town.restart()
        answers.append(town.visitor(number).text("door"))
    assert answers == [AT_THE_DOOR] * 4 + [SILENCE] * 4
    assert town.told == [CROWD]


def test_who_was_paused_is_new_until_they_are_answered(town: Town) -> None:
    town.restart(most_alike=1)
    first, second = crowd(2)
    assert town.visitor(first).text("door") == AT_THE_DOOR
    assert town.visitor(second).text("door", "door") == SILENCE
    assert town.rows("players") == 1
    town.at += timedelta(minutes=59)
    assert town.visitor(second).send("SM1", "door") == SILENCE
    town.at += timedelta(minutes=1)
    assert town.visitor(second).send("SM2", "door") == AT_THE_DOOR
    assert town.told == [CROWD]


def test_as_many_in_a_longer_time_are_no_crowd(town: Town) -> None:
    town.restart(most_alike=2)
    for number in crowd(6):
        assert town.visitor(number).text("door") == AT_THE_DOOR
        town.at += timedelta(minutes=6)
    assert town.told == []
    assert town.rows("arrivals") <= 2


def test_one_of_a_paused_crowd_who_wants_silence_has_stopped(town: Town) -> None:
    town.restart(most_alike=1)
    first, second = crowd(2)
    town.visitor(first).text("door")
    assert town.visitor(second).text("STOP") == SILENCE
    town.at += timedelta(hours=2)
    assert town.visitor(second).send("SM2", "door") == SILENCE


def test_nothing_of_a_crowd_tells_its_numbers(town: Town, tmp_path: Path) -> None:
    town.restart(most_alike=1)
    for number in crowd(2):
        town.visitor(number).text("door")
    kept = [repr(rows(tmp_path, f"SELECT * FROM {table}")) for table in METADATA.tables]
    assert rows(tmp_path, "SELECT length(prefix) FROM arrivals") == [(16,)]
    assert "1212555" not in "".join(kept)


# What a turn costs


def test_a_turn_costs_its_text_and_its_answer(town: Town) -> None:
    town.visitor().text("door")
    out = segments(message(AT_THE_DOOR.effects)).count
    assert town.store.spent() == [
        Spent(
            DAY, "door", "US", 1, out, amount=cost(out, "US") + A_TEXT, texts_in=1, texts_out=1
        )
    ]  # fmt: skip


def test_what_the_phones_of_staff_cost_is_told_apart(town: Town) -> None:
    assert not town.store.staff.mark(PHONE, "desk", DAY.isoformat())
    town.visitor().text("door", "Sam")
    town.visitor(NEW_YORK).text("door")
    town.store.staff.mark(PARIS, "far away", DAY.isoformat())
    town.visitor(PARIS).text("door")
    told = [(each.country, each.staff, each.texts_in) for each in town.store.spent()]
    assert sorted(told) == [("FR", True, 1), ("US", False, 1), ("US", True, 2)]


def test_a_repeated_delivery_costs_nothing_more(town: Town) -> None:
    visitor = town.visitor()
    assert visitor.send("SM1", "door") == visitor.send("SM1", "door")
    assert town.rows("spending") == 1


def test_a_long_text_costs_its_segments_and_a_photo_costs_as_one(town: Town) -> None:
    visitor = town.visitor()
    visitor.text("door", "Ж" * 100)
    photo = Incoming("SM9", Address("sms", PHONE), SentPhoto("", "look"), OURS)
    town.turns.take(photo)
    (spent,) = town.store.spent()
    assert (spent.segments_in, spent.media_in) == (1 + 2, 1)


def test_who_has_stopped_costs_what_they_text(town: Town) -> None:
    visitor = town.visitor()
    visitor.text("STOP")
    before = town.amount
    assert visitor.text("hello") == SILENCE
    assert town.amount - before == A_TEXT


def test_a_turn_that_failed_costs_its_text_and_what_was_said(town: Town) -> None:
    door = replace(town.stories.stories["door"], scenes={})
    town.stories = replace(town.stories, stories={**town.stories.stories, "door": door})
    assert town.visitor().text("door") == Answer((Say(sentence("fault", "en")),))
    (spent,) = town.store.spent()
    assert (spent.segments_in, spent.segments_out) == (1, 1)


def test_a_turn_that_is_not_stored_costs_nothing(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_values: object, **_more: object) -> None:
        raise RuntimeError("at the last moment")

    # Once the row is written, the turn fails: it goes as well.
    monkeypatch.setattr("engine.store.keeping.Newcomers.turn_away", fail)
    town.restart(budget=Budget(a_day=10))
    town.spend(10)
    before = town.amount
    town.visitor().text("door")
    fault = segments(sentence("fault", "en")).count
    assert town.amount - before == A_TEXT + cost(fault, "US")


def test_many_rows_are_summed_up_and_nothing_of_the_sum_is_lost(town: Town) -> None:
    with town.store._database.write() as transaction:
        for n in range(MOST_ROWS + 1):
            row = Spent(DAY, "door" if n % 3 else "well", "US", 1, 2, 0, 0, 7)
            Spending(transaction).add(row)
    before = town.store.spent()
    town.at += timedelta(seconds=2)
    town.visitor().text("STOP")
    assert town.rows("spending") == 3
    (_, door, well) = town.store.spent()
    assert [door, well] == before
    assert door.amount + well.amount == 7 * (MOST_ROWS + 1)


def test_days_are_counted_where_the_installation_is(town: Town) -> None:
    town.restart(zone="America/New_York")
    town.at = datetime.fromisoformat("2027-06-06T03:59:00+00:00")
    town.visitor().text("STOP")
    assert [each.day for each in town.store.spent()] == [DAY]


# The budget


def test_a_budget_winds_down_politely_and_staff_hear_of_each_step_once(town: Town) -> None:
    town.restart(budget=Budget(a_day=100_000_000))
    playing, waiting = town.visitor(PHONE), town.visitor(NEW_YORK)
    playing.text("door", "Sam")
    waiting.text("well")
    # So far, what comes by itself is sent.
    town.at += timedelta(hours=1)
    Waker(town.turns, town.tell).wake_all()
    assert town.rows("outbox") == 1
    # First that stops; it comes with the next answer.
    town.spend(80_000_000)
    town.at += timedelta(hours=1)
    Waker(town.turns, town.tell).wake_all()
    assert town.rows("outbox") == 1
    assert "Another." in message(waiting.text("1").effects)
    assert town.visitor("+12125550177").text("door") == AT_THE_DOOR
    # Then nobody new begins.
    town.spend(10_000_000)
    newcomer = town.visitor("+12125550199")
    assert newcomer.text("door") == TURNED_AWAY
    assert newcomer.text("door", "hello?") == SILENCE
    town.restart()
    assert town.visitor("+12125550199").send("SM9", "door") == SILENCE
    # Who is in the middle may finish, also when it is spent.
    town.spend(90_000_000)
    assert message(playing.text("2").effects).startswith("You go home.")
    assert playing.text("door") == TURNED_AWAY
    assert playing.text("door") == SILENCE
    assert [told.partition(" are spent. ")[2] for told in town.told] == [
        f"{words} So it is until tomorrow. See: wayside budget" for words in gates._STEPS.values()
    ]


def test_who_is_turned_away_still_gets_help_and_is_still_forgotten(town: Town) -> None:
    town.restart(budget=Budget(a_day=10))
    town.spend(10)
    visitor = town.visitor()
    assert "STOP" in message(visitor.text("HELP").effects)
    assert visitor.text("door") == TURNED_AWAY
    assert town.rows("turned_away") == 1
    assert message(visitor.text("forget me").effects) == sentence("forgotten", "en")
    assert (town.rows("turned_away"), town.rows("players")) == (0, 0)
    assert message(visitor.text("STOP").effects) == sentence("stopped", "en")
    assert visitor.text("door") == SILENCE


def test_the_next_day_is_open_again(town: Town) -> None:
    town.restart(budget=Budget(a_day=1_000_000))
    town.spend(2_000_000)
    assert town.visitor().text("door") == TURNED_AWAY
    town.at += timedelta(days=1)
    assert town.visitor().send("SM1", "door") == AT_THE_DOOR
    town.spend(2_000_000, DAY + timedelta(days=1))
    assert town.visitor(NEW_YORK).text("door") == TURNED_AWAY
    assert len(town.told) == 2


def test_where_the_whole_budget_is_spent_somebody_hears_it_once_for_ever(town: Town) -> None:
    town.restart(budget=Budget(in_all=1_000_000))
    town.spend(2_000_000)
    assert town.visitor().text("door") == TURNED_AWAY
    town.at += timedelta(days=30)
    assert town.visitor().send("SM1", "door") == SILENCE
    assert len(town.told) == 1
    assert "the whole text budget" in town.told[0]
    # More money, and it goes on; staff hear again when that is spent.
    town.restart(budget=Budget(in_all=100_000_000))
    assert town.visitor().send("SM2", "door") == AT_THE_DOOR
    town.spend(100_000_000)
    town.visitor(NEW_YORK).text("door")
    assert len(town.told) == 2


def test_a_reply_in_the_language_of_who_is_turned_away(town: Town) -> None:
    town.restart(budget=Budget(a_day=1), countries=frozenset({"FR"}))
    town.spend(1)
    said = message(town.visitor(PARIS).text("door").effects)
    assert said == sentence("budget spent", "fr", link=WEB)


def test_without_a_budget_everything_goes_on_and_is_counted(town: Town) -> None:
    town.spend(10**12)
    assert town.visitor().text("door") == AT_THE_DOOR
    assert town.told == []
    assert town.amount > 10**12
