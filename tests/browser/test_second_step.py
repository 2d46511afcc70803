"""The second step in a real browser gives what the first one gives."""

import json
import os
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.engine.pocket.comparing import CASES, asked_of, differences, plays
from tests.engine.pocket.second import Second

ASKING = Path(__file__).parents[1] / "engine" / "pocket" / "asking.mjs"
LONG = os.environ.get("CONFORMANCE") == "long"
PLAYS, PARTS = (20_000, 20) if LONG else (60, 1)
OPEN = """async () => {
  const { engine } = await import("/play/step.js");
  %s
  const answer = answering(engine);
  globalThis.answer = (asked) => JSON.stringify(answer(JSON.parse(asked)));
}"""


@pytest.fixture
def second(modules: Page) -> Second:
    source = ASKING.read_text(encoding="utf-8").replace("export function", "function")
    modules.evaluate(OPEN % source)

    def ask(question: dict[str, Any]) -> dict[str, Any]:
        answer: dict[str, Any] = json.loads(
            modules.evaluate("(asked) => answer(asked)", json.dumps(question))
        )
        return answer

    return Second(ask)


def test_every_fixture_is_stepped_alike(second: Second) -> None:
    assert differences(second, [asked_of(case) for case in CASES]) == []


@pytest.mark.parametrize("part", range(PARTS))
def test_plays_by_chance_are_played_alike(second: Second, part: int) -> None:
    each = PLAYS // PARTS
    for asked in plays(part * each, (part + 1) * each):
        assert differences(second, asked) == []
