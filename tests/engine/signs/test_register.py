"""What becomes of a sign, told entry by entry."""

from dataclasses import replace
from itertools import product
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.signs.register import (
    A_PLAYER,
    DAY_S,
    KINDS,
    PERMITS,
    STATES,
    Entry,
    Kind,
    Leads,
    Permit,
    Sign,
    State,
    is_news,
    says_again,
    state_of,
    states_of,
    without_number,
)

CODE = "4273"


def entry(kind: Kind, at_s: int = 1, **more: object) -> Entry:
    if kind == "moved":
        more = {"story": "pier", "place": "light", **more}
    return Entry(CODE, at_s, kind, **more)  # type: ignore[arg-type]


def after(*kinds: Kind) -> State:
    """Give the state of a sign to which this happened, one after the other."""
    return state_of([entry(kind, at_s) for at_s, kind in enumerate(kinds, start=1)]).state


def test_a_sign_that_nobody_wrote_of_is_in_the_story() -> None:
    assert state_of([], CODE) == Sign(CODE, "in the story")


def test_a_sign_is_ordered_printed_and_placed_and_each_day_is_kept() -> None:
    log = [entry("ordered", 10), entry("printed", 20), entry("placed", 30), entry("checked", 40)]
    assert [state_of(log[:many]) for many in (1, 2, 3, 4)] == [
        Sign(CODE, "ordered", 10, dates={"ordered": 10}),
        Sign(CODE, "printed", 20, dates={"ordered": 10, "printed": 20}),
        Sign(CODE, "placed", 30, dates={"ordered": 10, "printed": 20, "placed": 30}),
        Sign(
            CODE, "placed", 30, dates={"ordered": 10, "printed": 20, "placed": 30, "checked": 40}
        ),
    ]  # fmt: skip


def test_who_says_the_same_again_is_told_from_who_says_another_thing() -> None:
    torn = entry("damaged", 50, by="AB", note="Torn")

    def again(*log: Entry, since_s: int = 40) -> bool:
        return says_again(log, replace(torn, at_s=60), since_s)

    assert again(torn)
    assert again(torn, entry("seen", 55), entry("damaged", 55, by=A_PLAYER), entry("asked", 56))
    assert again(entry("checked", 45, by="AB"), torn)
    assert not again()
    assert not again(torn, since_s=51)
    assert not again(torn, entry("checked", 55, by="AB"))
    for other in ({"by": "CD"}, {"note": ""}, {"kind": "missing"}):
        assert not again(replace(torn, **other))  # type: ignore[arg-type]


@pytest.mark.parametrize("trouble", ["damaged", "missing", "removed"])
@pytest.mark.parametrize("there", ["placed", "checked"])
def test_who_places_or_checks_a_sign_ends_what_was_wrong_with_it(
    trouble: Kind, there: Kind
) -> None:
    assert after("placed", trouble) == trouble
    assert after("placed", trouble, there) == "placed"


def test_what_is_known_already_began_when_it_was_first_told() -> None:
    log = [entry("placed", 1), entry("missing", 5), entry("missing", 9)]
    sign = state_of(log)
    assert (sign.since_s, sign.dates["missing"]) == (5, 9)


def test_a_sign_that_is_placed_anew_is_there_since_then() -> None:
    assert state_of([entry("placed", 1), entry("placed", 9)]).since_s == 9


def test_a_removed_sign_comes_back_then_and_later_words_win() -> None:
    log = [entry("removed", 5, until_s=100), entry("removed", 6, until_s=200)]
    assert (state_of(log[:1]).until_s, state_of(log).until_s) == (100, 200)
    assert state_of([*log, entry("placed", 90)]).until_s is None
    assert state_of([*log, entry("missing", 90)]).until_s is None


@pytest.mark.parametrize("state", ["placed", "damaged", "missing", "removed"])
@pytest.mark.parametrize("made", ["ordered", "printed"])
def test_a_new_one_is_ordered_while_the_old_one_stays_as_it_is(state: Kind, made: Kind) -> None:
    assert after(state, made) == state


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in ("ordered", "printed")])
def test_a_retired_sign_stays_so_until_it_is_made_or_placed_again(kind: Kind) -> None:
    assert after("placed", "retired", kind) == ("placed" if kind == "placed" else "retired")


def test_a_retired_sign_may_be_made_anew() -> None:
    assert after("retired", "ordered") == "ordered"
    assert after("retired", "printed", "placed") == "placed"


@pytest.mark.parametrize("kind", ["moved", "seen", *PERMITS])
def test_where_a_code_leads_who_saw_it_and_what_is_allowed_change_no_state(kind: Kind) -> None:
    for state in get_args(State)[1:]:
        sign = state_of([entry(state, 1), entry(kind, 2)])
        assert (sign.state, sign.since_s, sign.dates[kind]) == (state, 1, 2)
    assert after(kind) == "in the story"


def test_a_code_leads_where_it_was_last_pointed_to_and_its_own_place_is_remembered() -> None:
    log = [
        entry("placed", story="mural", place="wall"),
        entry("moved", story="pier", place="light"),
        entry("checked"),
    ]
    sign = state_of(log)
    assert (sign.moved, sign.known) == (Leads("pier", "light"), Leads("pier", "light"))
    assert state_of(log[:1]).known == Leads("mural", "wall")
    assert state_of(log[:1]).moved is None
    again = state_of([*log, entry("moved", story="mural", place="wall")])
    assert again.moved == Leads("mural", "wall")


