"""A story that begins anywhere, and what is told of it when a sign is gone."""

from engine.checking.judging import judged
from engine.story.build import Source

STORY = """\
story: T
keywords: [TEE]
start: anywhere
signs: open
places: {gate: {name: Gate, code: CRAB2}, oak: {name: Oak, code: HATCH6}}
scenes:
  gate: {place: gate, say: A gate., go: on}
  on: {walk: {to: oak, proof: sign}, go: oak}
  oak: {place: oak, ending: E}
"""


def told(text: str) -> list[str]:
    problems = judged(Source(text.encode()), "t").problems
    return [each.message for each in problems if each.rule == "sign-only"]


def test_a_story_that_begins_anywhere_goes_on_at_its_other_signs() -> None:
    assert told(STORY.replace("on: {walk: {to: oak, proof: sign}", "on: {walk: oak")) == []


def test_its_walks_to_a_sign_stop_all_the_same() -> None:
    (message,) = told(STORY)
    gone = "The story stops when the sign of 'oak' is gone, until you report it missing: "
    assert message.startswith(gone)
