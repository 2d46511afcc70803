"""`wayside sign health`: which signs somebody should look at, and how the others are visited."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

import click

from engine.cli.plain import plain, table
from engine.clock import utc_now
from engine.signs.hours import clock_at
from engine.signs.register import Sign
from engine.signs.standing import Standing
from engine.silences import Silences
from engine.store import Store
from webhooks.kept import kept
from webhooks.signs.finding import Found, Known, known_signs
from webhooks.signs.listing import NO_SIGN, as_data, permission_told, state_told
from webhooks.times import clock

HEAD = ["CODE", "LEADS TO", "HEALTH", "LAST VISIT", "USUAL"]


@dataclass(frozen=True, slots=True)
class Examined:
    """A sign with how it stands by its visits, None while it is not watched; and what is wrong."""

    found: Found
    standing: Standing | None
    wrong: tuple[str, ...]

    @property
    def data(self) -> dict[str, object]:
        """Give it as JSON data; the last visit is on the clock at the sign."""
        by = self.standing
        last = clock_at(by.last).isoformat(timespec="minutes") if by and by.last else None
        return {
            **as_data(self.found), "health": by.kind if by else None, "last_visit_hour": last,
            "visits_a_day": round(by.a_day, 2) if by else None, "wrong": list(self.wrong),
        }  # fmt: skip


@click.command("health")
@click.argument("what", metavar="[STORY]", required=False)
@click.option(
    "--only-wrong",
    is_flag=True,
    help="Print what somebody should look at, and nothing where all is well.",
)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text",
              help="For people, or for programs.")  # fmt: skip
def health_command(what: str | None, form: str, *, only_wrong: bool) -> None:
    """Tell which signs fell silent, and what else is wrong with one, so that somebody goes there.

    A sign is silent when nobody came for longer than its own rhythm explains. Times are those of
    the clock at the sign. It ends with 1 where something is wrong.
    """
    with kept() as store:
        known = known_signs(store)
        story = _story(known, what)
        every = [each for each in _examined(store, known) if story in (None, each.found.key[0])]
    wrong = [each for each in every if each.wrong]
    if form == "json":
        click.echo(json.dumps([each.data for each in (wrong if only_wrong else every)], indent=2))
    elif not every:
        click.echo(plain(f"No sign leads to a place of {story}." if story else NO_SIGN))
    else:
        for line in _told(every, wrong, only_wrong=only_wrong):
            click.echo(line)
    if wrong:
        raise SystemExit(1)


def _story(known: Known, what: str | None) -> str | None:
    if what is None:
        return None
    if (story := known.of_story(what)) is None:
        told = f"Players meet no story called '{what}'. To see all signs: wayside sign list"
        raise click.UsageError(plain(told))
    return story


def _examined(store: Store, known: Known) -> Iterator[Examined]:
    now = utc_now()
    standing = Silences(store, lambda: known.catalog, lambda: now).health()
    for found in known:
        by = standing.get(found.code)
        yield Examined(found, by, tuple(_wrong(found, by, now)))


def _wrong(found: Found, standing: Standing | None, now: datetime) -> Iterator[str]:
    """Say what somebody should look at, each in a sentence or two."""
    sign, now_s = found.sign, int(now.timestamp())
    if standing and standing.kind == "silent":
        yield f"It has fallen silent. {standing.words}"
    if sign.state == "retired":
        return
    if found.leads is None:
        state = state_told(found, now_s)
        yield f"Its code leads nowhere: move it, or take it down. It is {state}."
    elif sign.state in ("damaged", "missing"):
        yield f"It is {sign.state} since {_day(sign.since_s, found)}{_seen(found)}."
    elif sign.until_s is not None and sign.until_s <= now_s:
        yield f"It was removed until {_day(sign.until_s, found)}, and nobody wrote that it hangs."
    if sign.permit and sign.permit.state == "granted" and not sign.permit.holds(now_s):
        yield f"Its permission is {permission_told(found, now_s)}."
    elif sign.permit and sign.permit.state == "refused" and _hangs(sign):
        yield f"Its permission was {permission_told(found, now_s)}: take it down."


def _hangs(sign: Sign) -> bool:
    """Tell whether staff say that a sign hangs there, be it as it should or damaged."""
    return sign.state in ("placed", "damaged")


def _seen(found: Found) -> str:
    """Say that somebody saw a sign that is missed."""
    seen_s = found.sign.dates.get("seen", 0)
    is_news = found.sign.state == "missing" and seen_s >= (found.sign.since_s or 0)
    return f", but somebody saw it on {_day(seen_s, found)}" if is_news else ""


def _day(at_s: int | None, found: Found) -> str:
    return clock(at_s or 0, found.zone)[:10]


# For people


def _told(
    every: Sequence[Examined], wrong: Sequence[Examined], *, only_wrong: bool
) -> Iterator[str]:
    if wrong:
        signs = "1 sign needs" if len(wrong) == 1 else f"{len(wrong)} signs need"
        yield f"{signs} somebody to look:"
    elif not only_wrong:
        yield "Nothing is known to be wrong with any sign."
    for each in wrong:
        yield ""
        yield plain(f"  {each.found.called}")
        yield from (plain(f"    {words}") for words in each.wrong)
    if wrong:
        yield ""
        yield f"When you were there: wayside sign check {wrong[0].found.code}"
    if only_wrong:
        return
    yield ""
    yield table([HEAD, *map(_row, every)], words=len(HEAD))


def _row(each: Examined) -> list[str]:
    found, by = each.found, each.standing
    where = found.path if found.leads else "nowhere"
    if by is None:
        return [*map(plain, (found.code, where, _unwatched(found))), "", ""]
    last = f"{clock_at(by.last):%Y-%m-%d %H:%M}" if by.last is not None else "never"
    return [*map(plain, (found.code, where)), _KINDS[by.kind], last, by.usual]


def _unwatched(found: Found) -> str:
    """Say why a sign is not watched."""
    if found.sign.is_out or found.sign.state == "retired":
        return found.sign.state
    return "closed" if found.leads else "not watched"


_KINDS = {"silent": "SILENT", "usual": "usual", "rare": "rarely visited", "new": "new"}
