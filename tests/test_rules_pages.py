"""Every rule has a page, and what the page calls wrong and right is so."""

import re
from pathlib import Path

import pytest

from engine.checking.judging import judged
from engine.checking.rules import RULES
from engine.checking.search import proving
from engine.story.build import Source
from tests.engine.story.messages import CASES

ROOT = Path(__file__).parents[1] / "docs" / "rules"
PAGES = sorted(
    (page for page in ROOT.glob("*.md") if page.name != "README.md"), key=lambda page: page.stem
)
EXAMPLE = r"```yaml\n[\s\S]*?\n```"
PAGE = re.compile(
    r"# (?P<rule>[a-z0-9-]+)\n\n(?P<severity>Error|Warning)\. (?P<what>.+)\n\n"
    rf"## Why\n\n(?P<why>.+)\n\n## Wrong\n\n(?P<wrong>{EXAMPLE}|.+)\n\n"
    rf"## Right\n\n(?P<right>{EXAMPLE})\n"
)
STALE = b'msgctxt "a say"\n#, fuzzy\nmsgid "Hello there."\nmsgstr "Hola."\n'
# Told of several files, or of bytes that a page cannot show.
WITHOUT_EXAMPLE = {
    "no-file", "not-utf-8", "same-code", "same-keyword", "too-large", "translation", "yaml"
}  # fmt: skip


def read(page: Path) -> dict[str, str]:
    match = PAGE.fullmatch(page.read_text(encoding="utf-8"))
    assert match is not None, f"{page.name} has not its four parts"
    return match.groupdict()


def told(example: str) -> dict[str, str]:
    """Give the severity of each rule that is told of an example, put into a whole story."""
    yaml = example.removeprefix("```yaml\n").removesuffix("\n```")
    if not re.search(r"^story:", yaml, re.MULTILINE):
        yaml = f"story: T\n{yaml}"
    if not re.search(r"^scenes:", yaml, re.MULTILINE):
        yaml = f"scenes: {{a: {{say: Hello., ending: The end}}}}\n{yaml}"
    yaml = f"start: a\n{yaml}\n"
    media = {"gate.mp3": "", "gate.jpg": ""}
    translations = {"es": STALE} if "Hello there" in yaml else {}
    found = judged(Source(yaml.encode(), "t/story.yaml", translations, media), "t", lambda _: True)
    return {problem.rule: problem.severity for problem in found.problems}


def test_every_rule_has_a_page_and_no_page_is_of_none() -> None:
    of_reader = {line.split()[1] for case in CASES for line in case.told}
    rules = {*RULES, *proving.RULES, *of_reader, "same-code", "same-keyword"}
    assert {page.stem for page in PAGES} == rules


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_what_a_page_calls_wrong_is_told_and_what_it_calls_right_is_not(page: Path) -> None:
    parts = read(page)
    rule = parts["rule"]
    assert rule == page.stem
    assert rule not in told(parts["right"])
    assert parts["wrong"].startswith("```") == (rule not in WITHOUT_EXAMPLE)
    if rule not in WITHOUT_EXAMPLE:
        assert told(parts["wrong"]).get(rule) == parts["severity"].lower()


def test_what_is_right_has_no_problem_at_all() -> None:
    wrong = {page.stem: told(read(page)["right"]) for page in PAGES}
    assert {rule: found for rule, found in wrong.items() if "error" in found.values()} == {}


def test_the_list_names_every_page() -> None:
    listed = re.findall(r"^\| \[(.+)\]\((.+)\.md\)", (ROOT / "README.md").read_text(), re.MULTILINE)
    assert [name for name, file in listed if name == file] == [page.stem for page in PAGES]
