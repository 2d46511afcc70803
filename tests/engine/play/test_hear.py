"""One person among several stories: keywords, codes, the carriers' words, and any text at all."""

from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from engine.languages.sentences import sentence
from engine.library import catalog_of
from engine.play.effects import Begin, Effect, End, Erase, Lead, Offer, Repeat, Say, Start
from engine.play.events import Joined, Pressed, Said, Scanned, SentPhoto, SentVoice
from engine.play.hear import Catalog, Heard, Player, begin, hear
from engine.play.message import message
from engine.play.play import Play
from engine.play.simulated import Simulated
from engine.play.world import Keyword, Sign
from engine.texting.imprint import Imprint
from tests.engine.play.cases import NOON, told

DOOR = told(
    {
        "story": "The Door",
        "contact": "door@library.example",
        "languages": ["en", "es"],
        "keywords": ["DOOR", {"PUERTA": "es"}],
        "start": "door",
        "signs": "open",
        "remember": {"friend": ""},
        "places": {"yard": {"name": "The yard", "code": "4273"}, "attic": {"name": "The attic"}},
        "scenes": {
            "door": {
                "place": "yard",
                "signs": "wait",
                "say": "A door.",
                "choices": [
                    {"pick": "Knock", "say": "Nobody."},
                    {"pick": "Give your name", "go": "name"},
                    {"pick": "Leave", "say": "Bye.", "ending": "Gone"},
                ],
            },
            "name": {"ask": {"question": "Who are you?", "save": "friend"}, "go": "door"},
            "yard": {"place": "yard", "say": "A yard.", "back": "yes"},
        },
    },
    "door",
)
WELL = told(
    {
        "story": "The Well",
        "keywords": ["WELL", "OLD WELL"],
        "start": "well",
        "signs": "open",
        "places": {
            "rim": {"name": "The rim", "code": "8W5T", "directions": "Past the oak."},
            "oak": {"name": "The oak", "code": "END7"},
        },
        "scenes": {
            "well": {
                "place": "rim",
                "say": "A well.",
                "choices": [{"pick": "Look down", "say": "It is deep."}],
            }
        },
    },
    "well",
)
HIDDEN = told(
    {
        "story": "No Keyword",
        "start": "cave",
        "scenes": {"cave": {"say": "A cave.", "choices": [{"pick": "Shout"}]}},
    },
    "hidden",
)
CATALOG = catalog_of([DOOR, WELL, HIDDEN])
WORLD = replace(NOON, seed=7, keywords=CATALOG.keywords, signs=CATALOG.signs)
NOON_S = int(NOON.now.timestamp())
NEW = Player()
LIST = (
    "Hello. Here you can play by text. Reply with one of these words:\n"
    "DOOR: The Door\nWELL: The Well"
)
AT_THE_DOOR = (Say("A door."), Offer(("Knock", "Give your name", "Leave")))
AT_THE_WELL = (Say("A well."), Offer(("Look down",)))
STOPPED = "You will get no more texts from us. Reply START to come back."


def nothing_kept(_story: str) -> Play | None:
    return None


def heard_by(player: Player, text: str, *plays: Play, catalog: Catalog = CATALOG) -> Heard:
    """Hear a text of a player whose plays are kept."""
    kept = {play.story: play for play in plays}
    return hear(catalog, player, kept.get, Said(text), WORLD)


def said(effects: tuple[Effect, ...]) -> str:
    return message(effects)


class Phone(Simulated):
    """Somebody who texts, and reads what comes back."""

    def __init__(self, catalog: Catalog = CATALOG) -> None:
        super().__init__(catalog, WORLD)

    def text(self, *texts: str) -> tuple[Effect, ...]:
        return [self.turn(Said(text)) for text in texts][-1]


# Keywords


def test_a_keyword_starts_its_story() -> None:
    assert heard_by(NEW, "Door!") == Heard(
        Player("", "door"),
        (
            Play(
                "door",
                "1",
                "en",
                7,
                scene="door",
                menu=("knock", "give-your-name", "leave"),
                last_at_s=NOON_S,
            ),
        ),
        (Start(), *AT_THE_DOOR),
    )


