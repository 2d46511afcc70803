"""Stories edited while players are in the middle of them, through real turns and a real store."""

from datetime import timedelta
from pathlib import Path

import pytest

from engine.play.message import message
from engine.play.telling import Telling
from engine.store import Store
from tests.engine.door import NOON, opened
from tests.engine.published import publish_all, visitor, write

YARD = """
story: The Yard
keywords: [YARD]
languages: [en, es]
start: gate
remember: {lamps: 0, name: ""}
items: [oil]
places:
  wall: {name: The wall, at: "51.5, -0.12", code: "4273"}
  well: {name: The well, at: "51.5001, -0.12", code: "8W5T"}
scenes:
  gate:
    checkpoint: yes
    say: A gate.
    choices:
      - pick: Take the oil
        do: [get oil, add 2 to lamps]
        say: "You have {items}."
      - {pick: Look, say: A lamp hangs here.}
      - {pick: Go in, go: hall}
  hall:
    say: "A hall with {lamps} lamps."
    choices:
      - {pick: Up, go: tower}
      - {pick: Out, ending: Out}
      - {pick: Walk, go: way}
      - {pick: Wait, go: bench}
    answers:
      - {words: [oil], if: has oil, say: It burns.}
      - {words: [dark], if: lamps is 0, say: It is dark.}
    otherwise: The hall is silent.
  tower:
    say: A tower.
    choices:
      - {pick: Down, go: hall}
      - {pick: Jump, ending: A splash}
  way:
    say: To the well.
    walk: {to: well, proof: sign}
    go: hall
  bench:
    say: A bench.
    choices: [{pick: Stand up, go: hall}]
    after: {1 hour: {say: A leaf falls.}}
"""
ES = """
msgctxt "hall say"
msgid "A hall with {lamps} lamps."
msgstr "Una sala con {lamps} faroles."
"""
GATE = "A gate.\n\n1 Take the oil\n2 Look\n3 Go in"
TOWER = "A tower.\n\n1 Down\n2 Jump"
CHOICES = "1 Up\n2 Out\n3 Walk\n4 Wait"
HALL = f"A hall with 0 lamps.\n\n{CHOICES}"
WITH_SING = "1 Sing\n2 Up\n3 Out\n4 Walk\n5 Wait"
LEFT = "1 Out\n2 Walk\n3 Wait"
GONE = "That choice is not there any more. Here is what you can choose now."
FROM_HERE = "This story has changed since you last played. You go on from here."
ANEW = "This story has changed since you last played, so it begins anew."
CLOSED = "This story is closed now. Please come back later."
ENDED = "This story has ended. Reply YARD to play it from the start."


def edited(*changes: tuple[str, str], story: str = YARD) -> str:
    """Give the story with each first text replaced by the second."""
    for old, new in changes:
        assert old in story, old
        story = story.replace(old, new)
    return story


RENAMED = edited(("  tower:", "  turret:"), ("go: tower", "go: turret"))
# Without the gate, which is the only checkpoint, and where the oil lies.
NO_GATE = edited(
    (YARD[YARD.index("  gate:") : YARD.index("  hall:")], ""), ("start: gate", "start: hall"),
    ("items: [oil]\n", ""), ("      - {words: [oil], if: has oil, say: It burns.}\n", ""),
)  # fmt: skip
NO_GATE_NO_TOWER = edited(("  tower:", "  turret:"), ("go: tower", "go: turret"), story=NO_GATE)
SING = edited(("      - {pick: Up,", "      - {pick: Sing, say: La.}\n      - {pick: Up,"))
NO_UP = edited(("      - {pick: Up, go: tower}\n", ""))
OTHER_FACT = edited(
    ("{lamps: 0", "{beds: 0"), ("{lamps}", "{beds}"), ("2 to lamps", "2 to beds"),
    ("lamps is 0", "beds is 0"),
)  # fmt: skip
OTHER_KIND = edited(
    ("lamps: 0", "lamps: no"), ("add 2 to lamps", "set lamps to yes"), ("lamps is 0", "not lamps")
)
ROPE = edited(("[oil]\n", "[rope]\n"), ("get oil", "get rope"), ("has oil", "has rope"))
NO_WELL = edited(
    ('  well: {name: The well, at: "51.5001, -0.12", code: "8W5T"}\n', ""), ("to: well", "to: wall")
)
TO_THE_WALL = "To the well.\n\nThe wall\nhttps://maps.google.com/?q=51.5,-0.12"
TO_THE_SIGN = f"{TO_THE_WALL[14:]}\n\nScan the sign there first, or reply its code: The wall."
TOWER_PART = YARD[YARD.index("  tower:") : YARD.index("  way:")]
ENDS_THERE = edited((TOWER_PART, "  tower: {say: A tower., ending: Top}\n"))
PASSES_ON = edited((TOWER_PART, "  tower: {say: A tower., go: hall}\n"))
NO_LEAF = edited(("    after: {1 hour: {say: A leaf falls.}}\n", ""))

