"""PostgreSQL that is away or takes nothing for a while: 503 soon, nothing lost, and it goes on."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest

from engine.store import migrate_server
from tests.faults.crowd import Crowd
from tests.faults.filling import own_disks
from tests.faults.lengths import either
from tests.faults.nodes import Node, nodes
from tests.faults.several import HASTY, several
from tests.twilio_api import twilio_api

TIMES = either(1, 10)
AWAY_S = either(3, 15)
# A lock or a connection is waited for no longer than five seconds, where the server is there; an
# answer of one that hangs, eight.
SLOWEST_S = {"hung": 10.5}
USUALLY_SLOWEST_S = 6.5
# Who waits is answered while it is away.
AT_LEAST_S = {"taken up": 6.5, "hung": 10.5}
BACK_WITHIN_S = 10.0
LOAD_S = 1.5
LONGEST_END_S = 40


@contextmanager
def stopped(node: Node) -> Iterator[None]:
    """Stop it as an operator does, and start it again."""
    node.stop()
    yield
    node.start()


@contextmanager
def killed(node: Node) -> Iterator[None]:
    """Kill it; it recovers when it starts."""
    node.kill()
    yield
    node.start()


@contextmanager
def read_only(node: Node) -> Iterator[None]:
    """Let it take no change."""
    node.set("default_transaction_read_only", "on")
    yield
    node.set("default_transaction_read_only", "")


Way = Callable[[Node], AbstractContextManager[None]]
WAYS: dict[str, Way] = {
    "stopped": stopped, "killed": killed, "read-only": read_only, "taken up": Node.taken_up,
    "hung": Node.hung,
}  # fmt: skip
OWN_DISK: dict[str, Way] = {"full": Node.filled} if own_disks() else {}


def be_away(folder: Path, ways: Sequence[str], program: Sequence[str] = HASTY) -> list[str]:
    """Let PostgreSQL be away in each way under load; give what was wrong with it."""
    wrong: list[str] = []
    own_disk = bool({*ways} & {*OWN_DISK})
    with nodes(own_disk=own_disk) as (node, _), twilio_api() as api:
        migrate_server(node.url)
        with several(folder, node.url, api.url, servers=2, senders=1, program=program) as machines:
            ports = [each.port for each in machines if each.port]
            crowd = Crowd(ports, api)
            crowd.start()
            try:
                for way in ways:
                    time.sleep(LOAD_S)
                    wrong += _away(node, way, crowd, len(ports))
                    if crowd.seen.wrong:
                        break
                time.sleep(LOAD_S)
            finally:
                crowd.go_home(LONGEST_END_S if program == HASTY else 1)
            crowd.check(node.ask, LONGEST_END_S if program == HASTY else 0)
            if not crowd.seen.statuses().keys() <= {200, 503}:
                wrong.append(f"statuses {crowd.seen.statuses()}")
    return wrong + crowd.seen.wrong


def _away(node: Node, way: str, crowd: Crowd, servers: int) -> Iterator[str]:
    """Let it be away in one way; give what was wrong."""
    seen = crowd.seen
    with (WAYS | OWN_DISK)[way](node):
        begun = time.monotonic()
        time.sleep(max(AWAY_S, AT_LEAST_S.get(way, 0)))
        ends = time.monotonic()
    back = time.monotonic()
    while len(seen.first_good_s(back)) < servers and time.monotonic() < back + BACK_WITHIN_S:
        time.sleep(0.05)
    meanwhile, first = seen.statuses(begun, ends), sorted(seen.first_good_s(back).values())
    print(
        f"{way}: {dict(meanwhile)}, the slowest 503 after {seen.slowest_s(503, begun):.1f} s, "
        f"good again after {first}"
    )
    if meanwhile[503] == 0:
        yield f"{way}: no 503"
    if seen.slowest_s(503, begun) > SLOWEST_S.get(way, USUALLY_SLOWEST_S):
        yield f"{way}: 503 after {seen.slowest_s(503, begun):.1f} s"
    if len(first) < servers:
        yield f"{way}: no 200 when it was back"


def test_while_postgresql_takes_nothing_texts_shall_come_again_and_then_all_goes_on(
    tmp_path: Path,
) -> None:
    assert be_away(tmp_path, [*WAYS] * TIMES) == []


@pytest.mark.parametrize("way", OWN_DISK)
def test_while_its_disk_is_full_texts_shall_come_again_and_then_all_goes_on(
    tmp_path: Path, way: str
) -> None:
    assert be_away(tmp_path, [way] * TIMES) == []


BREAKS = {
    "waits-for-ever": "hung", "answers-all-the-same": "read-only", "never-writes-again": "read-only"
}  # fmt: skip


@pytest.mark.parametrize(("fault", "way"), [*BREAKS.items()][: either(2, 3)])
def test_a_server_that_does_not_mind_is_found_out(tmp_path: Path, fault: str, way: str) -> None:
    assert be_away(tmp_path, [way], ("-m", "tests.faults.broken", fault)) != []