def test_a_keyword_of_several_words_starts_its_story() -> None:
    assert heard_by(NEW, "old well").effects == (Start(), *AT_THE_WELL)


def test_a_keyword_may_set_the_language() -> None:
    heard = heard_by(NEW, "puerta")
    assert (heard.player, heard.plays[0].language) == (Player("es", "door"), "es")


@pytest.mark.parametrize(("player", "play"), [("en", "en"), ("es", "es"), ("fr", "en")])
def test_a_play_begins_in_the_players_language_where_the_story_has_it(
    player: str, play: str
) -> None:
    heard = heard_by(Player(player), "DOOR")
    assert heard.plays[0].language == play


def test_a_keyword_in_the_middle_keeps_one_play_and_starts_another() -> None:
    phone = Phone()
    phone.text("DOOR", "2")
    left = phone.kept("door")
    phone.text("Sam")
    assert phone.text("WELL") == (Start(), *AT_THE_WELL)
    assert phone.player == Player("en", "well")
    assert left is not None
    assert phone.kept("door") == replace(
        left, scene="door", facts={"friend": "Sam"}, menu=("knock", "give-your-name", "leave")
    )


def test_a_keyword_resumes_the_play_that_was_kept() -> None:
    phone = Phone()
    phone.text("DOOR", "2", "Sam", "WELL")
    assert phone.text("DOOR") == AT_THE_DOOR
    assert phone.play is not None
    assert phone.play.facts == {"friend": "Sam"}


def test_a_keyword_begins_an_ended_story_anew_from_another() -> None:
    phone = Phone()
    phone.text("DOOR", "2", "Sam", "3", "WELL")
    assert phone.text("DOOR") == (Start(), *AT_THE_DOOR)
    assert phone.play is not None
    assert (phone.play.ended, phone.play.facts) == (None, {})


def test_the_keyword_of_the_running_story_says_the_last_answer_again() -> None:
    phone = Phone()
    answer = phone.text("DOOR", "1")
    assert phone.text("DOOR") == answer == phone.text("again")


def test_another_language_of_the_running_story_is_kept_with_the_player() -> None:
    phone = Phone()
    phone.text("DOOR", "puerta")
    assert phone.play is not None
    assert (phone.player.language, phone.play.language) == ("es", "es")


def test_while_a_text_is_asked_for_other_keywords_are_answers() -> None:
    phone = Phone()
    assert phone.text("DOOR", "2", "WELL") == AT_THE_DOOR
    assert phone.play is not None
    assert (phone.play.story, phone.play.facts) == ("door", {"friend": "WELL"})


def test_a_story_can_be_begun_without_a_keyword() -> None:
    heard = begin(CATALOG, NEW, nothing_kept, Begin("hidden"), WORLD)
    assert (heard.player.story, heard.effects) == (
        "hidden",
        (Start(), Say("A cave."), Offer(("Shout",))),
    )


def test_a_story_that_is_not_there_cannot_be_begun() -> None:
    assert begin(CATALOG, NEW, nothing_kept, Begin("nowhere"), WORLD) == Heard(NEW)


# Codes


def test_a_code_alone_begins_its_story_and_tells_the_way_to_the_start() -> None:
    heard = heard_by(NEW, "end7")
    assert heard.player == Player("", "well")
    assert heard.plays[0].place == "oak"
    assert heard.effects == (
        Start(),
        Say("This story begins at The rim. Past the oak."),
        *AT_THE_WELL,
    )


def test_a_code_after_its_storys_keyword_is_a_scan() -> None:
    heard = heard_by(NEW, "OLD WELL 8w5t")
    assert (heard.plays[0].place, heard.effects) == ("rim", (Start(), *AT_THE_WELL))


def test_a_code_after_another_storys_keyword_is_nothing() -> None:
    assert heard_by(NEW, "DOOR 8W5T").effects == (Say(LIST),)


