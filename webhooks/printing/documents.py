"""What `wayside signs` writes: one document, and the pictures of its sheets."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import click

from engine.cli.reporting import printable
from engine.cli.writing import write_whole
from engine.printing.cards import cards_of
from engine.printing.lists import Row, as_geojson, as_gpx, rows_of
from engine.printing.maps import map_of
from engine.printing.proving import prove
from engine.printing.sheets import Sheets, sheets_of
from engine.printing.signs import signs_of
from engine.printing.tables import table_of
from engine.printing.typesetting import typeset
from webhooks.printing.job import Job
from webhooks.printing.spreadsheet import as_csv
from webhooks.printing.wanted import PDF, Document, Wanted


def _signs(job: Job, wanted: Wanted) -> Sheets:
    signs = signs_of(job.story, job.places, job.door, job.languages)
    return sheets_of(signs, job.look, wanted.sheet, wanted.distance, bleed=wanted.bleed)


def _map(job: Job, wanted: Wanted) -> Sheets:
    return map_of(job.told, job.map, job.told_places, job.look, wanted.sheet)


def _table(job: Job, wanted: Wanted) -> Sheets:
    return table_of(job.told, _rows(job, wanted), job.look)


def _cards(job: Job, wanted: Wanted) -> Sheets:
    sheets, without = cards_of(job.told, job.told_places, job.door, job.look, wanted.sheet)
    for each in without:
        click.echo(printable(each), err=True)
    return sheets


DOCUMENTS: Mapping[Document, Callable[[Job, Wanted], Sheets]] = {
    "signs": _signs,
    "map": _map,
    "table": _table,
    "cards": _cards,
}


def _rows(job: Job, wanted: Wanted) -> list[Row]:
    """Give a row for each sign, with the last word on its permission."""
    rows = rows_of(job.told, job.told_places, job.door, wanted.sheet, wanted.distance)
    told = job.permissions
    return [replace(row, permission=told.get(row.code, row.permission)) for row in rows]


LISTS: Mapping[str, Callable[[Job, Wanted], bytes]] = {
    ".csv": lambda job, wanted: as_csv(_rows(job, wanted)),
    ".geojson": lambda job, _: as_geojson(job.told, job.told_places),
    ".gpx": lambda job, _: as_gpx(job.told, job.told_places),
}


def write(job: Job, wanted: Wanted) -> None:
    """Write what is asked for, once every code in it was read."""
    if wanted.ending != PDF:
        _put(wanted.output, LISTS[wanted.ending](job, wanted))
        return
    sheets = DOCUMENTS[wanted.document](job, wanted)
    (pdf,) = typeset(sheets)
    prove(pdf, sheets.codes)
    pictures = typeset(sheets, wanted.pictures) if wanted.pictures else []
    _put(wanted.output, pdf)
    for number, picture in enumerate(pictures, 1):
        _put(_beside(wanted, sheets, number), picture)
    if codes := sum(map(len, sheets.codes)):
        click.echo(f"Every code was read at 150 dpi: {codes} of {codes}.", err=True)


def _beside(wanted: Wanted, sheets: Sheets, number: int) -> Path:
    """Name the picture of a sheet: after its sign, where it has one."""
    name = sheets.names[number - 1] if sheets.names else str(number)
    return wanted.output.with_name(f"{wanted.output.stem}-{name}.{wanted.pictures}")


def _put(file: Path, data: bytes) -> None:
    write_whole(file, data)
    click.echo(printable(f"{click.format_filename(file)} is written."), err=True)
