"""What is told of plays, and of few of them."""

from pathlib import Path

import pytest

from engine.reports import Asked, Report, Row, report, rounded
from engine.store.outcome import HappeningKind
from engine.store.totals import Sum
from tests.engine.door import catalog

JUNE = Asked("door", "2027-06-01", "2027-06-30")
DAY = "2027-06-05"


def some(kind: HappeningKind, what: str, times: int, language: str = "en", **more: object) -> Sum:
    return Sum(kind, what, "sms", language, staff=bool(more.get("staff")), times=times, day=DAY)


def made(*sums: Sum, asked: Asked = JUNE) -> Report:
    return report(asked, sums, sums)


def rows(told: Report, section: str) -> list[tuple[object, ...]]:
    return [(row.name, *row.numbers.values()) for row in told.section(section).rows]


@pytest.mark.parametrize(
    ("number", "told"),
    [(0, 0), (1, "under 5"), (4, "under 5"), (5, 5), (7, 5), (8, 10), (1234, 1235)],
)
def test_a_number_is_told_to_the_nearest_five_and_few_as_few(number: int, told: object) -> None:
    assert rounded(number) == told


def test_where_fewer_than_five_played_nothing_more_is_told() -> None:
    assert made(some("started", "", 4), some("ended", "Home", 4)).sections == ()
    assert made().sections == ()
    assert made(some("started", "", 5), some("ended", "Home", 5)).sections != ()


def test_what_few_did_cannot_be_found_by_subtraction() -> None:
    told = made(some("started", "", 41), some("started", "", 2, "es"), some("ended", "Home", 2))
    assert rows(told, "total") == [("", 45, "under 5", 0, 0, 0, 0, 0)]
    assert rows(told, "language") == [("en", 40, "under 5"), ("es", "under 5", None)]


def test_of_few_nothing_else_is_told_not_even_that_it_is_none() -> None:
    told = made(some("started", "", 20), some("started", "", 1, "es"))
    assert rows(told, "language")[1] == ("es", "under 5", None)


def test_texts_are_told_with_their_segments_where_these_are_charged() -> None:
    by_web = Sum("texted", "1+9", "web", "en", staff=False, times=100, day=DAY)
    told = made(
        some("started", "", 10), some("texted", "1+2", 20), some("texted", "0+1", 10), by_web
    )
    assert told.section("total").rows[0].numbers == {
        "plays": 10, "completed": 0, "hints": 0, "not understood": 0, "texts in": 20,
        "texts out": 30, "segments": 70,
    }  # fmt: skip
    assert rows(told, "month") == [("2027-06", 10, 0, 70)]


def test_days_are_told_where_they_are_asked_for() -> None:
    told = made(some("started", "", 10), asked=Asked("door", DAY, DAY, by="day"))
    assert rows(told, "day") == [(DAY, 10, 0, 0)]


def test_scenes_tell_who_came_and_who_has_not_gone_on_most_of_these_first() -> None:
    told = made(
        some("started", "", 100), some("moved", "}door", 100), some("moved", "door}cellar", 80),
        some("moved", "cellar}", 20), some("hinted", "cellar", 30), some("missed", "door", 10),
    )  # fmt: skip
    assert rows(told, "scene") == [("cellar", 80, 60, 30, 0), ("door", 100, 20, 0, 10)]


def test_who_came_before_the_period_makes_nobody_less_than_none() -> None:
    told = made(some("started", "", 10), some("moved", "door}", 50), some("moved", "}door", 10))
    assert rows(told, "scene") == [("door", 10, 0, 0, 0)]


def test_signs_are_told_by_their_names_also_those_that_nobody_scans(tmp_path: Path) -> None:
    door = catalog(tmp_path).stories["door"]
    sums = [
        some("started", "", 5), some("started", "yard", 10), some("scanned", "yard", 15),
        some("reported", "gone", 5),
    ]  # fmt: skip
    told = report(JUNE, sums, sums, door)
    assert told.title == "The Door"
    assert told.section("sign").rows == (
        Row("yard", "Yard", {"scans": 15, "plays begun": 10, "reported": 0}),
        Row("cellar", "Cellar", {"scans": 0, "plays begun": 0, "reported": 0}),
        Row("gone", "", {"scans": 0, "plays begun": None, "reported": None}),
    )


def test_plays_of_staff_are_left_out_and_how_many_is_said() -> None:
    sums = [some("started", "", 10), some("started", "", 3, staff=True), some("ended", "", 10)]
    told = made(*sums)
    assert (told.staff_plays, told.section("total").rows[0].numbers["plays"]) == (3, 10)
    assert rows(told, "ending") == [("-", 10)]


def test_of_staff_everything_is_told_as_it_was() -> None:
    sums = [some("started", "", 10), some("started", "", 3, staff=True)]
    told = report(Asked("door", DAY, DAY, of_staff=True), sums, sums)
    assert rows(told, "total") == [("", 3, 0, 0, 0, 0, 0, 0)]