@pytest.mark.parametrize(
    "event",
    [Said("Hand 2"), Said("WELL HAND2"), Pressed("HAND2", "The sign"), Pressed("x", "HAND2")],
)
def test_a_retired_code_is_told_kindly_with_what_can_be_played(event: Said | Pressed) -> None:
    catalog = replace(CATALOG, retired=frozenset({"hand2"}))
    heard = hear(catalog, NEW, nothing_kept, event, WORLD)
    gone = Say("Sorry, that sign is not used any more. Its code opens nothing now.")
    assert heard == Heard(NEW, (), (gone, Say(LIST)))


def test_a_retired_code_in_the_middle_of_a_story_leaves_it_as_it_was() -> None:
    phone = Phone(replace(CATALOG, retired=frozenset({"hand2"})))
    phone.text("WELL")
    gone = Say("Sorry, that sign is not used any more. Its code opens nothing now.")
    assert phone.text("HAND2") == (gone, AT_THE_WELL[1])


def test_a_code_in_the_middle_opens_what_it_opens() -> None:
    phone = Phone()
    assert phone.text("DOOR", "4273") == (Say("A yard."), AT_THE_DOOR[1])


def test_another_storys_code_leads_to_that_story_and_keeps_this_one() -> None:
    phone = Phone()
    phone.text("DOOR", "1")
    assert phone.text("8W5T") == (Start(), *AT_THE_WELL)
    assert phone.player.story == "well"
    assert phone.kept("door") is not None


def test_another_storys_code_resumes_its_play_and_shows_where_it_waits() -> None:
    phone = Phone()
    phone.text("WELL", "DOOR")
    assert phone.text("END7") == AT_THE_WELL
    assert phone.play is not None
    assert (phone.play.story, phone.play.place) == ("well", "oak")


def test_a_scan_of_somebody_who_plays_nothing_is_answered() -> None:
    assert hear(CATALOG, NEW, nothing_kept, Scanned("yard"), WORLD).effects == (Say(LIST),)


def test_a_scan_in_the_middle_is_taken_by_the_story() -> None:
    phone = Phone()
    phone.text("DOOR")
    assert phone.turn(Scanned("yard")) == (Say("A yard."), AT_THE_DOOR[1])


# The first text


@pytest.mark.parametrize("text", ["hello", "1", "", "the door", "doors", "YES", "AGAIN", "🙂"])
def test_an_unknown_first_text_lists_what_can_be_played(text: str) -> None:
    assert heard_by(NEW, text) == Heard(NEW, (), (Say(LIST),))


def test_somebody_who_joins_nothing_is_told_what_can_be_played() -> None:
    assert hear(CATALOG, NEW, nothing_kept, Joined(), WORLD).effects == (Say(LIST),)


@pytest.mark.parametrize("catalog", [Catalog(), catalog_of([HIDDEN])])
def test_where_no_story_has_a_keyword_a_kind_sentence_says_so(catalog: Catalog) -> None:
    text = "Hello. There is no story to play here yet. Please try again later."
    assert heard_by(NEW, "hello", catalog=catalog).effects == (Say(text),)


def test_a_player_whose_story_is_gone_is_told_so_and_what_can_be_played() -> None:
    gone = Player("en", "cellar")
    play = Play("cellar", "1", "en", 7, scene="cellar")
    closed = Say("This story is closed now. Please come back later.")
    assert heard_by(gone, "1", play) == Heard(gone, (), (closed, Say(LIST)))
    assert heard_by(gone, "1", play, catalog=Catalog()).effects == (closed,)


def test_a_player_whose_play_is_gone_is_told_what_can_be_played() -> None:
    player = Player("en", "door")
    assert heard_by(player, "1") == Heard(player, (), (Say(LIST),))


def test_restart_begins_anew_when_it_comes_twice() -> None:
    phone = Phone()
    phone.text("DOOR", "2", "Sam")
    assert "once more" in said(phone.text("RESTART"))
    assert phone.play is not None
    assert phone.play.facts == {"friend": "Sam"}
    assert phone.text("RESTART") == (Start(), *AT_THE_DOOR)
    assert phone.play.facts == {}


