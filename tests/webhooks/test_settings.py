from dataclasses import fields
from pathlib import Path

import pytest

from engine.store.connections import PoolSize
from engine.texting.prices import read_prices
from tests.twilio_stub import ACCOUNT, environment
from webhooks.settings import (
    Mistake,
    Settings,
    SettingsError,
    from_environment,
)
from webhooks.variables import VARIABLES


def test_nothing_needs_to_be_set() -> None:
    assert from_environment({}) == Settings(
        stories=Path("stories"),
        data=Path("var"),
        database=Path("var/wayside.db"),
        secret_file=Path("var/secret"),
        erasures=Path("var/erasures"),
        public_url=None,
        phone=None,
        try_page=True,
        optout={},
        account_sid=None,
        auth_tokens=(),
        twilio_api="https://api.twilio.com",
    )


def test_everything_can_be_set() -> None:
    found = from_environment(
        {
            "WAYSIDE_STORIES": "/srv/stories",
            "WAYSIDE_DATA": "/srv/data",
            "WAYSIDE_DATABASE_URL": "postgresql://me:word@db.example.org/wayside",
            "WAYSIDE_DATABASE_POOL": "3 - 12",
            "WAYSIDE_REQUEST_LOG": "on",
            "WAYSIDE_SECRET_FILE": "/run/secret",
            "WAYSIDE_ERASURES": "/srv/erasures",
            "WAYSIDE_PUBLIC_URL": "https://Play.example.org:8443/",
            "WAYSIDE_PHONE": "+1 (202) 555-0123",
            "WAYSIDE_NAME": " Pennyweir Library ",
            "WAYSIDE_CONTACT": "ask@pennyweir.example",
            "WAYSIDE_NOTICE": "off",
            "WAYSIDE_TRY": "ON",
            "WAYSIDE_OPTOUT": "ours",
            "TWILIO_ACCOUNT_SID": ACCOUNT,
            "TWILIO_AUTH_TOKEN": "old, new",
            "WAYSIDE_TWILIO_API": "http://127.0.0.1:9000/",
            "WAYSIDE_METRICS_TOKEN": "not-to-be-guessed",
        }
    )
    assert found == Settings(
        stories=Path("/srv/stories"),
        data=Path("/srv/data"),
        database="postgresql://me:word@db.example.org/wayside",
        pool=PoolSize(3, 12),
        secret_file=Path("/run/secret"),
        erasures=Path("/srv/erasures"),
        public_url="https://play.example.org:8443",
        phone="+12025550123",
        name="Pennyweir Library",
        contact="ask@pennyweir.example",
        notice=False,
        try_page=True,
        optout={"": "ours"},
        account_sid=ACCOUNT,
        auth_tokens=("old", "new"),
        twilio_api="http://127.0.0.1:9000",
        request_log=True,
        metrics_token="not-to-be-guessed",
    )


@pytest.mark.parametrize(
    ("text", "size"), [("10", (2, 10)), ("1", (1, 1)), ("1-1", (1, 1)), ("4-500", (4, 500))]
)
def test_connections_are_so_many_at_most_or_from_so_many(text: str, size: tuple[int, int]) -> None:
    assert from_environment({"WAYSIDE_DATABASE_POOL": text}).pool == PoolSize(*size)


def test_every_mistake_is_told_at_once() -> None:
    with pytest.raises(SettingsError) as raised:
        from_environment({"WAYSIDE_TRY": "maybe", "WAYSIDE_OPTOUT": "me", "WAYSIDE_PHONE": "911"})
    assert raised.value.mistakes == (
        Mistake(
            "WAYSIDE_PHONE",
            "is neither a phone number with a country nor a short code",
            "Set it to a whole number with its country, +12025550123, or to a short code: 22395.",
        ),
        Mistake("WAYSIDE_TRY", "is neither on nor off", "Set it to on or off."),
        Mistake(
            "WAYSIDE_OPTOUT",
            "is neither carrier nor ours",
            "Set it to carrier where Twilio itself answers STOP, START and HELP (it does unless "
            "you switched that off), to ours where Wayside shall.",
        ),
    )
    assert str(raised.value).splitlines()[1] == (
        "WAYSIDE_TRY is neither on nor off. Set it to on or off."
    )


