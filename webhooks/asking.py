"""Asking before something is done that cannot be undone."""

import sys

import click


def ask(what: str, *, yes: bool) -> None:
    """Ask whether to go on, after saying what is done; ends the command where not."""
    if yes:
        return
    if not sys.stdin.isatty():
        click.echo(f"{what} Nothing was done; add --yes.", err=True)
        raise SystemExit(1)
    if not click.confirm(f"{what} Go on?", default=False, err=True):
        raise SystemExit(1)
