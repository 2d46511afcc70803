"""A second step that differs from the first in one rule is found out by the comparison."""

import json
import os
from pathlib import Path

import pytest

from tests.engine.pocket.comparing import CASES, asked_of, differences, plays
from tests.engine.pocket.second import as_sent, in_node

# What stands in the step, and what is planted in its place: one rule after the other.
PLANTED = json.loads((Path(__file__).parent / "planted.json").read_text(encoding="utf-8"))
EACH = [*PLANTED] if os.environ.get("CONFORMANCE") == "long" else [*PLANTED][::8]


@pytest.mark.parametrize("rule", PLANTED)
def test_what_is_to_be_replaced_stands_in_the_step_once(rule: str) -> None:
    assert as_sent().count(PLANTED[rule][0]) == 1


@pytest.mark.parametrize("rule", EACH)
def test_another_rule_is_found_out(tmp_path: Path, rule: str) -> None:
    with in_node(tmp_path, as_sent().replace(*PLANTED[rule])) as second:
        found = differences(second, [asked_of(case) for case in CASES])
        found += [each for asked in plays(0, 40) for each in differences(second, asked)]
    assert found != []
