"""Small stories, and what is said in them, where one thing leads to another."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from engine.library import catalog_of
from engine.play.events import Arrived, Said
from engine.play.message import message
from engine.play.simulated import Simulated
from engine.play.world import World
from engine.story.build import Source, build_written

EVENING = World(datetime(2027, 6, 5, 22, tzinfo=UTC), seed=1)
NOON = World(datetime(2027, 6, 5, 12, tzinfo=UTC), seed=1)


class Player(Simulated):
    """Somebody in one story, which begins."""

    def __init__(self, story: str, world: World = NOON, po: str = "", begins: str = "") -> None:
        source = Source(f"story: T\nkeywords: [TEE]\nstart: a\n{story}".encode(),
                        translations={"es": po.encode()} if po else {})  # fmt: skip
        super().__init__(catalog_of([build_written(source, "t").story]), world)
        self.first = message(self.turn(Said(begins)) if begins else self.begin("t"))

    def says(self, *texts: str) -> str:
        """Text this; give what is said to the last."""
        return [message(self.turn(Said(text))) for text in texts][-1]

    def waits(self, **time: float) -> str:
        """Let time pass; give what came."""
        return message(self.wait(timedelta(**time)))


SHAKES = """
scenes:
  a:
    say: Pick a door.
    choices: [{pick: Stay, say: ok}, {pick: Red, go: red}]
    after: {20 min: {say: The house shakes., go: NEXT}}
  cellar: {say: The cellar., choices: [{pick: Give up, go: red}, {pick: Climb, go: red}]}
  name: {ask: {question: "Name?", save: who}, go: named}
  named: {say: "Hi {who}.", choices: [{pick: Out, go: red}]}
  red: {say: Over., ending: Over}
remember: {who: ""}
"""
TOO_LATE = "The house shakes.\n\nThe cellar.\n\nThat came too late: the story went on without it."


def shaken(leads_to: str) -> Player:
    """Give somebody for whom time passed in the quiet hours."""
    player = Player(SHAKES.replace("NEXT", leads_to), replace(EVENING, can_send=False))
    player.waits(minutes=25)
    return player


def test_a_number_of_a_menu_that_the_story_has_left_takes_nothing_of_the_next_one() -> None:
    player = shaken("cellar")
    assert player.says("1") == f"{TOO_LATE}\n\n1 Give up\n2 Climb"
    assert player.says("2") == "Over."


def test_words_for_a_scene_that_the_story_has_left_are_no_answer_to_the_next_question() -> None:
    player = shaken("name")
    assert player.says("Stay").endswith("went on without it.\n\nName?")
    assert player.says("Ann") == "Hi Ann.\n\n1 Out"


def test_a_command_is_heard_where_the_story_went_on() -> None:
    assert "That came too late" not in shaken("cellar").says("menu")


def test_where_the_words_were_sent_the_number_is_that_of_the_new_menu() -> None:
    player = Player(SHAKES.replace("NEXT", "cellar"))
    assert player.waits(minutes=25).endswith("1 Give up\n2 Climb")
    assert player.says("2") == "Over."


PO = """
msgctxt "a say"
msgid "Hello"
msgstr "Hola"

msgctxt "a pick"
msgid "Look"
msgstr "Mira"
"""
TOLD_TWICE = """
languages: [en, es]
keywords: [TEE, {HOLA: es}]
scenes: {a: {say: Hello, choices: [{pick: Look, ending: Seen}]}}
"""


def test_a_language_is_told_from_the_very_text_that_changes_it() -> None:
    player = Player(TOLD_TWICE.replace("keywords: [TEE, {HOLA: es}]\n", ""), po=PO)
    assert player.says("español") == "Hola\n\n1 Mira"
    assert player.says("english") == "Hello\n\n1 Look"


@pytest.mark.parametrize("then", ["", ", then: end"])
def test_a_shuffle_passes_over_what_may_not_be_and_does_not_run_dry(then: str) -> None:
    player = Player(
        "scenes:\n  a: {say: A., choices: [{pick: More, go: b}]}\n"
        f"  b: {{go: {{shuffle: [{{if: by web, go: x}}, y]{then}}}}}\n"
        "  x: {say: X., go: a}\n  y: {say: Y., go: a}\n  end: {say: End., ending: E}\n"
    )
    assert player.says("1") == "Y.\n\nA.\n\n1 More"
    assert player.says("1") == ("End." if then else "Y.\n\nA.\n\n1 More")


def test_forget_me_is_asked_once_more_after_an_ending_too() -> None:
    player = Player("scenes: {a: {say: A., choices: [{pick: Out, ending: E}]}}\n")
    player.says("1")
    assert player.says("forget me").startswith("Reply FORGET ME once more")
    assert player.says("forget me").startswith("Done. Your plays")


VISIT = """
scenes:
  a: {say: Hall., choices: [{pick: A clue, visit: clue}], after: {20 min: AFTER}}
  clue: {say: Clue., back: yes}
