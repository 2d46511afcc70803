"""Rows, orders and places of boxes."""

from itertools import pairwise

import pytest

from engine.checking.drawing.layout import Joined, Sized, layout
from engine.checking.drawing.ordering import ordered
from engine.checking.drawing.packing import PART_GAP, packed
from engine.checking.drawing.placing import placed, straighten
from engine.checking.drawing.plates import MARGIN, Area, plates
from engine.checking.drawing.ranks import ranks, turned_back

BOX = Sized(100, 40)


def test_a_link_to_what_led_there_turns_back() -> None:
    assert turned_back(4, [(0, 1), (1, 2), (2, 1), (2, 0), (0, 3), (3, 2)]) == {2, 3}
    assert turned_back(2, [(0, 0), (0, 1)]) == {0}


def test_a_box_stands_below_all_that_lead_to_it() -> None:
    assert ranks(5, [(0, 1), (1, 2), (0, 2), (2, 3), (0, 4)]) == [0, 1, 2, 3, 1]


def test_what_the_start_does_not_lead_to_stands_right_above_what_it_leads_to() -> None:
    links = [(0, 1), (1, 2), (2, 3), (4, 3), (5, 4), (5, 6)]
    assert ranks(7, links) == [0, 1, 2, 3, 2, 1, 2]


def test_what_only_others_than_the_start_lead_to_stands_below_them() -> None:
    assert ranks(5, [(0, 1), (1, 2), (3, 2), (3, 4)]) == [0, 1, 2, 1, 2]


def test_rows_are_ordered_so_that_lines_do_not_cross() -> None:
    rows = [[0, 1, 2], [3, 4, 5]]
    links = [(0, 5), (1, 4), (2, 3)]
    assert ordered(rows, links, [None] * 6) in (
        [[0, 1, 2], [5, 4, 3]],
        [[2, 1, 0], [3, 4, 5]],
    )


def test_what_is_of_one_group_stands_together() -> None:
    rows = ordered([[0, 1, 2], [3, 4, 5]], [(0, 5), (1, 3), (2, 4)], [None] * 3 + ["p", None, "p"])
    assert "".join("p" if item in (3, 5) else "." for item in rows[1]) in ("pp.", ".pp")


def test_items_of_a_row_never_overlap_and_lines_are_straight_where_they_can_be() -> None:
    rooms = [100.0, 100.0, 60.0, 20.0, 100.0]
    rows = [[0], [1, 2, 3], [4]]
    middles = placed(rows, [(0, 1), (0, 2), (0, 3), (1, 4)], rooms, groups=[None] * 5, bends=5)
    for left, right in pairwise(rows[1]):
        assert middles[right] - middles[left] >= (rooms[left] + rooms[right]) / 2 - 1e-6
    assert middles[1] == pytest.approx(middles[4], abs=1.0)


def test_the_bends_of_a_line_are_put_above_each_other() -> None:
    middles = [0.0, 50.0, 10.0, 90.0, 30.0]
    straighten([[0, 1], [2, 3], [4]], [(1, 3, 4)], middles, [20.0] * 5)
    assert middles[1] == middles[3] == middles[4]
    assert middles[1] - middles[0] >= 20
    assert middles[3] - middles[2] >= 20


def test_a_line_back_over_several_rows_runs_at_the_side_and_up() -> None:
    lines = [Joined(0, 1), Joined(1, 2), Joined(2, 0, 50, 14)]
    done = layout([BOX] * 3, lines)
    down, _, back = done.routes
    assert not down.turned
    assert back.turned
    right = max(x for x, _ in done.corners) + BOX.width
    assert back.runs[1].x > right
    assert back.runs[1].start > back.runs[1].end
    assert back.label_x == back.runs[1].x
    assert back.label_y > done.corners[1][1] + BOX.height
    assert done.width >= back.label_x + 25


def test_a_line_back_over_one_row_runs_beside_the_line_there() -> None:
    done = layout([BOX] * 2, [Joined(0, 1, 50, 14), Joined(1, 0, 50, 14)])
    there, back = done.routes
    assert back.turned
    assert abs(there.label_x - back.label_x) >= 50
    assert done.width < 3 * BOX.width


def test_parts_stand_side_by_side_and_what_has_no_line_beside_its_group() -> None:
    group = Sized(100, 40, "p")
    done = packed([BOX, BOX, group, BOX, group], [Joined(0, 1), Joined(2, 3)])
    assert done.corners[2][1] == done.corners[4][1]
    assert abs(done.corners[2][0] - done.corners[4][0]) < 2 * BOX.width
    assert min(done.corners[2][0], done.corners[4][0]) >= BOX.width + PART_GAP
    assert done.corners[0][1] == done.corners[2][1] == 0


def test_a_place_has_one_ground_where_no_other_box_stands_in_between() -> None:
    areas = [Area(0, 0, 100, 40), Area(0, 80, 100, 120), Area(0, 160, 100, 200)]
    assert plates(areas, ["p", "p", None]) == [
        ("p", Area(-MARGIN, -MARGIN, 100 + MARGIN, 120 + MARGIN))
    ]
    assert plates(areas, ["p", "q", "p"]) == [
        ("p", areas[0].grown(MARGIN)),
        ("p", areas[2].grown(MARGIN)),
        ("q", areas[1].grown(MARGIN)),
    ]
