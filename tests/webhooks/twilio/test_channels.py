"""WhatsApp and RCS, through the same door as SMS."""

import re
import sqlite3
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from urllib.parse import urlencode

import pytest

from engine.library import Library
from engine.play.events import Located, Pressed, Said
from engine.play.message import message
from engine.turns import Address, Incoming
from tests.serving import ROOT
from tests.twilio_api import twilio_api
from tests.twilio_stub import ACCOUNT, PUBLIC_URL, signed, text
from tests.webhooks.house import FORM, House, open_house
from tests.webhooks.twilio.test_delivery import Town
from webhooks.settings import from_environment
from webhooks.twilio.incoming import Text, pairs_of, text_of

API = "https://api.twilio.com"
OURS = {"whatsapp": "whatsapp:+12025550111", "rcs": "rcs:library_agent", "sms": "+12025550100"}
WHATSAPP = "whatsapp:+12125550123"
USER_ID = "whatsapp:US.13491208655302741918"
RCS = "rcs:+12125550123"


def fields(body: str, sender: str = WHATSAPP, **more: str) -> dict[str, str]:
    """Give what Twilio sends of a text by WhatsApp or RCS."""
    kind = sender.partition(":")[0]
    found = text(body, sender, To=OURS[kind], ProfileName="Sam", MessageType="text", **more)
    return {name: value for name, value in found.items() if not name.startswith(("From", "To"))} | {
        "From": sender, "To": OURS[kind],
    }  # fmt: skip


def read(found: dict[str, str], optout: str = "carrier") -> Text:
    pairs = pairs_of(FORM, urlencode(found).encode())
    return text_of(pairs, ACCOUNT, lambda _: optout != "ours", API)


# What comes in


@pytest.mark.parametrize(
    ("sender", "kind"), [(WHATSAPP, "whatsapp"), (USER_ID, "whatsapp"), (RCS, "rcs")]
)
def test_a_text_is_one_whatever_it_comes_by(sender: str, kind: str) -> None:
    found = fields("Hello", sender)
    assert read(found, "ours") == Text(
        Incoming(found["MessageSid"], Address(kind, sender), Said("Hello"), OURS[kind])  # type: ignore[arg-type]
    )


def test_a_shared_location_is_where_somebody_is() -> None:
    found = fields("", Latitude="51.5007", Longitude="-0.1246", Address="Westminster", Label="Ben")
    assert read(found).incoming.event == Located(51.5007, -0.1246)
    del found["Body"]
    assert read(found).incoming.event == Located(51.5007, -0.1246)


def test_where_somebody_is_does_not_show_in_what_may_be_logged() -> None:
    found = read(fields("", Latitude="51.5007", Longitude="0.1246"))
    assert "Located()" in repr(found)
    assert not {"51.5007", "0.1246"} & set(re.findall(r"[\d.]+", repr(found)))


@pytest.mark.parametrize(
    ("lat", "lon"),
    [("91", "0"), ("0", "181"), ("nan", "0"), ("inf", "0"), ("1e1", "0"), ("", ""), ("0", ""),
     ("٣", "0"), ("0x1", "0"), ("--1", "0"), ("1" * 4000, "0"), ("0", "0." + "1" * 4000),
     ("0,1", "1"), ("\0", "0"), ("51.5; DROP", "0"), ("999.9", "0")],
)  # fmt: skip
def test_what_is_nowhere_on_earth_is_no_location(lat: str, lon: str) -> None:
    assert read(fields("Here", Latitude=lat, Longitude=lon)).incoming.event == Said("Here")


@pytest.mark.parametrize("name", ["Latitude", "Longitude", "ButtonPayload"])
def test_what_is_there_twice_is_not_believed(name: str) -> None:
    found = fields("Here", Latitude="1", Longitude="1", ButtonPayload="x", ButtonText="y")
    only = {k: v for k, v in found.items() if name == "ButtonPayload" or k != "ButtonPayload"}
    if name == "ButtonPayload":
        only = {k: v for k, v in only.items() if k not in ("Latitude", "Longitude")}
    data = urlencode([*only.items(), (name, "2")]).encode()
    assert text_of(pairs_of(FORM, data), ACCOUNT, lambda _: False, API).incoming.event == Said(
        "Here"
    )