def test_the_last_word_on_a_permission_counts_and_it_ends() -> None:
    log = [
        entry("asked", 1, whom="Parks"),
        entry("granted", 2, whom="Parks", until_s=50),
    ]
    assert state_of(log[:1]).permit == Permit("asked", 1, "Parks")
    granted = state_of(log).permit
    assert granted == Permit("granted", 2, "Parks", 50)
    assert [granted.holds(now_s) for now_s in (2, 49, 50)] == [True, True, False]
    refused = state_of([*log, entry("refused", 3, whom="Parks")]).permit
    assert refused == Permit("refused", 3, "Parks")
    assert not refused.holds(3)
    assert Permit("granted", 2).holds(10**9)


def test_a_player_who_reports_a_sign_that_staff_know_is_gone_does_not_put_it_back() -> None:
    for gone in ("missing", "removed", "retired"):
        log = [entry(gone, 1), entry("damaged", 2, by=A_PLAYER)]
        assert state_of(log).state == gone
    assert state_of([entry("placed"), entry("damaged", by=A_PLAYER)]).state == "damaged"
    assert after("missing", "damaged") == "damaged"


def test_the_signs_of_a_log_are_told_apart() -> None:
    other = replace(entry("missing", 3), code="8W5T")
    assert states_of([entry("placed", 1), other, entry("damaged", 4)]) == {
        CODE: Sign(CODE, "damaged", 4, dates={"placed": 1, "damaged": 4}),
        "8W5T": Sign("8W5T", "missing", 3, dates={"missing": 3}),
    }
    with pytest.raises(ValueError, match="one sign"):
        state_of([entry("placed"), other])


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"code": "42 73"}, "'42 73' is no code"),
        ({"code": "abcd"}, "'abcd' is no code"),
        ({"code": ""}, "'' is no code"),
        ({"kind": "moved"}, "to a place of a story"),
        ({"kind": "moved", "story": "pier"}, "to a place of a story"),
        ({"kind": "placed", "until_s": 9}, "no end"),
        ({"kind": "missing", "whom": "Parks"}, "permission"),
    ],
)
def test_what_cannot_happen_to_a_sign_is_no_entry(wrong: dict[str, object], told: str) -> None:
    whole: dict[str, object] = {"code": CODE, "at_s": 1, "kind": "placed", **wrong}
    with pytest.raises(ValueError, match=told):
        Entry(**whole)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "wrong",
    [
        {"state": "placed"},
        {"state": "in the story", "since_s": 3},
        {"state": "missing", "since_s": 3, "until_s": 9},
    ],
)
def test_a_state_that_cannot_be_is_no_sign(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"state since|comes back"):
        Sign(CODE, **wrong)  # type: ignore[arg-type]


@given(
    st.lists(
        st.tuples(
            st.sampled_from(KINDS),
            st.integers(0, 9),
            st.booleans(),
            st.sampled_from(["", A_PLAYER]),
        ),
        max_size=12,
    )
)
def test_any_history_at_all_makes_a_sign_that_can_be(
    told: list[tuple[Kind, int, bool, str]],
) -> None:
    log = [
        entry(
            kind, at_s, by=by, until_s=99 if ends and kind in ("removed", "granted") else None
        )
        for kind, at_s, ends, by in told
    ]  # fmt: skip
    sign = state_of(log, CODE)
    assert sign.state in STATES
    assert set(sign.dates) == {each.kind for each in log}
    assert sign == (states_of(log).get(CODE) or Sign(CODE))


def test_every_state_leads_somewhere_on_from_every_other() -> None:
    """There is no state that staff cannot leave again."""
    for one, other in product(STATES[1:], STATES[1:]):
        ways = ([one, other], [one, "placed", other], [one, "retired", other])
        assert other in {after(*way) for way in ways}


# What players bring


def test_what_a_player_reports_is_news_once_a_day_while_staff_were_not_there() -> None:
    first = entry("damaged", 1_000, by=A_PLAYER)
    assert is_news([], "damaged", 1_000)
    assert not is_news([first], "damaged", 1_000)
    assert not is_news([first, entry("ordered", 1_001)], "damaged", 999 + DAY_S)
    assert is_news([first], "damaged", 1_000 + DAY_S)
    assert is_news([first, entry("checked", 1_001)], "damaged", 1_002)
    assert is_news([first], "seen", 1_002)
    assert not is_news([entry("seen", 1_001), first], "seen", 1_002)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("AB", "AB"),
        ("A. Byrd  (desk 2)\n", "A. Byrd (desk 2)"),
        ("+1 (202) 555-0123", "+# (###) ###-####"),
        ("desk 5550123", "desk #######"),
        ("room 101", "room 101"),
        ("٥٥٥٠١٢٣", "#######"),
    ],
)
def test_a_number_is_not_kept_as_who_said_something(typed: str, kept: str) -> None:
    assert without_number(typed) == kept
