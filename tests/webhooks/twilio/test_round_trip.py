"""A signed request through the public address to a server that runs, and back."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.https_proxy import Change, Proxy, https_proxy
from tests.serving import Server, serving
from tests.twilio_api import twilio_api
from tests.twilio_setup import number
from tests.twilio_stub import OUR_NUMBER, PUBLIC_URL, TOKEN, environment
from tests.webhooks import bell
from webhooks.checks import Check
from webhooks.doctor import doctor
from webhooks.settings import Settings, from_environment
from webhooks.twilio import round_trip
from webhooks.twilio.round_trip import through_the_world


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("round")
    bell.stories(folder / "stories")
    return folder


@pytest.fixture(scope="module")
def running(folder: Path) -> Iterator[tuple[Proxy, Server]]:
    with (
        https_proxy(folder) as proxy,
        serving(
            folder / "var", stories=folder / "stories",
            WAYSIDE_PUBLIC_URL=f"https://127.0.0.1:{proxy.port}",
        ) as server,
    ):  # fmt: skip
        proxy.to = server.port
        yield proxy, server


@pytest.fixture
def proxy(running: tuple[Proxy, Server], monkeypatch: pytest.MonkeyPatch) -> Iterator[Proxy]:
    proxy, server = running
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(proxy.certificate))
    yield proxy
    proxy.to, proxy.answers, proxy.stalls = server.port, None, False
    proxy.change = lambda target: target


def settings(proxy: Proxy, **variables: str) -> Settings:
    given = {"WAYSIDE_PUBLIC_URL": f"https://127.0.0.1:{proxy.port}"} | variables
    return from_environment(environment(**given))


def told(proxy: Proxy, **variables: str) -> str:
    found = through_the_world(settings(proxy, **variables))
    assert (found.what, found.well) == ("address", False)
    assert TOKEN not in found.words
    return found.words


def test_a_request_that_comes_through_as_it_was_sent_is_well_and_moves_nothing(
    proxy: Proxy, folder: Path
) -> None:
    assert through_the_world(settings(proxy)) == Check(
        "address", True, "A signed request came through the public address as it was sent."
    )
    database = sqlite3.connect(folder / "var" / "wayside.db")
    for table in ("players", "messages", "outbox", "happenings"):
        assert database.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)
    database.close()


@pytest.mark.parametrize(
    "change",
    [
        lambda target: target.partition("?")[0],
        lambda target: target.replace("%2F", "/"),
        lambda target: target.replace("+", "%20"),
        lambda target: target.replace("&c=", ""),
        lambda target: f"{target}&utm=1" if "?" in target else target,
        lambda target: target.replace("%C3%A9", "%c3%a9"),
    ],
    ids=["dropped", "decoded", "plus", "empty", "added", "small"],
)
def test_a_proxy_that_changes_the_query_is_found(proxy: Proxy, change: Change) -> None:
    proxy.change = change
    assert told(proxy).startswith("The proxy before Wayside changes what stands after the question")


def test_a_proxy_that_changes_paths_is_found(proxy: Proxy) -> None:
    proxy.change = lambda target: f"/wayside{target}"
    assert "The public address knows no /hooks/twilio/ (404)" in told(proxy)


def test_a_server_with_another_token_is_found(proxy: Proxy) -> None:
    assert "has another TWILIO_AUTH_TOKEN or WAYSIDE_PUBLIC_URL" in told(
        proxy, TWILIO_AUTH_TOKEN="f" * 32
    )


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ((301, {"Location": "https://x.example/"}, ""), "answers with a redirect (301)"),
        ((308, {"Location": "/"}, ""), "answers with a redirect (308)"),
        ((502, {}, ""), "answers 502: Wayside does not run behind it"),
        ((503, {}, ""), "answers 503: Wayside does not run behind it"),
        ((404, {}, ""), "knows no /hooks/twilio/ (404)"),
        ((401, {}, "Log in"), "answers in its stead (401)"),
        ((403, {}, "Are you human?"), "answers in its stead (403)"),
        ((200, {}, "<html>"), "answers in its stead (200)"),
        ((413, {}, ""), "answers in its stead (413)"),
    ],
)
def test_a_proxy_that_answers_itself_is_found(
    proxy: Proxy, answers: tuple[int, dict[str, str], str], words: str
) -> None:
    proxy.answers = answers
    assert words in told(proxy)


def test_a_proxy_before_nothing_is_found(proxy: Proxy) -> None:
    proxy.to = 9
    assert "answers 502: Wayside does not run behind it" in told(proxy)


def test_a_certificate_that_nobody_trusts_is_found(
    proxy: Proxy, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("REQUESTS_CA_BUNDLE")
    assert told(proxy).startswith("The certificate of the public address is not good")


def test_an_address_that_stalls_is_not_waited_for(
    proxy: Proxy, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(round_trip, "READ_S", 0.3)
    proxy.stalls = True
    assert told(proxy) == (
        "The public address did not answer in time. Look whether the proxy and Wayside run, and "
        "whether the firewall lets port 443 in."
    )


def test_an_address_that_cannot_be_reached_from_here_is_told_as_such(proxy: Proxy) -> None:
    assert "cannot be reached from here" in told(proxy, WAYSIDE_PUBLIC_URL="https://127.0.0.1:9")


def test_the_doctor_asks_twilio_and_the_world_and_its_exit_code_tells_of_both(
    proxy: Proxy, folder: Path
) -> None:
    ours = f"https://127.0.0.1:{proxy.port}"
    with twilio_api() as api:
        given = environment(
            WAYSIDE_STORIES=str(folder / "stories"), WAYSIDE_DATA=str(folder / "var"),
            WAYSIDE_PUBLIC_URL=ours, WAYSIDE_PHONE=OUR_NUMBER, WAYSIDE_TWILIO_API=api.url,
        )  # fmt: skip
        for each in (*api.setup.services, *api.setup.numbers):
            for name, value in each.items():
                if isinstance(value, str):
                    each[name] = value.replace(PUBLIC_URL, ours)
        right = CliRunner(env=given).invoke(doctor, ["--twilio"])
        assert (right.exit_code, "MEND" in right.stdout) == (0, False)
        assert "  ok    texts in  " in right.stdout
        assert "  look  opt-out   " in right.stdout
        assert "  ok    address   " in right.stdout
        api.setup.services, api.setup.numbers = [], [number(sms_url="")]
        wrong = CliRunner(env=given).invoke(doctor, ["--twilio"])
        assert wrong.exit_code == 1
        assert f"\n                  {ours}/hooks/twilio/sms#rc=5" in wrong.stdout
        asked = len(api.setup.asked)
        CliRunner(env=given).invoke(doctor, [])
        assert len(api.setup.asked) == asked
    assert TOKEN not in right.stdout + wrong.stdout