@pytest.mark.parametrize(
    ("more", "event"),
    [
        ({"ButtonPayload": "gate/knock", "ButtonText": "Knock"}, Pressed("gate/knock", "Knock")),
        ({"ButtonPayload": "knock"}, Pressed("knock", "Body")),
        ({"ButtonPayload": "", "ButtonText": "Knock"}, Said("Body")),
        ({"ButtonPayload": " \n", "ButtonText": "Knock"}, Said("Body")),
        ({"Body": "", "ButtonText": "Knock"}, Said("Knock")),
        ({"Body": "", "ButtonPayload": "x", "ButtonText": "Stop"}, Said("Stop")),
        ({"Body": "STOP", "Latitude": "1", "Longitude": "1"}, Said("STOP")),
        ({"ButtonPayload": "x" * 9000}, Pressed("x" * 9000, "Body")),
        ({"OptOutType": "STOP", "ButtonPayload": "knock"}, Said("STOP")),
    ],
)
def test_a_pressed_button_is_what_stands_behind_it(
    more: dict[str, str], event: Said | Pressed
) -> None:
    assert read(fields("Body") | more).incoming.event == event


@pytest.mark.parametrize(
    ("sender", "optout", "answers"),
    [(WHATSAPP, "carrier", False), (WHATSAPP, "ours", False), (RCS, "carrier", True),
     (RCS, "ours", False)],
)  # fmt: skip
def test_twilio_answers_stop_by_rcs_and_not_by_whatsapp(
    sender: str, optout: str, *, answers: bool
) -> None:
    assert read(fields("STOP", sender), optout).incoming.carrier_answers is answers
    assert read(fields("x", sender, OptOutType="STOP"), optout).incoming.carrier_answers


@pytest.mark.parametrize(
    ("sender", "languages"),
    [("whatsapp:ES.12", "es"), ("whatsapp:+34612345678", "es"), ("rcs:+34612345678", "es")],
)
def test_the_country_of_an_address_tells_what_its_player_reads(sender: str, languages: str) -> None:
    assert read(fields("x", sender)).incoming.reads()[:1] == (languages,)


# A whole server


@pytest.fixture
def mural(tmp_path: Path) -> House:
    return open_house(tmp_path, WAYSIDE_STORIES=str(ROOT / "stories"))


@pytest.mark.parametrize("sender", [WHATSAPP, USER_ID, RCS])
def test_each_address_is_a_player_of_its_own(house: House, sender: str) -> None:
    assert b"hangs here" in house.text(fields("bell", sender)).data
    assert b"rung 1 times" in house.text(fields("1", sender)).data
    assert b"reply with one of these words" in house.text(text("1")).data.lower()
    pressed = fields("Ring it", sender, ButtonPayload="tower/ring-it", ButtonText="Ring it")
    assert b"rung 2 times" in house.text(pressed).data


def test_stop_start_and_help_are_ours_to_answer_by_whatsapp(house: House) -> None:
    house.text(fields("bell"))
    assert b"You can play here" in house.text(fields("HELP")).data
    assert b"no more texts" in house.text(fields("STOP")).data
    assert house.text(fields("bell")).data == house.text(fields("1")).data
    assert b"<Message>" not in house.text(fields("bell")).data
    assert b"Welcome back" in house.text(fields("START")).data
    assert b"rung 1 times" in house.text(fields("1")).data


def test_what_advanced_opt_out_answered_is_not_answered_again(house: House) -> None:
    house.text(fields("bell"))
    assert b"<Message>" not in house.text(fields("Stop", OptOutType="STOP")).data
    assert b"<Message>" not in house.text(fields("1")).data


