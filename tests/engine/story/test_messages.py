"""Every message that a writer can get is shown by a case, and every case gets just its messages."""

import ast
import re
from pathlib import Path

import pytest

import engine.story
from engine.story.rules import READ
from tests.engine.story.messages import CASES, Case
from tests.engine.story.told import told

# keys.py says what keys are for; nothing in it is told of a slip.
MODULES = [
    module
    for module in sorted(Path(engine.story.__path__[0]).rglob("*.py"))
    if module.name != "keys.py"
]
NODES = [
    node for module in MODULES for node in ast.walk(ast.parse(module.read_text(encoding="utf-8")))
]
TELLING = {"problem", "_problem", "Problem", "_Slip"}
NAMING = {"known", "_file"}
SHOWN = "\n".join(line for case in CASES for line in case.told)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.told[0].split()[1])
def test_a_slip_is_told_with_its_place_and_what_to_type(case: Case) -> None:
    assert told(case.source) == case.told


def test_every_rule_of_the_source_has_a_case_and_every_case_a_rule() -> None:
    assert {line.split()[1] for line in SHOWN.splitlines()} == _rules() == READ


def test_every_message_of_the_source_is_shown_by_a_case() -> None:
    missing = [message for message in _messages() if not re.search(message, SHOWN)]
    assert missing == []


def test_the_rules_and_messages_are_found_in_the_source() -> None:
    """Without these two, the tests above would pass on a source they cannot read."""
    assert {"phrase", "unknown-scene", "key-twice", "backslash", "no-file"} <= _rules()
    assert len(list(_messages())) > 70


def test_no_two_cases_are_the_same() -> None:
    assert len({str(case.source) for case in CASES}) == len(CASES)


def _rules() -> set[str]:
    """Give the second argument of whatever tells a problem; `unknown-` goes with a kind of name."""
    calls = [node for node in NODES if isinstance(node, ast.Call)]
    rules = {_text(call.args[1]) for call in calls if _name(call) in TELLING}
    kinds = {_text(call.args[2]) for call in calls if _name(call) in NAMING and len(call.args) > 2}
    times = {_text(call.args[2]) for call in calls if _name(call) == "_read"}
    assert "unknown-" in rules
    every = rules | times | {f"unknown-{kind}" for kind in kinds}
    # A variant's tell has its message there, and always the same rule.
    return {rule for rule in every if " " not in rule} - {"unknown-", ""}


def _name(call: ast.Call) -> str:
    return getattr(call.func, "attr", getattr(call.func, "id", ""))


def _text(node: ast.AST) -> str:
    """Give what is written in a string, without what is filled in."""
    if isinstance(node, ast.JoinedStr):
        return "".join(_text(part) for part in node.values)
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def _messages() -> list[str]:
    """Give every sentence in the source as a pattern, where what is filled in may be anything."""
    inside = {id(part) for node in NODES if isinstance(node, ast.JoinedStr) for part in node.values}
    docstrings = {id(node.value) for node in NODES if isinstance(node, ast.Expr)}
    return [
        _pattern(node)
        for node in NODES
        if id(node) not in inside | docstrings and re.search(r" .+ .*\.\s*$", _text(node))
    ]


def _pattern(node: ast.AST) -> str:
    if isinstance(node, ast.JoinedStr):
        return "".join(re.escape(_text(part)) or ".*" for part in node.values)
    return ".*".join(re.escape(part) for part in re.split(r"\{\w+\}", _text(node)))
