"""On which days nobody could come by a sign: it was away, or its place or its story was closed."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from engine.places.hours import Season
from engine.places.zones import local_time
from engine.signs.hours import date_of, day_of
from engine.signs.register import Entry, Sign, after


@dataclass(frozen=True, slots=True)
class Span:
    """From a moment to before another (seconds since 1970); without an end it goes on."""

    start_s: int
    end_s: int | None = None


def away(log: Iterable[Entry]) -> Iterator[Span]:
    """Give when a sign was missing, put away or out of use, from its log in order."""
    sign, since_s = None, None
    for entry in log:
        sign = after(sign or Sign(entry.code), entry)
        is_away = sign.is_out or sign.state == "retired"
        if is_away and since_s is None:
            since_s = entry.at_s
        elif not is_away and since_s is not None:
            yield Span(since_s, entry.at_s)
            since_s = None
    if since_s is not None:
        yield Span(since_s)


def closed_days(
    spans: Iterable[Span], season: Season | None, zone: str, days: range
) -> frozenset[int]:
    """Give those of some days of which any part was in a span, or which are out of season.

    Days are whole ones since 1970 on the clock of a zone.
    """
    closed: set[int] = set()
    for span in spans:
        last = days.stop - 1 if span.end_s is None else _day(span.end_s - 1, zone)
        closed.update(range(max(_day(span.start_s, zone), days.start), min(last + 1, days.stop)))
    if season is not None:
        closed.update(day for day in days if not season.holds(date_of(day)))
    return frozenset(closed)


def _day(at_s: int, zone: str) -> int:
    return day_of(local_time(datetime.fromtimestamp(at_s, UTC), zone).date())
