"""The only reader of the time."""

from datetime import UTC

from engine.clock import running_s, utc_now


def test_the_time_is_aware_and_in_utc() -> None:
    assert utc_now().tzinfo is UTC


def test_running_seconds_are_never_set_back() -> None:
    read = [running_s() for _ in range(1000)]
    assert read == sorted(read)
