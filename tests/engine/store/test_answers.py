"""Answers, written and read back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.play.effects import Offer, Say
from engine.store.answers import Shown, answer_from_json, answer_to_json

TEXTS = st.text(st.characters(codec="utf-8"), min_size=1)
SHOWN = TEXTS.map(Say) | st.lists(TEXTS, min_size=1).map(tuple).map(Offer)


@given(st.lists(SHOWN).map(tuple))
def test_an_answer_is_read_back_as_it_was(answer: tuple[Shown, ...]) -> None:
    assert answer_from_json(answer_to_json(answer)) == answer


@pytest.mark.parametrize(
    ("answer", "written"),
    [
        ((), None),
        ((Say("Ein Tor."), Offer(("Öffnen", "Gehen"))), '["Ein Tor.",["Öffnen","Gehen"]]'),
        ((Say('"'), Say("\n")), '["\\"","\\n"]'),
    ],
)
def test_an_answer_is_kept_compactly(answer: tuple[Shown, ...], written: str | None) -> None:
    assert answer_to_json(answer) == written