INSECURE = (
    "must begin with https://: Twilio asks for it, and without it walks have no "
    "download, no position and no screen that stays on"
)


@pytest.mark.parametrize(
    ("name", "value", "wrong"),
    [
        ("WAYSIDE_STORIES", __file__, f"is {__file__}, which is a file"),
        ("WAYSIDE_SECRET_FILE", "/", "is /, which is a folder"),
        ("WAYSIDE_METRICS_TOKEN", "too short", "has fewer than 16 characters"),
        (
            "WAYSIDE_METRICS_TOKEN",
            "of several words, so",
            "holds what cannot stand in a header, such as a space",
        ),
        ("WAYSIDE_REQUEST_LOG", "some", "is neither on nor off"),
        ("WAYSIDE_DATABASE_URL", "mysql://x/y", "is no address of a database that Wayside knows"),
        ("WAYSIDE_DATABASE_URL", "sqlite://", "is no address of a database that Wayside knows"),
        (
            "WAYSIDE_DATABASE_URL",
            "sqlite:///:memory:",
            "is no address of a database that Wayside knows",
        ),
        ("WAYSIDE_DATABASE_URL", "postgresql://", "is no address of a database that Wayside knows"),
        ("WAYSIDE_DATABASE_POOL", "many", "is no number of connections"),
        ("WAYSIDE_DATABASE_POOL", "0", "is no number of connections"),
        ("WAYSIDE_DATABASE_POOL", "10-2", "is no number of connections"),
        ("WAYSIDE_DATABASE_POOL", "2-501", "is no number of connections"),
        ("WAYSIDE_DATABASE_POOL", "2-", "is no number of connections"),
        (
            "WAYSIDE_PUBLIC_URL",
            "http://a.example",
            INSECURE,
        ),
        (
            "WAYSIDE_PUBLIC_URL",
            "a.example",
            INSECURE,
        ),
        (
            "WAYSIDE_PUBLIC_URL",
            "https://a.example/hooks",
            "must be a host alone, without a path, a name or a question mark",
        ),
        (
            "WAYSIDE_PUBLIC_URL",
            "https://me@a.example",
            "must be a host alone, without a path, a name or a question mark",
        ),
        (
            "WAYSIDE_PUBLIC_URL",
            "https://musée.example",
            "has a host that cannot be used (letters like é want their xn-- form)",
        ),
        ("WAYSIDE_PUBLIC_URL", "https://a.example:99999", "is no address"),
        ("WAYSIDE_PUBLIC_URL", "https://[::1", "is no address"),
        ("WAYSIDE_PHONE", "+1 202 555", "is a number that nobody can have"),
        ("WAYSIDE_PHONE", "2025550123", "is no phone number with a country"),
        *(
            ("WAYSIDE_PHONE", wrong, "is neither a phone number with a country nor a short code")
            for wrong in ("112", "2239", "12345", "5550123")
        ),
        ("WAYSIDE_NAME", "n" * 61, "is longer than 60 characters"),
        ("WAYSIDE_NAME", "A\nB", "holds more than one line, or what cannot be shown"),
        ("WAYSIDE_CONTACT", "c" * 101, "is longer than 100 characters"),
        ("WAYSIDE_NOTICE", "no", "is neither on nor off"),
        ("TWILIO_ACCOUNT_SID", "SK" + "0" * 32, "is no Account SID: AC and 32 of 0-9 and a-f"),
        ("TWILIO_AUTH_TOKEN", "a,b,c", "holds 3 tokens"),
        ("TWILIO_AUTH_TOKEN", "a,", "holds something that is no token"),
        ("WAYSIDE_TWILIO_API", "twilio", "is no address of a server"),
    ],
)  # fmt: skip
def test_a_wrong_value_is_told_in_words(name: str, value: str, wrong: str) -> None:
    with pytest.raises(SettingsError) as raised:
        from_environment({name: value})
    assert [(m.variable, m.wrong) for m in raised.value.mistakes] == [(name, wrong)]


