"""What the docs tell people to type and to set is there."""

import re
from pathlib import Path

import pytest
from click import Context
from psycopg.conninfo import conninfo_to_dict

from tests.faults.nodes import SOON_NOTICED
from tests.postgres import OTHER_SERVER
from webhooks.command import main
from webhooks.variables import VARIABLES

ROOT = Path(__file__).parent.parent
KNOWN = {variable.name for variable in VARIABLES} | {OTHER_SERVER}
DOCS = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
# A command with what follows it, in code or between backticks, up to what explains it.
_TYPED = re.compile(r"(?:^|`)wayside ([a-z]+)([^`#|\n]*)", re.MULTILINE)
_SET = re.compile(r"\b(?:WAYSIDE|TWILIO)_[A-Z_]+\b")


def unknown_in(text: str) -> list[str]:
    """Give each command, option and variable of a text that is not there."""
    context = Context(main)
    wrong = sorted(set(_SET.findall(text)) - KNOWN)
    for name, rest in _TYPED.findall(text):
        command = main.get_command(context, name)
        if command is None:
            wrong.append(f"wayside {name}")
            continue
        inner = getattr(command, "commands", {})
        every = (command, *inner.values())
        options = {o for each in every for param in each.params for o in param.opts} | {"--help"}
        wrong += [f"wayside {name} {o}" for o in re.findall(r"--[a-z-]+", rest) if o not in options]
    return wrong


@pytest.mark.parametrize("doc", DOCS, ids=lambda doc: doc.name)
def test_every_command_option_and_setting_of_a_doc_is_there(doc: Path) -> None:
    assert unknown_in(doc.read_text(encoding="utf-8")) == []


def test_what_is_not_there_is_found() -> None:
    text = "Type `wayside doktor` or\nwayside doctor --twillio\nwith WAYSIDE_FONE set."
    assert unknown_in(text) == ["WAYSIDE_FONE", "wayside doktor", "wayside doctor --twillio"]


def test_postgresqls_own_tools_read_the_url_of_failover_as_two_hosts() -> None:
    text = (ROOT / "docs" / "failover.md").read_text(encoding="utf-8")
    [url] = re.findall(r"^WAYSIDE_DATABASE_URL=(\S+)$", text, re.MULTILINE)
    told = conninfo_to_dict(url)
    assert (told["host"], told["port"]) == ("10.0.0.1,10.0.0.2", "5432,5432")


def test_the_url_with_which_failover_is_tried_is_that_of_its_page() -> None:
    assert f"&{SOON_NOTICED}\n" in (ROOT / "docs" / "failover.md").read_text(encoding="utf-8")
