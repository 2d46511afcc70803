"""A primary that dies with a synchronous standby: what was answered is kept, and it goes on."""

import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from engine.store import migrate_server
from tests.faults.crowd import Crowd
from tests.faults.lengths import either
from tests.faults.nodes import pair, url_of
from tests.faults.several import several
from tests.twilio_api import twilio_api

TIMES = either(1, 10)
LONGEST_S = 10.0
LOAD_S = 2.0
SERVERS = either(2, 3)
# The harder one is tried each time: for so long nothing reached the standby before.
LAGS_S = (2, 0)[: either(1, 2)]
LONGEST_END_S = 40
SAFE = {"synchronous_standby_names": "*", "synchronous_commit": "on"}


@dataclass(frozen=True, slots=True)
class FailedOver:
    """What was wrong, and how long after its promotion the standby's servers answered well."""

    crowd: Crowd
    first_s: tuple[float, ...]
    promoting_s: float


def fail_over(folder: Path, lag_s: float = 0, **settings: str) -> FailedOver:
    """Kill the primary under load and promote its standby.

    For the last `lag_s` seconds nothing reaches the standby.
    """
    with pair(**settings) as (primary, standby), twilio_api() as api:
        migrate_server(url := url_of(primary, standby))
        with several(folder, url, api.url, servers=SERVERS, senders=1) as machines:
            ports = [each.port for each in machines if each.port]
            crowd = Crowd(ports, api)
            crowd.start()
            try:
                time.sleep(LOAD_S)
                if lag_s:
                    primary.stop_sending()
                    time.sleep(lag_s)
                primary.kill()
                dead = time.monotonic()
                standby.promote()
                promoting_s = time.monotonic() - dead
                ends = dead + 2 * LONGEST_S
                while len(crowd.seen.first_good_s(dead)) < len(ports) and time.monotonic() < ends:
                    time.sleep(0.05)
                time.sleep(LOAD_S)
            finally:
                crowd.go_home()
            crowd.check(standby.ask, LONGEST_END_S if not lag_s or settings == SAFE else 0)
            return FailedOver(crowd, tuple(crowd.seen.first_good_s(dead).values()), promoting_s)


@pytest.mark.parametrize("lag_s", LAGS_S)
def test_when_the_primary_dies_no_answered_turn_is_lost_and_all_servers_go_on_soon(
    tmp_path: Path, lag_s: float
) -> None:
    for number in range(TIMES):
        (tmp_path / str(number)).mkdir()
        found = fail_over(tmp_path / str(number), lag_s, **SAFE)
        seen = found.crowd.seen
        print(
            f"{dict(seen.statuses())}, promoted in {found.promoting_s:.2f} s, "
            f"each server good after {', '.join(f'{s:.2f}' for s in found.first_s)} s"
        )
        assert seen.wrong == []
        assert seen.statuses().keys() <= {200, 503, 0}
        assert len(found.first_s) == SERVERS
        assert max(found.first_s) < LONGEST_S


UNSAFE = ({**SAFE, "synchronous_commit": "off"}, {**SAFE, "synchronous_standby_names": ""})


@pytest.mark.parametrize("settings", UNSAFE[: either(1, 2)])
def test_a_standby_that_need_not_have_it_all_loses_what_was_answered(
    tmp_path: Path, settings: dict[str, str]
) -> None:
    found = fail_over(tmp_path, lag_s=1, **settings)
    assert any(each.startswith(("expected", "answered")) for each in found.crowd.seen.wrong)
