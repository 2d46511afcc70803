"""`wayside stats`: how long a story is, and what its texts cost."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from engine.checking.costs import Cost, first_answer
from engine.checking.stats import Holdings, Stats, Told, stats
from engine.cli.check import summary
from engine.cli.numbers import Number
from engine.cli.paths import story_in
from engine.cli.reporting import as_text, printable
from engine.disclosing import added_segments
from engine.play.catalog import catalog_of
from engine.play.step import EndlessStory
from engine.story.build import read_story
from engine.story.model import Story
from engine.story.problems import StoryError
from engine.texting.imprint import Imprint

# Twilio's list price of a segment over a US long code, out or in, in 2026; and what phone companies
# then added to it by company and direction.
LIST_PRICE = "0.0083"
FEES = "$0.0025 to $0.0062"
FEES_OF = "July 2026"
# As long as such an address usually is.
USUAL_SITE = "https://play.your-library.org"


@click.command(name="stats")
@click.argument("story", type=click.Path(path_type=Path))
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    help="How the figures are written: for people, or for programs.",
)
@click.option(
    "--price",
    type=Number(min=0, max=100),
    default=float(LIST_PRICE),
    show_default=True,
    help="What one segment costs, out or in, in US dollars.",
)
@click.option(
    "--name",
    envvar="WAYSIDE_NAME",
    default="",
    help="The library's name, as the first text to a phone says it (or WAYSIDE_NAME).",
)
@click.option(
    "--site",
    envvar="WAYSIDE_PUBLIC_URL",
    default=USUAL_SITE,
    help="The address of its terms, as that text says it (or WAYSIDE_PUBLIC_URL).",
)
def show_stats(story: Path, form: str, price: float, name: str, site: str) -> None:
    """Tell how long a story is, and what its texts cost. STORY is its folder, or its name."""
    try:
        read = read_story(story_in(story))
        found = stats(read, catalog_of([read]))
    except StoryError as error:
        click.echo(as_text(error.problems))
        raise SystemExit(1) from None
    except EndlessStory as error:
        click.echo(printable(str(error)))
        raise SystemExit(1) from None
    imprint = Imprint(name, "", f"{site.rstrip('/')}/terms")
    firsts = {each: _first(read, each, imprint) for each in read.languages}
    write = _as_json if form == "json" else _as_text
    written = write(read, found, price, firsts)
    click.echo(printable(written))


def _first(story: Story, language: str, imprint: Imprint) -> int:
    """Count the segments that the first text to a phone has for saying who is texting."""
    notice = imprint.notice(language, story.title)
    return added_segments(first_answer(story, language), notice)


def _as_text(story: Story, found: Stats, price: float, firsts: Mapping[str, int]) -> str:
    lines = [f"{story.title} ({story.id}): {summary(story)}."]
    if found.holdings.walk_m:
        lines.append(_walked(found.holdings))
    for told in found.told:
        inset = (f"  {line}" for line in _told(told, price))
        lines += ["", f"By text, in {told.language}:", *inset]
        if told.cheapest is not None:
            added = _several(firsts[told.language], "segment")
            lines.append(f"  Once a phone, to say who is texting: {added} more.")
    return "\n".join([*lines, "", *_explained(story, found, price)])


def _walked(held: Holdings) -> str:
    kilometres = f"{held.streets_m / 1_000:.1f} km"
    metres = f"{round(held.streets_m, -1)} m"
    far = metres if held.streets_m < 1_000 else kilometres
    return (
        f"To walk: about {far} by streets and paths, {_several(held.walk_min, 'minute')}, "
        "from place to place in the order of the file."
    )


def _told(told: Told, price: float) -> list[str]:
    parts = [_several(told.reading.words, "word")] if told.reading.words else []
    parts += [_several(told.reading.signs, "character")] if told.reading.signs else []
    amount = " and ".join(parts) or "nothing"
    lines = [f"To read: {amount} in all, about {_several(told.reading.minutes, 'minute')}."]
    if told.cheapest is None or told.dearest is None:
        return [*lines, "No ending can be reached, so no play has a price."]
    if told.usual is None:
        lines.append("A usual play: none that was tried came to an end.")
    else:
        lines.append(f"A usual play: {_cost(told.usual.cost, price)}.")
    lines.append(f"The cheapest: at least {_cost(told.cheapest, price)}.")
    least = "" if told.dearest.whole else "at least "
    lines.append(f"The dearest: {least}{_cost(told.dearest.cost, price)}.")
    return lines


def _cost(cost: Cost, price: float) -> str:
    out = f"{_several(cost.texts_out, 'text')} out ({_several(cost.segments_out, 'segment')})"
    in_ = f"{cost.texts_in} in"
    if cost.segments_in != cost.texts_in:
        in_ += f" ({_several(cost.segments_in, 'segment')})"
    return f"{out}, {in_}; about ${cost.segments * price:.2f}"


def _explained(story: Story, found: Stats, price: float) -> list[str]:
    lines = []
    tried = [told.usual for told in found.told if told.usual is not None]
    if tried:
        least = min(tried, key=lambda each: each.ended)
        ended = "all" if least.ended == least.plays else str(least.ended)
        lines.append(
            f"A usual play is the one in the middle of {least.plays} played by chance, "
            f"of which {ended} came to an end."
        )
    if any(told.cheapest for told in found.told):
        lines.append(
            "No play costs less than the cheapest, which takes no notice of conditions. The\n"
            "dearest gives every reply it can and waits in no scene twice; mistakes and hints "
            "cost more."
        )
    if any(told.dearest and not told.dearest.whole for told in found.told):
        lines.append("There are too many orders to try them all, so the dearest may cost more.")
    if story.plain:
        lines.append("Curly quotes and the like go as plain ones where that is cheaper.")
    if saved := max((told.dearer for told in found.told), default=0):
        several = "text takes" if saved == 1 else "texts take"
        lines.append(
            f"{saved} {several} more segments for curly quotes, dashes and the like. "
            "With `texts: plain`\nat the top of the story, plain ones are sent in their stead."
        )
    lines.append(f"A segment costs ${price:g}, out or in{_source(price)}")
    return lines


def _source(price: float) -> str:
    if price != float(LIST_PRICE):
        return "."
    return (
        ": Twilio's list price for US numbers in 2026. Phone companies\n"
        f"add fees, {FEES} a segment in {FEES_OF}. Another price: --price."
    )


def _several(number: int, one: str) -> str:
    return f"{number:,} {one}{'' if number == 1 else 's'}"


def _as_json(story: Story, found: Stats, price: float, firsts: Mapping[str, int]) -> str:
    held = found.holdings
    figures = {
        "story": story.id,
        "title": story.title,
        "scenes": held.scenes,
        "places": held.places,
        "endings": list(held.endings),
        "crow_flies_m": held.walk_m,
        "walk_m": held.streets_m,
        "walk_min": held.walk_min,
        "price_usd": price,
        "plain": story.plain,
        "languages": {
            told.language: {
                **_figures(told, price),
                "first_text_more_segments": firsts[told.language],
            }
            for told in found.told
        },
    }
    return json.dumps(figures, ensure_ascii=False, indent=2)


def _figures(told: Told, price: float) -> dict[str, Any]:
    usual, dearest = told.usual, told.dearest
    return {
        "words": told.reading.words,
        "characters": told.reading.signs,
        "reading_min": told.reading.minutes,
        "dearer_texts": told.dearer,
        "cheapest": told.cheapest and _priced(told.cheapest, price),
        "usual": usual and {
            **_priced(usual.cost, price), "plays": usual.plays, "ended": usual.ended,
        },
        "dearest": dearest and {**_priced(dearest.cost, price), "at_least": not dearest.whole},
    }  # fmt: skip


def _priced(cost: Cost, price: float) -> dict[str, Any]:
    return {
        "texts_out": cost.texts_out,
        "segments_out": cost.segments_out,
        "texts_in": cost.texts_in,
        "segments_in": cost.segments_in,
        "usd": round(cost.segments * price, 4),
    }
