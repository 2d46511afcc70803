"""`wayside new`: a first story that can be played at once, to be changed."""

import re
from importlib.resources import files
from pathlib import Path

import click

from engine.checking.builtin import built_in
from engine.cli.paths import shelf
from engine.cli.schema import COMMENT, NAME
from engine.cli.schema import text as schema_text
from engine.languages.folding import folded
from engine.texting.optout import CARRIERS_WORDS

_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@click.command()
@click.argument("name")
@click.option(
    "--in",
    "parent",
    type=click.Path(file_okay=False, path_type=Path),
    default=shelf,
    show_default="WAYSIDE_STORIES, or stories",
    help="The folder of stories.",
)
def new(name: str, parent: Path) -> None:
    """Write a small story to begin with. NAME is its folder: small letters, digits, hyphens."""
    if not _NAME.fullmatch(name) or len(name) > 60:
        raise click.UsageError(f"'{name}' cannot be a story's name. Write it like river-walk.")
    folder = parent / name
    if folder.exists():
        raise click.UsageError(f"'{folder}' is there already. Choose another name.")
    title = name.replace("-", " ").capitalize()
    text = files("engine.cli").joinpath("first_story.yaml").read_text(encoding="utf-8")
    keyword = _keyword(name)
    walk = files("engine.cli").joinpath("first_walk.yaml").read_text(encoding="utf-8")
    try:
        (folder / "walks").mkdir(parents=True)
        (folder / "story.yaml").write_text(COMMENT + _named(text, title, keyword), encoding="utf-8")
        (parent / NAME).write_text(schema_text(), encoding="utf-8")
        (folder / "walks" / "first.yaml").write_text(_named(walk, title, keyword), encoding="utf-8")
    except OSError as error:
        raise click.UsageError(f"'{folder}' cannot be written: {error.strerror}.") from None
    shown = click.format_filename(folder)
    click.echo(f"{shown}/story.yaml is yours to change.\n"
               f"Check it:  wayside check {shown}\nPlay it:   wayside play {shown}")  # fmt: skip


def _keyword(name: str) -> str:
    """Give the letters of a name, unless they are a word that would not begin the story."""
    keyword = re.sub(r"[^A-Z]", "", name.upper())
    word = folded(keyword)
    taken = word in CARRIERS_WORDS or word == "yes" or built_in(word, ["en"])
    return "STORY" if taken or not keyword else keyword


def _named(text: str, title: str, keyword: str) -> str:
    return text.replace("TITLE", title).replace("KEYWORD", keyword)
