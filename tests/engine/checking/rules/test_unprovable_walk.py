"""A story that begins at signs, of which there is none."""

from engine.checking.judging import judged
from engine.story.build import Source

STORY = "story: T\nkeywords: [TEE]\nstart: anywhere\nplaces: {gate: {name: Gate}}\n"
SCENES = "scenes: {a: {place: gate, say: A., ending: E}}\n"


def test_a_story_that_begins_at_signs_wants_one() -> None:
    (problem,) = [
        each for each in judged(Source((STORY + SCENES).encode()), "t").problems
        if each.rule == "unprovable-walk"
    ]  # fmt: skip
    assert (problem.span.line, problem.severity) == (3, "error")
    assert problem.message.startswith("Nobody can begin: the sign decides where")
    with_code = STORY.replace("Gate}", "Gate, code: CRAB2}") + SCENES
    assert "unprovable-walk" not in {
        each.rule for each in judged(Source(with_code.encode()), "t").problems
    }