def test_who_is_where_the_story_waits_has_arrived_and_nobody_can_find_out_where(
    mural: House, tmp_path: Path
) -> None:
    found = fields("", Latitude="42.1305", Longitude="-92.3104123")
    assert mural.text(fields("BOAT")).status_code == 200
    assert mural.text(found).status_code == 200
    assert mural.text(found | {"MessageSid": "SMx", "Latitude": "17.7654321"}).status_code == 200
    database = sqlite3.connect(tmp_path / "var" / "wayside.db")
    kept = "\n".join(database.iterdump())
    database.close()
    assert WHATSAPP not in kept
    for secret in ("92.3104123", "17.7654321", "Sam"):
        assert secret not in kept
        assert secret not in mural.logged.getvalue()
    assert '"level": "error"' not in mural.logged.getvalue()


def test_the_rest_of_a_long_answer_waits_for_the_first_part_there_too(tmp_path: Path) -> None:
    house = open_house(tmp_path)
    long = "A bell hangs here. " * 200
    story = tmp_path / "stories" / "bell" / "story.yaml"
    story.write_text(story.read_text().replace("A bell hangs here & waits.", long))
    house = open_house_again(tmp_path)
    answer = house.text(found := fields("bell")).data.decode()
    callback = re.findall(r'statusCallback="([^"]*)"', answer)[0].replace("&amp;", "&")
    assert callback == f"{PUBLIC_URL}/hooks/twilio/status?answer={found['MessageSid']}&by=whatsapp"
    assert outbox(tmp_path) == [("sent", None), ("waiting", 1), ("waiting", 1)]
    told = {"MessageSid": "SM2", "MessageStatus": "read", "To": WHATSAPP}
    reply = house.app.test_client().post(
        callback.removeprefix(PUBLIC_URL), data=urlencode(told), content_type=FORM,
        headers=signed(callback, told),
    )  # fmt: skip
    assert reply.status_code == 204
    assert outbox(tmp_path) == [("waiting", 1), ("waiting", 1)]


def open_house_again(folder: Path) -> House:
    """Open the house whose story was changed, with a database of its own."""
    return open_house(
        folder / "again",
        WAYSIDE_STORIES=str(folder / "stories"),
        WAYSIDE_DATA=str(folder / "data"),
    )


def outbox(folder: Path) -> list[tuple[str, int | None]]:
    database = sqlite3.connect(folder / "data" / "wayside.db")
    found = database.execute("SELECT state, segments FROM outbox ORDER BY number").fetchall()
    database.close()
    return [(state, segments or None) for state, segments in found]


# What is sent unasked

LATE = """
story: Late
keywords: [LATE]
start: hall
scenes:
  hall:
    say: A hall.
    choices: [{pick: Look, say: Dust.}]
    after: {23 hours: {say: Nearly a day.}, 25 hours: {say: More than a day.}}
"""
LEADS = """
story: Leads
keywords: [LEADS]
start: hall
scenes:
  hall: {say: A hall., choices: [{pick: Look}], after: {23 hours: {say: Go on., handover: late}}}
"""


class Channels(Town):
    """The town with stories that wait for a day."""

    def __init__(self, *given: object) -> None:
        super().__init__(*given)  # type: ignore[arg-type]
        for name, words in (("late", LATE), ("leads", LEADS)):
            (self.folder / name).mkdir()
            (self.folder / name / "story.yaml").write_text(words)
        self.stories = Library(self.folder).catalog
        self._ids = count(1)

    def says(self, sender: str, words: str) -> str:
        """Let somebody write, and give the answer."""
        visitor = self.visitor()
        kind = sender.partition(":")[0] if ":" in sender else "sms"
        address = Address(kind, sender)  # type: ignore[arg-type]
        incoming = Incoming(f"m{next(self._ids)}", address, Said(words), OURS[kind])
        return message(visitor.turns.take(incoming).effects)


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Channels]:
    with twilio_api() as api:
        town = Channels(tmp_path, api)
        yield town
        town.store.close()


