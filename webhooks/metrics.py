"""Figures for Prometheus: what this installation does, and how it is.

What is counted in a process is summed over all processes of a server, where they share a folder
(`webhooks/metrics_folder.py`). It must be named before prometheus_client is imported for the first
time, so import this module no sooner than it is needed.
"""

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.metrics_core import GaugeMetricFamily, InfoMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from engine.clock import Clock
from engine.observing import Came, Result
from engine.store import NotStored, Store
from engine.store.backlog import Backlog
from webhooks.metrics_folder import VARIABLE
from webhooks.seldom import Seldom
from webhooks.settings import HOOK, STATUS

BUCKETS_S = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5)
# Twilio has some hundred codes; each is a series, and nobody needs more of them than this.
MOST_CODES = 100
CODES = range(10_000, 100_000)
OTHER_CODE = "other"


@dataclass(frozen=True, slots=True)
class Installation:
    """What is true of the whole installation, whichever process is asked."""

    backlog: Backlog = field(default_factory=Backlog)
    editions: Mapping[str, str] = field(default_factory=dict)


class Metrics:
    """Counts what it is told of, and gives all of it as text. An `engine.observing.Observer`.

    Make one in a process.
    """

    def __init__(self, store: Store, clock: Clock) -> None:
        folder = os.environ.get(VARIABLE)
        self._registry = CollectorRegistry()
        counted = None if folder else self._registry
        self._turns = Counter(
            "wayside_turns", "Turns, by how their message came and what came of it.",
            ["door", "came"], registry=counted,
        )  # fmt: skip
        self._took = Histogram(
            "wayside_turn_seconds", "How long turns took, until their answer was stored.",
            ["door"], buckets=BUCKETS_S, registry=counted,
        )  # fmt: skip
        self._segments = Counter(
            "wayside_segments", "Segments of texts that came in and that went out.",
            ["direction"], registry=counted,
        )  # fmt: skip
        self._letters = Counter(
            "wayside_letters", "Tries to send a letter, and what Twilio told of it, with its code.",
            ["result", "code"], registry=counted,
        )  # fmt: skip
        self._refused = Counter(
            "wayside_refused_requests", "Requests that were answered 503, by their route.",
            ["route"], registry=counted,
        )  # fmt: skip
        self._codes: set[int] = set()
        self._in = self._segments.labels("in")
        self._out = self._segments.labels("out")
        self._turn = cache(self._turns.labels)
        self._duration = cache(self._took.labels)
        # A series that is there from the beginning has a first step that alerts can see.
        for route in (HOOK, STATUS):
            self._refused.labels(route)
        if folder:
            MultiProcessCollector(self._registry, folder)  # type: ignore[no-untyped-call]
            _make_firm(Path(folder))
        self._registry.register(_OfInstallation(store, clock))

    def turned(
        self, door: str, came: Came, took_s: float, segments_in: int, segments_out: int
    ) -> None:
        """Count a turn."""
        self._turn(door, came).inc()
        self._duration(door).observe(took_s)
        if segments_in:
            self._in.inc(segments_in)
        if segments_out:
            self._out.inc(segments_out)

    def posted(self, result: Result, code: int = 0, segments: int = 0) -> None:
        """Count a letter that was tried, or of which something was told."""
        self._letters.labels(result, self._code(code)).inc()
        if segments:
            self._out.inc(segments)

    def refused(self, route: str) -> None:
        """Count a request that was answered 503."""
        self._refused.labels(route).inc()

    def page(self) -> bytes:
        """Give all figures in Prometheus' text format."""
        return generate_latest(self._registry)

    @property
    def registry(self) -> CollectorRegistry:
        """What a server of prometheus_client's gives out."""
        return self._registry

    def _code(self, code: int) -> str:
        if not code:
            return ""
        if code in CODES and (code in self._codes or len(self._codes) < MOST_CODES):
            self._codes.add(code)
            return str(code)
        return OTHER_CODE


class _OfInstallation(Collector):
    """Asks the database at most once a second."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock
        self._now = Seldom[Installation | None](self._look, None)

    def collect(self) -> Iterator[Metric]:
        """Give it; where the database does not answer, only that."""
        found = self._now()
        up = "Whether the database answers."
        yield GaugeMetricFamily("wayside_database_up", up, int(found is not None))
        if found is None:
            return
        letters = GaugeMetricFamily(
            "wayside_outbox_letters", "Letters that are not sent yet.", labels=["state"]
        )
        letters.add_metric(["waiting"], found.backlog.waiting)
        letters.add_metric(["sending"], found.backlog.sending)
        yield letters
        yield GaugeMetricFamily(
            "wayside_outbox_oldest_due_seconds",
            "For how long the oldest letter that may be sent waits for it.",
            found.backlog.oldest_due_s,
        )
        editions = InfoMetricFamily("wayside_edition", "What players meet.", labels=["story"])
        for story, edition in sorted(found.editions.items()):
            editions.add_metric([story], {"edition": edition})
        yield editions

    def _look(self) -> Installation | None:
        try:
            backlog = self._store.backlog(int(self._clock().timestamp()))
            return Installation(backlog, self._store.editions.current())
        except NotStored:
            return None


def _make_firm(folder: Path) -> None:
    """Give the files of this process their room on the disk.

    They are written to as memory, and where the disk is full that would end the process.
    """
    for file in folder.glob(f"*_{os.getpid()}.db"):
        with file.open("r+b") as opened:
            os.posix_fallocate(opened.fileno(), 0, file.stat().st_size)
