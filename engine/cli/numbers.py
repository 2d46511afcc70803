"""Numbers on the command line, and what is told when one is wrong."""

from typing import Any

import click


class Number(click.FloatRange):
    """A number in a range."""

    name = "number"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> float:
        """Give the number. Raises click.BadParameter."""
        try:
            return float(super().convert(value, param, ctx))
        except click.BadParameter:
            self.fail(_told(str(value), "number", self), param, ctx)


class WholeNumber(click.IntRange):
    """A whole number in a range."""

    name = "whole number"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Give the number. Raises click.BadParameter."""
        try:
            return int(super().convert(value, param, ctx))
        except click.BadParameter:
            self.fail(_told(str(value), "whole number", self), param, ctx)


def _told(value: str, kind: str, range_: click.FloatRange | click.IntRange) -> str:
    return f"'{value}' is no {kind} from {range_.min:,} to {range_.max:,}."
