"""Power cuts are tried where strace is: `make test` says so where it is not."""

from tests.faults.recording import STRACE

collect_ignore = [] if STRACE else ["test_power.py"]
