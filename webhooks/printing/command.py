"""`wayside signs`: a sheet for each place of a story, and what else is needed to put them up."""

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from engine.cli.paths import story_in
from engine.cli.reporting import as_text, printable
from engine.places.map import GroundError
from engine.printing.clues import NoClue
from engine.printing.forms import Unproven
from engine.printing.look import FILE, look_beside
from engine.printing.signs import Door
from engine.printing.sizes import SIZES, NoRoom
from engine.printing.tongues import NoGlyph
from engine.story.build import read_written
from engine.story.build.folder import MAP
from engine.story.problems import Problem, Span, StoryError
from webhooks.printing.coding import coded
from webhooks.printing.job import Job
from webhooks.printing.standing import registered
from webhooks.printing.wanted import DOCUMENTS, FORMS, Distance, Wanted, one_of
from webhooks.settings import Settings, SettingsError, from_environment
from webhooks.web.invitations import spaced


@click.command()
@click.argument("story", type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help="The file to write: signs.pdf; or places.geojson, places.gpx, places.csv.",
)
@click.option(
    "--size",
    type=click.Choice(list(SIZES)),
    help="The sheet of each sign; letter, and card for --cards.",
)
@click.option(
    "--distance", type=Distance(), help="From how far the codes are to be read: 3m, 80cm or 10ft."
)
@click.option(
    "--language",
    "languages",
    multiple=True,
    help="In which of the story's languages; twice for two on one sign.",
)
@click.option("--place", "places", multiple=True, help="Only the sign of this place; repeat it.")
@click.option("--map", is_flag=True, help="A map with the signs numbered.")
@click.option("--table", is_flag=True, help="A table for who puts them up.")
@click.option(
    "--cards", is_flag=True, help="Cards that hold a whole clue, for places without signal."
)
@click.option("--bleed", is_flag=True, help="For a printing house: 3 mm more, and crop marks.")
@click.option("--png", is_flag=True, help="Also each sheet as a picture.")
@click.option("--svg", is_flag=True, help="Also each sheet as a drawing.")
@click.option(
    "--write", is_flag=True, help="Write a new code into story.yaml for each place without one."
)
@click.option("--digits", is_flag=True, help="New codes are of digits alone.")
def signs(story: Path, **asked: Any) -> None:
    """Print the signs of a story: a sheet for each place, with its code proved readable.

    STORY is its folder, or its name. Whose signs they are, the logo and the colours are written in
    signs.yaml beside the stories (docs/signs.md).

    wayside signs grand-avenue-mural -o signs.pdf --size a4

    wayside signs orchard-street-trivia -o signs.pdf --language en --language es

    wayside signs grand-avenue-mural -o table.pdf --table  writes the table in place of the signs.
    """
    document, pictures = one_of(DOCUMENTS, asked), one_of(FORMS, asked)
    folder, wanted = (
        story_in(story),
        Wanted(document=document or "signs", pictures=pictures, **asked),
    )
    try:
        _print(folder, wanted)
    except StoryError as error:
        click.echo(as_text(error.problems))
        raise SystemExit(1) from None
    except GroundError as error:
        span = Span(str(folder / MAP), error.line, error.column)
        click.echo(as_text([Problem(span, "map-unread", str(error))]))
        raise SystemExit(1) from None
    except (NoClue, NoGlyph, NoRoom, Unproven) as error:
        click.echo(printable(str(error)))
        raise SystemExit(1) from None


def _print(folder: Path, wanted: Wanted) -> None:
    door, host = _door_and_host()
    written, look = read_written(folder), look_beside(folder)
    languages, places = wanted.languages_of(written.story), wanted.places_of(written.story)
    bare = [each for each in places if each.code is None]
    if bare:
        written = coded(written, folder, bare, digits=wanted.digits, write=wanted.write)
        places = wanted.places_of(written.story)
    look = replace(look, host=look.host or host)
    try:
        from webhooks.printing.documents import write  # noqa: PLC0415 - not on every machine
    except ImportError as error:
        raise click.UsageError(
            f"'{error.name}', with which signs are set and proved, is not made for this kind of "
            "machine. Print them on another: only the stories' folder is needed."
        ) from None
    known = registered(written.story, places)
    source = written.source.map
    write(Job(written.story, source, places, languages, door, look, known.permissions), wanted)
    told = [*_two_names(wanted, look.host, host), *(known.warnings if wanted.shows_codes else ())]
    for each in told:
        click.echo(printable(each), err=True)


def _two_names(wanted: Wanted, printed: str, name: str) -> Iterator[str]:
    """Warn where a sign says one name and the page behind it another, as a wrong sign would."""
    if wanted.is_of_signs and name and printed != name:
        yield (
            f"The signs say '{printed}', and the pages behind them '{name}'. People are told to "
            f"trust a sign whose page agrees: set 'host' in {FILE} and WAYSIDE_NAME to the same."
        )


def _door_and_host() -> tuple[Door, str]:
    """Give where signs lead, and whose they are. Raises click.UsageError."""
    try:
        settings: Settings = from_environment(os.environ)
    except SettingsError as error:
        raise click.UsageError(f"{error}\nAll settings: wayside doctor") from None
    if settings.public_url is None:
        raise click.UsageError(
            "Signs lead to the address of this server, and none is set. Set WAYSIDE_PUBLIC_URL, "
            "as in https://play.example.org, before anything is printed."
        )
    phone = spaced(settings.phone) if settings.phone else ""
    return Door(settings.public_url, phone), settings.name
