"""Opening hours, seasons and times of day, as staff write them."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.places.hours import (
    Hours,
    Season,
    Span,
    TimeSpan,
    read_hours,
    read_season,
    read_time_span,
    within,
)

DAY = 24 * 60
WEEK = 7 * DAY
# A Monday.
MONDAY = datetime(2027, 6, 7, tzinfo=UTC)
LIKE = "Write hours like 'mon-fri 09:00-17:00; sat 10:00-14:00'."
RANGE = "Write it like 09:00-17:00, and past midnight like 18:00-02:00."
CLOCK = "is not a time on the 24-hour clock."
SEASON = "Write a season like 'from april to october' or 'from 15 may to 30 september'."
TIMES = "Write the times like 'between 18:00 and 06:00'."


def at(day: int, clock: str) -> datetime:
    """Give a moment of the week of 7 June 2027, whose day 0 is a Monday."""
    hour, minute = clock.split(":")
    return MONDAY + timedelta(days=day, hours=int(hour), minutes=int(minute))


def each_day(*spans: Span) -> Hours:
    return Hours(tuple((day * DAY + a, day * DAY + b) for day in range(7) for a, b in spans))


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("08:00-18:00", each_day((480, 1080))),
        ("8:00-18:00", each_day((480, 1080))),
        ("08.00 – 18.00", each_day((480, 1080))),
        ("08:00 to 18:00", each_day((480, 1080))),
        ("10:00-12:00, 14:00-18:00", each_day((600, 720), (840, 1080))),
        ("10:00-12:00 and 14:00-18:00", each_day((600, 720), (840, 1080))),
        ("14:00-18:00, 10:00-12:00", each_day((600, 720), (840, 1080))),
        ("10:00-14:00, 12:00-18:00", each_day((600, 1080))),
        ("18:00-02:00", each_day((1080, 1560))),
        ("18:00-24:00", each_day((1080, 1440))),
        ("18:00-00:00", each_day((1080, 1440))),
        ("00:00-24:00", Hours(((0, WEEK),))),
        ("closed", Hours(())),
        (" Closed ", Hours(())),
        ("mon 09:00-17:00", Hours(((540, 1020),))),
        ("sun 18:00-02:00", Hours(((6 * DAY + 1080, WEEK + 120),))),
        ("sun 18:00-02:00; mon 01:00-05:00", Hours(((6 * DAY + 1080, WEEK + 300),))),
        ("sun 18:00-02:00; mon 02:00-05:00", Hours(((6 * DAY + 1080, WEEK + 300),))),
        ("mon-tue 00:00-24:00", Hours(((0, 2 * DAY),))),
        ("sat-mon 12:00-13:00", Hours(((720, 780), (5 * DAY + 720, 5 * DAY + 780), (9360, 9420)))),
        ("mon, wed 09:00-10:00", Hours(((540, 600), (2 * DAY + 540, 2 * DAY + 600)))),
        (
            "mon-fri 09:00-17:00; sat 10:00-14:00",
            Hours(
                (
                    *((day * DAY + 540, day * DAY + 1020) for day in range(5)),
                    (5 * DAY + 600, 5 * DAY + 840),
                )
            ),
        ),
        ("mon-sun 08:00-18:00", each_day((480, 1080))),
        (
            "09:00-17:00; sun closed",
            Hours(tuple((day * DAY + 540, day * DAY + 1020) for day in range(6))),
        ),
        ("closed; thu 10:00-11:00", Hours(((3 * DAY + 600, 3 * DAY + 660),))),
    ],
)
def test_hours_are_read_as_staff_write_them(text: str, hours: Hours) -> None:
    assert read_hours(text) == hours


@pytest.mark.parametrize(
    "text",
    [
        "Monday-Friday 09:00-17:00; Saturday 10:00-14:00",
        "MON-FRI 09:00-17:00; SAT 10:00-14:00",
        "Mondays to Fridays: 09:00 to 17:00; Saturdays: 10:00 to 14:00;",
        "sat 10:00-14:00;mon-fri 9:00-17:00",
        "mon., tues., weds and thurs-fri 09:00–17:00; sat. 10:00—14:00",
    ],
)
def test_day_names_are_full_or_short_and_in_any_case(text: str) -> None:
    assert read_hours(text) == read_hours("mon-fri 09:00-17:00; sat 10:00-14:00")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", f"'' has no times. {LIKE}"),
        ("always", f"'always' has no times. {LIKE}"),
        ("mon-fri", f"'mon-fri' has no times. {LIKE}"),
        ("9-17", f"'9' {CLOCK} {RANGE}"),
        ("9am-5pm", f"'9am' {CLOCK} {RANGE}"),
        ("08:00", f"'08:00' is not a range of hours. {RANGE}"),
        ("08:00-12:00-18:00", f"'08:00-12:00-18:00' is not a range of hours. {RANGE}"),
        ("08:00-25:00", f"'25:00' {CLOCK} {RANGE}"),
        ("08:60-18:00", f"'08:60' {CLOCK} {RANGE}"),
        ("08:00-24:01", f"'24:01' {CLOCK} {RANGE}"),
        ("٠٨:٠٠-18:00", f"'18:00' is not a range of hours. {RANGE}"),
        ("08:00-08:00", "'08:00-08:00' holds no time. For the whole day write 00:00-24:00."),
        ("24:00-02:00", "'24:00-02:00' holds no time. For the whole day write 00:00-24:00."),
        ("08:00-12:00,", f"'' is not a range of hours. {RANGE}"),
        ("mo 08:00-12:00", f"'mo' is not a day of the week. {LIKE}"),
        ("holidays 08:00-12:00", f"'holidays' is not a day of the week. {LIKE}"),
        ("mon-wed-fri 08:00-12:00", f"'mon-wed-fri' is not a run of days. {LIKE}"),
        ("mon-fri 08:00-12:00; wed 09:00-20:00", f"Wednesday stands twice. {LIKE}"),
        ("08:00-12:00; 14:00-18:00", f"Times without a day stand twice. {LIKE}"),
        ("mon 08:00-12:00; ; tue 08:00-12:00", f"'' has no times. {LIKE}"),
        ("x" * 5000, f"'{'x' * 30}…' has no times. {LIKE}"),
    ],
)
def test_what_cannot_be_read_is_answered_with_what_to_type(text: str, told: str) -> None:
    with pytest.raises(ValueError) as caught:  # noqa: PT011
        read_hours(text)
    assert str(caught.value) == told


@pytest.mark.parametrize(
    "spans",
    [
        ((600, 500),),
        ((500, 500),),
        ((-5, 500),),
        ((WEEK, WEEK + 60),),
        ((600, 700), (500, 550)),
        ((500, 600), (600, 700)),
        ((500, 600), (9000, WEEK + 500)),
        ((60, WEEK + 60),),
    ],
)
def test_hours_hold_only_spans_in_order_and_apart(spans: tuple[Span, ...]) -> None:
    with pytest.raises(ValueError, match="Spans of a week are in order, apart, and begin in it"):
        Hours(spans)


@pytest.mark.parametrize(
    ("text", "now", "opened", "closes", "opens"),
    [
        ("08:00-18:00", at(0, "07:59"), False, None, at(0, "08:00")),
        ("08:00-18:00", at(0, "08:00"), True, at(0, "18:00"), at(1, "08:00")),
        ("08:00-18:00", at(0, "17:59"), True, at(0, "18:00"), at(1, "08:00")),
        ("08:00-18:00", at(0, "18:00"), False, None, at(1, "08:00")),
        ("08:00-18:00", at(6, "19:00"), False, None, at(7, "08:00")),
        ("18:00-02:00", at(0, "01:59"), True, at(0, "02:00"), at(0, "18:00")),
        ("18:00-02:00", at(0, "02:00"), False, None, at(0, "18:00")),
        ("sun 18:00-02:00", at(0, "01:00"), True, at(0, "02:00"), at(6, "18:00")),
        ("sun 18:00-02:00", at(6, "23:00"), True, at(7, "02:00"), at(13, "18:00")),
        ("mon 09:00-10:00", at(0, "09:00"), True, at(0, "10:00"), at(7, "09:00")),
        ("10:00-12:00, 14:00-18:00", at(3, "11:00"), True, at(3, "12:00"), at(3, "14:00")),
        ("sat-sun 00:00-24:00", at(5, "12:00"), True, at(7, "00:00"), at(12, "00:00")),
        ("closed", at(2, "12:00"), False, None, None),
        ("00:00-24:00", at(2, "12:00"), True, None, None),
    ],
)
def test_what_is_open_closes_and_what_is_closed_opens(
    text: str, now: datetime, opened: bool, closes: datetime | None, opens: datetime | None
) -> None:
    hours = read_hours(text)
    assert (hours.open_at(now), hours.closes_at(now), hours.opens_next(now)) == (
        opened,
        closes,
        opens,
    )


def test_a_closing_time_is_a_whole_minute() -> None:
    now = at(0, "17:59") + timedelta(seconds=59, microseconds=7)
    assert read_hours("08:00-18:00").open_at(now)
    assert read_hours("08:00-18:00").closes_at(now) == at(0, "18:00")


def test_the_clock_on_the_wall_counts_when_the_clocks_change() -> None:
    chicago = ZoneInfo("America/Chicago")
    eve = datetime(2027, 3, 13, 22, 0, tzinfo=chicago)
    closes = read_hours("20:00-09:00").closes_at(eve)
    assert closes is not None
    assert closes.isoformat() == "2027-03-14T09:00:00-05:00"
    assert closes.astimezone(UTC) - eve.astimezone(UTC) == timedelta(hours=10)


minutes = st.integers(0, DAY - 1)


@st.composite
def written(draw: st.DrawFn) -> str:
    """Give hours as somebody may write them, each day once."""
    parts = []
    for name in draw(
        st.sampled_from([("",), ("mon ", "tue-thu "), ("", "fri, sun "), ("sat-mon ",)])
    ):
        ranges = draw(
            st.lists(st.tuples(minutes, minutes).filter(lambda r: r[0] != r[1]), max_size=3)
        )
        clock = ", ".join(f"{a // 60:02}:{a % 60:02}-{b // 60:02}:{b % 60:02}" for a, b in ranges)
        parts.append(name + (clock or "closed"))
    return "; ".join(parts)


moments = st.datetimes(datetime(2020, 1, 1), datetime(2040, 1, 1))  # noqa: DTZ001


@given(written(), moments)
def test_nothing_changes_before_the_next_closing_or_opening(text: str, now: datetime) -> None:
    hours = read_hours(text)
    now = now.replace(second=0, microsecond=0)
    closes, opens = hours.closes_at(now), hours.opens_next(now)
    change = closes if hours.open_at(now) else opens
    until = min(change or now + timedelta(days=8), now + timedelta(days=8))
    steps = range(0, int((until - now).total_seconds()) // 60, 7)
    assert {hours.open_at(now + timedelta(minutes=step)) for step in steps} == {hours.open_at(now)}
    if change:
        assert hours.open_at(change) is not hours.open_at(now)
        assert hours.open_at(change - timedelta(minutes=1)) is hours.open_at(now)
    if opens:
        assert opens > now
        assert hours.open_at(opens)
        assert not hours.open_at(opens - timedelta(minutes=1))


@given(st.text())
def test_any_text_is_hours_or_answered_with_a_sentence(text: str) -> None:
    for read in (read_hours, read_season, read_time_span):
        try:
            read(text)
        except ValueError as error:
            assert str(error).endswith(".")  # noqa: PT017
            assert len(str(error)) < 200  # noqa: PT017


@pytest.mark.parametrize(
    ("text", "season"),
    [
        ("from april to october", Season((4, 1), (10, 31))),
        ("From April To October", Season((4, 1), (10, 31))),
        ("april-october", Season((4, 1), (10, 31))),
        ("from apr to oct", Season((4, 1), (10, 31))),
        ("from 15 may to 30 september", Season((5, 15), (9, 30))),
        ("from May 15 to September 30", Season((5, 15), (9, 30))),
        ("from 15th may to sept. 30th", Season((5, 15), (9, 30))),
        ("from 15 may to june", Season((5, 15), (6, 30))),
        ("from november to february", Season((11, 1), (2, 29))),
        ("from 29 february to 29 february", Season((2, 29), (2, 29))),
    ],
)
def test_a_season_is_read_as_staff_write_it(text: str, season: Season) -> None:
    assert read_season(text) == season


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", f"'' is not a season. {SEASON}"),
        ("summer", f"'summer' is not a season. {SEASON}"),
        ("from april", f"'from april' is not a season. {SEASON}"),
        ("from april to someday", f"'someday' is not a day or month. {SEASON}"),
        ("from april to october to may", f"'october-may' is not a day or month. {SEASON}"),
        ("from 1 ma to may", f"'1 ma' is not a day or month. {SEASON}"),
        ("from 5/15 to 9/30", f"'5/15' is not a day or month. {SEASON}"),
        ("from 31 april to may", f"There is no 31 April. {SEASON}"),
        ("from 0 april to may", f"There is no 0 April. {SEASON}"),
        ("from may to 30 february", f"There is no 30 February. {SEASON}"),
    ],
)
def test_what_is_no_season_is_answered_with_what_to_type(text: str, told: str) -> None:
    with pytest.raises(ValueError) as caught:  # noqa: PT011
        read_season(text)
    assert str(caught.value) == told


@pytest.mark.parametrize(
    ("text", "inside", "outside"),
    [
        (
            "from april to october",
            [date(2027, 4, 1), date(2027, 10, 31)],
            [date(2027, 3, 31), date(2027, 11, 1)],
        ),
        (
            "from 15 may to 30 september",
            [date(2027, 5, 15), date(2027, 9, 30)],
            [date(2027, 5, 14), date(2027, 10, 1)],
        ),
        (
            "from november to february",
            [date(2027, 11, 1), date(2027, 12, 31), date(2028, 1, 1), date(2028, 2, 29)],
            [date(2027, 10, 31), date(2028, 3, 1)],
        ),
    ],
)
def test_a_season_holds_its_first_day_and_its_last(
    text: str, inside: list[date], outside: list[date]
) -> None:
    season = read_season(text)
    assert [season.holds(day) for day in inside + outside] == [True] * len(inside) + [False] * 2


@pytest.mark.parametrize("day", [(0, 1), (13, 1), (2, 30), (4, 31), (4, 0)])
def test_a_season_has_no_days_that_are_in_no_year(day: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match=f"There is no day {day[1]} in month {day[0]}"):
        Season((1, 1), day)


@given(st.dates(), st.dates(), st.dates())
def test_every_day_is_in_a_season_or_in_the_rest_of_the_year(a: date, b: date, day: date) -> None:
    season = Season((a.month, a.day), (b.month, b.day))
    turned = Season((b.month, b.day), (a.month, a.day))
    ends = {season.first, season.last}
    if (day.month, day.day) in ends:
        assert season.holds(day)
        assert turned.holds(day)
    elif len(ends) == 2:
        assert season.holds(day) is not turned.holds(day)


def test_a_time_span_holds_its_start_and_not_its_end() -> None:
    evening = read_time_span("between 18:00 and 06:00")
    assert evening == TimeSpan(time(18), time(6))
    clocks = ("17:59", "18:00", "23:59", "00:00", "05:59", "06:00", "12:00")
    held = [evening.holds(time.fromisoformat(clock)) for clock in clocks]
    assert held == [False, True, True, True, True, False, False]


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("Between 9:00 AND 17:30", TimeSpan(time(9), time(17, 30))),
        ("between 18:00 and 24:00", TimeSpan(time(18), time(0))),
    ],
)
def test_a_time_span_is_read_as_staff_write_it(text: str, span: TimeSpan) -> None:
    assert read_time_span(text) == span


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("18:00-06:00", f"'18:00-06:00' is not a part of the day. {TIMES}"),
        ("between 18:00 to 06:00", f"'between 18:00 to 06:00' is not a part of the day. {TIMES}"),
        ("between 6pm and 06:00", f"'6pm' {CLOCK} {TIMES}"),
    ],
)
def test_what_is_no_time_span_is_answered_with_what_to_type(text: str, told: str) -> None:
    with pytest.raises(ValueError) as caught:  # noqa: PT011
        read_time_span(text)
    assert str(caught.value) == told


@given(st.times(), st.times(), st.times())
def test_a_time_is_in_a_span_or_in_the_rest_of_the_day(a: time, b: time, at: time) -> None:
    if a == b:
        assert within(at, a, b)
    else:
        assert within(at, a, b) is not within(at, b, a)


@pytest.mark.parametrize(
    ("written", "days"),
    [
        ("mon-fri 09:00-17:00", "yyyyynn"),
        ("22:00-02:00", "yyyyyyy"),
        ("sun 22:00-02:00", "ynnnnny"),
        ("sat 22:00-24:00", "nnnnnyn"),
        ("fri 09:00-10:00, 20:00-21:00", "nnnnynn"),
    ],
)
def test_a_day_has_hours_or_none(written: str, days: str) -> None:
    hours = read_hours(written)
    opens = [hours.open_on((MONDAY + timedelta(days=day)).date()) for day in range(7)]
    assert "".join("ny"[each] for each in opens) == days


@given(written(), moments)
def test_a_day_has_hours_when_it_is_open_at_a_minute_of_it(text: str, now: datetime) -> None:
    hours, morning = read_hours(text), now.replace(hour=0, minute=0, second=0, microsecond=0)
    opens = any(hours.open_at(morning + timedelta(minutes=minute)) for minute in range(DAY))
    assert hours.open_on(now.date()) is opens


@pytest.mark.parametrize(
    ("season", "whole"),
    [
        (Season((4, 1), (10, 31)), True),
        (Season((11, 1), (2, 29)), True),
        (Season((11, 1), (2, 28)), False),
        (Season((5, 15), (9, 30)), False),
    ],
)
def test_a_season_is_of_whole_months_or_not(season: Season, whole: bool) -> None:
    assert season.is_of_whole_months is whole