"""


def test_a_return_is_no_new_arrival_so_that_a_nudge_comes_once() -> None:
    player = Player(VISIT.replace("AFTER", "Still here?"))
    assert player.waits(minutes=20).startswith("Still here?")
    player.says("1")
    assert player.waits(hours=1) == ""


def test_a_silence_may_lead_to_a_visit_and_back() -> None:
    player = Player(VISIT.replace("AFTER", "{say: Psst., visit: clue}"))
    assert player.waits(hours=1) == "Psst.\n\nClue.\n\n1 A clue"


def test_where_no_way_is_open_what_is_waited_for_is_said_again() -> None:
    asked = Player(
        "remember: {who: ''}\nscenes:\n"
        "  a: {ask: {question: 'Name?', save: who}, go: [{if: who is Sam, go: b}]}\n"
        "  b: {say: B., ending: E}\n"
    )
    assert asked.says("Bob") == "Name?"
    assert asked.says("Sam") == "B."
    walked = Player(
        "items: [oil]\nplaces: {g: {name: Gate}}\nscenes:\n"
        "  a: {say: A., walk: g, go: [{if: has oil, go: b}]}\n  b: {do: get oil, ending: E}\n"
    )
    assert walked.says("here") == "Gate"


CLOSES = """
hours: 08:00-13:00
closed: Come back tomorrow.
scenes: {a: {say: A., choices: [{pick: Look, say: Dust.}]}}
"""


def test_who_is_in_the_middle_stays_there_when_they_begin_anew_after_hours() -> None:
    player = Player(CLOSES)
    player.waits(hours=2)
    assert player.says("restart", "yes") == "Come back tomorrow."
    assert player.says("1") == "Dust.\n\n1 Look"


def test_who_came_while_it_was_closed_begins_when_it_is_open() -> None:
    player = Player(CLOSES, replace(NOON, now=NOON.now + timedelta(hours=2)))
    assert player.first == player.says("hello") == "Come back tomorrow."
    player.waits(hours=19)
    assert player.says("hello") == "A.\n\n1 Look"


def test_skip_counts_as_having_been_there() -> None:
    player = Player(
        "places: {p: {name: Gate}}\nscenes:\n  a: {say: Go., walk: p, go: b}\n"
        "  b: {say: [{if: at p, text: At the gate.}, {text: Elsewhere.}], choices: [{pick: X}]}\n"
    )
    assert player.says("skip") == "Skipped.\n\nAt the gate.\n\n1 X"


def test_a_reply_called_say_has_variants_of_its_own() -> None:
    player = Player(
        "scenes:\n  a:\n    say: {first: One., then: Two.}\n"
        "    choices: [{pick: Say, say: {first: Hey., then: Again.}}]\n"
    )
    assert player.says("1").startswith("Hey.")
    assert player.says("1").startswith("Again.")


def test_an_option_may_have_a_full_stop() -> None:
    player = Player(
        "polls: {best wall: [St. Mary, oak]}\n"
        "scenes: {a: {say: '{best wall.St. Mary} / {best wall.oak}.', choices: [{pick: X, "
        "do: [vote St. Mary in best wall, vote oak in best wall]}]}}\n"
    )
    assert player.first.startswith("0 / 0.")


def test_who_stands_at_another_sign_is_shown_the_way_they_are_led() -> None:
    player = Player(
        "places: {g: {name: Gate}, b: {name: Bridge}, c: {name: Cross, code: CRAB2}}\nscenes:\n"
        "  a: {say: A., place: g, walk: b, go: e}\n  e: {say: E., ending: E}\n"
    )
    assert player.says("crab2") == "Nothing opens here now.\n\nBridge"
    player.turn(Arrived("b"))
    assert player.play is not None
    assert player.play.ended == "E"


def test_where_gives_the_words_for_the_way_to_each_of_several_places() -> None:
    player = Player(
        "places: {g: {name: Gate, directions: Go left.}, b: {name: Bridge, directions: Go on.}}\n"
        "scenes: {a: {say: A., walk: [g, b], go: e}, e: {say: E., ending: E}}\n"
    )
    assert player.first == "A.\n\nGate\n\nBridge"
    assert player.says("where") == "Gate: Go left.\n\nBridge: Go on."


def test_words_that_work_everywhere_are_heard_in_each_language_of_the_story() -> None:
    player = Player(
        "languages: [en, es]\n"
        "scenes: {a: {say: A., hints: [Up.], choices: [{pick: X, ending: E}]}}\n"
    )
    assert player.says("pista").startswith("Up.")


def test_who_comes_to_the_place_during_a_visit_has_arrived_when_it_is_over() -> None:
    player = Player(
        "places: {g: {name: Gate}}\nscenes:\n"
        "  a: {say: A., walk: g, choices: [{pick: Clue, visit: v}], go: m}\n"
        "  v: {say: V., choices: [{pick: Ok, go: bk}]}\n  bk: {back: yes}\n"
        "  m: {say: M., choices: [{pick: X, ending: E}]}\n"
    )
    player.says("1")
    player.turn(Arrived("g"))
    assert player.says("1") == "M.\n\n1 X"


def test_back_is_not_caught_by_a_checkpoint_that_goes_on_at_once() -> None:
    player = Player(
        "scenes:\n  a: {checkpoint: yes, say: A., choices: [{pick: On, go: cp}]}\n"
        "  cp: {checkpoint: yes, say: CP., go: b}\n"
        "  b: {say: B., choices: [{pick: On, go: c}]}\n  c: {say: C., choices: [{pick: X}]}\n"
    )
    player.says("1", "1")
    assert player.says("back") == "CP.\n\nB.\n\n1 On"
    assert player.says("back") == "A.\n\n1 On"


def test_a_name_of_emoji_alone_is_not_empty() -> None:
    player = Player(
        "remember: {who: ''}\nscenes:\n  a: {ask: {question: 'Name?', save: who}, go: b}\n"
        "  b: {say: [{if: who is '', text: Nobody.}, {text: 'Hi {who}.'}], choices: [{pick: X}]}\n"
    )
    assert player.says("\U0001f98a") == "Hi \U0001f98a.\n\n1 X"