def test_forget_me_twice_erases_the_player_and_every_play() -> None:
    phone = Phone()
    phone.text("WELL", "DOOR", "2", "Sam", "FORGET ME")
    assert phone.text("FORGET ME")[-1] == Erase()
    assert (phone.player, phone.play, phone.kept("well")) == (Player(), None, None)


def test_the_name_of_a_language_goes_on_in_it() -> None:
    phone = Phone()
    phone.text("DOOR", "español")
    assert phone.player.language == "es"
    assert phone.play is not None
    assert (phone.play.language, phone.play.scene) == ("es", "door")


# The carriers' words


def test_stop_is_confirmed_once_and_keeps_the_play() -> None:
    phone = Phone()
    phone.text("DOOR", "2", "Sam")
    before = phone.play
    assert phone.text("Stop.") == (Say(STOPPED),)
    assert phone.player == Player("en", "door", stopped=True)
    assert phone.text("STOP") == ()
    assert phone.play == before


@pytest.mark.parametrize("text", ["1", "DOOR", "4273", "hello", "again", "", "RESTART"])
def test_a_stopped_player_is_neither_stepped_nor_answered(text: str) -> None:
    phone = Phone()
    phone.text("WELL", "DOOR", "STOP")
    before = phone.play
    assert phone.text(text) == ()
    assert phone.play == before
    assert phone.player == Player("en", "door", stopped=True)


def test_a_stopped_player_can_scan_nothing() -> None:
    stopped = Player("en", "door", stopped=True)
    kept = {"door": Play("door", "1", "en", 7, scene="door")}
    assert hear(CATALOG, stopped, kept.get, Scanned("yard"), WORLD) == Heard(stopped)


def test_start_lets_a_stopped_player_go_on() -> None:
    phone = Phone()
    phone.text("DOOR", "STOP")
    welcome = Say(sentence("started", "en"))
    assert phone.text("HELP", "start") == (welcome, Start(), *AT_THE_DOOR)
    assert phone.player == Player("en", "door")
    assert phone.text("1") == (Say("Nobody."), AT_THE_DOOR[1])


def test_help_says_what_can_be_played_and_whom_to_ask() -> None:
    phone = Phone()
    phone.text("DOOR")
    before = phone.play
    assert said(phone.text("HELP")) == (
        "You can play here: The Door, The Well, No Keyword. Reply HINT for a hint, AGAIN to hear "
        "the last answer again, STOP to end. Msg & data rates may apply. door@library.example"
    )
    assert phone.play == before


def test_help_on_the_web_speaks_of_no_texts() -> None:
    world = replace(WORLD, channel="web")
    heard = hear(CATALOG, Player("en", "door"), nothing_kept, Said("HELP"), world)
    assert said(heard.effects) == (
        "You can play here: The Door, The Well, No Keyword. Type HINT for a hint, AGAIN to hear "
        "the last answer again. door@library.example"
    )


def test_help_says_what_the_story_is_and_who_is_texting() -> None:
    about = replace(CATALOG.stories["door"], about="A short stay at a door.", contact="")
    catalog = replace(CATALOG, stories={"door": about})
    world = replace(WORLD, imprint=Imprint("The Library", "ask@library.example", "https://l.ex/t"))
    heard = hear(catalog, Player("en", "door"), nothing_kept, Said("HELP"), world)
    assert said(heard.effects) == (
        "The Library\nThe Door: A short stay at a door.\nYou can play here: The Door. Reply HINT "
        "for a hint, AGAIN to hear the last answer again, STOP to end. Msg & data rates may apply. "
        "ask@library.example\nTerms and privacy: https://l.ex/t"
    )


