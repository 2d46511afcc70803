"""`wayside schema`: what an editor needs to complete and explain every key of a story."""

import json
from pathlib import Path

import click

from engine.story.schema import schema as schema_of

# Beside the stories, so that each finds it at the same place whatever folder holds them.
NAME = "story.schema.json"
COMMENT = f"# yaml-language-server: $schema=../{NAME}\n"


@click.command()
@click.option(
    "-o", "file", type=click.Path(dir_okay=False, path_type=Path), help="The file to write it to."
)
def schema(file: Path | None) -> None:
    """Print the JSON Schema of story.yaml, or write it to a file.

    In VS Code with the extension "YAML", a story whose first line is
    `# yaml-language-server: $schema=../story.schema.json` has its keys completed and explained.
    """
    if file is None:
        click.echo(text(), nl=False)
        return
    try:
        file.write_text(text(), encoding="utf-8")
    except OSError as error:
        raise click.UsageError(f"'{file}' cannot be written: {error.strerror}.") from None
    click.echo(f"{click.format_filename(file)} is written.", err=True)


def text() -> str:
    """Give the schema as it is written."""
    return json.dumps(schema_of(), indent=1) + "\n"
