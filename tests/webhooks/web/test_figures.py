import pytest

from webhooks.web.figures import about, distance, minutes


@pytest.mark.parametrize(
    ("metres", "words"),
    [(0, ""), (3, "10 m"), (334, "330 m"), (994, "990 m"), (995, "1 km"), (2760, "2.8 km")],
)
def test_a_way_is_told_in_tens_of_metres_or_tenths_of_a_kilometre(metres: int, words: str) -> None:
    assert distance(metres, "en") == words


@pytest.mark.parametrize(
    ("language", "words"),
    [("es", "1,2 km"), ("es-MX", "1,2 km"), ("ar", "1.2 كم"), ("xx", "1.2 km"), ("", "1.2 km")],
)
def test_a_language_has_its_own_figures_where_it_is_known(language: str, words: str) -> None:
    assert distance(1_179, language) == words


@pytest.mark.parametrize(
    ("number", "told"), [(1, 1), (9, 9), (10, 10), (12, 10), (13, 15), (21, 20), (58, 60)]
)
def test_minutes_that_nobody_knows_exactly_are_told_in_fives(number: int, told: int) -> None:
    assert about(number) == told
    assert minutes(about(number), "en") == f"{told} min"