def test_help_names_whom_the_library_names_and_not_who_wrote_the_story() -> None:
    """A story may be of somebody elsewhere, who does not text."""
    world = replace(WORLD, imprint=Imprint(contact="ask@library.example"))
    for player in (Player("en", "door"), Player("en", "door", stopped=True)):
        told = said(hear(CATALOG, player, nothing_kept, Said("HELP"), world).effects)
        assert told.endswith("ask@library.example")
        assert "door@library.example" not in told


def test_help_does_not_name_a_library_twice() -> None:
    world = replace(WORLD, imprint=Imprint("The Library", "The Library, ask@library.example"))
    heard = hear(CATALOG, NEW, nothing_kept, Said("HELP"), world)
    assert said(heard.effects).count("The Library") == 1


def test_help_tells_who_is_texting_also_to_a_stopped_player() -> None:
    world = replace(WORLD, imprint=Imprint("The Library", "ask@library.example", "https://l.ex/t"))
    heard = hear(CATALOG, Player(stopped=True), nothing_kept, Said("HELP"), world)
    assert said(heard.effects) == (
        f"The Library\n{STOPPED} ask@library.example\nTerms and privacy: https://l.ex/t"
    )


def test_help_without_a_story_names_nobody() -> None:
    assert said(heard_by(NEW, "info").effects).endswith("Msg & data rates may apply.")


def test_help_is_answered_to_a_stopped_player_who_stays_stopped() -> None:
    stopped = Player(stopped=True)
    heard = heard_by(stopped, "HELP")
    assert (heard.player, len(heard.effects)) == (stopped, 1)


@pytest.mark.parametrize(
    ("text", "before", "after"),
    [("STOP", False, True), ("START", True, False), ("HELP", False, False), ("HELP", True, True)],
)
def test_where_the_carrier_answers_we_do_not_but_know(
    text: str, *, before: bool, after: bool
) -> None:
    player = Player("en", "door", stopped=before)
    world = replace(WORLD, carrier_answers=True)
    kept = {"door": Play("door", "1", "en", 7, scene="door")}
    heard = hear(CATALOG, player, kept.get, Said(text), world)
    assert heard == Heard(replace(player, stopped=after))


def test_what_the_carrier_does_not_answer_is_answered() -> None:
    world = replace(WORLD, carrier_answers=True)
    heard = hear(CATALOG, NEW, nothing_kept, Said("door"), world)
    assert heard.effects == (Start(), *AT_THE_DOOR)


def test_a_code_that_begins_with_a_carriers_word_is_a_code() -> None:
    assert heard_by(NEW, "END7").player == Player("", "well")


# From story to story


def test_words_that_lead_from_story_to_story_lead_one_story_on_each() -> None:
    keywords = {"door": Keyword("well"), "well": Keyword("door")}
    signs = {"4273": Sign("well", "rim"), "8w5t": Sign("door", "yard")}
    phone = Phone(Catalog(CATALOG.stories, keywords, signs))
    seen = []
    for text in ("door", "door", "well", "4273", "8w5t", "well", "door"):
        assert answered(phone.text(text))
        seen.append(phone.player.story)
    assert seen == ["well", "well", "door", "well", "door", "door", "well"]


def test_an_end_is_told_to_whoever_counts() -> None:
    phone = Phone()
    assert phone.text("DOOR", "3") == (Say("Bye."), End("Gone"))
    assert said(phone.text("thanks")) == "You are welcome! Reply DOOR to play again."
    assert phone.text("DOOR") == (Start(), *AT_THE_DOOR)


def test_again_before_any_answer_is_asked_of_whoever_keeps_answers() -> None:
    player = Player("en", "door")
    play = Play("door", "1", "en", 7, scene="door")
    assert heard_by(player, "again", play).effects == (Repeat(),)


# Any text at all

