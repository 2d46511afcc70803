"""What is done behind PgBouncer is tried where it is: `make test` says so where it is not."""

from tests.bouncer import PGBOUNCER

collect_ignore = [] if PGBOUNCER else ["test_bouncing.py"]