def test_an_empty_variable_is_not_set() -> None:
    assert from_environment(dict.fromkeys((v.name for v in VARIABLES), " ")) == from_environment({})


def test_a_sqlite_address_is_a_path() -> None:
    for url, path in (("sqlite:///kept.db", "kept.db"), ("sqlite:////srv/kept.db", "/srv/kept.db")):
        assert from_environment({"WAYSIDE_DATABASE_URL": url}).database == Path(path)


def test_where_the_world_reaches_us_the_phone_on_the_screen_is_off_unless_switched_on() -> None:
    public = {"WAYSIDE_PUBLIC_URL": "https://play.example.org"}
    assert not from_environment(public).try_page
    assert from_environment(public | {"WAYSIDE_TRY": "on"}).try_page
    assert not from_environment({"WAYSIDE_TRY": "off"}).try_page


def test_the_address_for_twilio_asks_it_to_try_again() -> None:
    assert from_environment({}).hook_url is None
    assert from_environment({"WAYSIDE_PUBLIC_URL": "https://play.example.org"}).hook_url == (
        "https://play.example.org/hooks/twilio/sms#rc=5&rp=5xx,ct,rt&ct=2000&rt=5000"
    )


@pytest.mark.parametrize(
    "name",
    sorted(name for name in environment() if name.startswith("TWILIO_") or "URL" in name),
)
def test_what_twilio_needs_is_named_when_it_is_missing(name: str) -> None:
    assert from_environment(environment()).missing_for_twilio == ()
    assert from_environment(environment(**{name: ""})).missing_for_twilio == (name,)


# A short code: a few digits without a country


def test_a_short_code_is_a_number_of_ours() -> None:
    found = from_environment({"WAYSIDE_PHONE": "22395"})
    assert (found.phone, found.pace_of("22395"), found.senders) == ("22395", 10, ("22395",))
    assert found.terms.served() == {"US"}
    assert [found.terms.serves(country, "22395") for country in ("US", "CA", "GB")] == [
        True, False, False,
    ]  # fmt: skip
    assert found.takes_mms("", "+12125550123")
    assert from_environment({"WAYSIDE_PHONE": "223957"}).phone == "223957"


def test_a_short_code_belongs_to_the_united_states_unless_told() -> None:
    for countries, country in (("", "US"), ("CA", "CA"), ("US,CA", "US"), ("all", "US")):
        given = {"WAYSIDE_PHONE": "22395", "WAYSIDE_COUNTRIES": countries}
        assert from_environment(given).country == country
    canadian = from_environment({"WAYSIDE_PHONE": "22395", "WAYSIDE_COUNTRIES": "CA"})
    assert canadian.terms.served() == {"CA"}
    assert from_environment({"WAYSIDE_PHONE": "+442071838750"}).country == "GB"
    assert from_environment({}).country is None


def test_of_a_short_code_stop_is_ours_to_answer_as_twilio_does_not() -> None:
    code, other = (from_environment({"WAYSIDE_PHONE": each}) for each in ("22395", "+12025550123"))
    assert [code.carrier_answers(each) for each in ("22395", "+12025550123")] == [False, True]
    assert [other.carrier_answers(each) for each in ("22395", "+12025550123", "")] == [
        False, True, True,
    ]  # fmt: skip
    for told, answers in (("carrier", True), ("ours", False)):
        found = from_environment({"WAYSIDE_PHONE": "22395", "WAYSIDE_OPTOUT": told})
        assert found.carrier_answers("22395") is answers


def test_who_answers_stop_is_set_for_each_number() -> None:
    told = "+1 888 555 0123 = carrier, 22395=carrier, +12025550123=ours"
    found = from_environment({"WAYSIDE_PHONE": "+12025550123", "WAYSIDE_OPTOUT": told})
    senders = ("+18885550123", "22395", "+12025550123", "", "+12025550199", "22396")
    assert [found.carrier_answers(each) for each in senders] == [
        True, True, False, False, True, False,
    ]  # fmt: skip
    for wrong in ("+18885550123=me", "=ours", "+18885550123=carrier, ours"):
        with pytest.raises(SettingsError, match="WAYSIDE_OPTOUT"):
            from_environment({"WAYSIDE_OPTOUT": wrong})


