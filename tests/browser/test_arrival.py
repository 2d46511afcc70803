"""When a walker comes to a stop, and when they have left it: each sentence of the rule."""

from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.walking import TAKE, Fix, events, standing, stop, take

BRIDGE = stop("bridge")


def told(**more: Any) -> dict[str, Any]:
    return {"arrived": None, "left": None, "ignored": None, "distances": {}} | more


def test_two_fixes_in_a_row_within_the_radius_are_an_arrival(modules: Page) -> None:
    assert take(modules, [BRIDGE], ["bridge"], Fix(-35, 0), Fix(-29, 1), Fix(-28, 2)) == [
        told(distances={"bridge": 35}),
        told(distances={"bridge": 29}),
        told(distances={"bridge": 28}, arrived="bridge"),
    ]


def test_two_fixes_that_are_not_in_a_row_are_none(modules: Page) -> None:
    walk = [Fix(-29, 0), Fix(-31, 1), Fix(-29, 2), Fix(-31, 3)]
    assert events(take(modules, [BRIDGE], ["bridge"], *walk)) == [".", ".", ".", "."]


def test_a_fix_that_counts_for_nothing_does_not_break_the_row(modules: Page) -> None:
    walk = [Fix(-29, 0), Fix(-29, 1, accuracy_m=61), Fix(-29, 2)]
    assert events(take(modules, [BRIDGE], ["bridge"], *walk)) == [".", "coarse", "+bridge"]


@pytest.mark.parametrize(("accuracy_m", "event"), [(19, "+bridge"), (21, ".")])
def test_one_fix_is_enough_that_is_within_even_with_half_its_accuracy(
    modules: Page, accuracy_m: float, event: str
) -> None:
    assert events(take(modules, [BRIDGE], ["bridge"], Fix(20, 0, accuracy_m))) == [event]


def test_whoever_is_there_when_a_stop_is_armed_has_come_with_the_next_fix(modules: Page) -> None:
    walk = [*standing(25, range(3)), ["bridge"], Fix(25, 3)]
    assert events(take(modules, [BRIDGE], *walk)) == [".", ".", ".", "+bridge"]


def test_a_stop_that_the_story_does_not_wait_for_is_passed(modules: Page) -> None:
    both = [BRIDGE, stop("mill", 200)]
    assert events(take(modules, both, ["mill"], *standing(0, range(4)))) == ["."] * 4
    assert events(take(modules, both, *standing(0, range(4)))) == ["."] * 4


def test_the_last_arming_counts(modules: Page) -> None:
    both = [BRIDGE, stop("mill", 200)]
    walk = [["bridge"], ["mill"], *standing(0, range(2))]
    assert events(take(modules, both, *walk)) == [".", "."]


def test_the_nearest_wins_and_then_none_is_waited_for(modules: Page) -> None:
    stops = [stop("bridge", 0), stop("mill", 20)]
    walk = [["bridge", "mill"], *standing(12, range(3)), ["bridge"], Fix(12, 3)]
    assert take(modules, stops, *walk) == [
        told(arrived="mill", distances={"mill": 8, "bridge": 12}),
        told(distances={"mill": 8, "bridge": 12}),
        told(distances={"mill": 8, "bridge": 12}),
        told(arrived="bridge", distances={"mill": 8, "bridge": 12}),
    ]


def test_nobody_comes_twice_without_having_left(modules: Page) -> None:
    walk = [["bridge"], Fix(0, 0), ["bridge"], *standing(0, range(1, 5))]
    assert events(take(modules, [BRIDGE], *walk)) == ["+bridge", ".", ".", ".", "."]


def test_left_has_whose_fixes_are_all_well_outside_for_twenty_seconds(modules: Page) -> None:
    away = [Fix(43, at_s) for at_s in (10, 20, 29, 30, 31)]
    walk = [["bridge"], Fix(0, 0), *away, ["bridge"], Fix(0, 40)]
    assert events(take(modules, [BRIDGE], *walk)) == [
        *("+bridge", ".", ".", ".", "-bridge", ".", "+bridge"),
    ]


def test_two_fixes_are_too_few_to_have_left_however_long_they_last(modules: Page) -> None:
    walk = [["bridge"], Fix(0, 0), Fix(43, 30), Fix(43, 90), Fix(43, 91)]
    assert events(take(modules, [BRIDGE], *walk)) == ["+bridge", ".", ".", "-bridge"]


def test_one_fix_nearer_by_and_leaving_begins_anew(modules: Page) -> None:
    walk = [Fix(43, 10), Fix(43, 20), Fix(41, 29), Fix(43, 30), Fix(43, 40), Fix(43, 50)]
    assert events(take(modules, [BRIDGE], ["bridge"], Fix(0, 0), *walk)) == [
        *("+bridge", ".", ".", ".", ".", ".", "-bridge"),
    ]


@pytest.mark.parametrize(
    ("within_m", "accuracy_m", "edge_m"),
    [(30, 10, 42), (10, 10, 20), (100, 10, 140), (30, 50, 55)],
)
def test_outside_is_beyond_the_widest_of_three(
    modules: Page, within_m: float, accuracy_m: float, edge_m: float
) -> None:
    place = [stop("bridge", 0, within_m)]
    for away_m, last in ((edge_m - 1, "."), (edge_m + 1, "-bridge")):
        away = [Fix(away_m, at_s, accuracy_m) for at_s in (60, 70, 80)]
        walk = [["bridge"], Fix(0, 0, 5), *away]
        assert events(take(modules, place, *walk)) == ["+bridge", ".", ".", last]


