import pytest

from engine.places.hours import Season, read_hours
from webhooks.web.walk.hours import hours_told, season_told


@pytest.mark.parametrize(
    ("written", "language", "told"),
    [
        ("mon-sun 00:00-24:00", "en", ""),
        ("08:00-18:00", "en", "08:00–18:00"),
        ("mon-fri 09:00-17:00; sat 10:00-13:00", "en", "Mon–Fri 09:00–17:00, Sat 10:00–13:00"),
        ("mon-fri 09:00-17:00; sat 10:00-13:00", "es", "lun–vie 09:00–17:00, sáb 10:00–13:00"),
        ("mon 08:00-12:00, 14:00-18:00", "en", "Mon 08:00–12:00, 14:00–18:00"),
    ],
)
def test_hours_are_told_by_the_days_that_are_alike(written: str, language: str, told: str) -> None:
    assert hours_told(read_hours(written), language) == told


@pytest.mark.parametrize(
    ("season", "language", "told"),
    [
        (Season((10, 1), (3, 31)), "en", "October – March"),
        (Season((10, 1), (3, 31)), "es", "octubre – marzo"),
        (Season((5, 1), (5, 31)), "en", "May"),
        (Season((5, 15), (9, 30)), "en", "May 15 – September 30"),
        (Season((5, 15), (2, 29)), "es", "15 de mayo – 29 de febrero"),
    ],
)
def test_a_season_is_told_by_its_months_where_they_are_whole(
    season: Season, language: str, told: str
) -> None:
    assert season_told(season, language) == told


def test_months_of_one_language_are_told_by_it_after_those_of_another() -> None:
    summer = Season((6, 1), (7, 31))
    assert [season_told(summer, each) for each in ("zh", "en", "es", "fr", "ar", "pl", "xx")] == [
        "六月 – 七月", "June – July", "junio – julio", "juin – juillet", "يونيو – يوليو",
        "czerwiec – lipiec", "June – July",
    ]  # fmt: skip