# what is edited -> what was texted before; the story as it becomes; then each text and its answer
EDITS: dict[str, tuple[str, str, list[tuple[str, str]]]] = {
    "a choice put in above: the number means what it meant, then what it means now": (
        "yard, 3", SING,
        [("1", TOWER), ("1", f"A hall with 0 lamps.\n\n{WITH_SING}"), ("2", TOWER)],
    ),
    "a choice put in above, and the number of one that ends": ("yard, 3", SING, [("2", "")]),
    "a choice put in above, and its own words": (
        "yard, 3", SING, [("sing", f"La.\n\n{WITH_SING}")]
    ),
    "a choice taken out, by number": (
        "yard, 3", NO_UP, [("1", f"{GONE}\n\n{LEFT}"), ("1", ""), ("1", ENDED)]
    ),
    "a choice taken out, by its words": (
        "yard, 3", NO_UP, [("up", f"The hall is silent.\n\n{LEFT}")]
    ),
    "a choice taken out, and the number of another": (
        "yard, 3", NO_UP, [("4", "A bench.\n\n1 Stand up")]
    ),
    "a scene renamed, with moved": (
        "yard, 3, 1", RENAMED + "moved: {tower: turret}\n", [("1", HALL), ("1", TOWER)]
    ),
    "a scene renamed, without moved: from the last checkpoint": (
        "yard, 1, 3, 1", RENAMED, [("1", f"{FROM_HERE}\n\n{GATE}"), ("3", HALL)]
    ),
    "a scene renamed, without moved, and no checkpoint is left: from the start": (
        "yard, 1, 3, 1", NO_GATE_NO_TOWER, [("1", f"{ANEW}\n\n{HALL}"), ("1", TOWER)]
    ),
    "the checkpoint taken out, while the player is elsewhere": (
        "yard, 3, 1", NO_GATE,
        [("back", "There is nothing to go back to yet.\n\n1 Down\n2 Jump"), ("1", HALL)],
    ),
    "a fact taken out, and another put in": ("yard, 1, 3", OTHER_FACT, [("1", TOWER), ("1", HALL)]),
    "a fact of another kind has its first value": (
        "yard, 1, 3", OTHER_KIND, [("1", TOWER), ("1", HALL.replace("0", "no"))]
    ),
    "a condition on a fact that was taken out": (
        "yard, 1, 3", OTHER_FACT, [("dark", f"It is dark.\n\n{CHOICES}")]
    ),
    "an item taken out is carried no more": (
        "yard, 1, 3", ROPE,
        [("oil", f"The hall is silent.\n\n{CHOICES}"), ("back", GATE),
         ("1", GATE.replace("A gate.", "You have rope."))],
    ),
    "a language taken out: its players go on in the story's own": (
        "yard, 3, espanol", edited(("[en, es]", "[en]")), [("1", TOWER), ("1", HALL)]
    ),
    "a place taken out that was walked to": (
        "yard, 3, 3", NO_WELL,
        [("8W5T", TO_THE_SIGN), ("where", TO_THE_WALL[14:]),
         ("4273", HALL)],
    ),
    "a place taken out where the player stood": (
        "yard, 3, 3, 8W5T", NO_WELL, [("3", TO_THE_WALL), ("4273", HALL)]
    ),
    "a scene that has become an ending": (
        "yard, 3, 1", ENDS_THERE, [("1", "A tower."), ("1", ENDED)]
    ),
    "a scene that waits no more": ("yard, 3, 1", PASSES_ON, [("1", f"A tower.\n\n{HALL}")]),
    "a timed reply taken out": ("yard, 3, 4", NO_LEAF, [("1", HALL)]),
    "a story that has ended": ("yard, 3, 2", RENAMED, [("1", ENDED), ("yard", GATE)]),
    "another keyword repeats, as the old one did": (
        "yard, 3", edited(("[YARD]", "[COURT]")), [("court", HALL), ("1", TOWER)]
    ),
    "everything at once": (
        "yard, 1, 3, espanol, 1",
        NO_GATE_NO_TOWER.replace("[en, es]", "[en]").replace("lamps", "beds"),
        [("1", f"{ANEW}\n\n{HALL.replace('lamps', 'beds')}"), ("4", "A bench.\n\n1 Stand up")],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", EDITS)
def test_who_is_in_the_middle_goes_on(name: str, tmp_path: Path) -> None:
    before, after, texts = EDITS[name]
    assert play(tmp_path, before.split(", "), after, [text for text, _ in texts]) == [
        said for _, said in texts
    ]


def test_a_number_that_meant_what_stands_there_now_would_lead_astray(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        Telling, "menu", raising=False, value=property(_shown_now, lambda _telling, _menu: None)
    )
    assert play(tmp_path, ["yard", "3"], SING, ["1"]) != [TOWER]


def _shown_now(telling: Telling) -> tuple[str, ...]:
    """Give the choices as they stand in the story now, as if that were what was sent."""
    return tuple(reply.id for reply in telling.scene.replies if reply.pick)


def test_back_leads_to_what_this_edition_knows(tmp_path: Path) -> None:
    point = ("  hall:\n", "  hall:\n    checkpoint: yes\n")
    hall = HALL.replace("0", "no")
    for name, after in {"kind": OTHER_KIND, "fact": OTHER_FACT, "item": ROPE}.items():
        answers = play(
            tmp_path / name, ["yard", "1", "3", "1"], edited(point, story=after), ["back", "oil"],
            first=edited(point),
        )  # fmt: skip
        assert answers[0] == {"kind": hall, "fact": HALL, "item": HALL.replace("0", "2")}[name]
        silent = f"The hall is silent.\n\n{CHOICES}"
        assert answers[1] == (silent if name == "item" else f"It burns.\n\n{CHOICES}")


def test_a_story_that_is_withdrawn_is_closed_until_it_comes_back(
    store: Store, tmp_path: Path
) -> None:
    folder = write(tmp_path, text=YARD)
    publish_all(store, folder)
    someone = visitor(store)
    someone.text("yard", "3")
    store.editions.make_current("hall", None, 2, "withdraw")
    someone = visitor(store, someone)
    assert [message(someone.text(text).effects) for text in ("1", "yard")] == [CLOSED] * 2
    publish_all(store, write(tmp_path, name="other"))
    someone = visitor(store, someone)
    others = "Hello. Here you can play by text. Reply with one of these words:\nHALL: The Hall"
    assert message(someone.text("1").effects) == f"{CLOSED}\n\n{others}"
    publish_all(store, folder)
    someone = visitor(store, someone)
    assert message(someone.text("1").effects) == TOWER


def test_what_was_held_is_said_though_its_scene_is_gone(store: Store, tmp_path: Path) -> None:
    publish_all(store, write(tmp_path, text=YARD))
    someone = visitor(store)
    someone.text("yard", "3", "4")
    someone.at = NOON + timedelta(hours=2)
    (wake,) = someone.turns.due()
    someone.turns.let_pass(wake)
    publish_all(
        store, write(tmp_path, text=edited(("  bench:", "  seat:"), ("go: bench", "go: seat")))
    )
    later = visitor(store, someone)
    assert message(later.text("1").effects) == f"A leaf falls.\n\n{FROM_HERE}\n\n{GATE}"


def play(
    root: Path, before: list[str], after: str, then: list[str], first: str = YARD
) -> list[str]:
    """Text before and after the story is published anew; give the answers after."""
    root.mkdir(exist_ok=True)
    store = opened(root)
    folder = write(root, text=first)
    (folder / "es.po").write_text(ES, encoding="utf-8")
    publish_all(store, folder)
    someone = visitor(store)
    someone.text(*before)
    publish_all(store, write(root, text=after))
    later = visitor(store, someone)
    answers = [message(later.text(text).effects) for text in then]
    assert someone.told == later.told == []
    return answers
