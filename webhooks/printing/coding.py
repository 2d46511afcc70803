"""Codes for places that have none: lines to paste, or written into the story's file."""

import os
import secrets
from collections.abc import Sequence
from pathlib import Path

import click

from engine.cli.reporting import printable
from engine.cli.writing import write_whole
from engine.coding.codes import NoCode, means_something, new_codes
from engine.coding.writing import NotWritable, with_codes
from engine.library import read_stories
from engine.story.build import FILE, Written, read_written
from engine.story.model import Place
from webhooks.kept import kept
from webhooks.opening import is_new
from webhooks.settings import from_environment
from webhooks.signs.finding import known_signs


def coded(
    written: Written, folder: Path, bare: Sequence[Place], *, digits: bool, write: bool
) -> Written:
    """Give the story once each of these places has a code, if codes are to be written.

    Else print what to paste and end.
    """
    codes = _codes(written, folder, bare, digits=digits)
    if not write:
        click.echo(printable(_to_paste(written, codes)))
        raise SystemExit(1)
    try:
        write_whole(folder / FILE, with_codes(written, codes))
    except NotWritable:
        click.echo(printable(f"{_to_paste(written, codes)}\nThey could not be written here."))
        raise SystemExit(1) from None
    for place, code in codes.items():
        click.echo(printable(f"{place} has the code {code} now."), err=True)
    return read_written(folder)


def _codes(
    written: Written, folder: Path, bare: Sequence[Place], *, digits: bool
) -> dict[str, str]:
    """Give a code for each of these places, apart from all others of the shelf."""
    others, _ = read_stories(folder.absolute().parent)
    stories = [written.story, *(each for each in others if each.id != written.story.id)]
    own = {place.code for each in stories for place in each.places.values() if place.code}
    taken = {*own, *_printed()}
    try:
        found = new_codes(
            len(bare),
            taken,
            secrets.randbelow,
            digits=digits,
            unfit=lambda code: means_something(code, stories),
        )
    except NoCode as error:
        raise click.UsageError(f"{error} Leave out --digits.") from None
    return dict(zip((each.id for each in bare), found, strict=True))


def _printed() -> list[str]:
    """Give all codes that signs have or had, if something is kept here: one may hang for years."""
    if is_new(from_environment(os.environ)):
        return []
    with kept() as store:
        return known_signs(store).codes


def _to_paste(written: Written, codes: dict[str, str]) -> str:
    """Say which places have no code, and what to write into which line."""
    lines = ["These places have no code, so that nobody could text what stands on their signs:", ""]
    for id_, code in codes.items():
        span = written.spans[f"places/{id_}"]
        lines.append(f"{span.file}:{span.line}: in the place '{id_}' write\n    code: {code}")
    return "\n".join([*lines, "", "Paste these lines, or type the same with --write."])
