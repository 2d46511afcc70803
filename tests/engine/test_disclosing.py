"""Who is texting is told once, with the first answer, and it is kept by what this was agreed to."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import cast

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from engine.answering import told
from engine.disclosing import disclosed
from engine.floods import Floods
from engine.gate import Gate
from engine.languages.sentences import sentence
from engine.languages.tables import languages
from engine.library import Library
from engine.marking import MARKED
from engine.play.catalog import Catalog
from engine.play.effects import Offer, Say
from engine.play.events import Said
from engine.play.hear import Heard, Player
from engine.play.message import message
from engine.showing import Showing
from engine.store import Store
from engine.store.consents import Consent
from engine.store.open_turn import OpenTurn
from engine.store.spending import Spent
from engine.store.tables import METADATA
from engine.story.media import public_name
from engine.terms import Terms
from engine.texting.budget import Budget
from engine.texting.imprint import Imprint
from engine.texting.parts import LONGEST_PART, MOST_PARTS, parts, units
from engine.texting.segments import segments
from engine.turns import Address, Answer, Incoming, Turns
from tests.engine.door import (
    AT_THE_DOOR,
    CHOICES,
    GREETED,
    NOON,
    OURS,
    PHONE,
    Visitor,
)
from tests.kept import rows

LIBRARY = Imprint("Pennyweir Library", "ask@pennyweir.example", "https://p.example/terms")
NOTICE = (
    "Pennyweir Library. Msg & data rates may apply. Reply STOP to end, HELP for help. "
    "Terms and privacy: https://p.example/terms"
)
WEB = "https://play.example.org/"
TOLD = Say(NOTICE)
NOON_S = int(NOON.timestamp())
BY_DOOR = Consent("keyword", "DOOR", "door", "en", NOTICE, OURS, NOON_S)
GSM_7 = ("de", "en", "es", "fr", "ht", "it", "nl", "pt", "so", "tl")


@pytest.fixture
def visitor(store: Store, stories: Catalog) -> Visitor:
    return visiting(store, stories)


def visiting(
    store: Store,
    stories: Catalog,
    number: str = PHONE,
    imprint: Imprint = LIBRARY,
    *,
    discloses: bool = True,
) -> Visitor:
    """Give somebody who texts a library that says who it is."""
    visitor = Visitor(store, stories, number)
    visitor.turns = Turns(
        store,
        lambda: stories,
        lambda: visitor.at,
        visitor.tell,
        sends=True,
        imprint=imprint,
        discloses=discloses,
    )
    return visitor


def consents(visitor: Visitor) -> tuple[Consent, ...]:
    return visitor.store.consents("sms", visitor.number)


def from_carrier(visitor: Visitor, word: str) -> Answer:
    """Send a word that the carrier answers itself."""
    address = Address("sms", visitor.number)
    return visitor.turns.take(
        Incoming(f"carrier {word}", address, Said(word), OURS, carrier_answers=True)
    )


# Once


def test_the_first_answer_by_text_says_who_is_texting_below_the_story(visitor: Visitor) -> None:
    assert visitor.text("door") == Answer((*AT_THE_DOOR.effects, TOLD))
    assert visitor.text("Sam") == GREETED
    assert consents(visitor) == (BY_DOOR,)


def test_where_that_is_switched_off_nobody_is_told_and_nothing_is_kept_but_help_tells(
    store: Store, stories: Catalog
) -> None:
    visitor = visiting(store, stories, discloses=False)
    assert visitor.text("door") == AT_THE_DOOR
    assert consents(visitor) == ()
    assert message(visitor.text("HELP").effects).startswith("Pennyweir Library\n")


def test_a_second_delivery_of_the_first_text_gets_the_same_and_is_one_consent(
    visitor: Visitor,
) -> None:
    first = visitor.send("first", "door")
    assert visitor.send("first", "door") == first
    assert first.effects[-1] == TOLD
    assert consents(visitor) == (BY_DOOR,)


def test_again_repeats_the_story_and_not_who_is_texting(visitor: Visitor) -> None:
    visitor.text("door")
    assert visitor.text("again") == AT_THE_DOOR


def test_on_the_drawn_phone_nobody_is_texting(visitor: Visitor) -> None:
    assert visitor.text("door", kind="try") == AT_THE_DOOR
    assert visitor.store.consents("try", visitor.number) == ()


@pytest.mark.parametrize(
    ("text", "how", "word", "story"),
    [
        ("WELL!", "keyword", "WELL", "well"),
        ("8w 5t", "sign", "8W5T", "door"),
        ("door 4273", "sign", "4273", "door"),
        ("START", "start", "START", ""),
        ("what is this? call 202 555 0143", "text", "", ""),
    ],
)
def test_it_is_kept_by_which_word_or_sign_and_nothing_else_that_was_written(
    visitor: Visitor, text: str, how: str, word: str, story: str
) -> None:
    assert visitor.text(text).effects[-1] == TOLD
    [kept] = consents(visitor)
    assert (kept.how, kept.word, kept.story, kept.shown) == (how, word, story, NOTICE)


# Again


@pytest.mark.parametrize("days", [29, 30, 31])
def test_after_a_long_pause_it_is_said_again(visitor: Visitor, days: int) -> None:
    visitor.text("door")
    visitor.at += timedelta(days=days)
    assert (visitor.text("Sam") == GREETED) is (days < 31)
    then_s = int(visitor.at.timestamp())
    again = Consent("text", "", "", "en", NOTICE, OURS, then_s)
    assert consents(visitor) == (
        (BY_DOOR,) if days < 31 else (replace(BY_DOOR, ended_s=then_s), again)
    )


def test_a_player_who_keeps_texting_is_never_told_again(visitor: Visitor) -> None:
    visitor.text("door", "Sam")
    for _ in range(5):
        visitor.at += timedelta(days=20)
        assert TOLD not in visitor.text("1").effects
    assert consents(visitor) == (BY_DOOR,)


def no_play(visitor: Visitor, what: str) -> Answer:
    """Let something come between that shows no story."""
    whole = visitor.stories
    if what == "staff":
        word = visitor.store.staff.new_word(int(visitor.at.timestamp()))
        return visitor.text(word)
    if what == "fault":
        broken = replace(whole.stories["door"], scenes={})
        visitor.stories = replace(whole, stories={**whole.stories, "door": broken})
        said = visitor.text("1")
        visitor.stories = whole
        return said
    return visitor.text("hello")


@pytest.mark.parametrize(
    ("what", "said"),
    [
        ("budget", sentence("budget spent", "en", link=WEB)),
        ("staff", MARKED),
        ("silence", ""),
        ("fault", sentence("fault", "en")),
        ("help", "Pennyweir Library"),
    ],
)
def test_what_shows_no_story_does_not_put_off_that_it_is_said_again(
    store: Store, stories: Catalog, what: str, said: str
) -> None:
    visitor = visiting(store, stories)
    visitor.turns = Turns(
        store, lambda: visitor.stories, lambda: visitor.at, visitor.tell, sends=True,
        imprint=LIBRARY, discloses=True, gate=Gate(Terms(budget=Budget(a_day=10**7), web=WEB)),
        floods=Floods(),
    )  # fmt: skip
    visitor.text("door", "Sam")
    if what == "silence":
        visitor.text(*["hello"] * 7)
    if what == "budget":
        visitor.text("2")
        visitor.store.spend(Spent((NOON + timedelta(days=20)).date(), amount=10**7))
    visitor.at += timedelta(days=20)
    answer = visitor.text("HELP") if what == "help" else no_play(visitor, what)
    assert message(answer.effects).startswith(said)
    assert (message(answer.effects) == "") is (what == "silence")
    visitor.at += timedelta(days=20)
    # HELP itself says who is texting.
    assert (TOLD in visitor.text("door").effects) is (what != "help")


def test_stop_ends_the_consent_and_who_comes_back_is_told_again(visitor: Visitor) -> None:
    visitor.text("door")
    visitor.at += timedelta(minutes=1)
    stopped = f"Pennyweir Library: {sentence('stopped', 'en')}"
    assert visitor.text("STOP") == Answer((Say(stopped),))
    [ended] = consents(visitor)
    assert ended == replace(BY_DOOR, ended_s=NOON_S + 60)
    visitor.at += timedelta(minutes=1)
    welcome = Say(sentence("started", "en"))
    assert visitor.text("START") == Answer((welcome, *AT_THE_DOOR.effects, TOLD))
    assert consents(visitor) == (
        ended, Consent("start", "START", "", "en", NOTICE, OURS, NOON_S + 120),
    )  # fmt: skip
    assert visitor.text("Sam") == GREETED


def test_where_the_carrier_welcomes_back_the_next_answer_tells(visitor: Visitor) -> None:
    visitor.text("door")
    assert from_carrier(visitor, "STOP") == Answer()
    assert from_carrier(visitor, "START") == Answer()
    assert [consent.ended_s for consent in consents(visitor)] == [NOON_S]
    assert visitor.text("Sam") == Answer((*GREETED.effects, TOLD))
    # Within one second of the first, and still two.
    assert [consent.at_s for consent in consents(visitor)] == [NOON_S, NOON_S + 1]


def test_a_stop_that_only_the_carrier_knew_ends_it_as_well(visitor: Visitor) -> None:
    visitor.text("door")
    player = visitor.store.player_at("sms", PHONE)
    address = visitor.store._secret.fingerprint("address", "sms", PHONE)
    assert player is not None
    visitor.store.outbox("", lambda _: 1).stop(player, address, NOON_S + 9)
    assert consents(visitor) == (replace(BY_DOOR, ended_s=NOON_S + 9),)


def test_whoever_was_erased_leaves_a_consent_without_a_person_and_is_told_again(
    visitor: Visitor, tmp_path: Path
) -> None:
    visitor.text("door", "forget me")
    assert visitor.text("forget me") == Answer((Say(sentence("forgotten", "en")),))
    assert visitor.store.player_at("sms", PHONE) is None
    assert consents(visitor) == (replace(BY_DOOR, ended_s=NOON_S),)
    [(address,)] = rows(tmp_path, "SELECT address FROM consents")
    everything = [repr(rows(tmp_path, f"SELECT * FROM {table}")) for table in METADATA.tables]
    assert address == visitor.store._secret.fingerprint("address", "sms", PHONE)
    assert PHONE.removeprefix("+") not in "".join(everything)
    visitor.at += timedelta(hours=1)
    assert visitor.text("door") == Answer((*AT_THE_DOOR.effects, TOLD))
    assert [kept.ended_s for kept in consents(visitor)] == [NOON_S, None]


def test_whoever_stopped_and_was_erased_leaves_an_ended_consent(visitor: Visitor) -> None:
    visitor.text("door", "STOP", "forget me")
    assert visitor.store.player_at("sms", PHONE) is None
    assert consents(visitor) == (replace(BY_DOOR, ended_s=NOON_S),)


# Not where it does not belong


def test_help_tells_all_of_it_itself(visitor: Visitor) -> None:
    assert visitor.text("HELP") == Answer(
        (
            Say(
                "Pennyweir Library\n"
                "You can play here: The Door, The Well. Reply HINT for a hint, AGAIN to hear the "
                "last answer again, STOP to end. Msg & data rates may apply. "
                "ask@pennyweir.example\nTerms and privacy: https://p.example/terms"
            ),
        )
    )
    assert consents(visitor) == ()
    assert visitor.text("door").effects[-1] == TOLD


@pytest.mark.parametrize("text", ["STOP", "please stop texting me", "forget me"])
def test_who_leaves_at_once_is_not_told(visitor: Visitor, text: str) -> None:
    assert TOLD not in visitor.text(text).effects
    assert consents(visitor) == ()


def test_what_comes_by_itself_tells_nothing(store: Store, stories: Catalog, tmp_path: Path) -> None:
    visitor = visiting(store, stories, "+12125550123")
    visitor.at += timedelta(hours=6)  # by day in New York
    visitor.text("well")
    rows(tmp_path, "DELETE FROM consents")
    visitor.at += timedelta(hours=1, minutes=1)
    [wake] = visitor.turns.due()
    visitor.turns.let_pass(wake)
    [letter] = visitor.store.outbox(OURS, lambda _: 1).claim(visitor.at.timestamp())
    assert letter.text == "A drop.\n\n1 Look down"


def test_a_text_that_comes_late_is_told_with_what_is_sent(visitor: Visitor) -> None:
    late = Incoming("late", Address("sms", PHONE), Said("door"), OURS, sent_s=NOON_S - 60)
    assert visitor.turns.take_late(late)
    [letter] = visitor.store.outbox(OURS, lambda _: 1).claim(visitor.at.timestamp())
    assert letter.text == f"A door.\n\nWho are you?\n\n{NOTICE}"
    assert len(consents(visitor)) == 1


# In the player's language, and short


def test_it_is_said_in_the_language_of_the_play(store: Store, tmp_path: Path) -> None:
    (tmp_path / "more" / "port").mkdir(parents=True)
    (tmp_path / "more" / "port" / "story.yaml").write_text(
        "story: Port\nlanguages: [en, es]\nkeywords: [PORT, {PUERTO: es}]\nstart: quay\n"
        "scenes: {quay: {say: A quay., choices: [{pick: Look}]}}\n"
    )
    told = visiting(store, Library(tmp_path / "more").catalog, "+14155550123").text("puerto")
    assert told.effects[-1] == Say(LIBRARY.notice("es"))
    assert "Responde STOP" in LIBRARY.notice("es")


def test_a_library_that_has_set_nothing_is_called_as_its_story(
    store: Store, stories: Catalog
) -> None:
    told = visiting(store, stories, imprint=Imprint()).text("door")
    assert told.effects[-1] == Say(
        "The Door. Msg & data rates may apply. Reply STOP to end, HELP for help."
    )


@pytest.mark.parametrize("language", sorted(languages()))
def test_it_takes_two_segments_or_three_and_no_dear_character_that_it_need_not(
    language: str,
) -> None:
    cost = segments(Imprint("Pennyweir Library", "", "https://play.pennyweir.example/terms").notice(
        language
    ))  # fmt: skip
    assert cost.encoding == ("GSM-7" if language in GSM_7 else "UCS-2")
    assert cost.count <= (2 if language in GSM_7 else 3)
    assert language != "en" or cost.count == 1


# A long first answer


def test_a_long_answer_has_it_at_the_end_of_its_first_text() -> None:
    words, rest = ("word " * 280).strip(), ("and then " * 90).strip()
    answer = (Say(f"{words}\n\n{rest}"), Offer(("Go",)))
    first, second = parts(message(disclosed(answer, NOTICE)))
    assert first == f"{words}\n\n{NOTICE}"
    assert second == f"{rest}\n\n1 Go"


def test_a_short_answer_stays_as_it_is() -> None:
    assert disclosed((Say("A door."), CHOICES), NOTICE) == (Say("A door."), CHOICES, TOLD)


@settings(deadline=None)
@given(st.text(st.sampled_from("ab🎺é \n"), min_size=1, max_size=5000))
@example("a" * (LONGEST_PART - len(NOTICE) - 2))
@example("a" * (LONGEST_PART - len(NOTICE) - 1))
@example("a " * 700 + "🎺" * 400)
@example("a\n" * 900)
@example("🎺" * 2000)
def test_the_first_text_begins_with_the_story_and_tells_who_is_texting(text: str) -> None:
    sent = parts(message(disclosed((Say(text),), NOTICE)))
    assert NOTICE in sent[0]
    assert units(sent[0]) <= LONGEST_PART
    assert not text.strip() or not sent[0].startswith(NOTICE)
    assert len(sent) == 1 or sent[0].endswith(NOTICE)
    assert "".join("".join(sent).replace(NOTICE, "", 1).split()) == "".join(text.split())


# With pictures and sounds, which take room in the text as well

GATE, LAMP = (public_name("gate.jpg", f"0{each}" * 32) for each in (0, 1))
BELL = public_name("bell.mp3", "02" * 32)
SIZES = {GATE: 40_000, LAMP: 4_870_000, BELL: 600_001}
WORDS = st.text(st.sampled_from("abc \n…“"), max_size=1700)
PICTURED = st.builds(
    Say, text=WORDS, picture=st.sampled_from(("", GATE, LAMP)), alt=WORDS,
    audio=st.sampled_from(("", BELL)), transcript=st.just(""),
)  # fmt: skip


class Pictured:
    """A turn of somebody new, as far as what is told of it asks for one."""

    kind, sender, player = "sms", OURS, Player("en")

    def unsent(self, is_shut: object) -> tuple[()]:
        return ()

    def number(self) -> str:
        return PHONE


@pytest.mark.parametrize("length", [*range(1360, 1480, 7), 1600, 1700])
@pytest.mark.parametrize("goes_along", [True, False])
def test_a_link_to_a_picture_does_not_push_it_into_the_second_text(
    length: int, goes_along: bool
) -> None:
    showing = Showing("https://p.example", SIZES.get, lambda _sender, _to: goes_along)
    seen = Say(("word " * 400)[:length].strip(), GATE, "A green gate.")
    first, *_ = sent_of((seen, Offer(("Go",))), showing)
    assert NOTICE in first


@settings(deadline=None)
@given(st.lists(PICTURED, min_size=1, max_size=3), st.booleans(), st.booleans())
def test_whatever_is_shown_the_first_text_tells_who_is_texting(
    answer: list[Say], goes_along: bool, is_plain: bool
) -> None:
    showing = Showing("https://p.example", SIZES.get, lambda _sender, _to: goes_along)
    several = sent_of((*answer, Offer(("Go",))), showing, is_plain=is_plain)
    assert NOTICE in several[0]
    assert all(units(part) <= LONGEST_PART for part in several)
    whole = "".join(several)
    for each in answer:
        for name in (each.picture, each.audio):
            assert not name or len(several) == MOST_PARTS or goes_along or name in whole


def sent_of(
    answer: tuple[Say | Offer, ...], showing: Showing, *, is_plain: bool = False
) -> tuple[str, ...]:
    """Give the texts in which an answer goes out."""
    turn = cast(OpenTurn, Pictured())
    heard = Heard(turn.player, (), answer)
    shown, _, _ = told(heard, turn, showing, waits=True, notice=NOTICE, is_plain=is_plain)
    return showing.sent(shown, OURS, lambda: PHONE).parts
