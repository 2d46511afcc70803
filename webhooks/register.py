"""`wayside register`: what carriers ask before a number may text, filled in from a story."""

import json
import os
import textwrap
from pathlib import Path
from typing import Any

import click

from engine.cli.numbers import WholeNumber
from engine.cli.paths import story_in
from engine.cli.reporting import as_text as problems_as_text
from engine.cli.reporting import printable
from engine.registering import FORMS, Applicant, Field, Form, form_for, wrong_with
from engine.story.build import read_story
from engine.story.model import Story
from engine.story.problems import StoryError
from webhooks.settings import Settings, SettingsError, from_environment
from webhooks.web.invitations import spaced

WIDTH = 88


@click.command()
@click.argument("story", type=click.Path(path_type=Path))
@click.option(
    "--for", "kind", type=click.Choice(list(FORMS)),
    help="The kind of number: ten digits (10dlc), toll-free, or a short code. Left out, "
    "WAYSIDE_PHONE tells.",
)  # fmt: skip
@click.option(
    "--plays", type=WholeNumber(1, 10_000_000), default=100, show_default=True,
    help="How many plays a month are expected.",
)  # fmt: skip
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text",
              help="For people, or for programs.")  # fmt: skip
def register(story: Path, kind: str | None, plays: int, form: str) -> None:
    """Print what a US carrier's form asks for, made from a story and the settings.

    STORY is its folder, or its name. Copy it into Twilio's console; a note says what you must fill
    in yourself.
    """
    try:
        settings = from_environment(os.environ)
        read = read_story(story_in(story))
    except SettingsError as error:
        raise click.UsageError(f"{error}\nAll settings: wayside doctor") from None
    except StoryError as error:
        click.echo(problems_as_text(error.problems))
        raise SystemExit(1) from None
    filled = FORMS[_kind(kind, settings.phone or "")](applicant(read, settings, plays))
    click.echo(as_json(filled) if form == "json" else printable(as_text(filled)))


def _kind(asked: str | None, phone: str) -> str:
    """Give which form to fill in. Raises UsageError where it is not that of our number."""
    try:
        kind = asked or form_for(phone)
        wrong = wrong_with(kind, phone)
    except ValueError as error:
        raise click.UsageError(str(error)) from None
    if wrong:
        raise click.UsageError(wrong)
    return kind


def applicant(story: Story, settings: Settings, plays: int) -> Applicant:
    """Put together who applies."""
    return Applicant(
        story=story,
        imprint=settings.imprint,
        phone=spaced(settings.phone) if settings.phone else "",
        site=settings.public_url or "",
        carrier_answers=settings.carrier_answers(settings.phone or ""),
        discloses=settings.notice,
        plays=plays,
    )


def as_text(form: Form) -> str:
    """Give a form for people: each field with its name at Twilio, and what is to be done."""
    lines = [form.title, f"Where: {form.where}"]
    for field in form.fields:
        lines += ["", *_field(field)]
    lines += ["", "To do", *(_wrapped(each, "- ") for each in form.advice)]
    return "\n".join(lines)


def _field(field: Field) -> list[str]:
    head = f"{field.label} ({field.name}{_limits(field)})"
    blank = ["  ____"] if field.value is None else []
    several = len(field.lines) > 1
    shown = [
        textwrap.indent(f"[{number}] {line}" if several else line, "  ")
        for number, line in enumerate(field.lines, 1)
    ]
    note = [_wrapped(f"Staff: {field.note}", "  > ")] if field.note else []
    return [head, *blank, *shown, *note]


def _limits(field: Field) -> str:
    if not field.most:
        return ""
    longest = max((len(line) for line in field.lines), default=0)
    return f", {longest} of {field.most} characters"


def _wrapped(text: str, mark: str) -> str:
    return textwrap.fill(
        text, WIDTH, initial_indent=mark, subsequent_indent=" " * len(mark),
        break_long_words=False, break_on_hyphens=False,
    )  # fmt: skip


def as_json(form: Form) -> str:
    """Give a form as an object with title, where, fields and to_do."""
    data: dict[str, Any] = {
        "title": form.title,
        "where": form.where,
        "fields": [_data(field) for field in form.fields],
        "to_do": list(form.advice),
    }
    return json.dumps(data, ensure_ascii=False, indent=2)


def _data(field: Field) -> dict[str, Any]:
    value = field.lines[0] if field.separator and field.lines else field.value
    return {
        "name": field.name,
        "label": field.label,
        "value": value,
        "least_characters": field.least or None,
        "most_characters": field.most or None,
        "note": field.note or None,
    }
