"""Effects as the one text that a phone shows."""

from engine.play.effects import Begin, Effect, End, Miss, Offer, Repeat, Say, Start
from engine.play.message import message


def test_what_is_said_and_offered_stands_paragraph_by_paragraph() -> None:
    effects: tuple[Effect, ...] = (
        Start(),
        Miss("gate", "hm"),
        Say("A gate.\nIt is shut."),
        Say("Who are you?"),
        Offer(("Knock", "Wait")),
        End("Gone"),
        Repeat(),
        Begin("mural"),
    )
    assert message(effects) == "A gate.\nIt is shut.\n\nWho are you?\n\n1 Knock\n2 Wait"


def test_numbers_go_on_beyond_nine() -> None:
    assert message([Offer(("x",) * 11)]).splitlines()[9:] == ["10 x", "11 x"]


def test_what_is_not_for_the_player_is_not_shown() -> None:
    assert message([Start(), End("Gone"), Repeat()]) == ""