@pytest.mark.parametrize("sender", [WHATSAPP, USER_ID, RCS])
def test_what_comes_by_itself_goes_to_where_its_player_wrote_from(
    town: Channels, sender: str
) -> None:
    town.says(sender, "hush")
    assert town.later(minutes=1)
    (sent,) = town.api.taken
    assert (sent["To"], sent["From"]) == (sender, OURS[sender.partition(":")[0]])
    assert town.api.refused == town.told == []


def test_within_24_hours_of_the_last_text_it_goes_by_whatsapp_and_not_beyond(
    town: Channels,
) -> None:
    town.says(WHATSAPP, "late")
    town.later(hours=23)
    (sent,) = town.api.taken
    assert sent["Body"] == "Nearly a day.\n\n1 Look"
    assert sent["ValidityPeriod"] == str(55 * 60)
    town.later(hours=2)
    assert len(town.sent) == 1
    assert town.says(WHATSAPP, "1") == "More than a day.\n\nDust.\n\n1 Look"
    assert town.told == []


@pytest.mark.parametrize("sender", ["+12125550123", RCS])
def test_no_other_way_ends_after_24_hours(town: Channels, sender: str) -> None:
    town.says(sender, "late")
    town.later(hours=23)
    town.told_of(0, "delivered")
    town.later(hours=2)
    assert [sent.partition("\n")[0] for sent in town.sent] == ["Nearly a day.", "More than a day."]


def test_what_could_not_go_within_the_24_hours_is_let_go(town: Channels) -> None:
    town.api.faults = [429] * 9
    town.says(WHATSAPP, "late")
    town.later(hours=23)
    for _ in range(8):
        town.later(minutes=15)
    town.api.faults = []
    town.later(minutes=15)
    assert (town.sent, town.rows) == ([], [])


@pytest.mark.parametrize(("sender", "texts"), [(WHATSAPP, 1), (RCS, 2)])
def test_a_story_that_was_come_to_by_itself_does_not_make_the_24_hours_longer(
    town: Channels, sender: str, texts: int
) -> None:
    town.says(sender, "leads")
    town.later(hours=23)
    assert [sent.partition("\n")[0] for sent in town.sent] == ["Go on."]
    town.told_of(0, "delivered")
    town.later(hours=23)
    assert len(town.sent) == texts


def test_63016_is_let_go_without_a_word_to_staff_and_63018_is_tried_once_more(
    town: Channels,
) -> None:
    town.says(WHATSAPP, "hush")
    town.later(minutes=1)
    town.told_of(0, "undelivered", code=63018, once_more=True)
    town.later(minutes=15)
    assert len(town.sent) == 2
    town.told_of(1, "undelivered", code=63016, reason="late")
    assert town.told == []
    assert [sent.partition("\n")[0] for sent in town.sent].count("A ghost.") == 2


def test_what_is_not_sms_has_no_segments_and_a_pace_of_its_own(town: Channels) -> None:
    for sender in (WHATSAPP, "+12125550123"):
        town.says(sender, "hush")
        town.says(sender, "2")
    database = sqlite3.connect(town.folder / "wayside.db")
    found = database.execute(
        "SELECT segments FROM outbox WHERE state = 'waiting' ORDER BY segments"
    ).fetchall()
    database.close()
    assert [each for (each,) in found[:1]] == [1]
    assert all(each > 1 for (each,) in found[len(found) // 2 :])


def test_the_pace_that_is_set_is_that_of_the_phone_number() -> None:
    given = {"WAYSIDE_PACE": "75", "WAYSIDE_PHONE": "+12025550100"}
    more = {"WAYSIDE_WHATSAPP": "+1 202 555 0111", "WAYSIDE_RCS": "library_agent"}
    settings = from_environment(given | more)
    assert settings.senders == ("+12025550100", OURS["whatsapp"], OURS["rcs"])
    assert [settings.pace_of(sender) for sender in settings.senders] == [75, 10, 10]
