"""Several machines on one PostgreSQL, killed one after the other: nothing is lost or done twice."""

from collections.abc import Sequence
from pathlib import Path

import psycopg
import pytest

from tests.faults.broken import BREAKS_OF_SEVERAL
from tests.faults.crowd import Crowd
from tests.faults.lengths import LONG, either
from tests.faults.several import HASTY, kill_in_turn, several
from tests.postgres import Server
from tests.twilio_api import twilio_api

# Where there is time for it, all waits are as long as they are.
PROGRAM = ("-m", "webhooks") if LONG else HASTY
KILLS = either(8, 300)
KILLS_TO_SEE_A_BREAK = 20
EVERY_S = 1.0
# What was claimed comes up again after a while: more kills until then would show no more.
EVERY_S_TO_SEE_A_BREAK = 2.0
# To start a process takes longest here; to see a break, fewer do.
SERVERS, SENDERS = 3, 2
SERVERS_TO_SEE_A_BREAK, SENDERS_TO_SEE_A_BREAK = either(2, 3), either(1, 2)
LONGEST_END_S = either(40, 900)


def kill_several(
    folder: Path,
    server: Server,
    kills: int,
    program: Sequence[str] = PROGRAM,
    *,
    to_the_end: bool = True,
) -> Crowd:
    """Kill one of some servers and senders every second; give what their players saw.

    That is so often, or no more than it takes to see something wrong.
    """
    servers, senders, every_s = SERVERS, SENDERS, EVERY_S
    if not to_the_end:
        servers, senders = SERVERS_TO_SEE_A_BREAK, SENDERS_TO_SEE_A_BREAK
        every_s = EVERY_S_TO_SEE_A_BREAK
    with (
        twilio_api() as api,
        server.database() as url,
        several(
            folder, url, api.url, servers=servers, senders=senders, program=program
        ) as machines,
    ):
        crowd = Crowd([each.port for each in machines if each.port], api)
        crowd.start()
        try:
            for _ in kill_in_turn(machines, kills, every_s):
                if not to_the_end and (crowd.seen.wrong or crowd.has_sent_twice()):
                    break
            for machine in machines:
                machine.wait()
        finally:
            crowd.go_home()
        if to_the_end:
            with psycopg.connect(url, autocommit=True) as asked:
                crowd.check(lambda sql: asked.execute(sql.encode()).fetchall(), LONGEST_END_S)
        assert api.refused == []
        return crowd


def test_machines_killed_one_after_the_other_lose_no_turn_and_do_nothing_twice(
    tmp_path: Path, server: Server
) -> None:
    crowd = kill_several(tmp_path, server, KILLS)
    statuses = crowd.seen.statuses()
    print(f"{dict(statuses)}, letters: {sum(map(len, crowd.sent().values()))}")
    assert crowd.seen.wrong == []
    assert statuses.keys() <= {200, 503, 0}
    assert statuses[200] > KILLS


SEEN = {"commits-later": "expected", "locks-nobody": "expected", "sends-again": "sent twice"}


@pytest.mark.parametrize("fault", BREAKS_OF_SEVERAL)
def test_machines_broken_on_purpose_are_found_out(
    tmp_path: Path, server: Server, fault: str
) -> None:
    program = ("-m", "tests.faults.hasty", fault)
    crowd = kill_several(tmp_path, server, KILLS_TO_SEE_A_BREAK, program, to_the_end=False)
    found = "sent twice" if crowd.has_sent_twice() else ""
    assert SEEN[fault] in (crowd.seen.wrong or [found])[0]
