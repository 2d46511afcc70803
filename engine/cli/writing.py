"""Files that commands leave behind."""

from pathlib import Path

import click


def write_whole(file: Path, data: bytes) -> None:
    """Put a file in its place at once, so that half a one is never there.

    Raises click.UsageError where it cannot be written.
    """
    beside = file.with_name(f"{file.name}.new")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        beside.write_bytes(data)
        beside.replace(file)
    except OSError as error:
        shown = click.format_filename(file)
        raise click.UsageError(f"'{shown}' cannot be written: {error.strerror}.") from None
