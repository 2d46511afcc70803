"""Walks in metres: stops and fixes lie along a road that goes north."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Page

LAT, LON = 47.5, 8.25
# Of one degree of latitude on the sphere that the phone reckons with.
DEGREE_M = 111195.0802335329

TAKE = """async ([stops, steps]) => {
    const {Arrivals} = await import("/walk/arrival.js");
    const arrivals = new Arrivals(stops);
    const told = [];
    for (const {arm, fix, now_s} of steps) {
        if (arm) arrivals.arm(arm);
        else told.push(now_s === null ? arrivals.take(fix) : arrivals.take(fix, now_s));
    }
    return told;
}"""


@dataclass(frozen=True, slots=True)
class Fix:
    """A position so many metres up the road, at a second, with an accuracy, and looked at when."""

    up_m: float
    at_s: float
    accuracy_m: float = 10
    now_s: float | None = None

    def step(self) -> dict[str, Any]:
        """Give it as the script takes it."""
        spot = {"lat": LAT + self.up_m / DEGREE_M, "lon": LON}
        return {
            "fix": spot | {"accuracy_m": self.accuracy_m, "at_s": self.at_s},
            "now_s": self.now_s,
        }


def stop(name: str, up_m: float = 0, within_m: float | None = 30) -> dict[str, Any]:
    """Give a stop so many metres up the road."""
    return {"id": name, "lat": LAT + up_m / DEGREE_M, "lon": LON, "within_m": within_m}


def take(
    page: Page, stops: Sequence[dict[str, Any]], *steps: Fix | Sequence[str]
) -> list[dict[str, Any]]:
    """Give what each fix led to, with distances in whole metres; a list of ids arms these stops."""
    given = [each.step() if isinstance(each, Fix) else {"arm": list(each)} for each in steps]
    told: list[dict[str, Any]] = page.evaluate(TAKE, [list(stops), given])
    return [
        each | {"distances": {name: round(away) for name, away in each["distances"].items()}}
        for each in told
    ]


def standing(up_m: float, seconds: range, accuracy_m: float = 10) -> list[Fix]:
    """Give a fix for each of these seconds, all at one place."""
    return [Fix(up_m, at_s, accuracy_m) for at_s in seconds]


def events(told: Sequence[dict[str, Any]]) -> list[str]:
    """Give in a word for each fix what it led to: `+bridge` come, `-bridge` left, `old`, or `.`."""
    return [_word(each) for each in told]


def _word(told: dict[str, Any]) -> str:
    come = f"+{told['arrived']}" if told["arrived"] else ""
    gone = f"-{told['left']}" if told["left"] else ""
    return (come + gone) or told["ignored"] or "."
