"""What the pictures and sounds of a walk come to, on the terminal."""

import sys
from collections.abc import Callable, Iterable

import click

from engine.cli.searching import SHOWN_AFTER_S
from engine.clock import running_s
from engine.story.luggage import Piece, luggage
from engine.story.model import Story

MB = 1_000_000
HEAD = ("FILE", "KB", "SECONDS", "MB A MINUTE", "LUFS", "PIXELS")


def measuring(name: str) -> Callable[[int, int], None]:
    """Give what shows how many files of a story were measured, where that takes long."""
    begun_s = running_s()

    def told(done: int, all_: int) -> None:
        if running_s() - begun_s > SHOWN_AFTER_S and sys.stderr.isatty():
            bar = "#" * round(done / all_ * 20)
            end = "\r\x1b[K" if done == all_ else ""
            shown = f"\r{name}: measuring [{bar:<20}] {done} of {all_} files{end}"
            click.echo(shown, nl=False, err=True)

    return told


def weight(story: Story) -> str:
    """Say what a phone downloads for a walk, in one line; nothing where there is nothing."""
    pieces = luggage(story)
    if not pieces:
        return ""
    sounds = [piece for piece in pieces if piece.kind == "sound"]
    counts = [
        *([f"{_several(len(sounds), 'sound')} of {_long(sounds)}"] if sounds else []),
        *([_several(len(pieces) - len(sounds), "picture")] if len(pieces) > len(sounds) else []),
    ]
    return f"to download for the walk: {_megabytes(pieces)} ({', '.join(counts)})"


def table(story: Story) -> str:
    """List each picture and sound that the walk shows, with its figures."""
    names = {public: name for name, public in story.media.items()}
    rows = [HEAD, *(_row(story, names[piece.name], piece) for piece in luggage(story))]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if place == 0 else cell.rjust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    )


def _row(story: Story, name: str, piece: Piece) -> tuple[str, ...]:
    measure = story.measures.get(name)
    lufs = measure.lufs if measure else None
    return (
        name,
        f"{piece.bytes / 1_000:,.0f}",
        "" if piece.seconds is None else f"{piece.seconds:.1f}",
        f"{piece.bytes * 60 / piece.seconds / MB:.2f}" if piece.seconds else "",
        "" if lufs is None else f"{lufs:.1f}",
        f"{measure.width} x {measure.height}" if measure and measure.width else "",
    )


def _megabytes(pieces: Iterable[Piece]) -> str:
    return f"{sum(piece.bytes for piece in pieces) / MB:.1f} MB"


def _long(sounds: Iterable[Piece]) -> str:
    minutes, seconds = divmod(round(sum(piece.seconds or 0 for piece in sounds)), 60)
    return f"{minutes} min {seconds} s" if minutes else f"{seconds} s"


def _several(number: int, one: str) -> str:
    return f"{number} {one}{'' if number == 1 else 's'}"
