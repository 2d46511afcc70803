"""Too many texts: how often a player is answered, and what is a machine's."""

import pytest

from engine import floods
from engine.floods import Floods, Verdict


def verdicts(texts: list[tuple[float, str]], flood: Floods | None = None) -> list[Verdict]:
    """Give what becomes of texts, each with its second and its words."""
    flood = flood or Floods()
    return [flood.heard("+1", f"{at} {n}", words, at) for n, (at, words) in enumerate(texts)]


def test_ten_answers_a_minute_and_again_when_the_minute_is_over() -> None:
    texts = [(float(n), f"word {n}") for n in range(12)]
    assert verdicts(texts) == ["answer"] * 10 + ["silence"] * 2
    assert verdicts([*texts, (60.0, "a"), (60.5, "b")])[-2:] == ["answer", "silence"]


def test_eight_equal_texts_in_a_row_are_a_machine_s_and_it_hears_nothing_for_ten_minutes() -> None:
    slow = [(n * 30.0, "Thank you for your message.") for n in range(8)]
    later = [(211.0, "hello"), (809.0, "hello"), (811.0, "hello")]
    assert verdicts([*slow, *later]) == [
        *["answer"] * 7, "machine", "silence", "silence", "answer"
    ]  # fmt: skip


def test_the_same_number_of_a_choice_may_come_again_and_again() -> None:
    assert verdicts([(n * 10.0, "") for n in range(50)]) == ["answer"] * 50


def test_equal_texts_with_others_between_are_a_person_s() -> None:
    texts = [(n * 30.0, "left" if n % 4 else "right") for n in range(40)]
    assert set(verdicts(texts)) == {"answer"}


def test_twenty_texts_within_a_minute_are_a_machine_s() -> None:
    found = verdicts([(n * 2.9, f"word {n}") for n in range(21)])
    assert found.index("machine") == 19
    assert found.count("machine") == 1


def test_a_message_that_is_delivered_twice_counts_once() -> None:
    flood = Floods()
    for _ in range(30):
        assert flood.heard("+1", "SM1", "hello", 0) == "answer"
    assert flood.heard("+1", "SM2", "hello", 1) == "answer"


def test_one_sender_s_flood_is_not_another_s() -> None:
    flood = Floods()
    verdicts([(0.0, "x")] * 30, flood)
    assert flood.heard("+2", "SM1", "x", 1) == "answer"


def test_only_so_many_senders_are_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(floods, "MOST_REMEMBERED", 2)
    flood = Floods()
    for number in range(100):
        flood.heard(f"+{number}", "SM1", "x", 0)
    assert len(flood._senders) == 2


def test_what_must_be_heard_is_answered_four_times_an_hour_beyond_that() -> None:
    flood = Floods()
    assert [flood.may_ask("+1", f"SM{n}", n * 60) for n in range(6)] == [True] * 4 + [False] * 2
    assert flood.may_ask("+1", "SM3", 400)  # delivered twice
    assert flood.may_ask("+2", "SM9", 400)
    assert not flood.may_ask("+1", "SM7", 60 * 60 - 1)
    assert flood.may_ask("+1", "SM7", 60 * 60)
