"""When something is to happen, as staff type it."""

from datetime import UTC, datetime

import pytest

from engine.places.moments import LIKE, read_moment

CHICAGO = "America/Chicago"
# A Saturday, 07:00 in Chicago.
NOW = datetime(2027, 6, 5, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("18:00", "2027-06-05T23:00"),
        ("9.30", "2027-06-05T14:30"),
        ("07:00", "2027-06-06T12:00"),
        ("6:59", "2027-06-06T11:59"),
        ("today 20:00", "2027-06-06T01:00"),
        ("5 pm", "2027-06-05T22:00"),
        ("5:30PM", "2027-06-05T22:30"),
        ("12 am", "2027-06-06T05:00"),
        ("tomorrow 12 p.m.", "2027-06-06T17:00"),
        ("today", "2027-06-06T05:00"),
        ("tomorrow", "2027-06-07T05:00"),
        ("Tomorrow  9:00", "2027-06-06T14:00"),
        ("saturday 8:00", "2027-06-05T13:00"),
        ("saturday", "2027-06-06T05:00"),
        ("friday", "2027-06-12T05:00"),
        ("sat 6:00", "2027-06-12T11:00"),
        ("monday 09:00", "2027-06-07T14:00"),
        ("2027-06-05", "2027-06-06T05:00"),
        ("2027-06-07", "2027-06-08T05:00"),
        ("2027-12-07 09:00", "2027-12-07T15:00"),
        ("3 hours", "2027-06-05T15:00"),
        ("in 30 min", "2027-06-05T12:30"),
        ("2h", "2027-06-05T14:00"),
        ("1 day", "2027-06-06T12:00"),
        ("2 weeks", "2027-06-19T12:00"),
    ],
)
def test_a_moment_is_read_on_the_clock_of_the_place(text: str, moment: str) -> None:
    assert read_moment(text, NOW, CHICAGO) == datetime.fromisoformat(f"{moment}+00:00")


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("tomorrow", "2027-06-06T05:00"),
        ("friday", "2027-06-11T05:00"),
        # Today began already, so that it is the one in a week.
        ("saturday", "2027-06-12T05:00"),
        ("2027-12-07", "2027-12-07T06:00"),
        ("friday 9:00", "2027-06-11T14:00"),
        ("18:00", "2027-06-05T23:00"),
        ("1 day", "2027-06-06T12:00"),
    ],
)
def test_of_what_begins_a_day_alone_is_its_beginning(text: str, moment: str) -> None:
    found = read_moment(text, NOW, CHICAGO, begins=True)
    assert found == datetime.fromisoformat(f"{moment}+00:00")


def test_a_day_that_began_is_not_said_to_be_over() -> None:
    for text, told in (
        ("today", "has begun"),
        ("2027-06-05", "has begun"),
        ("2027-06-04", "is over"),
    ):
        with pytest.raises(ValueError, match=f"^'{text}' {told} already"):
            read_moment(text, NOW, CHICAGO, begins=True)


@pytest.mark.parametrize(
    "text",
    ["", "soon", "25:00", "9:60", "tomorrow soon", "fr", "fr 9:00", "2027-02-30", "2027-6-7", "3",
     "hours", "9:00 tomorrow", "99:99", "2027-06-07 9", "13 pm", "0 am", "5 pmm",
     "٣ hours", "\0", "x" * 9000],
)  # fmt: skip
def test_what_is_no_moment_is_told_with_what_to_type(text: str) -> None:
    with pytest.raises(ValueError, match=LIKE.replace(".", r"\.")):
        read_moment(text, NOW, CHICAGO)


@pytest.mark.parametrize("text", ["2027-06-04", "2026-01-01 09:00", "today 06:00", "0 min"])
def test_what_is_over_is_told(text: str) -> None:
    with pytest.raises(ValueError, match=f"^'{text}' is over already"):
        read_moment(text, NOW, CHICAGO)


@pytest.mark.parametrize(
    "text", ["99999 weeks", "2127-06-07", "2029-06-09", "9999-12-31 23:00", "9999-12-31"]
)
def test_what_is_too_far_off_is_told(text: str) -> None:
    with pytest.raises(ValueError, match="at most two years"):
        read_moment(text, NOW, CHICAGO)


def test_a_time_that_the_clocks_leave_out_is_one_hour_later() -> None:
    before = datetime(2027, 3, 14, 1, 0, tzinfo=UTC)
    assert read_moment("2027-03-14 02:30", before, CHICAGO) == datetime(
        2027, 3, 14, 8, 30, tzinfo=UTC
    )
