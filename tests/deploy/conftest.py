"""Caddy and systemd are tried where they are: `make test` says so where they are not."""

from tests.deploy.caddy import CADDY
from tests.deploy.units import ANALYZE
from tests.faults.recording import STRACE

NEEDED = {
    "test_caddy.py": CADDY,
    "test_units.py": ANALYZE,
    "test_guard.py": ANALYZE and STRACE,
}
collect_ignore = [tests for tests, must in NEEDED.items() if not must]
