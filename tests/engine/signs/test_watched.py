"""What is watched of a sign: from its log, its visits, and when nobody could come to it."""

from datetime import UTC, date, datetime

from engine.places.hours import Season
from engine.signs.hours import day_of
from engine.signs.register import A_PLAYER, Entry, Kind
from engine.signs.shutting import Span, away, closed_days
from engine.signs.usual import DAY, Visits, Watched
from engine.signs.watched import HOUR_S, Kept, rung, watched

# In Chicago it is UTC - 5 in June.
ZONE = "America/Chicago"
JUNE_5 = day_of(date(2027, 6, 5))
NOW_S = int(datetime(2027, 6, 5, 17, 30, tzinfo=UTC).timestamp())
NOON_THERE = JUNE_5 * DAY + 12


def entry(kind: Kind, days_ago: float, by: str = "AB") -> Entry:
    more = {"story": "mural", "place": "clock"} if kind == "moved" else {}
    return Entry("4273", int(NOW_S - days_ago * DAY * HOUR_S), kind, by, **more)


def span(begins: float, ends: float | None = None) -> Span:
    """Give a span by days before now."""

    def at_s(ago: float) -> int:
        return int(NOW_S - ago * DAY * HOUR_S)

    return Span(at_s(begins), None if ends is None else at_s(ends))


def seen(log: list[Entry], visits: list[Visits] | None = None, *shut: Span) -> Watched:
    return watched("4273", "mural", Kept(log, visits or [], shut), ZONE, NOW_S)


def test_a_sign_is_away_from_when_it_is_missed_until_it_is_found_or_placed() -> None:
    log = [
        entry("placed", 50), entry("missing", 40), entry("seen", 38), entry("checked", 35),
        entry("damaged", 30), entry("removed", 20), entry("missing", 18), entry("placed", 10),
        entry("retired", 5),
    ]  # fmt: skip
    assert [*away(log)] == [span(40, 35), span(20, 10), span(5)]
    assert [*away([])] == []


def test_every_day_that_was_partly_closed_is_a_closed_day_there() -> None:
    days = range(JUNE_5 - 20, JUNE_5 + 8)
    # From 12:30 on the clock there, three days before, until 12:30 a day later.
    assert closed_days([span(3, 2)], None, ZONE, days) == {JUNE_5 - 3, JUNE_5 - 2}
    # Until midnight there, which is none of the next day.
    midnight = Span(NOW_S - 2 * DAY * HOUR_S, NOW_S - int(12.5 * HOUR_S))
    assert closed_days([midnight], None, ZONE, days) == {JUNE_5 - 2, JUNE_5 - 1}
    assert closed_days([span(1)], None, ZONE, days) == {*range(JUNE_5 - 1, JUNE_5 + 8)}
    assert closed_days([span(90, 19.6)], None, ZONE, days) == {JUNE_5 - 20}
    assert closed_days([], None, ZONE, days) == frozenset()


def test_days_out_of_season_are_closed() -> None:
    season = Season((6, 1), (10, 31))
    assert closed_days([], season, ZONE, range(JUNE_5 - 6, JUNE_5 + 2)) == {JUNE_5 - 6, JUNE_5 - 5}


def test_visits_and_what_staff_did_are_on_the_clock_there() -> None:
    visit = (NOW_S // HOUR_S - 24, 3)
    one = seen([entry("placed", 50), entry("checked", 0.25)], [visit])
    assert one == Watched(
        "4273", "mural", [(NOON_THERE - 24, 3)], NOON_THERE - 50 * 24, NOON_THERE - 6, frozenset()
    )


def test_a_sign_is_where_it_is_since_it_was_placed_first_or_moved_last() -> None:
    visit = (NOW_S // HOUR_S - 20 * DAY, 1)
    again = [entry("placed", 30), entry("missing", 6), entry("placed", 4)]
    assert seen(again, [visit]).placed == NOON_THERE - 30 * DAY
    assert seen([*again, entry("moved", 2)], [visit]).placed == NOON_THERE - 2 * DAY
    # Who came before the register knew it shows that it was there already.
    assert seen([entry("placed", 4)], [visit]).placed is None
    assert seen([], [visit]).placed is None
    assert seen([]) == Watched("4273", "mural", [])


def test_only_what_staff_did_ends_a_silence() -> None:
    by_others = [entry("damaged", 2, A_PLAYER), entry("seen", 1, ""), entry("asked", 1)]
    log = [entry("placed", 30), *by_others]
    assert seen(log).checked == NOON_THERE - 30 * DAY
    assert seen([*log, entry("damaged", 0.5)]).checked == NOON_THERE - 12


def test_an_alarm_holds_until_a_visit_or_until_staff_did_something() -> None:
    log = [entry("placed", 50), entry("silent", 20), entry("checked", 19), entry("silent", 2)]
    before, after = (NOW_S // HOUR_S - 3 * DAY, 1), (NOW_S // HOUR_S - DAY, 1)
    assert rung(log, seen(log, [before]), ZONE) == NOON_THERE - 2 * DAY
    assert rung(log, seen(log, [before, after]), ZONE) is None
    checked = [*log, entry("checked", 1)]
    assert rung(checked, seen(checked, [before]), ZONE) is None
    assert rung(log[:3], seen(log[:3], [before]), ZONE) is None
    assert rung([], seen([]), ZONE) is None