NAUGHTY = [
    "",
    " ",
    "\0",
    "\n\r\t\v\f",
    "\x1b[2J\x07",
    "\ud800",
    "a\udfffb\ud83d",
    "🙂🙃🏳️‍🌈👩‍👩‍👧‍👦",
    "שלום עולם",
    "\u202eמרחבא\u202c",
    "مرحبا بالعالم ٤٢",
    "ﷺ" * 50,
    "Z̴̡̡͓̞a̸͉̾l̶͔̈́g̸̛̺o̵͚͑",
    "e\u0301" * 400,
    "\u0301" * 2000,
    "\u200b\u200d\ufeff",
    "你好世界",
    "x" * 10_000,
    "no " * 4_000,
    "7 " * 5_000,
    "9" * 10_000,
    "-0",
    "1e309",
    "{friend} {{",
    "%s%n{0}",
    "<script>alert(1)</script>",
    "'; DROP TABLE plays; --",
    "../../etc/passwd",
    "\U000e0041\U000e007f",
    "İıſß",
    "ᅠ",
    "½ ² ⑦ Ⅻ",
]
PLACES_TO_BE = [(), ("DOOR",), ("DOOR", "2"), ("DOOR", "3"), ("WELL",)]


def answered(effects: tuple[Effect, ...]) -> bool:
    return any(
        isinstance(effect, Repeat | Lead) or (isinstance(effect, Say) and effect.text.strip())
        for effect in effects
    )


@pytest.mark.parametrize("before", PLACES_TO_BE, ids=lambda before: "-".join(before) or "new")
@pytest.mark.parametrize("text", NAUGHTY, ids=lambda text: ascii(text[:12]))
def test_every_text_gets_an_answer(text: str, before: tuple[str, ...]) -> None:
    phone = Phone()
    if before:
        phone.text(*before)
    assert answered(phone.text(text))


@given(st.text(st.characters(exclude_categories=()), max_size=200), st.sampled_from(PLACES_TO_BE))
@example("Z" * 1600, ())
def test_any_text_gets_an_answer(text: str, before: tuple[str, ...]) -> None:
    phone = Phone()
    if before:
        phone.text(*before)
    assert answered(phone.text(text)) or phone.player.stopped


# The carriers' words, from who is new or has stopped


def test_start_from_somebody_new_says_what_can_be_played() -> None:
    heard = heard_by(NEW, "START")
    assert (heard.player, said(heard.effects)) == (NEW, LIST)


def test_start_from_somebody_who_stopped_before_they_played_welcomes_them_back() -> None:
    assert said(heard_by(Player(stopped=True), "START").effects).startswith("Welcome back.")


def test_help_does_not_tell_who_has_stopped_to_stop() -> None:
    stopped = Player("", "door", stopped=True)
    assert said(heard_by(stopped, "HELP").effects) == f"{STOPPED} door@library.example"


# Photos and voice messages


@pytest.mark.parametrize("kind", [SentPhoto, SentVoice])
def test_the_words_beside_a_photo_are_heard_at_the_door(
    kind: type[SentPhoto | SentVoice],
) -> None:
    assert hear(CATALOG, NEW, nothing_kept, kind("p", "door"), WORLD).effects[1:] == AT_THE_DOOR
    assert said(hear(CATALOG, NEW, nothing_kept, kind("p"), WORLD).effects) == LIST


def test_stop_beside_a_photo_is_stop() -> None:
    heard = hear(CATALOG, NEW, nothing_kept, SentPhoto("p", "Stop!"), WORLD)
    assert heard == Heard(replace(NEW, stopped=True), (), (Say(STOPPED),))
    stopped = Player("en", "door", stopped=True)
    forget = hear(CATALOG, stopped, nothing_kept, SentPhoto("p", "forget me"), WORLD)
    assert forget.effects == (Erase(),)


# Languages

HARBOR = told(
    {
        "story": "Harbor",
        "languages": ["en", "fr", "pt-BR"],
        "keywords": ["HARBOR", {"PORT": "fr"}],
        "start": "quay",
        "scenes": {"quay": {"say": "A quay.", "choices": [{"pick": "Look"}]}},
    },
    "harbor",
)
RIVER = told(
    {
        "story": "River",
        "languages": ["en", "nl", "fr"],
        "keywords": ["RIVER"],
        "start": "bank",
        "scenes": {"bank": {"say": "A bank.", "choices": [{"pick": "Look"}]}},
    },
    "river",
)


