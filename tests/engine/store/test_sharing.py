"""What all players share, in a real database."""

from pathlib import Path

import pytest
from sqlalchemy import text

from engine.play.effects import Say
from engine.play.hear import Catalog
from engine.store import Store, sharing
from tests.engine.door import PHONE, Visitor, opened
from tests.kept import bring_up_to_date, older, rows

OTHER = "+15005550001"


def said(visitor: Visitor, *texts: str) -> object:
    answer = visitor.text(*texts)
    return answer.effects[0]


def test_a_player_sees_what_others_counted_and_voted(store: Store, stories: Catalog) -> None:
    Visitor(store, stories, OTHER).text("well", "1")
    assert said(Visitor(store, stories), "well", "1", "deeper") == Say(
        "1 of 2 say deeper. deep and deeper!"
    )


def test_what_is_counted_is_a_whole_number_to_whatever_reads_it(
    store: Store, stories: Catalog
) -> None:
    """PostgreSQL's sums are decimal numbers, which JSON has none of."""
    Visitor(store, stories).text("well", "1")
    with store.turn("sms", OTHER, "look") as turn:
        shared = turn.shared("well")
    assert (repr(shared.counters), repr(shared.votes)) == ("{'looks': 1}", "{'depth': {'deep': 1}}")


def test_a_second_vote_of_a_player_replaces_the_first(
    store: Store, stories: Catalog, tmp_path: Path
) -> None:
    Visitor(store, stories).text("well", "1", "deeper")
    assert rows(tmp_path, 'SELECT poll, "option" FROM votes') == [("depth", "deeper")]


def test_a_second_delivery_counts_nothing_twice(
    store: Store, stories: Catalog, tmp_path: Path
) -> None:
    visitor = Visitor(store, stories)
    visitor.text("well")
    visitor.send("once", "1")
    visitor.send("once", "1")
    assert rows(tmp_path, "SELECT counter, amount FROM counts") == [("looks", 1)]


def test_a_gift_is_held_until_it_is_approved(
    store: Store, stories: Catalog, tmp_path: Path
) -> None:
    visitor = Visitor(store, stories)
    assert said(visitor, "well", "I wish for rain") == Say("It falls. 0 were heard.")
    assert rows(tmp_path, "SELECT collection, kind, gift, approved FROM gifts") == [
        ("wishes", "text", "I wish for rain", 0)
    ]
    rows(tmp_path, "UPDATE gifts SET approved = true")
    assert said(visitor, "wish") == Say("It falls. 1 were heard.")


def test_a_tag_is_counted_in_the_report(store: Store, stories: Catalog, tmp_path: Path) -> None:
    Visitor(store, stories).text("well", "deeper")
    told = rows(tmp_path, "SELECT what FROM happenings WHERE kind = 'tagged'")
    assert told == [("looked",)]


def test_who_confirms_forget_me_is_erased_and_told_so_once(store: Store, stories: Catalog) -> None:
    visitor = Visitor(store, stories)
    answer = visitor.text("well", "forget me", "forget me")
    assert isinstance(answer.effects[0], Say)
    assert "erased" in answer.effects[0].text
    assert store.player_at("sms", PHONE) is None


def test_what_was_counted_and_voted_stays_few_rows_and_the_same_sums(
    store: Store, stories: Catalog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sharing, "MOST_ROWS", 5)
    for number in range(20):
        Visitor(store, stories, f"+1500556{number:04}").text(
            "well", "1", *["deeper"] * (number % 2)
        )
    assert rows(tmp_path, "SELECT sum(amount) FROM counts") == [(20,)]
    assert sorted(
        rows(tmp_path, 'SELECT "option", sum(amount) FROM tallies GROUP BY "option"')
    ) == [("deep", 10), ("deeper", 10)]
    for table in ("counts", "tallies"):
        ((found,),) = rows(tmp_path, f"SELECT count(*) FROM {table}")
        assert found <= 7
    assert said(Visitor(store, stories), "well", "1", "deeper") == Say(
        "11 of 21 say deeper. deeper!"
    )


def test_the_vote_of_who_is_forgotten_counts_no_more(store: Store, stories: Catalog) -> None:
    others = [Visitor(store, stories, f"+1500556{number:04}") for number in range(3)]
    for other in others:
        other.text("well", "1")
    visitor = Visitor(store, stories)
    assert said(visitor, "well", "deeper") == Say("1 of 3 say deeper. deep!")
    for other in others[:2]:
        other.text("forget me", "forget me")
    assert said(visitor, "deeper") == Say("1 of 3 say deeper. deep and deeper!")


def test_the_votes_of_an_older_database_are_summed_up(bare_database: str, tmp_path: Path) -> None:
    with older(tmp_path, "0005") as connection:
        player = "INSERT INTO players VALUES (:player, '2027-06-05', '2027-06-05', 'en', 'well')"
        vote = "INSERT INTO votes VALUES (:player, 'well', 'depth', :option)"
        for number, option in enumerate(("deep", "deep", "deeper")):
            connection.execute(text(player), {"player": bytes([number])})
            connection.execute(text(vote), {"player": bytes([number]), "option": option})
    bring_up_to_date(tmp_path)
    opened(tmp_path).close()
    found = rows(tmp_path, 'SELECT story, poll, "option", amount FROM tallies ORDER BY amount')
    assert found == [("well", "depth", "deeper", 1), ("well", "depth", "deep", 2)]
