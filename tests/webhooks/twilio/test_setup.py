"""`wayside doctor --twilio` against a stub of Twilio: whatever is wrong there is told."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.twilio_api import Api, twilio_api
from tests.twilio_setup import (
    NUMBER_SID,
    RIGHT,
    SERVICE_SID,
    Setup,
    campaign,
    number,
    sender,
    service,
    short_code,
    verification,
)
from tests.twilio_stub import HOOK_URL, OUR_NUMBER, PUBLIC_URL, TOKEN, environment
from webhooks.checks import Check
from webhooks.settings import from_environment
from webhooks.twilio import account
from webhooks.twilio.setup import asked_twilio

TOLL_FREE = "+18445550100"
AT_TOLL_FREE = (
    "In Twilio's console, at Phone Numbers > Manage > Active numbers > +18445550100 > Regulatory "
    "information,"
)
WHATSAPP, RCS = "whatsapp:+12025550111", "rcs:library_agent"
STATUS_URL = f"{PUBLIC_URL}/hooks/twilio/status"
PASTE = f"choose HTTP POST, and save:\n{RIGHT}"


@pytest.fixture
def api() -> Iterator[Api]:
    with twilio_api() as api:
        yield api


def looked(api: Api, **variables: str) -> list[Check]:
    given = {"WAYSIDE_TWILIO_API": api.url, "WAYSIDE_PHONE": OUR_NUMBER} | variables
    checks = list(asked_twilio(from_environment(environment(**given))))
    for check in checks:
        assert TOKEN not in check.words
        assert "canary" not in check.words
        assert check.words.replace("\n", "").isprintable()
    return checks


def only(checks: list[Check], what: str) -> Check:
    (found,) = [check for check in checks if check.what == what]
    return found


def test_where_all_is_right_that_is_said(api: Api) -> None:
    assert looked(api) == [
        Check("account", True, "Twilio knows the account, and it is active."),
        Check(
            "texts in", True,
            '"Request URL" leads to Wayside, which is tried again when it is away.',
        ),
        Check("fallback", True, '"Fallback URL" leads to Wayside as well.'),
        Check("status", True, "Wayside asks with each text to be told what becomes of it."),
        Check("can", True, "This number can text. It can be called as well."),
        Check("register", True, "The number's campaign (A2P 10DLC) is registered."),
        Check(
            "opt-out", True,
            "Wayside is set so that Twilio answers STOP, START and HELP (WAYSIDE_OPTOUT). Twilio's "
            "API does not tell whether that is so; see Messaging > Services > Library > "
            "Opt-Out Management in its console. Text HELP: one answer must come.",
            unsure=True,
        ),
        Check(
            "country", True,
            "The account may text US. Others are at Messaging > Settings > Geo permissions.",
        ),
    ]  # fmt: skip
    assert api.taken == []


def test_without_settings_nobody_is_asked() -> None:
    settings = from_environment({"TWILIO_AUTH_TOKEN": TOKEN})
    words = "Set TWILIO_ACCOUNT_SID and WAYSIDE_PUBLIC_URL first."
    assert list(asked_twilio(settings)) == [Check("account", False, words)]


Change = Callable[[Setup], Any]


def of_number(**more: Any) -> Change:
    """Let the number be in no service, and be otherwise."""

    def change(setup: Setup) -> None:
        setup.services = []
        setup.numbers = [number(**more)]

    return change


def of_service(**more: Any) -> Change:
    def change(setup: Setup) -> None:
        setup.services = [service(**more)]

    return change


def sets(**more: Any) -> Change:
    def change(setup: Setup) -> None:
        for name, value in more.items():
            setattr(setup, name, value)

    return change


WRONG: list[tuple[str, Change, str, tuple[str, ...]]] = [
    # The account
    ("suspended", lambda s: s.account.update(status="suspended"), "account", ("is suspended",)),
    ("closed", lambda s: s.account.update(status="closed"), "account", ("is closed",)),
    ("trial", lambda s: s.account.update(type="Trial"), "account", ("a trial account",)),
    # The number
    ("no number", sets(numbers=[]), "number", (f"{OUR_NUMBER} is not a number of this",)),
    ("another", sets(numbers=[number(f"{OUR_NUMBER}7")]), "number", ("is not a number of this",)),
    # Where texts go, by the number
    ("empty", of_number(sms_url=""), "texts in",
     ('"A message comes in" is empty', f"Active numbers > {OUR_NUMBER} > Messaging", PASTE)),
    ("none", of_number(sms_url=None), "texts in", ("is empty", PASTE)),
    ("demo", of_number(sms_url="https://demo.twilio.com/welcome/sms/reply/"), "texts in",
     ("leads to demo.twilio.com, and not to Wayside at play.example.org.", PASTE)),
    ("no fragment", of_number(sms_url=HOOK_URL), "texts in", ("lacks the part after #", PASTE)),
    ("empty fragment", of_number(sms_url=f"{HOOK_URL}#"), "texts in", ("lacks the part", PASTE)),
    ("other fragment", of_number(sms_url=f"{HOOK_URL}#rc=1"), "texts in",
     ("another part after #",)),
    ("http", of_number(sms_url=RIGHT.replace("https", "http")), "texts in",
     ("begins with http://",)),
    ("path", of_number(sms_url=f"{PUBLIC_URL}/sms"), "texts in",
     ("not to /hooks/twilio/sms there",)),
    ("status", of_number(sms_url=STATUS_URL), "texts in", ("not to /hooks/twilio/sms there",)),
    ("slash", of_number(sms_url=f"{HOOK_URL}/"), "texts in", ("not to /hooks/twilio/sms there",)),
    ("query", of_number(sms_url=f"{HOOK_URL}?a=1"), "texts in", ("after a question mark",)),
    ("port", of_number(sms_url=RIGHT.replace(".org", ".org:8443")), "texts in", ("another port",)),
    ("get", of_number(sms_method="GET"), "texts in", ("HTTP GET, and must be with HTTP POST",)),
    ("nonsense", of_number(sms_url="https://[::1"), "texts in", ("is no address", PASTE)),
    ("steering", of_number(sms_url="https://\x1b[2J.example/"), "texts in", (PASTE,)),
    ("secret", of_number(sms_url="https://u:canary@x.example/canary?canary"), "texts in",
     ("leads to x.example,",)),
    ("app", of_number(sms_application_sid="AP" + "1" * 32), "texts in", ("A TwiML app", PASTE)),
    # Where they go, by the service
    ("dropped", of_service(inbound_request_url=None), "texts in",
     ('"Request URL" is empty', "Messaging > Services > Library > Integration", PASTE)),
    ("service elsewhere", of_service(inbound_request_url="https://a.example/"), "texts in",
     ("leads to a.example",)),
    ("service get", of_service(inbound_method="GET"), "texts in", ("HTTP GET",)),
    ("number counts", lambda s: (of_service(use_inbound_webhook_on_number=True)(s),
                                 sets(numbers=[number(sms_url="")])(s)), "texts in",
     ('"A message comes in" is empty',)),
    # The fallback
    ("no fallback", of_number(sms_fallback_url=""), "fallback",
     ('"Primary handler fails" is empty', PASTE)),
    ("fallback path", of_number(sms_fallback_url=STATUS_URL), "fallback", ("not to /hooks", PASTE)),
    ("fallback http", of_number(sms_fallback_url=HOOK_URL.replace("https", "http")), "fallback",
     ("begins with http://",)),
    ("fallback get", of_number(sms_fallback_method="GET"), "fallback", ("HTTP GET",)),
    ("fallback nonsense", of_number(sms_fallback_url="x"), "fallback", ("is no address",)),
    ("service fallback", of_service(fallback_url=None), "fallback", ('"Fallback URL" is empty',)),
    # What becomes of texts
    ("status of texts", of_service(status_callback=HOOK_URL), "status",
     ("not to /hooks/twilio/status there", "empty it")),
    # What the number can
    ("no sms", of_number(capabilities={"voice": True, "sms": False, "mms": False}), "can",
     ("cannot text (no SMS)",)),
    ("nothing told", of_number(capabilities=None), "can", ("cannot text",)),
    ("no mms", of_number(capabilities={"SMS": True}), "can",
     ("sends no pictures or sounds (no MMS). It cannot be called.\nSet WAYSIDE_MMS=off",)),
    # Registered
    ("no service", of_number(), "register", ("is in no messaging service",)),
    ("no campaign", sets(campaigns=[]), "register", ("is not registered (A2P 10DLC)",)),
    ("in progress", sets(campaigns=[campaign("IN_PROGRESS")]), "register",
     ("waits to be approved",)),
    ("pending", sets(campaigns=[campaign("PENDING")]), "register", ("waits to be approved",)),
    ("failed", sets(campaigns=[campaign("FAILED", errors=[
        {"error_code": 30886, "fields": ["DESCRIPTION"], "description": "Too\x1b vague",
         "url": ""}])]),
     "register", ('was not approved: "Too  vague"',)),
    ("failed somehow", sets(campaigns=[campaign("SUSPENDED", errors=None)]), "register",
     ("was not approved.",)),
    # Countries
    ("country off", sets(countries={"US": False}), "country",
     ("The account may not text US, so that nobody there gets an answer.",)),
]  # fmt: skip


@pytest.mark.parametrize(
    ("change", "what", "told"), [pytest.param(*row[1:], id=row[0]) for row in WRONG]
)
def test_what_is_wrong_is_told_with_what_to_do(
    api: Api, change: Change, what: str, told: tuple[str, ...]
) -> None:
    change(api.setup)
    found = only(looked(api), what)
    assert not found.well
    assert [words for words in told if words not in found.words] == []


# Where the way out is clicked, typed, or only waited for.
WAYS_OUT = ("in Twilio's console, at ", "Twilio's console (console.twilio.com)", "at the top of Tw",
            "Set WAYSIDE_", "nothing to do but wait")  # fmt: skip


@pytest.mark.parametrize("change", [pytest.param(row[1], id=row[0]) for row in WRONG])
def test_whatever_is_to_be_mended_says_where(api: Api, change: Change) -> None:
    change(api.setup)
    mends = [check.words for check in looked(api) if not check.well]
    assert mends
    assert [
        words for words in mends if not any(way.lower() in words.lower() for way in WAYS_OUT)
    ] == []


def test_a_number_that_sends_links_needs_no_mms(api: Api) -> None:
    of_number(capabilities={"sms": True, "voice": True})(api.setup)
    assert only(looked(api, WAYSIDE_MMS="off"), "can") == Check(
        "can", True,
        "This number can text. It sends links to pictures and sounds, as it cannot MMS. It can be "
        "called as well.",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("change", "what", "told"),
    [
        (of_number(), "texts in", '"A message comes in" leads to Wayside'),
        (of_number(sms_url=f"{HOOK_URL}#rt=5000&ct=2000&rp=5xx,ct,rt&rc=5"), "texts in",
         "leads to Wayside"),
        (of_number(sms_fallback_url=HOOK_URL), "fallback", "leads to Wayside as well"),
        (of_service(status_callback=STATUS_URL), "status", "asks with each text"),
        (sets(campaigns=[campaign("FAILED"), campaign("VERIFIED")]), "register", "is registered"),
    ],
)  # fmt: skip
def test_what_is_right_in_another_way_is_well(
    api: Api, change: Change, what: str, told: str
) -> None:
    change(api.setup)
    found = only(looked(api), what)
    assert (found.well, found.unsure) == (True, False)
    assert told in found.words


@pytest.mark.parametrize(
    ("change", "what", "told"),
    [
        (of_number(sms_fallback_url="https://x.example/y"), "fallback",
         "leads to x.example, which answers"),
        (of_service(status_callback="https://x.example/"), "status",
         "leads to x.example: it is told"),
        (sets(countries=None), "country", "does not tell which countries"),
        (sets(countries={"CA": True}), "country", "does not tell which countries"),
        (of_number(), "opt-out", "only Twilio's support can switch it off"),
    ],
)  # fmt: skip
def test_what_may_be_meant_or_is_not_told_is_shown_as_such(
    api: Api, change: Change, what: str, told: str
) -> None:
    change(api.setup)
    found = only(looked(api), what)
    assert (found.well, found.unsure) == (True, True)
    assert told in found.words


@pytest.mark.parametrize(
    ("verifications", "well", "told"),
    [
        ([], False, f"is not verified: phone companies stop its texts.\n{AT_TOLL_FREE} submit"),
        ([verification("PENDING_REVIEW")], False, "waits to be verified"),
        ([verification("IN_REVIEW")], False, "waits to be verified"),
        ([verification("TWILIO_REJECTED", rejection_reason="No opt-in")], False,
         f'was rejected: "No opt-in"\n{AT_TOLL_FREE} change what it asks for'),
        ([verification("TWILIO_REJECTED")], False, "was rejected."),
        ([verification("TWILIO_REJECTED"), verification("TWILIO_APPROVED")], True, "is verified."),
        ([verification("TWILIO_APPROVED", tollfree_phone_number_sid="PN" + "9" * 32)], False,
         "is not verified"),
    ],
)  # fmt: skip
def test_a_toll_free_number_must_be_verified(
    api: Api, verifications: list[dict[str, Any]], told: str, *, well: bool
) -> None:
    api.setup.numbers = [number(TOLL_FREE)]
    api.setup.verifications = verifications
    found = only(looked(api, WAYSIDE_PHONE=TOLL_FREE), "register")
    assert found.well is well
    assert told in found.words
    assert NUMBER_SID not in found.words


def test_nobody_but_the_phone_companies_answers_stop_to_a_toll_free_number(api: Api) -> None:
    api.setup.numbers = [number(TOLL_FREE)]
    found = only(looked(api, WAYSIDE_PHONE=TOLL_FREE, WAYSIDE_OPTOUT="ours"), "opt-out")
    assert not found.well
    assert "Set WAYSIDE_OPTOUT=carrier" in found.words


# A short code lies elsewhere at Twilio, and is treated otherwise.

CODE = "22395"


def with_code(api: Api, *, in_service: bool = True, **more: Any) -> Api:
    api.setup.numbers, api.setup.short_codes = [], [short_code(CODE, **more)]
    api.setup.services = [service()] if in_service else []
    return api


def test_a_short_code_that_is_right_is_said_to_be(api: Api) -> None:
    checks = looked(with_code(api), WAYSIDE_PHONE=CODE)
    assert [check.what for check in checks if not check.well] == []
    assert only(checks, "can").words == "This short code can text, and send pictures (MMS)."
    assert "once each has approved its application" in only(checks, "register").words
    assert only(checks, "opt-out").words.startswith("Wayside is set so that Wayside answers STOP")
    assert only(checks, "country").words.startswith("The account may text US.")


def test_where_a_short_code_s_texts_go_is_looked_at(api: Api) -> None:
    where = f"at Short codes (twilio.com/console/sms/short-codes) > {CODE} > Messaging"
    with_code(api, in_service=False, sms_url="https://x.example/", sms_fallback_url="")
    checks = looked(api, WAYSIDE_PHONE=CODE)
    for what in ("texts in", "fallback"):
        assert not only(checks, what).well
        assert where in only(checks, what).words
        assert PASTE in only(checks, what).words


def test_a_short_code_that_is_another_s_is_told(api: Api) -> None:
    api.setup.short_codes = [short_code(f"{CODE}7")]
    assert only(looked(api, WAYSIDE_PHONE=CODE), "number") == Check(
        "number", False,
        f"{CODE} is not a number of this account. Set WAYSIDE_PHONE to one that stands in the "
        "console at Short codes (twilio.com/console/sms/short-codes).",
    )  # fmt: skip


@pytest.mark.parametrize(("in_service", "well"), [(False, False), (True, True)])
def test_nobody_answers_stop_to_a_short_code_where_it_is_left_to_twilio(
    api: Api, *, in_service: bool, well: bool
) -> None:
    with_code(api, in_service=in_service)
    found = only(looked(api, WAYSIDE_PHONE=CODE, WAYSIDE_OPTOUT="carrier"), "opt-out")
    assert (found.well, found.unsure) == (well, well)
    assert "only in a messaging service with Advanced Opt-Out" in found.words
    assert "set WAYSIDE_OPTOUT=ours" in found.words.replace("Set", "set")


def test_a_short_code_in_no_service_is_answered_by_wayside_alone(api: Api) -> None:
    words = "Wayside answers STOP, START and HELP to this short code, as Twilio does not."
    checks = looked(with_code(api, in_service=False), WAYSIDE_PHONE=CODE)
    assert only(checks, "opt-out") == Check("opt-out", True, words)


def test_a_short_code_that_may_send_no_pictures_is_told(api: Api) -> None:
    with_code(api).setup.short_codes_can = ("SMS",)
    found = only(looked(api, WAYSIDE_PHONE=CODE), "can")
    assert found.unsure
    assert "set WAYSIDE_MMS=off" in found.words


def test_of_a_number_elsewhere_it_is_said_where_to_look(api: Api) -> None:
    api.setup.numbers = [number("+447400123456")]
    api.setup.countries = {"GB": True}
    checks = looked(api, WAYSIDE_PHONE="+447400123456")
    assert only(checks, "register").unsure
    assert only(checks, "country").words.startswith("The account may text GB.")


def test_without_a_number_its_setting_is_asked_for(api: Api) -> None:
    settings = from_environment(environment(WAYSIDE_TWILIO_API=api.url))
    assert list(asked_twilio(settings))[1:] == [
        Check("number", False, "Set WAYSIDE_PHONE to the number that players text.")
    ]


@pytest.mark.parametrize(("kind", "own"), [("whatsapp", WHATSAPP), ("rcs", RCS)])
def test_the_senders_of_whatsapp_and_rcs_are_looked_at(api: Api, kind: str, own: str) -> None:
    given = {f"WAYSIDE_{kind.upper()}": own.partition(":")[2]}
    assert "is no sender of this account" in only(looked(api, **given), kind).words
    for wrong, told in (
        ({"callback_url": None}, "is empty, so that no text reaches Wayside."),
        ({"callback_url": "https://x.example/"}, "leads to x.example"),
        ({"callback_method": "GET"}, "HTTP GET"),
        ({"status_callback_url": HOOK_URL}, '"Status callback URL" leads to Wayside, but not'),
    ):
        api.setup.senders = {kind: [sender("whatsapp:+1"), sender(own, **wrong)]}
        found = only(looked(api, **given), kind)
        assert (found.well, told in found.words) == (False, True)
    api.setup.senders = {kind: [sender(own) | {"status": "OFFLINE"}]}
    assert "is not online, but OFFLINE" in only(looked(api, **given), kind).words
    api.setup.senders = {kind: [sender(own) | {"webhook": None}]}
    assert not only(looked(api, **given), kind).well
    api.setup.senders = {kind: [sender(own)]}
    assert only(looked(api, **given), kind).well


def test_a_token_that_twilio_does_not_take_ends_the_questions(api: Api) -> None:
    (found,) = looked(api, TWILIO_AUTH_TOKEN="wrong")
    assert not found.well
    assert found.words.startswith("Twilio does not know this TWILIO_ACCOUNT_SID with this TWILIO_")


def test_long_lists_are_read_to_their_end(api: Api) -> None:
    others = [service(sid=f"MG{n:032x}") for n in range(5)]
    api.setup.services = [*others, service(friendly_name="The last")]
    api.setup.numbers = [*(number(f"{OUR_NUMBER}{n}") for n in range(5)), number()]
    api.setup.page_size = 2
    assert all(check.well for check in looked(api))
    assert api.setup.asked.count("/v1/Services") == 3


def test_the_token_goes_to_no_page_elsewhere(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    meta = {"key": "services", "next_page_url": "http://127.0.0.1:1/v1/Services?Page=1"}
    nothing = {"services": [], "phone_numbers": [], "compliance": [], "meta": meta}
    monkeypatch.setattr(api.setup, "_page", lambda *_given: nothing)
    assert "is in no messaging service" in only(looked(api), "register").words


PATHS = {
    "/v1/Services": "number",
    f"/v1/Services/{SERVICE_SID}/PhoneNumbers": "number",
    f"/v1/Services/{SERVICE_SID}/Compliance/Usa2p": "register",
    "/v1/Messaging/GeoPermissions": "country",
}


@pytest.mark.parametrize("status", [404, 403, 429, 500, 503, 301, 204])
@pytest.mark.parametrize("path", PATHS)
def test_whatever_cannot_be_asked_is_told_and_breaks_nothing(
    api: Api, path: str, status: int
) -> None:
    api.setup.broken = {path: status}
    found = only(looked(api), PATHS[path])
    assert found.unsure or not found.well


@pytest.mark.parametrize("fault", [500, "cut", "drop", 429])
def test_a_twilio_that_cannot_be_reached_is_told_once(api: Api, fault: int | str) -> None:
    api.faults = [fault]
    (found,) = looked(api)
    assert not found.well
    assert found.words.endswith(("Try again.", "Try again in some minutes."))


def test_a_twilio_that_stalls_is_not_waited_for(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(account, "READ_S", 0.2)
    api.faults = ["stall"]
    (found,) = looked(api)
    assert found.words == "Twilio could not be reached: it did not answer in time. Try again."


def test_all_questions_together_take_no_longer_than_a_while(
    api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(account, "LONGEST_S", -1.0)
    (found,) = looked(api)
    assert "answers too slowly" in found.words
