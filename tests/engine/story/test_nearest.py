"""The name that was probably meant."""

import pytest

from engine.story.nearest import did_you_mean


@pytest.mark.parametrize(
    ("found", "known", "hint"),
    [
        ("goto", ["go", "get", "hints"], " Did you mean 'go'?"),
        ("lost", ["go", "get", "hints"], ""),
        ("chioces", ["choices", "answers"], " Did you mean 'choices'?"),
        ("the gaet", ["gate", "the gate"], " Did you mean 'the gate'?"),
        ("Say", ["say", "ask"], " Did you mean 'say'?"),
        ("BRASS KEY", ["oil", "brass key"], " Did you mean 'brass key'?"),
        ("say", ["Say"], " Did you mean 'Say'?"),
        ("zebra", ["say", "ask"], ""),
        ("zebra", [], ""),
        ("", ["say"], ""),
        ("x" * 100_000, ["say"], ""),
    ],
)
def test_the_nearest_name_is_offered_and_a_far_one_is_not(
    found: str, known: list[str], hint: str
) -> None:
    assert did_you_mean(found, known) == hint


def test_of_two_names_equally_near_the_first_is_offered() -> None:
    assert did_you_mean("gate", ["gats", "gato"]) == " Did you mean 'gats'?"
