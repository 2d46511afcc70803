"""Every finding has a page, and every page is true."""

import ast
import re
from pathlib import Path

import pytest

import engine
from engine.checking.rules import AMONG_STORIES, RULES
from engine.checking.search import proving
from engine.cli import explaining
from engine.story.rules import READ
from tests.engine.checking.rules.examples import FOLDER, PARTS, pages, told_of

PAGES = pages()
# What is told of several stories together, and of walks.
BESIDE = {"same-keyword", "same-code", "walk"}
# The reader tells of rings without a condition, the search of those that a play leads into.
PROVED = {*proving.RULES} - READ
EVERY = {*READ, *RULES, *AMONG_STORIES, *PROVED, *BESIDE}


def test_every_finding_has_a_page_and_every_page_a_finding() -> None:
    assert set(PAGES) == EVERY


def test_no_name_is_given_to_two_findings() -> None:
    assert len(EVERY) == sum(map(len, (READ, RULES, AMONG_STORIES, PROVED, BESIDE)))


def test_no_module_makes_a_problem_of_another_name() -> None:
    """What the reader tells is compared with its table in tests/engine/story/test_messages.py."""
    root = Path(engine.__path__[0])
    files = [file for file in root.rglob("*.py") if not file.is_relative_to(root / "story")]
    # The search names its findings in one table, `proving.RULES`.
    files.remove(root / "checking" / "search" / "proving.py")
    calls = [
        node
        for file in files
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Problem"
    ]
    assert {ast.literal_eval(call.args[1]) for call in calls} == EVERY - READ - PROVED


@pytest.mark.parametrize("rule", PAGES)
def test_a_page_has_its_four_parts_and_its_severity(rule: str) -> None:
    page = PAGES[rule]
    assert (tuple(page.parts), page.severity in ("error", "warning")) == (PARTS, True)
    assert all(page.parts.values())
    assert all("```yaml\n" in page.parts[part] for part in ("Wrong", "Right"))


@pytest.mark.parametrize("rule", PAGES)
def test_its_wrong_example_is_told_of_by_this_rule_alone(rule: str, tmp_path: Path) -> None:
    found = told_of(PAGES[rule], "Wrong", tmp_path)
    assert {(each.rule, each.severity) for each in found} == {(rule, PAGES[rule].severity)}, found


@pytest.mark.parametrize("rule", PAGES)
def test_of_its_right_example_nothing_is_told(rule: str, tmp_path: Path) -> None:
    assert told_of(PAGES[rule], "Right", tmp_path) == []


def test_the_table_names_every_page_with_its_severity_and_what_it_tells_of() -> None:
    table = (FOLDER / "README.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| \[([\w-]+)\]\(\1\.md\) \| (\w+) \| (.+) \|$", table, re.MULTILINE)
    assert rows == [
        (rule, page.severity, page.parts["What"].splitlines()[0])
        for rule, page in sorted(PAGES.items())
    ]


@pytest.mark.parametrize("rule", PAGES)
def test_a_link_in_a_page_leads_to_a_page(rule: str) -> None:
    text = (FOLDER / f"{rule}.md").read_text(encoding="utf-8")
    assert set(re.findall(r"\(([\w-]+)\.md\)", text)) <= set(PAGES)


def test_the_program_finds_the_pages_that_stand_in_the_docs() -> None:
    assert explaining.pages() == {
        file.stem: file.read_text(encoding="utf-8")
        for file in FOLDER.glob("*.md")
        if file.name != "README.md"
    }
