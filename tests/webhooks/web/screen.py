"""A browser without script, as far as the tests need one."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from webhooks.app import create_app
from webhooks.settings import from_environment

LAMP = """\
story: The <b>Lamp</b> & "Sons"
about: "<script>alert('about')</script> A lamp on a quay."
keywords: [LAMP, "LIGHT UP"]
start: quay
remember: {rubbed: 0, friend: ""}
places:
  quay: {name: "The <i>quay</i>", at: "51.50000, -0.12000", code: QUAY7}
  pier: {name: "Pier", at: "51.50100, -0.12000"}
scenes:
  quay:
    say: A lamp & a <u>rope</u>.
    choices:
      - pick: Rub it
        do: add 1 to rubbed
        say: Rubbed {rubbed} times.
      - pick: Tell it your <em>"name"</em>
        go: name
  name:
    ask: {question: "What is it?", save: friend}
    go: end
  end:
    say: Good night, {friend}.
    ending: Out
"""
SILENT = """\
story: Only by sign
start: one
places: {one: {name: One, code: MARK22}}
scenes:
  one: {place: one, say: Hello., ending: Done}
"""


def stories(folder: Path, **texts: str) -> Path:
    """Write a folder of stories; without texts it holds the lamp and one without a keyword."""
    folder.mkdir()
    for name, text in (texts or {"lamp": LAMP, "silent": SILENT}).items():
        (folder / name).mkdir()
        (folder / name / "story.yaml").write_text(text, encoding="utf-8")
    return folder


def browser(folder: Path, **variables: str) -> FlaskClient:
    """Give a browser in front of a whole server, kept in this folder."""
    if not (folder / "stories").exists():
        stories(folder / "stories")
    given = {"WAYSIDE_STORIES": str(folder / "stories"), "WAYSIDE_DATA": str(folder / "var")}
    return create_app(from_environment(given | variables)).test_client()


@contextmanager
def nothing_stored(folder: Path, table: str = "messages") -> Iterator[None]:
    """Take a table away meanwhile, so that the database of this folder cannot take a message."""
    rename = "ALTER TABLE {} RENAME TO {}"
    with sqlite3.connect(folder / "var" / "wayside.db", isolation_level=None) as database:
        database.execute(rename.format(table, "elsewhere"))
        yield
        database.execute(rename.format("elsewhere", table))
    database.close()


@dataclass
class Form:
    """A form of a page: where it leads, its fields, and the values of its buttons."""

    action: str
    fields: dict[str, str] = field(default_factory=dict)
    keys: list[str] = field(default_factory=list)


class Page(HTMLParser):
    """What a page shows: its forms, texts by class, and every element with its attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.bubbles: list[tuple[str, str]] = []
        self._in_bubble = False
        self._in_template = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.elements.append((tag, given))
        match tag, given:
            case "template", _:
                self._in_template = True
            case "form", _:
                self.forms.append(Form(given["action"]))
            case "input", {"name": name}:
                self.forms[-1].fields[name] = given.get("value", "")
            case "button", {"name": "key", "value": value}:
                self.forms[-1].keys.append(value)
            case "li" | "p", {"class": kind} if "bubble" in kind or kind == "note":
                self._in_bubble = not self._in_template
                if self._in_bubble:
                    self.bubbles.append((kind.split()[-1], ""))

    def handle_endtag(self, tag: str) -> None:
        self._in_bubble &= tag not in {"li", "p"}
        self._in_template &= tag != "template"

    def handle_data(self, data: str) -> None:
        if self._in_bubble:
            kind, before = self.bubbles[-1]
            self.bubbles[-1] = (kind, before + data)

    @property
    def typed(self) -> Form:
        """Give the form in which one types."""
        return next(form for form in self.forms if "text" in form.fields)

    @property
    def over(self) -> Form:
        """Give the form that starts over."""
        return next(form for form in self.forms if form.action.endswith("/over"))

    @property
    def choices(self) -> list[str]:
        """Give the keys for the numbers of the menu, as they are read aloud."""
        return [
            given["aria-label"]
            for tag, given in self.elements
            if tag == "button" and "aria-label" in given
        ]


def page_of(response: TestResponse) -> Page:
    """Read a page that was given with 200."""
    assert response.status_code == 200, response.text
    return Page(response.text)


def opened(client: FlaskClient, phone: int = 1) -> Page:
    """Open a phone."""
    return page_of(client.get("/try" if phone == 1 else f"/try?phone={phone}"))


def post(client: FlaskClient, form: Form, /, **fields: str) -> TestResponse:
    """Send a form with these fields."""
    return client.post(form.action, data=form.fields | fields)


def text(client: FlaskClient, words: str, phone: int = 1) -> Page:
    """Type a text, send it, and look at the page that the browser is led to."""
    sent = post(client, opened(client, phone).typed, text=words)
    assert sent.status_code == 303
    return page_of(client.get(sent.location))