def test_every_setting_is_read_from_one_variable() -> None:
    read = sorted(variable.setting for variable in VARIABLES)
    assert read == sorted(field.name for field in fields(Settings))


def test_what_is_secret_is_not_in_the_words_of_settings() -> None:
    settings = from_environment(
        environment(WAYSIDE_DATABASE_URL="postgresql://me:canary@db.example.org/wayside")
    )
    assert settings.auth_tokens[0] not in repr(settings)
    assert "canary" not in repr(settings)


# What texts may cost


@pytest.mark.parametrize(
    ("name", "value", "setting", "read"),
    [
        ("WAYSIDE_COUNTRIES", "us, ca", "countries", frozenset({"US", "CA"})),
        ("WAYSIDE_COUNTRIES", "ALL", "countries", frozenset()),
        ("WAYSIDE_PREFIX_ALARM", "100", "prefix_alarm", 100),
        ("WAYSIDE_PREFIX_ALARM", "off", "prefix_alarm", None),
        ("WAYSIDE_BUDGET_DAY", "$20", "budget_day", 20_000_000),
        ("WAYSIDE_BUDGET_TOTAL", "512.50", "budget_total", 512_500_000),
        ("WAYSIDE_PRICES", "GB=0.05/0.0075", "prices", read_prices("GB=0.05/0.0075")),
        ("WAYSIDE_TIMEZONE", "America/Chicago", "timezone", "America/Chicago"),
    ],
)
def test_what_texts_may_cost_is_read(name: str, value: str, setting: str, read: object) -> None:
    assert getattr(from_environment({name: value}), setting) == read


@pytest.mark.parametrize(
    ("name", "value", "wrong"),
    [
        ("WAYSIDE_COUNTRIES", "US,XX,USA", "names no country: USA, XX"),
        ("WAYSIDE_COUNTRIES", ",", "names no country"),
        ("WAYSIDE_PREFIX_ALARM", "0", "is neither a number from 1 to 10,000 nor off"),
        ("WAYSIDE_PREFIX_ALARM", "many", "is neither a number from 1 to 10,000 nor off"),
        ("WAYSIDE_BUDGET_DAY", "twenty", "is no amount of money"),
        ("WAYSIDE_BUDGET_TOTAL", "0", "is nothing, with which nobody could play"),
        ("WAYSIDE_PRICES", "0.05", "cannot be read: '0.05' is no country with its price"),
        ("WAYSIDE_PRICES", "GB=five", "cannot be read: 'five' is no amount"),
        ("WAYSIDE_TIMEZONE", "Chicago", "is no time zone"),
    ],
)
def test_what_texts_may_cost_is_told_of_where_it_cannot_be_read(
    name: str, value: str, wrong: str
) -> None:
    with pytest.raises(SettingsError) as raised:
        from_environment({name: value})
    assert [(each.variable, each.wrong) for each in raised.value.mistakes] == [(name, wrong)]


@pytest.mark.parametrize(
    ("phone", "zone"),
    [("+12125550123", "America/New_York"), ("+18005550123", "UTC"), ("", "UTC")],
)
def test_days_are_counted_where_the_number_is_if_that_is_one_zone(phone: str, zone: str) -> None:
    assert from_environment({"WAYSIDE_PHONE": phone}).terms.zone == zone
    chosen = {"WAYSIDE_PHONE": phone, "WAYSIDE_TIMEZONE": "Europe/London"}
    assert from_environment(chosen).terms.zone == "Europe/London"


def test_no_prefix_is_paused_where_floods_are_let_in() -> None:
    assert from_environment({}).terms.most_alike == 30
    assert from_environment({"WAYSIDE_FLOODS": "off"}).terms.most_alike is None


def test_who_cannot_play_by_text_is_sent_to_the_walks_in_the_browser() -> None:
    assert from_environment(environment()).terms.web == "https://play.example.org/"
    assert from_environment({}).terms.web == ""
