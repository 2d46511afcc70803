"""`wayside report`: what happened in a story, without persons."""

import csv
import io
import json
import re
from calendar import monthrange
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from engine.cli.plain import cell, plain, table
from engine.clock import utc_now
from engine.editions import catalog_now
from engine.reports import UNDER, Asked, Period, Report, Row, Section, Told, report
from engine.store.spending import Spent
from engine.story.model import Story
from engine.texting.prices import MILLION, dollars
from webhooks.kept import kept
from webhooks.naming import check_story

FIRST_DAY, LAST_DAY = "0001-01-01", "9999-12-31"
# Longer than this, months are told instead of days.
LONGEST_BY_DAY = 31


class Day(click.ParamType[str]):
    """A day as 2027-06-05, or a month as 2027-06, or a year as 2027: its first day, or its last."""

    name = "day"

    def __init__(self, *, last: bool = False) -> None:
        self._last = last

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> str:
        """Give the day (ISO 8601)."""
        text = str(value)
        try:
            if _MONTH_OR_YEAR.fullmatch(text):
                return (_last_of(text) if self._last else _first_of(text)).isoformat()
            return date.fromisoformat(text if _DAY.fullmatch(text) else "").isoformat()
        except ValueError:
            how = "Type it as 2027-06-05, a month as 2027-06, or a year as 2027."
            self.fail(plain(f"'{text}' is no day. {how}"), param, ctx)


_DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MONTH_OR_YEAR = re.compile("[0-9]{4}(-[0-9]{2})?")


def _first_of(text: str) -> date:
    return date.fromisoformat(f"{text}-01-01"[: len("2027-06-05")])


def _last_of(text: str) -> date:
    begins = date.fromisoformat(f"{text}-01" if "-" in text else f"{text}-12-01")
    return begins.replace(day=monthrange(begins.year, begins.month)[1])


@click.command("report")
@click.argument("story")
@click.option("--from", "first", type=Day(), help="The first day: 2027-06-05, 2027-06 or 2027.")
@click.option("--until", "last", type=Day(last=True), help="The last day, likewise.")
@click.option(
    "--by",
    type=click.Choice(["day", "month"]),
    help="Tell days or months; days where the period is a month or less.",
)
@click.option("--staff", is_flag=True, help="Tell of staff's own plays instead of players'.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "csv", "json"]),
    default="text",
    help="For people, for a spreadsheet, or for programs.",
)
def report_command(
    *,
    story: str,
    first: str | None,
    last: str | None,
    by: Period | None,
    staff: bool,
    form: str,
) -> None:
    """Tell how often a story was played and completed, where people leave, and what it cost.

    STORY is its name, or its folder. Numbers are rounded to the nearest 5 and few are told as
    "under 5", so that nobody can be made out; staff's own plays are left out.
    """
    name = Path(story).name
    if first and last and first > last:
        raise click.UsageError(f"--from {first} is after --until {last}.")
    with kept() as store:
        read = catalog_now(store).stories.get(name)
        check_story(store, name)
        period = (name, first or FIRST_DAY, last or LAST_DAY)
        days = store.totals.days(*period)
        sums = store.totals.sums(*period)
        spent = [each for each in store.spent() if _is_in(each, *period)]
    happened = [*(each.day for each in days), *(each.day.isoformat() for each in spent)]
    # What already happened may be of tomorrow by another clock.
    newest = max([_today(read), *happened])
    if first and first > newest:
        raise click.UsageError(f"--from {first} is in the future: nothing has happened yet.")
    began = first or min(happened, default=last or newest)
    ended = min(last or newest, newest)
    asked = Asked(name, began, ended, by or _usual(began, ended), of_staff=staff)
    made = report(asked, sums, days, spent, read)
    click.echo(FORMATS[form](made), nl=form != "csv")


def _is_in(spent: Spent, story: str, first: str, last: str) -> bool:
    return spent.story == story and first <= spent.day.isoformat() <= last


def _today(read: Story | None) -> str:
    zone = ZoneInfo(read.timezone) if read and read.timezone else None
    return (utc_now().astimezone(zone) if zone else utc_now()).date().isoformat()


def _usual(first: str, last: str) -> Period:
    begins, ends = date.fromisoformat(first), date.fromisoformat(last)
    return "day" if (ends - begins).days < LONGEST_BY_DAY else "month"


# For people

_HEADINGS = {
    "day": "By day", "month": "By month", "language": "By language", "channel": "By channel",
    "sign": "By sign", "ending": "Endings",
    "scene": "Where people leave: who came to a scene, and has not gone on from it",
    "tag": "What the story counts",
}  # fmt: skip
_CHANNELS = {"sms": "text message", "try": "the phone drawn at /try"}


