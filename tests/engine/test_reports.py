"""What is told of plays, and of few of them."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from engine.reports import Asked, Report, Row, report, rounded, rounded_cost
from engine.store.outcome import HappeningKind
from engine.store.spending import Spent
from engine.store.totals import Sum
from tests.engine.door import catalog

JUNE = Asked("door", "2027-06-01", "2027-06-30")
DAY = "2027-06-05"


def some(kind: HappeningKind, what: str, times: int, language: str = "en", **more: object) -> Sum:
    return Sum(kind, what, "sms", language, staff=bool(more.get("staff")), times=times, day=DAY)


def made(*sums: Sum, asked: Asked = JUNE, spent: Sequence[Spent] = ()) -> Report:
    return report(asked, sums, sums, spent)


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
    assert rows(told, "total") == [("", 45, "under 5", *[0] * 7)]
    assert rows(told, "language") == [("en", 40, "under 5"), ("es", "under 5", None)]


def test_of_few_nothing_else_is_told_not_even_that_it_is_none() -> None:
    told = made(some("started", "", 20), some("started", "", 1, "es"))
    assert rows(told, "language")[1] == ("es", "under 5", None)


def paid(amount: int, segments: int, day: str = DAY, *, staff: bool = False) -> Spent:
    return Spent(date.fromisoformat(day), "door", "US", 5, segments - 5, 0, 2, amount, staff, 5, 12)


def test_texts_are_told_with_their_segments_and_what_was_paid_for_them() -> None:
    spent = [paid(311_000, 21), paid(400_000, 40, "2027-06-07"), paid(9_000_000, 90, staff=True)]
    told = made(some("started", "", 10), spent=spent)
    assert told.section("total").rows[0].numbers == {
        "plays": 10, "completed": 0, "hints": 0, "not understood": 0, "texts in": 10,
        "texts out": 25, "segments": 60, "pictures and sounds": "under 5", "cost": 700_000,
    }  # fmt: skip
    assert rows(told, "month") == [("2027-06", 10, 0, 60, 700_000)]


def test_of_staff_what_was_paid_is_told_to_the_cent() -> None:
    asked = Asked("door", DAY, DAY, of_staff=True)
    told = made(some("started", "", 1, staff=True), asked=asked, spent=[
        paid(311_000, 21, staff=True), paid(400_000, 40),
    ])  # fmt: skip
    assert told.section("total").rows[0].numbers["cost"] == 311_000


@pytest.mark.parametrize(
    ("cost", "texts", "told"),
    [
        (0, 0, 0), (51_200, 4, None), (51_200, 5, 100_000), (294_400, 23, 300_000),
        (313_600, 25, 300_000), (640_000, 50, 600_000), (3_450_000, 23, 3_200_000),
        (3_600_000, 24, 4_000_000), (1_234_567_890, 100_000, 1_234_600_000),
    ],
)  # fmt: skip
def test_a_cost_tells_no_more_than_the_rounded_number_of_texts(
    cost: int, texts: int, told: int | None
) -> None:
    assert rounded_cost(cost, texts) == told


def test_on_a_day_on_which_few_began_nothing_is_told_of_what_was_paid() -> None:
    told = made(some("started", "", 10), asked=Asked("door", DAY, DAY, by="day"), spent=[
        paid(400_000, 40), paid(400_000, 40, "2027-06-07"),
    ])  # fmt: skip
    assert rows(told, "day") == [
        (DAY, 10, 0, 40, 400_000), ("2027-06-07", 0, None, None, None)
    ]  # fmt: skip


def test_days_are_told_where_they_are_asked_for() -> None:
    told = made(some("started", "", 10), asked=Asked("door", DAY, DAY, by="day"))
    assert rows(told, "day") == [(DAY, 10, 0, 0, 0)]


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
    told = report(JUNE, sums, sums, read=door)
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
    assert rows(told, "total") == [("", 3, *[0] * 8)]