class Traveller(Simulated):
    """Somebody new, of whom only is known what people read where they come from."""

    def __init__(self, *reads: str) -> None:
        world = replace(WORLD, languages=lambda: reads)
        super().__init__(catalog_of([HARBOR, RIVER, WELL]), world, "")

    def speaks(self, *texts: str) -> str | None:
        for text in texts:
            self.turn(Said(text))
        return self.play.language if self.play else None


@pytest.mark.parametrize(
    ("reads", "text", "language"),
    [
        (("fr",), "harbor", "fr"),
        (("nl", "fr", "de"), "harbor", "fr"),
        (("nl", "fr", "de"), "river", "nl"),
        (("pt",), "harbor", "pt-BR"),
        (("da",), "harbor", "en"),
        ((), "harbor", "en"),
        (("pt",), "port", "fr"),
    ],
)
def test_a_story_begins_in_a_language_that_the_player_reads(
    reads: tuple[str, ...], text: str, language: str
) -> None:
    assert Traveller(*reads).speaks(text) == language


def test_the_first_answer_says_nothing_of_the_language() -> None:
    traveller = Traveller("fr")
    assert traveller.turn(Said("harbor")) == (Start(), Say("A quay."), Offer(("Look",)))


def test_a_story_that_is_not_told_in_it_leaves_the_language_for_the_next() -> None:
    assert Traveller("fr").speaks("well", "harbor") == "fr"


def test_a_language_that_was_chosen_by_a_word_is_kept_for_other_stories() -> None:
    assert Traveller("nl").speaks("harbor", "FRANCAIS", "river") == "fr"
    assert Traveller("nl").speaks("port", "river") == "fr"
    assert Traveller("fr").speaks("harbor", "ENGLISH", "river") == "en"


def test_what_is_said_outside_of_stories_is_in_a_language_that_is_read() -> None:
    assert message(Traveller("pt-BR").turn(Said("hello"))).startswith("Olá")
    assert message(Traveller("da").turn(Said("hello"))).startswith("Hello")


# Who wants no more texts

CONFIRMED = Say("You will get no more texts from us. Reply START to come back.")
GHOST = told(
    {
        "story": "The Ghost",
        "languages": ["en", "es"],
        "keywords": ["GHOST"],
        "start": "ghost",
        "scenes": {
            "ghost": {
                "say": "A ghost.",
                "choices": [{"pick": "Leave me alone", "say": "It fades."}],
                "answers": [{"words": ["alto"], "say": "It stops."}],
            },
            "grave": {"ask": {"question": "Your last words?"}, "go": "ghost"},
        },
    },
    "ghost",
)


def haunted(text: str, scene: str = "ghost", **world: object) -> Heard:
    """Hear a text of somebody who is in the story of the ghost."""
    catalog = catalog_of([GHOST])
    play = Play("ghost", "1", "en", 7, scene=scene, menu=("leave-me-alone",))
    around = replace(WORLD, **world)
    return hear(catalog, Player("en", "ghost"), lambda _story: play, Said(text), around)


@pytest.mark.parametrize("text", ["Please stop texting me", "no me escriban más", "别再发了"])
@pytest.mark.parametrize("scene", ["ghost", "grave"])
def test_who_asks_for_no_more_texts_in_their_own_words_has_stopped(text: str, scene: str) -> None:
    heard = haunted(text, scene)
    assert (heard.player.stopped, heard.plays, heard.effects) == (True, (), (CONFIRMED,))


def test_it_is_confirmed_once_also_where_the_carrier_answers_its_own_words() -> None:
    assert haunted("take me off your list", carrier_answers=True).effects == (CONFIRMED,)
    again = hear(
        catalog_of([GHOST]), Player("en", "ghost", stopped=True), nothing_kept,
        Said("take me off your list"), WORLD,
    )  # fmt: skip
    assert again.effects == ()