def as_text(made: Report) -> str:
    """Give a report for people."""
    lines = [plain(f"{made.title} ({made.story}), {made.first} to {made.last}")]
    lines += _about(made)
    if not made.sections:
        return "\n".join([*lines, "", "Fewer than 5 plays began: no more is told of them."])
    lines += ["", _whole(made)]
    for section in made.sections[1:]:
        if section.rows:
            lines += ["", _HEADINGS[section.name], "", _table(section)]
    return "\n".join(lines)


def _about(made: Report) -> list[str]:
    if made.whose == "staff":
        return ["Staff's own plays only, exactly as they were."]
    lines = [
        "Numbers are rounded to the nearest 5; fewer than 5 are told as \"under 5\", and then '-'",
        "stands for what else they did: so nobody can be made out.",
    ]
    left_out = made.staff_plays
    plays = f"{left_out:,} play{'' if left_out == 1 else 's'}"
    also = f" {plays} of staff {'is' if left_out == 1 else 'are'} left out; see --staff."
    return [*lines, also.strip() if left_out else "No plays of staff are left out."]


def _whole(made: Report) -> str:
    numbers = made.section("total").rows[0].numbers
    rows = [[name.capitalize(), _told(name, number)] for name, number in numbers.items()]
    plays, completed, cost = (numbers[name] for name in ("plays", "completed", "cost"))
    each = ""
    if isinstance(plays, int) and plays:
        if isinstance(completed, int):
            rows[1].append(f"{min(100, 100 * completed // plays)} %")
        if isinstance(cost, int):
            each = f", about {dollars(cost // plays)} a play"
    widest = max(map(len, rows))
    shown = table([[*row, *[""] * (widest - len(row))] for row in rows])
    how = "of staff's own texts" if made.whose == "staff" else "rounded, without staff's own texts"
    return f"{shown}\nThe cost is as wayside budget counts it, {how}{each}."


def _table(section: Section) -> str:
    rows = [[part.capitalize() for part in (section.name, *section.columns)]]
    for row in section.rows:
        numbers = [_told(name, row.numbers[name]) for name in section.columns]
        rows.append([_titled(section, row), *numbers])
    return "\n".join(f"  {line}" for line in table(rows).splitlines())


def _titled(section: Section, row: Row) -> str:
    if section.name == "channel":
        return plain(_CHANNELS.get(row.name, row.name))
    return plain(f"{row.title} ({row.name})" if row.title else row.name)


def _told(name: str, number: Told) -> str:
    if not isinstance(number, int):
        return number or "-"
    return dollars(number) if name == "cost" else f"{number:,}"


# For spreadsheets and programs


def as_csv(made: Report) -> str:
    """Give one table: what a row is about, then every number; empty where it has none."""
    every = dict.fromkeys(name for each in made.sections for name in each.columns)
    columns = [name for name in every if name != "cost"]
    written = io.StringIO()
    rows = csv.writer(written, lineterminator="\r\n")
    rows.writerow(["story", "from", "until", "about", "name", "title", *columns, "usd"])
    for section in made.sections or (_TOO_FEW,):
        for row in section.rows:
            numbers = [_blank(row.numbers.get(name)) for name in columns]
            whence = [cell(made.story), made.first, made.last]
            about = [section.name, cell(row.name), cell(row.title)]
            rows.writerow([*whence, *about, *numbers, _blank(_usd(row))])
    return written.getvalue()


_TOO_FEW = Section("total", (), (Row("", f"{UNDER} plays", {}),))


def as_json(made: Report) -> str:
    """Give an object with the period and each section as a list, in ASCII."""
    data = {
        "story": made.story,
        "title": made.title,
        "from": made.first,
        "until": made.last,
        "whose": made.whose,
        "staff_plays": made.staff_plays,
        "rounded_to": 5 if made.whose == "players" else 1,
        "too_few": not made.sections,
        **{section.name: [_as_data(row) for row in section.rows] for section in made.sections},
    }
    return json.dumps(data, indent=2)


def _as_data(row: Row) -> dict[str, object]:
    numbers: dict[str, object] = {
        name.replace(" ", "_"): number for name, number in row.numbers.items() if name != "cost"
    }
    usd = {"usd": _usd(row)} if "cost" in row.numbers else {}
    return {"name": row.name, "title": row.title, **numbers, **usd}


def _usd(row: Row) -> float | None:
    cost = row.numbers.get("cost")
    return cost / MILLION if isinstance(cost, int) else None


def _blank(number: Told | float) -> str:
    return "" if number is None else str(number)


FORMATS: Mapping[str, Callable[[Report], str]] = {
    "text": as_text, "csv": as_csv, "json": as_json
}  # fmt: skip