@pytest.mark.parametrize(
    ("within_m", "accuracy_m", "event"),
    [
        (30, 60, "."),
        (30, 61, "coarse"),
        (10, 50, "."),
        (10, 51, "coarse"),
        (100, 200, "."),
        (100, 201, "coarse"),
    ],
)
def test_a_coarse_fix_counts_for_nothing(
    modules: Page, within_m: float, accuracy_m: float, event: str
) -> None:
    fix = Fix(500, 0, accuracy_m)
    assert events(take(modules, [stop("bridge", 0, within_m)], fix)) == [event]


def test_a_fix_serves_only_the_stops_that_it_is_fine_enough_for(modules: Page) -> None:
    stops = [stop("square", 0, 100), stop("bridge", 0, 30)]
    walk = [["bridge"], *standing(0, range(3), 70), ["square"], Fix(0, 3, 70)]
    assert events(take(modules, stops, *walk)) == [".", ".", ".", "+square"]


@pytest.mark.parametrize(("age_s", "event"), [(15, "+bridge"), (15.5, "old"), (-5, "+bridge")])
def test_an_old_fix_counts_for_nothing(modules: Page, age_s: float, event: str) -> None:
    fix = Fix(0, 100, now_s=100 + age_s)
    assert events(take(modules, [BRIDGE], ["bridge"], fix)) == [event]


def test_the_same_fix_again_or_an_earlier_one_counts_for_nothing(modules: Page) -> None:
    walk = [Fix(28, 10), Fix(28, 10), Fix(28, 9), Fix(28, 11)]
    assert events(take(modules, [BRIDGE], ["bridge"], *walk)) == [".", "old", "old", "+bridge"]


@pytest.mark.parametrize(("up_m", "event"), [(-197, "."), (-195, "jump")])
def test_nobody_walks_faster_than_eight_metres_a_second(
    modules: Page, up_m: float, event: str
) -> None:
    walk = [Fix(-300, 0), Fix(up_m, 13)]
    assert events(take(modules, [BRIDGE], *walk)) == [".", event]


def test_a_jump_does_not_become_believable_by_lasting_some_seconds(modules: Page) -> None:
    jump = [Fix(0, at_s) for at_s in range(1, 10)]
    back = [Fix(-60, 10), Fix(-59, 11)]
    walk = [["bridge"], Fix(-60, 0), *jump, *back]
    assert events(take(modules, [BRIDGE], *walk)) == [".", *(["jump"] * 9), ".", "."]


@pytest.mark.parametrize(("up_m", "event"), [(12, "."), (13, "jump")])
def test_what_is_nearer_to_a_jump_than_to_where_they_were_is_doubted_with_it(
    modules: Page, up_m: float, event: str
) -> None:
    walk = [Fix(0, 0), Fix(25, 1), Fix(up_m, 4)]
    assert events(take(modules, [BRIDGE], *walk)) == [".", "jump", event]


@pytest.mark.parametrize(("up_m", "event"), [(-31, "."), (-33, "jump")])
def test_while_there_is_doubt_nobody_is_taken_to_have_come_far(
    modules: Page, up_m: float, event: str
) -> None:
    # By speed alone 48 m would do.
    walk = [Fix(0, 0), Fix(500, 1), Fix(up_m, 6)]
    assert events(take(modules, [BRIDGE], *walk)) == [".", "jump", event]


def test_where_the_first_was_wrong_those_are_believed_that_agree_for_ten_seconds(
    modules: Page,
) -> None:
    walk = [["bridge"], Fix(-3000, 0), *standing(0, range(1, 12))]
    assert events(take(modules, [BRIDGE], *walk)) == [".", *(["jump"] * 10), "+bridge"]


def test_after_twenty_seconds_of_jumps_any_fix_is_believed(modules: Page) -> None:
    jumps = [Fix(500 * (-1) ** at_s, at_s) for at_s in range(1, 21)]
    walk = [Fix(-3000, 0), *jumps, Fix(0, 21)]
    assert events(take(modules, [BRIDGE], *walk)) == [".", *(["jump"] * 20), "."]


def test_after_a_gap_one_may_be_anywhere_that_one_can_walk_to(modules: Page) -> None:
    walk = [["bridge"], Fix(-2000, 0), Fix(0, 300)]
    assert events(take(modules, [BRIDGE], *walk)) == [".", "+bridge"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"lat": None},
        {"lon": "8.25"},
        {"lat": 91},
        {"lon": -181},
        {"accuracy_m": -1},
        {"at_s": None},
    ],
)
def test_what_is_no_position_counts_for_nothing(modules: Page, wrong: dict[str, Any]) -> None:
    fix = Fix(0, 1).step()["fix"] | wrong
    steps = [{"arm": ["bridge"]}, {"fix": fix, "now_s": 1}]
    assert modules.evaluate(TAKE, [[BRIDGE], steps]) == [told(ignored="broken")]


def test_the_usual_radius_is_thirty_metres(modules: Page) -> None:
    usual = [stop("bridge", 0, None)]
    assert events(take(modules, usual, ["bridge"], *standing(30.5, range(2)))) == [".", "."]
    assert events(take(modules, usual, ["bridge"], *standing(29.5, range(2)))) == [".", "+bridge"]


def test_a_walk_without_stops_waits_for_nothing(modules: Page) -> None:
    assert events(take(modules, [], ["bridge"], Fix(0, 0))) == ["."]


def test_the_same_fixes_give_the_same_answers(modules: Page) -> None:
    walk = [["bridge"], *(Fix(at_s % 50, at_s) for at_s in range(200)), ["bridge"]]
    assert take(modules, [BRIDGE], *walk) == take(modules, [BRIDGE], *walk)