@pytest.mark.parametrize(
    ("text", "said"), [("Leave me alone!", "It fades."), ("alto", "It stops.")]
)
def test_what_is_a_reply_of_the_scene_is_that_and_no_more(text: str, said: str) -> None:
    heard = haunted(text)
    assert not heard.player.stopped
    assert heard.effects[0] == Say(said)


def test_a_word_of_a_language_that_no_story_here_is_told_in_is_an_answer() -> None:
    at_door = Play("door", "1", "en", 7, scene="door")
    assert not heard_by(Player("en", "door"), "arret", at_door).player.stopped
    assert heard_by(Player("en", "door"), "parar", at_door).player.stopped


def test_elsewhere_than_by_text_nobody_is_stopped() -> None:
    assert not haunted("please stop texting me", channel="web").player.stopped


def test_who_has_stopped_is_forgotten_in_the_words_of_any_language_told_here() -> None:
    catalog = catalog_of([GHOST])
    stopped = Player("en", "ghost", stopped=True)
    heard = hear(catalog, stopped, nothing_kept, Said("Olvídame"), WORLD)
    assert heard.effects == (Erase(),)
    assert hear(catalog, stopped, nothing_kept, Said("oubliez-moi"), WORLD).effects == ()


# Help, and texts again, in other words


@pytest.mark.parametrize("text", ["¡Ayuda!", "I need help", "HELP"])
def test_help_is_told_in_the_words_of_every_language_told_here(text: str) -> None:
    for answers in {False, text != "HELP"}:
        heard = haunted(text, carrier_answers=answers)
        assert (heard.player, heard.plays) == (Player("en", "ghost"), ())
        assert said(heard.effects).endswith("Msg & data rates may apply.")


def test_help_in_a_language_that_no_story_here_is_told_in_is_an_answer() -> None:
    assert haunted("aide").plays != ()


def test_a_reply_that_is_a_word_for_help_is_a_reply() -> None:
    helped = told(
        {
            "story": "The Pit", "languages": ["en", "es"], "keywords": ["PIT"], "start": "pit",
            "scenes": {"pit": {"say": "!", "answers": [{"words": ["ayuda"], "say": "A rope."}]}},
        },
        "pit",
    )  # fmt: skip
    play = Play("pit", "1", "en", 7, scene="pit")
    heard = hear(catalog_of([helped]), Player("en", "pit"), lambda _: play, Said("ayuda"), WORLD)
    assert heard.effects[0] == Say("A rope.")


def back(text: str, *, ended: bool = False, carrier_answers: bool = False) -> Heard:
    """Hear a text of somebody who has stopped in the story of the ghost."""
    play = Play("ghost", "1", "en", 7, scene="ghost")
    if ended:
        play = replace(play, scene=None, ended="Over")
    world = replace(WORLD, carrier_answers=carrier_answers)
    stopped = Player("es", "ghost", stopped=True)
    return hear(catalog_of([GHOST]), stopped, lambda _story: play, Said(text), world)


@pytest.mark.parametrize("text", ["START", "Quiero volver", "opt me back in", "yes"])
def test_who_comes_back_is_shown_where_they_left(text: str) -> None:
    heard = back(text)
    assert heard.player == Player("es", "ghost")
    assert heard.effects == (Say(sentence("started", "es")), Repeat())


def test_who_comes_back_to_a_story_that_has_ended_is_told_what_to_text() -> None:
    assert back("START", ended=True).effects == (Say(sentence("started", "es")),)


def test_where_the_carrier_answers_its_own_words_alone_bring_back_and_nothing_is_said() -> None:
    for text in ("START", "YES"):
        assert back(text, carrier_answers=True) == Heard(Player("es", "ghost"))
    for text in ("Quiero volver", "ayuda"):
        stopped = Player("es", "ghost", stopped=True)
        assert back(text, carrier_answers=True) == Heard(stopped)


def test_what_would_bring_back_who_has_stopped_is_an_answer_of_others() -> None:
    assert haunted("volver").plays != ()
