"""`wayside draw`: a story as a map, for a screen or for paper."""

from collections.abc import Callable
from pathlib import Path

import click

from engine.checking.drawing import mermaid, svg
from engine.cli.paths import story_in
from engine.cli.reporting import as_text, printable
from engine.story.build import read_story
from engine.story.model import Story
from engine.story.problems import StoryError

DRAWN: dict[str, Callable[[Story], str]] = {"svg": svg, "mmd": mermaid}


@click.command()
@click.argument("story", type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="The file to write; its name ends in .svg (a picture) or .mmd (Mermaid).",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(list(DRAWN)),
    help="What to draw, if the file's name does not tell. mmd needs no file.",
)
def draw(story: Path, output: Path | None, form: str | None) -> None:
    """Draw a map of a story. STORY is its folder, or its name in stories/.

    wayside draw river-walk -o river-walk.svg  writes a picture for browsers and printers.

    wayside draw river-walk --format mmd  prints Mermaid text, which many wikis draw.
    """
    folder = story_in(story)
    name = click.format_filename(folder.absolute().name)
    form = form or _form_of(output, name)
    if output is None and form == "svg":
        raise click.UsageError(f"A picture wants a file: add -o {name}.svg.")
    try:
        drawn = DRAWN[form](read_story(folder))
    except StoryError as error:
        click.echo(as_text(error.problems))
        raise SystemExit(1) from None
    if output is None:
        click.echo(drawn, nl=False)
        return
    try:
        output.write_text(drawn, encoding="utf-8", newline="\n")
    except OSError as error:
        raise click.UsageError(f"'{output}' cannot be written: {error.strerror}.") from None
    click.echo(printable(f"{output} is written."), err=True)


def _form_of(output: Path | None, name: str) -> str:
    """Give what a file's ending asks for. Raises click.UsageError."""
    if output is None:
        raise click.UsageError(
            f"Say where the map goes: -o {name}.svg. For Mermaid text right here, say --format mmd."
        )
    form = output.suffix.lower().removeprefix(".")
    if form not in DRAWN:
        raise click.UsageError(
            f"'{output}' ends neither in .svg (a picture) nor in .mmd (Mermaid). "
            "Give it such an ending, or say --format."
        )
    return form
