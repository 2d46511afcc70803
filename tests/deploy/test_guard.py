"""The services do nothing that their units forbid, as far as real ones were watched."""

import os

import pytest

from tests.deploy.calls import Asked, refused, traced, traced_server
from tests.deploy.stories import mural
from tests.deploy.units import GUARD, lines_of
from tests.engine.copying.files import jpeg, voice
from tests.twilio_stub import text

FILTERS = [value for key, value in lines_of(GUARD) if key == "SystemCallFilter"]
[FAMILIES] = [value for key, value in lines_of(GUARD) if key == "RestrictAddressFamilies"]
# SQLite gives its files to whoever the database belongs to, but only where root runs it.
ONLY_AS_ROOT = {"fchown"}
MAKING = """
import sys
from pathlib import Path
from engine.copying.apart import copied
for kind in ("photo", "voice"):
    copied(kind, Path(sys.argv[1], kind).read_bytes())
"""


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Asked:
    """What a server asked that published, answered and sent, and what made files anew."""
    folder, found = tmp_path_factory.mktemp("traced"), Asked()
    with traced_server(folder, mural(folder)) as server:
        assert server.text(text("MURAL")).status == 200
        assert server.ask("GET", "/").status == 200
        assert server.ask("GET", "/readyz").status == 200
    found.read(folder / "serve.trace")
    (folder / "photo").write_bytes(jpeg())
    (folder / "voice").write_bytes(voice("mp4", "aac", 44_100))
    found.read(traced(folder, "-c", MAKING, str(folder)))
    if os.geteuid() == 0:
        found.names -= ONLY_AS_ROOT
    return found


def test_nothing_that_the_services_do_is_forbidden_by_their_units(asked: Asked) -> None:
    assert refused(asked.names, FILTERS) == set()
    assert asked.families - set(FAMILIES.split()) == set()
    assert asked.running == set()


def test_calls_that_are_forbidden_are_found(asked: Asked) -> None:
    assert "clone3" in refused(asked.names, [*FILTERS, "~@process"])
    beyond = {"mount", "chroot", "ptrace", "setpriority"}
    assert refused(asked.names | beyond, FILTERS) == beyond
    running = Asked()
    running.take("mmap", "NULL, 4096, PROT_READ|PROT_WRITE|PROT_EXEC, MAP_PRIVATE, -1, 0) = 0")
    running.take("mprotect", "0x7f0000000000, 4096, PROT_READ|PROT_EXEC) = 0")
    running.take("mmap", "NULL, 4096, PROT_READ|PROT_EXEC, MAP_PRIVATE, 3, 0) = 0")
    assert len(running.running) == 2
