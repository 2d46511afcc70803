"""`wayside translate`: the texts of a story in another language, as a file for translators."""

import re
from pathlib import Path

import click

from engine.cli.paths import story_in
from engine.cli.reporting import as_text, printable
from engine.cli.writing import write_whole
from engine.clock import utc_now
from engine.story.build.folder import FILE, read_written
from engine.story.problems import StoryError
from engine.story.translation import Refreshed, read_translation, refreshed

_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")


@click.command()
@click.argument("story", type=click.Path(path_type=Path))
@click.argument("language")
def translate(story: Path, language: str) -> None:
    """Make or refresh LANGUAGE.po beside a story. STORY is its folder, or its name in stories/.

    What translators did stays. What changed since is marked fuzzy, and not said until somebody has
    looked at it. Any editor for gettext PO files will do, or a text editor.
    """
    folder = story_in(story)
    try:
        written = read_written(folder)
    except StoryError as error:
        click.echo(as_text(error.problems))
        raise SystemExit(1) from None
    _refuse(language, written.story.language)
    file = folder / f"{language}.po"
    old = file.read_bytes() if file.exists() else None
    if old is not None:
        _refuse_broken(old, language, file)
    found = refreshed(old, written.texts, language, written.story.title, utc_now())
    if found.po != old:
        write_whole(file, found.po)
    click.echo(printable(f"{file}: {'made' if old is None else _what(found.po != old)}"))
    click.echo(_left(found), err=True)
    if language not in written.story.languages:
        told = ", ".join([*written.story.languages, language])
        hint = f"Add it to the story, so that it is told in it: languages: [{told}] in {FILE}."
        click.echo(hint, err=True)


def _refuse(language: str, own: str) -> None:
    if language == own:
        raise click.UsageError(f"The story is written in '{own}'. Name another language.")
    if not _LANGUAGE.fullmatch(language) or not _can_be_read(language):
        raise click.UsageError(f"'{language}' is no language tag. Write es, fr, zh, or pt-BR.")


def _can_be_read(language: str) -> bool:
    """Tell whether programs for translators can tell the parts of a language tag apart."""
    from babel.core import parse_locale  # noqa: PLC0415 - it takes long, and few commands need it

    try:
        parse_locale(language, sep="-")
    except ValueError:
        return False
    return True


def _refuse_broken(old: bytes, language: str, file: Path) -> None:
    """End where what is there cannot be read: it would be lost."""
    try:
        read_translation(old, language, str(file))
    except StoryError as error:
        click.echo(as_text(error.problems))
        raise SystemExit(1) from None


def _what(changed: bool) -> str:  # noqa: FBT001
    return "refreshed" if changed else "as it was"


def _left(found: Refreshed) -> str:
    """Say what is to be done."""
    if not found.missing and not found.stale:
        return "Everything is translated."
    parts = [f"{found.missing} to translate"] if found.missing else []
    if found.stale:
        parts.append(f"{found.stale} to look at again, because the text changed (marked fuzzy)")
    return f"{', '.join(parts)}."
