"""What a phone keeps of a walk, and what becomes of it when the server answers."""

from typing import Any, TypeAlias

import pytest
from playwright.sync_api import Page

Data: TypeAlias = dict[str, Any]
CALL = """async ([name, given]) => {
  const record = await import("/walk/record.js");
  return record[name](...given);
}"""
PLAY = {"scene": "well", "menu": [], "ended": None, "items": [], "place": None, "edition": "one"}
WET, DRY = [{"text": "Wet."}], [{"text": "Dry."}]


def entry(message: str, **more: Any) -> Data:
    return {"do": "press", "what": "well/a-drop", "message": message} | more


def kept(*queue: Data, **more: Any) -> Data:
    """Give what a phone keeps; its last turn told that it is wet."""
    return {
        "file": "/one.json", "token": "t", "stops": [], "world": {}, "play": PLAY, "said": WET,
        "answer": WET, "language": "en", "queue": list(queue), "last": "m", "last_known": False,
    } | more  # fmt: skip


def answer(**more: Any) -> Data:
    """Give what the server answers; it says that it is wet."""
    return {
        "file": "/now.json", "token": "u", "stops": [], "world": {}, "play": PLAY, "said": WET,
        "language": "en", "ahead_s": 0.5,
    } | more  # fmt: skip


def call(page: Page, name: str, *given: object) -> Any:
    return page.evaluate(CALL, [name, given])


def test_where_the_server_came_to_the_same_nothing_is_shown_and_the_file_stays(
    modules: Page,
) -> None:
    found = call(modules, "takenOff", kept(entry("a")), entry("a"), answer())
    assert found["result"] is None
    wanted = kept(token="u", corrected=0, ahead_s=0.5)
    assert found["kept"] == wanted


def test_where_it_came_to_something_else_that_is_shown(modules: Page) -> None:
    other = answer(said=DRY, play=PLAY | {"scene": "field", "edition": "two"})
    found = call(modules, "takenOff", kept(entry("a")), entry("a"), other)
    assert found["result"] == {"shown": other, "how": "otherwise"}
    now = found["kept"]
    assert (now["play"]["scene"], now["said"], now["file"]) == ("field", DRY, "/now.json")
    assert now["corrected"] == 1


def test_where_more_was_done_meanwhile_the_play_goes_on_from_what_is_here(modules: Page) -> None:
    before = kept(entry("a"), entry("b"))
    other = answer(said=DRY, play=PLAY | {"scene": "field"})
    found = call(modules, "takenOff", before, entry("a"), other)
    assert found == {"kept": kept(entry("b"), token="u"), "result": None}


@pytest.mark.parametrize("queue", [[], [entry("b")]], ids=["nothing more", "something else"])
def test_what_another_page_took_off_is_not_taken_off_again(
    modules: Page, queue: list[Data]
) -> None:
    before = kept(*queue)
    for name, given in (("takenOff", [entry("a"), answer()]), ("dropped", [entry("a")])):
        assert call(modules, name, before, *given)["kept"] == before
    assert call(modules, "letGo", before, entry("a")) == {"kept": before, "result": False}
    assert call(modules, "letGo", kept(entry("a")), entry("a")) == {"kept": None, "result": True}
    assert call(modules, "letGo", None, entry("a")) == {"kept": None, "result": False}


def test_what_only_the_server_could_play_is_its_answer(modules: Page) -> None:
    first = entry("a", server=True)
    found = call(modules, "takenOff", kept(first), first, answer())
    assert found["result"] == {"shown": answer(), "how": "answer"}
    later = call(modules, "takenOff", kept(first, entry("b")), first, answer())
    assert later["result"] == {"shown": answer(), "how": "late"}
    assert later["kept"]["play"] == PLAY


def test_time_that_does_not_pass_there_yet_brings_back_what_was_told_before(modules: Page) -> None:
    passed = {"do": "pass", "message": "p", "before": DRY}
    ahead = kept(passed, play=PLAY | {"scene": "field"})
    found = call(modules, "takenOff", ahead, passed, answer(said=[]))
    assert (found["kept"]["play"], found["kept"]["said"]) == (PLAY, DRY)
    assert found["result"] == {"shown": answer(said=DRY), "how": "otherwise"}


def test_time_that_had_passed_there_before_is_nothing_new(modules: Page) -> None:
    passed = {"do": "pass", "message": "p", "before": DRY}
    assert call(modules, "takenOff", kept(passed), passed, answer(said=[]))["result"] is None


def test_what_was_known_last_is_replaced_quietly(modules: Page) -> None:
    known = kept(entry("a"), last_known=True)
    found = call(modules, "takenOff", known, entry("a"), answer(said=DRY))
    assert found["result"]["how"] == "quietly"
    assert found["kept"]["last_known"] is False


def test_without_a_file_the_server_plays_alone(modules: Page) -> None:
    found = call(modules, "takenOff", kept(entry("a")), entry("a"), answer(file=None))
    assert (found["kept"], found["result"]["how"]) == (None, "back")


@pytest.mark.parametrize(
    ("here", "before", "is_taken_on"),
    [
        (None, None, True),
        (kept(), kept(), True),
        (kept(entry("a")), kept(entry("a")), False),
        (kept(last="n"), kept(), False),
        (kept(), kept(entry("a")), False),
    ],
    ids=["nothing here", "all sent", "something unsent", "played since", "sent since"],
)
def test_what_the_server_has_is_taken_on_unless_the_phone_knows_more(
    modules: Page, here: Data | None, before: Data | None, is_taken_on: bool
) -> None:
    fresh = answer(play=PLAY | {"scene": "field"})
    found = call(modules, "openedWith", here, fresh, before)["kept"]
    assert (found["play"]["scene"] == "field") is is_taken_on
    assert found["token"] == "u"


def test_without_an_answer_what_is_here_stays(modules: Page) -> None:
    for here in (None, kept(entry("a"))):
        assert call(modules, "openedWith", here, None, here) == {"kept": here, "result": here}


def test_each_turn_and_each_correction_is_another_version(modules: Page) -> None:
    every = [None, kept(), kept(last="n"), kept(corrected=1)]
    assert len({call(modules, "version", each) for each in every}) == len(every)
