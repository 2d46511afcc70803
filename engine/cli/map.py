"""`wayside map`: where a story is walked, for a screen or for paper."""

from pathlib import Path

import click

from engine.checking.mapping import mapped
from engine.cli.paths import story_in
from engine.cli.reporting import as_text, printable
from engine.places.map import GroundError, Map
from engine.story.build.folder import build_written, source_in
from engine.story.problems import Problem, Span, StoryError

# Twice as wide as a phone's: names are smaller beside the streets, as paper can be held near.
PAPER_WIDTH = 720.0


@click.command("map")
@click.argument("story", type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help="The file to write: a picture (SVG) for browsers and printers.",
)
@click.option("--language", default="", help="In which of the story's languages; else its first.")
def map_command(story: Path, output: Path, language: str) -> None:
    """Draw where a story is walked: its places, the way between them, and its map.geojson.

    STORY is its folder, or its name in stories/.

    wayside map river-walk -o river-walk.svg  writes a picture for browsers and printers.
    """
    found = _drawn(story_in(story), language)
    if found is None:
        click.echo("No place of this story has an 'at', so that there is no map to draw.")
        raise SystemExit(1)
    try:
        output.write_text(found.svg, encoding="utf-8", newline="\n")
    except OSError as error:
        raise click.UsageError(f"'{output}' cannot be written: {error.strerror}.") from None
    click.echo(printable(f"{output} is written."), err=True)


def _drawn(folder: Path, language: str) -> Map | None:
    """Draw, or tell what keeps from it and end. Raises click.UsageError."""
    try:
        source = source_in(folder)
        told = build_written(source, folder.resolve().name).story
        if language and language not in told.languages:
            raise click.UsageError(
                f"The story is told in {', '.join(told.languages)}, not in '{language}'."
            )
        return mapped(told.told_in(language), source.map, PAPER_WIDTH)
    except StoryError as error:
        click.echo(as_text(error.problems))
    except GroundError as error:
        span = Span(source.map_file, error.line, error.column)
        click.echo(as_text([Problem(span, "map-unread", str(error))]))
    raise SystemExit(1)
