"""`wayside sign list` and `photo`: how every sign is, and what became of one."""

import json
from datetime import UTC, datetime
from pathlib import Path

import click

from engine.cli.plain import plain, table
from engine.cli.writing import write_whole
from engine.clock import utc_now
from engine.signs.register import Entry, Sign
from webhooks.kept import kept
from webhooks.signs.finding import Found, known_signs, the_sign
from webhooks.signs.saying import SIGN
from webhooks.times import clock, when

NO_SIGN = "There is no sign yet: no place of the stories that players meet has a 'code'."
HEAD = ["CODE", "LEADS TO", "STATE", "SINCE", "CHECKED", "PERMISSION"]


@click.command("list")
@click.argument("what", metavar="[STORY|SIGN]", required=False)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text",
              help="For people, or for programs.")  # fmt: skip
def list_command(what: str | None = None, form: str = "text") -> None:
    """List all signs, those of a story, or all that became of one sign.

    Days are those of the clock at the sign.
    """
    now_s = int(utc_now().timestamp())
    with kept() as store:
        known = known_signs(store)
        story = known.of_story(what) if what else None
        if what and story is None:
            one = the_sign(known, what)
            click.echo(_one(one, store.signs.log(one.code), now_s, form))
            return
        found = [each for each in known if story in (None, each.key[0])]
    if form == "json":
        click.echo(json.dumps([as_data(each) for each in found], indent=2))
    elif not found:
        none = f"No sign leads to a place of {story}." if story else NO_SIGN
        click.echo(plain(none))
    else:
        click.echo(table([HEAD, *(_row(each, now_s) for each in found)], words=len(HEAD)))
        click.echo(f"\nTo see all of one: wayside sign list {found[0].code}", err=True)


@click.command("photo")
@SIGN
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), required=True,
              help="The file to write: a JPEG.")  # fmt: skip
def photo_command(what: str, output: Path) -> None:
    """Write the newest picture of a sign to a file."""
    with kept() as store:
        found = the_sign(known_signs(store), what)
        ids = [each.photo for each in store.signs.log(found.code) if each.photo]
        data = store.signs.photo(ids[-1]) if ids else None
    if data is None:
        raise click.ClickException(plain(
            f"There is no picture of {found.called}. To keep one: "
            f"wayside sign check {found.code} --photo FILE"
        ))  # fmt: skip
    write_whole(output, data)


def _row(found: Found, now_s: int) -> list[str]:
    sign, zone = found.sign, found.zone
    checked_s = max((sign.dates.get("placed", 0), sign.dates.get("checked", 0)))
    cells = [
        found.code,
        found.path if found.leads else f"nowhere{f' (was {found.path})' if found.path else ''}",
        state_told(found, now_s),
        _day(sign.since_s, zone),
        _day(checked_s or None, zone),
        permission_told(found, now_s),
    ]
    return [plain(cell) for cell in cells]


def state_told(found: Found, now_s: int) -> str:
    """Say how a sign is, with what is news of it."""
    sign = found.sign
    if sign.state == "removed" and sign.until_s is not None:
        back = "until" if sign.until_s > now_s else "and to be put up since"
        return f"removed {back} {when(sign.until_s, found.zone)}"
    seen_s = sign.dates.get("seen", 0)
    if sign.state == "missing" and seen_s >= (sign.since_s or 0):
        return f"missing, but seen {_day(seen_s, found.zone)}"
    return sign.state


def permission_told(found: Found, now_s: int, *, whom: bool = False) -> str:
    """Say how it stands with the permission for a sign, and `whom` it is of, if that is wanted.

    It is "" where nobody asked for one.
    """
    permit, zone = found.sign.permit, found.zone
    if permit is None:
        return ""
    asked = "of" if permit.state == "asked" else "by"
    told = permit.state + (f" {asked} {permit.whom}" if whom and permit.whom else "")
    if permit.until_s is None:
        return f"{told} on {_day(permit.at_s, zone)}"
    if permit.holds(now_s):
        return f"{told} until {when(permit.until_s, zone, ends=True)}"
    over = f"OVER SINCE {when(permit.until_s, zone)}"
    return f"{over}, {told}" if whom and permit.whom else over


def _day(at_s: int | None, zone: str) -> str:
    return "" if at_s is None else clock(at_s, zone)[:10]


def _one(found: Found, log: tuple[Entry, ...], now_s: int, form: str) -> str:
    """Give all of one sign: how it is, and what became of it."""
    if form == "json":
        return json.dumps({**as_data(found), "log": [_entry_data(each) for each in log]}, indent=2)
    head = [f"{found.called}: {state_told(found, now_s)}", permission_told(found, now_s)]
    lines = [plain(", permission ".join(filter(None, head))), ""]
    if not log:
        begin = f"Nobody wrote of it yet. To begin: wayside sign place {found.code}"
        return "\n".join([*lines, begin])
    return "\n".join([*lines, *(_line(each, found.zone) for each in log)])


def _line(entry: Entry, zone: str) -> str:
    parts = [
        f"{clock(entry.at_s, zone)}  {_what(entry)}",
        _until(entry, zone),
        f"by {entry.by}" if entry.by else "",
        "with a picture" if entry.photo else "",
        f'"{entry.note}"' if entry.note else "",
    ]
    return plain(", ".join(filter(None, parts)))


def _until(entry: Entry, zone: str) -> str:
    if entry.until_s is None:
        return ""
    return f"until {when(entry.until_s, zone, ends=entry.kind == 'granted')}"


def _what(entry: Entry) -> str:
    match entry.kind:
        case "moved":
            return f"moved to {entry.story}/{entry.place}"
        case "asked":
            return f"permission asked of {entry.whom}" if entry.whom else "permission asked"
        case "granted" | "refused":
            whom = f" by {entry.whom}" if entry.whom else ""
            return f"permission {entry.kind}{whom}"
        case "silent":
            return "fell silent"
        case _:
            return entry.kind


# For programs: in ASCII, so that no terminal is steered


def as_data(found: Found) -> dict[str, object]:
    """Give a sign as JSON data, with times in UTC."""
    sign: Sign = found.sign
    story, place = found.key
    permit = sign.permit
    return {
        "code": sign.code, "state": sign.state, "since": _iso(sign.since_s),
        "until": _iso(sign.until_s), "story": story, "place": place,
        "leads": found.leads is not None, "moved": sign.moved is not None,
        "dates": {kind: _iso(at_s) for kind, at_s in sign.dates.items()},
        "permission": permit and {
            "state": permit.state, "at": _iso(permit.at_s), "whom": permit.whom,
            "until": _iso(permit.until_s),
        },
    }  # fmt: skip


def _entry_data(entry: Entry) -> dict[str, object]:
    return {
        "at": _iso(entry.at_s), "what": entry.kind, "by": entry.by, "note": entry.note,
        "story": entry.story, "place": entry.place, "until": _iso(entry.until_s),
        "whom": entry.whom, "photo": entry.photo.hex() if entry.photo else None,
    }  # fmt: skip


def _iso(at_s: int | None) -> str | None:
    return None if at_s is None else datetime.fromtimestamp(at_s, UTC).isoformat()
