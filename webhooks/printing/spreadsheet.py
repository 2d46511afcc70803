"""The table for who puts up signs, for spreadsheets."""

import csv
import io
from collections.abc import Sequence
from dataclasses import asdict, fields

from engine.cli.plain import cell
from engine.printing.lists import Row

# What begins with a minus south of the equator and west of Greenwich, and is no formula.
_FIGURES = ("latitude", "longitude")


def as_csv(rows: Sequence[Row]) -> bytes:
    """Write rows for spreadsheets, which show letters rightly by the mark in front."""
    written = io.StringIO(newline="")
    writer = csv.writer(written)
    writer.writerow(each.name.replace("_", " ") for each in fields(Row))
    for row in rows:
        writer.writerow(
            value if name in _FIGURES else cell(str(value)) for name, value in asdict(row).items()
        )
    return written.getvalue().encode("utf-8-sig")
