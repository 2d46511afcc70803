"""How long a search may take, and how far it is, on the terminal."""

import sys
from collections.abc import Callable

import click

from engine.checking.search.proving import Proof
from engine.cli.numbers import Number
from engine.clock import running_s

USUAL_S = 10
# A bar that comes and goes at once only flickers.
SHOWN_AFTER_S = 2


def seconds_option(command: Callable[..., None]) -> Callable[..., None]:
    """Let a command take how many seconds to search."""
    option = click.option(
        "--search", "search_s", type=Number(0, 3600), default=USUAL_S, show_default=True,
        help="Seconds to search what can happen in a story; 0 for none.",
    )  # fmt: skip
    return option(command)


def within(seconds: float, name: str) -> Callable[[int], bool] | None:
    """Give what ends a search after so long, and shows meanwhile how far it is; None for none."""
    if not seconds:
        return None
    begun_s = running_s()

    def go_on(plays: int) -> bool:
        gone_s = running_s() - begun_s
        if gone_s > SHOWN_AFTER_S and plays % 50 == 0 and sys.stderr.isatty():
            _show(name, gone_s, seconds, plays)
        return gone_s < seconds

    return go_on


def ended(name: str, proof: Proof) -> str:
    """Say how far a search came."""
    if sys.stderr.isatty():
        click.echo("\r\x1b[K", nl=False, err=True)
    if not proof.stopped:
        return f"{name}: searched to the end, {_several(proof.plays)}."
    return (
        f"{name}: the search stopped, because {proof.stopped}. It does not say whether players "
        "can be stuck beyond that."
    )


def _several(plays: int) -> str:
    return "1 play" if plays == 1 else f"{plays:,} different plays"


def _show(name: str, gone_s: float, seconds: float, plays: int) -> None:
    done = "#" * round(min(1, gone_s / seconds) * 20)
    click.echo(f"\r{name}: searching [{done:<20}] {plays:,} plays", nl=False, err=True)
